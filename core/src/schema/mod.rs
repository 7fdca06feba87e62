//! What a table is: the traits that `table!` implements, and the metadata it leaves for DDL and migrations.

mod column;
pub mod ddl;
mod declare;
#[doc(hidden)]
pub mod flaw;
mod foreign_key;
pub mod identity;
mod key;
pub mod meta;
mod place;
mod shape;
mod table;

pub use column::{Column, Table};
pub use foreign_key::ForeignKey;
pub use key::{InKey, KeyColumns, KeyValue, NoKey, PrimaryKey, PushKey, SkipKey};
pub use place::{At, Next, Place, Placed};
pub use shape::{AliasOf, Lockable, Readable, Shape};
pub use table::*;
