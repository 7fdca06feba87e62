//! The queries, each twice: typed, and as SQL text.

mod compare;
mod q01;
mod q02;
mod q03;
mod q04;
mod q05;
mod q06;
mod q07;
mod q08;
mod q09;
mod q10;
mod q11;
mod q12;
mod q13;
mod q14;
mod q15;
mod q16;
mod q17;
mod q18;
mod q19;
mod q20;
mod q21;
mod q22;

pub use compare::Outcome;

use aludel::{
    Any, Result,
    engine::{Connection, Executor as _},
};
use chrono::NaiveDate;

/// Runs every query both ways.
///
/// # Errors
/// Those of the statements.
pub fn run(on: &mut Connection<Any>) -> Result<Vec<Outcome>> {
    let kind = on.ready()?.style().kind;
    Ok(vec![
        compare::run("q1", q01::typed(), q01::text(), on)?,
        compare::run("q2", q02::typed(), q02::text(), on)?,
        compare::run("q3", q03::typed(), q03::text(), on)?,
        compare::run("q4", q04::typed(), q04::text(), on)?,
        compare::run("q5", q05::typed(), q05::text(), on)?,
        compare::run("q6", q06::typed(), q06::text(), on)?,
        compare::run("q7", q07::typed(), q07::text(kind), on)?,
        compare::run("q8", q08::typed(), q08::text(kind), on)?,
        compare::run("q9", q09::typed(), q09::text(kind), on)?,
        compare::run("q10", q10::typed(), q10::text(), on)?,
        compare::run("q11", q11::typed(), q11::text(), on)?,
        compare::run("q12", q12::typed(), q12::text(), on)?,
        compare::run("q13", q13::typed(), q13::text(), on)?,
        compare::run("q14", q14::typed(), q14::text(), on)?,
        compare::run("q15", q15::typed(), q15::text(), on)?,
        compare::run("q16", q16::typed(), q16::text(), on)?,
        compare::run("q17", q17::typed(), q17::text(), on)?,
        compare::run("q18", q18::typed(), q18::text(), on)?,
        compare::run("q19", q19::typed(), q19::text(), on)?,
        compare::run("q20", q20::typed(), q20::text(), on)?,
        compare::run("q21", q21::typed(), q21::text(), on)?,
        compare::run("q22", q22::typed(), q22::text(), on)?,
    ])
}

/// Declares the struct that both forms of a query are read into: the typed one by name, the text by position.
macro_rules! answer {
    ($(#[$meta:meta])* pub struct $Row:ident { $($(#[$field_meta:meta])* $field:ident: $ty:ty),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $Row { $($(#[$field_meta])* pub $field: $ty),+ }

        impl aludel::value::Load for $Row {
            const WIDTH: usize = <($($ty,)+) as aludel::value::Load>::WIDTH;
            fn load<R: aludel::value::Row + ?Sized>(row: &R, at: usize) -> aludel::Result<Self> {
                <($($ty,)+) as aludel::value::Load>::load(row, at).map(|($($field,)+)| $Row { $($field),+ })
            }
            fn is_absent<R: aludel::value::Row + ?Sized>(row: &R, at: usize) -> bool {
                <($($ty,)+) as aludel::value::Load>::is_absent(row, at)
            }
        }
        impl $crate::report::Record for $Row {
            const FIELDS: &'static [&'static str] = &[$(stringify!($field)),+];
            fn texts(&self) -> Vec<String> {
                vec![$($crate::report::Field::text(&self.$field)),+]
            }
            fn same(&self, other: &Self) -> bool {
                $($crate::report::Field::same(&self.$field, &other.$field))&&+
            }
        }
    };
}
use answer;

/// SQL text with the year of a date in it, which SQLite spells otherwise.
macro_rules! year_of {
    ($kind:expr, $before:literal, $date:literal, $after:literal) => {
        match $kind {
            DialectKind::Sqlite => concat!($before, "CAST(strftime('%Y', ", $date, ") AS INTEGER)", $after),
            _ => concat!($before, "CAST(extract(year FROM ", $date, ") AS DECIMAL(4))", $after),
        }
    };
}
use year_of;

/// A day that exists.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the day exists")
}
