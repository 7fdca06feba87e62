//! The scenarios, and the worker: a program that runs them for one peer on one database.
//!
//! A peer implements [`Peer`]; its `main` is `harness::main!(ItsPeer)`, or `harness::main!(open = open)` where
//! a function chooses one by the database. The parent process, `cargo xtask bench`, talks to
//! the workers over their standard input and output; see [`worker`].

pub mod allocation;
pub mod crowd;
pub mod data;
pub mod digest;
pub mod peer;
pub mod scenarios;
pub mod worker;

pub use crowd::{Plan, Step, Took};
pub use data::{Database, Filters, Item};
pub use digest::{Digest, Hash};
pub use peer::{Peer, See, Told};

/// The `main` of a worker.
#[macro_export]
macro_rules! main {
    (open = $open:path) => {
        #[global_allocator]
        static ALLOCATOR: $crate::allocation::Counting = $crate::allocation::Counting;

        fn main() {
            $crate::worker::run($open);
        }
    };
    ($peer:ty) => {
        fn open(database: &$crate::Database) -> Box<dyn $crate::Peer> {
            Box::new(<$peer as $crate::Peer>::open(database))
        }
        $crate::main!(open = open);
    };
}
