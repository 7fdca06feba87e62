//! What a column of a new row is that is not given.

use super::Entity;
use crate::{
    schema::{
        Table,
        meta::{ColumnMeta, DefaultMeta},
    },
    sql::{Decimal, Ends, Interval, SqlType},
    value::{Datum, DatumRow, Many},
};

/// A row of which nothing is given: what the declaration says, and in the place of what the database makes something that
/// fits. `None` if a type of the program takes nothing of that.
pub(super) fn blank<T: Entity>() -> Option<T> {
    let made_of = |document: &str| {
        let value = |column: &ColumnMeta| declared(column).unwrap_or_else(|| stand_in(column, document));
        let mut values: Vec<Datum> = <T::Table as Table>::COLUMNS.iter().map(value).collect();
        T::load(&DatumRow::new(&mut values), 0).ok()
    };
    ["null", "{}", "[]"].into_iter().find_map(made_of)
}

/// The value of a column that is not given, as far as the declaration says.
pub(super) fn declared(column: &ColumnMeta) -> Option<Datum> {
    if column.generated.is_some() {
        return None;
    }
    if column.version {
        return Datum::integer(column.ty, 1);
    }
    match (column.default, column.ty) {
        (None, ty) => column.nullable.then_some(Datum::Null(ty)),
        (Some(DefaultMeta::Bool(value)), SqlType::Bool) => Some(Datum::Bool(value)),
        (Some(DefaultMeta::Int(value)), ty) => Datum::integer(ty, value.try_into().ok()?),
        (Some(DefaultMeta::Float(value)), SqlType::F64) => Some(Datum::F64(value)),
        (Some(DefaultMeta::Text(value)), SqlType::Text) => Some(Datum::Text(value.to_owned())),
        _ => None,
    }
}

/// A value of the type of a column; of an enum, one of its values.
fn stand_in(column: &ColumnMeta, document: &str) -> Datum {
    match column.ty {
        SqlType::Bool => Datum::Bool(false),
        SqlType::I16 => Datum::I16(0),
        SqlType::I32 => Datum::I32(0),
        SqlType::I64 => Datum::I64(0),
        SqlType::F32 => Datum::F32(0.0),
        SqlType::F64 => Datum::F64(0.0),
        SqlType::Text => Datum::Text(column.variants.first().copied().unwrap_or_default().to_owned()),
        SqlType::Bytes => Datum::Bytes(Vec::new()),
        SqlType::Uuid => Datum::Uuid([0; 16]),
        SqlType::Date => Datum::Date(0),
        SqlType::Time => Datum::Time(0),
        SqlType::Timestamp => Datum::Timestamp(0),
        SqlType::TimestampTz => Datum::TimestampTz(0),
        SqlType::Decimal => Datum::Decimal(Box::new(Decimal { mantissa: 0, scale: 0 })),
        SqlType::Json => Datum::Json(document.to_owned()),
        SqlType::Interval => Datum::Interval(Interval::default()),
        SqlType::Array(&ty) => Datum::Array(Box::new(Many { ty, values: Vec::new() })),
        SqlType::Range(&ty) => Datum::Range(Ends::Empty, Box::new(Many { ty, values: Vec::new() })),
    }
}
