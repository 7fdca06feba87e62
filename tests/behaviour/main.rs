//! What Aludel does, on every backend: each test runs on SQLite, PostgreSQL and MariaDB through one harness.

mod blog;
mod harness;

mod dynamic;
mod expressions;
mod fetching;
mod filters;
mod grouping;
mod joins;
mod ordering;
mod raw;
mod subqueries;
mod writing;
mod foreign;
mod values;
mod errors;
mod observers;
mod pool;
mod transactions;
