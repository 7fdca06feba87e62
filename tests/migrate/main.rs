//! Migrations, on every backend.

#[path = "../shared/harness.rs"]
mod harness;

mod commands;
mod computed;
mod embedded;
mod files;
mod frozen;
mod large;
mod pairs;
mod runners;
mod schemas;
mod spoken;
mod steps;
