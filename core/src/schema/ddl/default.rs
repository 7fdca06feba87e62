//! DEFAULT.

use super::{quote, types};
use crate::{
    schema::meta::{ColumnMeta, DefaultMeta},
    sql::DialectKind,
    value::{SqlType, civil},
};

/// What follows DEFAULT, if the column has one.
///
/// # Errors
/// What is wrong with it, and what to write instead.
pub(super) fn default(column: &ColumnMeta, dialect: DialectKind) -> Result<Option<String>, String> {
    let Some(default) = column.default else { return Ok(None) };
    literal(column, default, dialect).map(Some)
}

fn literal(column: &ColumnMeta, default: DefaultMeta, dialect: DialectKind) -> Result<String, String> {
    use SqlType as Ty;
    match (default, column.ty) {
        (DefaultMeta::Sql(sql), _) => Ok(format!("({})", quote::kept(sql, dialect))),
        (DefaultMeta::Now, ty) => now(ty, dialect).map(str::to_owned).ok_or_else(|| mismatch(column, "now")),
        (DefaultMeta::Bool(value), Ty::Bool) => Ok(match dialect {
            DialectKind::Sqlite => u8::from(value).to_string(),
            _ => value.to_string().to_uppercase(),
        }),
        (DefaultMeta::Int(value), ty) => match range(ty) {
            Some((least, most)) if (least..=most).contains(&value) => Ok(value.to_string()),
            Some(_) => Err(format!("the default {value} does not fit `{}`", column.rust_type)),
            None if matches!(ty, Ty::F32 | Ty::F64 | Ty::Decimal) => Ok(value.to_string()),
            None => Err(mismatch(column, "an integer")),
        },
        (DefaultMeta::Float(value), Ty::F32 | Ty::F64 | Ty::Decimal) if value.is_finite() => Ok(format!("{value:?}")),
        (DefaultMeta::Text(value), ty) => {
            let literal = match ty {
                Ty::Text => Some(text(column, value, dialect)),
                Ty::Uuid => types::uuid(value, dialect),
                Ty::Date => civil::parse_date(value).and_then(civil::format_date).map(|v| quote::text(&v, dialect)),
                Ty::Time => civil::parse_time(value).map(|v| quote::text(&civil::format_time(v), dialect)),
                Ty::Timestamp => moment(civil::parse_timestamp(value), "", dialect),
                // PostgreSQL would take it for a local time of the session.
                Ty::TimestampTz if dialect == DialectKind::Postgres => {
                    moment(civil::parse_timestamptz(value), "+00", dialect)
                }
                Ty::TimestampTz => moment(civil::parse_timestamptz(value), "", dialect),
                Ty::Json => Some(document(value, dialect)),
                _ => None,
            };
            literal.ok_or_else(|| mismatch(column, "this text"))
        }
        (DefaultMeta::Bool(_), _) => Err(mismatch(column, "a boolean")),
        (DefaultMeta::Float(_), _) => Err(mismatch(column, "this number")),
    }
}

/// The moment of the insertion, in UTC, as the backends store and compare it.
fn now(ty: SqlType, dialect: DialectKind) -> Option<&'static str> {
    let [sqlite, postgres, mysql] = match ty {
        // Six digits of microseconds, or none if they are zero; SQLite knows three of them.
        SqlType::Timestamp | SqlType::TimestampTz => [
            "(replace(strftime('%Y-%m-%d %H:%M:%f000', 'now'), '.000000', ''))",
            if matches!(ty, SqlType::TimestampTz) {
                "(statement_timestamp())"
            } else {
                "(statement_timestamp() AT TIME ZONE 'UTC')"
            },
            "(utc_timestamp(6))",
        ],
        SqlType::Date => ["CURRENT_DATE", "((statement_timestamp() AT TIME ZONE 'UTC')::date)", "(utc_date())"],
        SqlType::Time => [
            "(replace(strftime('%H:%M:%f000', 'now'), '.000000', ''))",
            "((statement_timestamp() AT TIME ZONE 'UTC')::time)",
            "(utc_time(6))",
        ],
        _ => return None,
    };
    Some(match dialect {
        DialectKind::Sqlite => sqlite,
        DialectKind::Postgres => postgres,
        _ => mysql,
    })
}

fn moment(micros: Option<i64>, zone: &str, dialect: DialectKind) -> Option<String> {
    micros.and_then(civil::format_timestamp).map(|v| quote::text(&(v + zone), dialect))
}

fn text(column: &ColumnMeta, value: &str, dialect: DialectKind) -> String {
    let short = types::varchar(column, dialect).is_some() && !value.contains('\\');
    if short { quote::text(value, dialect) } else { document(value, dialect) }
}

/// Text, in parentheses on MySQL, where a literal cannot be the default of a long text or of JSON but an expression can.
fn document(value: &str, dialect: DialectKind) -> String {
    let literal = quote::kept_text(value, dialect);
    match dialect {
        DialectKind::MySql | DialectKind::MariaDb => format!("({literal})"),
        _ => literal,
    }
}

fn range(ty: SqlType) -> Option<(i128, i128)> {
    match ty {
        SqlType::I16 => Some((i16::MIN.into(), i16::MAX.into())),
        SqlType::I32 => Some((i32::MIN.into(), i32::MAX.into())),
        SqlType::I64 => Some((i64::MIN.into(), i64::MAX.into())),
        _ => None,
    }
}

fn mismatch(column: &ColumnMeta, what: &str) -> String {
    format!(
        "{what} is not a default of `{}`; write a literal of its type, or SQL: `#[default(sql = \"..\")]`",
        column.rust_type
    )
}
