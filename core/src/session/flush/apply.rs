//! Memory follows the database, when a flush has gone through.

use super::{
    insert,
    made::{Made, Written},
    plan::{Plan, Step},
};
use crate::{
    Result,
    schema::meta::{Action, TableMeta},
    session::{
        blank::declared,
        cell::{Cell, Target},
        graph::ForeignKey,
        pages::Grid,
        state::{Gone, State},
        store::Stores,
    },
    value::Datum,
};
use hashbrown::{HashMap, HashSet};

/// Puts into memory what the plan did.
///
/// # Errors
/// `Decode` if the database made a value that the row struct does not take.
pub(in crate::session) fn apply(stores: &mut Stores, plan: &Plan, written: &Written) -> Result<()> {
    let mut put_off = PutOff::new();
    for step in &plan.steps {
        match step {
            Step::Insert { store, shape, rows } => born(stores, plan, written, &mut put_off, *store, *shape, rows)?,
            Step::Update { store, columns, slots } => {
                for &slot in slots {
                    updated(stores, written, &mut put_off, *store, columns, slot)?;
                }
            }
            // What was cleared is written or deleted by a later step.
            Step::Clear { .. } => {}
            Step::Delete { store, slots } => deleted(stores, *store, slots, Gone::Deleted)?,
        }
    }
    for store in stores.iter_mut() {
        store.settle();
    }
    Ok(())
}

/// Columns of new rows that were NULL when they were inserted, and what they are to be.
type PutOff = HashMap<(usize, u32, usize), Cell>;

/// New rows of one shape become rows of the database.
fn born(
    stores: &mut Stores,
    plan: &Plan,
    written: &Written,
    put_off: &mut PutOff,
    store: usize,
    shape: usize,
    rows: &[u32],
) -> Result<()> {
    let meta = stores.at(store).meta;
    let made = &written.made[store][shape];
    let form = &mut stores.at_mut(store).shapes[shape];
    // Out of the way for a while: a row may look at others.
    let (slots, mut cells, of_all) = (std::mem::take(&mut form.slots), form.cells.take(), form.made);
    let open: Vec<usize> = form.open.iter().map(|&column| usize::from(column)).collect();
    let given = form.columns.clone();
    let known = open.is_empty() && of_all && made.read.is_empty() && plan.deferred.is_empty();
    let result = if known && rows.len() == slots.len() {
        stores.at_mut(store).rows.all_born(&slots, &made.keys)
    } else {
        let missing = (0..meta.columns.len()).filter(|at| !given.contains(at));
        // What the declaration says is in a row that is made.
        let missing = missing.filter(|&at| !of_all || made.read.contains(&at)).collect();
        let mut bearing = Bearing { stores, plan, made, put_off, meta, store, given, open, missing, cells: &mut cells };
        let mut values = Vec::new();
        rows.iter().try_for_each(|&at| bearing.row(at, slots[at as usize], &mut values))
    };
    let form = &mut stores.at_mut(store).shapes[shape];
    (form.slots, form.cells) = (slots, cells);
    result
}

/// What new rows of one shape are made from.
struct Bearing<'a> {
    stores: &'a mut Stores,
    plan: &'a Plan,
    made: &'a Made,
    put_off: &'a mut PutOff,
    meta: &'static TableMeta,
    store: usize,
    given: Box<[usize]>,
    /// The columns of the cells.
    open: Vec<usize>,
    /// The columns that were not given, and are not in the rows.
    missing: Vec<usize>,
    cells: &'a mut Grid,
}

