//! What rows get in a column that `down` brings back without its values.

use crate::{
    model::{Column, Index, IndexPart, Table},
    reflect::texts,
};
use aludel_core::sql::DialectKind;

/// What the rows that are there get in a column that comes back.
#[derive(Debug, PartialEq)]
pub(super) enum Filler {
    /// NULL, its default, or what is computed.
    Own,
    /// This value.
    Neutral(String),
    /// Nothing fits: it is part of a key, or of a type without such a value.
    Nothing,
}

/// What fills a column of `to` that `from` does not have.
pub(super) fn filler(column: &Column, from: &Table, to: &Table, dialect: DialectKind) -> Filler {
    if column.nullable || column.default.is_some() || column.auto || column.generated.is_some() {
        return Filler::Own;
    }
    match neutral(column, to, dialect).filter(|_| !is_keyed(column, from, to)) {
        Some(value) => Filler::Neutral(value),
        None => Filler::Nothing,
    }
}

/// Whether the same value in all rows breaks a key.
fn is_keyed(column: &Column, from: &Table, to: &Table) -> bool {
    let has = |columns: &[String]| columns.contains(&column.name);
    // Rows that differ in what is unique before differ.
    let differ = |columns: &[String]| {
        let mut before = from.primary_key.iter().chain(&from.unique);
        before.any(|key| key.columns.iter().all(|name| columns.contains(name)))
    };
    let index = |index: &&Index| index.unique && index.parts.contains(&IndexPart::Column(column.name.clone()));
    to.foreign_keys.iter().any(|key| has(&key.columns))
        || to.primary_key.iter().chain(&to.unique).any(|key| has(&key.columns) && !differ(&key.columns))
        || to.indexes.iter().any(|one| index(&one))
}

/// Zero, an empty text, the beginning of 1970; the first one of a list of values.
fn neutral(column: &Column, table: &Table, dialect: DialectKind) -> Option<String> {
    let listed = table.checks.iter().filter_map(|check| texts::enum_values(&check.sql, dialect.is_mysql()));
    let first = listed.filter(|(of, _)| *of == column.name).find_map(|(_, values)| values.into_iter().next());
    if let Some(value) = first.or_else(|| texts::enum_type(&column.ty)?.into_iter().next()) {
        return Some(super::write::text(&value));
    }
    let ty = column.ty.to_ascii_lowercase();
    let base = ty.split(['(', ' ']).next().unwrap_or_default();
    let text = |text: &str| Some(format!("'{text}'"));
    match dialect {
        DialectKind::Sqlite if ty.contains("int") => Some("0".to_owned()),
        DialectKind::Sqlite if ["char", "clob", "text"].iter().any(|word| ty.contains(word)) => text(""),
        DialectKind::Sqlite if ty.is_empty() || ty.contains("blob") => Some("X''".to_owned()),
        DialectKind::Sqlite => Some("0".to_owned()),
        DialectKind::Postgres => match base {
            _ if ty.ends_with("[]") => text("{}"),
            "boolean" => Some("false".to_owned()),
            "smallint" | "integer" | "bigint" | "real" | "double" | "numeric" => Some("0".to_owned()),
            "text" | "varchar" | "char" | "bytea" => text(""),
            "uuid" => text("00000000-0000-0000-0000-000000000000"),
            "date" => text("1970-01-01"),
            "time" => text("00:00"),
            "timestamp" => text("1970-01-01 00:00:00"),
            "timestamptz" => text("1970-01-01 00:00:00+00"),
            "json" | "jsonb" => text("null"),
            _ if base.ends_with("range") => text("empty"),
            _ => None,
        },
        _ => match base {
            "boolean" | "tinyint" | "smallint" | "mediumint" | "int" | "bigint" | "float" | "double" | "decimal" => {
                Some("0".to_owned())
            }
            "char" | "varchar" | "varbinary" => text(""),
            // A literal cannot be the default of a long one, but an expression can.
            "tinytext" | "text" | "mediumtext" | "longtext" | "tinyblob" | "blob" | "mediumblob" | "longblob" => {
                Some("('')".to_owned())
            }
            "binary" => {
                let length = ty.strip_prefix("binary(")?.strip_suffix(')')?.parse::<usize>().ok()?;
                Some(format!("X'{}'", "00".repeat(length)))
            }
            "date" => text("1970-01-01"),
            "time" => text("00:00:00"),
            "datetime" | "timestamp" => text("1970-01-02 00:00:00"),
            "year" => text("1970"),
            "json" => Some("('null')".to_owned()),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Check, Key};

    fn column(name: &str, ty: &str) -> Column {
        Column { nullable: false, ..Column::new(name.to_owned(), ty.to_owned()) }
    }

    fn table(columns: Vec<Column>) -> Table {
        let key = Key { name: String::new(), columns: vec!["id".to_owned()] };
        Table { columns, primary_key: Some(key), ..Table::new(None, "t".to_owned()) }
    }

    #[test]
    fn rows_get_what_a_check_allows_and_no_key_forbids() {
        let from = table(vec![column("id", "bigint")]);
        let mut to = table(vec![column("id", "bigint"), column("state", "text")]);
        let found = |to: &Table| filler(&to.columns[1], &from, to, DialectKind::Postgres);
        assert_eq!(found(&to), Filler::Neutral("''".to_owned()));
        to.checks.push(Check { name: String::new(), sql: "\"state\" IN ('on', 'off')".to_owned() });
        assert_eq!(found(&to), Filler::Neutral("'on'".to_owned()));
        // With what is unique already, it is unique with any value.
        to.unique.push(Key { name: String::new(), columns: vec!["state".to_owned(), "id".to_owned()] });
        assert_eq!(found(&to), Filler::Neutral("'on'".to_owned()));
        to.unique.push(Key { name: String::new(), columns: vec!["state".to_owned()] });
        assert_eq!(found(&to), Filler::Nothing);
        to.columns[1].nullable = true;
        assert_eq!(found(&to), Filler::Own);
    }
}
