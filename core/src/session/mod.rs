//! The unit of work: rows in memory, written in the right order by the fewest statements.
//!
//! A [`Session`] holds rows under [`Handle`]s. What a program changes is seen without being told; a flush writes it in
//! one transaction, in the order of the foreign keys, and memory follows what the database does: keys and defaults it
//! makes, rows it deletes by cascade, everything it rolls back.

mod attach;
mod blank;
mod cell;
mod columns;
mod entity;
mod field;
mod flush;
mod giving;
mod graph;
mod handle;
mod hooks;
mod identity;
mod key;
mod load;
mod look;
mod pages;
pub mod relation;
mod retry;
mod rows;
#[allow(clippy::module_inception, reason = "the type that the folder is about")]
mod session;
mod state;
mod store;
mod transaction;

pub use attach::Attach;
pub use entity::{Entity, KeyIn};
pub use flush::{FlushPlan, PlannedStatement, Verb};
pub use giving::{Gives, NewRow};
pub use handle::{Handle, OptionalKey, key_of};
#[doc(hidden)]
pub use key::{ByHandle, OptionalRowKey, RowKey, TakesNone, TakesRow};
pub use retry::RetryOptions;
pub use session::Session;
pub use state::{Gone, State};
pub use transaction::Savepoint;