impl Bearing<'_> {
    fn row(&mut self, at: u32, slot: u32, values: &mut Vec<(usize, Datum)>) -> Result<()> {
        values.clear();
        let mut own: Vec<(usize, usize)> = Vec::new();
        for (&column, cell) in self.open.iter().zip(self.cells.of_mut(at)) {
            let value = match std::mem::replace(cell, Cell::nothing()) {
                cell if is_put_off(self.plan, (self.store, slot, column)) => {
                    self.put_off.insert((self.store, slot, column), cell);
                    Datum::Null(self.meta.columns[column].ty)
                }
                Cell::Value(value) => value,
                Cell::Key(target) if (target.store, target.slot) == (self.store, slot) => {
                    own.push((column, target.column));
                    continue;
                }
                // It was written before, so it is live.
                Cell::Key(target) => self.stores.at(target.store).rows.known(target.slot, target.column)?,
                Cell::Sql(_) | Cell::Refused(_) => self.made.value(self.meta, at, column)?,
            };
            values.push((column, value));
        }
        for &column in self.given.iter().filter(|_| !self.plan.deferred.is_empty()) {
            if is_put_off(self.plan, (self.store, slot, column)) && !self.open.contains(&column) {
                let value = self.stores.at(self.store).rows.now(slot, column)?;
                self.put_off.insert((self.store, slot, column), Cell::Value(value));
                values.push((column, Datum::Null(self.meta.columns[column].ty)));
            }
        }
        for &column in &self.missing {
            values.push((column, self.made.value(self.meta, at, column)?));
        }
        for (column, of) in own {
            let value = match values.iter().find(|(column, _)| *column == of) {
                Some((_, value)) => value.clone(),
                // A key that the database makes is not in the row yet.
                None if self.made.auto == Some(of) => self.made.value(self.meta, at, of)?,
                None => self.stores.at(self.store).rows.now(slot, of)?,
            };
            values.push((column, value));
        }
        let key = self.made.keys.get(at as usize).copied();
        self.stores.at_mut(self.store).rows.born(slot, values, key)
    }
}

/// Whether a column of a new row was NULL when it was inserted, and is written later.
fn is_put_off(plan: &Plan, place: (usize, u32, usize)) -> bool {
    !plan.deferred.is_empty() && plan.deferred.contains(&place)
}

fn updated(
    stores: &mut Stores,
    written: &Written,
    put_off: &mut PutOff,
    store: usize,
    columns: &[usize],
    slot: u32,
) -> Result<()> {
    let meta = stores.at(store).meta;
    let mut besides: Vec<(usize, Datum)> = written.generated.get(&(store, slot)).cloned().unwrap_or_default();
    let links = stores.at(store).links.clone();
    for link in links.iter().filter(|link| link.slot == slot) {
        let target = link.target;
        besides.push((link.column, stores.at(target.store).rows.known(target.slot, target.column)?));
    }
    for &column in columns {
        match put_off.remove(&(store, slot, column)) {
            Some(Cell::Value(value)) => besides.push((column, value)),
            Some(Cell::Key(target)) => {
                besides.push((column, stores.at(target.store).rows.known(target.slot, target.column)?));
            }
            _ => {}
        }
    }
    if let Some(version) = meta.columns.iter().position(|column| column.version) {
        // One step counts by one, however many there are.
        let known = stores.at(store).rows.known(slot, version)?;
        besides.push((version, insert::counted(known, 1)));
    }
    let before: Vec<Datum> =
        columns.iter().map(|&column| stores.at(store).rows.known(slot, column)).collect::<Result<_>>()?;
    stores.at_mut(store).rows.written(slot, &besides)?;
    for (&column, old) in columns.iter().zip(before) {
        let new = stores.at(store).rows.known(slot, column)?;
        if new != old {
            follow_update(stores, Target { store, slot, column }, &old, &new)?;
        }
    }
    Ok(())
}

