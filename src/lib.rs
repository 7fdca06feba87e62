#![doc = include_str!("../README.md")]

#[doc(inline)]
pub use aludel_any::{Any, AnyConnection, AnyEngine};
#[doc(inline)]
pub use aludel_core::{
    Constraint, ConstraintKind, Error, ErrorKind, Result, engine, error, expr, literal, query, schema, session, sql,
    value,
};
#[doc(inline)]
pub use aludel_macros::{alias, new, newtype, row, schema, sql_enum, table};

#[cfg(feature = "mysql")]
#[doc(inline)]
pub use aludel_mysql::{MariaDb, MySql};
#[cfg(feature = "postgres")]
#[doc(inline)]
pub use aludel_postgres::Postgres;
#[cfg(feature = "sqlite")]
#[doc(inline)]
pub use aludel_sqlite::Sqlite;

/// What a program that talks to a database imports: `use aludel::prelude::*;`.
pub mod prelude {
    pub use crate::{alias, new, newtype, row, schema, sql_enum, table};

    pub use crate::AnyEngine;
    pub use crate::engine::{Create, Engine, Executor, Fetch, FetchSelect, Run, Transaction};
    // Traits that are there for their methods have no name here, so that a row struct may be called `Order`.
    pub use crate::expr::{
        Arithmetic as _, Casts as _, Compare as _, InQuery as _, Logic as _, Membership as _, NullTests as _,
        Order as _, TextMatch as _,
    };
    pub use crate::expr::{
        Conditions, Expr, On, Ordering, Portable, abs, avg, case, coalesce, count, count_distinct, count_of, exists,
        length, lower, max, min, not_exists, nullif, on, raw, scalar, sum, sum_distinct, trim, upper, value,
    };
    pub use crate::query::{Query, SetColumn as _, delete, from, insert, proposed, sql, update};
    pub use crate::schema::Schema;
    pub use crate::session::relation::{RelateColumn as _, RelateRows as _};
    pub use crate::session::{Handle, Session};
    pub use crate::sql::{DialectKind, Sql};

    #[cfg(feature = "postgres")]
    pub use crate::Postgres;
    #[cfg(feature = "sqlite")]
    pub use crate::Sqlite;
    #[cfg(feature = "mysql")]
    pub use crate::{MariaDb, MySql};
}
