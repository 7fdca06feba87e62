//! The session itself: what is in it, and what a program does with its rows.

use super::{
    Entity, Handle, NewRow,
    cell::{Cell, Cells},
    giving::Giving,
    state::{self, State},
    store::{Link, Stores},
};
use crate::{
    Error, ErrorKind, Result,
    engine::{Backend, Connection, Engine, TransactionOptions},
    query::{Assignments, NoScope},
    schema::Table,
    sql::Style,
};
use std::{
    ops::{Index, IndexMut},
    sync::atomic::{AtomicU32, Ordering},
};

/// A unit of work: rows in memory, changed at will, and written together.
///
/// Rows live in the session under [`Handle`]s. [`add`](Self::add), [`delete`](Self::delete) and writing through
/// `session[handle]` only note what is to be done; [`flush`](Self::flush) writes it, by the fewest statements and in the
/// order of the foreign keys; [`commit`](Self::commit) makes it last. A transaction begins with the first statement.
/// Every query through the session flushes first, so that it sees what was changed. Nothing is written when a session
/// is dropped: it is rolled back.
///
/// From `engine.session()`. Statements run on it as on a connection: `query.all(&mut session)`.
pub struct Session<B: Backend> {
    pub(super) engine: Engine<B>,
    /// While there is a transaction, and before the first one.
    pub(super) connection: Option<Connection<B>>,
    pub(super) stores: Stores,
    pub(super) options: TransactionOptions,
    /// Where the memory of each open savepoint begins.
    pub(super) marks: Vec<Mark>,
    /// Whether a statement was run in the transaction.
    pub(super) used: bool,
    /// Whether the database has ended the transaction.
    pub(super) lost: bool,
    /// Whether the function of `run` is at work.
    pub(super) running: bool,
    pub(super) confirm_deletes: bool,
    pub(super) hooks: Hooks<B>,
    cells: Cells,
}

/// What memory was like when a savepoint began.
pub(super) struct Mark {
    /// How far each table's way back has come.
    pub(super) undo: Vec<usize>,
}

type BeforeFlush<B> = Box<dyn FnMut(&mut Session<B>) -> Result<()> + Send>;
pub(super) type After<B> = Box<dyn FnMut(&mut Session<B>) + Send>;

/// The functions of a program that a session calls.
pub(super) struct Hooks<B: Backend> {
    pub(super) before_flush: Vec<BeforeFlush<B>>,
    pub(super) after_commit: Vec<After<B>>,
    pub(super) after_rollback: Vec<After<B>>,
}

fn next_number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

impl<B: Backend> Session<B> {
    pub(super) fn open(engine: &Engine<B>) -> Result<Self> {
        let mut connection = engine.connect()?;
        let style = connection.link().style();
        Ok(Self::on(engine, connection, style))
    }

    pub(super) fn on(engine: &Engine<B>, connection: Connection<B>, style: Style) -> Self {
        Self {
            engine: engine.clone(),
            connection: Some(connection),
            stores: Stores::new(style, next_number()),
            options: TransactionOptions::default(),
            marks: Vec::new(),
            used: false,
            lost: false,
            running: false,
            confirm_deletes: true,
            hooks: Hooks { before_flush: Vec::new(), after_commit: Vec::new(), after_rollback: Vec::new() },
            cells: Cells::default(),
        }
    }

    /// Begins the next transaction with these options, and all after it.
    pub fn transaction_options(&mut self, options: TransactionOptions) {
        self.options = options;
    }

    /// Whether deleting a row that is gone already is an error, as it is by default.
    pub fn confirm_deletes(&mut self, confirm: bool) {
        self.confirm_deletes = confirm;
    }

    /// Adds a row: a `new!(..)`, or a row struct with all its values. It is inserted by the next flush.
    ///
    /// The handle can be given to foreign keys of other new rows at once. Reading the row waits for the flush, because the
    /// database makes its key and defaults.
    #[inline]
    pub fn add<N: NewRow<B::Dialect, I, Row: Entity>, I>(&mut self, row: N) -> Handle<N::Row> {
        let store = self.stores.of::<N::Row>();
        self.cells.clear();
        let Self { stores, cells, .. } = self;
        let blank = stores.blank(store);
        let find = |row| stores.target(row);
        let mut giving = Giving::added(blank, &find, stores.style, cells);
        row.give(&mut giving);
        let (row, given) = giving.end();
        if !cells.is_empty() {
            cells.sort();
        }
        let slot = stores.at_mut(store).add(row, given, cells);
        Handle::new(stores.session, slot)
    }

    /// The row of a handle.
    ///
    /// # Errors
    /// `Handle` if there is none, or it cannot be read yet; `session[handle]` panics with the same message.
    #[inline]
    pub fn row<T: Entity>(&self, handle: Handle<T>) -> Result<&T> {
        let row = match handle.session == self.stores.session {
            true => self.stores.rows::<T>().and_then(|rows| rows.row(handle.slot)),
            false => None,
        };
        row.ok_or_else(|| self.refused(handle))
    }

    /// The row of a handle, to write to. The next flush writes what is different then.
    ///
    /// # Errors
    /// As [`row`](Self::row); and `Handle` for a row that is marked for deletion.
    #[inline]
    pub fn row_mut<T: Entity>(&mut self, handle: Handle<T>) -> Result<&mut T> {
        if handle.session != self.stores.session {
            return Err(self.refused(handle));
        }
        let store = self.stores.of::<T>();
        let deleting = !self.stores.at(store).doomed.is_empty();
        if deleting && self.stores.state(store, handle.slot) == State::Doomed {
            let name = <T::Table as Table>::NAME;
            return Err(Error::new(
                ErrorKind::Handle,
                format!("the row of `{name}` is marked for deletion and cannot be written to"),
            ));
        }
        // Looked up twice: a borrow that is returned cannot be given up again.
        if self.stores.rows_mut::<T>().write(handle.slot).is_none() {
            return Err(self.refused(handle));
        }
        Ok(self.stores.rows_mut::<T>().write(handle.slot).expect("it was there"))
    }

