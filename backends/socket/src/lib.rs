//! The way to a database server, for Aludel's clients: TCP or a Unix socket, encrypted or not, with a moment at which
//! reading and writing end, and the buffer for what comes.
//!
//! Depend on the package `aludel`; this crate is what its backends share.

mod buffer;
mod encryption;
mod plain;
mod socket;
#[cfg(feature = "tls")]
mod tls;
#[cfg(feature = "tls")]
mod verify;

pub use buffer::Buffer;
pub use encryption::{Encryption, Options, encryption};
pub use plain::{Place, Plain};
pub use socket::{Listening, Socket};
#[cfg(feature = "tls")]
pub use tls::Tls;

use std::io;

/// Whether it took longer than it may.
pub fn is_late(error: &io::Error) -> bool {
    // What a socket says whose reading has a time-out differs between systems.
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
