//! Proving who we are.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    wire::Wire,
};
use mysql_common::packets::AuthPlugin;
use std::panic;

/// Who can listen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Line {
    /// Everybody on the way.
    Open,
    /// Whom we speak with, who need not be the server.
    #[cfg(feature = "tls")]
    Encrypted,
    /// The server.
    Trusted,
}

/// What the server answers a proof.
mod answer {
    pub(super) const SWITCH: u8 = 0xfe;
    pub(super) const MORE: u8 = 1;
}

/// What the server says in `caching_sha2_password`, and is asked there.
mod sha2 {
    pub(super) const PUBLIC_KEY: u8 = 2;
    pub(super) const KNOWN: u8 = 3;
    pub(super) const UNKNOWN: u8 = 4;
}

/// The way that is tried without being asked: the server's own, if it is one of those that most users have.
pub(crate) fn first(wanted: &AuthPlugin<'static>) -> AuthPlugin<'static> {
    match wanted {
        AuthPlugin::CachingSha2Password => AuthPlugin::CachingSha2Password,
        _ => AuthPlugin::MysqlNativePassword,
    }
}

/// What proves that we know the password, by the ways that do not give it away; nothing where there is none.
pub(crate) fn proof(plugin: &AuthPlugin<'_>, password: Option<&str>, nonce: &[u8]) -> Outcome<Option<Vec<u8>>> {
    match plugin {
        AuthPlugin::MysqlNativePassword | AuthPlugin::CachingSha2Password => {}
        #[cfg(feature = "ed25519")]
        AuthPlugin::Ed25519 => {}
        #[cfg(not(feature = "ed25519"))]
        AuthPlugin::Ed25519 => {
            let why = "it asks for `client_ed25519`; enable the feature `ed25519` of `aludel`";
            return Err(Failure::SignIn(why.into()));
        }
        other => {
            let name = String::from_utf8_lossy(other.as_bytes());
            let why = format!(
                "it asks for `{name}`, and known are `caching_sha2_password`, `mysql_native_password`, `client_ed25519` and, \
                 where nobody else can listen, `mysql_clear_password`"
            );
            return Err(Failure::SignIn(why));
        }
    }
    Ok(plugin.gen_data(password, nonce).map(|proof| proof.to_vec()))
}

/// Answers until the server is content. The first proof has been sent.
pub(crate) fn sign_in(
    wire: &mut Wire,
    mut plugin: AuthPlugin<'static>,
    mut nonce: Vec<u8>,
    password: Option<&str>,
    line: Line,
) -> Outcome<()> {
    let mut switched = false;
    loop {
        let packet = wire.packet()?;
        match wire.body(&packet) {
            [answer::SWITCH, wanted @ ..] if !switched => {
                switched = true;
                let mut wanted = Body(wanted);
                let Ok(name) = wanted.bytes_to_nul() else {
                    return Err(Failure::SignIn("it asks for the passwords of MySQL before 4.1".into()));
                };
                plugin = AuthPlugin::from_bytes(name).into_owned();
                nonce = match wanted.0 {
                    // A NUL byte is behind it; that of `client_ed25519` is longer, and has none.
                    [nonce @ .., 0] if nonce.len() == 20 => nonce.to_vec(),
                    nonce => nonce.to_vec(),
                };
                if plugin == AuthPlugin::MysqlClearPassword {
                    let password = in_clear(password, line)?;
                    wire.reply(|out| out.extend(password))?;
                } else {
                    let proof = proof(&plugin, password, &nonce)?.unwrap_or_default();
                    wire.reply(|out| out.extend(proof))?;
                }
            }
            [answer::MORE, sha2::KNOWN] if plugin == AuthPlugin::CachingSha2Password => {}
            [answer::MORE, sha2::UNKNOWN] if plugin == AuthPlugin::CachingSha2Password => {
                hand_over(wire, password.unwrap_or_default(), &nonce, line)?;
            }
            [0, ..] => {
                wire.did(&packet)?;
                return Ok(());
            }
            _ => return Err(wire.misplaced(&packet)),
        }
    }
}

/// The password as it is, which nobody else may hear.
fn in_clear(password: Option<&str>, line: Line) -> Outcome<Vec<u8>> {
    match line {
        Line::Trusted => Ok(with_nul(password.unwrap_or_default())),
        _ => Err(Failure::SignIn(
            "it asks for the password in clear, which is sent through a Unix socket, or encrypted to a server whose \
             certificate is checked, only: write `ssl-mode=verify_identity` or `ssl-mode=verify_ca` into the URL"
                .into(),
        )),
    }
}

fn with_nul(password: &str) -> Vec<u8> {
    [password.as_bytes(), &[0]].concat()
}

/// Hands the password over to a server that does not have its hash in memory: as it is if the line is encrypted, else
/// encrypted for the server's key.
fn hand_over(wire: &mut Wire, password: &str, nonce: &[u8], line: Line) -> Outcome<()> {
    let mut password = with_nul(password);
    if line != Line::Open {
        return wire.reply(|out| out.extend(password));
    }
    wire.reply(|out| out.push(sha2::PUBLIC_KEY))?;
    let packet = wire.packet()?;
    let [answer::MORE, key @ ..] = wire.body(&packet) else { return Err(wire.misplaced(&packet)) };
    password.iter_mut().zip(nonce.iter().cycle()).for_each(|(byte, with)| *byte ^= with);
    // It panics at what is no key.
    let Ok(encrypted) = panic::catch_unwind(|| mysql_common::crypto::encrypt(&password, key)) else {
        return Err(Failure::SignIn("its public key, for the password, cannot be read".into()));
    };
    wire.reply(|out| out.extend(encrypted))
}
