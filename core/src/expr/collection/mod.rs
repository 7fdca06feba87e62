//! Arrays and ranges: values in which others are. PostgreSQL only.
//!
//! A column that is a `Vec` of numbers, texts, days and the like is an array, one that is a
//! [`Range`](crate::value::Range) a range. Both know [`has`](Collections::has), [`contains_all`](Collections::contains_all),
//! [`contained_in`](Collections::contained_in) and [`overlaps`](Collections::overlaps).

mod array;
mod range;

pub use array::*;
pub use range::*;

use super::{Expr, Strictness, Typed, Value, expr, scope::Both, typed};
use crate::value::{InArray, InRange, Range, Scalar};

/// Declares nodes that PostgreSQL alone has: `Node<A, B> @ LEVEL = [parts];`.
macro_rules! postgres {
    ($($(#[$m:meta])* $n:ident<$($g:ident),*> $(@ $loose:ident)? = $parts:tt;)*) => { $(
        $crate::node!($(#[$m])* $n<$($g),*> $(@ $loose)? {
            PostgreSQL => $parts;
            SQLite, MySQL, MariaDB => lacks "`{G}` needs arrays or ranges, which {Self} does not have: only PostgreSQL has them";
            AnyDialect => lacks "`{G}` needs arrays or ranges, which not every backend has: only PostgreSQL has them"
        });
    )* };
}
pub(crate) use postgres;

/// Lets a column be asked what is in it.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::from, sql::{PostgreSQL, text_of}, value::Range};
/// table! { pub struct Post in posts { #[primary_key] id: i64, tags: Vec<String>, visits: Range<i32> } }
/// # fn main() {
/// let query = from(posts::table).filter(posts::tags.has("rust")).filter(posts::visits.overlaps(10..20)).select(posts::id);
/// let text = text_of::<PostgreSQL, _>(&query);
/// assert!(text.ends_with(r#"WHERE $1 = ANY("tags") AND "visits" && $2"#), "{text}");
/// # }
/// ```
pub trait Collections: Expr {
    /// Whether the value is in it: `value = ANY(array)`, `range @> value`.
    #[inline]
    fn has<V: Value<<Self::Base as CollectionOf<Self>>::Item, Self>>(
        self,
        value: V,
    ) -> <Self::Base as CollectionOf<Self>>::Has<V::E>
    where
        Self::Base: CollectionOf<Self>,
    {
        <Self::Base as CollectionOf<Self>>::has(self, value.into_expr())
    }

    /// Whether all that is in the other is in it: `@>`.
    #[inline]
    fn contains_all<V: Value<Self::Base, Self>>(self, other: V) -> ContainsAll<Self, V::E>
    where
        Self::Base: CollectionOf<Self>,
    {
        ContainsAll { L: self, R: other.into_expr() }
    }

    /// Whether all that is in it is in the other: `<@`.
    #[inline]
    fn contained_in<V: Value<Self::Base, Self>>(self, other: V) -> ContainedIn<Self, V::E>
    where
        Self::Base: CollectionOf<Self>,
    {
        ContainedIn { L: self, R: other.into_expr() }
    }

    /// Whether something is in both: `&&`.
    #[inline]
    fn overlaps<V: Value<Self::Base, Self>>(self, other: V) -> Overlaps<Self, V::E>
    where
        Self::Base: CollectionOf<Self>,
    {
        Overlaps { L: self, R: other.into_expr() }
    }
}
impl<E: Expr> Collections for E {}

postgres! {
    /// `left @> right`: PostgreSQL.
    ContainsAll<L, R> @ OTHER = [[L] " @> " [R]];
    /// `left <@ right`: PostgreSQL.
    ContainedIn<L, R> @ OTHER = [[L] " <@ " [R]];
    /// `left && right`: PostgreSQL.
    Overlaps<L, R> @ OTHER = [[L] " && " [R]];
    /// `value = ANY(array)`: PostgreSQL.
    HasElement<C, V> @ COMPARISON = [[V] " = ANY(" C ")"];
    /// `range @> value`: PostgreSQL.
    HasPoint<C, V> @ OTHER = [[C] " @> " [V]];
}
expr! {
    ContainsAll<L, R> -> bool;
    ContainedIn<L, R> -> bool;
    Overlaps<L, R> -> bool;
    HasPoint<C, V> -> bool;
}

/// The value type of the expression `E` is an array or a range.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, neither an array nor a range",
    label = "an array, a `Vec`, or a `Range` is needed"
)]
pub trait CollectionOf<E> {
    /// What is in it.
    type Item: Scalar;
    /// Whether a `V` is in it, as SQL.
    type Has<V: Expr>: Expr<Base = bool>;
    /// Asks that.
    fn has<V: Expr>(collection: E, value: V) -> Self::Has<V>;
}
#[diagnostic::do_not_recommend]
impl<T: InArray<Null: Strictness>, E: Expr> CollectionOf<E> for Vec<T> {
    type Item = T::Item;
    // Among elements that are NULL a value that is not found may be.
    type Has<V: Expr> =
        Typed<HasElement<E, V>, bool, <T::Null as Strictness>::Result<Both<<V as Expr>::Uses, <E as Expr>::Uses>>>;
    #[inline]
    fn has<V: Expr>(collection: E, value: V) -> Self::Has<V> {
        typed(HasElement { C: collection, V: value })
    }
}
#[diagnostic::do_not_recommend]
impl<T: InRange, E: Expr> CollectionOf<E> for Range<T> {
    type Item = T;
    type Has<V: Expr> = HasPoint<E, V>;
    #[inline]
    fn has<V: Expr>(collection: E, value: V) -> HasPoint<E, V> {
        HasPoint { C: collection, V: value }
    }
}
