//! Rows of values, column by column.

use super::{Param, text::array};
use crate::{
    Error, ErrorKind, Result,
    schema::meta::{ColumnMeta, TableMeta},
    sql::{Binder, List},
    value::Encode,
};

/// The values of one column of many rows.
pub(crate) struct Column<'p, 'v> {
    of: &'static ColumnMeta,
    params: &'p [Param<'v>],
    at: usize,
    width: usize,
}
impl<'p, 'v> Column<'p, 'v> {
    /// They as one value.
    pub(crate) fn param(&self) -> Param<'_> {
        array(self.of, self)
    }
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
    meta: &'static TableMeta,
    columns: &[usize],
    rows: usize,
) -> Vec<Column<'p, 'v>> {
    let width = params.len() / rows.max(1);
    columns.iter().enumerate().map(|(at, &column)| Column { of: &meta.columns[column], params, at, width }).collect()
}
