//! From a type to another, on PostgreSQL.

/// The kinds of types that casts are between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Bool,
    Integer,
    Number,
    Text,
    Bytes,
    Uuid,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    Json,
    Other,
}

fn kind(ty: &str) -> Kind {
    let ty = ty.to_ascii_lowercase();
    if ty.ends_with("[]") {
        return Kind::Other;
    }
    match ty.split('(').next().unwrap_or_default().trim() {
        "boolean" | "bool" => Kind::Bool,
        "smallint" | "integer" | "int" | "bigint" => Kind::Integer,
        "real" | "double precision" | "numeric" | "decimal" => Kind::Number,
        "text" | "varchar" | "character varying" | "char" | "character" | "citext" => Kind::Text,
        "bytea" => Kind::Bytes,
        "uuid" => Kind::Uuid,
        "date" => Kind::Date,
        "time" | "time without time zone" => Kind::Time,
        "timestamp" | "timestamp without time zone" => Kind::Timestamp,
        "timestamptz" | "timestamp with time zone" => Kind::TimestampTz,
        "json" | "jsonb" => Kind::Json,
        _ => Kind::Other,
    }
}

/// The expression that makes a value of one type from another's; `None` if there is none.
pub(super) fn using(column: &str, from: &str, to: &str) -> Option<String> {
    use Kind::{Bool, Bytes, Date, Integer, Json, Number, Other, Text, Time, Timestamp, TimestampTz, Uuid};
    let plain = format!("{column}::{to}");
    Some(match (kind(from), kind(to)) {
        (a, b) if a == b && a != Other => plain,
        (Integer | Number, Integer | Number) => plain,
        (Integer, Bool) => format!("({column} <> 0)"),
        (Number, Bool) => format!("({column} <> 0)"),
        (Bool, Integer | Number) => format!("({column}::integer)::{to}"),
        (Bytes, Text) => format!("convert_from({column}, 'UTF8')::{to}"),
        (Text, Bytes) => format!("convert_to({column}, 'UTF8')"),
        (_, Text) => plain,
        (Text, _) => plain,
        (Date, Timestamp) | (Timestamp, Date | Time) => plain,
        // Aludel's moments are in UTC.
        (Timestamp, TimestampTz) | (TimestampTz, Timestamp) => format!("{column} AT TIME ZONE 'UTC'"),
        (Date, TimestampTz) => format!("{column}::timestamp AT TIME ZONE 'UTC'"),
        (TimestampTz, Date | Time) => format!("({column} AT TIME ZONE 'UTC')::{to}"),
        (Integer | Number | Bool, Json) => format!("to_jsonb({column})"),
        (Json, Integer | Number | Bool) => plain,
        (Bytes, Uuid) => format!("encode({column}, 'hex')::uuid"),
        (Uuid, Bytes) => format!("decode(replace({column}::text, '-', ''), 'hex')"),
        (Other, Other) => plain,
        _ => return None,
    })
}

/// Whether every value of a type fits another and none is changed, as far as the names of the types tell.
pub(crate) fn widens(from: &str, to: &str) -> bool {
    let (from, to) = (from.to_ascii_lowercase(), to.to_ascii_lowercase());
    let base = |ty: &str| ty.split('(').next().unwrap_or_default().trim().to_owned();
    let rank = |ty: &str| match &*base(ty) {
        "boolean" => Some(0),
        "smallint" => Some(1),
        "integer" | "int" => Some(2),
        "bigint" => Some(3),
        _ => None,
    };
    if let (Some(a), Some(b)) = (rank(&from), rank(&to)) {
        return a <= b && a > 0;
    }
    let sizes = |ty: &str| -> Vec<u32> {
        let inside = ty.split_once('(').map_or("", |(_, rest)| rest.trim_end_matches(')'));
        inside.split(',').filter_map(|n| n.trim().parse().ok()).collect()
    };
    let (a, b) = (sizes(&from), sizes(&to));
    match (&*base(&from), &*base(&to)) {
        ("varchar", "varchar") => a <= b,
        ("varchar", "text" | "longtext" | "mediumtext") => true,
        ("real", "double precision") | ("float", "double") | ("date", "timestamp") => true,
        ("numeric" | "decimal", "numeric" | "decimal") => match (&a[..], &b[..]) {
            ([p, s], [q, t]) => s <= t && p - s <= q - t,
            ([_, _], []) => true,
            _ => false,
        },
        // SQLite's STRICT tables refuse what does not fit, so nothing is changed.
        ("integer", "real" | "text" | "any") | ("real", "text" | "any") => true,
        _ => false,
    }
}
