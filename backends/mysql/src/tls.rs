//! `ssl-mode`: whether and how a connection is encrypted.

use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, TlsMode},
};
use mysql::SslOpts;

/// How to try to connect, in this order; a later one only where the server has no TLS.
pub(crate) fn attempts(url: &DatabaseUrl) -> Result<Vec<Option<SslOpts>>> {
    let mode = url.server_options().tls;
    let optional = matches!(mode, TlsMode::Disable | TlsMode::Prefer);
    if url.socket().is_some() {
        return match optional {
            true => Ok(vec![None]),
            false => Err(refused("a Unix socket is not encrypted; leave `ssl-mode` out, or name a host")),
        };
    }
    if cfg!(feature = "tls") {
        trust();
        let any = SslOpts::default().with_danger_accept_invalid_certs(true);
        return Ok(match mode {
            TlsMode::Disable => vec![None],
            TlsMode::Prefer => vec![Some(any), None],
            TlsMode::Require => vec![Some(any)],
            TlsMode::VerifyCa => vec![Some(SslOpts::default().with_danger_skip_domain_validation(true))],
            TlsMode::VerifyFull => vec![Some(SslOpts::default())],
        });
    }
    match optional {
        true => Ok(vec![None]),
        false => Err(refused("`ssl-mode` needs TLS; enable the feature `tls`, or write `ssl-mode=preferred`")),
    }
}

/// Makes `ring` the process's cryptography if it has none: with two of them compiled in, `rustls` would panic.
#[cfg(feature = "tls")]
fn trust() {
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // Another thread may be first, which is as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
}

#[cfg(not(feature = "tls"))]
fn trust() {}

fn refused(message: &'static str) -> Error {
    Error::new(ErrorKind::Url, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts_of(url: &str) -> Result<Vec<bool>> {
        let url = DatabaseUrl::parse(url).unwrap();
        Ok(attempts(&url)?.iter().map(Option::is_some).collect())
    }

    #[test]
    fn a_mode_that_is_not_available_is_an_error_of_the_url() {
        assert_eq!(attempts_of("mysql://h/d?ssl-mode=disabled").unwrap(), [false]);
        for mode in ["required", "verify_ca", "verify_identity"] {
            let over_tcp = attempts_of(&format!("mysql://h/d?ssl-mode={mode}"));
            assert_eq!(over_tcp.is_ok(), cfg!(feature = "tls"), "{mode}");
            let over_socket = attempts_of(&format!("mysql://localhost/d?socket=/s&ssl-mode={mode}"));
            assert_eq!(over_socket.unwrap_err().kind(), ErrorKind::Url, "{mode}");
        }
        let preferred = if cfg!(feature = "tls") { vec![true, false] } else { vec![false] };
        assert_eq!(attempts_of("mysql://h/d").unwrap(), preferred);
    }
}
