//! Getting rows of the database into a session.

use super::{
    Attach, Entity, Handle, KeyIn,
    attach::Attaching,
    field::column_of,
    flush,
    relation::{Loadable, Loads},
    session::Session,
    state::{self, State},
};
use crate::{
    Error, ErrorKind, Result,
    engine::{Backend, Param, Values},
    schema::{BaseTable, Table},
    value::Datum,
};

/// What is loaded for each row.
type LoadedBy<L, B> = <<L as Loadable>::Form as Loads<B>>::Loaded;

impl<B: Backend> Session<B> {
    /// Runs a query of rows and takes them in: `session.load(from(users::table).filter(..))` gives `Vec<Handle<User>>`, a
    /// join pairs of handles, a left join an `Option`. Related rows come with `.with_many(..)` and `.with_one(..)`, of which
    /// [`relation`](super::relation) tells.
    ///
    /// What was changed is flushed first. A row that is here already keeps its handle and is refreshed.
    ///
    /// # Errors
    /// Those of [`flush`](Self::flush) and of the query.
    pub fn load<L: Loadable<Form: Loads<B>>>(&mut self, rows: L) -> Result<Vec<LoadedBy<L, B>>> {
        rows.into_form().load(self)
    }

    /// Runs a query of exactly one row and takes it in; or loads what is related to one row that is here:
    /// `session.load_one(ann.with_many(posts::author_id))`.
    ///
    /// # Errors
    /// `NotFound` if there is none, `TooManyRows` if there are more; and those of [`load`](Self::load).
    pub fn load_one<L: Loadable<Form: Loads<B>>>(&mut self, rows: L) -> Result<LoadedBy<L, B>> {
        let mut handles = self.load(rows)?;
        match (handles.pop(), handles.len()) {
            (Some(handle), 0) => Ok(handle),
            (None, _) => Err(Error::new(ErrorKind::NotFound, "the query has no row, one was expected")),
            (Some(_), more) => Err(Error::new(
                ErrorKind::TooManyRows,
                format!("the query has {} rows, one was expected; `load` takes all", more + 1),
            )),
        }
    }

    /// The row of a key: from memory if it is here, else from the database.
    ///
    /// A row that was added is found only after a flush.
    ///
    /// # Errors
    /// What the database says.
    pub fn get<T: Entity>(&mut self, key: impl KeyIn<T>) -> Result<Option<Handle<T>>> {
        let key = T::key_values(&key.into_key(), self.stores.style.kind)?;
        let store = self.stores.of::<T>();
        if let Some(slot) = self.stores.at_mut(store).find(&key)? {
            match self.stores.state(store, slot) {
                State::Clean | State::Dirty => return Ok(Some(Handle::new(self.stores.session, slot))),
                State::Doomed => return Ok(None),
                _ => {}
            }
        }
        // A row of this key may be new, or have got the key by a change.
        self.flush()?;
        if let Some(slot) = self.stores.at_mut(store).find(&key)?
            && self.stores.state(store, slot) == State::Clean
        {
            return Ok(Some(Handle::new(self.stores.session, slot)));
        }
        let row = self.select::<T>(key)?;
        let log = self.used()?.wrote;
        row.map(|row| row.attach(&mut Attaching { stores: &mut self.stores, log })).transpose()
    }

    /// Reads a row again; what was written to it and not flushed is dropped. A row marked for deletion stays so.
    ///
    /// # Errors
    /// `Handle` if there is no such row; `NotFound` if the database has it no more: the handle is gone then.
    pub fn refresh<T: Entity>(&mut self, handle: Handle<T>) -> Result<()> {
        let (store, slot) = self.stores.locate(handle)?;
        match self.stores.state(store, slot) {
            State::Clean | State::Dirty | State::Doomed | State::Stale => {}
            state => return Err(state::refused(self.stores.at(store).meta, state)),
        }
        let of = self.stores.at(store);
        let key = of.key.iter().map(|&at| of.rows.known(slot, at)).collect::<Result<Vec<_>>>()?;
        let name = flush::row_name(of.meta, of.key, |at| of.rows.known(slot, at).ok());
        match self.select::<T>(key)? {
            Some(row) => {
                let log = self.used()?.wrote;
                self.stores.at_mut(store).links.retain(|link| link.slot != slot);
                self.stores.rows_mut::<T>().overwrite(slot, row, log);
                Ok(())
            }
            None => {
                let log = self.used()?.wrote;
                let of = self.stores.at_mut(store);
                of.spare(slot);
                match log {
                    true => of.rows.remove(slot, super::Gone::Deleted),
                    false => of.rows.vanish(slot),
                }
                Err(Error::new(ErrorKind::NotFound, format!("row {name} is not in the database any more")))
            }
        }
    }

    /// Takes in a row from outside, such as one that was detached, or came over the network: the row of its key is
    /// changed to it, and read from the database before if it is not here. If there is none, it is added.
    ///
    /// # Errors
    /// What the database says; `Encode` for a value that cannot be stored.
    pub fn merge<T: Entity>(&mut self, row: T) -> Result<Handle<T>> {
        let dialect = self.stores.style.kind;
        let store = self.stores.of::<T>();
        let key: Vec<Datum> =
            self.stores.at(store).key.iter().map(|&at| column_of(&row, at, dialect)).collect::<Result<_>>()?;
        let found = self.stores.at_mut(store).find(&key)?;
        let found = found.filter(|&slot| matches!(self.stores.state(store, slot), State::Clean | State::Dirty));
        let slot = match found {
            Some(slot) => slot,
            None => {
                self.flush()?;
                let Some(known) = self.select::<T>(key)? else { return Ok(self.add(row)) };
                let log = self.used()?.wrote;
                known.attach(&mut Attaching { stores: &mut self.stores, log })?.slot
            }
        };
        let version = <T::Table as BaseTable>::META.columns.iter().position(|column| column.version);
        if let Some(version) = version
            && column_of(&row, version, dialect)? != self.stores.at(store).rows.known(slot, version)?
        {
            let of = self.stores.at(store);
            let name = flush::row_name(of.meta, of.key, |at| of.rows.known(slot, at).ok());
            return Err(Error::new(
                ErrorKind::StaleRow,
                format!("row {name} was changed since this copy of it was read; get the row again and change it anew"),
            ));
        }
        if let Some(here) = self.stores.rows_mut::<T>().write(slot) {
            *here = row;
        }
        Ok(Handle::new(self.stores.session, slot))
    }

    /// Reads the row of a key.
    fn select<T: Entity>(&mut self, key: Vec<Datum>) -> Result<Option<T>> {
        let store = self.stores.of::<T>();
        let of = self.stores.at(store);
        let columns: Vec<usize> = (0..<T::Table as Table>::COLUMNS.len()).collect();
        let sql = flush::select(of.meta, self.stores.style, &columns, of.key, 1);
        let params: Vec<Param<'_>> = key.into_iter().map(Param::Owned).collect();
        let mut found = None;
        self.used()?.query_once(&sql, Values(&params), |row| {
            found = Some(T::load(row, 0)?);
            Ok(())
        })?;
        Ok(found)
    }
}
