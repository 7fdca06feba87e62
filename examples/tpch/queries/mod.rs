//! The queries, each twice: typed, and as SQL text.

mod compare;
mod q01;
mod q03;
mod q06;

pub use compare::Outcome;

use aludel::{Any, Result, engine::Connection};
use chrono::NaiveDate;

/// Runs every query both ways.
///
/// # Errors
/// Those of the statements.
pub fn run(on: &mut Connection<Any>) -> Result<Vec<Outcome>> {
    Ok(vec![
        compare::run("q1", q01::typed(), q01::text(), on)?,
        compare::run("q3", q03::typed(), q03::text(), on)?,
        compare::run("q6", q06::typed(), q06::text(), on)?,
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
        }
    };
}
use answer;

/// A day that exists.
fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the day exists")
}
