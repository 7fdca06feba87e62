//! What Aludel does, on every backend: each test runs on SQLite, PostgreSQL and MariaDB through one harness.

mod blog;
mod harness;

mod joins;
