//! What a table is: the traits that `table!` implements, and the metadata it leaves for DDL and migrations.

pub mod ddl;
mod key;
pub mod meta;
mod table;

pub use key::{InKey, KeyColumns, NoKey, PrimaryKey, PushKey, SkipKey};
pub use table::*;
