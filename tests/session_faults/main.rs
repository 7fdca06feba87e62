//! What a session says and does when the database fails it: a connection that is cut at each request of a transaction in
//! turn, a server that kills it, a file that is locked, a disk that is full.

#![allow(missing_docs)]

#[path = "../shared/harness.rs"]
mod harness;

mod cut;
mod file;
mod killed;
#[allow(dead_code)]
#[path = "../shared/proxy.rs"]
mod proxy;
mod tables;
