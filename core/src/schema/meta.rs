//! The declarations as data: complete enough to create a schema, to compare it with a live one, and to migrate it.

use crate::{sql::DialectKind, value::SqlType};

/// A table, as declared.
#[derive(Debug, Clone, Copy)]
pub struct TableMeta {
    /// Its name in the database.
    pub name: &'static str,
    /// The schema it is in (PostgreSQL), or the database (MySQL, attached in SQLite), if declared.
    pub schema: Option<&'static str>,
    /// Its columns, in order of declaration.
    pub columns: &'static [ColumnMeta],
    /// Constraints and indexes over several columns, in order of declaration.
    pub constraints: &'static [TableConstraint],
    /// Its doc comment.
    pub doc: &'static str,
    /// The comment that the database keeps, if one is declared.
    pub comment: Option<&'static str>,
    /// The name that it had before, if it was renamed.
    pub was: Option<&'static str>,
    /// The source file of the declaration.
    pub file: &'static str,
    /// The line of the declaration.
    pub line: u32,
}

/// A column, as declared.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ColumnMeta {
    /// Its name in the database.
    pub name: &'static str,
    /// The name of the field.
    pub field: &'static str,
    /// What it is stored as.
    pub ty: SqlType,
    /// The Rust type, as written.
    pub rust_type: &'static str,
    /// Whether it takes NULL.
    pub nullable: bool,
    /// Whether it is part of the primary key.
    pub primary_key: bool,
    /// Whether the database makes the key.
    pub auto: bool,
    /// UNIQUE.
    pub unique: bool,
    /// Has an index of its own.
    pub index: bool,
    /// The version for optimistic locking.
    pub version: bool,
    /// The longest text, in characters.
    pub max_len: Option<u32>,
    /// Precision and scale of a decimal.
    pub decimal: Option<(u8, u8)>,
    /// The default.
    pub default: Option<DefaultMeta>,
    /// How the database computes it, if it does.
    pub generated: Option<GeneratedMeta>,
    /// The foreign key.
    pub references: Option<ReferenceMeta>,
    /// A CHECK, as SQL.
    pub check: Option<&'static str>,
    /// The values of an enum.
    pub variants: &'static [&'static str],
    /// The SQL type to use instead, per dialect.
    pub sql_types: SqlTypes,
    /// Its doc comment.
    pub doc: &'static str,
    /// The comment that the database keeps, if one is declared.
    pub comment: Option<&'static str>,
    /// The name that it had before, if it was renamed.
    pub was: Option<&'static str>,
    /// Whether a table stores its type.
    #[doc(hidden)]
    pub is_stored: bool,
}

/// Explicit SQL types of a column, per dialect.
#[derive(Debug, Clone, Copy, Default)]
pub struct SqlTypes {
    /// On SQLite.
    pub sqlite: Option<&'static str>,
    /// On PostgreSQL.
    pub postgres: Option<&'static str>,
    /// On MySQL and MariaDB.
    pub mysql: Option<&'static str>,
    /// On MariaDB only, before `mysql`.
    pub mariadb: Option<&'static str>,
}

impl SqlTypes {
    /// No explicit type.
    pub const NONE: Self = Self { sqlite: None, postgres: None, mysql: None, mariadb: None };

    /// The explicit type for a dialect.
    pub const fn get(&self, dialect: DialectKind) -> Option<&'static str> {
        match dialect {
            DialectKind::Sqlite => self.sqlite,
            DialectKind::Postgres => self.postgres,
            DialectKind::MySql => self.mysql,
            DialectKind::MariaDb => match self.mariadb {
                None => self.mysql,
                some => some,
            },
            DialectKind::Other => None,
        }
    }
}

/// What the database computes a column from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GeneratedMeta {
    /// The expression over other columns of the row, as SQL.
    pub sql: &'static str,
    /// Whether it is stored with the row. Else it is computed by what reads it; PostgreSQL stores it all the same.
    pub stored: bool,
}

