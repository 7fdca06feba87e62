//! What operations cost, where that does not depend on the clock: allocations, on SQLite, and round trips to a server.
//!
//! A number that has become smaller is to be written down here; one that has become larger is a mistake.

#![allow(missing_docs)]

mod allocations;
mod counting;
#[path = "../shared/harness.rs"]
mod harness;
mod prepared;
#[allow(dead_code)]
#[path = "../shared/proxy.rs"]
mod proxy;
mod single;
mod tables;
mod threads;
mod trips;

#[global_allocator]
static ALLOCATOR: counting::Counting = counting::Counting;
