//! Names, and values as literals.

use crate::sql::{DialectKind, Writer};
use std::{borrow::Cow, fmt::Write};

/// A name, in its schema.
pub(super) fn name(w: &mut Writer, schema: Option<&str>, name: &str) {
    w.schema(schema);
    w.ident(name);
}

/// Text as a literal.
///
/// On MySQL and MariaDB a backslash means itself or not, by a setting of the session that runs the statement; written in
/// hexadecimal it always does. (A literal `_utf8mb4 X'..'` MariaDB writes into its catalog such that it cannot read it.)
pub(super) fn text(text: &str, dialect: DialectKind) -> String {
    if dialect.is_mysql() && text.contains('\\') {
        return format!("convert({} USING utf8mb4)", bytes(text.as_bytes()));
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// Text as part of an expression that the database keeps.
///
/// MySQL keeps one in words of its own, in which it cannot read a quote again while a backslash means itself: the table is lost
/// to the session. So it is written in hexadecimal there.
pub(super) fn kept_text(text: &str, dialect: DialectKind) -> String {
    match dialect {
        DialectKind::MySql if text.contains('\'') => format!("convert({} USING utf8mb4)", bytes(text.as_bytes())),
        _ => self::text(text, dialect),
    }
}

/// SQL of somebody's own that the database keeps: [`closed`], and on MySQL with its texts as that can read them again.
pub fn kept(sql: &str, dialect: DialectKind) -> Cow<'_, str> {
    if dialect != DialectKind::MySql || !sql.contains("''") {
        return closed(sql);
    }
    let (mut out, mut rest) = (String::new(), sql);
    while let Some(first) = rest.chars().next() {
        let end = whole_end(rest).unwrap_or(first.len_utf8());
        let (piece, after) = rest.split_at(end);
        let inner = piece.strip_prefix('\'').and_then(|text| text.strip_suffix('\''));
        // One with a word before it, such as `_latin1'..'`, is not only text.
        match inner.filter(|text| text.contains("''") && !out.ends_with(|c: char| c.is_alphanumeric() || c == '_')) {
            Some(text) => out += &kept_text(&text.replace("''", "'"), dialect),
            None => out += piece,
        }
        rest = after;
    }
    Cow::Owned(closed(&out).into_owned())
}

/// Where what begins here ends, if it is a whole to SQL: a text or a name in quotes, or a comment.
pub fn whole_end(sql: &str) -> Option<usize> {
    match sql.chars().next()? {
        quote @ ('\'' | '"' | '`') => Some(quoted_end(sql, quote)),
        '-' if sql.starts_with("--") => Some(sql.find('\n').unwrap_or(sql.len())),
        '/' if sql.starts_with("/*") => Some(sql.find("*/").map_or(sql.len(), |end| end + 2)),
        _ => None,
    }
}

/// Where what begins with a quote ends, the closing quote included; a quote that is doubled is part of it.
pub fn quoted_end(text: &str, quote: char) -> usize {
    let mut end = 1;
    while let Some(at) = text[end..].find(quote) {
        end += at + 1;
        if !text[end..].starts_with(quote) {
            return end;
        }
        end += 1;
    }
    text.len()
}

/// SQL of somebody's own, such that more can follow it: a comment at its end ends there.
pub fn closed(sql: &str) -> Cow<'_, str> {
    let last = sql.rsplit('\n').next().unwrap_or_default();
    // In a literal it is no comment, where the line break does no harm.
    if last.contains("--") || last.contains('#') { Cow::Owned(format!("{sql}\n")) } else { Cow::Borrowed(sql) }
}

/// Bytes as a literal of SQLite, MySQL and MariaDB.
pub(super) fn bytes(bytes: &[u8]) -> String {
    let mut sql = String::from("X'");
    for byte in bytes {
        let _ = write!(sql, "{byte:02X}");
    }
    sql.push('\'');
    sql
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comment_ends_where_the_condition_does() {
        assert_eq!(closed("a > 0 -- said so"), "a > 0 -- said so\n");
        assert_eq!(closed("a > 0 -- said so\nAND b"), "a > 0 -- said so\nAND b");
    }

    #[test]
    fn mysql_can_read_again_what_it_keeps() {
        let sql = "a IN ('it''s', 'b') -- it''s";
        assert_eq!(kept(sql, DialectKind::MariaDb), "a IN ('it''s', 'b') -- it''s\n");
        assert_eq!(kept(sql, DialectKind::MySql), "a IN (convert(X'69742773' USING utf8mb4), 'b') -- it''s\n");
        assert_eq!(kept("a = `it''s` OR a = _latin1'it''s'", DialectKind::MySql), "a = `it''s` OR a = _latin1'it''s'");
        assert_eq!(kept_text("it's", DialectKind::MySql), "convert(X'69742773' USING utf8mb4)");
        assert_eq!(kept_text("it's", DialectKind::Sqlite), "'it''s'");
    }

    #[test]
    fn a_quote_ends_no_literal() {
        assert_eq!(text("it's", DialectKind::Sqlite), "'it''s'");
        assert_eq!(text(r"a\'", DialectKind::Postgres), r"'a\'''");
        assert_eq!(text(r"\'", DialectKind::MySql), "convert(X'5C27' USING utf8mb4)");
    }
}
