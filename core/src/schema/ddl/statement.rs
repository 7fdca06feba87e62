//! The statements, as they are handed out.

use crate::schema::meta::TableMeta;
use std::fmt;

/// The statements that create a set of tables, in the order in which they are to be run. From [`render`](super::render).
///
/// It displays as a script.
#[derive(Debug, Clone)]
pub struct Ddl {
    /// PostgreSQL's schemas that the tables are in, where declared.
    pub schemas: Vec<Statement>,
    /// The tables, those that others refer to first.
    pub tables: Vec<TableDdl>,
    /// The foreign keys that close a circle of tables, to be added when all tables are there. None on SQLite, where a
    /// table may refer to one that comes later.
    pub foreign_keys: Vec<ForeignKeyDdl>,
}

/// A statement that makes something with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The name of what it makes.
    pub name: String,
    /// Its text.
    pub sql: String,
}

/// The statements that create one table.
#[derive(Debug, Clone)]
pub struct TableDdl {
    /// What was declared.
    pub table: &'static TableMeta,
    /// CREATE TABLE.
    pub create: String,
    /// A CREATE INDEX for each index.
    pub indexes: Vec<Statement>,
    /// A COMMENT ON for each comment, on PostgreSQL.
    pub comments: Vec<String>,
}

/// The statement that adds a foreign key to a table.
#[derive(Debug, Clone)]
pub struct ForeignKeyDdl {
    /// The table that refers.
    pub table: &'static TableMeta,
    /// ALTER TABLE .. ADD CONSTRAINT.
    pub add: Statement,
}

impl fmt::Display for Ddl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemas = self.schemas.iter().map(|schema| &schema.sql);
        let tables = self.tables.iter();
        let tables = tables.flat_map(|t| {
            std::iter::once(&t.create).chain(t.indexes.iter().map(|index| &index.sql)).chain(&t.comments)
        });
        let foreign_keys = self.foreign_keys.iter().map(|key| &key.add.sql);
        schemas.chain(tables).chain(foreign_keys).try_for_each(|sql| writeln!(f, "{sql};"))
    }
}
