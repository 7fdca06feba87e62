//! Comments that the database keeps.

use super::quote;
use crate::{
    schema::meta::TableMeta,
    sql::{DialectKind, Style, Writer},
};

/// A declared comment as the database keeps it: a doc comment without the space in front of each line.
pub fn comment(declared: Option<&str>) -> String {
    let lines = declared.unwrap_or_default().lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
    lines.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

/// COMMENT ON, for PostgreSQL. MySQL has comments in CREATE TABLE, SQLite has none.
pub(super) fn statements(table: &TableMeta, style: Style) -> Vec<String> {
    if style.kind != DialectKind::Postgres {
        return Vec::new();
    }
    let mut statements = Vec::new();
    let mut add = |what: &str, column: Option<&str>, text: String| {
        if text.is_empty() {
            return;
        }
        let mut w = Writer::new(style);
        w.lit("COMMENT ON ");
        w.lit(what);
        quote::name(&mut w, table.schema, table.name);
        if let Some(column) = column {
            w.lit(".");
            w.ident(column);
        }
        w.lit(" IS ");
        w.lit(&quote::text(&text, style.kind));
        statements.push(w.finish());
    };
    add("TABLE ", None, comment(table.comment));
    for column in table.columns {
        add("COLUMN ", Some(column.name), comment(column.comment));
    }
    statements
}

/// ` COMMENT '..'`, for MySQL and MariaDB.
pub(super) fn inline(w: &mut Writer, before: &str, declared: Option<&str>) {
    let text = comment(declared);
    if w.style().kind.is_mysql() && !text.is_empty() {
        w.lit(before);
        // Only a literal can stand here. A backslash in it means itself in the sessions of Aludel.
        w.lit(&format!("'{}'", text.replace('\'', "''")));
    }
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn a_doc_comment_loses_what_is_not_said() {
        assert_eq!(comment(Some(" Somebody who\n can sign in. \n")), "Somebody who\ncan sign in.");
        assert_eq!(comment(None), "");
    }
}
