//! `MATCH .. AGAINST` of MySQL and MariaDB: full text search by an index.

use crate::{
    expr::{Expr, Value, expr, scope::Both, scope::Of},
    node,
    schema::{Column, FullTextIndex, Table},
    sql::{Dialect, Sql, Tok},
};
use std::marker::PhantomData;

/// One line per kind of search: its node, and its parts on MySQL and MariaDB.
macro_rules! kinds {
    ($($(#[$m:meta])* $node:ident = $parts:tt;)*) => { $(
        node!($(#[$m])* $node<C, Q> {
            MySQL, MariaDB => $parts;
            SQLite, PostgreSQL => lacks "`MATCH .. AGAINST` does not exist on {Self}, only on MySQL and MariaDB";
            AnyDialect => lacks "`MATCH .. AGAINST` does not exist on every backend, only on MySQL and MariaDB"
        });
    )* };
}
kinds! {
    /// `MATCH (columns) AGAINST (words) > 0`: MySQL and MariaDB.
    MatchesAny = ["(MATCH (" C ") AGAINST (" Q ") > 0)"];
    /// `MATCH (columns) AGAINST (words IN BOOLEAN MODE) > 0`: MySQL and MariaDB.
    MatchesBoolean = ["(MATCH (" C ") AGAINST (" Q " IN BOOLEAN MODE) > 0)"];
    /// `MATCH (columns) AGAINST (words)`: MySQL and MariaDB.
    Relevance = ["(MATCH (" C ") AGAINST (" Q ") * 1e0)"];
}
expr! {
    MatchesAny<C, Q> -> bool;
    MatchesBoolean<C, Q> -> bool;
    Relevance<C, Q> -> f64;
}

/// The columns of a full text index. Made by [`indexed`].
pub struct Indexed<C>(PhantomData<fn() -> C>);
impl<C> Clone for Indexed<C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C> Copy for Indexed<C> {}
impl<C> super::Fixed for Indexed<C> {}

/// Columns of one table over which it has a full text index.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of columns of a full text index",
    label = "a tuple of the columns of the index is needed, of one column too: `(posts::title,)`"
)]
pub trait IndexedColumns {}
macro_rules! tuples {
    ($(($first:ident $n:tt $i:ident $(, $t:ident $m:tt $j:ident)*))*) => { $(
        impl<$first: Column $(, $t: Column<Table = $first::Table>)*> IndexedColumns for ($first, $($t,)*)
        where
            $first::Table: FullTextIndex<($first, $($t,)*)>,
        {
        }
        impl<$first: Column $(, $t: Column)*> Expr for Indexed<($first, $($t,)*)> {
            type Base = String;
            type Uses = tuples!(@uses $first $($t)*);
        }
        impl<Di: Dialect, $first: Column $(, $t: Column)*> Sql<Di> for Indexed<($first, $($t,)*)> {
            const TOK: Tok = Tok::Seq(&[
                Tok::Column { table: <$first::Table as Table>::NAME, name: $first::NAME },
                $(Tok::Lit(", "), Tok::Column { table: <$t::Table as Table>::NAME, name: $t::NAME },)*
            ]);
        }
    )* };
    (@uses $one:ident) => { Of<$one> };
    (@uses $one:ident $($more:ident)+) => { Both<Of<$one>, tuples!(@uses $($more)+)> };
}
crate::for_tuples!(tuples);

impl<C> Indexed<C> {
    /// Whether one of the words is there; which rows fit best, [`relevance`](Self::relevance) tells.
    #[inline]
    pub fn has<Q: Value<String>>(self, words: Q) -> MatchesAny<Self, Q::E> {
        MatchesAny { C: self, Q: words.into_expr() }
    }

    /// Whether the words are there as their signs say: `+rust -java "unit of work" data*`. What is no such text is an error
    /// of the database: for what people write, take [`has`](Self::has).
    #[inline]
    pub fn has_boolean<Q: Value<String>>(self, words: Q) -> MatchesBoolean<Self, Q::E> {
        MatchesBoolean { C: self, Q: words.into_expr() }
    }

    /// How well a row fits, to sort by; 0 if not at all.
    #[inline]
    pub fn relevance<Q: Value<String>>(self, words: Q) -> Relevance<Self, Q::E> {
        Relevance { C: self, Q: words.into_expr() }
    }
}

/// Looks for words by a full text index: `MATCH .. AGAINST`. MySQL and MariaDB only. The table declares an index over exactly
/// these columns.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::from, sql::{MariaDB, text_of}};
/// table! {
///     #[index(title, body, using = fulltext)]
///     pub struct Post in posts { #[primary_key] id: i64, title: String, body: String }
/// }
/// # fn main() {
/// let text = indexed((posts::title, posts::body));
/// let query = from(posts::table).filter(text.has("rust sql")).order_by(text.relevance("rust sql").desc());
/// assert!(text_of::<MariaDB, _>(&query).contains("(MATCH (`title`, `body`) AGAINST (?) > 0)"));
/// # }
/// ```
///
/// InnoDB finds rows that are committed; words of one or two letters, and the most common English ones, it does not know.
/// Whether case counts is a matter of the columns' collation: in that of the tables that `create_all` makes, it does.
#[inline]
pub fn indexed<C: IndexedColumns>(columns: C) -> Indexed<C> {
    let _ = columns;
    Indexed(PhantomData)
}
