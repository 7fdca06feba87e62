//! What Aludel does, on every backend: each test runs on SQLite, PostgreSQL and MariaDB through one harness.

mod blog;
mod harness;

mod joins;
mod expressions;
mod filters;
mod grouping;
mod ordering;
mod subqueries;
mod dynamic;
mod fetching;
mod raw;
mod writing;
mod foreign;
mod values;
mod errors;
mod observers;
mod pool;
mod transactions;
