//! A client of PostgreSQL that waits: messages over a socket, without threads and without a runtime.
//!
//! From the ground up: [`aludel_socket`], [`input`] and [`output`], [`wire`], then what is done over it, then [`Client`].

mod body;
pub(crate) mod cancel;
pub(crate) mod cells;
pub(crate) mod copy;
#[cfg(feature = "tls")]
mod end_point;
pub(crate) mod failure;
pub(crate) mod input;
pub(crate) mod open;
pub(crate) mod output;
pub(crate) mod raw;
pub(crate) mod script;
pub(crate) mod server_error;
mod sign_in;
pub(crate) mod statement;
mod types;
pub(crate) mod wire;

pub use cancel::CancelToken;
pub use raw::Client;
pub use wire::Notification;
