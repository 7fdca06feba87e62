//! The libraries, each as its documentation recommends to use it.

mod aludel;
mod diesel;
mod drizzle;
mod rust_query;
mod sea_orm;
mod toasty;

use super::content::{Content, Pair, Table};

/// All of them, ours first.
pub const ALL: [&dyn Peer; 6] =
    [&aludel::Aludel, &diesel::Diesel, &drizzle::Drizzle, &sea_orm::SeaOrm, &toasty::Toasty, &rust_query::RustQuery];

/// A library, and how the contents are written for it.
pub trait Peer: Sync {
    /// The name of its package.
    fn package(&self) -> &'static str;
    /// The lines of `[dependencies]`.
    fn dependencies(&self, content: Content) -> String;
    /// What stands at the top of the crate.
    fn head(&self, content: Content) -> String;
    /// The tables, their rows, and what relates them.
    fn tables(&self, tables: &[Table]) -> String;
    /// `insertN`: one row with all columns.
    fn insert(&self, table: Table) -> String;
    /// `loadN`: rows into structs, by key.
    fn load(&self, table: Table, literal: usize) -> String;
    /// `updateN`: one column, by key.
    fn update(&self, table: Table) -> String;
    /// `pairN`: a join, filtered and ordered, and two columns of it.
    fn pair(&self, pair: Pair) -> String;
    /// `join`: a query over all tables of the chain, filtered, and two columns of it.
    fn join(&self, tables: usize) -> String;
    /// Why it is not asked for this, if it is known to have no way.
    fn lacks(&self, _content: Content) -> Option<&'static str> {
        None
    }
}

/// The recursion limit that some need where the tables refer to each other in a chain.
fn recursion_limit(content: Content) -> &'static str {
    match content {
        Content::Program { .. } | Content::Join(_) => "#![recursion_limit = \"1024\"]\n",
        _ => "",
    }
}
