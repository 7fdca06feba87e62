//! What `0005_nothing` does to rows.
//!
//! `run` is called where `up.sql` says so, in the transaction of the migration, or in one of its own on MySQL and MariaDB.

use aludel::prelude::*;

pub mod schema;

/// What the migrations run on.
pub type Backend = aludel::Any;

/// Changes the rows, with the tables of [`schema`]: they are what they are at this step. It must not commit.
///
/// # Errors
/// What the database says.
pub fn run(session: &mut Session<Backend>) -> aludel::Result<()> {
    session.flush()
}
