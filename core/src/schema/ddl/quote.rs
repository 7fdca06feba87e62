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
    if matches!(dialect, DialectKind::MySql | DialectKind::MariaDb) && text.contains('\\') {
        return format!("convert({} USING utf8mb4)", bytes(text.as_bytes()));
    }
    format!("'{}'", text.replace('\'', "''"))
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
    fn a_quote_ends_no_literal() {
        assert_eq!(text("it's", DialectKind::Sqlite), "'it''s'");
        assert_eq!(text(r"a\'", DialectKind::Postgres), r"'a\'''");
        assert_eq!(text(r"\'", DialectKind::MySql), "convert(X'5C27' USING utf8mb4)");
    }
}
