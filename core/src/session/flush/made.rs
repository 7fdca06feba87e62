//! What the database made while a flush was written.

use crate::{Error, ErrorKind, Result, schema::meta::TableMeta, session::blank::declared, value::Datum};
use hashbrown::HashMap;

/// What the database made while a plan was carried out.
pub(in crate::session) struct Written {
    /// Of each table, of each shape.
    pub(in crate::session) made: Vec<Vec<Made>>,
    /// How often the version of a row was counted up: table, slot.
    pub(in crate::session) counted: HashMap<(usize, u32), i64>,
    /// Generated columns of rows that were updated: table, slot.
    pub(in crate::session) generated: HashMap<(usize, u32), Vec<(usize, Datum)>>,
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
        let read = self.read.iter().position(|&read| read == column);
        let value = match read {
            _ if self.auto == Some(column) => {
                let key = self.keys.get(at as usize);
                key.and_then(|&key| Datum::integer(meta.columns[column].ty, key))
            }
            Some(i) => self.values.get(at as usize * self.read.len() + i).cloned(),
            None => declared(&meta.columns[column]),
        };
        value.ok_or_else(|| {
            let (table, column) = (meta.name, meta.columns[column].name);
            Error::new(ErrorKind::Handle, format!("column `{column}` of a new row of `{table}` has no value yet"))
        })
    }
}
