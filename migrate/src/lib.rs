//! The life of a schema: migrations generated from the declarations, reflection, drift.
//!
//! Declarations, migrations and a live database are all brought into one form, a [`Model`](model::Model): what
//! a schema is in one dialect. Two models are compared by one function, whatever they come from.

mod declared;
mod live;
pub mod model;
mod parse;
