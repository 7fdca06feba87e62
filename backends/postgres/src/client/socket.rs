//! The way to the server: TCP or a Unix socket, encrypted or not.

#[cfg(feature = "tls")]
use super::failure::{Failure, Outcome, is_late};
#[cfg(unix)]
use std::os::unix::net::UnixStream;
use std::{
    fmt,
    io::{self, IoSlice, Read, Write},
    mem::MaybeUninit,
    net::{TcpStream, ToSocketAddrs},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// After how much silence the system asks whether the other side is still there.
const KEEPALIVE: Duration = Duration::from_secs(2 * 60 * 60);

/// Where the server is.
#[derive(Debug, Clone)]
pub(crate) enum Place {
    Host(String, u16),
    /// The file of the socket.
    Socket(PathBuf),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Host(host, port) if host.contains(':') => write!(f, "[{host}]:{port}"),
            Place::Host(host, port) => write!(f, "{host}:{port}"),
            Place::Socket(path) => path.display().fmt(f),
        }
    }
}

/// A socket whose reading and writing end at a moment, if there is one.
#[derive(Debug)]
pub(crate) struct Plain {
    stream: Stream,
    deadline: Option<Instant>,
}

#[derive(Debug)]
enum Stream {
    Tcp(TcpStream),
    #[cfg(unix)]
    Unix(UnixStream),
}

/// The same on both kinds.
macro_rules! on {
    ($stream:expr, $socket:ident => $does:expr) => {
        match $stream {
            Stream::Tcp($socket) => $does,
            #[cfg(unix)]
            Stream::Unix($socket) => $does,
        }
    };
}

impl Plain {
    pub(crate) fn connect(place: &Place, deadline: Option<Instant>) -> io::Result<Self> {
        let stream = match place {
            Place::Host(host, port) => Stream::Tcp(tcp(host, *port, deadline)?),
            Place::Socket(path) => unix(path)?,
        };
        Ok(Self { stream, deadline })
    }

    /// From now on, reading and writing end at this moment.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>) -> io::Result<()> {
        if deadline.is_none() && self.deadline.is_some() {
            self.set_patience(None)?;
        }
        self.deadline = deadline;
        Ok(())
    }

    /// From now on, reading and writing say that they would block when they have waited so long; or they wait.
    fn set_patience(&mut self, patience: Option<Duration>) -> io::Result<()> {
        on!(&self.stream, socket => socket.set_read_timeout(patience).and(socket.set_write_timeout(patience)))
    }

    /// Whether something has come, or the other side has hung up. Does not wait.
    fn has_news(&self) -> io::Result<bool> {
        on!(&self.stream, socket => {
            let socket = socket2::SockRef::from(socket);
            socket.set_nonblocking(true)?;
            let peeked = socket.peek(&mut [MaybeUninit::uninit()]);
            socket.set_nonblocking(false)?;
            Ok(!peeked.is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock))
        })
    }

    fn left(&self) -> io::Result<Option<Duration>> {
        self.deadline.map(left).transpose()
    }
}

/// What is left until a moment.
fn left(deadline: Instant) -> io::Result<Duration> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

/// Tries each address of the host, and gives each its part of the time.
fn tcp(host: &str, port: u16, deadline: Option<Instant>) -> io::Result<TcpStream> {
    let addresses: Vec<_> = (host, port).to_socket_addrs()?.collect();
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the host has no address");
    for (i, address) in addresses.iter().enumerate() {
        let connected = match deadline {
            None => TcpStream::connect(address),
            Some(deadline) => TcpStream::connect_timeout(address, left(deadline)? / (addresses.len() - i) as u32),
        };
        match connected {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                let keepalive = socket2::TcpKeepalive::new().with_time(KEEPALIVE);
                socket2::SockRef::from(&stream).set_tcp_keepalive(&keepalive)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(unix)]
fn unix(path: &Path) -> io::Result<Stream> {
    UnixStream::connect(path).map(Stream::Unix)
}

#[cfg(not(unix))]
fn unix(_: &Path) -> io::Result<Stream> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this system has no Unix sockets"))
}

impl Read for Plain {
    #[inline]
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(left) = self.left()? {
            on!(&self.stream, socket => socket.set_read_timeout(Some(left)))?;
        }
        on!(&mut self.stream, socket => socket.read(buffer))
    }
}

impl Write for Plain {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Some(left) = self.left()? {
            on!(&self.stream, socket => socket.set_write_timeout(Some(left)))?;
        }
        on!(&mut self.stream, socket => socket.write(bytes))
    }

    fn write_vectored(&mut self, parts: &[IoSlice<'_>]) -> io::Result<usize> {
        if let Some(left) = self.left()? {
            on!(&self.stream, socket => socket.set_write_timeout(Some(left)))?;
        }
        on!(&mut self.stream, socket => socket.write_vectored(parts))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The way to the server.
#[derive(Debug)]
pub(crate) enum Socket {
    Plain(Plain),
    #[cfg(feature = "tls")]
    Tls(Box<rustls::StreamOwned<rustls::ClientConnection, Plain>>),
}

impl Socket {
    /// From now on, reading and writing end at this moment.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>) -> io::Result<()> {
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
    pub(crate) fn has_news(&mut self) -> io::Result<bool> {
        self.plain().has_news()
    }

    /// The hash of the certificate of whom we speak with, for channel binding.
    pub(crate) fn end_point(&self) -> Option<Vec<u8>> {
        match self {
            Socket::Plain(_) => None,
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => super::end_point::of(tls.conn.peer_certificates()?.first()?),
        }
    }

    /// Writes all.
    pub(crate) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
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
    pub(crate) fn take_turns(&mut self, on: bool) -> io::Result<()> {
        self.plain().set_patience(on.then_some(TURN))
    }

    /// Writes a part.
    pub(crate) fn write_part(&mut self, bytes: &[u8]) -> io::Result<usize> {
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
    pub(crate) fn holds_back(&self) -> bool {
        match self {
            Socket::Plain(_) => false,
            #[cfg(feature = "tls")]
            Socket::Tls(tls) => tls.conn.wants_write(),
        }
    }

    /// Reads without writing. (By itself, an encrypted connection writes first what it holds back.)
    pub(crate) fn listening(&mut self) -> Listening<'_> {
        Listening(self)
    }
}

/// A socket that only reads.
pub(crate) struct Listening<'s>(&'s mut Socket);

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

/// What encrypts a connection.
#[cfg(feature = "tls")]
#[derive(Debug, Clone)]
pub(crate) struct Tls {
    pub(crate) config: std::sync::Arc<rustls::ClientConfig>,
    pub(crate) name: rustls::pki_types::ServerName<'static>,
}

#[cfg(feature = "tls")]
impl Tls {
    /// Encrypts.
    pub(crate) fn wrap(&self, plain: Plain) -> Outcome<Socket> {
        let refused = |error: String| Failure::Tls(error);
        let connection = rustls::ClientConnection::new(self.config.clone(), self.name.clone())
            .map_err(|error| refused(error.to_string()))?;
        let mut tls = rustls::StreamOwned::new(connection, plain);
        while tls.conn.is_handshaking() {
            match tls.conn.complete_io(&mut tls.sock) {
                Ok(_) => {}
                Err(error) if is_late(&error) => return Err(error.into()),
                Err(error) => return Err(refused(error.to_string())),
            }
        }
        Ok(Socket::Tls(Box::new(tls)))
    }
}
