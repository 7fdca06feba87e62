//! The tables of a session: their rows, what is to be done to them, and how they refer to each other.

use super::{
    Entity, Handle,
    cell::{Cell, Cells, Target},
    entity,
    graph::{ForeignKey, Graph},
    pages::Grid,
    rows::{AnyRows, Place, Rows, Slot},
    state::{self, Gone, State},
};
use crate::{
    Result,
    expr::RowRef,
    schema::{
        BaseTable, Table,
        meta::{Action, TableMeta},
    },
    sql::Style,
    value::Datum,
};
use std::{any::TypeId, collections::HashSet};

/// The tables of a session, in the order in which they came.
#[doc(hidden)]
pub struct Stores {
    list: Vec<Store>,
    types: Vec<TypeId>,
    pub(super) graph: Graph,
    pub(super) style: Style,
    /// The session's number; handles carry it.
    pub(super) session: u32,
}

/// One table.
pub(super) struct Store {
    pub(super) meta: &'static TableMeta,
    /// The positions of the columns of the primary key.
    pub(super) key: &'static [usize],
    pub(super) rows: Box<dyn AnyRows>,
    /// The new rows, by the columns that are given.
    pub(super) shapes: Vec<Shape>,
    /// Rows to delete.
    pub(super) doomed: Vec<u32>,
    doomed_set: HashSet<u32>,
    /// Columns of written rows that get the key of a row which has none yet.
    pub(super) links: Vec<Link>,
}

/// A column of a written row that gets the key of a row which has none yet.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) slot: u32,
    pub(super) column: usize,
    pub(super) target: Target,
    /// What the column was when it was linked: where it is something else now, the program has written to it since.
    pub(super) was: Datum,
}

/// New rows that are given the same columns.
pub(super) struct Shape {
    pub(super) columns: Box<[u16]>,
    /// The slot of each row; `NONE` if it was deleted before it was written.
    pub(super) slots: Vec<u32>,
    /// What is given for each of them.
    pub(super) cells: Grid,
    /// Whether all of that are values.
    pub(super) plain: bool,
}
/// No slot.
pub(super) const NONE: u32 = u32::MAX;

impl Shape {
    pub(super) fn cells_of(&self, at: u32) -> &[Cell] {
        self.cells.of(at)
    }

    pub(super) fn cell(&self, at: u32, column: usize) -> Option<&Cell> {
        let position = self.columns.iter().position(|&c| usize::from(c) == column)?;
        Some(&self.cells_of(at)[position])
    }
}

impl Stores {
    pub(super) fn new(style: Style, session: u32) -> Self {
        Self { list: Vec::new(), types: Vec::new(), graph: Graph::default(), style, session }
    }

    pub(super) fn at(&self, store: usize) -> &Store {
        &self.list[store]
    }

