//! Whether a connection is to be encrypted.

#[cfg(feature = "tls")]
use crate::tls::Tls;
use aludel_core::{Error, ErrorKind, Result, engine::TlsMode};
use std::path::Path;

/// Whether a connection is encrypted; without the feature `tls`, it is not.
#[derive(Debug, Clone)]
pub enum Encryption {
    /// It is not.
    No,
    /// If the server can.
    #[cfg(feature = "tls")]
    Preferred(Tls),
    /// Or there is none.
    #[cfg(feature = "tls")]
    Required(Tls),
}

/// The options of a URL that are about encryption, by name, for messages.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What says how much is asked for.
    pub mode: &'static str,
    /// What names the file of authorities.
    pub authorities: &'static str,
}

/// How a connection is encrypted to a host, if it is. The file holds the authorities that are trusted
/// instead of the system's.
///
/// # Errors
/// `Url` where the program was built without encryption and the mode insists on it. If certificates are to be checked:
/// `Url`, if no authority can be read from the file; `Connect`, if there is no file and the system trusts no authority.
pub fn encryption(mode: TlsMode, host: &str, file: Option<&Path>, options: Options) -> Result<Encryption> {
    #[cfg(feature = "tls")]
    return match mode {
        TlsMode::Disable => Ok(Encryption::No),
        TlsMode::Prefer => Tls::new(mode, host, file, options).map(Encryption::Preferred),
        TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => {
            Tls::new(mode, host, file, options).map(Encryption::Required)
        }
    };
    #[cfg(not(feature = "tls"))]
    {
        let (_, _) = (host, file);
        match mode {
            TlsMode::Disable | TlsMode::Prefer => Ok(Encryption::No),
            TlsMode::Require | TlsMode::VerifyCa | TlsMode::VerifyFull => Err(unavailable(options)),
        }
    }
}

#[cfg_attr(feature = "tls", expect(dead_code))]
fn unavailable(options: Options) -> Error {
    let message = format!(
        "the option `{}` of the URL asks for an encrypted connection, which this program was built without; enable the \
         feature `tls` of `aludel`",
        options.mode
    );
    Error::new(ErrorKind::Url, message)
}
