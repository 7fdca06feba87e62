//! What changes rows, on every backend.

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/harness.rs"]
mod harness;

mod bulk;
mod copy;
mod defaults;
mod from;
mod generated;
mod values;
mod writing;
