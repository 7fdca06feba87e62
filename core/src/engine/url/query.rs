//! The part of a URL after `?`, still as text: which options there are, and reading one of them.

use percent_encoding::percent_decode_str;

use super::error::{UrlError, list};

/// The largest number that an option may have: SQLite and the drivers count in a C `int`.
const MAX_NUMBER: u32 = i32::MAX as u32;

/// The options of every scheme.
pub(super) const POOL_OPTIONS: &[&str] = &["pool_size", "pool_timeout"];
const SQLITE_OPTIONS: &[&str] = &["mode", "busy_timeout", "foreign_keys", "journal_mode", "synchronous", "temp_store"];
const POSTGRES_OPTIONS: &[&str] = &[
    "sslmode",
    "sslrootcert",
    "application_name",
    "connect_timeout",
    "host",
    "port",
    "user",
    "password",
    "dbname",
    "options",
];
const MYSQL_OPTIONS: &[&str] =
    &["socket", "unix_socket", "sslmode", "ssl-mode", "ssl-ca", "connect_timeout", "charset"];

/// The options after `?`, decoded, each once and under its first name, in their order.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Options(pub(super) Vec<(String, String)>);

impl Options {
    pub(super) fn parse(scheme: &str, query: &str) -> Result<Self, UrlError> {
        let mut options = Options(Vec::new());
        let known = known_options(scheme);
        for (index, option) in query.split('&').enumerate().filter(|(_, option)| !option.is_empty()) {
            let (name, value) = option.split_once('=').ok_or(UrlError::OptionWithoutValue { position: index + 1 })?;
            let name = decode(name, "the name of an option")?;
            let shown = presentable(&name);
            if !known.is_empty() && !known.contains(&name.as_str()) && !POOL_OPTIONS.contains(&name.as_str()) {
                let known = [known, POOL_OPTIONS].concat();
                return Err(UrlError::UnknownOption { option: shown.into(), scheme: scheme.into(), known });
            }
            let value = decode(value, &format!("the value of the option `{shown}`"))?;
            let name = canonical(scheme, &name);
            if options.get(name).is_some() {
                return Err(UrlError::GivenTwice { option: presentable(name).into() });
            }
            options.0.push((name.into(), value));
        }
        Ok(options)
    }

    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn take(&mut self, name: &str) -> Option<String> {
        let index = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(index).1)
    }

    /// An option that is one of a few words, in any case.
    pub(super) fn word<T: Copy>(&self, option: &'static str, words: &[(&str, T)]) -> Result<Option<T>, UrlError> {
        let Some(value) = self.get(option) else {
            return Ok(None);
        };
        match words.iter().find(|(word, _)| word.eq_ignore_ascii_case(value)) {
            Some((_, meaning)) => Ok(Some(*meaning)),
            None => {
                let words: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let one_of = if words.len() == 1 { "" } else { "one of " };
                Err(UrlError::InvalidOptionValue { option, allowed: format!("{one_of}{}", list(&words)) })
            }
        }
    }

    /// An option that is a count of some unit.
    pub(super) fn number(&self, option: &'static str, unit: &str, least: u32) -> Result<Option<u32>, UrlError> {
        let Some(value) = self.get(option) else {
            return Ok(None);
        };
        match number(value).filter(|number| (least..=MAX_NUMBER).contains(number)) {
            Some(number) => Ok(Some(number)),
            None => {
                let allowed = format!("a whole number of {unit} from {least} to {MAX_NUMBER}");
                Err(UrlError::InvalidOptionValue { option, allowed })
            }
        }
    }
}

/// The options of a scheme beside those of the pool; none for a scheme that is not known here.
pub(super) fn known_options(scheme: &str) -> &'static [&'static str] {
    match scheme {
        "sqlite" => SQLITE_OPTIONS,
        "postgres" => POSTGRES_OPTIONS,
        "mysql" | "mariadb" => MYSQL_OPTIONS,
        _ => &[],
    }
}

/// The first name of an option that has two.
pub(super) fn canonical<'a>(scheme: &str, name: &'a str) -> &'a str {
    match (scheme, name) {
        ("mysql" | "mariadb", "unix_socket") => "socket",
        ("mysql" | "mariadb", "ssl-mode") => "sslmode",
        _ => name,
    }
}

/// Undoes percent-encoding, strictly.
pub(super) fn decode(text: &str, part: &str) -> Result<String, UrlError> {
    for (at, _) in text.match_indices('%') {
        let digits = text.as_bytes().get(at + 1..at + 3);
        if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
            return Err(UrlError::BadEscape { part: part.into() });
        }
    }
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| UrlError::NotUtf8 { part: part.into() })?;
    if decoded.contains('\0') {
        return Err(UrlError::ZeroByte { part: part.into() });
    }
    Ok(decoded.into_owned())
}

/// Digits and nothing else, which `u32::from_str` would not insist on.
pub(super) fn number(text: &str) -> Option<u32> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Nothing for an empty text: empty parts are as good as absent, as in libpq.
pub(super) fn some(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The beginning of a name that looks like the name of an option; the rest may be a misplaced
/// value.
fn presentable(name: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    &name[..name.find(|c| !is_name(c)).unwrap_or(name.len())]
}
