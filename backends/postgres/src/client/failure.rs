//! Why something did not work.

use super::server_error::ServerError;
use std::io;

/// Why something did not work.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The server refuses it. (Behind a pointer: it is large, and rare.)
    Server(Box<ServerError>),
    /// The connection cannot be made, or is lost.
    Io(io::Error),
    /// It cannot be sent: a NUL byte in a text, or more than the protocol has room for.
    Unsendable,
    /// So many values, where the statement has so many placeholders.
    Values(usize, usize),
    /// COPY between the server and a client that does not expect it.
    Copy,
    /// The server wants a password, and there is none.
    NoPassword,
    /// The ways to sign in do not match.
    SignIn(String),
    /// No encryption, or not by whom it should be.
    #[cfg(feature = "tls")]
    Tls(String),
}

pub(crate) type Outcome<T> = Result<T, Failure>;

impl From<io::Error> for Failure {
    #[cold]
    fn from(error: io::Error) -> Self {
        Failure::Io(error)
    }
}

impl Failure {
    /// The server says something that the protocol does not have there.
    #[cold]
    pub(crate) fn unexpected() -> Self {
        Failure::Io(io::Error::new(io::ErrorKind::InvalidData, "it does not speak PostgreSQL's protocol"))
    }

    /// The server's error, if it is one.
    pub(crate) fn server(&self) -> Option<&ServerError> {
        match self {
            Failure::Server(error) => Some(error),
            _ => None,
        }
    }

    /// The SQLSTATE, if the server refused it.
    pub(crate) fn code(&self) -> Option<&str> {
        self.server().map(|error| &*error.code)
    }
}
