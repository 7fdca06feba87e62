//! How the tables of a session refer to each other.

use crate::schema::meta::{Action, ColumnMeta, TableConstraint, TableMeta};

/// The foreign keys between tables, and the order that follows from them.
#[derive(Default)]
pub(super) struct Graph {
    /// Of each table, those that refer to a table of the session.
    pub(super) keys: Vec<Vec<ForeignKey>>,
    /// The tables, each after those that it refers to. Tables that refer to each other in a circle come together.
    pub(super) components: Vec<Vec<usize>>,
}

/// A foreign key, by the positions of tables and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ForeignKey {
    pub(super) columns: Vec<usize>,
    pub(super) target: usize,
    pub(super) referenced: Vec<usize>,
    pub(super) on_delete: Action,
    pub(super) on_update: Action,
    /// The columns that can be NULL for a while.
    pub(super) optional: Vec<usize>,
}

impl Graph {
    pub(super) fn new(tables: &[&'static TableMeta]) -> Self {
        let keys: Vec<Vec<ForeignKey>> = tables.iter().map(|table| foreign_keys(table, tables)).collect();
        let components = components(&keys);
        Self { keys, components }
    }
}

fn foreign_keys(table: &TableMeta, tables: &[&'static TableMeta]) -> Vec<ForeignKey> {
    let single = table.columns.iter().filter_map(|column| {
        let to = column.references?;
        Some(([column.name].to_vec(), to.table, [to.column].to_vec(), to.on_delete, to.on_update))
    });
    let composite = table.constraints.iter().filter_map(|constraint| match constraint {
        TableConstraint::ForeignKey { columns, table, referenced, on_delete, on_update } => {
            Some((columns.to_vec(), *table, referenced.to_vec(), *on_delete, *on_update))
        }
        _ => None,
    });
    let found = single.chain(composite).filter_map(|(columns, to, referenced, on_delete, on_update)| {
        let target = tables.iter().position(|table| (table.schema, table.name) == to)?;
        let columns = positions(table.columns, &columns)?;
        let referenced = positions(tables[target].columns, &referenced)?;
        let optional = columns.iter().copied().filter(|&at| table.columns[at].nullable).collect();
        Some(ForeignKey { columns, target, referenced, on_delete, on_update, optional })
    });
    found.collect()
}

fn positions(columns: &[ColumnMeta], names: &[&str]) -> Option<Vec<usize>> {
    names.iter().map(|name| columns.iter().position(|column| column.name == *name)).collect()
}

/// The strongly connected components by Tarjan's algorithm, which gives those that are referred to first.
fn components(keys: &[Vec<ForeignKey>]) -> Vec<Vec<usize>> {
    let mut search = Search { keys, seen: vec![None; keys.len()], open: Vec::new(), next: 0, found: Vec::new() };
    for table in 0..keys.len() {
        if search.seen[table].is_none() {
            search.visit(table);
        }
    }
    search.found
}

struct Search<'k> {
    keys: &'k [Vec<ForeignKey>],
    /// When a table was seen; `usize::MAX` when it is done.
    seen: Vec<Option<usize>>,
    open: Vec<usize>,
    next: usize,
    found: Vec<Vec<usize>>,
}
impl Search<'_> {
    /// Gives the earliest table that can be reached.
    fn visit(&mut self, table: usize) -> usize {
        let begun = self.next;
        let mut low = begun;
        self.seen[table] = Some(begun);
        self.next += 1;
        let at = self.open.len();
        self.open.push(table);
        let keys = self.keys;
        for key in &keys[table] {
            let reached = match self.seen[key.target] {
                None => self.visit(key.target),
                Some(seen) => seen,
            };
            low = low.min(reached);
        }
        if low == begun {
            let mut component = self.open.split_off(at);
            component.sort_unstable();
            component.iter().for_each(|&table| self.seen[table] = Some(usize::MAX));
            self.found.push(component);
        }
        low
    }
}
