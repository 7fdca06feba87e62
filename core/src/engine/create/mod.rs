//! Creating and dropping the tables of a schema.

mod alone;
mod live;

use super::{Backend, Engine, Link};
use crate::{
    Error, ErrorKind, Result,
    schema::{
        Schema,
        ddl::{self, Order},
        meta::TableMeta,
    },
    sql::DialectKind,
};
use live::Live;
use std::fmt;

/// Creating and dropping the tables that `schema!` collects.
pub trait Create: Schema {
    /// Creates the tables and indexes that are missing, those first that others refer to, and says which.
    ///
    /// What is there stays as it is, even if it is not what is declared: a table is taken by its name, and so is an
    /// index. Of a table that is there, missing indexes are created, and the foreign keys that close a circle of tables,
    /// which cannot be part of CREATE TABLE (not on SQLite). A view in place of a table is left alone.
    ///
    /// All of it happens in one transaction, except on MySQL and MariaDB, which have none for this; there, run it again
    /// after an error. Several programs may do this at the same time; one waits for the other. On PostgreSQL, schemas
    /// that tables are declared in are created too.
    ///
    /// ```no_run
    /// # use aludel_core::{Result, engine::{Backend, Create, Engine}, schema::Schema};
    /// # fn example<Sqlite: Backend, Blog: Schema>() -> Result<()> {
    /// let engine = Engine::<Sqlite>::open("sqlite:blog.db")?;
    /// let created = Blog::create_all(&engine)?;
    /// println!("{created}"); // created tables users, posts; indexes ix_posts_author_id
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `Schema` for a declaration that cannot be created, as [`ddl::render`] says; `LockTimeout` if another program
    /// does not finish in time; and what the database says.
    fn create_all<B: Backend>(engine: &Engine<B>) -> Result<Created> {
        let mut connection = engine.connect()?;
        let kind = connection.link().style().kind;
        let wanted = ddl::render(Self::TABLES, kind)?;
        alone::alone(&mut connection, kind, alone::ForeignKeys::Enforced, |link| create(link, kind, &wanted))
    }

    /// Drops the tables of the schema, with their rows, and says which. Those that are not there are fine.
    ///
    /// In one transaction, except on MySQL and MariaDB, which have none for this. Tables that are not of the schema are
    /// left alone, and so are PostgreSQL's schemas and views.
    ///
    /// # Errors
    /// `Schema` if a table that stays refers to one that would go, before anything is dropped; `LockTimeout` if
    /// another program does not finish in time; and what the database says.
    fn drop_all<B: Backend>(engine: &Engine<B>) -> Result<Dropped> {
        let mut connection = engine.connect()?;
        let kind = connection.link().style().kind;
        // Dropping a table of SQLite would delete its rows first, one by one, and those that refer to them.
        alone::alone(&mut connection, kind, alone::ForeignKeys::Ignored, |link| drop_tables(link, kind, Self::TABLES))
    }

    /// The SQL that creates everything, as a script, without running it.
    ///
    /// # Errors
    /// `Schema` for a declaration that cannot be created, as [`ddl::render`] says.
    fn ddl(dialect: DialectKind) -> Result<String> {
        ddl::render(Self::TABLES, dialect).map(|ddl| ddl.to_string())
    }
}
impl<S: Schema> Create for S {}

/// What [`Create::create_all`] created, by name. Tables are behind their schema, if one is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Created {
    /// PostgreSQL's schemas.
    pub schemas: Vec<String>,
    /// Tables, in the order in which they were created.
    pub tables: Vec<String>,
    /// Indexes, without those that come with a table: of its primary key and of UNIQUE.
    pub indexes: Vec<String>,
    /// Foreign keys, without those that come with a table.
    pub foreign_keys: Vec<String>,
}

impl Created {
    /// Whether everything was there before.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl fmt::Display for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("schemas", &self.schemas),
            ("tables", &self.tables),
            ("indexes", &self.indexes),
            ("foreign keys", &self.foreign_keys),
        ];
        let mut before = "created ";
        for (what, names) in parts.into_iter().filter(|(_, names)| !names.is_empty()) {
            write!(f, "{before}{what} {}", names.join(", "))?;
            before = "; ";
        }
        if self.is_empty() { f.write_str("nothing to create, everything is there") } else { Ok(()) }
    }
}

