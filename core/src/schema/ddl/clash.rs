//! Names that two things cannot both have.

use super::{Parts, check};
use crate::{Result, schema::meta::TableMeta, sql::DialectKind};
use std::collections::HashMap;

/// Refuses names that are there twice where the database has one namespace.
///
/// | | tables | indexes | UNIQUE | CHECK, foreign keys |
/// | --- | --- | --- | --- | --- |
/// | SQLite | schema | schema | free | free |
/// | PostgreSQL | schema | schema | schema | table |
/// | MySQL | schema | table | table | schema |
pub(super) fn names(tables: &[&'static TableMeta], parts: &[Parts], dialect: DialectKind) -> Result<()> {
    let mut relations = Namespace::new(dialect);
    let mut indexes = Namespace::new(dialect);
    let mut constraints = Namespace::new(dialect);
    for table in tables {
        relations.add(table, None, table.name, "table")?;
    }
    for (table, parts) in tables.iter().zip(parts) {
        let own = Some(table.name);
        let keys = parts.primary_key.iter().map(|key| &key.name).filter(|_| dialect == DialectKind::Postgres);
        let unique = parts.unique.iter().map(|key| &key.name).filter(|_| dialect != DialectKind::Sqlite);
        for (name, what) in keys.map(|n| (n, "primary key")).chain(unique.map(|n| (n, "unique constraint"))) {
            match dialect {
                DialectKind::Postgres => relations.add(table, None, name, what)?,
                _ => indexes.add(table, own, name, what)?,
            }
        }
        for index in &parts.indexes {
            match dialect {
                DialectKind::Sqlite | DialectKind::Postgres => relations.add(table, None, &index.name, "index")?,
                _ => indexes.add(table, own, &index.name, "index")?,
            }
        }
        let checks = parts.checks.iter().map(|check| (&check.name, "check"));
        for (name, what) in checks.chain(parts.foreign_keys.iter().map(|key| (&key.name, "foreign key"))) {
            match dialect {
                DialectKind::Sqlite => {}
                DialectKind::Postgres => constraints.add(table, own, name, what)?,
                _ => constraints.add(table, None, name, what)?,
            }
        }
    }
    Ok(())
}

/// The names of one kind, by their schema and, where each table has its own, their table.
struct Namespace<'a> {
    dialect: DialectKind,
    names: HashMap<(Option<&'a str>, Option<&'a str>, String), (&'static TableMeta, &'static str)>,
}

impl<'a> Namespace<'a> {
    fn new(dialect: DialectKind) -> Self {
        Self { dialect, names: HashMap::new() }
    }

    fn add(&mut self, table: &'static TableMeta, own: Option<&'a str>, name: &str, what: &'static str) -> Result<()> {
        let key = (table.schema, own, check::folded(name, self.dialect));
        match self.names.insert(key, (table, what)) {
            None => Ok(()),
            Some((other, other_what)) => {
                let why = format!(
                    "its {what} has the name `{name}`, and so has the {other_what} of `{}` ({}:{}); drop one of them if \
                     they are the same, or give one another name by `name = \"..\"`",
                    other.name, other.file, other.line
                );
                Err(check::wrong(table, None, &why))
            }
        }
    }
}
