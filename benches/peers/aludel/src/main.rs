//! The scenarios in Aludel.

mod any;
mod peer;
mod tables;

harness::main!(any::Any);
