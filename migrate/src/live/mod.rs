//! What is in a database.

mod mysql;
mod postgres;
mod spelling;
mod sqlite;
mod wording;

use crate::model::{Model, Table};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, Executor, Link},
    sql::DialectKind,
};

/// What the names of Aludel's own tables begin with: they are left out of what is read.
pub(crate) const OWN: &str = "_aludel";

impl Model {
    /// What is in a database: the tables of its default schema, and of the schemas that the tables of `like` are in.
    /// Views, tables of the database itself and of extensions, and those of the migrations are left out.
    ///
    /// Databases write types, defaults and conditions in words of their own. Where such a text means what the one of `like`
    /// means, it is that of `like` here, and so are the order of columns and the case of names that has no meaning: two
    /// models that mean the same are equal. To be sure of it, PostgreSQL, MySQL and MariaDB are asked how they write
    /// the text, with a temporary table; that works outside and inside of a transaction. For the database's own
    /// words, `like` is an empty model.
    ///
    /// ```no_run
    /// # use aludel_core::{Result, engine::{Backend, Link}, schema::Schema};
    /// # use aludel_migrate::model::Model;
    /// # fn example<B: Backend, Blog: Schema>(link: &mut Link<B>) -> Result<()> {
    /// let declared = Model::declared(Blog::TABLES, link.style().kind)?;
    /// let live = Model::live(link, &declared)?;
    /// assert_eq!(live, declared);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `Schema` for a database that is none of SQLite, PostgreSQL, MySQL and MariaDB; and what the database says.
    pub fn live<B: Backend>(link: &mut Link<B>, like: &Model) -> Result<Self> {
        let read = match link.style().kind {
            DialectKind::Sqlite => sqlite::read(link, like),
            DialectKind::Postgres => postgres::read(link, like),
            DialectKind::MySql | DialectKind::MariaDb => mysql::read(link, like),
            _ => {
                let message = "only SQLite, PostgreSQL, MySQL and MariaDB can be asked for their tables";
                return Err(Error::new(ErrorKind::Schema, message));
            }
        };
        let mut model = read.map_err(|error| error.context("reading the tables of the database"))?;
        model.tables.retain(|table| !table.name.starts_with(OWN));
        wording::adopt(link, &mut model, like)?;
        model.tables.iter_mut().for_each(Table::drop_redundant_keys);
        model.tables.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
        Ok(model)
    }
}

/// The schemas to read: the default one, and those of the tables of a model.
struct Schemas<'m> {
    default: String,
    like: &'m Model,
}

impl<'m> Schemas<'m> {
    fn new(default: String, like: &'m Model) -> Self {
        Self { default, like }
    }

    /// Their names, each once.
    fn names(&self) -> Vec<String> {
        let mut names = vec![self.default.clone()];
        for schema in self.like.tables.iter().filter_map(|table| table.schema.as_ref()) {
            if !names.contains(schema) {
                names.push(schema.clone());
            }
        }
        names
    }

    /// What a model calls the schema of a table: nothing for the default one, unless the model names it.
    fn label(&self, schema: &str, table: &str) -> Option<String> {
        let named = || self.like.tables.iter().any(|t| t.schema.as_deref() == Some(schema) && t.name == table);
        (schema != self.default || named()).then(|| schema.to_owned())
    }
}

/// A link, as what statements run on.
struct On<'l, B: Backend>(&'l mut Link<B>);

impl<B: Backend> Executor for On<'_, B> {
    type Backend = B;
    fn ready(&mut self) -> Result<&mut Link<B>> {
        Ok(self.0)
    }
}
