//! A plan, for people and tests.

use super::{
    insert::Way,
    plan::{Plan, Step},
    text,
};
use crate::{
    session::store::{Store, Stores},
    sql::DialectKind,
};
use std::fmt;

/// What a flush would send. From [`Session::plan`](crate::session::Session::plan).
///
/// As text it is one line for each statement: `INSERT users (name, email) [2 rows]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlushPlan {
    /// The statements, in order.
    pub statements: Vec<PlannedStatement>,
}

/// A statement of a [`FlushPlan`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedStatement {
    /// What it does.
    pub verb: Verb,
    /// The table's name.
    pub table: &'static str,
    /// The columns that it gives values.
    pub columns: Vec<&'static str>,
    /// How many rows it is for. Where the backend takes one row at a time, the statement is run as often; where it takes
    /// many, in pages of 1000.
    pub rows: usize,
    /// Its text.
    pub sql: String,
}

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// INSERT.
    Insert,
    /// UPDATE.
    Update,
    /// DELETE.
    Delete,
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Verb::Insert => "INSERT",
            Verb::Update => "UPDATE",
            Verb::Delete => "DELETE",
        })
    }
}

impl fmt::Display for PlannedStatement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.verb, self.table)?;
        if !self.columns.is_empty() {
            write!(f, " ({})", self.columns.join(", "))?;
        }
        if self.rows == 1 { Ok(()) } else { write!(f, " [{} rows]", self.rows) }
    }
}

impl fmt::Display for FlushPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.statements.iter().try_for_each(|statement| writeln!(f, "{statement}"))
    }
}

/// Describes a plan.
pub(in crate::session) fn describe(stores: &Stores, plan: &Plan) -> FlushPlan {
    FlushPlan { statements: plan.steps.iter().map(|step| statement(stores, step)).collect() }
}

fn statement(stores: &Stores, step: &Step) -> PlannedStatement {
    let style = stores.style;
    let arrays = |rows: usize| style.kind == DialectKind::Postgres && rows > 1;
    let (store, verb, columns, rows, sql) = match step {
        Step::Insert { store, shape, rows } => {
            let Store { meta, key, shapes, .. } = stores.at(*store);
            let way = Way::of(meta, key, &shapes[*shape], style.kind);
            let sql = match () {
                () if way.computed => {
                    let piece = |column| shapes[*shape].piece(rows[0], column);
                    text::insert_computed(meta, style, &way.columns, piece, &way.returning)
                }
                () if way.batch && arrays(rows.len()) => text::insert_unnest(meta, style, &way.columns, &way.returning),
                () => {
                    let rows = if way.batch { rows.len() } else { 1 };
                    text::insert(meta, style, &way.columns, rows, &way.returning)
                }
            };
            (*store, Verb::Insert, way.columns, rows.len(), sql)
        }
        Step::Update { store, columns, slots } => {
            let Store { meta, key, .. } = stores.at(*store);
            let version = meta.columns.iter().position(|column| column.version);
            let found_by: Vec<usize> = key.iter().copied().chain(version).collect();
            let sql = match arrays(slots.len()) {
                true => text::update_unnest(meta, style, columns, &found_by, version),
                false => text::update(meta, style, columns, &found_by, version),
            };
            (*store, Verb::Update, columns.clone(), slots.len(), sql)
        }
        Step::Clear { store, columns, slots } => {
            let Store { meta, key, .. } = stores.at(*store);
            (*store, Verb::Update, columns.clone(), slots.len(), text::clear(meta, style, columns, key))
        }
        Step::Delete { store, slots } => {
            let Store { meta, key, .. } = stores.at(*store);
            let version = meta.columns.iter().position(|column| column.version);
            let found_by: Vec<usize> = key.iter().copied().chain(version).collect();
            let mariadb = style.kind == DialectKind::MariaDb;
            let sql = match (found_by.as_slice(), slots.len()) {
                (&[key], rows) if mariadb && rows > 1 => text::delete_list(meta, style, key, rows),
                (_, rows) if arrays(rows) => text::delete_unnest(meta, style, &found_by),
                _ => text::delete(meta, style, &found_by),
            };
            (*store, Verb::Delete, Vec::new(), slots.len(), sql)
        }
    };
    let meta = stores.at(store).meta;
    let columns = columns.into_iter().map(|at| meta.columns[at].name).collect();
    PlannedStatement { verb, table: meta.name, columns, rows, sql }
}
