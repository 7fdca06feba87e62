//! Migrations, on every backend.

#[path = "../behaviour/harness.rs"]
#[allow(dead_code)]
mod harness;

mod commands;
mod embedded;
mod files;
mod large;
mod pairs;
mod runners;
mod schemas;
