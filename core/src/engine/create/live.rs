//! What is in the database: its tables, indexes and foreign keys, by name.

use crate::{
    Result,
    engine::{Backend, Link},
    query::{Query, RawQuery, sql},
    schema::meta::TableMeta,
    sql::{DialectKind, Sql},
};
use std::collections::{HashMap, HashSet};

/// The schema and the name of a table, as the database compares them.
pub(super) type Place = (String, String);

/// What is in the schemas that some tables are declared in.
#[derive(Debug)]
pub(super) struct Live {
    /// The schema of a table that names none.
    default_schema: String,
    /// Whether the case of names does not count: of tables, and of indexes and constraints.
    folds: (bool, bool),
    tables: HashMap<Place, Found>,
    /// By table and name.
    indexes: HashSet<(Place, String)>,
    /// All of the database.
    pub(super) foreign_keys: Vec<ForeignKey>,
}

/// What has the name of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    /// A table, rather than a view or the like.
    pub(super) is_table: bool,
}

/// A foreign key.
#[derive(Debug)]
pub(super) struct ForeignKey {
    /// The table that refers.
    pub(super) table: Place,
    /// Its name; a number on SQLite.
    pub(super) name: String,
    /// The table that it refers to.
    pub(super) refers_to: Place,
}

/// The questions, per dialect. Text is cast to what the drivers read as text.
struct Questions {
    default_schema: &'static str,
    /// Name and kind, of a schema.
    tables: &'static str,
    /// Table and name, of a schema.
    indexes: &'static str,
    /// Schema, table and name; schema and table that it refers to.
    foreign_keys: &'static str,
}

const SQLITE: Questions = Questions {
    default_schema: "SELECT 'main'",
    tables: "SELECT name, type FROM pragma_table_list WHERE schema = ?",
    indexes: "SELECT t.name, i.name FROM pragma_table_list AS t JOIN pragma_index_list(t.name, t.schema) AS i \
              WHERE t.schema = ? AND t.type = 'table'",
    foreign_keys: "SELECT t.schema, t.name, CAST(f.id AS TEXT), t.schema, f.\"table\" FROM pragma_table_list AS t \
                   JOIN pragma_foreign_key_list(t.name, t.schema) AS f WHERE t.type = 'table' AND f.seq = 0",
};

const POSTGRES: Questions = Questions {
    default_schema: "SELECT coalesce(current_schema()::text, '')",
    tables: "SELECT c.relname::text, c.relkind::text FROM pg_catalog.pg_class AS c \
             JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
             WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')",
    indexes: "SELECT t.relname::text, c.relname::text FROM pg_catalog.pg_index AS i \
              JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid \
              JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid \
              JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace WHERE n.nspname = ?",
    foreign_keys: "SELECT n.nspname::text, t.relname::text, k.conname::text, rn.nspname::text, r.relname::text \
                   FROM pg_catalog.pg_constraint AS k \
                   JOIN pg_catalog.pg_class AS t ON t.oid = k.conrelid \
                   JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace \
                   JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid \
                   JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace \
                   WHERE k.contype = 'f' AND k.conparentid = 0 ORDER BY 1, 2, 3",
};

const MYSQL: Questions = Questions {
    default_schema: "SELECT coalesce(CAST(DATABASE() AS CHAR), '')",
    tables: "SELECT CAST(table_name AS CHAR), CAST(table_type AS CHAR) FROM information_schema.tables \
             WHERE table_schema = ?",
    indexes: "SELECT DISTINCT CAST(table_name AS CHAR), CAST(index_name AS CHAR) FROM information_schema.statistics \
              WHERE table_schema = ?",
    foreign_keys: "SELECT CAST(constraint_schema AS CHAR), CAST(table_name AS CHAR), CAST(constraint_name AS CHAR), \
                   CAST(unique_constraint_schema AS CHAR), CAST(referenced_table_name AS CHAR) \
                   FROM information_schema.referential_constraints ORDER BY 1, 2, 3",
};

