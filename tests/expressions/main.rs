//! What one value can be, on every backend: functions, operators, types, and where NULL can come from.

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/harness.rs"]
mod harness;

mod alike;
mod arrays;
mod details;
mod expressions;
mod foreign;
mod fts5;
mod functions;
mod intervals;
mod json_changes;
mod nullability;
mod ranges;
