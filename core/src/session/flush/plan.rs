//! What a flush does, in which order. Made without a database, and without changing anything.

use super::order::{Edge, order};
use crate::{
    Error, ErrorKind, Result,
    schema::meta::{Action, IndexPart, TableConstraint, TableMeta},
    session::{
        cell::Cell,
        graph::ForeignKey,
        state::{self, Gone, State},
        store::{Given, Shape, Store, Stores},
    },
    value::Datum,
};
use hashbrown::{HashMap, HashSet};

/// The statements of a flush.
#[derive(Debug, Default)]
pub(in crate::session) struct Plan {
    pub(in crate::session) steps: Vec<Step>,
    /// Columns of new rows that are NULL until a later step: table, slot, column.
    pub(in crate::session) deferred: HashSet<(usize, u32, usize)>,
}

/// One statement for rows that are written alike.
#[derive(Debug)]
pub(in crate::session) enum Step {
    /// New rows of one shape, by their positions in it.
    Insert { store: usize, shape: usize, rows: Vec<u32> },
    /// Changes of the same columns.
    Update { store: usize, columns: Vec<usize>, slots: Vec<u32> },
    /// Columns that are set to NULL before the rows, or others, can be written or deleted.
    Clear { store: usize, columns: Vec<usize>, slots: Vec<u32> },
    /// Rows that go.
    Delete { store: usize, slots: Vec<u32> },
}

impl Step {
    /// The rows of a table that it updates.
    pub(super) fn updated(&self, of: usize) -> &[u32] {
        match self {
            Step::Update { store, slots, .. } if *store == of => slots,
            _ => &[],
        }
    }
}

/// Makes the plan.
///
/// # Errors
/// `Circle`, `Handle`, and what could not be taken when it was given.
pub(in crate::session) fn plan(stores: &Stores) -> Result<Plan> {
    let mut planner = Planner { stores, plan: Plan::default(), changes: Vec::new(), early: HashSet::new() };
    planner.changes = stores.iter().map(|(store, _)| planner.changes_of(store)).collect::<Result<_>>()?;
    planner.check_given()?;
    planner.find_early()?;
    planner.check_early()?;
    planner.deletes(true)?;
    for component in &stores.graph.components {
        planner.component(component)?;
    }
    planner.deletes(false)?;
    Ok(planner.plan)
}

impl Plan {
    /// Whether the database may change other rows by these steps: a deletion, or another value for what may be referred
    /// to.
    pub(in crate::session) fn reaches(&self, stores: &Stores) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Insert { .. } => false,
            Step::Delete { .. } => true,
            Step::Update { store, columns, .. } | Step::Clear { store, columns, .. } => {
                uniques(stores.at(*store).meta).iter().flatten().any(|at| columns.contains(at))
            }
        })
    }
}

/// The changed columns of a row.
type Changes = Vec<(u32, Vec<usize>)>;

struct Planner<'s> {
    stores: &'s Stores,
    plan: Plan,
    /// Of each table.
    changes: Vec<Changes>,
    /// Rows that are deleted before all else, because another row takes their key or a unique value.
    early: HashSet<(usize, u32)>,
}

/// A row to be inserted.
#[derive(Clone, Copy)]
struct Fresh {
    store: usize,
    shape: usize,
    at: u32,
    slot: u32,
}

impl<'s> Planner<'s> {
    fn changes_of(&self, store: usize) -> Result<Changes> {
        let of @ Store { meta, rows, .. } = self.stores.at(store);
        let links: Vec<(u32, usize)> = of.links_in_force().map(|link| (link.slot, link.column)).collect();
        let mut changes = Changes::new();
        let mut seen = HashSet::new();
        for &slot in rows.dirty().iter().chain(links.iter().map(|(slot, _)| slot)) {
            let state = self.stores.state(store, slot);
            if !matches!(state, State::Clean | State::Dirty) || !seen.insert(slot) {
                continue;
            }
            let changed = rows.changed(slot, meta.columns.len());
            let changed = changed.map_err(|e| e.context(format_args!("a row of `{}`", meta.name)))?;
            let mut columns: Vec<usize> = changed.into_iter().map(usize::from).collect();
            columns.extend(links.iter().filter(|(linked, _)| *linked == slot).map(|(_, column)| *column));
            columns.sort_unstable();
            columns.dedup();
            if let Some(&version) = columns.iter().find(|&&at| meta.columns[at].version) {
                return Err(Error::new(
                    ErrorKind::Statement,
                    format!(
                        "column `{}` of `{}` is the row's version, which the session counts; do not assign to it",
                        meta.columns[version].name, meta.name
                    ),
                ));
            }
            if let Some(&at) = columns.iter().find(|&&at| meta.columns[at].generated.is_some()) {
                return Err(Error::new(
                    ErrorKind::Statement,
                    format!(
                        "column `{}` of `{}` is generated: the database computes it, and a session reads it after a flush; do \
                         not assign to it",
                        meta.columns[at].name, meta.name
                    ),
                ));
            }
            if !columns.is_empty() {
                changes.push((slot, columns));
            }
        }
        // In the order of loading, whatever the order of writing.
        changes.sort_by_key(|(slot, _)| *slot);
        Ok(changes)
    }