    pub(super) fn at_mut(&mut self, store: usize) -> &mut Store {
        &mut self.list[store]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Store)> {
        self.list.iter().enumerate()
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Store> {
        self.list.iter_mut()
    }

    /// The foreign keys of a table to tables of the session.
    pub(super) fn foreign_keys(&self, store: usize) -> &[ForeignKey] {
        &self.graph.keys[store]
    }

    #[inline]
    fn position(&self, row: TypeId) -> Option<usize> {
        self.types.iter().position(|&ty| ty == row)
    }

    /// The table of a row struct.
    #[inline]
    pub(super) fn of<T: Entity>(&mut self) -> usize {
        match self.position(TypeId::of::<T>()) {
            Some(store) => store,
            None => self.open::<T>(),
        }
    }

    #[cold]
    fn open<T: Entity>(&mut self) -> usize {
        let meta = <T::Table as BaseTable>::META;
        let key: &'static [usize] = entity::key_positions::<T>();
        self.list.push(Store {
            meta,
            key,
            rows: Box::new(Rows::<T>::new(key, self.style.kind)),
            shapes: Vec::new(),
            doomed: Vec::new(),
            doomed_set: HashSet::new(),
            links: Vec::new(),
        });
        self.types.push(TypeId::of::<T>());
        self.graph = Graph::new(&self.list.iter().map(|store| store.meta).collect::<Vec<_>>());
        self.list.len() - 1
    }

    pub(super) fn rows<T: Entity>(&self) -> Option<&Rows<T>> {
        let store = self.position(TypeId::of::<T>())?;
        self.list[store].rows.any().downcast_ref()
    }

    #[inline]
    pub(super) fn rows_mut<T: Entity>(&mut self) -> &mut Rows<T> {
        let store = self.of::<T>();
        self.list[store].rows.any_mut().downcast_mut().expect("a table has the rows of its struct")
    }

    /// The table and slot of a handle.
    pub(super) fn locate<T: Entity>(&self, handle: Handle<T>) -> Result<(usize, u32)> {
        match self.position(TypeId::of::<T>()) {
            Some(store) if handle.session == self.session => Ok((store, handle.slot)),
            _ => Err(state::another_session(<T::Table as Table>::NAME)),
        }
    }

    pub(super) fn state(&self, store: usize, slot: u32) -> State {
        match self.list[store].rows.state(slot) {
            State::Clean | State::Dirty if self.list[store].doomed_set.contains(&slot) => State::Doomed,
            state => state,
        }
    }

    /// What a handle stands for, as the key of another row.
    pub(super) fn target(&self, row: RowRef) -> Result<Target> {
        let store = self.position(row.table).filter(|_| row.session == self.session);
        let Some(store) = store else { return Err(state::another_session("another table")) };
        match self.state(store, row.slot) {
            State::New | State::Clean | State::Dirty | State::Doomed => {
                Ok(Target { store, slot: row.slot, column: row.column })
            }
            state => Err(state::refused(self.list[store].meta, state)),
        }
    }

    /// A column's value, if it is known before anything is written.
    pub(super) fn settled(&self, target: Target) -> Result<Option<Datum>> {
        let store = &self.list[target.store];
        match self.state(target.store, target.slot) {
            State::New => match self.given(target.store, target.slot, target.column) {
                Some(Cell::Value(value)) => Ok(Some(value.clone())),
                Some(Cell::Key(next)) => self.settled(*next),
                _ => Ok(None),
            },
            State::Clean | State::Dirty | State::Doomed => {
                match store.links_in_force().find(|link| (link.slot, link.column) == (target.slot, target.column)) {
                    Some(link) => self.settled(link.target),
                    None => store.rows.now(target.slot, target.column).map(Some),
                }
            }
            state => Err(state::refused(store.meta, state)),
        }
    }

    /// What is given for a column of a new row.
    pub(super) fn given(&self, store: usize, slot: u32, column: usize) -> Option<&Cell> {
        let place = self.list[store].rows.place(slot)?;
        self.list[store].shapes[place.shape as usize].cell(place.at, column)
    }

    /// Completes the indexes in which a flush looks for rows by their keys: those of tables whose keys others follow.
    pub(super) fn complete_indexes(&mut self) -> Result<()> {
        let Self { list, graph, .. } = self;
        if list.iter().all(|store| store.rows.dirty().is_empty()) {
            return Ok(());
        }
        let mut followed = graph.keys.iter().flatten().filter(|key| key.on_update == Action::Cascade);
        followed.try_for_each(|key| list[key.target].rows.complete_index())
    }

    /// Whether there is something to write.
    pub(super) fn is_modified(&self) -> bool {
        self.list.iter().any(|store| {
            !store.doomed.is_empty()
                || !store.rows.dirty().is_empty()
                || !store.links.is_empty()
                || store.shapes.iter().any(|shape| shape.slots.iter().any(|&slot| slot != NONE))
        })
    }
}

impl Store {
    /// Keeps a new row; the columns come sorted.
    #[inline]
    pub(super) fn add(&mut self, cells: &mut Cells) -> u32 {
        let shape = self.shape(&cells.columns);
        let place = Place { shape: shape as u32, at: self.shapes[shape].slots.len() as u32 };
        let slot = self.rows.push_new(place);
        self.keep(shape, slot, cells);
        slot
    }

