//! Aludel on the backend that the URL names.
//!
//! Depend on the package `aludel`; it always has this crate. A program that is written once and runs on several
//! databases opens an [`AnyEngine`], and only what all dialects share compiles for it:
//!
//! ```
//! use aludel_any::AnyEngine;
//! use aludel_core::{engine::Fetch, query::sql};
//!
//! # fn main() -> aludel_core::Result<()> {
//! # if cfg!(not(feature = "sqlite")) { return Ok(()) }
//! let engine = AnyEngine::open("sqlite::memory:")?;
//! let sum = sql::<i64>("SELECT ? + ?").bind(40_i64).bind(2_i64).one(&mut engine.connect()?)?;
//! assert_eq!(sum, 42);
//! # Ok(())
//! # }
//! ```
//!
//! | the URL begins with | it is | feature of `aludel` |
//! | --- | --- | --- |
//! | `sqlite:` | SQLite | `sqlite` |
//! | `postgres:`, `postgresql:` | PostgreSQL | `postgres` |
//! | `mysql:` | MySQL or MariaDB, as the server says when it is connected to | `mysql` |
//! | `mariadb:` | MariaDB; a MySQL server is refused | `mysql` |
//!
//! A URL whose backend is not built in is an error that names the feature.

#[macro_use] // the list
mod backends;

mod any;
mod missing;
mod row;

pub use any::Any;
pub use backends::{AnyConnection, AnyRow, AnyRows};
pub use missing::NotBuilt;

/// A pool of connections to the database that the URL names.
///
/// ```
/// use aludel_any::AnyEngine;
/// use aludel_core::ErrorKind;
///
/// let error = AnyEngine::open("oracle://host/blog").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Url);
/// assert!(error.message().contains("`postgres`, `postgresql`, `mysql`"), "{error}");
/// ```
pub type AnyEngine = aludel_core::engine::Engine<Any>;
