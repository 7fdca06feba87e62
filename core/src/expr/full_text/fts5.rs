//! FTS5 of SQLite: full text search in a table of its own.

use crate::{
    expr::{Bind, Composed, Expr, Fixed, Value, expr},
    node,
    schema::{Column, Optional, Readable, Shape, Table},
    sql::{Dialect, Sql, Tok, same},
    value::NotNull,
};
use std::marker::PhantomData;

/// One line per kind of search: its node, and its parts on SQLite.
macro_rules! kinds {
    ($($(#[$m:meta])* $node:ident<$($g:ident),*> $(@ $loose:ident)? = $parts:tt;)*) => { $(
        node!($(#[$m])* $node<$($g),*> $(@ $loose)? {
            SQLite => $parts;
            PostgreSQL => lacks "FTS5 does not exist on {Self}, only on SQLite: there is `full_text(..)`";
            MySQL, MariaDB => lacks "FTS5 does not exist on {Self}, only on SQLite: there is `indexed(..)`";
            AnyDialect => lacks "FTS5 does not exist on every backend, only on SQLite"
        });
    )* };
}
kinds! {
    /// `table MATCH query`: SQLite.
    MatchesFts5<T, Q> @ COMPARISON = [[T] " MATCH " [Q]];
    /// `bm25(table)`: SQLite.
    Bm25<T> = ["bm25(" T ")"];
    /// `highlight(table, column, before, after)`: SQLite.
    Highlight<T, N, B, A> = ["highlight(" T ", " N ", " B ", " A ")"];
    /// `snippet(table, column, before, after, gap, words)`: SQLite.
    Snippet<T, N, B, A, G, W> = ["snippet(" T ", " N ", " B ", " A ", " G ", " W ")"];
}
expr! {
    MatchesFts5<T, Q> -> bool;
    Bm25<T> -> f64;
}
/// A text out of the columns of the table.
macro_rules! texts {
    ($($node:ident<$t:ident $(, $g:ident)*>;)*) => { $(
        impl<$t: Expr, $($g),*> Expr for $node<$t, $($g),*> {
            type Base = String;
            type Uses = $t::Uses;
        }
        impl<$t: Fixed, $($g: Fixed),*> Fixed for $node<$t, $($g),*> {}
        impl<$t, $($g),*> Composed for $node<$t, $($g),*> {}
    )* };
}
texts! {
    Highlight<T, N, B, A>;
    Snippet<T, N, B, A, G, W>;
}

/// All columns of an FTS5 table: its hidden column, which is called as the table. Made by [`fts5`].
pub struct Fts5<T>(PhantomData<fn() -> T>);
impl<T> Clone for Fts5<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Fts5<T> {}
#[diagnostic::do_not_recommend]
impl<T: Table> Column for Fts5<T> {
    type Table = T;
    type Base = String;
    type Null = NotNull;
    type Requirement = Optional;
    const NAME: &'static str = T::NAME;
    const IS_KEY: bool = false;
    const VALUE: Self = Fts5(PhantomData);
}
impl<D: Dialect, T: Table> Sql<D> for Fts5<T> {
    const TOK: Tok = Tok::Column { table: T::NAME, name: T::NAME };
}

/// The place of the column `C` in its table.
pub struct Place<C>(PhantomData<fn() -> C>);
impl<C> Clone for Place<C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C> Copy for Place<C> {}
impl<C> Fixed for Place<C> {}
impl<C: Column> Place<C> {
    /// Places count from 0, the `rowid` not among them.
    const DIGITS: &'static str = {
        const DIGITS: [&str; 16] =
            ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"];
        let names = <C::Table as Table>::COLUMN_NAMES;
        let (mut at, mut place) = (0, 0);
        while !same(names[at], C::NAME) {
            place += if same(names[at], "rowid") { 0 } else { 1 };
            at += 1;
        }
        assert!(place < DIGITS.len(), "`highlight` and `snippet` look at the first 16 columns of a table");
        DIGITS[place]
    };
}
impl<D: Dialect, C: Column> Sql<D> for Place<C> {
    const TOK: Tok = Tok::Lit(Self::DIGITS);
}

