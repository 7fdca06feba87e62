//! Rows of values, column by column.

use super::Param;
use crate::{
    Error, ErrorKind, Result,
    schema::meta::TableMeta,
    sql::{Binder, List, SqlType},
    value::Encode,
};

/// The values of one column of many rows.
pub(crate) struct Column<'p, 'v> {
    pub(crate) ty: SqlType,
    pub(crate) params: &'p [Param<'v>],
    pub(crate) at: usize,
    pub(crate) width: usize,
}
impl List for Column<'_, '_> {
    fn len(&self) -> usize {
        self.params.len() / self.width
    }
    fn encode<'b>(&'b self, i: usize, binder: &mut dyn Binder<'b>) -> Result<()> {
        match self.params[i * self.width + self.at].datum() {
            Some(value) => value.encode(binder),
            None => Err(Error::new(ErrorKind::Encode, "a list within a list")),
        }
    }
}

/// The columns of rows of values, as lists.
pub(crate) fn columns_of<'p, 'v>(
    params: &'p [Param<'v>],
    meta: &TableMeta,
    columns: &[usize],
    rows: usize,
) -> Vec<Column<'p, 'v>> {
    let width = params.len() / rows.max(1);
    columns.iter().enumerate().map(|(at, &column)| Column { ty: meta.columns[column].ty, params, at, width }).collect()
}
