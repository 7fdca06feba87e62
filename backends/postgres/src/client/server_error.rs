//! What the server refuses, and why.

use super::body::Body;
use std::fmt;

/// An error of the server, in its parts.
#[derive(Default)]
pub(crate) struct ServerError {
    /// The SQLSTATE, five characters.
    pub(crate) code: String,
    /// In the language of the server; may quote values.
    pub(crate) message: String,
    /// May quote values.
    pub(crate) detail: Option<String>,
    /// What could be done.
    pub(crate) hint: Option<String>,
    /// The character of the statement, counted from 1.
    pub(crate) position: Option<u32>,
    pub(crate) table: Option<String>,
    pub(crate) column: Option<String>,
    pub(crate) constraint: Option<String>,
    /// The function of the server's source, which tells errors of one code apart in every language.
    pub(crate) routine: Option<String>,
    /// The server ends the connection.
    pub(crate) fatal: bool,
}

impl ServerError {
    /// Reads an ErrorResponse. Before the encoding is agreed on, its text may be in another one.
    #[cold]
    pub(crate) fn read(message: &[u8]) -> Self {
        let mut error = ServerError::default();
        let mut body = Body(message);
        while let Ok(field @ 1..) = body.u8() {
            let Ok(text) = body.bytes_to_nul() else { break };
            let text = String::from_utf8_lossy(text).into_owned();
            match field {
                b'C' => error.code = text,
                b'M' => error.message = text,
                b'D' => error.detail = Some(text),
                b'H' => error.hint = Some(text),
                b'P' => error.position = text.parse().ok(),
                b't' => error.table = Some(text),
                b'c' => error.column = Some(text),
                b'n' => error.constraint = Some(text),
                b'R' => error.routine = Some(text),
                // The severity, not translated.
                b'V' => error.fatal = matches!(&*text, "FATAL" | "PANIC"),
                _ => {}
            }
        }
        error
    }
}

/// Without the texts, which quote values.
impl fmt::Debug for ServerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerError").field("code", &self.code).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_told_apart() {
        let error = ServerError::read(b"SFEHLER\0VFATAL\0C57P01\0Mended\0P7\0Zunknown\0\0");
        assert!(error.fatal);
        assert_eq!((&*error.code, &*error.message, error.position), ("57P01", "ended", Some(7)));
        assert_eq!(format!("{error:?}"), "ServerError { code: \"57P01\", .. }");
    }

    #[test]
    fn what_is_cut_off_does_no_harm() {
        assert_eq!(ServerError::read(b"C42601\0Mcut").code, "42601");
        assert_eq!(ServerError::read(b"").code, "");
    }
}
