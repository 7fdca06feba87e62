//! What stands around statements, on every backend: connections, the pool, transactions, observers, errors.

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/harness.rs"]
mod harness;

mod errors;
mod fetching;
mod observers;
mod pool;
mod raw;
mod transactions;
