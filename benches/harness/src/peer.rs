//! What a peer is asked for.

use crate::{Database, Digest, Filters, Item, Plan, Took};

/// Where an operation shows the rows that it got, in structs of the peer's own.
pub type See<'a> = &'a mut dyn FnMut(&dyn Digest);

/// Whether a peer has an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It was done.
    Done,
    /// The peer cannot do it.
    Missing,
}

/// Each operation once. Those that a peer does not write are missing.
macro_rules! operations {
    ($($(#[$doc:meta])* fn $name:ident($($parameter:ident: $ty:ty),*);)*) => {
        /// A library, as its documentation recommends to use it, on one connection.
        pub trait Peer {
            /// Opens the database; the connection is set up as the library does it by itself.
            fn open(database: &Database) -> Self
            where
                Self: Sized;

            /// Runs text without values and rows, for what is not measured.
            fn execute(&mut self, sql: &str);

            /// Threads, or tasks, on a pool of connections; `None` if the peer is not made for it.
            fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
                let _ = (database, plan);
                None
            }

            $($(#[$doc])*
            fn $name(&mut self, $($parameter: $ty,)* see: See<'_>) -> Told {
                let _ = ($($parameter,)* see);
                Told::Missing
            })*
        }
    };
}

operations! {
    /// `users` of this key, one row.
    fn one_row(id: i64);
    /// `users` whose key is at most this, by key.
    fn rows_3(count: i64);
    /// `wide` whose key is at most this, by key.
    fn rows_25(count: i64);
    /// `users` of some age, each with its row of `posts` (one each), by key.
    fn left_join_matched(age: i32);
    /// `users` of some age, each with its row of `drafts` (none), by key.
    fn left_join_unmatched(age: i32);
    /// All `authors` with their `books` with their `reviews`, each by key.
    fn nested();
    /// `users` of these keys, by key.
    fn in_list(ids: &[i64]);
    /// Twenty `users` by what is asked, by key.
    fn five_filters(filters: &Filters);
    /// What was sold by region and category: seven tables joined by six, grouped and ordered.
    fn report();
    /// New `items`.
    fn insert(items: &[Item]);
    /// New `items`, and their keys.
    fn insert_keys(items: &[Item]);
    /// The stock of one of `items`.
    fn update_one(id: i64, stock: i32);
    /// The stock of each of `items`.
    fn update_many(changes: &[(i64, i32)]);
    /// `items` of given keys, half of which are there: then their price and stock are set.
    fn upsert(items: &[(i64, Item)]);
    /// `items` of these keys go.
    fn delete_list(ids: &[i64]);
    /// A transaction: four times, one of `items` is read and its stock set; one row is inserted and deleted.
    fn small_transaction(first: i64);
    /// New `items` by a unit of work.
    fn session_add(items: &[Item]);
    /// All `items` into a unit of work, which writes the changes of some.
    fn session_change(changes: &[(i64, i32)]);
    /// All `items`, by key: what they have become.
    fn items();
}
