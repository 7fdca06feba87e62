//! The SQL type of a column.

use super::{quote, style::style_of};
use crate::{
    schema::meta::ColumnMeta,
    sql::{DialectKind, Writer},
    value::SqlType,
};
use std::borrow::Cow;

/// The longest VARCHAR of PostgreSQL, in characters.
const POSTGRES_VARCHAR: u32 = 10_485_760;
/// The longest VARCHAR of MySQL in utf8mb4, in characters.
const MYSQL_VARCHAR: u32 = 16_383;
/// The longest VARCHAR of MySQL that can be in a key, in characters.
pub(super) const MYSQL_KEY: u32 = 768;
/// The length of an enum's text on MySQL; long, so that another value does not change the type.
const MYSQL_ENUM: u32 = 255;

/// The SQL type of a column.
pub fn sql_type(column: &ColumnMeta, dialect: DialectKind) -> Cow<'static, str> {
    if let Some(explicit) = column.sql_types.get(dialect) {
        return explicit.into();
    }
    let names = match column.ty {
        // Only PostgreSQL has them; `check` says so of the others.
        SqlType::Array(of) => return format!("{}[]", postgres_name(column, *of)).into(),
        SqlType::Range(_) | SqlType::Interval => return column.ty.postgres_name().into(),
        SqlType::Bool => ["INTEGER", "BOOLEAN"],
        SqlType::I16 => ["INTEGER", "SMALLINT"],
        SqlType::I32 => ["INTEGER", "INT"],
        SqlType::I64 => ["INTEGER", "BIGINT"],
        SqlType::F32 => ["REAL", "FLOAT"],
        SqlType::F64 => ["REAL", "DOUBLE"],
        SqlType::Text => ["TEXT", "LONGTEXT"],
        SqlType::Bytes => ["BLOB", "LONGBLOB"],
        SqlType::Uuid => ["BLOB", "BINARY(16)"],
        SqlType::Date => ["TEXT", "DATE"],
        SqlType::Time => ["TEXT", "TIME(6)"],
        SqlType::Timestamp | SqlType::TimestampTz => ["TEXT", "DATETIME(6)"],
        // SQLite has no exact decimals; NUMERIC would store 5.0 as the integer 5, and 5 / 2 would be 2.
        SqlType::Decimal => ["REAL", "DECIMAL(38, 10)"],
        SqlType::Json => ["TEXT", "JSON"],
    };
    match (dialect, column.ty, column.decimal) {
        (DialectKind::Sqlite, ..) => names[0].into(),
        (DialectKind::Postgres, SqlType::Decimal, Some((p, s))) => format!("numeric({p}, {s})").into(),
        (DialectKind::Postgres, ..) => match varchar(column, dialect) {
            Some(n) => format!("varchar({n})").into(),
            None => column.ty.postgres_name().into(),
        },
        (_, SqlType::Decimal, Some((p, s))) => format!("DECIMAL({p}, {s})").into(),
        _ => match varchar(column, dialect) {
            Some(n) => format!("VARCHAR({n})").into(),
            None => names[1].into(),
        },
    }
}

/// The type of an array's values.
fn postgres_name(column: &ColumnMeta, of: SqlType) -> Cow<'static, str> {
    sql_type(&ColumnMeta { ty: of, ..*column }, DialectKind::Postgres)
}

/// How long a VARCHAR the column is, if it is one.
pub(super) fn varchar(column: &ColumnMeta, dialect: DialectKind) -> Option<u32> {
    if column.ty != SqlType::Text || column.sql_types.get(dialect).is_some() {
        return None;
    }
    match dialect {
        DialectKind::Postgres => column.max_len.filter(|&n| n <= POSTGRES_VARCHAR),
        DialectKind::MySql | DialectKind::MariaDb => {
            let longest = column.variants.iter().map(|v| v.chars().count() as u32).max();
            column.max_len.or(longest.map(|n| n.max(MYSQL_ENUM))).filter(|&n| n <= MYSQL_VARCHAR)
        }
        DialectKind::Sqlite | DialectKind::Other => None,
    }
}

/// The CHECK of a length that the type does not hold.
pub(super) fn length_check(column: &ColumnMeta, dialect: DialectKind) -> Option<String> {
    let longest = column.max_len?;
    let function = match dialect {
        DialectKind::Sqlite => "length",
        // An explicit type says for itself.
        _ if varchar(column, dialect).is_some() || column.sql_types.get(dialect).is_some() => return None,
        _ => "char_length",
    };
    Some(format!("{function}({}) <= {longest}", quoted(column, dialect)))
}

/// Whether a table of SQLite with such a column can be STRICT.
pub(super) fn is_strict(column: &ColumnMeta) -> bool {
    ["INTEGER", "REAL", "TEXT", "BLOB", "INT", "ANY"]
        .iter()
        .any(|strict| strict.eq_ignore_ascii_case(&sql_type(column, DialectKind::Sqlite)))
}

/// The quoted name of a column.
pub(super) fn quoted(column: &ColumnMeta, dialect: DialectKind) -> String {
    let Ok(style) = style_of(dialect) else { return column.name.to_owned() };
    let mut writer = Writer::new(style);
    writer.ident(column.name);
    writer.finish()
}

/// A UUID in hexadecimal, with hyphens or without, as a literal.
pub(super) fn uuid(text: &str, dialect: DialectKind) -> Option<String> {
    let digits: String = text.chars().filter(|&c| c != '-').collect();
    if digits.len() != 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    Some(match dialect {
        DialectKind::Postgres => quote::text(text, dialect),
        _ => format!("X'{}'", digits.to_ascii_uppercase()),
    })
}
