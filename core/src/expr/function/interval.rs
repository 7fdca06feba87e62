//! Adding to dates and timestamps: `date_add(orders::placed, months(3))`.

use super::{
    date::{Dated, index},
    unit::{self, Unit},
};
use crate::{
    Result,
    expr::{Composed, Expr, Fixed, HasUnit, Value, scope::Both},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Scalar, SqlType},
};
use std::marker::PhantomData;

/// So many of a unit. Made by [`days`], [`months`], .. On PostgreSQL it fits where an [`Interval`](crate::value::Interval) does.
#[derive(Debug, Clone, Copy)]
pub struct Amount<U, N>(N, PhantomData<fn() -> U>);
impl<U, N> Amount<U, N> {
    /// How many.
    pub(super) fn into_count(self) -> N {
        self.0
    }
}

macro_rules! intervals {
    ($($(#[$m:meta])* $name:ident $unit:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $name<N: Value<i32>>(count: N) -> Amount<unit::$unit, N::E> {
            Amount(count.into_expr(), PhantomData)
        }
    )* };
}
intervals! {
    /// So many years. The 29th of February becomes the 28th where there is none.
    years Year;
    /// So many months. A day that the month does not have becomes its last one.
    months Month;
    /// So many weeks.
    weeks Week;
    /// So many days.
    days Day;
    /// So many hours.
    hours Hour;
    /// So many minutes.
    minutes Minute;
    /// So many seconds.
    seconds Second;
}

/// A date or timestamp and an interval after it, or before it if `BACK`.
pub struct Shifted<E, U, N, const BACK: bool>(E, N, PhantomData<fn() -> U>);
impl<E: Clone, U, N: Clone, const BACK: bool> Clone for Shifted<E, U, N, BACK> {
    fn clone(&self) -> Self {
        Shifted(self.0.clone(), self.1.clone(), PhantomData)
    }
}
impl<E: Copy, U, N: Copy, const BACK: bool> Copy for Shifted<E, U, N, BACK> {}
impl<E: Expr, U, N: Expr, const BACK: bool> Expr for Shifted<E, U, N, BACK> {
    type Base = E::Base;
    type Uses = Both<E::Uses, N::Uses>;
}
impl<E: Fixed, U, N: Fixed, const BACK: bool> Fixed for Shifted<E, U, N, BACK> {}
impl<E, U, N, const BACK: bool> Composed for Shifted<E, U, N, BACK> {}

/// What stands around the operand and the number: before, between, behind; and behind the operand once more, if that is
/// not empty.
type Parts = (&'static str, &'static str, &'static str, &'static str);

const fn parts(unit: unit::Kind, ty: SqlType) -> [Parts; 4] {
    let mysql = mysql(unit, ty);
    [sqlite(unit, ty), postgres(unit, ty), mysql, mysql]
}

/// The time of day, or its fraction, is put behind again: SQLite's functions round it.
const fn sqlite(unit: unit::Kind, ty: SqlType) -> Parts {
    use unit::Kind::*;
    match (unit, ty) {
        (Year, SqlType::Date) => ("date(", ", ", " || ' years', 'floor')", ""),
        (Month, SqlType::Date) => ("date(", ", ", " || ' months', 'floor')", ""),
        (Week, SqlType::Date) => ("date(", ", (7 * ", ") || ' days')", ""),
        (Day, SqlType::Date) => ("date(", ", ", " || ' days')", ""),
        (Year, _) => ("(date(substr(", ", 1, 10), ", " || ' years', 'floor') || substr(", ", 11))"),
        (Month, _) => ("(date(substr(", ", 1, 10), ", " || ' months', 'floor') || substr(", ", 11))"),
        (Week, _) => ("(date(substr(", ", 1, 10), (7 * ", ") || ' days') || substr(", ", 11))"),
        (Hour, _) => ("(strftime('%Y-%m-%d %H:%M:%S', substr(", ", 1, 19), ", " || ' hours') || substr(", ", 20))"),
        (Minute, _) => ("(strftime('%Y-%m-%d %H:%M:%S', substr(", ", 1, 19), ", " || ' minutes') || substr(", ", 20))"),
        (Second, _) => ("(strftime('%Y-%m-%d %H:%M:%S', substr(", ", 1, 19), ", " || ' seconds') || substr(", ", 20))"),
        _ => ("(date(substr(", ", 1, 10), ", " || ' days') || substr(", ", 11))"),
    }
}

const fn postgres(unit: unit::Kind, ty: SqlType) -> Parts {
    use unit::Kind::*;
    let (day, plain, zoned) = match unit {
        Year => (
            " + make_interval(years => ",
            " + make_interval(years => ",
            " AT TIME ZONE 'UTC' + make_interval(years => ",
        ),
        Month => (
            " + make_interval(months => ",
            " + make_interval(months => ",
            " AT TIME ZONE 'UTC' + make_interval(months => ",
        ),
        Week => (" + 7 * ", " + make_interval(weeks => ", " AT TIME ZONE 'UTC' + make_interval(weeks => "),
        Hour => ("", " + make_interval(hours => ", " AT TIME ZONE 'UTC' + make_interval(hours => "),
        Minute => ("", " + make_interval(mins => ", " AT TIME ZONE 'UTC' + make_interval(mins => "),
        Second => ("", " + make_interval(secs => ", " AT TIME ZONE 'UTC' + make_interval(secs => "),
        _ => (" + ", " + make_interval(days => ", " AT TIME ZONE 'UTC' + make_interval(days => "),
    };
    match (ty, unit) {
        (SqlType::Date, Year | Month) => ("CAST(", day, ") AS date)", ""),
        (SqlType::Date, _) => ("(", day, ")", ""),
        (SqlType::TimestampTz, _) => ("((", zoned, ")) AT TIME ZONE 'UTC')", ""),
        _ => ("(", plain, "))", ""),
    }
}