    /// What could not be taken when it was given is told here, and what refers to a row that is gone.
    fn check_given(&self) -> Result<()> {
        for (_, store) in self.stores.iter() {
            for shape in store.shapes.iter().filter(|shape| !shape.open.is_empty()) {
                // Rows often refer to the one that the last one refers to.
                let mut last = None;
                for (column, cell) in shape.rows().flat_map(|(at, _)| shape.cells_of(at)) {
                    let column = store.meta.columns[column].name;
                    let of = format_args!("column `{column}` of a new row of `{}`", store.meta.name);
                    match cell {
                        Cell::Refused(error) => return Err(error.repeated().context(of)),
                        Cell::Key(target) if last.replace(*target) == Some(*target) => {}
                        Cell::Key(target) => {
                            self.stores.settled(*target).map_err(|error| error.context(of))?;
                        }
                        Cell::Value(_) | Cell::Sql(_) => {}
                    }
                }
            }
            for link in store.links_in_force() {
                let name = store.meta.columns[link.column].name;
                let of = format_args!("column `{name}` of `{}`", store.meta.name);
                self.stores.settled(link.target).map_err(|error| error.context(of))?;
            }
        }
        Ok(())
    }

    /// Nothing can be made to refer to a row that is deleted before all else.
    fn check_early(&self) -> Result<()> {
        if self.early.is_empty() {
            return Ok(());
        }
        for (_, store) in self.stores.iter() {
            let open = store.shapes.iter().filter(|shape| !shape.open.is_empty());
            let new = open.flat_map(|shape| shape.rows().flat_map(|(at, _)| shape.cells_of(at)));
            let new = new.filter_map(|(column, cell)| match cell {
                Cell::Key(target) => Some((column, *target)),
                _ => None,
            });
            for (column, target) in new.chain(store.links_in_force().map(|link| (link.column, link.target))) {
                if self.early.contains(&(target.store, target.slot)) {
                    let name = store.meta.columns[column].name;
                    let error = state::refused(self.stores.at(target.store).meta, State::Gone(Gone::Deleted));
                    return Err(error.context(format_args!("column `{name}` of `{}`", store.meta.name)));
                }
            }
        }
        Ok(())
    }

    /// What a column of a row will be, if it is known before anything is written.
    fn coming(&self, store: usize, slot: u32, column: usize) -> Result<Option<Datum>> {
        self.stores.settled(crate::session::cell::Target { store, slot, column })
    }

    /// The values of columns of a row in the database; `None` if one is NULL.
    fn known(&self, store: usize, slot: u32, columns: &[usize]) -> Result<Option<Vec<Datum>>> {
        let rows = &self.stores.at(store).rows;
        let values = columns.iter().map(|&at| rows.known(slot, at)).collect::<Result<Vec<_>>>()?;
        Ok(values.iter().all(|value| !value.is_null()).then_some(values))
    }

