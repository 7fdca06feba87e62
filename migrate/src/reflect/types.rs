//! Rust types for the types of a database.

use aludel_core::sql::DialectKind;

/// How a column is declared for its type.
#[derive(Debug, PartialEq)]
pub(super) struct RustType {
    /// The type.
    pub(super) name: &'static str,
    /// What is said of it: `max_len(50)`.
    pub(super) attribute: Option<String>,
    /// Whether the SQL type has to be told.
    pub(super) explicit: bool,
    /// What a reader should know.
    pub(super) remark: Option<&'static str>,
}

const PLAIN: fn(&'static str) -> RustType = |name| RustType { name, attribute: None, explicit: false, remark: None };
const EXPLICIT: fn(&'static str) -> RustType = |name| RustType { explicit: true, ..PLAIN(name) };
const STRANGE: &str = "has no counterpart in Rust that Aludel reads; cast it in queries, or give it a type of your own";

pub(super) const BYTES: &str = "Vec<u8>";
pub(super) const DECIMAL: &str = "rust_decimal::Decimal";
pub(super) const JSON: &str = "serde_json::Value";
pub(super) const LOCAL: &str = "chrono::NaiveDateTime";
pub(super) const MOMENT: &str = "chrono::DateTime<chrono::Utc>";

/// The Rust type of a SQL type.
pub(super) fn rust_type(ty: &str, dialect: DialectKind) -> RustType {
    // What is compared in its own way has to be told.
    let bare = ty.split([' ']).next().unwrap_or_default();
    let found = match dialect {
        DialectKind::Sqlite => sqlite(ty),
        DialectKind::Postgres => postgres(ty).or_else(|| postgres(ty.split(" COLLATE ").next()?).map(explicit)),
        _ => mysql(ty).or_else(|| mysql(bare).map(explicit)),
    };
    found.unwrap_or(RustType { remark: Some(STRANGE), ..EXPLICIT("String") })
}

fn explicit(found: RustType) -> RustType {
    RustType { explicit: true, attribute: None, ..found }
}

fn sqlite(ty: &str) -> Option<RustType> {
    let upper = ty.to_uppercase();
    let contains = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    Some(match &*upper {
        "INTEGER" => PLAIN("i64"),
        "TEXT" => PLAIN("String"),
        "REAL" => PLAIN("f64"),
        "BLOB" => PLAIN(BYTES),
        // As SQLite itself reads a type.
        _ if contains(&["BOOL"]) => EXPLICIT("bool"),
        _ if contains(&["INT"]) => EXPLICIT("i64"),
        _ if contains(&["CHAR", "CLOB", "TEXT", "DATE", "TIME", "JSON"]) => EXPLICIT("String"),
        _ if contains(&["REAL", "FLOA", "DOUB", "NUMERIC", "DECIMAL"]) => EXPLICIT("f64"),
        _ if upper.is_empty() || contains(&["BLOB"]) => EXPLICIT(BYTES),
        _ => return None,
    })
}

/// The numbers in the parentheses behind the name of a type.
fn numbers(ty: &str, name: &str) -> Option<Vec<u32>> {
    let inner = ty.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
    inner.split(',').map(|number| number.trim().parse().ok()).collect()
}

fn sized(ty: &str, text: &str, decimal: &str) -> Option<RustType> {
    if let Some([n]) = numbers(ty, text).as_deref() {
        return Some(RustType { attribute: Some(format!("max_len({n})")), ..PLAIN("String") });
    }
    match numbers(ty, decimal).as_deref() {
        Some([p, s]) if *p < 256 => Some(RustType { attribute: Some(format!("decimal({p}, {s})")), ..PLAIN(DECIMAL) }),
        _ => None,
    }
}

fn postgres(ty: &str) -> Option<RustType> {
    Some(match ty {
        "boolean" => PLAIN("bool"),
        "smallint" => PLAIN("i16"),
        "integer" => PLAIN("i32"),
        "bigint" => PLAIN("i64"),
        "real" => PLAIN("f32"),
        "double precision" => PLAIN("f64"),
        "text" => PLAIN("String"),
        "varchar" | "name" => EXPLICIT("String"),
        "bytea" => PLAIN(BYTES),
        "uuid" => PLAIN("uuid::Uuid"),
        "date" => PLAIN("chrono::NaiveDate"),
        "time" => PLAIN("chrono::NaiveTime"),
        "timestamp" => PLAIN(LOCAL),
        "timestamptz" => PLAIN(MOMENT),
        "numeric" => PLAIN(DECIMAL),
        "jsonb" => PLAIN(JSON),
        "json" => EXPLICIT(JSON),
        "interval" => PLAIN("aludel::value::Interval"),
        "int4range" => PLAIN("aludel::value::Range<i32>"),
        "int8range" => PLAIN("aludel::value::Range<i64>"),
        "numrange" => PLAIN("aludel::value::Range<rust_decimal::Decimal>"),
        "daterange" => PLAIN("aludel::value::Range<chrono::NaiveDate>"),
        "tsrange" => PLAIN("aludel::value::Range<chrono::NaiveDateTime>"),
        "tstzrange" => PLAIN("aludel::value::Range<chrono::DateTime<chrono::Utc>>"),
        "boolean[]" => PLAIN("Vec<bool>"),
        "smallint[]" => PLAIN("Vec<i16>"),
        "integer[]" => PLAIN("Vec<i32>"),
        "bigint[]" => PLAIN("Vec<i64>"),
        "real[]" => PLAIN("Vec<f32>"),
        "double precision[]" => PLAIN("Vec<f64>"),
        "text[]" => PLAIN("Vec<String>"),
        "bytea[]" => PLAIN("Vec<Vec<u8>>"),
        "uuid[]" => PLAIN("Vec<uuid::Uuid>"),
        "date[]" => PLAIN("Vec<chrono::NaiveDate>"),
        "time[]" => PLAIN("Vec<chrono::NaiveTime>"),
        "timestamp[]" => PLAIN("Vec<chrono::NaiveDateTime>"),
        "timestamptz[]" => PLAIN("Vec<chrono::DateTime<chrono::Utc>>"),
        "numeric[]" => PLAIN("Vec<rust_decimal::Decimal>"),
        "jsonb[]" => PLAIN("Vec<serde_json::Value>"),
        "interval[]" => PLAIN("Vec<aludel::value::Interval>"),
        _ if ty.ends_with(']') => return None,
        _ if ty.starts_with("char(") => EXPLICIT("String"),
        _ if ty.starts_with("timestamptz(") => EXPLICIT(MOMENT),
        _ if ty.starts_with("timestamp(") => EXPLICIT(LOCAL),
        _ => return sized(ty, "varchar", "numeric"),
    })
}

fn mysql(ty: &str) -> Option<RustType> {
    Some(match ty {
        "BOOLEAN" => PLAIN("bool"),
        "SMALLINT" => PLAIN("i16"),
        "INT" => PLAIN("i32"),
        "BIGINT" => PLAIN("i64"),
        "TINYINT" => EXPLICIT("i16"),
        "TINYINT unsigned" => EXPLICIT("i16"),
        "SMALLINT unsigned" | "MEDIUMINT" | "MEDIUMINT unsigned" | "YEAR(4)" => EXPLICIT("i32"),
        "INT unsigned" => EXPLICIT("i64"),
        "BIGINT unsigned" => {
            RustType { remark: Some("holds numbers that do not fit an `i64`, which are an error"), ..EXPLICIT("i64") }
        }
        "FLOAT" => PLAIN("f32"),
        "DOUBLE" => PLAIN("f64"),
        "LONGTEXT" => PLAIN("String"),
        "TINYTEXT" | "TEXT" | "MEDIUMTEXT" => EXPLICIT("String"),
        "LONGBLOB" => PLAIN(BYTES),
        "TINYBLOB" | "BLOB" | "MEDIUMBLOB" => EXPLICIT(BYTES),
        "BINARY(16)" => PLAIN("uuid::Uuid"),
        "DATE" => PLAIN("chrono::NaiveDate"),
        "TIME(6)" => PLAIN("chrono::NaiveTime"),
        "DATETIME(6)" => PLAIN(LOCAL),
        "DECIMAL(38, 10)" => PLAIN(DECIMAL),
        "JSON" => PLAIN(JSON),
        _ if ty.starts_with("CHAR(") || ty.starts_with("ENUM(") => EXPLICIT("String"),
        _ if ty.starts_with("VARBINARY(") || ty.starts_with("BINARY(") => EXPLICIT(BYTES),
        _ if ty.starts_with("DATETIME") || ty.starts_with("TIMESTAMP") => EXPLICIT(LOCAL),
        _ if ty.starts_with("TIME") => EXPLICIT("chrono::NaiveTime"),
        _ => return sized(ty, "VARCHAR", "DECIMAL"),
    })
}
