//! Window functions: a value per row, computed of the rows around it.
//!
//! `sum(posts::views).over(partition_by(posts::author_id).order_by(posts::id))`. They stand in SELECT and ORDER BY; to
//! filter by one, select it in a query and filter that query's rows. A window is a value: one that is used twice is
//! given a name in Rust.

mod frame;
mod function;
mod over;
mod spec;

pub use frame::*;
pub use function::*;
pub use over::*;
pub use spec::*;
