//! Looking into a session.

use super::{Entity, FlushPlan, Handle, Session, State, flush};
use crate::{Result, engine::Backend};

impl<B: Backend> Session<B> {
    /// What a handle stands for.
    pub fn state<T: Entity>(&self, handle: Handle<T>) -> Result<State> {
        let (store, slot) = self.stores.locate(handle)?;
        Ok(self.stores.state(store, slot))
    }

    /// Whether there is something to write.
    pub fn is_modified(&self) -> bool {
        self.stores.is_modified()
    }

    /// The rows that were added and are not written yet, in the order of adding.
    pub fn new_rows<T: Entity>(&mut self) -> Vec<Handle<T>> {
        let store = self.stores.of::<T>();
        self.handles(self.stores.at(store).new_slots())
    }

    /// The rows that were written to since the last flush.
    pub fn dirty_rows<T: Entity>(&mut self) -> Vec<Handle<T>> {
        let store = self.stores.of::<T>();
        let stores = &self.stores;
        let dirty = |slot: &u32| stores.state(store, *slot) == State::Dirty;
        self.handles(stores.at(store).rows.dirty().iter().copied().filter(dirty))
    }

    /// The rows that the next flush deletes.
    pub fn deleted_rows<T: Entity>(&mut self) -> Vec<Handle<T>> {
        let store = self.stores.of::<T>();
        self.handles(self.stores.at(store).doomed.iter().copied())
    }

    /// The fields of a row that differ from what the database has.
    ///
    /// # Errors
    /// `Handle` for a handle of another session; `Encode` for a value that cannot be stored.
    pub fn changed_fields<T: Entity>(&self, handle: Handle<T>) -> Result<Vec<&'static str>> {
        let (store, slot) = self.stores.locate(handle)?;
        let store = self.stores.at(store);
        let changed = store.rows.changed(slot, store.meta.columns.len())?;
        Ok(changed.into_iter().map(|at| store.meta.columns[usize::from(at)].field).collect())
    }

    /// What a flush would send, in order. Nothing is sent or changed; `before_flush` is not called.
    ///
    /// ```text
    /// INSERT users (name, email)
    /// INSERT posts (author_id, title) [2 rows]
    /// ```
    ///
    /// # Errors
    /// What a flush would find before it sends anything: a circle of new rows, a value that cannot be stored, a handle of
    /// a row that is gone.
    pub fn plan(&self) -> Result<FlushPlan> {
        flush::plan(&self.stores).map(|plan| flush::describe(&self.stores, &plan))
    }

    fn handles<T: Entity>(&self, slots: impl Iterator<Item = u32>) -> Vec<Handle<T>> {
        slots.map(|slot| Handle::new(self.stores.session, slot)).collect()
    }
}
