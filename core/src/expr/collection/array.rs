//! Functions of arrays. PostgreSQL only.

use super::postgres;
use crate::{
    expr::{
        Composed, Expr, Fixed, PerRowExpr, SortTerms, SortedBy, TextExpr, Textual, Unsorted,
        function::functions,
        scope::{Aggregated, Both, RowLevel, Sure, Uses},
    },
    value::{InArray, Scalar},
};

/// The value type of the expression `E` is an array.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not an array",
    label = "an array is needed: a column that is a `Vec`"
)]
pub trait ArrayOf<E> {
    /// What it holds.
    type Item: Scalar;
}
#[diagnostic::do_not_recommend]
impl<T: InArray, E> ArrayOf<E> for Vec<T> {
    type Item = T::Item;
}

/// An expression that is an array.
pub trait ArrayExpr: Expr {
    /// See [`Told`](crate::expr::Told).
    type Checked;
    /// What it holds.
    type Item: Scalar;
}
impl<E: Expr<Base: ArrayOf<E>>> ArrayExpr for E {
    type Checked = ();
    type Item = <E::Base as ArrayOf<E>>::Item;
}

/// The value type of the expression `E` is an array of which no element is NULL.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not an array without NULLs",
    label = "a `Vec` of values that are not `Option`s is needed"
)]
pub trait FullArrayOf<E>: ArrayOf<E> {}
#[diagnostic::do_not_recommend]
impl<T: InArray<Item = T> + Scalar, E> FullArrayOf<E> for Vec<T> {}

/// An expression that is an array of which no element is NULL.
pub trait FullArrayExpr: ArrayExpr {}
impl<E: Expr<Base: FullArrayOf<E>>> FullArrayExpr for E {}

/// One line per function: what [`functions!`] takes, of PostgreSQL alone.
macro_rules! arrays {
    ($(
        $(#[$m:meta])*
        $name:ident<$F:ident: $bound:path>($($args:tt)*) $(: $how:ident)? -> $base:ty $(where $bounds:tt)? = $node:ident $parts:tt;
    )*) => { $(
        functions! {
            $(#[$m])*
            $name<$F: $bound>($($args)*) $(: $how)? -> $base $(where $bounds)? = $node {
                PostgreSQL => $parts;
                SQLite, MySQL, MariaDB => lacks "{Self} has no arrays, only PostgreSQL has";
                AnyDialect => lacks "not every backend has arrays, only PostgreSQL has"
            };
        }
    )* };
}
arrays! {
    /// The array with a value behind it. An array that is NULL counts as empty, and a value that is NULL is not appended.
    array_append<A: FullArrayExpr>(array, value: V = A::Item): sure -> A::Base = ArrayAppend
        ["array_remove(array_append(" A ", " V "), NULL)"];
    /// The array with a value before it. An array that is NULL counts as empty, and a value that is NULL is not prepended.
    array_prepend<A: FullArrayExpr>(array, value: V = A::Item): sure -> A::Base = ArrayPrepend
        ["array_remove(array_prepend(" V ", " A "), NULL)"];
    /// One array behind another. One that is NULL counts as empty; NULL if both are.
    array_concat<A: ArrayExpr>(array, other: V = A::Base): either -> A::Base = ArrayConcat ["array_cat(" A ", " V ")"];
    /// The array without the elements that are the value.
    array_remove<A: ArrayExpr>(array, value: V = A::Item): first -> A::Base = ArrayRemove ["array_remove(" A ", " V ")"];
    /// Where the value is in the array for the first time, from 1 on; NULL if it is not.
    array_position<A: ArrayExpr>(array, value: V = A::Item): maybe -> i32 = ArrayPosition ["array_position(" A ", " V ")"];
    /// How many elements the array has: `cardinality`.
    array_length<A: ArrayExpr>(array) -> i32 = ArrayLength ["cardinality(" A ")"];
    /// The element at a place, from 1 on: `array[n]`. NULL if there is none.
    array_at<A: ArrayExpr>(array, place: N = i32): maybe -> <A::Base as ArrayOf<A>>::Item where [A::Base: ArrayOf<A>] = ArrayAt ["(" A ")[" N "]"];
    /// The elements from one place to another, both included, from 1 on: `array[from:to]`. Empty if there are none.
    array_slice<A: ArrayExpr>(array, from: N = i32, to: M = i32) -> A::Base = ArraySlice ["(" A ")[" N ":" M "]"];
    /// Text that a separator parts, as an array: `string_to_array`. Of no text it is empty.
    split<T: TextExpr>(text, separator: S = String): first -> Vec<String> = SplitText ["string_to_array(" T ", " S ")"];
}
functions! {
    /// The texts of an array, joined by a separator: `array_to_string`. Elements that are NULL are left out.
    array_join<A: ArrayExpr<Item: Textual>>(array, separator: S = String) -> String = ArrayJoin {
        PostgreSQL => ["array_to_string(" A ", " S ")"];
        SQLite, MySQL, MariaDB => lacks "{Self} has no arrays, only PostgreSQL has";
        AnyDialect => lacks "not every backend has arrays, only PostgreSQL has"
    };
}

postgres! {
    /// `array_agg(operand ORDER BY terms)` of those that are not NULL; empty of none: PostgreSQL.
    ArrayAgg<E, O> = ["coalesce(array_agg(" E O ") FILTER (WHERE (" E ") IS NOT NULL), '{}')"];
    /// `array_agg(DISTINCT operand)` of those that are not NULL; empty of none: PostgreSQL.
    ArrayAggDistinct<E> = ["coalesce(array_agg(DISTINCT " E ") FILTER (WHERE (" E ") IS NOT NULL), '{}')"];
}
impl<E: Expr<Base: InArray>, O: SortTerms> Expr for ArrayAgg<E, O> {
    type Base = Vec<E::Base>;
    type Uses = Aggregated<Sure<Both<E::Uses, O::Uses>>, Self>;
}
impl<E: Fixed, O: Fixed> Fixed for ArrayAgg<E, O> {}
impl<E, O> Composed for ArrayAgg<E, O> {}
impl<E: Expr<Base: InArray>> Expr for ArrayAggDistinct<E> {
    type Base = Vec<E::Base>;
    type Uses = Aggregated<Sure<E::Uses>, Self>;
}
impl<E: Fixed> Fixed for ArrayAggDistinct<E> {}
impl<E> Composed for ArrayAggDistinct<E> {}

/// The values that are not NULL, as an array: `array_agg(posts::title).order_by(posts::id)`. Of no rows it is empty.
/// PostgreSQL only; [`json_agg`](crate::expr::json_agg) is everywhere.
///
/// Without `order_by` they come as they come.
#[inline]
pub fn array_agg<E: PerRowExpr<Base: InArray>>(operand: E) -> ArrayAgg<E, Unsorted> {
    ArrayAgg { E: operand, O: Unsorted }
}
/// The different values that are not NULL, smallest first, as an array. Of no rows it is empty. PostgreSQL only.
#[inline]
pub fn array_agg_distinct<E: PerRowExpr<Base: InArray>>(operand: E) -> ArrayAggDistinct<E> {
    ArrayAggDistinct { E: operand }
}
impl<E> ArrayAgg<E, Unsorted> {
    /// In which order: a term or a tuple of them.
    #[inline]
    pub fn order_by<T: SortTerms<Uses: Uses<Kind: RowLevel>>>(self, terms: T) -> ArrayAgg<E, SortedBy<T>> {
        ArrayAgg { E: self.E, O: SortedBy::new(terms) }
    }
}
