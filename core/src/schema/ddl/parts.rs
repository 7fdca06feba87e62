//! The constraints and indexes of a table in one form, wherever they were declared.

use super::{
    name::Namer,
    quote::{kept, kept_text},
    types,
};
use crate::{
    schema::meta::{Action, ColumnMeta, IndexPart, TableConstraint, TableMeta},
    sql::DialectKind,
};

/// The constraints and indexes of a table, each with its name.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The primary key, if there is one.
    pub primary_key: Option<Key>,
    /// UNIQUE.
    pub unique: Vec<Key>,
    /// Indexes.
    pub indexes: Vec<Index>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// CHECK: the declared ones, those of enums, and those of lengths that the type does not hold.
    pub checks: Vec<Check>,
}

/// A primary key, a UNIQUE or an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<&'static str>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it orders by.
    pub parts: Vec<IndexPart>,
    /// Whether it is unique.
    pub unique: bool,
    /// Its method, if one is declared.
    pub using: Option<&'static str>,
    /// The condition of a partial index, as SQL.
    pub filter: Option<&'static str>,
}

impl Index {
    /// The columns that it orders by as they are.
    pub fn columns(&self) -> impl Iterator<Item = &'static str> {
        self.parts.iter().filter_map(|part| match *part {
            IndexPart::Column(name) => Some(name),
            IndexPart::Sql(_) => None,
        })
    }
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKey {
    /// Its name.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<&'static str>,
    /// The schema and name of the table that they refer to.
    pub table: (Option<&'static str>, &'static str),
    /// The columns that they refer to.
    pub referenced: Vec<&'static str>,
    /// ON DELETE.
    pub on_delete: Action,
    /// ON UPDATE.
    pub on_update: Action,
}

/// A CHECK.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// The condition, as SQL.
    pub sql: String,
}

impl Parts {
    /// The parts of a table in a dialect: first those of the columns, then those of the table, in order of declaration.
    pub fn of(table: &'static TableMeta, dialect: DialectKind) -> Self {
        let mut namer = Namer::new(table.name);
        let key: Vec<_> = table.primary_key().map(|column| column.name).collect();
        let mut parts = Parts {
            primary_key: (!key.is_empty()).then(|| Key { name: namer.name("pk", &[], ""), columns: key }),
            unique: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        };
        for column in table.columns {
            parts.add_column(column, &mut namer, dialect);
        }
        for constraint in table.constraints {
            parts.add_constraint(constraint, table, &mut namer, dialect);
        }
        parts
    }

    /// Whether a column is in a key, an index or a foreign key.
    pub fn is_keyed(&self, column: &str) -> bool {
        let keys = self.primary_key.iter().chain(&self.unique).map(|key| &key.columns);
        // What an index has a method of its own for is up to that.
        let mut indexes = self.indexes.iter().filter(|index| index.using.is_none());
        keys.chain(self.foreign_keys.iter().map(|key| &key.columns)).any(|columns| columns.contains(&column))
            || indexes.any(|index| index.columns().any(|name| name == column))
    }

    fn add_column(&mut self, column: &'static ColumnMeta, namer: &mut Namer, dialect: DialectKind) {
        if column.unique {
            self.unique.push(key("uq", &[column.name], None, namer));
        }
        if column.index {
            let Key { name, .. } = key("ix", &[column.name], None, namer);
            let parts = vec![IndexPart::Column(column.name)];
            self.indexes.push(Index { name, parts, unique: false, using: None, filter: None });
        }
        if let Some(to) = column.references {
            self.foreign_keys.push(ForeignKey {
                name: foreign_key_name(&[column.name], to.table, namer),
                columns: vec![column.name],
                table: to.table,
                referenced: vec![to.column],
                on_delete: to.on_delete,
                on_update: to.on_update,
            });
        }
        if let Some(sql) = column.check {
            self.checks
                .push(Check { name: namer.name("ck", &[column.name], sql), sql: kept(sql, dialect).into_owned() });
        }
        if not_null_by_check(column, dialect) {
            let sql = format!("{} IS NOT NULL", types::quoted(column, dialect));
            self.checks.push(Check { name: namer.name("ck", &[column.name, "null"], &sql), sql });
        }
        // A type that is a list of values says for itself.
        let explicit = column.sql_types.get(dialect).unwrap_or_default();
        if !column.variants.is_empty() && !explicit.to_uppercase().starts_with("ENUM(") {
            let values: Vec<_> = column.variants.iter().map(|value| kept_text(value, dialect)).collect();
            let sql = format!("{} IN ({})", types::quoted(column, dialect), values.join(", "));
            self.checks.push(Check { name: namer.name("ck", &[column.name, "values"], &sql), sql });
        }
        if let Some(sql) = types::length_check(column, dialect) {
            self.checks.push(Check { name: namer.name("ck", &[column.name, "length"], &sql), sql });
        }
    }

