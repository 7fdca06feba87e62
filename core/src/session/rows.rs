//! The rows of one table in memory, by slot and by key.

use super::{
    Entity,
    cell::column_of,
    entity,
    pages::Pages,
    state::{Gone, State},
};
use crate::{
    Result,
    sql::DialectKind,
    value::{Datum, DatumRow},
};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::{
    any::Any,
    hash::{BuildHasher, Hash, Hasher},
    ops::Range,
};

/// A hash of 32 bits as one of 64, which a table wants: its top bits tell entries apart, its low ones place them.
#[inline]
const fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// A key, as the index has it.
#[derive(Clone, Copy)]
struct Hashed {
    hash: u32,
    /// The key, if it is one integer.
    whole: Option<i64>,
}

/// What a slot holds.
pub(super) enum Slot<T> {
    /// A row that is not written yet; what is given for it is elsewhere.
    New(Place),
    /// A row as it is in the database (`before`, if it was written to since) and in memory.
    Live { row: T, before: Option<Box<T>> },
    /// A row whose values may not be those of the database any more.
    Stale(T),
    /// No row.
    Gone(Gone),
}

/// Where a new row is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) shape: u32,
    pub(super) at: u32,
}

/// How to go back to what was before.
enum Undo<T> {
    /// The rows of these slots were inserted, the last one included.
    Born(u32, u32),
    /// The row was read after something had been written that the session does not know.
    Read(u32),
    /// The row was another one.
    Was(u32, Box<T>),
    /// The row was there.
    Removed(u32, Box<T>),
}

/// The rows of one table.
pub(super) struct Rows<T> {
    pub(super) slots: Pages<Slot<T>>,
    /// Slots by key, each with the hash of its key: a growing table does not look at the rows.
    index: HashTable<(u32, u32)>,
    /// Slots, from one to another, that are not in the index yet: they enter it when somebody looks for a key.
    unindexed: Vec<Range<u32>>,
    /// No key here is greater than this, if it is an integer. What comes in order of its key, as rows mostly do, is new
    /// without a look into the index.
    greatest: Option<i64>,
    hasher: DefaultHashBuilder,
    undo: Vec<Undo<T>>,
    /// Where the last mark is.
    marked: usize,
    /// Slots written to since the last flush.
    dirty: Vec<u32>,
    key: &'static [usize],
    dialect: DialectKind,
}

/// The rows of a table, whatever its row struct.
pub(super) trait AnyRows: Any + Send {
    fn len(&self) -> usize;
    fn state(&self, slot: u32) -> State;
    fn place(&self, slot: u32) -> Option<Place>;
    fn push_new(&mut self, place: Place) -> u32;
    fn set_gone(&mut self, slot: u32, gone: Gone);
    fn set_place(&mut self, slot: u32, place: Place);
    fn dirty(&self) -> &[u32];
    /// Puts all keys into the index, before `find`.
    fn complete_index(&mut self) -> Result<()>;
    fn find(&self, key: &[Datum]) -> Option<u32>;
    /// A column as it is in memory.
    fn now(&self, slot: u32, column: usize) -> Result<Datum>;
    /// A column as it is in the database.
    fn known(&self, slot: u32, column: usize) -> Result<Datum>;
    /// The columns that differ from the database.
    fn changed(&self, slot: u32, width: usize) -> Result<Vec<u16>>;
    /// Assigns to a column, as a program does.
    fn assign(&mut self, slot: u32, column: usize, value: Datum) -> Result<()>;
    /// A new row was inserted with these values.
    fn born(&mut self, slot: u32, values: &mut [Datum]) -> Result<()>;
    /// What was changed is written; the database changed these columns besides.
    fn written(&mut self, slot: u32, besides: &[(usize, Datum)]) -> Result<()>;
    /// The database changed a column.
    fn patch(&mut self, slot: u32, column: usize, value: &Datum) -> Result<()>;
    /// The row is deleted.
    fn remove(&mut self, slot: u32, gone: Gone);
    /// The row turned out not to be there, and no rollback brings it back.
    fn vanish(&mut self, slot: u32);
    /// The row may not be what it was.
    fn expire(&mut self, slot: u32);
    /// Rows that were written to, and are as they were, are clean.
    fn sweep(&mut self);
    /// How far the way back has come.
    fn mark(&mut self) -> usize;
    /// Goes back to a mark, and drops all unwritten changes and new rows.
    fn revert(&mut self, mark: usize) -> Result<()>;
    fn forget_undo(&mut self);
    fn any(&self) -> &dyn Any;
    fn any_mut(&mut self) -> &mut dyn Any;
}

