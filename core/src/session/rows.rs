//! The rows of one table in memory, by slot and by key.

use super::{
    Entity, blank,
    field::{column_of, put},
    identity,
    pages::Pages,
    state::{self, Gone, State},
};
use crate::{
    Result,
    sql::{Binder, DialectKind, SqlType},
    value::{Datum, DatumRow},
};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
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
    /// A row, and how it stands to the database.
    Row { row: T, how: How },
    /// A new row that is not a `T` yet, because a type of the program has no value for what is not known: everything that
    /// is given for it is in its shape.
    Unmade(Place),
    /// No row.
    Gone(Gone),
}

/// How a row stands to the database. Eight bytes: each row in memory has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// It is not written yet. What is not given for it, or is not a value, is in its shape: here something else stands for it.
    New { shape: [u8; 3], at: u32 },
    /// It is as in the database.
    Clean,
    /// It was written to since. What it was is kept.
    Dirty,
    /// Its values may not be those of the database any more.
    Stale,
}

impl How {
    #[inline]
    fn new(Place { shape, at }: Place) -> Self {
        let [a, b, c, more] = shape.to_le_bytes();
        assert!(more == 0, "new rows are given columns in more ways than a session can tell apart: flush before");
        How::New { shape: [a, b, c], at }
    }

    #[inline]
    fn place(self) -> Option<Place> {
        match self {
            How::New { shape: [a, b, c], at } => Some(Place { shape: u32::from_le_bytes([a, b, c, 0]), at }),
            _ => None,
        }
    }
}

/// Where a new row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) shape: u32,
    pub(super) at: u32,
}

/// How to go back to what was before.
enum Undo<T> {
    /// The rows of these slots were inserted.
    Born(Range<u32>),
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
    /// What those rows were.
    before: HashMap<u32, Box<T>>,
    key: &'static [usize],
    dialect: DialectKind,
    /// A row of which nothing is given, if there can be one.
    blank: Option<Box<T>>,
}

