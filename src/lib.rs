#![doc = include_str!("../README.md")]
//!
//! Whoever knows the SQL finds the method in [`sql_by_construct`].

#[doc(inline)]
pub use aludel_any::{Any, AnyConnection, AnyEngine};
#[doc(inline)]
pub use aludel_core::{
    Constraint, ConstraintKind, Error, ErrorKind, Result, engine,
    engine::{Backend, Connection, Engine},
    error, expr, literal, query, schema, session, sql, value,
};
pub use aludel_macros::{alias, collation, new, newtype, row, schema, shape, sql_enum, sql_function, table};
#[doc(inline)]
#[cfg(feature = "migrate")]
pub use aludel_migrate as migrate;

#[cfg(feature = "mysql")]
#[doc(inline)]
pub use aludel_mysql::{MariaDb, MySql};
#[cfg(feature = "postgres")]
#[doc(inline)]
pub use aludel_postgres::Postgres;
#[cfg(feature = "sqlite")]
#[doc(inline)]
pub use aludel_sqlite::Sqlite;

#[doc = include_str!("sql_by_construct.md")]
pub mod sql_by_construct {}

/// The pages in `docs/` are tested as this documentation is.
#[cfg(all(doctest, feature = "migrate-cli"))]
#[doc = include_str!("../docs/migrations.md")]
struct MigrationsPage;

/// What only SQLite has: functions of one's own, written in Rust.
#[cfg(feature = "sqlite")]
pub mod sqlite {
    #[doc(inline)]
    pub use aludel_sqlite::{Functions, RustFunction, rusqlite};
}

/// What a program that talks to a database imports: `use aludel::prelude::*;`.
pub mod prelude {
    pub use crate::{alias, collation, new, newtype, row, schema, shape, sql_enum, sql_function, table};

    pub use crate::AnyEngine;
    pub use crate::engine::{Create, Engine, Executor, Fetch, FetchSelect, Run, Transaction};
    // Traits that are there for their methods have no name here, so that a row struct may be called `Order`.
    pub use crate::expr::{
        Arithmetic as _, Casts as _, Collections as _, Compare as _, CompareRows as _, InQuery as _, Intervals as _,
        Logic as _, Membership as _, NullTests as _, Order as _, Quantified as _, Ranges as _, TextMatch as _,
        WindowFunction as _,
    };
    pub use crate::expr::{
        Conditions, Expr, On, Ordering, Portable, abs, avg, bool_and, bool_or, case, ceil, choose, coalesce, concat,
        count, count_distinct, count_of, current_date, current_row, date_add, date_sub, date_trunc, days, days_between,
        dense_rank, exists, extract, first_value, floor, following, greatest, hours, json_integer, json_text, lag,
        last_value, lead, least, length, lower, max, min, minutes, months, not_exists, now, nullif, on, or_default,
        partition_by, position, preceding, rank, raw, replace, round, round_to, row_number, scalar, seconds,
        string_agg, substring, sum, sum_distinct, trim, trunc, unbounded_following, unbounded_preceding, unit, upper,
        value, weeks, window, years,
    };
    #[cfg(feature = "serde_json")]
    pub use crate::query::nested;
    pub use crate::query::{
        AskedOfTable as _, Boxed as _, BoxedQuery, InRows as _, Query, SetColumn as _, SetOperations as _, copy_into,
        delete, derived, from, insert, merge, proposed, rows, sql, update, with, with_recursive,
        with_recursive_distinct, with_writing,
    };
    pub use crate::schema::Schema;
    pub use crate::session::relation::{RelateColumn as _, RelateKey as _, RelateRows as _};
    pub use crate::session::{Handle, Session};
    pub use crate::sql::{DialectKind, Sql};

    #[cfg(feature = "postgres")]
    pub use crate::Postgres;
    #[cfg(feature = "sqlite")]
    pub use crate::Sqlite;
    #[cfg(feature = "migrate")]
    pub use crate::migrate::Verify;
    #[cfg(feature = "mysql")]
    pub use crate::{MariaDb, MySql};
}
