//! The unit of work. Each test is one of the programs that such a session must run, with the statements it sends, in
//! order, and what is in the database and in memory afterwards.

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/harness.rs"]
mod harness;

mod circles;
mod composite;
mod concurrency;
mod defaults;
mod identity;
mod links;
mod log;
mod order;
mod relations;
mod tables;
mod undo;
#[cfg(feature = "serde_json")]
mod unmade;
mod usage;
