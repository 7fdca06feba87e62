//! Handles for foreign keys of several columns.

use super::{Entity, Gives, Handle, OptionalKey, giving::Giving};
use crate::{
    Error, ErrorKind, Result,
    expr::{Holds, RowRef},
    query::{KeyRow, SetKey},
    schema::{ForeignKey, Table},
    sql::{Dialect, Sql, Tok, Writer},
    value::{AcceptsNull, Binder, Datum},
};
use std::any::TypeId;

/// The row that a foreign key of several columns refers to.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct RowKey {
    session: u32,
    table: TypeId,
    slot: u32,
}
/// The same, or none.
#[doc(hidden)]
#[derive(Debug, Clone, Copy)]
pub struct OptionalRowKey(Option<RowKey>);

impl RowKey {
    #[doc(hidden)]
    pub fn of<R: Entity>(handle: Handle<R>) -> Self {
        Self { session: handle.session, table: TypeId::of::<R>(), slot: handle.slot }
    }
}
impl OptionalRowKey {
    #[doc(hidden)]
    pub fn of<R: Entity>(key: OptionalKey<R>) -> Self {
        Self(key.0.map(RowKey::of))
    }
}
impl KeyRow for RowKey {
    type Gives<Columns> = Columns;
}
impl KeyRow for OptionalRowKey {
    type Gives<Columns> = ();
}

/// One line per kind: in a statement, neither has a key.
macro_rules! no_key_outside {
    ($($kind:ty),+) => { $(
        impl<D: Dialect> Sql<D> for $kind {
            const TOK: Tok = panic!("a handle has a key only in its session: use `session.add(..)`, or the row's key itself");
            fn render(&self, w: &mut Writer) {
                w.placeholder();
            }
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
                let why = "a handle has a key only in its session: use `session.add(..)`, or the row's key itself";
                Err(Error::new(ErrorKind::Handle, why))
            }
        }
    )+ };
}
no_key_outside!(RowKey, OptionalRowKey);

/// The position of a column of a name, which is one of them.
fn position<T: Table>(name: &str) -> usize {
    T::COLUMN_NAMES.iter().position(|column| *column == name).unwrap_or_default()
}

fn give<K: ForeignKey, T: Entity>(row: RowKey, to: &mut Giving<'_, T>) {
    for (column, referenced) in K::COLUMNS.iter().zip(K::REFERENCED) {
        let RowKey { session, table, slot } = row;
        let row = RowRef { session, table, slot, column: position::<K::Target>(referenced) };
        to.key(position::<K::Table>(column), row);
    }
}

#[diagnostic::do_not_recommend]
impl<D: Dialect, K: ForeignKey> Gives<D> for SetKey<K, RowKey> {
    fn give<T: Entity>(self, to: &mut Giving<'_, T>) {
        give::<K, T>(self.row, to);
    }
}
#[diagnostic::do_not_recommend]
impl<D: Dialect, K: ForeignKey> Gives<D> for SetKey<K, OptionalRowKey> {
    /// Without a row, those columns are NULL that can be; one is enough for there to be none.
    fn give<T: Entity>(self, to: &mut Giving<'_, T>) {
        match self.row.0 {
            Some(row) => give::<K, T>(row, to),
            None => {
                for column in K::COLUMNS {
                    let at = position::<K::Table>(column);
                    let column = &<K::Table as Table>::COLUMNS[at];
                    if column.nullable {
                        to.value(at, Ok(Datum::Null(column.ty)));
                    }
                }
            }
        }
    }
}

/// The key of a row, by its handle.
#[doc(hidden)]
pub struct ByHandle;
impl<R: Entity> Holds<Handle<R>, RowKey> for ByHandle {
    fn hold(handle: Handle<R>) -> RowKey {
        RowKey::of(handle)
    }
}
impl<R: Entity> Holds<OptionalKey<R>, OptionalRowKey> for ByHandle {
    fn hold(handle: OptionalKey<R>) -> OptionalRowKey {
        OptionalRowKey::of(handle)
    }
}

/// A foreign key to the table of the row `R`.
#[diagnostic::on_unimplemented(
    message = "a `{R}` cannot be assigned to `{Self}`",
    label = "a handle of a row of the referenced table is needed"
)]
pub trait TakesRow<R> {}
#[diagnostic::do_not_recommend]
impl<K: ForeignKey<Target: Table<Row = R>>, R> TakesRow<R> for K {}

/// A foreign key to the table of the row `R`, or to none.
#[diagnostic::on_unimplemented(
    message = "a `{R}` or none cannot be assigned to `{Self}`",
    label = "a foreign key to such a row is needed, one of whose columns can be NULL",
    note = "declare one of its columns as `Option<..>`, or give it the handle itself"
)]
pub trait TakesNone<R> {}
#[diagnostic::do_not_recommend]
impl<K: ForeignKey<Null: AcceptsNull<K>, Target: Table<Row = R>>, R> TakesNone<R> for K {}

/// Lets handles be assigned to a foreign key. For `table!`, where the key is declared.
#[doc(hidden)]
#[macro_export]
macro_rules! key_by_handle {
    ($key:ty) => {
        impl<R: $crate::session::Entity> $crate::expr::Assign<$key> for $crate::session::Handle<R>
        where
            $key: $crate::session::TakesRow<R>,
        {
            type E = $crate::session::RowKey;
            type Checked = ();
            type By = $crate::session::ByHandle;
        }
        impl<R: $crate::session::Entity> $crate::expr::Assign<$key> for $crate::session::OptionalKey<R>
        where
            $key: $crate::session::TakesNone<R>,
        {
            type E = $crate::session::OptionalRowKey;
            type Checked = ();
            type By = $crate::session::ByHandle;
        }
    };
}
