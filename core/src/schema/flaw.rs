//! What of the columns of a declaration cannot be on any backend: told when the program is compiled.

use super::meta::{Action, ColumnMeta, DefaultMeta, ReferenceMeta};
use crate::sql::{Sentence, SqlType, same};

/// What is wrong with the columns of a table, if the types do not tell.
#[doc(hidden)]
pub const fn flaw(table: &'static str, columns: &[ColumnMeta]) -> Option<Sentence> {
    if let Some(flaw) = made_key(table, columns) {
        return Some(flaw);
    }
    let mut i = 0;
    while i < columns.len() {
        let column = &columns[i];
        let checks = [of_type(column), of_generated(column), of_length(column), of_digits(column), of_actions(column)];
        let mut check = 0;
        while check < checks.len() {
            if let Some(flaw) = checks[check] {
                return Some(Sentence::of(&["column `", column.field, "` of `", table, "` ", flaw]));
            }
            check += 1;
        }
        if let Some(flaw) = of_default(column) {
            let [a, b, c, d] = flaw;
            return Some(Sentence::of(&["column `", column.field, "` of `", table, "`: ", a, b, c, d]));
        }
        i += 1;
    }
    None
}

/// The key that the database makes is one integer, and the whole primary key.
const fn made_key(table: &'static str, columns: &[ColumnMeta]) -> Option<Sentence> {
    let mut i = 0;
    let mut auto: Option<&ColumnMeta> = None;
    let mut company: Option<&ColumnMeta> = None;
    while i < columns.len() {
        let column = &columns[i];
        match auto {
            Some(other) if column.auto => {
                return Some(Sentence::of(&[
                    "the database makes one key of a table, not two: `",
                    other.field,
                    "` and `",
                    column.field,
                    "` of `",
                    table,
                    "`",
                ]));
            }
            _ if column.auto => auto = Some(column),
            _ if column.primary_key => company = Some(column),
            _ => {}
        }
        i += 1;
    }
    let Some(auto) = auto else { return None };
    if let Some(other) = company {
        return Some(Sentence::of(&[
            "`#[primary_key(auto)]` is the whole primary key of a table, but `",
            other.field,
            "` of `",
            table,
            "` is part of it, too; write `#[primary_key]` on both, or `#[unique(..)]` on the table",
        ]));
    }
    let integer = matches!(auto.ty, SqlType::I16 | SqlType::I32 | SqlType::I64) && !auto.nullable;
    if integer && auto.default.is_none() {
        return None;
    }
    let why = if integer {
        "`, and it cannot have a default, too"
    } else {
        "`: it makes integers; write `#[primary_key]` without `auto`"
    };
    Some(Sentence::of(&["the database cannot make `", auto.field, "` of `", table, "`, a `", auto.rust_type, why]))
}

const fn of_type(column: &ColumnMeta) -> Option<&'static str> {
    let integer = matches!(column.ty, SqlType::I16 | SqlType::I32 | SqlType::I64);
    if !column.is_stored {
        Some("is a list of rows, which is read by `nested(..)` and not stored; store `Json<..>`")
    } else if column.primary_key && column.nullable {
        Some("is a primary key, which cannot be NULL; declare it without `Option`")
    } else if column.version && (column.nullable || !integer) {
        Some("is marked `#[version]`, which needs an integer that cannot be NULL, such as `i64`")
    } else if is_blank(column.check) {
        Some("has a check without a condition: `#[check(\"price > 0\")]`")
    } else {
        None
    }
}

const fn of_generated(column: &ColumnMeta) -> Option<&'static str> {
    match column.generated {
        None => None,
        Some(generated) if is_blank(Some(generated.sql)) => {
            Some("is generated, but by no expression: `#[generated(\"price * quantity\")]`")
        }
        Some(_) if column.primary_key => Some("is generated, and cannot be a key"),
        Some(_) if column.version => Some("is generated, and cannot be the version"),
        Some(_) if column.default.is_some() => Some("is generated, and has no default"),
        Some(_) => None,
    }
}

const fn of_length(column: &ColumnMeta) -> Option<&'static str> {
    let Some(longest) = column.max_len else { return None };
    if !matches!(column.ty, SqlType::Text) {
        return Some("is no text: `#[max_len(..)]` is for text alone");
    }
    if longest == 0 {
        return Some("has no room for text: `#[max_len(0)]`");
    }
    let mut i = 0;
    while i < column.variants.len() {
        if characters(column.variants[i]) > longest as usize {
            return Some("is an enum with a value that is longer than its `#[max_len(..)]`");
        }
        i += 1;
    }
    None
}

