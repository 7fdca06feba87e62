//! The scenarios, and the worker: a program that runs them for one peer on one database.
//!
//! A peer implements [`Peer`]; its `main` is `harness::main!(ItsPeer)`. The parent process, `cargo xtask bench`, talks to
//! the workers over their standard input and output; see [`worker`].

pub mod allocation;
pub mod data;
pub mod digest;
pub mod peer;
pub mod scenarios;
pub mod worker;

pub use data::{Database, Filters, Item};
pub use digest::{Digest, Hash};
pub use peer::{Peer, See, Told};

/// The `main` of a worker.
#[macro_export]
macro_rules! main {
    ($peer:ty) => {
        #[global_allocator]
        static ALLOCATOR: $crate::allocation::Counting = $crate::allocation::Counting;

        fn main() {
            $crate::worker::run(<$peer as $crate::Peer>::open);
        }
    };
}
