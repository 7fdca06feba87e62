//! What is read, on every backend: each clause of a query, and what can be a table.

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/harness.rs"]
mod harness;

mod accepted;
mod aggregates;
mod dynamic;
mod filters;
mod grouping;
mod joins;
mod locking;
mod names;
mod nested;
mod ordering;
mod sets;
mod shapes;
mod subqueries;
mod tuples;
mod windows;
mod with;
