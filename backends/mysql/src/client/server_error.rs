//! What the server refuses, and why.

use super::body::Body;
use std::fmt;

/// An error of the server, in its parts.
#[derive(Default)]
pub(crate) struct ServerError {
    pub(crate) code: u16,
    /// The SQLSTATE, five characters; none before the session begins.
    pub(crate) state: String,
    /// In the language of the server; may quote values.
    pub(crate) message: String,
}

impl ServerError {
    /// Reads an ERR packet. Before the encoding is agreed on, its text may be in another one.
    #[cold]
    pub(crate) fn read(packet: &[u8]) -> Self {
        let mut body = Body(packet.get(1..).unwrap_or_default());
        let code = body.u16().unwrap_or_default();
        let (state, message) = match body.0 {
            [b'#', state @ ..] => state.split_at(state.len().min(5)),
            message => (&[][..], message),
        };
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        Self { code, state: text(state), message: text(message) }
    }

    /// Whether the server ends the connection with it: it shuts down, or somebody has killed the connection, or it was idle
    /// for too long.
    pub(crate) fn is_end(&self) -> bool {
        matches!(self.code, 1053 | 1077 | 1152 | 1158..=1161 | 1184 | 1927 | 2006 | 2013 | 3169 | 4031)
    }
}

/// Without the text, which quotes values.
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
        let error = ServerError::read(b"\xff\x87\x07#70100Connection was killed");
        assert_eq!((error.code, &*error.state, &*error.message), (1927, "70100", "Connection was killed"));
        assert!(error.is_end());
        assert_eq!(format!("{error:?}"), "ServerError { code: 1927, .. }");
        let error = ServerError::read(b"\xff\x10\x04Too many connections");
        assert_eq!((error.code, &*error.state, &*error.message), (1040, "", "Too many connections"));
    }

    #[test]
    fn what_is_cut_off_does_no_harm() {
        assert_eq!(ServerError::read(b"\xff\x87\x07#70").state, "70");
        assert_eq!(ServerError::read(b"\xff\x87").code, 0);
        assert_eq!(ServerError::read(b"").code, 0);
    }
}
