//! Broken constraints as data.

use crate::client::server_error::ServerError;
use aludel_core::{Constraint, ConstraintKind, Error, ErrorKind};

/// The kind of constraint that an SQLSTATE of class 23 is about.
pub(crate) fn kind(code: &str) -> Option<ConstraintKind> {
    match code {
        "23505" => Some(ConstraintKind::Unique),
        // The second is that of RESTRICT.
        "23503" | "23001" => Some(ConstraintKind::ForeignKey),
        "23502" => Some(ConstraintKind::NotNull),
        "23514" => Some(ConstraintKind::Check),
        "23P01" => Some(ConstraintKind::Exclusion),
        _ => None,
    }
}

/// The error for a broken constraint. The server's own text is not in it, since it quotes values.
pub(crate) fn broken(server: &ServerError) -> Error {
    let kind = kind(&server.code).unwrap_or(ConstraintKind::Check);
    let table = server.table.clone();
    let name = server.constraint.clone();
    let columns = match (kind, &server.column, server.detail.as_deref()) {
        (_, Some(column), _) => vec![column.clone()],
        (ConstraintKind::Check | ConstraintKind::NotNull, ..) | (.., None) => Vec::new(),
        (ConstraintKind::ForeignKey, _, Some(detail)) if is_about_parent(detail, server.table.as_deref()) => Vec::new(),
        (.., Some(detail)) => key_columns(detail),
    };
    let constraint = Constraint { kind, name, table, columns };
    Error::new(ErrorKind::Constraint, message(&constraint)).with_constraint(constraint)
}

/// Whether the key in the detail is that of a row that others still refer to, not of the referring row.
///
/// `Key (id)=(1) is still referenced from table "posts".` names the constraint's table, where
/// `Key (author_id)=(5) is not present in table "users".` names the other.
fn is_about_parent(detail: &str, table: Option<&str>) -> bool {
    let names_own = table.is_some_and(|table| {
        detail.rfind(")").is_some_and(|end| detail[end..].contains(table)) && !detail.contains(" is not present in ")
    });
    names_own || detail.contains(" is still referenced from ")
}

/// The columns of `Key (author_id, "Lang")=(5, en) already exists.`; expressions among them are left out.
fn key_columns(detail: &str) -> Vec<String> {
    let Some((_, rest)) = detail.split_once('(') else { return Vec::new() };
    let mut columns = Vec::new();
    let mut column = String::new();
    let (mut quoted, mut depth, mut plain) = (false, 0, true);
    let mut chars = rest.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => column.extend(chars.next()),
            '"' => quoted = !quoted,
            _ if quoted => column.push(c),
            ')' if depth == 0 => {
                // Without `=(` these were not names.
                if chars.next() != Some('=') || chars.next() != Some('(') {
                    return Vec::new();
                }
                if plain {
                    columns.push(column);
                }
                return columns;
            }
            ',' if depth == 0 => {
                let done = std::mem::take(&mut column);
                if plain {
                    columns.push(done);
                }
                plain = true;
            }
            ' ' if column.is_empty() => {}
            '(' => (depth, plain) = (depth + 1, false),
            ')' => depth -= 1,
            c if c.is_alphanumeric() || c == '_' || c == '$' => column.push(c),
            _ => plain = false,
        }
    }
    // The end is missing, so this was something else.
    Vec::new()
}

fn message(constraint: &Constraint) -> String {
    let quoted = |name: &Option<String>| name.as_ref().map(|name| format!("`{name}`"));
    let name = quoted(&constraint.name).map(|name| format!(" (constraint {name})")).unwrap_or_default();
    let table = quoted(&constraint.table).unwrap_or_else(|| "the table".into());
    let columns = constraint.columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
    match constraint.kind {
        ConstraintKind::Unique if columns.is_empty() => format!("{table} already has a row with the same key{name}"),
        ConstraintKind::Unique => format!("{table} already has a row with the same {columns}{name}"),
        ConstraintKind::ForeignKey if columns.is_empty() => {
            format!("rows of {table} still refer to this row, or the row they refer to is missing{name}")
        }
        ConstraintKind::ForeignKey => format!("the row that {columns} of {table} refers to does not exist{name}"),
        ConstraintKind::NotNull if columns.is_empty() => format!("a value of {table} cannot be NULL{name}"),
        ConstraintKind::NotNull => format!("{columns} of {table} cannot be NULL"),
        ConstraintKind::Exclusion => format!("a row of {table} excludes this one{name}"),
        _ => format!("a check of {table} refuses this row{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_read_without_their_values() {
        for (detail, columns) in [
            ("Key (email)=(a@b, c) already exists.", &["email"][..]),
            ("Key (a, \"B c\", \"d\"\"e\")=(1, 2, 3) already exists.", &["a", "B c", "d\"e"]),
            ("Key (lower(name), lang)=(ann, en) already exists.", &["lang"]),
            (
                "Key (room, during)=(1, [1,5)) conflicts with existing key (room, during)=(1, [2,3)).",
                &["room", "during"],
            ),
            ("Schlüssel »(email)=(x)« existiert bereits.", &["email"]),
            ("Failing row contains (1, x).", &[]),
            ("Failing row contains (x)", &[]),
            ("", &[]),
        ] {
            assert_eq!(key_columns(detail), columns, "{detail}");
        }
    }

    #[test]
    fn the_side_of_a_foreign_key_is_told() {
        assert!(!is_about_parent("Key (author_id)=(5) is not present in table \"users\".", Some("posts")));
        assert!(is_about_parent("Key (id)=(1) is still referenced from table \"posts\".", Some("posts")));
        assert!(!is_about_parent("Key (parent)=(1) is not present in table \"nodes\".", Some("nodes")));
        assert!(is_about_parent("Schlüssel (id)=(1) wird noch aus Tabelle »posts« verwiesen.", Some("posts")));
    }
}
