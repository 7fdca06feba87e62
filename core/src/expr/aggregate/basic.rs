//! The aggregates of every SQL: count, sum, average, smallest and largest.

use super::{Filtered, One, Only, aggregates};
use crate::{
    expr::{
        AnyWindow, Boolean, Expr, Fixed, Number, NumberExpr, Ordered, PerRowExpr, Told, WindowFunction,
        scope::{Aggregated, Nothing},
    },
    node,
    sql::{Dialect, Sql, Tok},
    value::Binder,
};

/// What messages call [`count()`](fn@count).
#[allow(non_camel_case_types, reason = "as it is read in messages")]
pub struct count {}

/// `count(*)`
#[derive(Debug, Clone, Copy)]
pub struct CountAll;
impl Expr for CountAll {
    type Base = i64;
    type Uses = Aggregated<Nothing, count>;
}
impl Fixed for CountAll {}
impl<D: Dialect> Sql<D> for CountAll {
    const TOK: Tok = Tok::Lit("count(*)");
}
impl WindowFunction for CountAll {
    type Base = i64;
    type Whole = Nothing;
    type Framed = Nothing;
    type Wants = AnyWindow;
}
impl CountAll {
    /// Only the rows for which the condition holds: FILTER, on MySQL and MariaDB by CASE.
    #[inline]
    pub fn filter<C>(self, condition: C) -> Filtered<Count<Only<C, One>>, C>
    where
        C: PerRowExpr<Base: Boolean> + Clone,
    {
        Count { E: One }.filter(condition)
    }
}

node!(/** `count(operand)` */ Count<E> = "count(" E ")");
node!(/** `count(DISTINCT operand)` */ CountDistinct<E> = "count(DISTINCT " E ")");
node!(/** `sum(operand)` */ Sum<E> = "sum(" E ")");
node!(/** `sum(DISTINCT operand)` */ SumDistinct<E> = "sum(DISTINCT " E ")");
node!(/** `avg(operand)` */ Avg<E> = "avg(" E ")");
node!(/** `avg(operand)` in floating point on every backend. */ AvgFloat<E> {
    SQLite => ["avg(" E ")"];
    PostgreSQL => ["avg(CAST(" E " AS double precision))"];
    MySQL, MariaDB => ["avg((" E ") * 1e0)"]
});
node!(/** `min(operand)` */ Min<E> = "min(" E ")");
node!(/** `max(operand)` */ Max<E> = "max(" E ")");
node!(/** Whether all are true. */ BoolAnd<E> {
    PostgreSQL => ["bool_and(" E ")"];
    SQLite => ["min(" E ")"];
    MySQL, MariaDB => ["min(" E ")"]
});
node!(/** Whether one is true. */ BoolOr<E> {
    PostgreSQL => ["bool_or(" E ")"];
    SQLite => ["max(" E ")"];
    MySQL, MariaDB => ["max(" E ")"]
});
aggregates! {
    Count<E> counted -> i64;
    Sum<E> gathered -> <E::Base as Number>::Sum where [E::Base: Number];
    Avg<E> gathered -> <E::Base as Number>::Avg where [E::Base: Number];
    AvgFloat<E> gathered -> <E::Base as Number>::Avg where [E::Base: Number];
    Min<E> gathered -> E::Base;
    Max<E> gathered -> E::Base;
    BoolAnd<E> gathered -> bool;
    BoolOr<E> gathered -> bool;
}
// DISTINCT is for no window function of any database.
aggregates! { only
    CountDistinct<E> counted -> i64;
    SumDistinct<E> gathered -> <E::Base as Number>::Sum where [E::Base: Number];
}

impl<E> Avg<E> {
    #[doc(hidden)]
    #[inline]
    pub fn new(operand: E) -> Self {
        Avg { E: operand }
    }
}
impl<E> AvgFloat<E> {
    #[doc(hidden)]
    #[inline]
    pub fn new(operand: E) -> Self {
        AvgFloat { E: operand }
    }
}

/// The number of rows: `count(*)`.
#[inline]
#[rustfmt::skip] // the compiler shows this line to whoever gives it an argument
pub fn count() -> CountAll { // of rows: `count()`; of a column's values: `count_of(users::bio)`
    CountAll
}

/// The number of values that are not NULL: `count(operand)`.
#[inline]
pub fn count_of<E: PerRowExpr>(operand: E) -> Count<E> {
    Count { E: operand }
}

/// The number of different values that are not NULL: `count(DISTINCT operand)`.
#[inline]
pub fn count_distinct<E: PerRowExpr>(operand: E) -> CountDistinct<E> {
    CountDistinct { E: operand }
}

/// The sum; NULL of no rows. Integers add up to `i64`, floats to `f64`, decimals to a decimal.
#[inline]
pub fn sum<E: NumberExpr<Checked: Told>>(operand: E) -> E::Summed<Sum<E>> {
    E::summed(Sum { E: operand })
}

/// The sum of the different values; NULL of no rows.
#[inline]
pub fn sum_distinct<E: NumberExpr<Checked: Told>>(operand: E) -> E::Summed<SumDistinct<E>> {
    E::summed(SumDistinct { E: operand })
}

/// The average; NULL of no rows. Of integers and floats it is an `f64`, of decimals a decimal.
///
/// How many digits the average of decimals has behind the point is up to the backend.
#[inline]
pub fn avg<E: NumberExpr<Checked: Told>>(operand: E) -> E::Average {
    operand.average()
}

/// The smallest value; NULL of no rows.
#[inline]
pub fn min<E: PerRowExpr<Base: Ordered>>(operand: E) -> Min<E> {
    Min { E: operand }
}

/// The largest value; NULL of no rows.
#[inline]
pub fn max<E: PerRowExpr<Base: Ordered>>(operand: E) -> Max<E> {
    Max { E: operand }
}

/// Whether the condition holds for all rows for which it is not NULL; NULL if there are none.
#[inline]
pub fn bool_and<E: PerRowExpr<Base: Boolean>>(condition: E) -> BoolAnd<E> {
    BoolAnd { E: condition }
}

/// Whether the condition holds for a row; NULL if there are none for which it is not NULL.
#[inline]
pub fn bool_or<E: PerRowExpr<Base: Boolean>>(condition: E) -> BoolOr<E> {
    BoolOr { E: condition }
}