/// The rows of a table, whatever its row struct.
pub(super) trait AnyRows: Any + Send {
    fn len(&self) -> usize;
    fn state(&self, slot: u32) -> State;
    fn place(&self, slot: u32) -> Option<Place>;
    fn set_gone(&mut self, slot: u32, gone: Gone);
    fn set_place(&mut self, slot: u32, place: Place);
    fn dirty(&self) -> &[u32];
    /// Puts all keys into the index, before `find`.
    fn complete_index(&mut self) -> Result<()>;
    fn find(&self, key: &[Datum]) -> Option<u32>;
    /// Hands over columns as they are in memory.
    fn bind<'v>(&'v self, slot: u32, columns: &[usize], binder: &mut dyn Binder<'v>) -> Result<()>;
    /// A column as it is in memory.
    fn now(&self, slot: u32, column: usize) -> Result<Datum>;
    /// A column as it is in the database.
    fn known(&self, slot: u32, column: usize) -> Result<Datum>;
    /// The columns that differ from the database.
    fn changed(&self, slot: u32, width: usize) -> Result<Vec<u16>>;
    /// Assigns to a column, as a program does.
    fn assign(&mut self, slot: u32, column: usize, value: Datum) -> Result<()>;
    /// Gives a column of a new row, which is made, a value.
    fn give(&mut self, slot: u32, column: usize, value: Datum) -> Result<()>;
    /// A new row was inserted; these are its values, as far as they are not in it, and the key that the database made.
    fn born(&mut self, slot: u32, values: &mut Vec<(usize, Datum)>, key: Option<i64>) -> Result<()>;
    /// New rows were inserted, of which nothing was not known but the keys that the database makes: those of each, if it
    /// makes them.
    fn all_born(&mut self, slots: &[u32], keys: &[i64]) -> Result<()>;
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
            before: HashMap::new(),
            key,
            dialect,
            blank: blank::blank().map(Box::new),
        }
    }

    /// A row to give values to; `None` if it cannot be made before all are known.
    #[inline]
    pub(super) fn blank(&self) -> Option<T> {
        self.blank.as_deref().cloned()
    }

    /// Takes a new row in.
    #[inline]
    pub(super) fn push_new(&mut self, row: Option<T>, place: Place) -> u32 {
        self.slots.push(match row {
            Some(row) => Slot::Row { row, how: How::new(place) },
            None => Slot::Unmade(place),
        })
    }

    pub(super) fn slot(&self, slot: u32) -> &Slot<T> {
        &self.slots[slot]
    }

    /// The row to write to. The first time since the last flush, a copy of it is kept.
    #[inline]
    pub(super) fn write(&mut self, slot: u32) -> Option<&mut T> {
        match &mut self.slots[slot] {
            Slot::Row { row, how: how @ How::Clean } => {
                *how = How::Dirty;
                self.before.insert(slot, Box::new(row.clone()));
                self.dirty.push(slot);
                Some(row)
            }
            Slot::Row { row, how: How::Dirty } => Some(row),
            _ => None,
        }
    }

    /// Takes in a row of the database: under its handle if it is here. What a program wrote to it is kept.
    #[inline]
    pub(super) fn attach(&mut self, row: T, log: bool) -> Result<u32> {
        let key = identity::whole_key(&row, self.dialect)?;
        if key <= self.greatest {
            return self.attach_known(row, log);
        }
        self.greatest = key;
        let slot = self.push_read(row, log);
        self.unindexed(slot..slot + 1);
        Ok(slot)
    }

    /// Takes in a row that may be here. It stands apart, so that the usual case has no more to do than it must.
    #[inline(never)]
    fn attach_known(&mut self, row: T, log: bool) -> Result<u32> {
        let Some(slot) = self.look_up(&row)? else {
            return Ok(self.push_read(row, log));
        };
        match &mut self.slots[slot] {
            Slot::Row { row: old, how: How::Clean } => {
                let old = std::mem::replace(old, row);
                if log {
                    self.undo.push(Undo::Was(slot, Box::new(old)));
                }
            }
            stale @ Slot::Row { how: How::Stale, .. } => {
                *stale = Slot::Row { row, how: How::Clean };
                if log {
                    self.undo.push(Undo::Read(slot));
                }
            }
            _ => {}
        }
        Ok(slot)
    }

    /// A row that was not here, in the next slot.
    #[inline(always)] // so that a row is moved once
    fn push_read(&mut self, row: T, log: bool) -> u32 {
        let slot = self.slots.push(Slot::Row { row, how: How::Clean });
        if log {
            self.undo.push(Undo::Read(slot));
        }
        slot
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

    /// Notes that slots have to enter the index.
    #[inline]
    fn unindexed(&mut self, slots: Range<u32>) {
        match self.unindexed.last_mut() {
            Some(last) if last.end == slots.start => last.end = slots.end,
            _ => self.unindexed.push(slots),
        }
    }

    /// Puts the database's row in the place of what is in memory.
    pub(super) fn overwrite(&mut self, slot: u32, row: T, log: bool) {
        self.dirty.retain(|&dirty| dirty != slot);
        let before = self.before.remove(&slot);
        let old = std::mem::replace(&mut self.slots[slot], Slot::Row { row, how: How::Clean });
        match old {
            Slot::Row { row, how: How::Clean | How::Dirty } if log => {
                let before = before.unwrap_or_else(|| Box::new(row));
                self.undo.push(Undo::Was(slot, before));
            }
            Slot::Row { how: How::Stale, .. } if log => self.undo.push(Undo::Read(slot)),
            _ => {}
        }
    }

    /// Takes the row out.
    pub(super) fn detach(&mut self, slot: u32) -> Option<T> {
        self.forget(slot);
        self.dirty.retain(|&dirty| dirty != slot);
        self.before.remove(&slot);
        match std::mem::replace(&mut self.slots[slot], Slot::Gone(Gone::Detached)) {
            Slot::Row { row, .. } => Some(row),
            _ => None,
        }
    }

    /// The row as the database has it.
    fn stored(&self, slot: u32) -> Option<&T> {
        match &self.slots[slot] {
            Slot::Row { how: How::Dirty, .. } => self.before.get(&slot).map(|before| &**before),
            Slot::Row { row, how: How::Clean | How::Stale } => Some(row),
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
        self.slots[slot] = Slot::Row { row, how: How::Clean };
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
            self.before.remove(&other);
            self.slots[other] = Slot::Gone(Gone::Deleted);
        }
        self.enter(key, slot);
        Ok(())
    }

    /// Notes that slots have rows of the database now.
    fn note_born(&mut self, slots: Range<u32>) {
        self.unindexed(slots.clone());
        // Not with what is on the other side of a mark.
        let near = self.undo.len() > self.marked;
        match self.undo.last_mut() {
            Some(Undo::Born(born)) if born.end == slots.start && near => born.end = slots.end,
            _ => self.undo.push(Undo::Born(slots)),
        }
    }
}

