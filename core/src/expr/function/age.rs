//! Intervals as values. PostgreSQL only.
//!
//! What every backend has of them, adding so many days or months to a date, is [`date_add`](super::date_add).

use super::{
    date::{Dated, InUtc, Timestamp},
    functions,
    interval::{Amount, Shift},
    unit::{Kind, Unit},
};
use crate::{
    expr::{AssignTo, Bind, Expr, Fixed, Holds, Operand, Value, ValueFor, expr, scope::Nothing},
    node,
    sql::{PostgreSQL, Sql, Tok},
    value::{Interval, NotNull},
};
use std::marker::PhantomData;

/// Declares nodes that PostgreSQL alone has.
macro_rules! postgres {
    ($($(#[$m:meta])* $n:ident<$($g:ident),*> = $parts:tt;)*) => { $(
        node!($(#[$m])* $n<$($g),*> {
            PostgreSQL => $parts;
            SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
            AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
        });
    )* };
}

/// A value type that is an interval.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an interval",
    label = "an interval is needed: a column that is an `Interval`, `value(days(3))`, `age(..)`"
)]
pub trait IsInterval {}
#[diagnostic::do_not_recommend]
impl IsInterval for Interval {}

postgres! {
    /// What [`age`](fn@age) makes.
    Age<A, B, Z> = ["age(CAST(" A Z " AS timestamp), CAST(" B Z " AS timestamp))"];
    /// What [`interval_between`](fn@interval_between) makes.
    IntervalBetween<A, B> = ["((" A ") - (" B "))"];
    /// A moment and an interval after it.
    Later<E, I, Z> = ["((" E Z " + (" I "))" Z ")"];
    /// A moment and an interval before it.
    Earlier<E, I, Z> = ["((" E Z " - (" I "))" Z ")"];
    /// Two intervals together.
    Plus<L, R> = ["((" L ") + (" R "))"];
    /// An interval without another.
    Minus<L, R> = ["((" L ") - (" R "))"];
    /// An interval several times.
    Times<L, R> = ["((" L ") * (" R "))"];
    /// A part of an interval.
    DividedBy<L, R> = ["((" L ") / nullif(" R ", 0))"];
    /// An interval in the other direction.
    Negated<L> = ["(-(" L "))"];
    /// So many of a unit, as an interval.
    MakeInterval<U, N> = ["make_interval(" U N ")"];
}
expr! {
    Age<A, B, Z> -> Interval;
    IntervalBetween<A, B> -> Interval;
    Later<E, I, Z> -> E::Base;
    Earlier<E, I, Z> -> E::Base;
    Plus<L, R> -> Interval;
    Minus<L, R> -> Interval;
    Times<L, R> -> Interval;
    DividedBy<L, R> maybe -> Interval;
    Negated<L> -> Interval;
    MakeInterval<U, N> -> Interval;
}

/// The name of a unit, as `make_interval` has it.
pub struct UnitName<U>(PhantomData<fn() -> U>);
impl<U> Clone for UnitName<U> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<U> Copy for UnitName<U> {}
impl<U: Unit> Expr for UnitName<U> {
    type Base = i32;
    type Uses = Nothing;
}
impl<U> Fixed for UnitName<U> {}
impl<U: Unit> Sql<PostgreSQL> for UnitName<U> {
    const TOK: Tok = Tok::Lit(match U::KIND {
        Kind::Year => "years => ",
        Kind::Month => "months => ",
        Kind::Week => "weeks => ",
        Kind::Hour => "hours => ",
        Kind::Minute => "mins => ",
        Kind::Second => "secs => ",
        _ => "days => ",
    });
}

impl<U: Unit, N: Expr> Amount<U, N> {
    fn made(self) -> MakeInterval<UnitName<U>, N> {
        MakeInterval { U: UnitName(PhantomData), N: self.into_count() }
    }
}
#[diagnostic::do_not_recommend]
impl<U: Unit, N: Expr> Operand for Amount<U, N> {
    type E = MakeInterval<UnitName<U>, N>;
    #[inline]
    fn into_operand(self) -> Self::E {
        self.made()
    }
}
#[diagnostic::do_not_recommend]
impl<U: Unit, N: Expr, L> ValueFor<Interval, L> for Amount<U, N> {
    type E = MakeInterval<UnitName<U>, N>;
    type Null = NotNull;
    #[inline]
    fn into_value(self) -> Self::E {
        self.made()
    }
}
#[diagnostic::do_not_recommend]
impl<U: Unit, N: Expr, C> AssignTo<Interval, C> for Amount<U, N> {
    type E = MakeInterval<UnitName<U>, N>;
    type Null = NotNull;
    type By = ByAmount;
}
/// An amount of time becomes an interval.
pub struct ByAmount;
impl<U: Unit, N: Expr> Holds<Amount<U, N>, MakeInterval<UnitName<U>, N>> for ByAmount {
    #[inline]
    fn hold(amount: Amount<U, N>) -> MakeInterval<UnitName<U>, N> {
        amount.made()
    }
}

