//! Statements: SELECT and its clauses, INSERT, UPDATE, DELETE, and SQL as written.

mod assign;
mod assign_key;
mod boxed;
mod changes;
mod clause;
mod complete;
mod copy;
mod delete;
mod delete_using;
mod derived;
mod elements;
mod in_rows;
mod insert;
mod lock;
mod merge;
mod named;
mod narrow;
#[cfg(feature = "serde_json")]
mod nested;
mod page;
mod part;
mod pinned;
mod plain;
mod projection;
mod raw;
mod refused;
mod returning;
mod returning_batch;
mod row;
mod rows;
mod select;
mod set;
mod source;
mod statement;
mod table_function;
mod tabular;
mod update;
mod update_by_key;
mod update_from;
mod upsert;
mod whole;
mod with;
mod write_limit;

pub use assign::{Assignments, Draft, IntoPairs, Set, SetColumn};
pub use assign_key::{KeyRow, SetKey};
pub use boxed::{Boxed, BoxedQuery};
pub use changes::{Changes, IsChanges, Takes};
pub use clause::*;
pub use complete::{MayBeMissing, Once, ProvidesAll, ProvidesChunk, Satisfies};
pub use copy::{CopyInto, CopyRows, CopySql, copy_into};
pub use delete::{Delete, delete};
pub use delete_using::*;
pub use derived::*;
pub use elements::*;
pub use in_rows::*;
pub(crate) use insert::NoScope;
pub use insert::*;
pub use lock::*;
pub use merge::*;
pub use named::Named;
pub use narrow::Narrow;
#[cfg(feature = "serde_json")]
pub use nested::*;
pub use page::{Certain, PageKey, PageKeys, PageOrder};
pub use part::Part;
pub use pinned::{NoPinnedRow, NoRow, Pin, Pinned};
pub use plain::{PlainRow, PlainValue};
pub use projection::*;
pub use raw::{RawQuery, sql};
#[doc(hidden)]
pub use refused::AskedOfTable;
pub use returning::{OldSql, Returning, ReturningList, old};
pub use returning_batch::ReturningBatch;
pub use row::{FieldsFit, ReadAs, RowOf};
pub use rows::{IntoRows, Listed, RowFor, RowList, RowsOf, RowsSql, ShapeTypes, rows};
pub use select::{
    ByKey, CrossJoin, FullJoin, GroupTerms, Groupable, InnerJoin, LateralSql, LateralTo, LeftJoin, OnTerms, OrderTerms,
    RightJoin, Select, SelectSql, Sortable, Sorts, cube, from, grouping, grouping_sets, rollup,
};
pub use set::*;
pub use source::*;
pub use statement::{Query, SaysWhich, Statement, Writes};
pub use table_function::*;
pub use tabular::*;
pub use update::{Unfiltered, Update, UpdateSet, update};
pub use update_by_key::{KeyFor, OutsideKey, SetByKey, UpdateByKey};
pub(crate) use update_by_key::{KeyOf, columns_named};
pub use update_from::*;
pub use upsert::*;
pub use whole::{CountedWhole, ExistingWhole, FirstWhole, Whole as NarrowedWhole};
pub use with::*;
pub use write_limit::{SomeRows, SomeRowsSql};