impl<T: Entity> Rows<T> {
    pub(super) fn new(key: &'static [usize], dialect: DialectKind) -> Self {
        Self {
            slots: Pages::new(),
            index: HashTable::new(),
            unindexed: Vec::new(),
            greatest: None,
            hasher: DefaultHashBuilder::default(),
            undo: Vec::new(),
            marked: 0,
            dirty: Vec::new(),
            key,
            dialect,
        }
    }

    pub(super) fn slot(&self, slot: u32) -> &Slot<T> {
        &self.slots[slot]
    }

    /// The row to write to. The first time since the last flush, a copy of it is kept.
    #[inline]
    pub(super) fn write(&mut self, slot: u32) -> Option<&mut T> {
        match &mut self.slots[slot] {
            Slot::Live { row, before } => {
                if before.is_none() {
                    *before = Some(Box::new(row.clone()));
                    self.dirty.push(slot);
                }
                Some(row)
            }
            _ => None,
        }
    }

    /// Takes in a row of the database: under its handle if it is here. What a program wrote to it is kept.
    #[inline]
    pub(super) fn attach(&mut self, row: T, log: bool) -> Result<u32> {
        let slot = match entity::whole_key(&row, self.dialect)? {
            key @ Some(_) if key > self.greatest => {
                self.greatest = key;
                self.unindexed(self.slots.len() as u32);
                None
            }
            _ => self.look_up(&row)?,
        };
        let Some(slot) = slot else {
            let slot = self.slots.len() as u32;
            self.slots.push(Slot::Live { row, before: None });
            if log {
                self.undo.push(Undo::Read(slot));
            }
            return Ok(slot);
        };
        match &mut self.slots[slot] {
            Slot::Live { row: old, before: None } => {
                let old = std::mem::replace(old, row);
                if log {
                    self.undo.push(Undo::Was(slot, Box::new(old)));
                }
            }
            stale @ Slot::Stale(_) => {
                *stale = Slot::Live { row, before: None };
                if log {
                    self.undo.push(Undo::Read(slot));
                }
            }
            _ => {}
        }
        Ok(slot)
    }

    /// The slot of the row of the same key; if there is none, the index gets the next slot.
    fn look_up(&mut self, row: &T) -> Result<Option<u32>> {
        self.complete_index()?;
        let key = self.hash(row)?;
        let same = |&(hash, slot): &(u32, u32)| hash == key.hash && self.same_key(slot, row);
        let found = self.index.find(spread(key.hash), same).map(|&(_, slot)| slot);
        if found.is_none() {
            self.enter(key, self.slots.len() as u32);
        }
        Ok(found)
    }

    /// Notes that a slot has to enter the index.
    #[inline]
    fn unindexed(&mut self, slot: u32) {
        match self.unindexed.last_mut() {
            Some(slots) if slots.end == slot => slots.end += 1,
            _ => self.unindexed.push(slot..slot + 1),
        }
    }

    /// Puts the database's row in the place of what is in memory.
    pub(super) fn overwrite(&mut self, slot: u32, row: T, log: bool) {
        self.dirty.retain(|&dirty| dirty != slot);
        let old = std::mem::replace(&mut self.slots[slot], Slot::Live { row, before: None });
        match old {
            Slot::Live { row, before } if log => {
                self.undo.push(Undo::Was(slot, before.unwrap_or_else(|| Box::new(row))));
            }
            Slot::Stale(_) if log => self.undo.push(Undo::Read(slot)),
            _ => {}
        }
    }

    /// Takes the row out.
    pub(super) fn detach(&mut self, slot: u32) -> Option<T> {
        self.forget(slot);
        self.dirty.retain(|&dirty| dirty != slot);
        match std::mem::replace(&mut self.slots[slot], Slot::Gone(Gone::Detached)) {
            Slot::Live { row, .. } | Slot::Stale(row) => Some(row),
            _ => None,
        }
    }

    /// The row as the database has it.
    fn stored(&self, slot: u32) -> Option<&T> {
        match &self.slots[slot] {
            Slot::Live { before: Some(before), .. } => Some(before),
            Slot::Live { row, before: None } | Slot::Stale(row) => Some(row),
            _ => None,
        }
    }