    fn add_constraint(
        &mut self,
        constraint: &TableConstraint,
        table: &TableMeta,
        namer: &mut Namer,
        dialect: DialectKind,
    ) {
        match *constraint {
            TableConstraint::Unique { name, columns } => self.unique.push(key("uq", columns, name, namer)),
            TableConstraint::Index { name, parts, unique, using, filter } => {
                let name = index_name(parts, name, unique, (using, filter), table, namer);
                self.indexes.push(Index { name, parts: parts.to_vec(), unique, using, filter });
            }
            TableConstraint::ForeignKey { columns, table, referenced, on_delete, on_update } => {
                self.foreign_keys.push(ForeignKey {
                    name: foreign_key_name(columns, table, namer),
                    columns: columns.to_vec(),
                    table,
                    referenced: referenced.to_vec(),
                    on_delete,
                    on_update,
                });
            }
            TableConstraint::Check { name, sql } => {
                let name = match name {
                    Some(name) => namer.declared(name),
                    None => namer.name("ck", &columns_in(sql, table), sql),
                };
                self.checks.push(Check { name, sql: kept(sql, dialect).into_owned() });
            }
        }
    }
}

/// Whether NOT NULL is a CHECK: MariaDB's grammar has no other for a generated column, and MySQL takes it too.
pub fn not_null_by_check(column: &ColumnMeta, dialect: DialectKind) -> bool {
    dialect.is_mysql() && column.generated.is_some() && !column.nullable
}

fn key(prefix: &str, columns: &[&'static str], name: Option<&str>, namer: &mut Namer) -> Key {
    let name = match name {
        Some(name) => namer.declared(name),
        None => namer.name(prefix, columns, &columns.join(", ")),
    };
    Key { name, columns: columns.to_vec() }
}

/// The name of an index says its columns, those of its expressions included.
fn index_name(
    parts: &[IndexPart],
    name: Option<&str>,
    unique: bool,
    (using, filter): (Option<&str>, Option<&str>),
    table: &TableMeta,
    namer: &mut Namer,
) -> String {
    if let Some(name) = name {
        return namer.declared(name);
    }
    let mut words = Vec::new();
    let mut content = Vec::new();
    for part in parts {
        match *part {
            IndexPart::Column(column) => {
                words.push(column);
                content.push(column);
            }
            IndexPart::Sql(sql) => {
                words.extend(columns_in(sql, table));
                content.push(sql);
            }
        }
    }
    let mut content = content.join(", ");
    for (before, said) in [(" USING ", using), (" WHERE ", filter)] {
        content.extend(said.into_iter().flat_map(|said| [before, said]));
    }
    namer.name(if unique { "uq" } else { "ix" }, &words, &content)
}

fn foreign_key_name(columns: &[&str], (schema, table): (Option<&str>, &str), namer: &mut Namer) -> String {
    let content = format!("{} {}.{table}", columns.join(", "), schema.unwrap_or_default());
    namer.name("fk", columns, &content)
}

/// The columns of the table that a condition names, each once; they name the condition.
fn columns_in(sql: &str, table: &TableMeta) -> Vec<&'static str> {
    let mut found = Vec::new();
    // Every second piece is text in quotes.
    for outside in sql.split('\'').step_by(2) {
        for word in outside.split(|c: char| !c.is_alphanumeric() && c != '_') {
            if let Some(column) = table.column(word)
                && !found.contains(&column.name)
            {
                found.push(column.name);
            }
        }
    }
    found
}
