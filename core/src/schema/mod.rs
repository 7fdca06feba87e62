//! What a table is: the traits that `table!` implements, and the metadata it leaves for DDL and migrations.

mod chunks;
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

#[doc(hidden)]
pub use chunks::{Chunk, Chunks, Listed, Lists};
pub use column::{Column, Table};
pub use declare::*;
pub use foreign_key::ForeignKey;
pub use key::{InKey, KeyColumns, KeyList, KeyValue, NoKey, PrimaryKey, PushKey, SkipKey};
pub use place::{Next, Place, Placed, at};
pub use shape::{AliasOf, Lockable, Readable, Shape};
pub use table::*;
