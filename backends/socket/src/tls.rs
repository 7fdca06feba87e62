//! What encrypts a connection: rustls, with the checks that the URL asks for.

use crate::{Options, Plain, Socket, is_late, verify};
use aludel_core::{Error, ErrorKind, Result, engine::TlsMode};
use rustls::{ClientConfig, ClientConnection, StreamOwned, crypto::ring, pki_types::ServerName};
use std::{io, path::Path, sync::Arc};

/// What encrypts a connection to a host.
#[derive(Debug, Clone)]
pub struct Tls {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    checked: bool,
}

impl Tls {
    pub(crate) fn new(mode: TlsMode, host: &str, file: Option<&Path>, options: Options) -> Result<Self> {
        let provider = Arc::new(ring::default_provider());
        let verifier = verify::verifier(mode, &provider, file, options)?;
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
        let checked = matches!(mode, TlsMode::VerifyCa | TlsMode::VerifyFull);
        Ok(Self { config: Arc::new(config), name, checked })
    }

    /// Whether the server's certificate is checked, so that it is not just anybody.
    pub fn is_checked(&self) -> bool {
        self.checked
    }

    /// Encrypts.
    ///
    /// # Errors
    /// One that [is late](is_late), or what TLS has against it.
    pub fn wrap(&self, plain: Plain) -> io::Result<Socket> {
        let refused = |error: rustls::Error| io::Error::other(error);
        let connection = ClientConnection::new(self.config.clone(), self.name.clone()).map_err(refused)?;
        let mut tls = StreamOwned::new(connection, plain);
        while tls.conn.is_handshaking() {
            tls.conn.complete_io(&mut tls.sock).map_err(|error| match is_late(&error) {
                true => error,
                false => io::Error::other(error.to_string()),
            })?;
        }
        Ok(Socket::Tls(Box::new(tls)))
    }
}
