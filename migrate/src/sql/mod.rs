//! The SQL of a migration: what leads from a model to another, statement by statement.

mod cast;
mod generated;
mod mysql;
mod neutral;
mod postgres;
mod sqlite;
mod write;

pub(crate) use cast::widens;
pub(crate) use write::mentions;

use crate::{
    diff::{Alter, Change, diff},
    model::{Column, ForeignKey, Model, Table},
    rename::{Renames, TableName},
};
use aludel_core::{Error, ErrorKind, Result, sql::DialectKind};
use neutral::{Filler, filler};

/// One step of a migration, in the order of its file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Step {
    /// A statement, without the semicolon at its end.
    Sql(String),
    /// A line for the reader.
    Note(String),
    /// The function of the program that has this name.
    Run(String),
    /// Here begins what makes a table of SQLite anew. Its triggers, and indexes that are not declared, are looked up,
    /// and made again at the end.
    Rebuild(String),
    /// Here ends what makes a table of SQLite anew.
    EndRebuild,
    /// SQLite does not look after foreign keys during the migration; at its end, all of them are checked.
    ForeignKeysOff,
}

/// The steps that lead from a model to another and keep the data.
///
/// # Errors
/// `Schema` for a change that cannot be made with the data kept: a type that no cast leads to. The message names the column
/// and says what to do.
pub fn steps(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames) -> Result<Vec<Step>> {
    steps_of(from, to, dialect, renames, false)
}

/// As [`steps`], for the way back: a column that comes back takes a value that means nothing in the rows that are there, if
/// it takes no NULL and has no default. A note says so.
///
/// # Errors
/// As [`steps`].
pub fn steps_back(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames) -> Result<Vec<Step>> {
    steps_of(from, to, dialect, renames, true)
}

fn steps_of(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames, back: bool) -> Result<Vec<Step>> {
    let renames = renames.effective(from, to);
    let mut changes = diff(from, to, dialect, &renames);
    if dialect != DialectKind::Sqlite {
        for change in &mut changes {
            if let Change::AlterTable(altered) = change {
                **altered = generated::made_anew(altered, dialect);
            }
        }
    }
    let from = renames.apply(from, dialect);
    let plan = Plan { from: &from, to, changes: &changes, renames: &renames, dialect, back };
    let steps = match dialect {
        DialectKind::Sqlite => sqlite::steps(&plan),
        DialectKind::Postgres => postgres::steps(&plan),
        DialectKind::MySql | DialectKind::MariaDb => mysql::steps(&plan),
        _ => Err(Error::new(
            ErrorKind::Schema,
            "there are migrations for SQLite, PostgreSQL, MySQL and MariaDB; write those of another backend by hand",
        )),
    }?;
    Ok(plan.notes().into_iter().map(Step::Note).chain(steps).collect())
}

/// What the dialects write from.
struct Plan<'a> {
    /// Before, with the new names of tables and columns.
    from: &'a Model,
    to: &'a Model,
    changes: &'a [Change],
    renames: &'a Renames,
    dialect: DialectKind,
    /// Whether it is a way back, on which what comes back has no values.
    back: bool,
}

impl Plan<'_> {
    /// The value for the rows that are there, of a column that comes back.
    fn filler(&self, altered: &crate::diff::Alteration, column: &Column) -> Option<String> {
        match filler(column, &altered.from, &altered.to, self.dialect) {
            Filler::Neutral(value) if self.back => Some(value),
            _ => None,
        }
    }

    /// What a reader is to know of columns that come back.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for altered in self.alterations().filter(|_| self.back) {
            for alter in &altered.alters {
                let Alter::AddColumn(column) = alter else { continue };
                let place = format!("`{}.{}`", altered.to.full_name(), column.name);
                notes.extend(match filler(column, &altered.from, &altered.to, self.dialect) {
                    Filler::Own => None,
                    Filler::Neutral(value) => Some(format!(
                        "{place} comes back without its values: rows that are there get {value}. Write another one, if it fits \
                         better."
                    )),
                    Filler::Nothing => Some(format!(
                        "{place} comes back without its values, takes no NULL and has no default, and no value fits all rows \
                         (a key): while there are rows, this fails. Write what they are to get."
                    )),
                });
            }
        }
        notes
    }

    fn alterations(&self) -> impl Iterator<Item = &crate::diff::Alteration> {
        self.changes.iter().filter_map(|change| match change {
            Change::AlterTable(altered) => Some(&**altered),
            _ => None,
        })
    }

    fn created(&self) -> Vec<&Table> {
        let created = self.changes.iter().filter_map(|change| match change {
            Change::CreateTable(table) => Some(table),
            _ => None,
        });
        created.collect()
    }

    fn dropped(&self) -> Vec<&Table> {
        let dropped = self.changes.iter().filter_map(|change| match change {
            Change::DropTable(table) => Some(table),
            _ => None,
        });
        dropped.collect()
    }

    /// The name that a table of `from` has in the database before the renames.
    fn before(&self, name: &TableName) -> TableName {
        self.renames.tables.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old).clone()
    }

    /// The foreign keys of tables that stay which have to go for a while, since what they stand on changes.
    /// `stands` says whether one does.
    fn cycled(&self, stands: impl Fn(&Table, &ForeignKey) -> bool) -> Vec<(&Table, &ForeignKey)> {
        let mut cycled = Vec::new();
        for table in &self.from.tables {
            let Some(after) = self.to.table(&table.full_name()) else { continue };
            for key in &table.foreign_keys {
                if after.foreign_keys.contains(key) && stands(table, key) {
                    cycled.push((table, key));
                }
            }
        }
        cycled
    }

    /// The changes of a table.
    fn alters(&self, name: &TableName) -> &[Alter] {
        self.alterations().find(|altered| altered.to.full_name() == *name).map_or(&[], |altered| &altered.alters)
    }

    /// Renames of tables, in an order in which no name is there twice.
    fn table_renames(&self) -> Vec<(TableName, TableName)> {
        let mut all = Vec::new();
        let mut schemas: Vec<_> = self.renames.tables.iter().map(|(_, new)| new.schema.clone()).collect();
        schemas.sort();
        schemas.dedup();
        for schema in schemas {
            let own = self.renames.tables.iter().filter(|(old, new)| new.schema == schema && old.schema == schema);
            let pairs: Vec<_> = own.map(|(old, new)| (old.name.clone(), new.name.clone())).collect();
            let stay =
                self.from.tables.iter().filter(|t| t.schema == schema && self.to.table(&t.full_name()).is_some());
            let taken: Vec<_> = stay.map(|table| self.before(&table.full_name()).name).collect();
            let named = |name: String| TableName { schema: schema.clone(), name };
            let steps = crate::rename::sequence(&pairs, &taken);
            all.extend(steps.into_iter().map(|(old, new)| (named(old), named(new))));
        }
        all
    }
}

/// The error for a change that no SQL makes.
fn refused(table: &TableName, column: &str, why: &str) -> Error {
    Error::new(ErrorKind::Schema, format!("table `{table}`, column `{column}`: {why}"))
}
