//! What the database made while a flush was written.

use crate::{
    Error, ErrorKind, Result,
    schema::meta::{ColumnMeta, DefaultMeta, TableMeta},
    sql::SqlType,
    value::Datum,
};
use std::collections::HashMap;

/// What the database made while a plan was carried out.
pub(in crate::session) struct Written {
    /// Of each table, of each shape.
    pub(in crate::session) made: Vec<Vec<Made>>,
    /// How often the version of a row was counted up: table, slot.
    pub(in crate::session) counted: HashMap<(usize, u32), i64>,
}

/// What the database made for the new rows of one shape.
#[derive(Default)]
pub(in crate::session) struct Made {
    /// The column of the key that it makes.
    pub(in crate::session) auto: Option<usize>,
    /// The key of each row.
    pub(in crate::session) keys: Vec<i64>,
    /// Columns that were read back.
    pub(in crate::session) read: Vec<usize>,
    /// Their values, row by row.
    pub(in crate::session) values: Vec<Datum>,
}

impl Made {
    /// The value of a column that was not given.
    pub(in crate::session) fn value(&self, meta: &TableMeta, at: u32, column: usize) -> Result<Datum> {
        let unknown = || {
            let (table, column) = (meta.name, meta.columns[column].name);
            Error::new(ErrorKind::Handle, format!("column `{column}` of a new row of `{table}` has no value yet"))
        };
        if self.auto == Some(column) {
            let key = self.keys.get(at as usize).copied();
            return key.and_then(|key| Datum::integer(meta.columns[column].ty, key)).ok_or_else(unknown);
        }
        if let Some(i) = self.read.iter().position(|&read| read == column) {
            return self.values.get(at as usize * self.read.len() + i).cloned().ok_or_else(unknown);
        }
        declared(&meta.columns[column]).ok_or_else(unknown)
    }
}

/// The value of a column that is not given, as far as the declaration says.
pub(super) fn declared(column: &ColumnMeta) -> Option<Datum> {
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
