//! Functions of dates and times: their parts, their beginnings, the clock.
//!
//! Everything is in UTC: the parts of a moment are those of its time in UTC, whatever zone a session has.

use crate::{
    Result,
    expr::{AssignTo, Composed, Expr, Fixed, Holds, Value, ValueFor, scope::Nothing},
    node,
    sql::{Dialect, DialectKind, Sql, Tok, Writer},
    value::{Binder, Interval, NotNull, Scalar, SqlType},
};
use std::marker::PhantomData;

/// The units of dates and times: `extract(unit::Year, orders::placed)`.
pub mod unit {
    /// Which unit, as a value.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    #[allow(missing_docs, reason = "the types of the same name say it")]
    pub enum Kind {
        Year,
        Quarter,
        Month,
        Week,
        Day,
        DayOfWeek,
        DayOfYear,
        Hour,
        Minute,
        Second,
    }
    /// A unit.
    pub trait Unit: Copy {
        /// Which.
        const KIND: Kind;
    }
    /// A unit of dates.
    pub trait DateUnit: Unit {}
    /// A unit of times of day.
    pub trait TimeUnit: Unit {}
    /// A unit that a date or time can be cut to.
    #[diagnostic::on_unimplemented(message = "a date cannot be cut to a `{Self}`", label = "not a unit to cut to")]
    pub trait Cut: Unit {}

    macro_rules! units {
        ($($(#[$m:meta])* $name:ident: $group:ident $($cut:ident)?;)*) => { $(
            $(#[$m])*
            #[derive(Debug, Clone, Copy)]
            pub struct $name;
            impl Unit for $name {
                const KIND: Kind = Kind::$name;
            }
            impl $group for $name {}
            $(impl $cut for $name {})?
        )* };
    }
    units! {
        /// The year.
        Year: DateUnit Cut;
        /// The quarter of the year, 1 to 4.
        Quarter: DateUnit Cut;
        /// The month, 1 to 12.
        Month: DateUnit Cut;
        /// The week of ISO 8601, 1 to 53: it begins on Monday, and the first one of a year has a Thursday in it.
        Week: DateUnit Cut;
        /// The day of the month, 1 to 31.
        Day: DateUnit Cut;
        /// The day of the week, 1 (Monday) to 7 (Sunday).
        DayOfWeek: DateUnit;
        /// The day of the year, 1 to 366.
        DayOfYear: DateUnit;
        /// The hour, 0 to 23.
        Hour: TimeUnit Cut;
        /// The minute, 0 to 59.
        Minute: TimeUnit Cut;
        /// The second without its fraction, 0 to 59.
        Second: TimeUnit Cut;
    }
}
use unit::{Kind, Unit};

/// A value type that has a unit `U`: a date has years, a time of day hours, a timestamp both.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` has no `{U}`",
    label = "a date, time or timestamp is needed",
    note = "a date has years to days, a time of day hours to seconds, a timestamp both"
)]
pub trait HasUnit<U>: Scalar {}
/// The value type of the expression `E` has a unit `U`.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, and has no `{U}`",
    label = "a date, time or timestamp is needed",
    note = "a date has years to days, a time of day hours to seconds, a timestamp both"
)]
pub trait UnitOf<U, E>: HasUnit<U> {}
#[diagnostic::do_not_recommend]
impl<T: HasUnit<U>, U, E> UnitOf<U, E> for T {}
/// A value type of days, or of dates with times.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a date nor a timestamp",
    label = "a date, or a date with a time, is needed"
)]
pub trait Dated: Scalar {}
/// A value type of days.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a date", label = "a date without a time is needed")]
pub trait Day: Scalar {}
/// A value type of dates with times.
#[diagnostic::on_unimplemented(message = "`{Self}` is not a timestamp", label = "a date with a time is needed")]
pub trait Timestamp: Scalar {}

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
macro_rules! times {
    (days $($day:ty)*; times $($time:ty)*; timestamps $($stamp:ty)*;) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<U: unit::DateUnit> HasUnit<U> for $day {}
            #[diagnostic::do_not_recommend]
            impl Day for $day {}
            #[diagnostic::do_not_recommend]
            impl Dated for $day {}
        )*
        $(
            #[diagnostic::do_not_recommend]
            impl<U: unit::TimeUnit> HasUnit<U> for $time {}
        )*
        $(
            #[diagnostic::do_not_recommend]
            impl<U: Unit> HasUnit<U> for $stamp {}
            #[diagnostic::do_not_recommend]
            impl Timestamp for $stamp {}
            #[diagnostic::do_not_recommend]
            impl Dated for $stamp {}
        )*
    };
}
#[cfg(feature = "chrono")]
times!(days chrono::NaiveDate; times chrono::NaiveTime; timestamps chrono::NaiveDateTime chrono::DateTime<chrono::Utc>;);
#[cfg(feature = "jiff")]
times!(days jiff::civil::Date; times jiff::civil::Time; timestamps jiff::civil::DateTime jiff::Timestamp;);
#[cfg(feature = "time")]
times!(days time::Date; times time::Time; timestamps time::PrimitiveDateTime time::OffsetDateTime;);