    #[inline]
    fn keep(&mut self, shape: usize, slot: u32, cells: &mut Cells) {
        let shape = &mut self.shapes[shape];
        shape.slots.push(slot);
        shape.plain &= cells.cells.iter().all(|cell| matches!(cell, Cell::Value(_)));
        shape.cells.push(&mut cells.cells);
        cells.columns.clear();
    }

    #[inline]
    fn shape(&mut self, columns: &[u16]) -> usize {
        let same = |shape: &Shape| *shape.columns == *columns;
        if let Some(last) = self.shapes.len().checked_sub(1)
            && same(&self.shapes[last])
        {
            return last;
        }
        self.shapes.iter().position(same).unwrap_or_else(|| {
            let cells = Grid::new(columns.len());
            self.shapes.push(Shape { columns: columns.into(), slots: Vec::new(), cells, plain: true });
            self.shapes.len() - 1
        })
    }

    /// Gives columns of a new row something else.
    pub(super) fn give(&mut self, slot: u32, cells: &mut Cells) {
        let Some(old) = self.rows.place(slot) else { return };
        let from = &mut self.shapes[old.shape as usize];
        from.slots[old.at as usize] = NONE;
        for (&column, cell) in from.columns.iter().zip(from.cells.of_mut(old.at)) {
            if !cells.columns.contains(&column) {
                cells.push(column, std::mem::replace(cell, Cell::nothing()));
            }
        }
        cells.sort();
        let shape = self.shape(&cells.columns);
        let at = self.shapes[shape].slots.len() as u32;
        self.keep(shape, slot, cells);
        self.rows.set_place(slot, Place { shape: shape as u32, at });
    }

    /// The slot of a key.
    pub(super) fn find(&mut self, key: &[Datum]) -> Result<Option<u32>> {
        self.rows.complete_index()?;
        Ok(self.rows.find(key))
    }

    /// Marks a row for deletion; a new one is forgotten.
    pub(super) fn doom(&mut self, slot: u32) {
        match self.rows.place(slot) {
            Some(place) => {
                self.shapes[place.shape as usize].slots[place.at as usize] = NONE;
                self.rows.set_gone(slot, Gone::Deleted);
            }
            None if self.doomed_set.insert(slot) => self.doomed.push(slot),
            None => {}
        }
    }

    /// The links that were not written over since: the last write counts.
    pub(super) fn links_in_force(&self) -> impl Iterator<Item = &Link> {
        self.links.iter().filter(|link| self.rows.now(link.slot, link.column).map_or(true, |now| now == link.was))
    }

    /// Forgets the others.
    pub(super) fn drop_links_written_over(&mut self) {
        if !self.links.is_empty() {
            self.links = self.links_in_force().cloned().collect();
        }
    }

    /// Drops what was to be done to a row.
    pub(super) fn spare(&mut self, slot: u32) {
        self.links.retain(|link| link.slot != slot);
        if self.doomed_set.remove(&slot) {
            self.doomed.retain(|&doomed| doomed != slot);
        }
    }

    /// Forgets what was to be done: it is done, or it is dropped.
    pub(super) fn settle(&mut self) {
        self.shapes.clear();
        self.doomed.clear();
        self.doomed_set.clear();
        self.links.clear();
        self.rows.sweep();
    }

    /// Goes back to a mark, and drops what was to be done.
    pub(super) fn revert(&mut self, mark: usize) -> Result<()> {
        for slot in self.shapes.iter().flat_map(|shape| &shape.slots).filter(|&&slot| slot != NONE) {
            self.rows.set_gone(*slot, Gone::RolledBack);
        }
        let result = self.rows.revert(mark);
        self.settle();
        result
    }

    /// The slots of new rows.
    pub(super) fn new_slots(&self) -> impl Iterator<Item = u32> {
        let mut slots: Vec<u32> =
            self.shapes.iter().flat_map(|shape| &shape.slots).copied().filter(|&slot| slot != NONE).collect();
        slots.sort_unstable();
        slots.into_iter()
    }
}

impl<T: Entity> Rows<T> {
    /// The row of a slot, if it can be read.
    #[inline]
    pub(super) fn row(&self, slot: u32) -> Option<&T> {
        match self.slot(slot) {
            Slot::Live { row, .. } => Some(row),
            _ => None,
        }
    }
}
