//! The life of a schema: migrations generated from the declarations, reflection, drift.
//!
//! Declarations, migrations and a live database are all brought into one form, a [`Model`](model::Model): what
//! a schema is in one dialect. Two models are compared by one function, whatever they come from.

mod advice;
mod chain;
#[cfg(feature = "cli")]
mod command;
mod declared;
pub mod diff;
pub mod file;
pub mod history;
pub mod lint;
mod live;
mod lock;
pub mod model;
mod parse;
pub mod project;
mod quote;
mod rebuild;
pub mod reflect;
pub mod rename;
mod run;
pub mod sql;
mod step;
pub mod verify;

pub use chain::{Chain, Embedded, Migration};
#[cfg(feature = "cli")]
pub use command::{Migrate, main};
pub use run::{Migrations, Status};
pub use step::RustStep;
pub use verify::Verify;