/// The default of a column.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum DefaultMeta {
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// A float.
    Float(f64),
    /// Text.
    Text(&'static str),
    /// A SQL expression, as written.
    Sql(&'static str),
    /// The moment of the insertion.
    Now,
}

/// A foreign key of one column.
#[derive(Debug, Clone, Copy)]
pub struct ReferenceMeta {
    /// The referenced table's schema and name.
    pub table: (Option<&'static str>, &'static str),
    /// The referenced column.
    pub column: &'static str,
    /// ON DELETE.
    pub on_delete: Action,
    /// ON UPDATE.
    pub on_update: Action,
}

/// What a foreign key does when the referenced row goes or changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Action {
    /// Refuse, at the end of the statement. SQL's default.
    #[default]
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Do the same to the referencing rows.
    Cascade,
    /// Set the referencing columns to NULL.
    SetNull,
    /// Set the referencing columns to their defaults.
    SetDefault,
}

impl Action {
    /// The SQL words.
    pub const fn sql(self) -> &'static str {
        match self {
            Action::NoAction => "NO ACTION",
            Action::Restrict => "RESTRICT",
            Action::Cascade => "CASCADE",
            Action::SetNull => "SET NULL",
            Action::SetDefault => "SET DEFAULT",
        }
    }
}

/// A constraint or an index over several columns. Columns are given by their names in the database.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum TableConstraint {
    /// UNIQUE (a, b).
    Unique {
        /// Its name, if declared.
        name: Option<&'static str>,
        /// Its columns.
        columns: &'static [&'static str],
    },
    /// An index.
    Index {
        /// Its name, if declared.
        name: Option<&'static str>,
        /// What it orders by.
        parts: &'static [IndexPart],
        /// Whether it is unique: one with a condition or an expression, which no UNIQUE can be.
        unique: bool,
        /// Its method, such as `gin`.
        using: Option<&'static str>,
        /// The condition of a partial index, as SQL.
        filter: Option<&'static str>,
    },
    /// A foreign key over several columns.
    ForeignKey {
        /// Its columns.
        columns: &'static [&'static str],
        /// The referenced table's schema and name.
        table: (Option<&'static str>, &'static str),
        /// The referenced columns.
        referenced: &'static [&'static str],
        /// ON DELETE.
        on_delete: Action,
        /// ON UPDATE.
        on_update: Action,
    },
    /// CHECK (..), as SQL.
    Check {
        /// Its name, if declared.
        name: Option<&'static str>,
        /// The condition.
        sql: &'static str,
    },
}

/// What an index orders by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexPart {
    /// A column, by its name in the database.
    Column(&'static str),
    /// An expression, or a column with what is said of it (`created_at DESC`), as it stands in CREATE INDEX.
    Sql(&'static str),
}

/// The name of a field without the `r#` of a raw identifier.
#[doc(hidden)]
pub const fn strip_raw(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// The literal in `#[default(..)]`.
#[doc(hidden)]
pub struct DefaultLiteral<T>(pub T);
/// One line per kind of literal.
macro_rules! literals {
    ($($ty:ty => $variant:ident($as:ty);)*) => { $(
        #[doc(hidden)]
        impl DefaultLiteral<$ty> {
            pub const fn meta(self) -> DefaultMeta {
                DefaultMeta::$variant(self.0 as $as)
            }
        }
    )* };
}
literals! {
    bool => Bool(bool);
    i64 => Int(i128);
    f64 => Float(f64);
    &'static str => Text(&'static str);
}

impl TableMeta {
    /// The column of a name in the database.
    pub fn column(&self, name: &str) -> Option<&'static ColumnMeta> {
        self.columns.iter().find(|c| c.name == name)
    }

    /// The columns of the primary key.
    pub fn primary_key(&self) -> impl Iterator<Item = &'static ColumnMeta> + use<> {
        self.columns.iter().filter(|c| c.primary_key)
    }
}