/// A copy of a row, with one column changed.
fn with<T: Entity>(row: &T, column: usize, value: &Datum) -> Result<T> {
    let mut changed = row.clone();
    put(&mut changed, column, value.clone())?;
    Ok(changed)
}

impl<T: Entity> AnyRows for Rows<T> {
    fn len(&self) -> usize {
        self.slots.len()
    }

    fn state(&self, slot: u32) -> State {
        match self.slots.get(slot) {
            Some(Slot::Row { how: How::New { .. }, .. } | Slot::Unmade(_)) => State::New,
            Some(Slot::Row { how: How::Clean, .. }) => State::Clean,
            Some(Slot::Row { how: How::Dirty, .. }) => State::Dirty,
            Some(Slot::Row { how: How::Stale, .. }) => State::Stale,
            Some(Slot::Gone(gone)) => State::Gone(*gone),
            None => State::Gone(Gone::Deleted),
        }
    }

    fn place(&self, slot: u32) -> Option<Place> {
        match self.slots[slot] {
            Slot::Row { how, .. } => how.place(),
            Slot::Unmade(place) => Some(place),
            Slot::Gone(_) => None,
        }
    }

    fn set_gone(&mut self, slot: u32, gone: Gone) {
        self.slots[slot] = Slot::Gone(gone);
    }

    fn set_place(&mut self, slot: u32, place: Place) {
        match &mut self.slots[slot] {
            Slot::Row { how, .. } => *how = How::new(place),
            Slot::Unmade(old) => *old = place,
            Slot::Gone(_) => {}
        }
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

    fn bind<'v>(&'v self, slot: u32, columns: &[usize], binder: &mut dyn Binder<'v>) -> Result<()> {
        match &self.slots[slot] {
            Slot::Row { row, .. } => columns.iter().try_for_each(|&at| row.bind_column(at, binder)),
            _ => Err(state::no_row()),
        }
    }

    #[inline]
    fn now(&self, slot: u32, column: usize) -> Result<Datum> {
        match &self.slots[slot] {
            Slot::Row { row, .. } => column_of(row, column, self.dialect),
            _ => Err(state::no_row()),
        }
    }

    #[inline]
    fn known(&self, slot: u32, column: usize) -> Result<Datum> {
        match self.stored(slot) {
            Some(row) => column_of(row, column, self.dialect),
            None => Err(state::no_row()),
        }
    }

    fn changed(&self, slot: u32, width: usize) -> Result<Vec<u16>> {
        let (Slot::Row { row, .. }, Some(before)) = (&self.slots[slot], self.before.get(&slot)) else {
            return Ok(Vec::new());
        };
        let mut changed = Vec::new();
        for at in 0..width {
            if column_of(row, at, self.dialect)? != column_of(&**before, at, self.dialect)? {
                changed.push(at as u16);
            }
        }
        Ok(changed)
    }

    fn assign(&mut self, slot: u32, column: usize, value: Datum) -> Result<()> {
        match self.write(slot) {
            Some(row) => put(row, column, value),
            None => Err(state::no_row()),
        }
    }

    fn give(&mut self, slot: u32, column: usize, value: Datum) -> Result<()> {
        match &mut self.slots[slot] {
            Slot::Row { row, how: How::New { .. } } => put(row, column, value),
            _ => Err(state::no_row()),
        }
    }

    fn born(&mut self, slot: u32, values: &mut Vec<(usize, Datum)>, key: Option<i64>) -> Result<()> {
        let place = &mut self.slots[slot];
        if let Slot::Unmade(_) = place {
            let mut all: Vec<Datum> = (0..T::WIDTH).map(|_| Datum::Null(SqlType::Bool)).collect();
            values.drain(..).for_each(|(column, value)| all[column] = value);
            *place = Slot::Row { row: T::load(&DatumRow::new(&mut all), 0)?, how: How::Clean };
        }
        let Slot::Row { row, how } = place else { return Err(state::no_row()) };
        values.drain(..).try_for_each(|(column, value)| put(row, column, value))?;
        if let Some(key) = key {
            identity::put_key(row, key)?;
        }
        *how = How::Clean;
        self.greatest = self.greatest.max(identity::whole_key(row, self.dialect)?);
        self.note_born(slot..slot + 1);
        Ok(())
    }