    /// The values of a row where its foreign keys follow changes of what they refer to; `None` if they do not.
    fn followed(&self, store: usize, slot: u32, columns: &[usize], values: &[Datum]) -> Result<Option<Vec<Datum>>> {
        let mut later = values.to_vec();
        for key in self.stores.foreign_keys(store).iter().filter(|key| key.on_update == Action::Cascade) {
            if self.changes[key.target].is_empty() || self.stores.at(key.target).key != key.referenced {
                continue;
            }
            let Some(old) = self.known(store, slot, &key.columns)? else { continue };
            let parent = self.stores.at(key.target).rows.find(&old);
            let Some(parent) = parent.filter(|&slot| self.stores.state(key.target, slot) == State::Dirty) else {
                continue;
            };
            for (column, &referenced) in key.columns.iter().zip(&key.referenced) {
                if let Some(i) = columns.iter().position(|at| at == column)
                    && let Some(value) = self.coming(key.target, parent, referenced)?
                {
                    later[i] = value;
                }
            }
        }
        Ok((later != values).then_some(later))
    }

    /// The values that columns of a row will have; `None` if one is NULL or not known yet.
    fn coming_all(&self, store: usize, slot: u32, columns: &[usize]) -> Result<Option<Vec<Datum>>> {
        let mut values = Vec::with_capacity(columns.len());
        for &at in columns {
            match self.coming(store, slot, at)? {
                Some(value) if !value.is_null() => values.push(value),
                _ => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    /// Finds the rows whose deletion frees a key or a unique value that another row takes, and what refers to them.
    fn find_early(&mut self) -> Result<()> {
        for (store, Store { meta, doomed, shapes, .. }) in self.stores.iter() {
            if doomed.is_empty() {
                continue;
            }
            for unique in uniques(meta) {
                let mut freed = HashMap::new();
                for &slot in doomed {
                    if let Some(values) = self.known(store, slot, &unique)? {
                        if let Some(later) = self.followed(store, slot, &unique, &values)? {
                            freed.insert(later, slot);
                        }
                        freed.insert(values, slot);
                    }
                }
                let new = shapes.iter().flat_map(Shape::rows).map(|(_, slot)| slot);
                let touches = |columns: &[usize]| columns.iter().any(|at| unique.contains(at));
                let changed = self.changes[store].iter().filter(|(_, columns)| touches(columns)).map(|(slot, _)| *slot);
                for slot in new.chain(changed) {
                    if let Some(values) = self.coming_all(store, slot, &unique)?
                        && let Some(&slot) = freed.get(&values)
                    {
                        self.early.insert((store, slot));
                    }
                }
            }
        }
        // What is deleted and refers to them has to go first.
        let mut more: Vec<(usize, u32)> = self.early.iter().copied().collect();
        while let Some((target, parent)) = more.pop() {
            for (store, Store { doomed, .. }) in self.stores.iter() {
                for key in self.stores.foreign_keys(store).iter().filter(|key| key.target == target) {
                    let wanted = self.known(target, parent, &key.referenced)?;
                    for &slot in doomed {
                        if wanted.is_some()
                            && self.known(store, slot, &key.columns)? == wanted
                            && self.early.insert((store, slot))
                        {
                            more.push((store, slot));
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Updates and inserts of tables that refer to each other.
    fn component(&mut self, component: &[usize]) -> Result<()> {
        let stores = self.stores;
        let inside = |key: &&ForeignKey| component.contains(&key.target);
        let circular = component.iter().any(|&store| stores.foreign_keys(store).iter().any(|key| inside(&key)));
        let mut later: Vec<(usize, u32, Vec<usize>)> = Vec::new();
        let fresh: Vec<Fresh> = component.iter().filter(|_| circular).flat_map(|&store| fresh(stores, store)).collect();
        let explicit = self.explicit(component, &fresh)?;
        for &store in component {
            let mut now = Changes::new();
            for (slot, columns) in std::mem::take(&mut self.changes[store]) {
                // A change that needs a row which is only now inserted comes after it.
                let mut waits = false;
                for key in stores.foreign_keys(store).iter().filter(inside) {
                    if key.columns.iter().any(|at| columns.contains(at)) {
                        waits |= match self.coming_all(store, slot, &key.columns)? {
                            Some(values) => explicit.contains_key(&(key.target, key.referenced.clone(), values)),
                            None => key.columns.iter().any(|&at| matches!(self.coming(store, slot, at), Ok(None))),
                        };
                    }
                }
                match waits {
                    true => later.push((store, slot, columns)),
                    false => now.push((slot, columns)),
                }
            }
            self.updates(store, now)?;
        }
        if circular {
            self.insert_rows(&fresh, &explicit, &mut later)?;
        } else {
            for &store in component {
                self.insert_shapes(store);
            }
        }
        for &store in component {
            let changes =
                later.iter().filter(|(of, ..)| *of == store).map(|(_, slot, columns)| (*slot, columns.clone()));
            self.updates(store, changes.collect())?;
        }
        Ok(())
    }

    /// One step for each shape.
    fn insert_shapes(&mut self, store: usize) {
        for (shape, rows) in self.stores.at(store).shapes.iter().enumerate() {
            let rows = rows.here();
            if !rows.is_empty() {
                self.plan.steps.push(Step::Insert { store, shape, rows });
            }
        }
    }

    /// The new rows whose referenced columns are known: a row that refers to one by value comes after it.
    fn explicit(&self, component: &[usize], fresh: &[Fresh]) -> Result<Explicit> {
        let mut found = Explicit::new();
        let mut referenced: Vec<(usize, Vec<usize>)> = Vec::new();
        for &store in component {
            for key in self.stores.foreign_keys(store).iter().filter(|key| component.contains(&key.target)) {
                referenced.push((key.target, key.referenced.clone()));
            }
        }
        referenced.sort();
        referenced.dedup();
        for (store, columns) in referenced {
            for (node, row) in fresh.iter().enumerate().filter(|(_, row)| row.store == store) {
                if let Some(values) = self.coming_all(store, row.slot, &columns)? {
                    found.insert((store, columns.clone(), values), node);
                }
            }
        }
        Ok(found)
    }

    /// The inserts of tables that refer to each other, by rows.
    fn insert_rows(
        &mut self,
        fresh: &[Fresh],
        explicit: &Explicit,
        later: &mut Vec<(usize, u32, Vec<usize>)>,
    ) -> Result<()> {
        let stores = self.stores;
        let nodes: HashMap<(usize, u32), usize> =
            fresh.iter().enumerate().map(|(node, row)| ((row.store, row.slot), node)).collect();
        let mut edges = Vec::new();
        for (from, row) in fresh.iter().enumerate() {
            for (number, key) in stores.foreign_keys(row.store).iter().enumerate() {
                let optional = !key.optional.is_empty();
                let edge = |to: usize, apart: bool| Edge { from, to, key: number, apart, optional };
                // By handle, to a row whose key the database makes.
                for &column in &key.columns {
                    if let Some(Given::Key(target)) = stores.given(row.store, row.slot, column)?
                        && let Some(&to) = nodes.get(&(target.store, target.slot))
                        && stores.settled(target)?.is_none()
                    {
                        edges.push(edge(to, true));
                    }
                }
                // By value.
                if let Some(values) = self.coming_all(row.store, row.slot, &key.columns)?
                    && let Some(&to) = explicit.get(&(key.target, key.referenced.clone(), values))
                {
                    let other = fresh[to];
                    edges.push(edge(to, (other.store, other.shape) != (row.store, row.shape)));
                }
            }
        }
        let order = order(fresh.len(), &edges)
            .map_err(|circle| self.circular("new rows", &circle, |node| fresh[node].store))?;
        for (node, number) in order.broken {
            let Fresh { store, slot, .. } = fresh[node];
            let columns = stores.foreign_keys(store)[number].optional.clone();
            self.plan.deferred.extend(columns.iter().map(|&column| (store, slot, column)));
            match later.iter_mut().find(|(other, of, _)| (*other, *of) == (store, slot)) {
                Some((.., all)) => {
                    all.extend(columns);
                    all.sort_unstable();
                }
                None => later.push((store, slot, columns)),
            }
        }
        let mut groups: HashMap<(u32, usize, usize), Vec<u32>> = HashMap::new();
        for node in order.sorted {
            let Fresh { store, shape, at, .. } = fresh[node];
            groups.entry((order.level[node], store, shape)).or_default().push(at);
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        groups.sort_by_key(|(place, _)| *place);
        for ((_, store, shape), rows) in groups {
            self.plan.steps.push(Step::Insert { store, shape, rows });
        }
        Ok(())
    }

    #[cold]
    fn circular(&self, doing: &str, circle: &[Edge], store_of: impl Fn(usize) -> usize) -> Error {
        let mut parts = Vec::new();
        for edge in circle {
            let store = store_of(edge.from);
            let key = &self.stores.foreign_keys(store)[edge.key];
            let (from, to) = (self.stores.at(store).meta, self.stores.at(key.target).meta);
            let columns: Vec<&str> = key.columns.iter().map(|&at| from.columns[at].name).collect();
            parts.push(format!("`{}.{}` refers to `{}`", from.name, columns.join(", "), to.name));
        }
        parts.dedup();
        Error::new(
            ErrorKind::Circle,
            format!(
                "{doing} refer to each other in a circle, and none of the columns can be NULL for a while: {}; declare \
                 one of them as `Option<..>`",
                parts.join(", ")
            ),
        )
    }

    /// Changes of rows of one table, in steps of the same columns.
    fn updates(&mut self, store: usize, changes: Changes) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let levels = self.unique_levels(store, &changes)?;
        let mut groups: Vec<(u32, Vec<usize>, Vec<u32>)> = Vec::new();
        let mut found: HashMap<(u32, Vec<usize>), usize> = HashMap::new();
        for ((slot, columns), level) in changes.into_iter().zip(levels) {
            let group = *found.entry((level, columns)).or_insert_with_key(|(level, columns)| {
                groups.push((*level, columns.clone(), Vec::new()));
                groups.len() - 1
            });
            groups[group].2.push(slot);
        }
        groups.sort_by_key(|(level, ..)| *level);
        for (_, columns, slots) in groups {
            self.plan.steps.push(Step::Update { store, columns, slots });
        }
        Ok(())
    }

    /// Which changes have to wait for others that free a unique value. A circle is broken by a NULL.
    fn unique_levels(&mut self, store: usize, changes: &Changes) -> Result<Vec<u32>> {
        let meta = self.stores.at(store).meta;
        let mut edges = Vec::new();
        let uniques = uniques(meta);
        for (number, unique) in uniques.iter().enumerate() {
            let takes: Vec<usize> =
                (0..changes.len()).filter(|&row| changes[row].1.iter().any(|at| unique.contains(at))).collect();
            if takes.len() < 2 {
                continue;
            }
            let mut held = HashMap::new();
            for &row in &takes {
                if let Some(values) = self.known(store, changes[row].0, unique)? {
                    held.insert(values, row);
                }
            }
            let optional = unique.iter().any(|&at| meta.columns[at].nullable);
            for &from in &takes {
                if let Some(values) = self.coming_all(store, changes[from].0, unique)?
                    && let Some(&to) = held.get(&values)
                    && to != from
                {
                    edges.push(Edge { from, to, key: number, apart: true, optional });
                }
            }
        }
        if edges.is_empty() {
            return Ok(vec![0; changes.len()]);
        }
        let names = |unique: &[usize]| {
            let names: Vec<String> = unique.iter().map(|&at| format!("`{}`", meta.columns[at].name)).collect();
            names.join(", ")
        };
        let order = order(changes.len(), &edges).map_err(|circle| {
            let columns = circle.first().map(|edge| names(&uniques[edge.key])).unwrap_or_default();
            Error::new(
                ErrorKind::Circle,
                format!(
                    "rows of `{}` swap their {columns}, which is unique and cannot be NULL: no order of updates works; \
                     give one of them another value and flush, then swap",
                    meta.name
                ),
            )
        })?;
        // The row that waited in the circle holds its value until it is written: that is cleared, and those who take it go.
        for (row, number) in order.broken {
            let slot = changes[row].0;
            let taken = edges.iter().find(|edge| edge.from == row && edge.key == number).map(|edge| edge.to);
            let columns: Vec<usize> =
                uniques[number].iter().copied().filter(|&at| meta.columns[at].nullable).take(1).collect();
            let holder = taken.map_or(slot, |to| changes[to].0);
            self.plan.steps.push(Step::Clear { store, columns, slots: vec![holder] });
        }
        Ok(order.level)
    }

    /// Deletions, children first: the early ones, or the others.
    fn deletes(&mut self, early: bool) -> Result<()> {
        let stores = self.stores;
        for component in stores.graph.components.iter().rev() {
            let mut rows: Vec<(usize, u32)> = Vec::new();
            for &store in component.iter().rev() {
                let wanted = |slot: &&u32| self.early.contains(&(store, **slot)) == early;
                rows.extend(stores.at(store).doomed.iter().filter(wanted).map(|&slot| (store, slot)));
            }
            if rows.is_empty() {
                continue;
            }
            let mut edges = Vec::new();
            for &store in component {
                for (number, key) in stores.foreign_keys(store).iter().enumerate() {
                    if component.contains(&key.target) {
                        self.delete_edges(&rows, store, number, key, &mut edges)?;
                    }
                }
            }
            let order = order(rows.len(), &edges)
                .map_err(|circle| self.circular("rows to delete", &circle, |node| rows[node].0))?;
            let mut clears: HashMap<(usize, usize), Vec<u32>> = HashMap::new();
            for (node, number) in order.broken {
                let (store, slot) = rows[node];
                clears.entry((store, number)).or_default().push(slot);
            }
            let mut clears: Vec<_> = clears.into_iter().collect();
            clears.sort();
            for ((store, number), slots) in clears {
                let columns = stores.foreign_keys(store)[number].optional.clone();
                self.plan.steps.push(Step::Clear { store, columns, slots });
            }
            let mut groups: HashMap<(u32, usize), Vec<u32>> = HashMap::new();
            let last = order.level.iter().copied().max().unwrap_or(0);
            for node in order.sorted {
                let (store, slot) = rows[node];
                groups.entry((last - order.level[node], store)).or_default().push(slot);
            }
            let mut groups: Vec<_> = groups.into_iter().collect();
            groups.sort_by_key(|((level, store), _)| (*level, std::cmp::Reverse(*store)));
            for ((_, store), slots) in groups {
                self.plan.steps.push(Step::Delete { store, slots });
            }
        }
        Ok(())
    }

    /// Which rows to delete refer to which by one foreign key: as for inserts, the order being turned round.
    fn delete_edges(
        &self,
        rows: &[(usize, u32)],
        store: usize,
        number: usize,
        key: &ForeignKey,
        edges: &mut Vec<Edge>,
    ) -> Result<()> {
        // A row that refers to itself stands in its own way there.
        let mysql = self.stores.style.kind.is_mysql();
        let refuses_own = mysql && matches!(key.on_delete, Action::NoAction | Action::Restrict);
        let mut parents = HashMap::new();
        for (node, (_, slot)) in rows.iter().enumerate().filter(|(_, (of, _))| *of == key.target) {
            if let Some(values) = self.known(key.target, *slot, &key.referenced)? {
                parents.insert(values, node);
            }
        }
        for (from, (_, slot)) in rows.iter().enumerate().filter(|(_, (of, _))| *of == store) {
            if let Some(values) = self.known(store, *slot, &key.columns)?
                && let Some(&to) = parents.get(&values)
                && (to != from || refuses_own)
            {
                // A foreign key of the table itself may be among the rows of one statement only in the right order.
                edges.push(Edge { from, to, key: number, apart: true, optional: !key.optional.is_empty() });
            }
        }
        Ok(())
    }
}

/// New rows whose values are known: table, columns, values.
type Explicit = HashMap<(usize, Vec<usize>, Vec<Datum>), usize>;

/// The new rows of a table, in the order of adding.
fn fresh(stores: &Stores, store: usize) -> Vec<Fresh> {
    let mut fresh: Vec<Fresh> = Vec::new();
    for (shape, rows) in stores.at(store).shapes.iter().enumerate() {
        fresh.extend(rows.rows().map(|(at, slot)| Fresh { store, shape, at, slot }));
    }
    fresh.sort_by_key(|row| row.slot);
    fresh
}

/// The columns of the primary key, and of everything else that is unique.
fn uniques(meta: &TableMeta) -> Vec<Vec<usize>> {
    let key: Vec<usize> = (0..meta.columns.len()).filter(|&at| meta.columns[at].primary_key).collect();
    let single = (0..meta.columns.len()).filter(|&at| meta.columns[at].unique).map(|at| vec![at]);
    let several = meta.constraints.iter().filter_map(|constraint| match constraint {
        TableConstraint::Unique { columns, .. } => {
            columns.iter().map(|name| meta.columns.iter().position(|column| column.name == *name)).collect()
        }
        // One of some rows only may order more than is needed, never less.
        TableConstraint::Index { parts, unique: true, .. } => {
            let column = |part: &IndexPart| match *part {
                IndexPart::Column(name) => meta.columns.iter().position(|column| column.name == name),
                IndexPart::Sql(_) => None,
            };
            parts.iter().map(column).collect()
        }
        _ => None,
    });
    std::iter::once(key).chain(single).chain(several).collect()
}
