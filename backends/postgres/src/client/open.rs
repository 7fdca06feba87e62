//! From where the server is to a session.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    output,
    sign_in::sign_in,
    wire::{Key, Wire},
};
#[cfg(feature = "tls")]
use aludel_socket::Tls;
use aludel_socket::{Encryption, Place, Plain, Socket};
use std::{
    io::Read,
    time::{Duration, Instant},
};

/// The way to a server.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) place: Place,
    pub(crate) encryption: Encryption,
    /// How long connecting may take in all.
    pub(crate) limit: Option<Duration>,
}

/// Who wants what session.
pub(crate) struct Session<'a> {
    /// Without one, it is who runs the program.
    pub(crate) user: Option<&'a str>,
    pub(crate) password: Option<&'a str>,
    pub(crate) database: Option<&'a str>,
    pub(crate) application: &'a str,
    /// Settings, as `-c name=value`.
    pub(crate) options: &'a str,
}

impl Route {
    /// Connects and signs in.
    pub(crate) fn open(&self, session: &Session<'_>) -> Outcome<Wire> {
        let mut wire = Wire::new(self.dial()?);
        let owned;
        let user = match session.user {
            Some(user) => user,
            None => {
                owned = whoami::username().map_err(|error| {
                    Failure::SignIn(format!(
                        "the name of the system's user is not known, write one into the URL: {error}"
                    ))
                })?;
                &owned
            }
        };
        let mut parameters = vec![("client_encoding", "UTF8"), ("user", user)];
        parameters.extend(session.database.map(|database| ("database", database)));
        parameters.extend([("options", session.options), ("application_name", session.application)]);
        wire.send(|out| output::startup(out, &parameters))?;
        sign_in(&mut wire, user, session.password.map(str::as_bytes))?;
        wire.trust();
        loop {
            let message = wire.message()?;
            match message.tag {
                b'Z' => break,
                b'K' => {
                    let mut body = Body(wire.body(&message));
                    let key = Key { process: body.i32()?, secret: body.i32()? };
                    wire.set_key(key);
                }
                b'E' => return Err(wire.refusal(&message)),
                // The server speaks an older version of the protocol, which is ours.
                b'v' => {}
                _ => return Err(wire.unexpected()),
            }
        }
        wire.set_deadline(None)?;
        Ok(wire)
    }

    /// Connects, encrypted if so asked.
    fn dial(&self) -> Outcome<Socket> {
        let deadline = self.limit.map(|limit| Instant::now() + limit);
        let plain = Plain::connect(&self.place, deadline)?;
        match &self.encryption {
            Encryption::No => Ok(Socket::Plain(plain)),
            #[cfg(feature = "tls")]
            Encryption::Preferred(tls) => encrypt(plain, tls, false),
            #[cfg(feature = "tls")]
            Encryption::Required(tls) => encrypt(plain, tls, true),
        }
    }

    /// Asks the server to end what a connection does.
    pub(crate) fn cancel(&self, key: Key) -> Outcome<()> {
        let mut socket = self.dial()?;
        let mut out = Vec::new();
        output::cancel_request(&mut out, key.process, key.secret)?;
        socket.send(&out)?;
        // It hangs up when it has passed the request on.
        let _ = socket.read(&mut [0]);
        Ok(())
    }
}

/// Asks the server to encrypt. Its answer is one byte, and no more is read, so that nobody can slip something in before.
#[cfg(feature = "tls")]
fn encrypt(mut plain: Plain, tls: &Tls, required: bool) -> Outcome<Socket> {
    use std::io::Write;
    let mut out = Vec::new();
    output::ssl_request(&mut out)?;
    plain.write_all(&out)?;
    let mut answer = [0];
    plain.read_exact(&mut answer)?;
    match answer {
        [b'S'] => tls.wrap(plain).map_err(|error| match aludel_socket::is_late(&error) {
            true => error.into(),
            false => Failure::Tls(error.to_string()),
        }),
        _ if required => Err(Failure::Tls("the server does not support it".into())),
        _ => Ok(Socket::Plain(plain)),
    }
}