    fn all_born(&mut self, slots: &[u32], keys: &[i64]) -> Result<()> {
        let mut keys = keys.iter();
        for run in slots.chunk_by(|slot, next| slot + 1 == *next) {
            for &slot in run {
                let Slot::Row { row, how } = &mut self.slots[slot] else { return Err(state::no_row()) };
                if let Some(&key) = keys.next() {
                    identity::put_key(row, key)?;
                }
                *how = How::Clean;
                self.greatest = self.greatest.max(identity::whole_key(row, self.dialect)?);
            }
            self.note_born(run[0]..run[0] + run.len() as u32);
        }
        Ok(())
    }

    fn written(&mut self, slot: u32, besides: &[(usize, Datum)]) -> Result<()> {
        for (column, value) in besides {
            if let Some(row) = self.write(slot) {
                put(row, *column, value.clone())?;
            }
        }
        let key_changed = self
            .key
            .iter()
            .any(|&at| matches!((self.known(slot, at), self.now(slot, at)), (Ok(old), Ok(new)) if old != new));
        if key_changed {
            self.leave(slot);
        }
        let Slot::Row { how, .. } = &mut self.slots[slot] else { return Ok(()) };
        if let Some(old) = self.before.remove(&slot) {
            *how = How::Clean;
            self.undo.push(Undo::Was(slot, old));
        }
        if key_changed && let Slot::Row { row, .. } = &self.slots[slot] {
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
        let Slot::Row { row, how } = &mut self.slots[slot] else { return Ok(()) };
        match how {
            // It stays stale, under the key that it has now. The way back is walked from the end.
            How::Stale => {
                let old = std::mem::replace(row, with(row, column, value)?);
                self.undo.push(Undo::Read(slot));
                self.undo.push(Undo::Was(slot, Box::new(old)));
                return if in_key { self.enter_slot(slot) } else { Ok(()) };
            }
            How::Clean => {
                let old = std::mem::replace(row, with(row, column, value)?);
                self.undo.push(Undo::Was(slot, Box::new(old)));
            }
            How::Dirty => {
                let Some(before) = self.before.get_mut(&slot) else { return Ok(()) };
                // What a program wrote into this column is kept.
                if column_of(row, column, self.dialect)? == column_of(&**before, column, self.dialect)? {
                    put(row, column, value.clone())?;
                }
                let old = std::mem::replace(before, Box::new(with(&**before, column, value)?));
                self.undo.push(Undo::Was(slot, old));
            }
            How::New { .. } => return Ok(()),
        }
        if in_key && let Some(row) = self.stored(slot) {
            let key = self.hash(row)?;
            self.enter(key, slot);
        }
        Ok(())
    }

    fn remove(&mut self, slot: u32, gone: Gone) {
        self.forget(slot);
        let before = self.before.remove(&slot);
        match std::mem::replace(&mut self.slots[slot], Slot::Gone(gone)) {
            Slot::Row { row, how: How::Clean | How::Dirty } => {
                self.undo.push(Undo::Removed(slot, before.unwrap_or_else(|| Box::new(row))));
            }
            Slot::Row { row, how: How::Stale } => {
                // The way back is walked from the end: the row is back, then stale.
                self.undo.push(Undo::Read(slot));
                self.undo.push(Undo::Removed(slot, Box::new(row)));
            }
            Slot::Row { how: How::New { .. }, .. } | Slot::Unmade(_) | Slot::Gone(_) => {}
        }
    }

    fn vanish(&mut self, slot: u32) {
        self.forget(slot);
        self.dirty.retain(|&dirty| dirty != slot);
        self.before.remove(&slot);
        self.slots[slot] = Slot::Gone(Gone::Deleted);
    }

    fn expire(&mut self, slot: u32) {
        self.dirty.retain(|&dirty| dirty != slot);
        let before = self.before.remove(&slot);
        if let Slot::Row { row, how: how @ (How::Clean | How::Dirty) } = &mut self.slots[slot] {
            *how = How::Stale;
            if let Some(before) = before {
                *row = *before;
            }
        }
    }

    fn sweep(&mut self) {
        for slot in std::mem::take(&mut self.dirty) {
            if let (Slot::Row { row, how }, Some(before)) = (&mut self.slots[slot], self.before.remove(&slot)) {
                (*row, *how) = (*before, How::Clean);
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
                Some(Undo::Born(slots)) => {
                    for slot in slots {
                        self.forget(slot);
                        self.slots[slot] = Slot::Gone(Gone::RolledBack);
                    }
                }
                Some(Undo::Read(slot)) => self.expire(slot),
                Some(Undo::Was(slot, old)) => {
                    if matches!(self.slots[slot], Slot::Row { .. }) {
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
