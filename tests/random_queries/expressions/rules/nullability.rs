//! Nullability is exact: of columns that are never NULL, and of such as are NULL in some rows, each rule gives an
//! `Option` where there is a NULL among what it computes, and only there.

use super::*;
use crate::{expressions::connect, harness};
use aludel::{Any, engine::Connection};

/// Whether a type can be NULL.
trait Nullable {
    const NULLABLE: bool;
    fn is_null(&self) -> bool;
}
impl<T> Nullable for Option<T> {
    const NULLABLE: bool = true;
    fn is_null(&self) -> bool {
        self.is_none()
    }
}
macro_rules! solid {
    ($($ty:ty)*) => { $(impl Nullable for $ty {
        const NULLABLE: bool = false;
        fn is_null(&self) -> bool {
            false
        }
    })* };
}
solid!(String i64 i32 f64 bool NaiveDate NaiveDateTime DateTime<Utc> NaiveTime Decimal serde_json::Value);

/// What the type cannot know, though it never happens: a divisor that is not zero, a list that is empty.
const UNKNOWABLE: &[&str] = &[
    "Text::character",
    "Float::div",
    "Exact::div",
    "Real::power_int",
    "Day::add_small_days",
    "Stamp::add_hours",
    "Stamp::sub_minutes",
    "Stamp::add_seconds",
    "Moment::sub_hours",
    "Moment::add_minutes",
    "Moment::sub_seconds",
    "Flag::text_in_none",
    "Flag::text_not_in_none",
];

fn check<T: Nullable>(rule: &str, of: &str, rows: Result<Vec<T>>, wrong: &mut Vec<String>) {
    match rows {
        // A NULL where none is expected is such an error.
        Err(error) => wrong.push(format!("{rule} of {of} columns: {error:?}")),
        Ok(rows) if T::NULLABLE && !rows.iter().any(T::is_null) && !UNKNOWABLE.contains(&rule) => {
            wrong.push(format!("{rule} of {of} columns is an `Option`, and never NULL"));
        }
        Ok(_) => {}
    }
}

/// A column of a type, or a value where rules take nothing else.
macro_rules! column {
    (sure Text) => {
        samples::text
    };
    (sure Int) => {
        samples::int
    };
    (sure Small) => {
        samples::small
    };
    (sure Float) => {
        samples::float
    };
    (sure Real) => {
        samples::float
    };
    (sure Flag) => {
        samples::flag
    };
    (sure Day) => {
        samples::day
    };
    (sure Stamp) => {
        samples::stamp
    };
    (sure Moment) => {
        samples::moment
    };
    (sure Clock) => {
        samples::clock
    };
    (sure Exact) => {
        samples::exact
    };
    (sure Json) => {
        samples::json
    };
    (null Text) => {
        samples::text_null
    };
    (null Int) => {
        samples::int_null
    };
    (null Small) => {
        samples::small_null
    };
    (null Float) => {
        samples::float_null
    };
    (null Real) => {
        samples::float_null
    };
    (null Flag) => {
        samples::flag_null
    };
    (null Day) => {
        samples::day_null
    };
    (null Stamp) => {
        samples::stamp_null
    };
    (null Moment) => {
        samples::moment_null
    };
    (null Clock) => {
        samples::clock_null
    };
    (null Exact) => {
        samples::exact_null
    };
    (null Json) => {
        samples::json_null
    };
    ($how:ident Few) => {
        value(2_i32)
    };
    ($how:ident Pattern) => {
        value("%n%")
    };
    ($how:ident Path) => {
        value("$.a")
    };
}
macro_rules! exact {
    ($($kind:ident: $ty:ty [$($column:ident)*] $values:expr, $tail:ident {
        $($rule:ident($($arg:ident: $of:ident),*) => $made:expr;)*
    })*) => {
        $(
            #[allow(non_snake_case, clippy::redundant_clone, clippy::clone_on_copy)]
            fn $kind(_db: &mut Connection<Any>, _wrong: &mut Vec<String>) {
                $({
                    let rule = concat!(stringify!($kind), "::", stringify!($rule));
                    $(let $arg = column!(sure $of);)*
                    check(rule, "NOT NULL", from(samples::table).select($made).all(_db), _wrong);
                    $(let $arg = column!(null $of);)*
                    check(rule, "nullable", from(samples::table).select($made).all(_db), _wrong);
                })*
            }
        )*
        /// What is wrong on a backend.
        fn all(db: &mut Connection<Any>) -> Vec<String> {
            let mut wrong = Vec::new();
            $($kind(db, &mut wrong);)*
            wrong
        }
    };
}
all_rules!(exact);

#[test]
fn nullability_is_exact() {
    let check = |url: &str| {
        let wrong = all(&mut connect(url));
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    };
    harness::run::<Sqlite>(|db| {
        check(db.url());
        Ok(())
    });
    harness::run::<Postgres>(|db| {
        check(db.url());
        Ok(())
    });
    harness::run::<MariaDb>(|db| {
        check(db.url());
        Ok(())
    });
}
