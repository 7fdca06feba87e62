//! Why something did not work.

use super::server_error::ServerError;
use aludel_core::Error;
use std::io;

/// Why something did not work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server refuses it. (Behind a pointer: it is large, and rare.)
    Server(Box<ServerError>),
    /// The server refuses to begin the transaction, and has run its first statement by itself.
    Unbegun(Box<ServerError>),
    /// The connection cannot be made, or is lost.
    Io(io::Error),
    /// It was not sent: a value, or the text, is not as it must be.
    Unsent(Box<Error>),
    /// The values are more than a packet takes, and were not sent.
    Large,
    /// The values are of other kinds than the statement was prepared for, and were not sent.
    OtherKinds,
    /// The ways to sign in do not match.
    SignIn(String),
    /// The server has no encryption, and it was asked for.
    #[cfg(feature = "tls")]
    NoTls,
    /// The encryption is not by whom it should be, or fails.
    #[cfg(feature = "tls")]
    Tls(io::Error),
}

pub(crate) type Outcome<T> = Result<T, Failure>;

impl From<io::Error> for Failure {
    #[cold]
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

impl From<Error> for Failure {
    #[cold]
    fn from(error: Error) -> Self {
        Failure::Unsent(Box::new(error))
    }
}

impl Failure {
    /// The server says something that the protocol does not have there.
    #[cold]
    pub(crate) fn unexpected() -> Self {
        Failure::Io(unexpected())
    }

    /// The server's number, if it refused it.
    pub(crate) fn code(&self) -> Option<u16> {
        match self {
            Failure::Server(error) => Some(error.code),
            _ => None,
        }
    }
}

/// What has come is not the protocol.
#[cold]
pub(crate) fn unexpected() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it does not speak MySQL's protocol")
}
