//! Carries out a plan on the database. Memory is not touched: what the database made is kept beside it.

use super::{
    fresh::{All, Fresh},
    insert::{self, Way},
    made::{Made, Written},
    plan::{Plan, Step},
    text,
};
use crate::{
    Error, ErrorKind, Result,
    engine::{Backend, Done, EachParams, Link, ManyValues, Param, ROWS_PER_STATEMENT, Values, columns_of},
    schema::meta::{Action, TableMeta},
    session::{
        cell::{Cell, Target},
        state::State,
        store::{Given, Store, Stores},
    },
    sql::{DialectKind, SqlType, Style},
    value::{Datum, Row},
};
use hashbrown::{HashMap, HashSet};
use std::collections::BTreeSet;

/// Carries out the plan. Of a failure, the caller rolls back what was done.
///
/// # Errors
/// What the database says; `StaleRow` for a row that is not as it was read.
pub(in crate::session) fn write<B: Backend>(
    link: &mut Link<B>,
    stores: &Stores,
    plan: &Plan,
    confirm_deletes: bool,
) -> Result<Written> {
    let made = stores.iter().map(|(_, store)| store.shapes.iter().map(|_| Made::default()).collect()).collect();
    let written = Written { made, counted: HashMap::new(), generated: HashMap::new() };
    let mut writer = Writing { link, stores, plan, written, confirm_deletes, renamed: HashMap::new() };
    plan.steps.iter().try_for_each(|step| writer.step(step))?;
    writer.read_generated()?;
    Ok(writer.written)
}

/// How many statements of many rows are handed to the backend at once.
const STATEMENTS_AHEAD: usize = 100;

struct Writing<'w, B: Backend> {
    link: &'w mut Link<B>,
    stores: &'w Stores,
    plan: &'w Plan,
    written: Written,
    confirm_deletes: bool,
    /// Keys that were changed, and that foreign keys follow by themselves: table, columns, old values.
    renamed: HashMap<(usize, Vec<usize>, Vec<Datum>), Vec<Datum>>,
}

