//! Writing what was changed: a plan, its statements, and memory that follows.

mod apply;
mod describe;
mod fresh;
mod insert;
mod made;
mod order;
mod plan;
mod text;
mod write;

pub use describe::{FlushPlan, PlannedStatement, Verb};

pub(super) use apply::apply;
pub(super) use describe::describe;
pub(super) use plan::plan;
pub(super) use text::select;
pub(super) use write::{row_name, write};
