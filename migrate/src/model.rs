//! A schema as one dialect sees it, owned: from declarations, from a migration's snapshot, or from a live database.
//!
//! Everything is in the form in which it is compared. Texts that a database keeps in its own words (types, defaults, checks)
//! are normal forms: two that mean the same are equal.

use aludel_core::schema::meta::Action;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The tables of a schema in one dialect.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// The tables, by schema and name.
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its schema, if it is not the default one.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
    /// Its comment; empty if there is none.
    pub comment: String,
    /// The columns. Their order does not count in a comparison.
    pub columns: Vec<Column>,
    /// The primary key. MySQL and SQLite have no name for it: it is empty there.
    pub primary_key: Option<Key>,
    /// UNIQUE.
    pub unique: Vec<Key>,
    /// Indexes that are no constraint.
    pub indexes: Vec<Index>,
    /// Foreign keys.
    pub foreign_keys: Vec<ForeignKey>,
    /// CHECK.
    pub checks: Vec<Check>,
}

impl Table {
    /// One without anything in it.
    pub(crate) fn new(schema: Option<String>, name: String) -> Self {
        Self {
            schema,
            name,
            comment: String::new(),
            columns: Vec::new(),
            primary_key: None,
            unique: Vec::new(),
            indexes: Vec::new(),
            foreign_keys: Vec::new(),
            checks: Vec::new(),
        }
    }

    /// Leaves out what is UNIQUE already, as the primary key or as an earlier UNIQUE: PostgreSQL does not make it.
    pub(crate) fn drop_redundant_keys(&mut self) {
        let mut seen: Vec<Vec<String>> = self.primary_key.iter().map(|key| key.columns.clone()).collect();
        self.unique.retain(|key| {
            let new = !seen.contains(&key.columns);
            seen.push(key.columns.clone());
            new
        });
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type, as the dialect writes it.
    pub ty: String,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Whether the database makes its values: IDENTITY, AUTO_INCREMENT, AUTOINCREMENT.
    pub auto: bool,
    /// Its default, as SQL.
    pub default: Option<String>,
    /// What the database computes it from, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated: Option<Generated>,
    /// Its comment; empty if there is none.
    pub comment: String,
}

impl Column {
    /// One that takes NULL, and of which nothing else is said.
    pub(crate) fn new(name: String, ty: String) -> Self {
        Self { name, ty, nullable: true, auto: false, default: None, generated: None, comment: String::new() }
    }
}

/// What the database computes a column from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generated {
    /// The expression over other columns of the row, as SQL.
    pub sql: String,
    /// Whether it is stored with the row, rather than computed by what reads it.
    pub stored: bool,
}

impl fmt::Display for Generated {
    /// As it stands behind the type of the column.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.stored { "STORED" } else { "VIRTUAL" };
        write!(f, "GENERATED ALWAYS AS ({}) {kind}", self.sql)
    }
}

/// A primary key or a UNIQUE.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// Its name.
    pub name: String,
    /// Its columns, in order.
    pub columns: Vec<String>,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index {
    /// Its name.
    pub name: String,
    /// What it orders by: columns, or expressions as SQL.
    pub parts: Vec<IndexPart>,
    /// Whether it is unique. A UNIQUE that is declared is a [`Key`]; only a partial or expression index is unique here.
    pub unique: bool,
    /// Its method, if it is not the usual one: `gin`, `hash`, `fulltext`.
    pub method: Option<String>,
    /// The condition of a partial index, as SQL.
    pub filter: Option<String>,
}

/// What an index orders by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IndexPart {
    /// A column.
    Column(String),
    /// An expression, as SQL.
    Expression(String),
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForeignKey {
    /// Its name; on SQLite what the table's text calls it.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The schema of the table that they refer to, if it is not the default one.
    pub schema: Option<String>,
    /// The table that they refer to.
    pub table: String,
    /// The columns that they refer to.
    pub referenced: Vec<String>,
    /// ON DELETE.
    #[serde(with = "action")]
    pub on_delete: Action,
    /// ON UPDATE.
    #[serde(with = "action")]
    pub on_update: Action,
}

/// A CHECK.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Its name.
    pub name: String,
    /// The condition, as SQL.
    pub sql: String,
}

/// An action as its SQL words.
mod action {
    use aludel_core::schema::meta::Action;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    const ALL: [Action; 5] = [Action::NoAction, Action::Restrict, Action::Cascade, Action::SetNull, Action::SetDefault];

    pub(super) fn serialize<S: Serializer>(action: &Action, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(action.sql())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Action, D::Error> {
        let words = String::deserialize(deserializer)?;
        let found = ALL.into_iter().find(|action| action.sql() == words);
        found.ok_or_else(|| D::Error::custom(format!("`{words}` is not an action of a foreign key")))
    }
}