impl<'w, B: Backend> Writing<'w, B> {
    fn step(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Insert { store, shape, rows } => self.insert(*store, *shape, rows),
            Step::Update { store, columns, slots } => self.update(*store, columns, slots),
            Step::Clear { store, columns, slots } => self.clear(*store, columns, slots),
            Step::Delete { store, slots } => self.delete(*store, slots),
        }
    }

    fn style(&self) -> Style {
        self.stores.style
    }

    /// How many rows of so many values go into one statement.
    fn chunk(&self, values: usize) -> usize {
        (B::MAX_BINDS / values.max(1)).clamp(1, ROWS_PER_STATEMENT)
    }

    fn insert(&mut self, store: usize, shape: usize, rows: &[u32]) -> Result<()> {
        let stores = self.stores;
        let Store { meta, key, shapes, .. } = stores.at(store);
        let form = &shapes[shape];
        let way = Way::of(meta, key, form, self.style().kind);
        let made = &mut self.written.made[store][shape];
        if made.keys.is_empty() && made.values.is_empty() {
            made.auto = way.auto;
            made.read = way.read.clone();
            if way.auto.is_some() {
                made.keys = vec![0; form.slots.len()];
            }
            let null = |&at: &usize| Datum::Null(meta.columns[at].ty);
            made.values = (0..form.slots.len()).flat_map(|_| way.read.iter().map(null)).collect();
        }
        if way.computed {
            return rows.iter().try_for_each(|&at| self.insert_computed(store, shape, at, &way));
        }
        let together = match self.is_listed(&way, rows.len()) {
            // In statements of a thousand, the next of which is on its way while one is carried out.
            true => STATEMENTS_AHEAD * ROWS_PER_STATEMENT,
            false => self.chunk(way.columns.len()),
        };
        for rows in rows.chunks(together) {
            let fresh = self.fresh(store, shape, rows, &way.columns)?;
            self.insert_values(store, shape, rows, &way, &fresh)?;
        }
        self.read_back(store, shape, rows, &way)
    }

    /// The values of new rows.
    fn fresh<'f>(&self, store: usize, shape: usize, rows: &[u32], columns: &'f [usize]) -> Result<Fresh<'f>>
    where
        'w: 'f,
    {
        let stores = self.stores;
        let Store { rows: of, shapes, .. } = stores.at(store);
        let form = &shapes[shape];
        let slots: Vec<u32> = rows.iter().map(|&at| form.slots[at as usize]).collect();
        // Any may be put off.
        let deferring = !self.plan.deferred.is_empty();
        let is_apart = |&at: &usize| deferring || form.open.contains(&(columns[at] as u16));
        let apart: Vec<usize> = match deferring || !form.open.is_empty() {
            true => (0..columns.len()).filter(is_apart).collect(),
            false => Vec::new(),
        };
        let mut values = Vec::with_capacity(apart.len() * slots.len());
        // Rows often refer to the one that the last one refers to.
        let mut last: Option<(Target, Datum)> = None;
        for (&at, &slot) in rows.iter().zip(&slots).filter(|_| !apart.is_empty()) {
            if deferring {
                for &at in &apart {
                    values.push(self.value(Target { store, slot, column: columns[at] }, true)?);
                }
                continue;
            }
            for (column, cell) in form.cells_of(at) {
                values.push(match (cell, &last) {
                    (Cell::Key(target), Some((same, value))) if target == same => value.clone(),
                    (Cell::Key(target), _) => {
                        let value = self.value(*target, false)?;
                        last.insert((*target, value)).1.clone()
                    }
                    _ => self.value(Target { store, slot, column }, false)?,
                });
            }
        }
        Ok(Fresh { rows: &**of, slots, columns, apart, values })
    }

    /// Whether rows are inserted by lists, one for each column.
    fn is_listed(&self, way: &Way, rows: usize) -> bool {
        way.batch && rows > 1 && self.style().kind == DialectKind::Postgres
    }

    fn insert_values(&mut self, store: usize, shape: usize, rows: &[u32], way: &Way, fresh: &Fresh<'_>) -> Result<()> {
        let (style, meta) = (self.style(), self.stores.at(store).meta);
        if !way.batch || rows.len() == 1 {
            if way.returning.is_empty() {
                return self.insert_each(store, shape, rows, way, fresh);
            }
            let sql = text::insert(meta, style, &way.columns, 1, &way.returning);
            let mut read = Vec::with_capacity(rows.len());
            self.link.query_text(&sql, fresh, |run, row| {
                read.push((rows[run], insert::read(meta, row, &way.returning)?));
                Ok(())
            })?;
            return read.into_iter().try_for_each(|(at, read)| self.keep(store, shape, at, &way.returning, read));
        }
        if self.is_listed(way, rows.len()) {
            let sql = text::insert_unnest(meta, style, &way.columns, &way.returning);
            let lists: Vec<_> = fresh.lists(ROWS_PER_STATEMENT).collect();
            let columns = way.columns.iter().map(|&column| &meta.columns[column]).cycle();
            let listed: Vec<Param<'_>> = columns.zip(&lists).map(|(column, list)| text::array(column, list)).collect();
            self.insert_many(store, shape, rows, way, &sql, &ManyValues(&listed, way.columns.len()))
        } else {
            let sql = text::insert(meta, style, &way.columns, rows.len(), &way.returning);
            self.insert_many(store, shape, rows, way, &sql, &All(fresh))
        }
    }

    /// Inserts rows by one statement, which may be run several times.
    fn insert_many(
        &mut self,
        store: usize,
        shape: usize,
        rows: &[u32],
        way: &Way,
        sql: &str,
        values: &impl EachParams,
    ) -> Result<()> {
        let meta = self.stores.at(store).meta;
        if way.returning.is_empty() {
            return self.link.execute_text(sql, values, |_| {});
        }
        let came_back = |read: usize| match read == rows.len() {
            true => Ok(()),
            false => Err(Error::new(
                ErrorKind::Statement,
                format!("{} rows were inserted into `{}`, {read} came back", rows.len(), meta.name),
            )
            .with_sql(sql)),
        };
        if way.returns_key() {
            let mut keys = Vec::with_capacity(rows.len());
            self.link.query_text(sql, values, |_, row| {
                keys.push(row.i64(0)?);
                Ok(())
            })?;
            came_back(keys.len())?;
            let made = &mut self.written.made[store][shape].keys;
            rows.iter().zip(insert::in_order(keys)).for_each(|(&at, key)| made[at as usize] = key);
            return Ok(());
        }
        let mut read: Vec<Vec<Datum>> = Vec::with_capacity(rows.len());
        self.link.query_text(sql, values, |_, row| {
            read.push(insert::read(meta, row, &way.returning)?);
            Ok(())
        })?;
        came_back(read.len())?;
        for (at, read) in insert::matched(rows, read, way, |at| self.keys_of(store, shape, at))? {
            self.keep(store, shape, at, &way.returning, read)?;
        }
        Ok(())
    }

    /// Inserts rows one by one, by one statement that returns nothing.
    fn insert_each(&mut self, store: usize, shape: usize, rows: &[u32], way: &Way, fresh: &Fresh<'_>) -> Result<()> {
        let meta = self.stores.at(store).meta;
        let sql = text::insert(meta, self.style(), &way.columns, 1, &[]);
        let mut made = rows.iter();
        let keys = &mut self.written.made[store][shape].keys;
        let mut untold = false;
        self.link.execute_text(&sql, fresh, |done| {
            if way.auto.is_some()
                && let Some(&at) = made.next()
            {
                match done {
                    Done { affected: 1, last_insert_id: Some(key) } => keys[at as usize] = key,
                    _ => untold = true,
                }
            }
        })?;
        if untold { Err(insert::untold_key(meta)) } else { Ok(()) }
    }

    /// The key of a row to be inserted, where it is given.
    fn keys_of(&self, store: usize, shape: usize, at: u32) -> Result<Vec<Datum>> {
        let Store { key, shapes, .. } = self.stores.at(store);
        let slot = shapes[shape].slots[at as usize];
        key.iter().map(|&column| self.value(Target { store, slot, column }, false)).collect()
    }

    fn insert_computed(&mut self, store: usize, shape: usize, at: u32, way: &Way) -> Result<()> {
        let stores = self.stores;
        let Store { meta, shapes, .. } = stores.at(store);
        let slot = shapes[shape].slots[at as usize];
        let piece = |column| shapes[shape].piece(at, column);
        let mut params = Vec::new();
        for &column in &way.columns {
            match piece(column) {
                Some(piece) => params.extend(piece.values.iter().map(Param::Ref)),
                None => params.push(Param::Owned(self.value(Target { store, slot, column }, true)?)),
            }
        }
        let sql = text::insert_computed(meta, self.style(), &way.columns, piece, &way.returning);
        if way.returning.is_empty() {
            let mut key = None;
            self.link.execute_text(&sql, &Values(&params), |done| key = done.last_insert_id)?;
            if way.auto.is_some() {
                self.written.made[store][shape].keys[at as usize] = key.ok_or_else(|| insert::untold_key(meta))?;
            }
            return self.read_back(store, shape, &[at], way);
        }
        let mut read = Vec::new();
        self.link.query_once(&sql, Values(&params), |row| {
            read = insert::read(meta, row, &way.returning)?;
            Ok(())
        })?;
        self.keep(store, shape, at, &way.returning, read)
    }

    /// Keeps what came back of one row.
    fn keep(&mut self, store: usize, shape: usize, at: u32, columns: &[usize], read: Vec<Datum>) -> Result<()> {
        let meta = self.stores.at(store).meta;
        let made = &mut self.written.made[store][shape];
        for (&column, value) in columns.iter().zip(read) {
            if made.auto == Some(column) {
                made.keys[at as usize] = value.whole().ok_or_else(|| insert::untold_key(meta))?;
            } else if let Some(i) = made.read.iter().position(|&read| read == column) {
                made.values[at as usize * made.read.len() + i] = value;
            }
        }
        Ok(())
    }

    /// Reads what the database computed, where an INSERT does not return it: one SELECT for many rows.
    fn read_back(&mut self, store: usize, shape: usize, rows: &[u32], way: &Way) -> Result<()> {
        if way.read.is_empty() || !way.returning.is_empty() {
            return Ok(());
        }
        let Store { meta, key, .. } = self.stores.at(store);
        let columns = [*key, &way.read].concat();
        for rows in rows.chunks(self.chunk(key.len())) {
            let mut found_by = HashMap::new();
            let mut params = Vec::new();
            for &at in rows {
                let values = self.keys_of(store, shape, at)?;
                params.extend(values.iter().cloned().map(Param::Owned));
                found_by.insert(values, at);
            }
            let sql = text::select(meta, self.style(), &columns, key, rows.len());
            let mut read = Vec::new();
            self.link.query_once(&sql, Values(&params), |row| {
                read.push(insert::read(meta, row, &columns)?);
                Ok(())
            })?;
            for mut values in read {
                let rest = values.split_off(key.len());
                if let Some(&at) = found_by.get(&values) {
                    self.keep(store, shape, at, &way.read, rest)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the generated columns of the rows that were updated: one SELECT for many rows.
    fn read_generated(&mut self) -> Result<()> {
        for store in 0..self.written.made.len() {
            let Store { meta, key, .. } = self.stores.at(store);
            let generated: Vec<usize> =
                (0..meta.columns.len()).filter(|&at| meta.columns[at].generated.is_some()).collect();
            if generated.is_empty() {
                continue;
            }
            let updated: BTreeSet<u32> = self.plan.steps.iter().flat_map(|step| step.updated(store)).copied().collect();
            let columns = [*key, &generated].concat();
            for slots in Vec::from_iter(updated).chunks(self.chunk(key.len())) {
                let mut params = Vec::new();
                let mut found_by = HashMap::new();
                for &slot in slots {
                    let now = key.iter().map(|&column| self.value(Target { store, slot, column }, false));
                    let now = now.collect::<Result<Vec<_>>>()?;
                    params.extend(now.iter().cloned().map(Param::Owned));
                    found_by.insert(now, slot);
                }
                let sql = text::select(meta, self.style(), &columns, key, slots.len());
                let written = &mut self.written.generated;
                self.link.query_once(&sql, Values(&params), |row| {
                    let mut read = insert::read(meta, row, &columns)?;
                    let values = read.split_off(key.len());
                    if let Some(&slot) = found_by.get(&read) {
                        written.insert((store, slot), generated.iter().copied().zip(values).collect());
                    }
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    /// The value of a column of a row at this point of the flush; NULL where that is put off, if asked for.
    fn value(&self, of: Target, putting_off: bool) -> Result<Datum> {
        let Target { store: at, slot, column } = of;
        let store = self.stores.at(at);
        if putting_off && self.plan.deferred.contains(&(at, slot, column)) {
            return Ok(Datum::Null(store.meta.columns[column].ty));
        }
        match self.stores.given(at, slot, column)? {
            Some(Given::Value(value)) => return Ok(value),
            Some(Given::Key(target)) => return self.value(target, false),
            Some(Given::Later) | None => {}
        }
        if let Some(place) = store.rows.place(slot) {
            return self.written.made[at][place.shape as usize].value(store.meta, place.at, column);
        }
        match store.links.iter().find(|link| (link.slot, link.column) == (slot, column)) {
            Some(link) => self.value(link.target, false),
            None if self.renamed.is_empty() => store.rows.now(slot, column),
            None => {
                let (now, known) = (store.rows.now(slot, column)?, store.rows.known(slot, column)?);
                if now == known { self.in_database(at, slot, column, known) } else { Ok(now) }
            }
        }
    }

    /// A column of a row, as the database has it now: a foreign key may have followed what it refers to.
    fn in_database(&self, at: usize, slot: u32, column: usize, known: Datum) -> Result<Datum> {
        if self.renamed.is_empty() {
            return Ok(known);
        }
        for key in self.stores.foreign_keys(at).iter().filter(|key| key.on_update == Action::Cascade) {
            let Some(i) = key.columns.iter().position(|&of| of == column) else { continue };
            let rows = &self.stores.at(at).rows;
            let old = key.columns.iter().map(|&of| rows.known(slot, of)).collect::<Result<Vec<_>>>()?;
            let target = self.stores.at(key.target);
            if let Some(new) = self.renamed.get(&(key.target, key.referenced.clone(), old.clone())) {
                return Ok(new[i].clone());
            }
            // What it refers to may have followed something itself.
            if key.target != at
                && key.referenced == target.key
                && let Some(parent) = target.rows.find(&old)
            {
                let now = self.in_database(key.target, parent, key.referenced[i], known.clone())?;
                if now != known {
                    return Ok(now);
                }
            }
        }
        Ok(known)
    }

    /// Notes keys that an UPDATE has changed, where foreign keys follow.
    fn note_renamed(&mut self, store: usize, columns: &[usize], slots: &[u32]) -> Result<()> {
        let followed: Vec<Vec<usize>> = self
            .stores
            .iter()
            .flat_map(|(child, _)| self.stores.foreign_keys(child))
            .filter(|key| key.target == store && key.on_update == Action::Cascade)
            .filter(|key| key.referenced.iter().any(|at| columns.contains(at)))
            .map(|key| key.referenced.clone())
            .collect();
        for referenced in followed {
            for &slot in slots {
                let rows = &self.stores.at(store).rows;
                let old = referenced.iter().map(|&at| rows.known(slot, at)).collect::<Result<Vec<_>>>()?;
                let new = referenced.iter().map(|&column| self.value(Target { store, slot, column }, false));
                let new = new.collect::<Result<Vec<_>>>()?;
                self.renamed.insert((store, referenced.clone(), old), new);
            }
        }
        Ok(())
    }

    /// What a row is found by: its key and its version, as they are in the database now.
    fn found_by(&self, store: usize, slot: u32, columns: &[usize]) -> Result<Vec<Param<'static>>> {
        let Store { meta, rows, .. } = self.stores.at(store);
        let of = |&column: &usize| {
            let value = match self.stores.state(store, slot) {
                State::New => self.value(Target { store, slot, column }, false),
                _ => rows.known(slot, column).and_then(|known| self.in_database(store, slot, column, known)),
            }?;
            let counted = self.written.counted.get(&(store, slot));
            let value = match counted.filter(|_| meta.columns[column].version) {
                Some(counted) => insert::counted(value, *counted),
                None => value,
            };
            Ok(Param::Owned(value))
        };
        columns.iter().map(of).collect()
    }

    fn update(&mut self, store: usize, columns: &[usize], slots: &[u32]) -> Result<()> {
        let Store { meta, key, .. } = self.stores.at(store);
        let version = meta.columns.iter().position(|column| column.version);
        let found_by: Vec<usize> = key.iter().copied().chain(version).collect();
        let width = columns.len() + found_by.len();
        for slots in slots.chunks(self.chunk(width)) {
            let mut params = Vec::with_capacity(slots.len() * width);
            for &slot in slots {
                for &column in columns {
                    params.push(Param::Owned(self.value(Target { store, slot, column }, false)?));
                }
                params.extend(self.found_by(store, slot, &found_by)?);
            }
            if self.is_joined(store, columns, slots) {
                self.update_joined(store, columns, &found_by, slots, params)?;
                continue;
            }
            let all = [columns, &found_by].concat();
            let sql = match self.in_arrays(slots) {
                true => text::update_unnest(meta, self.style(), columns, &found_by, version),
                false => text::update(meta, self.style(), columns, &found_by, version),
            };
            self.change(store, slots, &sql, &all, &params, true)?;
        }
        self.note_renamed(store, columns, slots)?;
        if version.is_some() {
            for &slot in slots {
                *self.written.counted.entry((store, slot)).or_default() += 1;
            }
        }
        Ok(())
    }

    /// Whether several rows are updated by one statement that joins them. Keys are changed one by one, in their order.
    fn is_joined(&self, store: usize, columns: &[usize], slots: &[u32]) -> bool {
        let key = self.stores.at(store).key;
        self.style().kind.is_mysql() && slots.len() > 1 && !columns.iter().any(|column| key.contains(column))
    }

    /// Updates rows by one statement, which says how many it found.
    fn update_joined(
        &mut self,
        store: usize,
        columns: &[usize],
        found_by: &[usize],
        slots: &[u32],
        mut params: Vec<Param<'_>>,
    ) -> Result<()> {
        let meta = self.stores.at(store).meta;
        let version = meta.columns.iter().position(|column| column.version);
        let width = columns.len() + found_by.len();
        let rows = text::pad(&mut params, width, self.chunk(width));
        let sql = text::update_joined(meta, self.style(), columns, found_by, version, rows);
        let mut affected = 0;
        self.link.execute_text(&sql, &Values(&params), |done| affected += done.affected)?;
        if affected == slots.len() as u64 { Ok(()) } else { Err(self.missed(store, columns, found_by, slots)?) }
    }

    /// The error for the row that an UPDATE of several did not find.
    #[cold]
    fn missed(&mut self, store: usize, columns: &[usize], found_by: &[usize], slots: &[u32]) -> Result<Error> {
        let Store { meta, key, .. } = self.stores.at(store);
        let mut params = Vec::new();
        for &slot in slots {
            params.extend(self.found_by(store, slot, key)?);
        }
        // Another transaction may have counted the version just as far: then what was written tells.
        let exact =
            |&at: &usize| matches!(meta.columns[at].ty, SqlType::Bool | SqlType::I32 | SqlType::I64 | SqlType::Text);
        let written: Vec<usize> = columns.iter().copied().filter(exact).collect();
        let all = [found_by, &written].concat();
        // As it is now, not as it was when the transaction began.
        let sql = super::select(meta, self.style(), &all, key, slots.len()) + " FOR UPDATE";
        let mut here = HashSet::with_capacity(slots.len());
        self.link.query_once(&sql, Values(&params), |row| {
            here.insert(insert::read(meta, row, &all)?);
            Ok(())
        })?;
        for &slot in slots {
            let found = self.found_by(store, slot, found_by)?;
            let now = found.iter().zip(found_by).filter_map(|(value, &at)| {
                let value = value.datum()?.clone();
                Some(Ok(if meta.columns[at].version { insert::counted(value, 1) } else { value }))
            });
            let written = written.iter().map(|&column| self.value(Target { store, slot, column }, false));
            if !here.contains(&now.chain(written).collect::<Result<Vec<_>>>()?) {
                return Ok(self.stale(store, slot));
            }
        }
        Ok(self.stale(store, slots[0]))
    }

    fn clear(&mut self, store: usize, columns: &[usize], slots: &[u32]) -> Result<()> {
        let Store { meta, key, .. } = self.stores.at(store);
        let sql = text::clear(meta, self.style(), columns, key);
        for slots in slots.chunks(self.chunk(key.len())) {
            let mut params = Vec::new();
            for &slot in slots {
                params.extend(self.found_by(store, slot, key)?);
            }
            self.each(store, slots, &sql, key.len(), &params, true)?;
        }
        Ok(())
    }

    fn delete(&mut self, store: usize, slots: &[u32]) -> Result<()> {
        let Store { meta, key, .. } = self.stores.at(store);
        let version = meta.columns.iter().position(|column| column.version);
        let found_by: Vec<usize> = key.iter().copied().chain(version).collect();
        let mariadb = self.style().kind == DialectKind::MariaDb;
        for slots in slots.chunks(self.chunk(found_by.len())) {
            let mut params = Vec::new();
            for &slot in slots {
                params.extend(self.found_by(store, slot, &found_by)?);
            }
            if let (true, &[key], true) = (mariadb, found_by.as_slice(), slots.len() > 1) {
                let sql = text::delete_list(meta, self.style(), key, slots.len());
                self.found(store, slots, &sql, &params, self.confirm_deletes)?;
                continue;
            }
            let sql = match self.in_arrays(slots) {
                true => text::delete_unnest(meta, self.style(), &found_by),
                false => text::delete(meta, self.style(), &found_by),
            };
            self.change(store, slots, &sql, &found_by, &params, self.confirm_deletes)?;
        }
        Ok(())
    }

    fn in_arrays(&self, slots: &[u32]) -> bool {
        self.style().kind == DialectKind::Postgres && slots.len() > 1
    }

    /// Runs a statement for rows of values of these columns: in arrays, or for each by itself.
    fn change(
        &mut self,
        store: usize,
        slots: &[u32],
        sql: &str,
        columns: &[usize],
        params: &[Param<'_>],
        confirm: bool,
    ) -> Result<()> {
        if !self.in_arrays(slots) {
            return self.each(store, slots, sql, columns.len(), params, confirm);
        }
        let lists = columns_of(params, self.stores.at(store).meta, columns, slots.len());
        let listed: Vec<Param<'_>> = lists.iter().map(|list| list.param()).collect();
        self.found(store, slots, sql, &listed, confirm)
    }

    /// Runs a statement that returns the keys of the rows it found: those of all slots are wanted.
    fn found(&mut self, store: usize, slots: &[u32], sql: &str, params: &[Param<'_>], confirm: bool) -> Result<()> {
        let Store { meta, key, .. } = self.stores.at(store);
        let mut found = HashSet::with_capacity(slots.len());
        self.link.query_once(sql, Values(params), |row| {
            found.insert(insert::read(meta, row, key)?);
            Ok(())
        })?;
        if !confirm || found.len() == slots.len() {
            return Ok(());
        }
        for &slot in slots {
            // A key that was changed came back as it is now.
            let now = key.iter().map(|&column| self.value(Target { store, slot, column }, false));
            if !found.contains(&now.collect::<Result<Vec<_>>>()?) {
                return Err(self.stale(store, slot));
            }
        }
        Err(self.stale(store, slots[0]))
    }

    /// Runs a statement once for each row.
    fn each(
        &mut self,
        store: usize,
        slots: &[u32],
        sql: &str,
        width: usize,
        params: &[Param<'_>],
        confirm: bool,
    ) -> Result<()> {
        let mut missed = None;
        let mut rows = slots.iter();
        self.link.execute_text(sql, &ManyValues(params, width), |done| {
            let slot = rows.next();
            if done.affected != 1 {
                missed = missed.or(slot.copied());
            }
        })?;
        match missed.filter(|_| confirm) {
            Some(slot) => Err(self.stale(store, slot)),
            None => Ok(()),
        }
    }

    #[cold]
    fn stale(&self, store: usize, slot: u32) -> Error {
        let Store { meta, key, rows, .. } = self.stores.at(store);
        let versioned = meta.columns.iter().any(|column| column.version);
        let name = row_name(meta, key, |at| rows.known(slot, at).ok());
        let (what, advice) = if versioned {
            ("was changed or deleted by another transaction since it was read", "`refresh` it and change it again")
        } else {
            ("is not in the database any more", "it was deleted by another transaction")
        };
        Error::new(ErrorKind::StaleRow, format!("row {name} {what}; {advice}"))
    }
}

/// A row by its key: `users(id = 7)`.
pub(in crate::session) fn row_name(meta: &TableMeta, key: &[usize], value: impl Fn(usize) -> Option<Datum>) -> String {
    let part = |&at: &usize| {
        let value = value(at).map_or_else(|| "?".to_owned(), |value| insert::shown(&value));
        format!("{} = {value}", meta.columns[at].name)
    };
    format!("{}({})", meta.name, key.iter().map(part).collect::<Vec<_>>().join(", "))
}
