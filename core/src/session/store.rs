//! The tables of a session: their rows, what is to be done to them, and how they refer to each other.

use super::{
    Entity, Handle,
    cell::{Cell, Cells, Piece, Target},
    columns::Columns,
    graph::{ForeignKey, Graph},
    identity,
    pages::Grid,
    rows::{AnyRows, How, Place, Rows, Slot},
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
    /// The new rows, by what is given for them.
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
    given: Columns,
    /// The same columns, in their order.
    pub(super) columns: Box<[usize]>,
    /// Those of them whose values are not in the rows.
    pub(super) open: Box<[u16]>,
    /// Whether the rows are made; if not, all columns are open.
    pub(super) made: bool,
    /// The slot of each row; `NONE` if it is not here any more.
    pub(super) slots: Vec<u32>,
    /// What is given for the open columns of each.
    pub(super) cells: Grid,
}
/// No slot.
const NONE: u32 = u32::MAX;

impl Shape {
    /// The open columns of a row, with what is given for them.
    pub(super) fn cells_of(&self, at: u32) -> impl Iterator<Item = (usize, &Cell)> {
        self.open.iter().map(|&column| usize::from(column)).zip(self.cells.of(at))
    }

    /// What is given for an open column.
    pub(super) fn cell(&self, at: u32, column: usize) -> Option<&Cell> {
        self.cells_of(at).find(|(open, _)| *open == column).map(|(_, cell)| cell)
    }

    /// What the database computes for a column, if it does.
    pub(super) fn piece(&self, at: u32, column: usize) -> Option<&Piece> {
        match self.cell(at, column) {
            Some(Cell::Sql(piece)) => Some(piece),
            _ => None,
        }
    }

    /// The rows that are here, by their positions.
    pub(super) fn here(&self) -> Vec<u32> {
        match self.slots.contains(&NONE) {
            true => self.rows().map(|(at, _)| at).collect(),
            false => (0..self.slots.len() as u32).collect(),
        }
    }

    /// The rows that are here, and their slots.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, u32)> {
        (0..).zip(&self.slots).filter(|(_, slot)| **slot != NONE).map(|(at, slot)| (at, *slot))
    }
}

/// What a new row is given for a column.
pub(super) enum Given {
    Value(Datum),
    /// A column of another row.
    Key(Target),
    /// What is known later.
    Later,
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
        let key: &'static [usize] = identity::key_positions::<T>();
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
        self.list[store].rows_mut()
    }

    /// A row of table `store` to give values to, if it can be made before all are known.
    #[inline]
    pub(super) fn blank<T: Entity>(&mut self, store: usize) -> Option<T> {
        self.list[store].rows_mut().blank()
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
            State::New => match self.given(target.store, target.slot, target.column)? {
                Some(Given::Value(value)) => Ok(Some(value)),
                Some(Given::Key(next)) => self.settled(next),
                Some(Given::Later) | None => Ok(None),
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
    pub(super) fn given(&self, store: usize, slot: u32, column: usize) -> Result<Option<Given>> {
        let Store { rows, shapes, .. } = &self.list[store];
        let Some(place) = rows.place(slot) else { return Ok(None) };
        let shape = &shapes[place.shape as usize];
        if !shape.given.contains(column) {
            return Ok(None);
        }
        Ok(Some(match shape.cell(place.at, column) {
            None => Given::Value(rows.now(slot, column)?),
            Some(Cell::Value(value)) => Given::Value(value.clone()),
            Some(Cell::Key(target)) => Given::Key(*target),
            Some(Cell::Sql(_) | Cell::Refused(_)) => Given::Later,
        }))
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
                || store.shapes.iter().any(|shape| shape.rows().next().is_some())
        })
    }
}

impl Store {
    #[inline]
    fn rows_mut<T: Entity>(&mut self) -> &mut Rows<T> {
        self.rows.any_mut().downcast_mut().expect("a table has the rows of its struct")
    }

    /// Keeps a new row; the open columns come sorted.
    #[inline]
    pub(super) fn add<T: Entity>(&mut self, row: Option<T>, given: Columns, open: &mut Cells) -> u32 {
        let shape = self.shape(given, &open.columns, row.is_some());
        let place = Place { shape: shape as u32, at: self.shapes[shape].slots.len() as u32 };
        let slot = self.rows_mut().push_new(row, place);
        self.keep(shape, slot, open);
        slot
    }

    #[inline]
    fn keep(&mut self, shape: usize, slot: u32, open: &mut Cells) {
        let shape = &mut self.shapes[shape];
        shape.slots.push(slot);
        if !open.is_empty() {
            shape.cells.push(&mut open.cells);
            open.columns.clear();
        }
    }

    #[inline]
    fn shape(&mut self, given: Columns, open: &[u16], made: bool) -> usize {
        let same = |shape: &Shape| {
            // None is open, mostly: two empty lists are compared by a call.
            let open = shape.open.len() == open.len() && (open.is_empty() || *shape.open == *open);
            open && shape.given == given && shape.made == made
        };
        match self.shapes.last() {
            Some(last) if same(last) => self.shapes.len() - 1,
            _ => self.other_shape(given, open, made),
        }
    }

    #[cold]
    fn other_shape(&mut self, given: Columns, open: &[u16], made: bool) -> usize {
        let same = |shape: &Shape| shape.given == given && *shape.open == *open && shape.made == made;
        if let Some(shape) = self.shapes.iter().position(same) {
            return shape;
        }
        let (columns, cells) = (given.iter().collect(), Grid::new(open.len()));
        self.shapes.push(Shape { given, columns, open: open.into(), made, slots: Vec::new(), cells });
        self.shapes.len() - 1
    }

    /// Gives columns of a new row something else.
    pub(super) fn give(&mut self, slot: u32, cells: &mut Cells) {
        let Some(old) = self.rows.place(slot) else { return };
        let from = &mut self.shapes[old.shape as usize];
        from.slots[old.at as usize] = NONE;
        let (mut given, made, mut open) = (from.given.clone(), from.made, Cells::default());
        for (&column, cell) in from.open.iter().zip(from.cells.of_mut(old.at)) {
            open.push(column, std::mem::replace(cell, Cell::nothing()));
        }
        for (column, cell) in cells.drain() {
            given.insert(column.into());
            match cell {
                Cell::Value(value) if made => match self.rows.give(slot, column.into(), value) {
                    Ok(()) => open.remove(column.into()),
                    Err(error) => open.push(column, Cell::Refused(Box::new(error))),
                },
                cell => open.push(column, cell),
            }
        }
        open.sort();
        let shape = self.shape(given, &open.columns, made);
        let at = self.shapes[shape].slots.len() as u32;
        self.keep(shape, slot, &mut open);
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
        for (_, slot) in self.shapes.iter().flat_map(Shape::rows) {
            self.rows.set_gone(slot, Gone::RolledBack);
        }
        let result = self.rows.revert(mark);
        self.settle();
        result
    }

    /// The slots of new rows.
    pub(super) fn new_slots(&self) -> impl Iterator<Item = u32> {
        let mut slots: Vec<u32> = self.shapes.iter().flat_map(Shape::rows).map(|(_, slot)| slot).collect();
        slots.sort_unstable();
        slots.into_iter()
    }
}

impl<T: Entity> Rows<T> {
    /// The row of a slot, if it can be read.
    #[inline]
    pub(super) fn row(&self, slot: u32) -> Option<&T> {
        match self.slot(slot) {
            Slot::Row { row, how: How::Clean | How::Dirty } => Some(row),
            _ => None,
        }
    }
}
