//! Migrations, on every backend.

#[path = "../shared/harness.rs"]
mod harness;

mod commands;
mod embedded;
mod files;
mod large;
mod pairs;
mod runners;
mod schemas;