/// The units that PostgreSQL finds in an interval.
macro_rules! of_intervals {
    ($($unit:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl HasUnit<unit::$unit> for Interval {}
    )* };
}
of_intervals!(Year Month Day Hour Minute Second);

/// A spelling: what stands before the operand and behind it; if that is not all, the operand once more, and the rest.
pub type Parts = (&'static str, &'static str, &'static str);

/// Four spellings of a function of one operand, of SQLite, PostgreSQL, MySQL and MariaDB.
pub trait Spelling {
    /// The parts of each.
    const PARTS: [Parts; 4];
}

/// A function of one operand, spelled by `K`.
pub struct Spelled<K, E>(E, PhantomData<fn() -> K>);
impl<K, E: Clone> Clone for Spelled<K, E> {
    fn clone(&self) -> Self {
        Spelled(self.0.clone(), PhantomData)
    }
}
impl<K, E: Copy> Copy for Spelled<K, E> {}
impl<K, E: Fixed> Fixed for Spelled<K, E> {}
impl<K, E> Composed for Spelled<K, E> {}

/// The text of one dialect.
macro_rules! spelled {
    ($k:ident $e:ident $d:ident $n:literal) => {
        Tok::Seq(if $k::PARTS[$n].2.is_empty() {
            const { &[Tok::Lit($k::PARTS[$n].0), <$e as Sql<$d>>::TOK, Tok::Lit($k::PARTS[$n].1)] }
        } else {
            const {
                &[
                    Tok::Lit($k::PARTS[$n].0),
                    <$e as Sql<$d>>::TOK,
                    Tok::Lit($k::PARTS[$n].1),
                    <$e as Sql<$d>>::TOK,
                    Tok::Lit($k::PARTS[$n].2),
                ]
            }
        })
    };
}
impl<D: Dialect, K: Spelling, E: Sql<D>> Sql<D> for Spelled<K, E> {
    const TOK: Tok = Tok::Each(const { &[spelled!(K E D 0), spelled!(K E D 1), spelled!(K E D 2), spelled!(K E D 3)] });
    fn render(&self, w: &mut Writer) {
        let (before, between, after) = K::PARTS[index(w.style().kind)];
        w.lit(before);
        Sql::<D>::render(&self.0, w);
        w.lit(between);
        if !after.is_empty() {
            Sql::<D>::render(&self.0, w);
            w.lit(after);
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)?;
        if K::PARTS[index(binder.dialect())].2.is_empty() { Ok(()) } else { Sql::<D>::bind(&self.0, binder) }
    }
}
/// The place of a dialect among four.
pub(super) const fn index(kind: DialectKind) -> usize {
    kind as usize & 3
}

/// A part of a date or time: a number.
pub struct Part<U, T>(PhantomData<(U, T)>);
impl<U: Unit, T: Scalar> Spelling for Part<U, T> {
    const PARTS: [Parts; 4] = [
        part_on_sqlite(U::KIND, T::TYPE),
        part_on_postgres(U::KIND, T::TYPE),
        part_on_mysql(U::KIND),
        part_on_mysql(U::KIND),
    ];
}
impl<U: Unit, T: Scalar, E: Expr> Expr for Spelled<Part<U, T>, E> {
    type Base = i32;
    type Uses = E::Uses;
}

/// By their place in the text: SQLite's functions round to milliseconds, and the last moment of 9999 to NULL.
const fn part_on_sqlite(unit: Kind, ty: SqlType) -> Parts {
    match (unit, ty) {
        (Kind::Year, _) => ("CAST(substr(", ", 1, 4) AS INTEGER)", ""),
        (Kind::Quarter, _) => ("((CAST(substr(", ", 6, 2) AS INTEGER) + 2) / 3)", ""),
        (Kind::Month, _) => ("CAST(substr(", ", 6, 2) AS INTEGER)", ""),
        (Kind::Day, _) => ("CAST(substr(", ", 9, 2) AS INTEGER)", ""),
        (Kind::Week, _) => ("CAST(strftime('%V', substr(", ", 1, 10)) AS INTEGER)", ""),
        (Kind::DayOfWeek, _) => ("CAST(strftime('%u', substr(", ", 1, 10)) AS INTEGER)", ""),
        (Kind::DayOfYear, _) => ("CAST(strftime('%j', substr(", ", 1, 10)) AS INTEGER)", ""),
        (Kind::Hour, SqlType::Time) => ("CAST(substr(", ", 1, 2) AS INTEGER)", ""),
        (Kind::Minute, SqlType::Time) => ("CAST(substr(", ", 4, 2) AS INTEGER)", ""),
        (Kind::Second, SqlType::Time) => ("CAST(substr(", ", 7, 2) AS INTEGER)", ""),
        (Kind::Hour, _) => ("CAST(substr(", ", 12, 2) AS INTEGER)", ""),
        (Kind::Minute, _) => ("CAST(substr(", ", 15, 2) AS INTEGER)", ""),
        (Kind::Second, _) => ("CAST(substr(", ", 18, 2) AS INTEGER)", ""),
    }
}

const fn part_on_postgres(unit: Kind, ty: SqlType) -> Parts {
    let before = match unit {
        Kind::Year => "CAST(floor(extract(year FROM ",
        Kind::Quarter => "CAST(floor(extract(quarter FROM ",
        Kind::Month => "CAST(floor(extract(month FROM ",
        Kind::Week => "CAST(floor(extract(week FROM ",
        Kind::Day => "CAST(floor(extract(day FROM ",
        Kind::DayOfWeek => "CAST(floor(extract(isodow FROM ",
        Kind::DayOfYear => "CAST(floor(extract(doy FROM ",
        Kind::Hour => "CAST(floor(extract(hour FROM ",
        Kind::Minute => "CAST(floor(extract(minute FROM ",
        Kind::Second => "CAST(floor(extract(second FROM ",
    };
    match ty {
        SqlType::TimestampTz => (before, " AT TIME ZONE 'UTC')) AS integer)", ""),
        // The seconds of an interval may be negative.
        SqlType::Interval if matches!(unit, Kind::Second) => ("CAST(trunc(extract(second FROM ", ")) AS integer)", ""),
        _ => (before, ")) AS integer)", ""),
    }
}

const fn part_on_mysql(unit: Kind) -> Parts {
    match unit {
        // MySQL's `year` is of the type YEAR, which ends in 2155, where it is kept for a moment.
        Kind::Year => ("extract(YEAR FROM ", ")", ""),
        Kind::Quarter => ("quarter(", ")", ""),
        Kind::Month => ("month(", ")", ""),
        Kind::Week => ("week(", ", 3)", ""),
        Kind::Day => ("dayofmonth(", ")", ""),
        Kind::DayOfWeek => ("(weekday(", ") + 1)", ""),
        Kind::DayOfYear => ("dayofyear(", ")", ""),
        Kind::Hour => ("hour(", ")", ""),
        Kind::Minute => ("minute(", ")", ""),
        Kind::Second => ("second(", ")", ""),
    }
}

/// The beginning of the year, month, .. that a date or time lies in.
pub struct Beginning<U, T>(PhantomData<(U, T)>);
impl<U: Unit, T: Scalar> Spelling for Beginning<U, T> {
    const PARTS: [Parts; 4] = [
        beginning_on_sqlite(U::KIND, T::TYPE),
        beginning_on_postgres(U::KIND, T::TYPE),
        beginning_on_mysql(U::KIND, T::TYPE),
        beginning_on_mysql(U::KIND, T::TYPE),
    ];
}
impl<U: Unit, T: Scalar, E: Expr> Expr for Spelled<Beginning<U, T>, E> {
    type Base = T;
    type Uses = E::Uses;
}

const fn beginning_on_sqlite(unit: Kind, ty: SqlType) -> Parts {
    match (unit, ty) {
        (Kind::Year, SqlType::Date) => ("(substr(", ", 1, 4) || '-01-01')", ""),
        (Kind::Year, _) => ("(substr(", ", 1, 4) || '-01-01 00:00:00')", ""),
        (Kind::Quarter, SqlType::Date) => {
            ("date(substr(", ", 1, 7) || '-01', '-' || ((CAST(substr(", ", 6, 2) AS INTEGER) + 2) % 3) || ' months')")
        }
        (Kind::Quarter, _) => (
            "datetime(substr(",
            ", 1, 7) || '-01', '-' || ((CAST(substr(",
            ", 6, 2) AS INTEGER) + 2) % 3) || ' months')",
        ),
        (Kind::Month, SqlType::Date) => ("(substr(", ", 1, 7) || '-01')", ""),
        (Kind::Month, _) => ("(substr(", ", 1, 7) || '-01 00:00:00')", ""),
        (Kind::Week, SqlType::Date) => ("date(substr(", ", 1, 10), 'weekday 0', '-6 days')", ""),
        (Kind::Week, _) => ("datetime(substr(", ", 1, 10), 'weekday 0', '-6 days')", ""),
        (Kind::Hour, _) => ("(substr(", ", 1, 13) || ':00:00')", ""),
        (Kind::Minute, _) => ("(substr(", ", 1, 16) || ':00')", ""),
        (Kind::Second, _) => ("substr(", ", 1, 19)", ""),
        (_, SqlType::Date) => ("substr(", ", 1, 10)", ""),
        (_, _) => ("(substr(", ", 1, 10) || ' 00:00:00')", ""),
    }
}

const fn beginning_on_postgres(unit: Kind, ty: SqlType) -> Parts {
    let (day, other) = match unit {
        Kind::Year => ("CAST(date_trunc('year', CAST(", "date_trunc('year', "),
        Kind::Quarter => ("CAST(date_trunc('quarter', CAST(", "date_trunc('quarter', "),
        Kind::Month => ("CAST(date_trunc('month', CAST(", "date_trunc('month', "),
        Kind::Week => ("CAST(date_trunc('week', CAST(", "date_trunc('week', "),
        Kind::Hour => ("", "date_trunc('hour', "),
        Kind::Minute => ("", "date_trunc('minute', "),
        Kind::Second => ("", "date_trunc('second', "),
        _ => ("CAST(date_trunc('day', CAST(", "date_trunc('day', "),
    };
    match ty {
        SqlType::Date => (day, " AS timestamp)) AS date)", ""),
        SqlType::TimestampTz => (other, ", 'UTC')", ""),
        _ => (other, ")", ""),
    }
}

const fn beginning_on_mysql(unit: Kind, ty: SqlType) -> Parts {
    match (unit, ty) {
        (Kind::Year, SqlType::Date) => ("CAST(date_format(", ", '%Y-01-01') AS DATE)", ""),
        (Kind::Year, _) => ("CAST(date_format(", ", '%Y-01-01') AS DATETIME(6))", ""),
        (Kind::Quarter, SqlType::Date) => {
            ("CAST(makedate(year(", "), 1) + INTERVAL quarter(", ") - 1 QUARTER AS DATE)")
        }
        (Kind::Quarter, _) => ("CAST(makedate(year(", "), 1) + INTERVAL quarter(", ") - 1 QUARTER AS DATETIME(6))"),
        (Kind::Month, SqlType::Date) => ("CAST(date_format(", ", '%Y-%m-01') AS DATE)", ""),
        (Kind::Month, _) => ("CAST(date_format(", ", '%Y-%m-01') AS DATETIME(6))", ""),
        (Kind::Week, SqlType::Date) => ("CAST(CAST(", " AS DATE) - INTERVAL weekday(", ") DAY AS DATE)"),
        (Kind::Week, _) => ("CAST(CAST(", " AS DATE) - INTERVAL weekday(", ") DAY AS DATETIME(6))"),
        (Kind::Hour, _) => ("CAST(date_format(", ", '%Y-%m-%d %H:00:00') AS DATETIME(6))", ""),
        (Kind::Minute, _) => ("CAST(date_format(", ", '%Y-%m-%d %H:%i:00') AS DATETIME(6))", ""),
        (Kind::Second, _) => ("CAST(date_format(", ", '%Y-%m-%d %H:%i:%s') AS DATETIME(6))", ""),
        (_, SqlType::Date) => ("CAST(", " AS DATE)", ""),
        (_, _) => ("CAST(date_format(", ", '%Y-%m-%d') AS DATETIME(6))", ""),
    }
}

/// A part of a date or time as a number: `extract(unit::Year, orders::placed)`; on PostgreSQL of an interval, too.
///
/// ```
/// use aludel_core::expr::{extract, unit, value};
/// # #[cfg(feature = "chrono")] {
/// let placed = value(chrono::NaiveDate::MIN);
/// let year = extract(unit::Year, placed); // an `i32`
/// # }
/// ```
#[inline]
pub fn extract<U: Unit, E: Expr<Base: UnitOf<U, E>>>(unit: U, of: E) -> Spelled<Part<U, E::Base>, E> {
    let _ = unit;
    Spelled(of, PhantomData)
}

/// The first moment of the year, month, .. that a date or timestamp lies in: `date_trunc(unit::Month, orders::placed)`.
/// It keeps the type.
#[inline]
pub fn date_trunc<U: unit::Cut, E: Expr<Base: UnitOf<U, E> + HasUnit<unit::Year>>>(
    unit: U,
    of: E,
) -> Spelled<Beginning<U, E::Base>, E>
where
    E::Base: HasUnit<unit::Year>,
{
    let _ = unit;
    Spelled(of, PhantomData)
}

/// A reading of the clock, of type `T`.
pub struct Clock<T>(PhantomData<fn() -> T>);
impl<T> Clone for Clock<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Clock<T> {}
impl<T: Scalar> Expr for Clock<T> {
    type Base = T;
    type Uses = Nothing;
}
impl<T> Fixed for Clock<T> {}
impl<D: Dialect, T: Scalar> Sql<D> for Clock<T> {
    const TOK: Tok = Tok::Each(const { &clock(T::TYPE) });
}
const fn clock(ty: SqlType) -> [Tok; 4] {
    match ty {
        SqlType::Date => [
            Tok::Lit("date('now')"),
            Tok::Lit("CAST(statement_timestamp() AT TIME ZONE 'UTC' AS date)"),
            Tok::Lit("utc_date()"),
            Tok::Lit("utc_date()"),
        ],
        SqlType::Timestamp => [
            Tok::Lit("strftime('%Y-%m-%d %H:%M:%f000', 'now')"),
            Tok::Lit("(statement_timestamp() AT TIME ZONE 'UTC')"),
            Tok::Lit("utc_timestamp(6)"),
            Tok::Lit("utc_timestamp(6)"),
        ],
        _ => [
            Tok::Lit("strftime('%Y-%m-%d %H:%M:%f000', 'now')"),
            Tok::Lit("statement_timestamp()"),
            Tok::Lit("utc_timestamp(6)"),
            Tok::Lit("utc_timestamp(6)"),
        ],
    }
}

/// A reading of the clock takes the type of what it is assigned to.
pub struct ByClock;

/// One line per reading of the clock: what it stands for by itself, and as which types.
macro_rules! clocks {
    ($($(#[$m:meta])* $name:ident() -> $node:ident: $bound:ident;)*) => { $(
        #[doc = concat!("What [`", stringify!($name), "`] makes. Its type is that of what it is compared with or assigned to, or said by `of`.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $node;
        impl $node {
            #[doc = concat!("As an expression of type `T`: `", stringify!($name), "().of::<T>()`.")]
            #[inline]
            pub fn of<T: $bound>(self) -> Clock<T> {
                Clock(PhantomData)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<T: $bound, L> ValueFor<T, L> for $node {
            type E = Clock<T>;
            type Null = NotNull;
            #[inline]
            fn into_value(self) -> Clock<T> {
                self.of()
            }
        }
        #[diagnostic::do_not_recommend]
        impl<T: $bound, C> AssignTo<T, C> for $node {
            type E = Clock<T>;
            type Null = NotNull;
            type By = ByClock;
        }
        impl<T: $bound> Holds<$node, Clock<T>> for ByClock {
            #[inline]
            fn hold(clock: $node) -> Clock<T> {
                clock.of()
            }
        }
        $(#[$m])*
        #[inline]
        pub fn $name() -> $node {
            $node
        }
    )* };
}
clocks! {
    /// The moment at which the statement began, in UTC. SQLite knows it to the millisecond.
    ///
    /// Its type is that of what it is compared with or assigned to: `posts::created.lt(now())`; elsewhere it is said:
    /// `now().of::<DateTime<Utc>>()`.
    now() -> Now: Timestamp;
    /// The day on which the statement began, in UTC. Its type is found as that of [`now`].
    current_date() -> CurrentDate: Day;
}

/// What turns a moment into its time in UTC, on PostgreSQL.
pub struct InUtc<T>(PhantomData<fn() -> T>);
impl<T> Clone for InUtc<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for InUtc<T> {}
impl<T> InUtc<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T: Scalar> Expr for InUtc<T> {
    type Base = T;
    type Uses = Nothing;
}
impl<T> Fixed for InUtc<T> {}
impl<D: Dialect, T: Scalar> Sql<D> for InUtc<T> {
    const TOK: Tok = Tok::Lit(match T::TYPE {
        SqlType::TimestampTz => " AT TIME ZONE 'UTC'",
        _ => "",
    });
}

node!(/** The days from one date to another. */ DaysBetweenSql<A, B, Z> {
    SQLite => ["CAST(julianday(substr(" A ", 1, 10)) - julianday(substr(" B ", 1, 10)) AS INTEGER)"];
    PostgreSQL => ["(CAST(" A Z " AS date) - CAST(" B Z " AS date))"];
    MySQL, MariaDB => ["datediff(" A ", " B ")"]
});
node!(/** The microseconds from one timestamp to another. */ MicrosBetween<A, B> {
    SQLite => [
        "((unixepoch(substr(" A ", 1, 19)) - unixepoch(substr(" B ", 1, 19))) * 1000000"
        " + CAST(substr(substr(" A ", 21) || '000000', 1, 6) AS INTEGER)"
        " - CAST(substr(substr(" B ", 21) || '000000', 1, 6) AS INTEGER))"
    ];
    PostgreSQL => ["CAST(extract(epoch FROM " A " - " B ") * 1000000 AS bigint)"];
    MySQL, MariaDB => ["timestampdiff(MICROSECOND, " B ", " A ")"]
});
crate::expr::expr!(MicrosBetween<A, B> -> i64;);

/// The days from one date to another. Made by [`days_between`].
#[derive(Clone, Copy)]
pub struct DaysBetween<A: Expr, B>(DaysBetweenSql<A, B, InUtc<A::Base>>);
impl<A: Expr, B: Expr> Expr for DaysBetween<A, B> {
    type Base = i32;
    type Uses = crate::expr::scope::Both<A::Uses, B::Uses>;
}
impl<A: Expr + Fixed, B: Fixed> Fixed for DaysBetween<A, B> {}
impl<A: Expr, B> Composed for DaysBetween<A, B> {}
impl<D: Dialect, A: Expr, B> Sql<D> for DaysBetween<A, B>
where
    DaysBetweenSql<A, B, InUtc<A::Base>>: Sql<D>,
{
    const TOK: Tok = <DaysBetweenSql<A, B, InUtc<A::Base>> as Sql<D>>::TOK;
    fn render(&self, w: &mut Writer) {
        Sql::<D>::render(&self.0, w);
    }
    fn bind<'v, C: Binder<'v> + ?Sized>(&'v self, binder: &mut C) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// How many days `later` comes after `earlier`; of timestamps, from one day to the other.
#[inline]
pub fn days_between<A: Expr<Base: Dated>, B: Value<A::Base, A>>(later: A, earlier: B) -> DaysBetween<A, B::E> {
    DaysBetween(DaysBetweenSql { A: later, B: earlier.into_expr(), Z: InUtc::new() })
}

/// How many microseconds `later` comes after `earlier`.
#[inline]
pub fn micros_between<A: Expr<Base: Timestamp>, B: Value<A::Base, A>>(later: A, earlier: B) -> MicrosBetween<A, B::E> {
    MicrosBetween { A: later, B: earlier.into_expr() }
}
