//! What Aludel does, on every backend: each test runs on SQLite, PostgreSQL and MariaDB through one harness.

mod aggregates;
mod blog;
mod bulk;
mod harness;

mod alike;
mod copy;
mod dynamic;
mod errors;
mod expressions;
mod fetching;
mod filters;
mod foreign;
mod from;
mod functions;
mod generated;
mod grouping;
mod joins;
mod locking;
mod nested;
mod nullability;
mod observers;
mod ordering;
mod pool;
mod raw;
mod session;
mod sets;
mod shapes;
mod subqueries;
mod transactions;
mod tuples;
mod values;
mod windows;
mod with;
mod writing;
