//! The way to a server: a socket, encrypted or not.

#[cfg(feature = "tls")]
use crate::is_late;
use crate::plain::Plain;
use std::{
    io::{self, Read, Write},
    time::{Duration, Instant},
};

/// The way to the server.
#[derive(Debug)]
pub enum Socket {
    /// Not encrypted.
    Plain(Plain),
    /// Encrypted.
    #[cfg(feature = "tls")]
    Tls(Box<rustls::StreamOwned<rustls::ClientConnection, Plain>>),
}

impl Socket {
    /// From now on, reading and writing end at this moment.
    ///
    /// # Errors
    /// Those of the system.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) -> io::Result<()> {
        self.plain().set_deadline(deadline)
    }

    fn plain(&mut self) -> &mut Plain {
        match self {
            Socket::Plain(plain) => plain,
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => &mut tls.sock,
        }
    }

    /// Whether something has come, or the other side has hung up. Does not wait.
    ///
    /// # Errors
    /// Those of the system.
    pub fn has_news(&mut self) -> io::Result<bool> {
        self.plain().has_news()
    }

    /// The certificate of whom we speak with.
    pub fn certificate(&self) -> Option<&[u8]> {
        match self {
            Socket::Plain(_) => None,
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => tls.conn.peer_certificates()?.first().map(|certificate| &**certificate),
        }
    }

    /// Writes all.
    ///
    /// # Errors
    /// Those of the system.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Socket::Plain(plain) => plain.write_all(bytes),
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => tls.write_all(bytes).and_then(|()| tls.flush()),
        }
    }
}

impl Read for Socket {
    #[inline]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Socket::Plain(plain) => plain.read(buffer),
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => tls.read(buffer),
        }
    }
}

/// How long one side is tried before the other is, where both talk.
const TURN: Duration = Duration::from_millis(5);

/// Writing and reading that do not wait for each other: for when both sides talk.
impl Socket {
    /// From now on, reading and writing soon say that they would block; or they wait again.
    ///
    /// # Errors
    /// Those of the system.
    pub fn take_turns(&mut self, on: bool) -> io::Result<()> {
        self.plain().set_patience(on.then_some(TURN))
    }

    /// Writes a part.
    ///
    /// # Errors
    /// Those of the system.
    pub fn write_part(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Socket::Plain(plain) => plain.write(bytes),
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => {
                let count = tls.conn.writer().write(bytes)?;
                while tls.conn.wants_write() {
                    match tls.conn.write_tls(&mut tls.sock) {
                        Ok(_) => {}
                        // What could not go yet goes with the next part.
                        Err(error) if count > 0 && is_late(&error) => break,
                        Err(error) => return Err(error),
                    }
                }
                Ok(count)
            }
        }
    }

    /// Whether a part that was taken could not go yet.
    pub fn holds_back(&self) -> bool {
        match self {
            Socket::Plain(_) => false,
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => tls.conn.wants_write(),
        }
    }

    /// Reads without writing. (By itself, an encrypted connection writes first what it holds back.)
    pub fn listening(&mut self) -> Listening<'_> {
        Listening(self)
    }
}

/// A socket that only reads.
pub struct Listening<'s>(&'s mut Socket);

impl Read for Listening<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0 {
            Socket::Plain(plain) => plain.read(buffer),
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => loop {
                match tls.conn.reader().read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    read => return read,
                }
                tls.conn.read_tls(&mut tls.sock)?;
                tls.conn.process_new_packets().map_err(io::Error::other)?;
            },
        }
    }
}