    #[inline]
    fn hash(&self, row: &T) -> Result<Hashed> {
        let mut hasher = self.hasher.build_hasher();
        let mut whole = None;
        for &at in self.key {
            let value = column_of(row, at, self.dialect)?;
            value.hash(&mut hasher);
            whole = value.whole().filter(|_| self.key.len() == 1);
        }
        Ok(Hashed { hash: hasher.finish() as u32, whole })
    }

    fn same_key(&self, slot: u32, row: &T) -> bool {
        self.stored(slot).is_some_and(|stored| {
            self.key.iter().all(|&at| {
                let values = (column_of(stored, at, self.dialect), column_of(row, at, self.dialect));
                matches!(values, (Ok(a), Ok(b)) if a == b)
            })
        })
    }

    #[inline]
    fn enter(&mut self, key: Hashed, slot: u32) {
        self.greatest = self.greatest.max(key.whole);
        let hash = key.hash;
        self.index.insert_unique(spread(hash), (hash, slot), |&(hash, _)| spread(hash));
    }

    /// Takes the key of a slot out of the index, while the slot still has its row, and is to get another one.
    fn leave(&mut self, slot: u32) {
        // A key that cannot be hashed was never in the index.
        let _ = self.complete_index();
        self.forget(slot);
    }

    /// Takes the key of a slot out of the index, while the slot still has its row, and is to be empty: then it does not
    /// enter an index that is not complete.
    fn forget(&mut self, slot: u32) {
        let Some(key) = self.stored(slot).and_then(|row| self.hash(row).ok()) else { return };
        if let Ok(entry) = self.index.find_entry(spread(key.hash), |&(_, other)| other == slot) {
            entry.remove();
        }
    }

    /// Gives a slot a row, whose key enters the index.
    fn place_row(&mut self, slot: u32, row: T) -> Result<()> {
        self.complete_index()?;
        self.slots[slot] = Slot::Live { row, before: None };
        self.enter_slot(slot)
    }

    #[cold]
    fn index_all(&mut self) -> Result<()> {
        let mut slots = std::mem::take(&mut self.unindexed);
        let rows = slots.iter().map(Range::len).sum();
        self.index.reserve(rows, |&(hash, _)| spread(hash));
        let result = slots.drain(..).flatten().try_for_each(|slot| self.enter_slot(slot));
        self.unindexed = slots;
        result
    }

    fn enter_slot(&mut self, slot: u32) -> Result<()> {
        let Some(row) = self.stored(slot) else { return Ok(()) };
        let key = self.hash(row)?;
        let same = |&(known, other): &(u32, u32)| known == key.hash && other != slot && self.same_key(other, row);
        if let Some(&(_, other)) = self.index.find(spread(key.hash), same) {
            // The database knows better: the other one must have gone without our knowing.
            self.leave(other);
            self.slots[other] = Slot::Gone(Gone::Deleted);
        }
        self.enter(key, slot);
        Ok(())
    }

    /// A copy of a row, with one column changed.
    fn with(&self, row: &T, column: usize, value: &Datum, width: usize) -> Result<T> {
        let mut values = Vec::with_capacity(width);
        for at in 0..width {
            values.push(if at == column { value.clone() } else { column_of(row, at, self.dialect)? });
        }
        T::load(&DatumRow::new(&mut values), 0)
    }
}

impl<T: Entity> AnyRows for Rows<T> {
    fn len(&self) -> usize {
        self.slots.len()
    }

    fn state(&self, slot: u32) -> State {
        match self.slots.get(slot) {
            Some(Slot::New(_)) => State::New,
            Some(Slot::Live { before: None, .. }) => State::Clean,
            Some(Slot::Live { before: Some(_), .. }) => State::Dirty,
            Some(Slot::Stale(_)) => State::Stale,
            Some(Slot::Gone(gone)) => State::Gone(*gone),
            None => State::Gone(Gone::Deleted),
        }
    }

    fn place(&self, slot: u32) -> Option<Place> {
        match self.slots[slot] {
            Slot::New(place) => Some(place),
            _ => None,
        }
    }

    #[inline]
    fn push_new(&mut self, place: Place) -> u32 {
        self.slots.push(Slot::New(place));
        (self.slots.len() - 1) as u32
    }

