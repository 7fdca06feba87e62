//! Handles: the names of rows in a session.

use super::Entity;
use crate::{
    Error, ErrorKind, Result,
    expr::{
        AssignTo, Expr, Given, Holds, RowRef,
        scope::{Maybe, Nothing},
    },
    schema::{Column, Record, RefersTo, Table, meta::ColumnMeta},
    sql::{Dialect, DialectKind, Sql, Tok, Writer},
    value::{Binder, Datum, NotNull, Nullable, Scalar},
};
use std::{any::TypeId, fmt, hash, marker::PhantomData};

/// Names one row of one session. It is `Copy`, and never borrows the session.
///
/// `session[handle]` reads the row, `session[handle].name = ..` writes to it. In `new!(..)` and `.set(..)` it stands for
/// the key of its row, also of one that has none yet: `new!(Post { author_id: ann, .. })`; only the handle of a row of
/// the referenced table fits.
pub struct Handle<T> {
    pub(super) slot: u32,
    pub(super) session: u32,
    row: PhantomData<fn() -> T>,
}

impl<T> Handle<T> {
    pub(super) fn new(session: u32, slot: u32) -> Self {
        Self { slot, session, row: PhantomData }
    }
}
impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Handle<T> {}
impl<T> PartialEq for Handle<T> {
    fn eq(&self, other: &Self) -> bool {
        (self.slot, self.session) == (other.slot, other.session)
    }
}
impl<T> Eq for Handle<T> {}
impl<T> hash::Hash for Handle<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        (self.slot, self.session).hash(state);
    }
}
impl<T> fmt::Debug for Handle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = std::any::type_name::<T>();
        write!(f, "Handle<{}>({})", name.rsplit("::").next().unwrap_or(name), self.slot)
    }
}

/// The position of a column in its table.
pub(super) const fn position<C: Column>() -> usize {
    position_of(<C::Table as Table>::COLUMNS, C::NAME)
}

/// The position of a column of a name.
pub(super) const fn position_of(columns: &[ColumnMeta], name: &str) -> usize {
    let name = name.as_bytes();
    let mut at = 0;
    while at < columns.len() {
        let other = columns[at].name.as_bytes();
        let mut i = 0;
        while i < name.len() && i < other.len() && name[i] == other[i] {
            i += 1;
        }
        if i == name.len() && i == other.len() {
            return at;
        }
        at += 1;
    }
    panic!("a column is in its table")
}

/// The key of a row of a session, given to the foreign key `C`; `U` says whether there may be none.
#[doc(hidden)]
pub struct KeyInSession<C, U> {
    target: Option<RowRef>,
    column: PhantomData<fn() -> (C, U)>,
}

impl<C, U> KeyInSession<C, U> {
    fn new<R: Entity>(handle: Option<Handle<R>>) -> Self
    where
        C: RefersTo<R::Table>,
    {
        let target = handle.map(|handle| RowRef {
            session: handle.session,
            table: TypeId::of::<R>(),
            slot: handle.slot,
            column: const { position::<<C as RefersTo<<R as Record>::Table>>::Column>() },
        });
        Self { target, column: PhantomData }
    }
}

impl<C: Column, U: crate::expr::Uses> Expr for KeyInSession<C, U> {
    type Base = C::Base;
    type Uses = U;
    fn into_given(self, _: DialectKind) -> Given<Self> {
        match self.target {
            Some(row) => Given::Key(row),
            None => Given::Value(Ok(Datum::Null(C::Base::TYPE))),
        }
    }
}

/// A handle is resolved by its session; in any other statement it has no key.
impl<D: Dialect, C, U> Sql<D> for KeyInSession<C, U> {
    const TOK: Tok = panic!("a handle has a key only in its session: use `session.add(..)`, or the row's key itself");
    fn render(&self, w: &mut Writer) {
        w.placeholder();
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Err(Error::new(
            ErrorKind::Handle,
            "a handle has a key only in its session: use `session.add(..)`, or the row's key itself",
        ))
    }
}

#[diagnostic::do_not_recommend]
impl<R: Entity, T, C: RefersTo<R::Table>> AssignTo<T, C> for Handle<R> {
    type E = KeyInSession<C, Nothing>;
    type Null = NotNull;
    type By = ByHandle;
}
/// A handle stands for the key of its row.
pub struct ByHandle;
impl<R: Entity, C: RefersTo<R::Table>, U> Holds<Handle<R>, KeyInSession<C, U>> for ByHandle {
    fn hold(handle: Handle<R>) -> KeyInSession<C, U> {
        KeyInSession::new(Some(handle))
    }
}
impl<R: Entity, C: RefersTo<R::Table>, U> Holds<OptionalKey<R>, KeyInSession<C, U>> for ByHandle {
    fn hold(key: OptionalKey<R>) -> KeyInSession<C, U> {
        KeyInSession::new(key.0)
    }
}
/// A handle or none, for a foreign key that can be NULL. From [`key_of`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptionalKey<T>(pub(super) Option<Handle<T>>);

/// The key of a row that there may be none of: `new!(Node { parent_id: key_of(parent), .. })`, `parent` being an
/// `Option<Handle<Node>>`. (A bare `Option` of a handle would leave the compiler in the dark about a bare `None`.)
pub fn key_of<T: Entity>(handle: Option<Handle<T>>) -> OptionalKey<T> {
    OptionalKey(handle)
}

#[diagnostic::do_not_recommend]
impl<R: Entity, T, C: RefersTo<R::Table>> AssignTo<T, C> for OptionalKey<R> {
    type E = KeyInSession<C, Maybe<Nothing>>;
    type Null = Nullable;
    type By = ByHandle;
}
