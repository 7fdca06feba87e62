//! Migrations, on every backend.

#[path = "../behaviour/harness.rs"]
#[allow(dead_code)]
mod harness;

mod files;
mod large;
mod pairs;
mod runners;
mod schemas;
