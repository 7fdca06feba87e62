//! Aggregates: one value per group, or one for all rows.

use super::{
    Expr, Number, PerRowExpr, expr,
    scope::{Aggregated, Nothing},
};
use crate::{
    Result, node,
    sql::{Dialect, Sql, Tok},
    value::Binder,
};

/// `count(*)`
#[derive(Debug, Clone, Copy)]
pub struct CountAll;
impl Expr for CountAll {
    type Base = i64;
    type Uses = Aggregated<Nothing>;
}
impl super::Fixed for CountAll {}
impl<D: Dialect> Sql<D> for CountAll {
    const TOK: Tok = Tok::Lit("count(*)");
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

node!(/** `count(operand)` */ Count<E> = "count(" E ")");
node!(/** `count(DISTINCT operand)` */ CountDistinct<E> = "count(DISTINCT " E ")");
node!(/** `sum(operand)` */ Sum<E> = "sum(" E ")");
node!(/** `sum(DISTINCT operand)` */ SumDistinct<E> = "sum(DISTINCT " E ")");
node!(/** `avg(operand)` */ Avg<E> = "avg(" E ")");
node!(/** `avg(operand)` in floating point on every backend. */ AvgFloat<E> {
    SQLite => ["avg(" E ")"];
    PostgreSQL => ["avg(" E ")::double precision"];
    MySQL, MariaDB => ["avg((" E ") * 1e0)"]
});
node!(/** `min(operand)` */ Min<E> = "min(" E ")");
node!(/** `max(operand)` */ Max<E> = "max(" E ")");
expr! {
    Count<E> count -> i64;
    CountDistinct<E> count -> i64;
    Sum<E> aggregate -> <E::Base as Number>::Sum where [E::Base: Number];
    SumDistinct<E> aggregate -> <E::Base as Number>::Sum where [E::Base: Number];
    Avg<E> aggregate -> <E::Base as Number>::Avg where [E::Base: Number];
    AvgFloat<E> aggregate -> <E::Base as Number>::Avg where [E::Base: Number];
    Min<E> aggregate -> E::Base;
    Max<E> aggregate -> E::Base;
}

/// A value type with a smallest and a largest value on every backend.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no smallest and largest value in SQL",
    label = "numbers, text, dates and times have"
)]
pub trait Ordered {}
macro_rules! ordered {
    ($($ty:ty)*) => { $(#[diagnostic::do_not_recommend] impl Ordered for $ty {})* };
}
ordered!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String);
#[cfg(feature = "chrono")]
ordered!(chrono::NaiveDate chrono::NaiveTime chrono::NaiveDateTime chrono::DateTime<chrono::Utc>);
#[cfg(feature = "jiff")]
ordered!(jiff::civil::Date jiff::civil::Time jiff::civil::DateTime jiff::Timestamp);
#[cfg(feature = "rust_decimal")]
ordered!(rust_decimal::Decimal);
#[cfg(feature = "time")]
ordered!(time::Date time::Time time::PrimitiveDateTime time::OffsetDateTime);

impl<E> Sum<E> {
    #[doc(hidden)]
    #[inline]
    pub fn new(operand: E) -> Self {
        Sum { E: operand }
    }
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
pub fn count() -> CountAll {
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
pub fn sum<E: PerRowExpr<Base: Number<Total<E> = S>>, S>(operand: E) -> S {
    E::Base::total(operand)
}

/// The sum of the different values; NULL of no rows.
#[inline]
pub fn sum_distinct<E: PerRowExpr<Base: Number>>(operand: E) -> SumDistinct<E> {
    SumDistinct { E: operand }
}

/// The average; NULL of no rows. Of integers and floats it is an `f64`, of decimals a decimal.
///
/// How many digits the average of decimals has behind the point is up to the backend.
#[inline]
pub fn avg<E: PerRowExpr<Base: Number<Average<E> = A>>, A>(operand: E) -> A {
    E::Base::average(operand)
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
