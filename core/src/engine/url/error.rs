//! What can be wrong with a database URL.

use std::fmt;

/// What is wrong with a database URL, and what to write instead.
///
/// No message holds the URL, the password, or a part that a forgotten escape may have made of the
/// password.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UrlError {
    /// There is no text, or only white space.
    Empty,
    /// A control character stands in the URL unencoded; most often a line end.
    ControlCharacter,
    /// The URL does not begin with a scheme and a colon.
    NoScheme,
    /// No backend takes this scheme. Raised by the engine, which knows its backends; never by
    /// [`DatabaseUrl::parse`](super::DatabaseUrl::parse).
    UnknownScheme {
        /// The scheme of the URL.
        scheme: String,
        /// The schemes that would do.
        known: Vec<&'static str>,
    },
    /// The scheme is that of a server, but no `//` follows it.
    MissingSlashes {
        /// The scheme of the URL.
        scheme: String,
    },
    /// The URL is a `file:` URI, or its path is one.
    FileUri,
    /// A SQLite URL has no path.
    MissingPath,
    /// A SQLite URL has text directly after two slashes, where a server's host would stand.
    SqliteHost,
    /// An `@` stands elsewhere than between user and host.
    UnencodedAt,
    /// A port is given, but no host.
    MissingHost,
    /// The host is neither a name nor an address.
    InvalidHost,
    /// The URL has more than one host.
    SeveralHosts,
    /// The port is not a number, or not a possible one.
    InvalidPort,
    /// There is a password, but no user.
    PasswordWithoutUser,
    /// The scheme has no such option.
    UnknownOption {
        /// The name that was given, up to the first character that no option has in its name.
        option: String,
        /// The scheme of the URL.
        scheme: String,
        /// The options that the scheme has.
        known: Vec<&'static str>,
    },
    /// An option has no `=`.
    OptionWithoutValue {
        /// Which one, counted from 1. (Its text is not told: it may be the rest of a password with
        /// an `&` in it.)
        position: usize,
    },
    /// An option has a value that it cannot have.
    InvalidOptionValue {
        /// The name of the option.
        option: &'static str,
        /// What may be written.
        allowed: String,
    },
    /// An option is there twice, under its name or another, or also stands in the address.
    GivenTwice {
        /// The name of the option.
        option: String,
    },
    /// An option does not go with another part of the URL.
    Contradiction {
        /// The name of the option.
        option: &'static str,
        /// The other part, in words.
        other: &'static str,
    },
    /// An option names whom to trust, but the server's certificate is not to be checked.
    UncheckedCertificate {
        /// The name of the option.
        option: &'static str,
        /// What has the certificate checked.
        mode: &'static str,
    },
    /// A `%` is not followed by two hexadecimal digits.
    BadEscape {
        /// The part of the URL, in words.
        part: String,
    },
    /// The decoded bytes are not UTF-8.
    NotUtf8 {
        /// The part of the URL, in words.
        part: String,
    },
    /// The decoded text has a zero byte, which no database takes.
    ZeroByte {
        /// The part of the URL, in words.
        part: String,
    },
}

impl std::error::Error for UrlError {}

impl fmt::Display for UrlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str(
                "the database URL is empty; write one such as `sqlite:file.db` or \
                 `postgres://user@host/database`",
            ),
            Self::ControlCharacter => f.write_str(
                "the database URL has a control character in it, such as a line end; remove it, or \
                 percent-encode it",
            ),
            Self::NoScheme => f.write_str(
                "the database URL has no scheme; begin it with one, such as `sqlite:file.db` or \
                 `postgres://user@host/database`",
            ),
            Self::UnknownScheme { scheme, known } => {
                write!(f, "no backend for the scheme `{scheme}` of the database URL; write one of {}", list(known))
            }
            Self::MissingSlashes { scheme } => {
                write!(f, "`{scheme}:` must be followed by `//`; write `{scheme}://user@host/database`")
            }
            Self::FileUri => {
                f.write_str("`file:` URIs are not supported; write `sqlite:` and the path, and the options after a `?`")
            }
            Self::MissingPath => f.write_str(
                "the SQLite URL has no path; write `sqlite:file.db`, or `sqlite::memory:` for a database \
                 in memory",
            ),
            Self::SqliteHost => f.write_str(
                "a SQLite URL has no host; write `sqlite:///file.db` for a relative path, \
                 `sqlite:////dir/file.db` for an absolute one",
            ),
            Self::UnencodedAt => f.write_str(
                "the database URL has an `@` that does not separate user and host; in a user, password, \
                 database or option write `%40` for `@`, `%2F` for `/`, `%3F` for `?`",
            ),
            Self::MissingHost => f.write_str("the port has no host before it; write `host:port`"),
            Self::InvalidHost => f.write_str(
                "the host is not valid; write a name of ASCII letters, digits, `-`, `_` and `.`, an IPv4 \
                 address, an IPv6 address in brackets such as `[::1]`, or the percent-encoded absolute \
                 path of a socket",
            ),
            Self::SeveralHosts => f.write_str("the database URL has several hosts, which is not supported; write one"),
            Self::InvalidPort => f.write_str("the port is not valid; write a number from 1 to 65535"),
            Self::PasswordWithoutUser => f.write_str("there is a password but no user; write `user:password@host`"),
            Self::UnknownOption { option, scheme, known } => {
                write!(f, "`{scheme}` has no option `{option}`; the options are {}", list(known))
            }
            Self::OptionWithoutValue { position } => write!(
                f,
                "option number {position} has no value; write `name=value`, with `&` between options and \
                 `%26` for an `&` in a value"
            ),
            Self::InvalidOptionValue { option, allowed } => {
                write!(f, "the value of the option `{option}` is not valid; write {allowed}")
            }
            Self::GivenTwice { option } => write!(f, "`{option}` is given twice; keep one"),
            Self::Contradiction { option, other } => {
                write!(f, "the option `{option}` contradicts {other}; remove one of them")
            }
            Self::UncheckedCertificate { option, mode } => write!(
                f,
                "the option `{option}` has no effect unless the server's certificate is checked; write \
                 `{mode}` too, or remove `{option}`"
            ),
            Self::BadEscape { part } => {
                write!(f, "{part} has a `%` without two hexadecimal digits; write `%25` for a percent sign")
            }
            Self::NotUtf8 { part } => {
                write!(f, "{part} is not UTF-8 after decoding; percent-encode the bytes of its UTF-8 text")
            }
            Self::ZeroByte { part } => write!(f, "{part} has a zero byte (`%00`); remove it"),
        }
    }
}

/// Words for a message: `` `a`, `b`, `c` ``.
pub(super) fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