/// A referenced column was changed: rows in memory that the database changed with it.
fn follow_update(stores: &mut Stores, of: Target, old: &Datum, new: &Datum) -> Result<()> {
    let mut patches = Vec::new();
    for (store, _) in stores.iter() {
        for key in stores.foreign_keys(store) {
            let Some(i) = key.referenced.iter().position(|&at| at == of.column).filter(|_| key.target == of.store)
            else {
                continue;
            };
            let value = match key.on_update {
                Action::Cascade => Some(new.clone()),
                Action::SetNull => Some(Datum::Null(new.sql_type())),
                Action::NoAction | Action::Restrict => None,
                // What the default is, the database knows.
                Action::SetDefault => None,
            };
            let Some(value) = value else { continue };
            // The other columns of a composite key are as they were: the row that changed has them, too.
            let others: Vec<(usize, Datum)> = key
                .columns
                .iter()
                .zip(&key.referenced)
                .filter(|(_, at)| **at != of.column)
                .map(|(&column, &at)| Ok((column, stores.at(of.store).rows.known(of.slot, at)?)))
                .collect::<Result<_>>()?;
            let rows = &stores.at(store).rows;
            for slot in live(stores, store) {
                let refers = rows.known(slot, key.columns[i])? == *old
                    && others.iter().all(|(column, value)| rows.known(slot, *column).is_ok_and(|v| v == *value));
                if refers {
                    patches.push((store, slot, key.columns[i], value.clone()));
                }
            }
        }
    }
    for (store, slot, column, value) in patches {
        stores.at_mut(store).rows.patch(slot, column, &value)?;
        follow_update(stores, Target { store, slot, column }, old, &value)?;
    }
    Ok(())
}

/// Rows were deleted: so are rows in memory that the database deleted with them, or it set their columns to NULL.
///
/// The rows of the tables that refer to them are looked through once.
fn deleted(stores: &mut Stores, store: usize, slots: &[u32], gone: Gone) -> Result<()> {
    let mut removed: Vec<(usize, Vec<u32>)> = Vec::new();
    let mut patches = Vec::new();
    for (child, _) in stores.iter() {
        let followed =
            |key: &&ForeignKey| key.target == store && !matches!(key.on_delete, Action::NoAction | Action::Restrict);
        for key in stores.foreign_keys(child).iter().filter(followed) {
            let parents = &stores.at(store).rows;
            let values = |slot: &u32| key.referenced.iter().map(|&at| parents.known(*slot, at)).collect();
            let keys: HashSet<Vec<Datum>> = slots.iter().map(values).collect::<Result<_>>()?;
            let (rows, columns) = (&stores.at(child).rows, stores.at(child).meta.columns);
            let mut cascaded = Vec::new();
            for row in live(stores, child).filter(|row| child != store || !slots.contains(row)) {
                let own = key.columns.iter().map(|&at| rows.known(row, at)).collect::<Result<Vec<_>>>()?;
                if !keys.contains(&own) {
                    continue;
                }
                let value = |at: usize| match key.on_delete {
                    Action::SetDefault => declared(&columns[at]),
                    _ => None,
                };
                match key.on_delete {
                    Action::Cascade => cascaded.push(row),
                    _ => patches.extend(
                        key.columns
                            .iter()
                            .map(|&at| (child, row, at, value(at).unwrap_or(Datum::Null(columns[at].ty)))),
                    ),
                }
            }
            if !cascaded.is_empty() {
                removed.push((child, cascaded));
            }
        }
    }
    for &slot in slots {
        stores.at_mut(store).rows.remove(slot, gone);
    }
    for (child, row, column, value) in patches {
        stores.at_mut(child).rows.patch(row, column, &value)?;
    }
    for (child, mut rows) in removed {
        rows.retain(|&row| !matches!(stores.state(child, row), State::Gone(_)));
        if !rows.is_empty() {
            deleted(stores, child, &rows, Gone::Cascaded)?;
        }
    }
    Ok(())
}

/// The slots that have rows.
fn live(stores: &Stores, store: usize) -> impl Iterator<Item = u32> {
    let rows = &stores.at(store).rows;
    (0..rows.len() as u32).filter(move |&slot| matches!(rows.state(slot), State::Clean | State::Dirty | State::Stale))
}
