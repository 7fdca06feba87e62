//! Full text search. It is another thing on each backend, so there is a construct for each.
//!
//! On PostgreSQL [`full_text`]: any text, in a language whose forms of words are known; an index is only faster. On MySQL
//! and MariaDB [`indexed`]: the columns of an index, without languages. On SQLite [`fts5`]: a table of its own,
//! made by SQL, asked in the language.

mod fts5;
mod match_against;

pub use fts5::*;
pub use match_against::*;

use super::{Composed, Expr, Fixed, Textual, Value, scope::Both};
use crate::{
    Result, node,
    sql::{Dialect, Sql, Tok},
    value::Binder,
};
use std::marker::PhantomData;

node!(/** `to_tsvector(config, text) @@ query`: PostgreSQL. */ FoundIn<C, E, Q> @ OTHER {
    PostgreSQL => ["to_tsvector(" C ", " E ") @@ " Q];
    SQLite, MySQL, MariaDB => lacks "`full_text` does not exist on {Self}, only on PostgreSQL: look for a part of the text by `.contains(..)`";
    AnyDialect => lacks "`full_text` does not exist on every backend, only on PostgreSQL"
});
node!(/** `ts_rank(to_tsvector(config, text), query)`: PostgreSQL. */ RankIn<C, E, Q> {
    PostgreSQL => ["ts_rank(to_tsvector(" C ", " E "), " Q ")"];
    SQLite, MySQL, MariaDB => lacks "`full_text` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`full_text` does not exist on every backend, only on PostgreSQL"
});
node!(/** `ts_headline(config, text, query)`: PostgreSQL. */ HeadlineOf<C, E, Q> {
    PostgreSQL => ["ts_headline(" C ", " E ", " Q ")"];
    SQLite, MySQL, MariaDB => lacks "`full_text` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`full_text` does not exist on every backend, only on PostgreSQL"
});
node!(/** `websearch_to_tsquery(config, words)`, or another kind of query. */ SearchSql<K, C, W> = K "(" C ", " W ")");

/// A configuration of text search: the language whose words are known.
pub trait TextConfig: Copy {
    /// Its name, as SQL.
    const SQL: &'static str;
}
/// A kind of query.
pub trait SearchKind: Copy {
    /// The function that makes it.
    const FUNCTION: &'static str;
}