/// A column of the table `T`, for the part of its text that was found.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column of `{T}`",
    label = "a column of the table that is searched is needed"
)]
pub trait TextOfTable<T>: Column {}
#[diagnostic::do_not_recommend]
impl<C: Column> TextOfTable<C::Table> for C {}

/// A text that is bound.
type Text = Bind<String, String>;

impl<T: Table> Fts5<T> {
    /// Whether a row fits a query of FTS5: `rust AND (sql OR "unit of work") NOT java`, `title : rust`, `da*`. What is no
    /// such query is an error of the database: for what people write, take [`has_words`](Self::has_words).
    #[inline]
    pub fn has<Q: Value<String>>(self, query: Q) -> MatchesFts5<Self, Q::E> {
        MatchesFts5 { T: self, Q: query.into_expr() }
    }

    /// Whether all of the words are in a row. Any text will do, and nothing in it has a meaning of its own; of no words it
    /// is no row.
    pub fn has_words(self, words: impl AsRef<str>) -> MatchesFts5<Self, Text> {
        let quoted: Vec<String> =
            words.as_ref().split_whitespace().map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
        let query = if quoted.is_empty() { "\"\"".to_owned() } else { quoted.join(" ") };
        MatchesFts5 { T: self, Q: Bind::new(query.replace('\0', "")) }
    }

    /// How well a row fits, to sort by, the best first: `bm25`. Only in a query that is filtered by `has`.
    #[inline]
    pub fn rank(self) -> Bm25<Self> {
        Bm25 { T: self }
    }

    /// The text of a column with marks around what was found. Only in a query that is filtered by `has`.
    pub fn highlight<C: TextOfTable<T>>(
        self,
        column: C,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Highlight<Self, Place<C>, Text, Text> {
        let _ = column;
        Highlight { T: self, N: Place(PhantomData), B: Bind::new(before.into()), A: Bind::new(after.into()) }
    }

    /// So many words of a column around what was found, with marks around that, and `gap` where the text goes on. Only in a
    /// query that is filtered by `has`.
    pub fn snippet<C: TextOfTable<T>>(
        self,
        column: C,
        before: impl Into<String>,
        after: impl Into<String>,
        gap: impl Into<String>,
        words: i32,
    ) -> Snippet<Self, Place<C>, Text, Text, Text, Bind<i32>> {
        let _ = column;
        Snippet {
            T: self,
            N: Place(PhantomData),
            B: Bind::new(before.into()),
            A: Bind::new(after.into()),
            G: Bind::new(gap.into()),
            W: Bind::new(words.clamp(1, 64)),
        }
    }
}

/// Looks for words in an FTS5 table of SQLite.
///
/// Such a table is virtual, and made by SQL, with the triggers that keep it as the table whose text it has. It is declared
/// as a view:
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::from, sql::{SQLite, text_of}};
/// table! { pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, body: String } }
/// // CREATE VIRTUAL TABLE posts_text USING fts5(title, body, content = 'posts', content_rowid = 'id')
/// shape! {
///     #[view]
///     pub posts_text { rowid: i64, title: String, body: String }
/// }
/// # fn main() {
/// let text = fts5(posts_text::table);
/// let query = from(posts_text::table)
///     .filter(text.has("rust NOT java"))
///     .order_by(text.rank())
///     .select((posts_text::rowid, text.snippet(posts_text::body, "<b>", "</b>", "..", 12)));
/// assert!(text_of::<SQLite, _>(&query).contains(r#"WHERE "posts_text" MATCH ?"#));
/// # }
/// ```
#[inline]
pub fn fts5<T: Shape + Readable>(table: T) -> Fts5<T> {
    let _ = table;
    Fts5(PhantomData)
}
