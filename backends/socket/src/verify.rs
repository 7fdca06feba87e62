//! Whose certificates are good.

use crate::Options;
use aludel_core::{Error, ErrorKind, Result, engine::TlsMode};
use rustls::{
    CertificateError, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::{path::Path, sync::Arc};

/// What a mode checks. The file holds the authorities that are trusted instead of the system's.
pub(crate) fn verifier(
    mode: TlsMode,
    provider: &Arc<CryptoProvider>,
    file: Option<&Path>,
    options: Options,
) -> Result<Arc<dyn ServerCertVerifier>> {
    let chain = match mode {
        TlsMode::Disable | TlsMode::Prefer | TlsMode::Require => None,
        TlsMode::VerifyCa => Some(chain(provider, file, options)?),
        TlsMode::VerifyFull => return Ok(chain(provider, file, options)?),
    };
    Ok(Arc::new(Verifier { chain, provider: provider.clone() }))
}

/// Checks the chain and the host, against the authorities of the file, else those that the system trusts.
fn chain(provider: &Arc<CryptoProvider>, file: Option<&Path>, options: Options) -> Result<Arc<WebPkiServerVerifier>> {
    let mut roots = RootCertStore::empty();
    match file {
        Some(file) => drop(roots.add_parsable_certificates(authorities(file, options)?)),
        None => drop(roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs)),
    }
    if let (Some(file), true) = (file, roots.is_empty()) {
        return Err(Error::new(ErrorKind::Url, unfit(file, options)));
    }
    WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().map_err(|error| {
        let message = format!(
            "no trusted certificate authorities were found on this system; install them, or name a file of them in the \
             option `{}` of the URL or in the environment variable `SSL_CERT_FILE`",
            options.authorities
        );
        Error::new(ErrorKind::Connect, message).with_source(error)
    })
}

/// Reads the file of authorities.
fn authorities(file: &Path, options: Options) -> Result<Vec<CertificateDer<'static>>> {
    let text = std::fs::read(file).map_err(|error| {
        let (file, option) = (file.display(), options.authorities);
        let message = format!("cannot read {file}, which the option `{option}` of the URL names: {error}");
        Error::new(ErrorKind::Url, message).with_source(error)
    })?;
    CertificateDer::pem_slice_iter(&text)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::new(ErrorKind::Url, unfit(file, options)).with_source(error))
}

fn unfit(file: &Path, options: Options) -> String {
    let (file, option) = (file.display(), options.authorities);
    format!("{file}, which the option `{option}` of the URL names, is not a PEM file of certificates")
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
