//! Proving who we are.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    input::Message,
    output,
    wire::Wire,
};
use postgres_protocol::authentication::{
    md5_hash,
    sasl::{ChannelBinding, SCRAM_SHA_256, SCRAM_SHA_256_PLUS, ScramSha256},
};

/// What the server wants to know, by the number in its message.
mod wanted {
    pub(super) const NOTHING: u32 = 0;
    pub(super) const PASSWORD: u32 = 3;
    pub(super) const MD5: u32 = 5;
    pub(super) const SASL: u32 = 10;
    pub(super) const SASL_NEXT: u32 = 11;
    pub(super) const SASL_END: u32 = 12;
}

/// Answers until the server is content.
pub(crate) fn sign_in(wire: &mut Wire, user: &str, password: Option<&[u8]>) -> Outcome<()> {
    let password = || password.ok_or(Failure::NoPassword);
    let mut asked = false;
    loop {
        let (method, message) = question(wire)?;
        match method {
            wanted::NOTHING => return Ok(()),
            // One password is enough for any server.
            _ if asked => return Err(wire.unexpected()),
            wanted::PASSWORD => {
                let password = password()?;
                wire.send_more(|out| output::password(out, password))?;
            }
            wanted::MD5 => {
                let salt = <[u8; 4]>::try_from(rest(wire, &message)).map_err(|_| Failure::unexpected())?;
                let hash = md5_hash(user.as_bytes(), password()?, salt);
                wire.send_more(|out| output::password(out, hash.as_bytes()))?;
            }
            wanted::SASL => scram(wire, &message, password()?)?,
            other => {
                let name = match other {
                    2 => "Kerberos",
                    7 => "GSSAPI",
                    9 => "SSPI",
                    _ => "a method unknown here",
                };
                let why = format!("it asks for {name}, and known are passwords (SCRAM-SHA-256, MD5, in clear)");
                return Err(Failure::SignIn(why));
            }
        }
        asked = true;
    }
}

/// What the server wants.
fn question(wire: &mut Wire) -> Outcome<(u32, Message)> {
    let message = wire.message()?;
    match message.tag {
        b'R' => Ok((Body(wire.body(&message)).u32()?, message)),
        b'E' => Err(wire.refusal(&message)),
        _ => Err(wire.unexpected()),
    }
}

/// What comes behind the number.
fn rest<'w>(wire: &'w Wire, message: &Message) -> &'w [u8] {
    wire.body(message).get(4..).unwrap_or_default()
}

/// The hash of the certificate of whom we speak with, for channel binding.
#[cfg(feature = "tls")]
fn end_point(wire: &Wire) -> Option<Vec<u8>> {
    super::end_point::of(wire.socket().certificate()?)
}

#[cfg(not(feature = "tls"))]
fn end_point(_: &Wire) -> Option<Vec<u8>> {
    None
}

fn scram(wire: &mut Wire, message: &Message, password: &[u8]) -> Outcome<()> {
    let (mut plain, mut plus) = (false, false);
    let mut mechanisms = Body(rest(wire, message));
    while let Ok(mechanism @ [_, ..]) = mechanisms.bytes_to_nul() {
        plain |= mechanism == SCRAM_SHA_256.as_bytes();
        plus |= mechanism == SCRAM_SHA_256_PLUS.as_bytes();
    }
    let (mechanism, binding) = match end_point(wire) {
        // Whoever sits in between has another certificate.
        Some(hash) if plus => (SCRAM_SHA_256_PLUS, ChannelBinding::tls_server_end_point(hash)),
        Some(_) if plain => (SCRAM_SHA_256, ChannelBinding::unrequested()),
        _ if plain => (SCRAM_SHA_256, ChannelBinding::unsupported()),
        _ => return Err(Failure::SignIn("it knows no way by SASL that is known here (SCRAM-SHA-256)".into())),
    };
    let failed = |error: std::io::Error| Failure::SignIn(error.to_string());
    let mut scram = ScramSha256::new(password, binding);
    wire.send_more(|out| output::sasl_first(out, mechanism, scram.message()))?;

    let (wanted::SASL_NEXT, message) = question(wire)? else { return Err(wire.unexpected()) };
    scram.update(rest(wire, &message)).map_err(failed)?;
    wire.send_more(|out| output::sasl_next(out, scram.message()))?;

    // The server proves that it knows the password, too.
    let (wanted::SASL_END, message) = question(wire)? else { return Err(wire.unexpected()) };
    scram.finish(rest(wire, &message)).map_err(failed)
}
