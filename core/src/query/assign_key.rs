//! A row for a foreign key of several columns: `parts::line.set(line)`.

use super::Assignments;
use crate::{
    Result,
    schema::ForeignKey,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

/// A foreign key and the row that is assigned to it, which gives all its columns. For the rows of a session.
#[derive(Debug, Clone, Copy)]
pub struct SetKey<K, E> {
    key: PhantomData<fn() -> K>,
    pub(crate) row: E,
}
impl<K, E> SetKey<K, E> {
    #[doc(hidden)]
    pub fn new(row: E) -> Self {
        Self { key: PhantomData, row }
    }
}

/// A row that a foreign key is given: whether there is one for certain.
#[doc(hidden)]
pub trait KeyRow {
    /// `Columns`, if there is.
    type Gives<Columns>;
}

#[diagnostic::do_not_recommend]
impl<S, K: ForeignKey, E> Assignments<K::Table, S, ()> for SetKey<K, E> {
    const COLUMNS: Tok = Tok::Columns { qualifier: None, names: K::COLUMNS };
}
/// A handle is resolved by its session; in any other statement it has no key.
impl<D: Dialect, K, E: Sql<D>> Sql<D> for SetKey<K, E> {
    const TOK: Tok = E::TOK;
    fn render(&self, w: &mut Writer) {
        self.row.render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.row.bind(binder)
    }
}
