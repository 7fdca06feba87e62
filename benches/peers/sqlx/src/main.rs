//! The scenarios in sqlx: `query_as` into structs that derive `FromRow`, and `QueryBuilder` for what is known at run time.

mod any;
mod peer;
mod rows;

harness::main!(any::Any);
