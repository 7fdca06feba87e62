//! Names, and values as literals.

use crate::sql::{DialectKind, Writer};
use std::fmt::Write;

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
    fn a_quote_ends_no_literal() {
        assert_eq!(text("it's", DialectKind::Sqlite), "'it''s'");
        assert_eq!(text(r"a\'", DialectKind::Postgres), r"'a\'''");
        assert_eq!(text(r"\'", DialectKind::MySql), "convert(X'5C27' USING utf8mb4)");
    }
}