/// What an [`Interval`] is: an expression, or a value.
macro_rules! of_intervals {
    ($([$($g:tt)*] $i:ty => $e:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<E: Expr<Base: Timestamp>, $($g)*> Shift<E> for $i {
            type After = Later<E, $e, InUtc<E::Base>>;
            type Before = Earlier<E, $e, InUtc<E::Base>>;
            #[inline]
            fn after(self, date: E) -> Self::After {
                Later { E: date, I: ValueFor::<Interval, E>::into_value(self), Z: InUtc::new() }
            }
            #[inline]
            fn before(self, date: E) -> Self::Before {
                Earlier { E: date, I: ValueFor::<Interval, E>::into_value(self), Z: InUtc::new() }
            }
        }
    )* };
}
of_intervals! {
    [I: Expr<Base = Interval>] I => I;
    [] Interval => Bind<Interval>;
}

/// How long `later` comes after `earlier`, in years and months as a calendar counts them, days, and the time of day. Of
/// moments it is that of their times in UTC. PostgreSQL only.
///
/// ```
/// # use aludel_core::{expr::{age, value}, sql::{PostgreSQL, text_of}};
/// # #[cfg(feature = "chrono")] {
/// # let day = |y, m, d| chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap();
/// let since = age(value(day(2024, 3, 1)), day(2023, 1, 31)); // an `Interval` of a year and a month
/// assert_eq!(text_of::<PostgreSQL, _>(&since), "age(CAST($1 AS timestamp), CAST($2 AS timestamp))");
/// # }
/// ```
#[inline]
pub fn age<A: Expr<Base: Dated>, B: Value<A::Base, A>>(later: A, earlier: B) -> Age<A, B::E, InUtc<A::Base>> {
    Age { A: later, B: earlier.into_expr(), Z: InUtc::new() }
}

/// How long `later` comes after `earlier`, in days of 24 hours and the rest: no months. PostgreSQL only; as a number every
/// backend has it, see [`micros_between`](super::micros_between).
#[inline]
pub fn interval_between<A: Expr<Base: Timestamp>, B: Value<A::Base, A>>(
    later: A,
    earlier: B,
) -> IntervalBetween<A, B::E> {
    IntervalBetween { A: later, B: earlier.into_expr() }
}

functions! {
    /// The interval with 24 hours made a day. PostgreSQL only.
    justify_hours<I: Expr<Base: IsInterval>>(interval) -> Interval = JustifyHours {
        PostgreSQL => ["justify_hours(" I ")"];
        SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
        AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
    };
    /// The interval with 30 days made a month. PostgreSQL only.
    justify_days<I: Expr<Base: IsInterval>>(interval) -> Interval = JustifyDays {
        PostgreSQL => ["justify_days(" I ")"];
        SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
        AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
    };
    /// The interval with 24 hours made a day and 30 days a month, all of one sign. PostgreSQL only.
    justify_interval<I: Expr<Base: IsInterval>>(interval) -> Interval = JustifyInterval {
        PostgreSQL => ["justify_interval(" I ")"];
        SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
        AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
    };
    /// The microseconds of an interval, of which a day has 24 hours, a month 30 days, twelve months 365.25 days.
    /// PostgreSQL only.
    total_micros<I: Expr<Base: IsInterval>>(interval) -> i64 = TotalMicros {
        PostgreSQL => ["CAST(extract(epoch FROM " I ") * 1000000 AS bigint)"];
        SQLite, MySQL, MariaDB => lacks "`{G}` needs intervals, which {Self} does not have: only PostgreSQL has them";
        AnyDialect => lacks "`{G}` needs intervals, which not every backend has: only PostgreSQL has them"
    };
}

/// One line per operator of an interval.
macro_rules! operators {
    ($($(#[$m:meta])* $method:ident($ty:ty) -> $node:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        fn $method<V: Value<$ty, Self>>(self, other: V) -> $node<Self, V::E>
        where
            Self::Base: IsInterval,
        {
            $node { L: self, R: other.into_expr() }
        }
    )* };
}

/// Calculating with intervals: `plans::trial.plus(days(3)).times(2.0)`. PostgreSQL only.
///
/// They are compared as everything is, with `eq`, `lt`, .., a month as 30 days and a day as 24 hours.
pub trait Intervals: Expr {
    operators! {
        /// Both together, part by part.
        plus(Interval) -> Plus;
        /// Without the other, part by part.
        minus(Interval) -> Minus;
        /// So many times as long. What is no whole month or day is that part of 30 days or 24 hours.
        times(f64) -> Times;
        /// That part of it; NULL if it is divided by zero.
        divided_by(f64) -> DividedBy;
    }

    /// As long, in the other direction.
    #[inline]
    fn negated(self) -> Negated<Self>
    where
        Self::Base: IsInterval,
    {
        Negated { L: self }
    }
}
impl<E: Expr> Intervals for E {}
