//! A client of MySQL and MariaDB that waits: packets over a socket, without threads and without a runtime.
//!
//! From the ground up: [`input`] and [`output`], [`wire`], then what is done over it: [`open`] and `sign_in`, [`script`],
//! [`statement`] with its [`columns`] and [`cells`].

mod body;
pub(crate) mod cells;
pub(crate) mod columns;
#[cfg(feature = "tls")]
mod encrypt;
pub(crate) mod failure;
pub(crate) mod input;
mod kinds;
pub(crate) mod open;
pub(crate) mod output;
pub(crate) mod script;
pub(crate) mod server_error;
mod sign_in;
pub(crate) mod statement;
pub(crate) mod wire;