    #[cold]
    fn refused<T: Entity>(&self, handle: Handle<T>) -> Error {
        match self.stores.locate(handle) {
            Ok((store, slot)) => state::refused(self.stores.at(store).meta, self.stores.state(store, slot)),
            Err(error) => error,
        }
    }

    /// Assigns to columns: `session.set(post, posts::author_id.set(ann))`.
    ///
    /// It works for new rows too, and takes handles of rows that have no key yet. SQL expressions are for new rows only:
    /// for rows of the database, run an `update(..)`.
    ///
    /// # Errors
    /// `Handle` if there is no such row; `Encode` for a value that cannot be stored; `Statement` for an expression on a row
    /// of the database.
    pub fn set<T, A, I>(&mut self, handle: Handle<T>, assignments: A) -> Result<()>
    where
        T: Entity,
        A: Assignments<T::Table, NoScope, I> + super::Gives<B::Dialect>,
    {
        let (store, slot) = self.stores.locate(handle)?;
        self.cells.clear();
        let Self { stores, cells, .. } = self;
        assignments.give(&mut Giving::<T>::assigned(&|row| stores.target(row), stores.style, cells));
        match stores.state(store, slot) {
            State::New => {
                stores.at_mut(store).give(slot, cells);
                return Ok(());
            }
            State::Clean | State::Dirty => {}
            state => return Err(state::refused(stores.at(store).meta, state)),
        }
        let meta = stores.at(store).meta;
        for (column, cell) in cells.drain() {
            let at = usize::from(column);
            let value = match cell {
                Cell::Value(value) => value,
                Cell::Key(target) => match stores.settled(target)? {
                    Some(value) => value,
                    None => {
                        let store = stores.at_mut(store);
                        store.links.retain(|link| (link.slot, link.column) != (slot, at));
                        store.links.push(Link { slot, column: at, target, was: store.rows.now(slot, at)? });
                        continue;
                    }
                },
                Cell::Refused(error) => return Err(*error),
                Cell::Sql(_) => {
                    return Err(Error::new(
                        ErrorKind::Statement,
                        format!(
                            "column `{}` of `{}` is given an expression: for a row of the database, run \
                             `update({}::table).set(..).filter(..)` on the session, then `refresh` the row",
                            meta.columns[at].name, meta.name, meta.name
                        ),
                    ));
                }
            };
            let store = stores.at_mut(store);
            store.links.retain(|link| (link.slot, link.column) != (slot, at));
            store.rows.assign(slot, at, value)?;
        }
        Ok(())
    }

    /// Marks a row for deletion; the next flush deletes it. A row that was only added is forgotten.
    ///
    /// # Errors
    /// `Handle` if there is no such row.
    pub fn delete<T: Entity>(&mut self, handle: Handle<T>) -> Result<()> {
        let (store, slot) = self.stores.locate(handle)?;
        match self.stores.state(store, slot) {
            State::New | State::Clean | State::Dirty | State::Doomed => {
                self.stores.at_mut(store).doom(slot);
                Ok(())
            }
            state => Err(state::refused(self.stores.at(store).meta, state)),
        }
    }

    /// Takes a row out of the session, with what was written to it and not flushed. No statement is sent.
    ///
    /// # Errors
    /// `Handle` if there is no such row, or it is not written yet.
    pub fn detach<T: Entity>(&mut self, handle: Handle<T>) -> Result<T> {
        let (store, slot) = self.stores.locate(handle)?;
        match self.stores.state(store, slot) {
            State::Clean | State::Dirty => {
                self.stores.at_mut(store).links.retain(|link| link.slot != slot);
                if let Some(connection) = &mut self.connection {
                    // What the transaction did to it is not known any more, if it is read again.
                    connection.link().wrote |= self.stores.at_mut(store).rows.mark() > 0;
                }
                self.stores.rows_mut::<T>().detach(slot).ok_or_else(state::no_row)
            }
            state => Err(state::refused(self.stores.at(store).meta, state)),
        }
    }

    /// Forgets all rows and all that was not flushed. The transaction stays as it is; all handles become invalid.
    pub fn clear(&mut self) {
        self.stores = Stores::new(self.stores.style, next_number());
        self.marks.iter_mut().for_each(|mark| mark.undo.clear());
    }
}

impl<T: Entity, B: Backend> Index<Handle<T>> for Session<B> {
    type Output = T;

    /// The row of a handle.
    ///
    /// # Panics
    /// If there is none, or it cannot be read yet; [`Session::row`] gives an error instead.
    #[inline]
    fn index(&self, handle: Handle<T>) -> &T {
        match self.row(handle) {
            Ok(row) => row,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

impl<T: Entity, B: Backend> IndexMut<Handle<T>> for Session<B> {
    /// The row of a handle, to write to.
    ///
    /// # Panics
    /// If there is none, or it cannot be written to; [`Session::row_mut`] gives an error instead.
    #[inline]
    fn index_mut(&mut self, handle: Handle<T>) -> &mut T {
        match self.row_mut(handle) {
            Ok(row) => row,
            Err(error) => panic!("{}", error.message()),
        }
    }
}

impl<B: Backend> std::fmt::Debug for Session<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tables: Vec<(&str, usize)> =
            self.stores.iter().map(|(_, store)| (store.meta.name, store.rows.len())).collect();
        f.debug_struct("Session").field("engine", &self.engine).field("rows", &tables).finish()
    }
}