const fn mysql(unit: unit::Kind, ty: SqlType) -> Parts {
    use unit::Kind::*;
    let (day, other) = match unit {
        Year => (" YEAR) AS DATE)", " YEAR) AS DATETIME(6))"),
        Month => (" MONTH) AS DATE)", " MONTH) AS DATETIME(6))"),
        Week => (" WEEK) AS DATE)", " WEEK) AS DATETIME(6))"),
        Hour => (" HOUR) AS DATE)", " HOUR) AS DATETIME(6))"),
        Minute => (" MINUTE) AS DATE)", " MINUTE) AS DATETIME(6))"),
        Second => (" SECOND) AS DATE)", " SECOND) AS DATETIME(6))"),
        _ => (" DAY) AS DATE)", " DAY) AS DATETIME(6))"),
    };
    match ty {
        SqlType::Date => ("CAST(date_add(", ", INTERVAL ", day, ""),
        _ => ("CAST(date_add(", ", INTERVAL ", other, ""),
    }
}

/// The text of one dialect.
macro_rules! shifted {
    ($e:ident $n:ident $u:ident $back:ident $d:ident $at:literal) => {
        Tok::Seq(
            const {
                &[
                    Tok::Lit(parts($u::KIND, <$e::Base as Scalar>::TYPE)[$at].0),
                    <$e as Sql<$d>>::TOK,
                    Tok::Lit(parts($u::KIND, <$e::Base as Scalar>::TYPE)[$at].1),
                    Tok::Lit(if $back { "(-(" } else { "(" }),
                    <$n as Sql<$d>>::TOK,
                    Tok::Lit(if $back { "))" } else { ")" }),
                    Tok::Lit(parts($u::KIND, <$e::Base as Scalar>::TYPE)[$at].2),
                    if parts($u::KIND, <$e::Base as Scalar>::TYPE)[$at].3.is_empty() {
                        Tok::Lit("")
                    } else {
                        <$e as Sql<$d>>::TOK
                    },
                    Tok::Lit(parts($u::KIND, <$e::Base as Scalar>::TYPE)[$at].3),
                ]
            },
        )
    };
}
impl<D: Dialect, E: Expr + Sql<D>, U: Unit, N: Sql<D>, const BACK: bool> Sql<D> for Shifted<E, U, N, BACK> {
    const TOK: Tok = Tok::Each(
        const { &[shifted!(E N U BACK D 0), shifted!(E N U BACK D 1), shifted!(E N U BACK D 2), shifted!(E N U BACK D 3)] },
    );
    fn render(&self, w: &mut Writer) {
        let (before, between, behind, again) = parts(U::KIND, <E::Base as Scalar>::TYPE)[index(w.style().kind)];
        w.lit(before);
        Sql::<D>::render(&self.0, w);
        w.lit(between);
        w.lit(if BACK { "(-(" } else { "(" });
        Sql::<D>::render(&self.1, w);
        w.lit(if BACK { "))" } else { ")" });
        w.lit(behind);
        if !again.is_empty() {
            Sql::<D>::render(&self.0, w);
            w.lit(again);
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)?;
        Sql::<D>::bind(&self.1, binder)?;
        let (.., again) = parts(U::KIND, <E::Base as Scalar>::TYPE)[index(binder.dialect())];
        if again.is_empty() { Ok(()) } else { Sql::<D>::bind(&self.0, binder) }
    }
}

/// What can be added to the date or timestamp `E`: so many of a unit; on PostgreSQL an interval, too.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be added to `{E}`, and not taken from it",
    label = "`days(3)`, `months(1)` or the like is needed",
    note = "to a timestamp of PostgreSQL, an `Interval` can be added, too"
)]
pub trait Shift<E> {
    /// What is after.
    type After;
    /// What is before.
    type Before;
    /// After the date.
    fn after(self, date: E) -> Self::After;
    /// Before the date.
    fn before(self, date: E) -> Self::Before;
}
impl<E: Expr<Base: HasUnit<U>>, U: Unit, N: Expr> Shift<E> for Amount<U, N> {
    type After = Shifted<E, U, N, false>;
    type Before = Shifted<E, U, N, true>;
    #[inline]
    fn after(self, date: E) -> Self::After {
        Shifted(date, self.0, PhantomData)
    }
    #[inline]
    fn before(self, date: E) -> Self::Before {
        Shifted(date, self.0, PhantomData)
    }
}
/// A date or timestamp and an interval after it: `date_add(orders::placed, months(3))`.
///
/// On PostgreSQL the interval can be a value, too: `date_add(trials::begun, trials::length)`.
///
/// Years beyond 9999 are not to be counted on: PostgreSQL has them, the others give NULL.
#[inline]
pub fn date_add<E: Expr<Base: Dated>, S: Shift<E>>(date: E, interval: S) -> S::After {
    interval.after(date)
}

/// A date or timestamp and an interval before it: `date_sub(orders::placed, days(90))`.
#[inline]
pub fn date_sub<E: Expr<Base: Dated>, S: Shift<E>>(date: E, interval: S) -> S::Before {
    interval.before(date)
}