/// What [`Create::drop_all`] dropped, by name. Tables are behind their schema, if one is declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped {
    /// Tables, in the order in which they were dropped.
    pub tables: Vec<String>,
}

impl Dropped {
    /// Whether none of the tables was there.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }
}

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("nothing to drop, none of the tables is there");
        }
        write!(f, "dropped tables {}", self.tables.join(", "))
    }
}

fn create<B: Backend>(link: &mut Link<B>, kind: DialectKind, wanted: &ddl::Ddl) -> Result<Created> {
    let mut created = Created::default();
    for schema in &wanted.schemas {
        if !live::has_schema(link, &schema.name)? {
            run(link, &schema.sql, format_args!("creating the schema `{}`", schema.name))?;
            created.schemas.push(schema.name.clone());
        }
    }
    let live = Live::read(link, kind, wanted.tables.iter().map(|t| t.table))?;
    for ddl::TableDdl { table, create, indexes, comments } in &wanted.tables {
        let name = display(table);
        let found = live.table(table);
        if found.is_none() {
            run(link, create, format_args!("creating the table `{name}`"))?;
            for comment in comments {
                run(link, comment, format_args!("writing the comments of the table `{name}`"))?;
            }
            created.tables.push(name.clone());
        }
        if found.is_some_and(|found| !found.is_table) {
            continue;
        }
        for index in indexes.iter().filter(|index| !live.has_index(table, &index.name)) {
            run(link, &index.sql, format_args!("creating the index `{}` of the table `{name}`", index.name))?;
            created.indexes.push(index.name.clone());
        }
    }
    for ddl::ForeignKeyDdl { table, add } in &wanted.foreign_keys {
        if live.table(table).is_none_or(|found| found.is_table) && !live.has_foreign_key(table, &add.name) {
            let name = display(table);
            run(link, &add.sql, format_args!("adding the foreign key `{}` to the table `{name}`", add.name))?;
            created.foreign_keys.push(add.name.clone());
        }
    }
    Ok(created)
}

fn drop_tables<B: Backend>(link: &mut Link<B>, kind: DialectKind, tables: &[&'static TableMeta]) -> Result<Dropped> {
    let live = Live::read(link, kind, tables.iter().copied())?;
    let doomed: Vec<_> =
        tables.iter().copied().filter(|table| live.table(table).is_some_and(|found| found.is_table)).collect();
    let mut references = Vec::new();
    for key in &live.foreign_keys {
        let at = |name: &live::Place| doomed.iter().position(|table| live.place(table) == *name);
        let Some(to) = at(&key.refers_to) else { continue };
        let Some(from) = at(&key.table) else {
            return Err(Error::new(
                ErrorKind::Schema,
                format!(
                    "the table `{}` cannot be dropped: `{}`, which is not of this schema, refers to it; nothing was \
                     dropped. Drop that table first, or add it to the `schema!`",
                    display(doomed[to]),
                    key.table.1
                ),
            ));
        };
        references.push((from, to, key));
    }
    let edges: Vec<_> = references.iter().map(|&(from, to, _)| (from, to)).collect();
    let Order { sorted, against } = ddl::order(doomed.len(), &edges);
    if kind != DialectKind::Sqlite {
        for (from, _, key) in against.into_iter().map(|edge| references[edge]) {
            let table = doomed[from];
            let sql = ddl::drop_foreign_key(table.schema, table.name, &key.name, kind)?;
            run(link, &sql, format_args!("dropping the foreign key `{}` of the table `{}`", key.name, display(table)))?;
        }
    }
    let mut dropped = Dropped::default();
    for table in sorted.into_iter().rev().map(|at| doomed[at]) {
        let name = display(table);
        run(link, &ddl::drop_table(table.schema, table.name, kind)?, format_args!("dropping the table `{name}`"))?;
        dropped.tables.push(name);
    }
    Ok(dropped)
}

fn run<B: Backend>(link: &mut Link<B>, sql: &str, doing: impl fmt::Display) -> Result<()> {
    link.script(sql).map_err(|error| error.context(doing))
}

/// The name of a table, behind its schema.
fn display(table: &TableMeta) -> String {
    match table.schema {
        Some(schema) => format!("{schema}.{}", table.name),
        None => table.name.to_owned(),
    }
}