const fn of_digits(column: &ColumnMeta) -> Option<&'static str> {
    match column.decimal {
        None => None,
        Some(_) if !matches!(column.ty, SqlType::Decimal) => {
            Some("is no decimal number: `#[decimal(..)]` is for those alone")
        }
        Some((precision, scale)) if precision == 0 || scale > precision => {
            Some("has fewer digits than it has behind the point: `#[decimal(10, 2)]` has ten, two of them behind it")
        }
        Some(_) => None,
    }
}

/// What a foreign key does to a row must be possible for its column.
const fn of_actions(column: &ColumnMeta) -> Option<&'static str> {
    match column.references {
        None => None,
        Some(_) if column.nullable => None,
        Some(ReferenceMeta { on_delete: Action::SetNull, .. } | ReferenceMeta { on_update: Action::SetNull, .. }) => {
            Some("cannot be NULL, so that no action of its foreign key is `set_null`; declare it as `Option<..>`")
        }
        Some(
            ReferenceMeta { on_delete: Action::SetDefault, .. } | ReferenceMeta { on_update: Action::SetDefault, .. },
        ) if column.default.is_none() => {
            Some("has no default, which the action `set_default` of its foreign key needs: `#[default(..)]`")
        }
        Some(_) => None,
    }
}

/// A default is a value of its column.
const fn of_default(column: &ColumnMeta) -> Option<[&'static str; 4]> {
    use SqlType as Ty;
    let Some(default) = column.default else { return None };
    let fits = match (default, column.ty) {
        (DefaultMeta::Sql(_), _) | (DefaultMeta::Bool(_), Ty::Bool) => true,
        (DefaultMeta::Now, ty) => matches!(ty, Ty::Date | Ty::Time | Ty::Timestamp | Ty::TimestampTz),
        (DefaultMeta::Int(value), Ty::I16) => value == value as i16 as i128,
        (DefaultMeta::Int(value), Ty::I32) => value == value as i32 as i128,
        (DefaultMeta::Int(value), Ty::I64) => value == value as i64 as i128,
        (DefaultMeta::Int(_), ty) => matches!(ty, Ty::F32 | Ty::F64 | Ty::Decimal),
        (DefaultMeta::Float(value), ty) => matches!(ty, Ty::F32 | Ty::F64 | Ty::Decimal) && value.is_finite(),
        (DefaultMeta::Text(value), Ty::Text) => {
            if !column.variants.is_empty() && !has(column.variants, value) {
                return Some(["the default `", value, "` is none of the values of its enum, ", column.rust_type]);
            }
            if let Some(longest) = column.max_len
                && characters(value) > longest as usize
            {
                return Some(["the default `", value, "` is longer than its `#[max_len(..)]", "`"]);
            }
            true
        }
        (DefaultMeta::Text(_), ty) => {
            matches!(ty, Ty::Uuid | Ty::Date | Ty::Time | Ty::Timestamp | Ty::TimestampTz | Ty::Json)
        }
        (DefaultMeta::Bool(_), _) => false,
    };
    if fits {
        return None;
    }
    let what = match default {
        DefaultMeta::Bool(_) => "a boolean",
        DefaultMeta::Int(_) => "this integer",
        DefaultMeta::Float(_) => "this number",
        DefaultMeta::Now => "`now`",
        DefaultMeta::Text(_) | DefaultMeta::Sql(_) => "this text",
    };
    Some([
        what,
        " is no default of a `",
        column.rust_type,
        "`; write a literal of its type, or `#[default(sql = \"..\")]`",
    ])
}

const fn is_blank(sql: Option<&str>) -> bool {
    match sql {
        Some(sql) => sql.trim_ascii().is_empty(),
        None => false,
    }
}

const fn characters(text: &str) -> usize {
    let (bytes, mut i, mut found) = (text.as_bytes(), 0, 0);
    while i < bytes.len() {
        // The first byte of each.
        found += (bytes[i] & 0b1100_0000 != 0b1000_0000) as usize;
        i += 1;
    }
    found
}

const fn has(values: &[&str], value: &str) -> bool {
    let mut i = 0;
    while i < values.len() {
        if same(values[i], value) {
            return true;
        }
        i += 1;
    }
    false
}
