//! Foreign keys of several columns that have a name.

use super::BaseTable;
use crate::value::Null;

/// A foreign key of several columns, as a value of size zero: `#[foreign_key(line: (a, b), references(..))]` makes
/// `parts::line`.
///
/// ```
/// # use aludel_macros::{new, table};
/// # use aludel_core::{engine::Backend, session::{Handle, Session}};
/// table! {
///     #[derive(Clone)]
///     pub struct Line in lines { #[primary_key] order_id: i64, #[primary_key] number: i32, text: String }
/// }
/// table! {
///     #[derive(Clone)]
///     #[foreign_key(line: (order_id, line_number), references(lines::order_id, lines::number), on_delete = cascade)]
///     pub struct Part in parts { #[primary_key(auto)] id: i64, order_id: i64, line_number: i32 }
/// }
///
/// // A handle gives all columns of the key, also of a row that is not written yet.
/// fn order<B: Backend>(session: &mut Session<B>) -> Handle<Part> {
///     let line = session.add(new!(Line { order_id: 1, number: 7, text: "Screws" }));
///     session.add(new!(Part { line: line }))
/// }
/// # fn main() {}
/// ```
///
/// As a relation it is `from(parts::table).with_one(parts::line)` and `from(lines::table).with_many(parts::line)`.
pub trait ForeignKey: Copy + 'static {
    /// The table that refers.
    type Table: BaseTable;
    /// The table that is referred to.
    type Target: BaseTable;
    /// Whether there may be no row: whether one of the columns can be NULL.
    type Null: Null;
    /// Its columns, each as assigned.
    type Assigned;
    /// Its name.
    const NAME: &'static str;
    /// Its columns, by their names in the database.
    const COLUMNS: &'static [&'static str];
    /// The columns that they refer to.
    const REFERENCED: &'static [&'static str];
}