impl Live {
    /// Reads what is in the schemas of the tables.
    pub(super) fn read<B: Backend>(
        link: &mut Link<B>,
        kind: DialectKind,
        tables: impl Iterator<Item = &'static TableMeta>,
    ) -> Result<Self> {
        let (questions, folds) = match kind {
            DialectKind::Sqlite => (&SQLITE, (true, true)),
            DialectKind::Postgres => (&POSTGRES, (false, false)),
            _ => (&MYSQL, (mysql_folds_tables(link)?, true)),
        };
        let default_schema = rows(link, &sql::<(String,)>(questions.default_schema))?.remove(0).0;
        let mut live =
            Live { default_schema, folds, tables: HashMap::new(), indexes: HashSet::new(), foreign_keys: Vec::new() };
        let schemas: HashSet<_> =
            tables.map(|table| table.schema.map_or_else(|| live.default_schema.clone(), str::to_owned)).collect();
        for schema in schemas {
            for (name, kind) in rows(link, &sql::<(String, String)>(questions.tables).bind(schema.as_str()))? {
                let is_table = matches!(&*kind, "table" | "r" | "p" | "BASE TABLE" | "SYSTEM VERSIONED");
                live.tables.insert(live.folded(&schema, &name), Found { is_table });
            }
            for (table, name) in rows(link, &sql::<(String, String)>(questions.indexes).bind(schema.as_str()))? {
                live.indexes.insert((live.folded(&schema, &table), live.folded_name(&name)));
            }
        }
        type Key = (String, String, String, String, String);
        for (schema, table, name, to_schema, to) in rows(link, &sql::<Key>(questions.foreign_keys))? {
            let (table, refers_to) = (live.folded(&schema, &table), live.folded(&to_schema, &to));
            live.foreign_keys.push(ForeignKey { table, name, refers_to });
        }
        Ok(live)
    }

    /// Where a declared table is.
    pub(super) fn place(&self, table: &TableMeta) -> Place {
        self.folded(table.schema.unwrap_or(&self.default_schema), table.name)
    }

    /// What has the name of a declared table.
    pub(super) fn table(&self, table: &TableMeta) -> Option<Found> {
        self.tables.get(&self.place(table)).copied()
    }

    pub(super) fn has_index(&self, table: &TableMeta, name: &str) -> bool {
        self.indexes.contains(&(self.place(table), self.folded_name(name)))
    }

    pub(super) fn has_foreign_key(&self, table: &TableMeta, name: &str) -> bool {
        let (place, name) = (self.place(table), self.folded_name(name));
        self.foreign_keys.iter().any(|key| key.table == place && self.folded_name(&key.name) == name)
    }

    fn folded(&self, schema: &str, table: &str) -> Place {
        if self.folds.0 { (schema.to_lowercase(), table.to_lowercase()) } else { (schema.to_owned(), table.to_owned()) }
    }

    fn folded_name(&self, name: &str) -> String {
        if self.folds.1 { name.to_lowercase() } else { name.to_owned() }
    }
}

/// Whether a schema of PostgreSQL is there.
pub(super) fn has_schema<B: Backend>(link: &mut Link<B>, name: &str) -> Result<bool> {
    let question = sql::<(bool,)>("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = ?)").bind(name);
    Ok(rows(link, &question)?.remove(0).0)
}

/// Whether the case of table names does not count, which depends on the server's file system and settings.
fn mysql_folds_tables<B: Backend>(link: &mut Link<B>) -> Result<bool> {
    Ok(rows(link, &sql::<(i64,)>("SELECT @@lower_case_table_names"))?.remove(0).0 != 0)
}

/// All rows of a question.
fn rows<B: Backend, R, V>(link: &mut Link<B>, question: &RawQuery<R, V>) -> Result<Vec<R>>
where
    RawQuery<R, V>: Query<Row = R> + Sql<B::Dialect>,
{
    let mut rows = Vec::new();
    link.query(question, |row| {
        rows.push(question.load(row)?);
        Ok(true)
    })?;
    Ok(rows)
}
