//! `ssl-mode`: whether and how a connection is encrypted.

use aludel_core::{
    Error, ErrorKind, Result,
    engine::{DatabaseUrl, TlsMode},
};
use mysql::SslOpts;
use std::{borrow::Cow, path::Path};

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
        let checked = || match &url.server_options().authorities {
            None => Ok(SslOpts::default()),
            Some(file) => readable(file).map(|()| SslOpts::default().with_root_cert_path(Some(file.clone()))),
        };
        return Ok(match mode {
            TlsMode::Disable => vec![None],
            TlsMode::Prefer => vec![Some(any), None],
            TlsMode::Require => vec![Some(any)],
            TlsMode::VerifyCa => vec![Some(checked()?.with_danger_skip_domain_validation(true))],
            TlsMode::VerifyFull => vec![Some(checked()?)],
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

/// Looks into the file that `ssl-ca` names. The driver reads it as well, but its error would not say which file.
#[cfg(feature = "tls")]
fn readable(file: &Path) -> Result<()> {
    use rustls::pki_types::{CertificateDer, pem::PemObject};
    let shown = file.display();
    let text = std::fs::read(file)
        .map_err(|e| refused(format!("cannot read {shown}, which `ssl-ca` names: {e}")).with_source(e))?;
    let unfit = || refused(format!("{shown}, which `ssl-ca` names, is not a PEM file of certificates"));
    let mut store = rustls::RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(&text) {
        let certificate = certificate.map_err(|e| unfit().with_source(e))?;
        store.add(certificate).map_err(|e| unfit().with_source(e))?;
    }
    if store.is_empty() { Err(unfit()) } else { Ok(()) }
}

#[cfg(not(feature = "tls"))]
fn readable(_: &Path) -> Result<()> {
    Ok(())
}

fn refused(message: impl Into<Cow<'static, str>>) -> Error {
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
