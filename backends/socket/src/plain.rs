//! A socket: where the server is, reaching it, and until when it is waited for.

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
pub enum Place {
    /// A name or an address, and the port.
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
pub struct Plain {
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
    /// Connects, to the first address of a host that answers.
    ///
    /// # Errors
    /// Those of the last address that was tried.
    pub fn connect(place: &Place, deadline: Option<Instant>) -> io::Result<Self> {
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
    pub(crate) fn set_patience(&mut self, patience: Option<Duration>) -> io::Result<()> {
        on!(&self.stream, socket => socket.set_read_timeout(patience).and(socket.set_write_timeout(patience)))
    }

    /// Whether something has come, or the other side has hung up. Does not wait.
    pub(crate) fn has_news(&self) -> io::Result<bool> {
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
