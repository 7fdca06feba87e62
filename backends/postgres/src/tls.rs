//! Encrypted connections, through rustls.

use crate::client::{open::Encryption, socket::Tls};
use aludel_core::{Error, ErrorKind, Result, engine::TlsMode};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::{path::Path, sync::Arc};

/// How a connection is encrypted to a host, if it is. The file holds the authorities that are trusted
/// instead of the system's.
///
/// # Errors
/// If certificates are to be checked: `Url`, if no authority can be read from the file; `Connect`, if there is no file
/// and the system trusts no authority.
pub(crate) fn encryption(mode: TlsMode, host: &str, file: Option<&Path>) -> Result<Encryption> {
    let provider = Arc::new(ring::default_provider());
    let verifier: Arc<dyn ServerCertVerifier> = match mode {
        TlsMode::Disable => return Ok(Encryption::No),
        TlsMode::Prefer | TlsMode::Require => Arc::new(Verifier { chain: None, provider: provider.clone() }),
        TlsMode::VerifyCa => Arc::new(Verifier { chain: Some(verifier(&provider, file)?), provider: provider.clone() }),
        TlsMode::VerifyFull => verifier(&provider, file)?,
    };
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::new(ErrorKind::Connect, "TLS cannot be set up").with_source(error))?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let name = ServerName::try_from(host.to_owned()).map_err(|error| {
        let message = format!("`{host}` of the URL is not the name of a host, which encryption needs");
        Error::new(ErrorKind::Url, message).with_source(error)
    })?;
    let tls = Tls { config: Arc::new(config), name };
    Ok(if mode == TlsMode::Prefer { Encryption::Preferred(tls) } else { Encryption::Required(tls) })
}

/// Checks the chain and the host, against the authorities of the file, else those that the system trusts.
fn verifier(provider: &Arc<CryptoProvider>, file: Option<&Path>) -> Result<Arc<WebPkiServerVerifier>> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => drop(roots.add_parsable_certificates(authorities(file)?)),
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
    }
    if let (Some(file), true) = (file, roots.is_empty()) {
        return Err(Error::new(ErrorKind::Url, unfit(file)));
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().map_err(|error| {
        let message = "no trusted certificate authorities were found on this system; install them, or name a file of \
                       them in the option `sslrootcert` of the URL or in the environment variable `SSL_CERT_FILE`";
        Error::new(ErrorKind::Connect, message).with_source(error)
    })
}

/// Reads the option `sslrootcert`.
fn authorities(file: &Path) -> Result<Vec<CertificateDer<'static>>> {
    let text = std::fs::read(file).map_err(|error| {
        let message =
            format!("cannot read {}, which the option `sslrootcert` of the URL names: {error}", file.display());
        Error::new(ErrorKind::Url, message).with_source(error)
    })?;
    CertificateDer::pem_slice_iter(&text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::new(ErrorKind::Url, unfit(file)).with_source(error))
}

fn unfit(file: &Path) -> String {
    let file = file.display();
    format!("{file}, which the option `sslrootcert` of the URL names, is not a PEM file of certificates")
}

/// `require` encrypts and checks nothing; `verify-ca` checks the chain but not the host, as libpq does.
#[derive(Debug)]
struct Verifier {
    chain: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let Some(chain) = &self.chain else { return Ok(ServerCertVerified::assertion()) };
        match chain.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            // The host is looked at when the chain has been found to be good.
            Err(rustls::Error::InvalidCertificate(
                CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
            )) => Ok(ServerCertVerified::assertion()),
            result => result,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, cert, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, cert, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