/// One line per unit type: its text.
macro_rules! words {
    ($trait:ident $const:ident: $($(#[$m:meta])* $name:ident $text:literal;)*) => { $(
        $(#[$m])*
        #[derive(Debug, Clone, Copy)]
        pub struct $name;
        impl $trait for $name {
            const $const: &'static str = $text;
        }
        impl<D: Dialect> Sql<D> for $name {
            const TOK: Tok = Tok::Lit($text);
        }
    )* };
}
words! { SearchKind FUNCTION:
    /// All of the words.
    AllWords "plainto_tsquery";
    /// The words, one behind the other.
    Phrase "phraseto_tsquery";
    /// As in a search engine.
    Web "websearch_to_tsquery";
}

/// The configurations that each PostgreSQL has.
pub mod language {
    use super::{Dialect, Sql, TextConfig, Tok};

    macro_rules! languages {
        ($($name:ident $word:literal $sql:literal;)*) => {
            words! { TextConfig SQL: $(#[doc = concat!("Words of ", $word, ".")] $name $sql;)* }
        };
    }
    languages! {
        Simple "any language, each as it stands" "'simple'";
        Danish "Danish" "'danish'";
        Dutch "Dutch" "'dutch'";
        English "English" "'english'";
        Finnish "Finnish" "'finnish'";
        French "French" "'french'";
        German "German" "'german'";
        Hungarian "Hungarian" "'hungarian'";
        Italian "Italian" "'italian'";
        Norwegian "Norwegian" "'norwegian'";
        Portuguese "Portuguese" "'portuguese'";
        Romanian "Romanian" "'romanian'";
        Russian "Russian" "'russian'";
        Spanish "Spanish" "'spanish'";
        Swedish "Swedish" "'swedish'";
        Turkish "Turkish" "'turkish'";
    }
}

/// What is looked for, in no language yet.
#[derive(Debug, Clone, Copy)]
pub struct Search<K, W>(K, W);

macro_rules! searches {
    ($($(#[$m:meta])* $name:ident $kind:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $name<W: Value<String>>(words: W) -> Search<$kind, W::E> {
            Search($kind, words.into_expr())
        }
    )* };
}
searches! {
    /// Looks for all of the words: any text is a query, and nothing in it has a meaning of its own.
    all_words AllWords;
    /// Looks for the words one behind the other.
    phrase Phrase;
    /// Looks for what people write into a search engine: `rust "unit of work" -java or sql`. Any text is a query.
    web_search Web;
}

/// A text whose words are known. Made by [`full_text`].
#[derive(Debug, Clone, Copy)]
pub struct FullText<C, E> {
    config: C,
    text: E,
}

/// An expression that looks for `W` in `E`.
pub struct Searching<N, E, W, T>(N, PhantomData<fn() -> (E, W, T)>);
impl<N: Clone, E, W, T> Clone for Searching<N, E, W, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<N: Copy, E, W, T> Copy for Searching<N, E, W, T> {}
impl<N, E: Expr, W: Expr, T: crate::value::Scalar> Expr for Searching<N, E, W, T> {
    type Base = T;
    type Uses = Both<E::Uses, W::Uses>;
}
impl<N, E: Fixed, W: Fixed, T> Fixed for Searching<N, E, W, T> {}
impl<N, E, W, T> Composed for Searching<N, E, W, T> {}
impl<D: Dialect, N: Sql<D>, E, W, T> Sql<D> for Searching<N, E, W, T> {
    const TOK: Tok = N::TOK;
    const LOOSE: u8 = N::LOOSE;
    fn render(&self, w: &mut crate::sql::Writer) {
        self.0.render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

macro_rules! methods {
    ($($(#[$m:meta])* $name:ident -> $ty:ty = $node:ident;)*) => {
        impl<C: TextConfig, E: Expr> FullText<C, E> { $(
            $(#[$m])*
            #[inline]
            pub fn $name<K: SearchKind, W: Expr>(
                self,
                search: Search<K, W>,
            ) -> Searching<$node<C, E, SearchSql<K, C, W>>, E, W, $ty> {
                let query = SearchSql { K: search.0, C: self.config, W: search.1 };
                Searching($node { C: self.config, E: self.text, Q: query }, PhantomData)
            }
        )* }
    };
}
methods! {
    /// Whether it is there: `to_tsvector(..) @@ query`. An index of the table serves it:
    /// `#[index("to_tsvector('english', title)", using = gin)]`.
    has -> bool = FoundIn;
    /// How well the text fits, to sort by: `ts_rank`.
    rank -> f32 = RankIn;
    /// The part of the text that fits best, the words between `<b>` and `</b>`: `ts_headline`.
    headline -> String = HeadlineOf;
}

/// A text as words of a language, to look for others in it. PostgreSQL only.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::from, sql::{PostgreSQL, text_of}};
/// use aludel_core::expr::{full_text, language::English, web_search};
/// # table! { pub struct Post in posts { #[primary_key] id: i64, title: String } }
/// # fn main() {
/// let title = full_text(English, posts::title);
/// let query = from(posts::table)
///     .filter(title.has(web_search("rust -java")))
///     .order_by(title.rank(web_search("rust -java")).desc());
/// assert!(text_of::<PostgreSQL, _>(&query).contains(
///     r#"WHERE to_tsvector('english', "title") @@ websearch_to_tsquery('english', $1)"#
/// ));
/// # }
/// ```
#[inline]
pub fn full_text<C: TextConfig, E: Expr<Base: Textual>>(config: C, text: E) -> FullText<C, E> {
    FullText { config, text }
}