    fn set_gone(&mut self, slot: u32, gone: Gone) {
        self.slots[slot] = Slot::Gone(gone);
    }

    fn set_place(&mut self, slot: u32, place: Place) {
        self.slots[slot] = Slot::New(place);
    }

    fn dirty(&self) -> &[u32] {
        &self.dirty
    }

    #[inline]
    fn complete_index(&mut self) -> Result<()> {
        if self.unindexed.is_empty() { Ok(()) } else { self.index_all() }
    }

    fn find(&self, key: &[Datum]) -> Option<u32> {
        let mut hasher = self.hasher.build_hasher();
        key.iter().for_each(|value| value.hash(&mut hasher));
        let hash = hasher.finish() as u32;
        let same = |&(known, slot): &(u32, u32)| {
            let mut parts = self.key.iter().zip(key);
            known == hash && parts.all(|(&at, value)| self.known(slot, at).is_ok_and(|known| known == *value))
        };
        let found = self.index.find(spread(hash), same).map(|&(_, slot)| slot);
        found.or_else(|| {
            let same = |&slot: &u32| {
                let mut parts = self.key.iter().zip(key);
                parts.all(|(&at, value)| self.known(slot, at).is_ok_and(|known| known == *value))
            };
            self.unindexed.iter().cloned().flatten().find(same)
        })
    }

    #[inline]
    fn now(&self, slot: u32, column: usize) -> Result<Datum> {
        match &self.slots[slot] {
            Slot::Live { row, .. } | Slot::Stale(row) => column_of(row, column, self.dialect),
            _ => Err(super::state::no_row()),
        }
    }

    #[inline]
    fn known(&self, slot: u32, column: usize) -> Result<Datum> {
        match self.stored(slot) {
            Some(row) => column_of(row, column, self.dialect),
            None => Err(super::state::no_row()),
        }
    }

    fn changed(&self, slot: u32, width: usize) -> Result<Vec<u16>> {
        let Slot::Live { row, before: Some(before) } = &self.slots[slot] else { return Ok(Vec::new()) };
        let mut changed = Vec::new();
        for at in 0..width {
            if column_of(row, at, self.dialect)? != column_of(&**before, at, self.dialect)? {
                changed.push(at as u16);
            }
        }
        Ok(changed)
    }

    fn assign(&mut self, slot: u32, column: usize, value: Datum) -> Result<()> {
        let Slot::Live { row, .. } = &self.slots[slot] else { return Err(super::state::no_row()) };
        let changed = self.with(row, column, &value, T::WIDTH)?;
        if let Some(row) = self.write(slot) {
            *row = changed;
        }
        Ok(())
    }

    #[inline]
    fn born(&mut self, slot: u32, values: &mut [Datum]) -> Result<()> {
        if let &[at] = self.key {
            self.greatest = self.greatest.max(values[at].whole());
        }
        let row = T::load(&DatumRow::new(values), 0)?;
        self.slots[slot] = Slot::Live { row, before: None };
        self.unindexed(slot);
        // Not with what is on the other side of a mark.
        let near = self.undo.len() > self.marked;
        match self.undo.last_mut() {
            Some(Undo::Born(_, last)) if *last + 1 == slot && near => *last = slot,
            _ => self.undo.push(Undo::Born(slot, slot)),
        }
        Ok(())
    }

    fn written(&mut self, slot: u32, besides: &[(usize, Datum)]) -> Result<()> {
        for (column, value) in besides {
            if let Slot::Live { row, .. } = &self.slots[slot] {
                let changed = self.with(row, *column, value, T::WIDTH)?;
                if let Some(row) = self.write(slot) {
                    *row = changed;
                }
            }
        }
        let key_changed = self
            .key
            .iter()
            .any(|&at| matches!((self.known(slot, at), self.now(slot, at)), (Ok(old), Ok(new)) if old != new));
        if key_changed {
            self.leave(slot);
        }
        let Slot::Live { before, .. } = &mut self.slots[slot] else { return Ok(()) };
        if let Some(old) = before.take() {
            self.undo.push(Undo::Was(slot, old));
        }
        if key_changed && let Slot::Live { row, .. } = &self.slots[slot] {
            let key = self.hash(row)?;
            self.enter(key, slot);
        }
        Ok(())
    }

