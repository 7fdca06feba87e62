//! Relations: rows loaded together with the rows that they refer to, or that refer to them.
//!
//! A relation is named by its foreign key, as a column: [`RelateRows`] says how.

mod column;
mod fetch;
mod load;
mod loaded;
mod parts;
mod path;
mod rows;
mod text;
mod tuple;

pub use column::{IntoRelation, NotNarrowed, RelateColumn, RelationAs};
pub use load::{LoadsRelation, LoadsRelations};
pub use loaded::{RelationOf, RelationsOf};
pub use parts::{Many, One, Relation, Through};
pub use path::{Path, ToMany, ToOne};
pub use rows::{Loads, RelateRows, Related, RowsOf};
pub use text::BeforeMore;
pub use tuple::Push;