    fn patch(&mut self, slot: u32, column: usize, value: &Datum) -> Result<()> {
        let in_key = self.key.contains(&column);
        if in_key {
            self.leave(slot);
        }
        if let Slot::Stale(row) = &self.slots[slot] {
            // It stays stale, under the key that it has now. The way back is walked from the end.
            let changed = self.with(row, column, value, T::WIDTH)?;
            if let Slot::Stale(row) = std::mem::replace(&mut self.slots[slot], Slot::Stale(changed)) {
                self.undo.push(Undo::Read(slot));
                self.undo.push(Undo::Was(slot, Box::new(row)));
            }
            return if in_key { self.enter_slot(slot) } else { Ok(()) };
        }
        let Slot::Live { row, before } = &self.slots[slot] else { return Ok(()) };
        let (row_changed, before_changed) = match before {
            None => (self.with(row, column, value, T::WIDTH)?, None),
            Some(before) => {
                // What a program wrote into this column is kept.
                let own = column_of(row, column, self.dialect)? != column_of(&**before, column, self.dialect)?;
                let row = if own { row.clone() } else { self.with(row, column, value, T::WIDTH)? };
                (row, Some(Box::new(self.with(before, column, value, T::WIDTH)?)))
            }
        };
        let new = Slot::Live { row: row_changed, before: before_changed };
        if let Slot::Live { row, before } = std::mem::replace(&mut self.slots[slot], new) {
            self.undo.push(Undo::Was(slot, before.unwrap_or_else(|| Box::new(row))));
        }
        if in_key && let Some(row) = self.stored(slot) {
            let key = self.hash(row)?;
            self.enter(key, slot);
        }
        Ok(())
    }

    fn remove(&mut self, slot: u32, gone: Gone) {
        self.forget(slot);
        match std::mem::replace(&mut self.slots[slot], Slot::Gone(gone)) {
            Slot::Live { row, before } => {
                self.undo.push(Undo::Removed(slot, before.unwrap_or_else(|| Box::new(row))));
            }
            Slot::Stale(row) => {
                // The way back is walked from the end: the row is back, then stale.
                self.undo.push(Undo::Read(slot));
                self.undo.push(Undo::Removed(slot, Box::new(row)));
            }
            Slot::New(_) | Slot::Gone(_) => {}
        }
    }

    fn vanish(&mut self, slot: u32) {
        self.forget(slot);
        self.dirty.retain(|&dirty| dirty != slot);
        self.slots[slot] = Slot::Gone(Gone::Deleted);
    }

    fn expire(&mut self, slot: u32) {
        self.dirty.retain(|&dirty| dirty != slot);
        let gone = Slot::Gone(Gone::Deleted);
        let slot = &mut self.slots[slot];
        *slot = match std::mem::replace(slot, gone) {
            Slot::Live { before: Some(before), .. } => Slot::Stale(*before),
            Slot::Live { row, before: None } => Slot::Stale(row),
            other => other,
        };
    }

    fn sweep(&mut self) {
        for slot in std::mem::take(&mut self.dirty) {
            if let Slot::Live { row, before } = &mut self.slots[slot]
                && let Some(before) = before.take()
            {
                *row = *before;
            }
        }
    }

    fn mark(&mut self) -> usize {
        self.marked = self.undo.len();
        self.marked
    }

    fn revert(&mut self, mark: usize) -> Result<()> {
        self.sweep();
        while self.undo.len() > mark {
            match self.undo.pop() {
                Some(Undo::Born(first, last)) => {
                    for slot in first..=last {
                        self.forget(slot);
                        self.slots[slot] = Slot::Gone(Gone::RolledBack);
                    }
                }
                Some(Undo::Read(slot)) => self.expire(slot),
                Some(Undo::Was(slot, old)) => {
                    if matches!(self.slots[slot], Slot::Live { .. } | Slot::Stale(_)) {
                        self.leave(slot);
                        self.place_row(slot, *old)?;
                    }
                }
                Some(Undo::Removed(slot, old)) => {
                    if !matches!(self.slots[slot], Slot::Gone(Gone::Detached)) {
                        self.place_row(slot, *old)?;
                    }
                }
                None => break,
            }
        }
        Ok(())
    }

    fn forget_undo(&mut self) {
        self.undo = Vec::new();
        self.marked = 0;
    }

    fn any(&self) -> &dyn Any {
        self
    }
    fn any_mut(&mut self) -> &mut dyn Any {
        self
    }
}
