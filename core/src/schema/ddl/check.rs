//! What of a declaration can be told to be wrong before a database sees it, and not by the compiler already.

use super::{ForeignKey, MAX_NAME, Parts, types};
use crate::{
    Error, ErrorKind, Result,
    schema::meta::{Action, ColumnMeta, TableConstraint, TableMeta},
    sql::DialectKind,
    value::SqlType,
};

/// Checks a table, of the tables of a schema.
pub(super) fn table(
    table: &'static TableMeta,
    parts: &Parts,
    tables: &[&'static TableMeta],
    dialect: DialectKind,
) -> Result<()> {
    columns_are_distinct(table, dialect)?;
    auto_key(table, dialect)?;
    for column in table.columns {
        self::column(column, dialect).map_err(|why| wrong(table, Some(column), &why))?;
        if dialect.is_mysql() && parts.is_keyed(column.name) {
            fits_mysql_key(column, dialect).map_err(|why| wrong(table, Some(column), &why))?;
        }
    }
    for key in &parts.foreign_keys {
        let column = table.column(key.columns.first().copied().unwrap_or_default());
        foreign_key(table, key, tables, dialect).map_err(|why| wrong(table, column, &why))?;
    }
    for index in &parts.indexes {
        super::index::fits(table, index, dialect).map_err(|why| wrong(table, None, &why))?;
    }
    names_fit(table, dialect)
}

/// The error for a declaration, with its place.
pub(super) fn wrong(table: &TableMeta, column: Option<&ColumnMeta>, why: &str) -> Error {
    let message = match column {
        Some(c) => format!("table `{}`, column `{}` ({}:{}): {why}", table.name, c.name, table.file, table.line),
        None => format!("table `{}` ({}:{}): {why}", table.name, table.file, table.line),
    };
    Error::new(ErrorKind::Schema, message)
}

/// A name as the database compares it.
pub(super) fn folded(name: &str, dialect: DialectKind) -> String {
    // PostgreSQL's are quoted, so their case counts.
    if dialect == DialectKind::Postgres { name.to_owned() } else { name.to_lowercase() }
}

fn columns_are_distinct(table: &TableMeta, dialect: DialectKind) -> Result<()> {
    for (i, column) in table.columns.iter().enumerate() {
        let same = |other: &&ColumnMeta| folded(other.name, dialect) == folded(column.name, dialect);
        if let Some(other) = table.columns[..i].iter().find(same) {
            let why = format!("the fields `{}` and `{}` have the same column name", other.field, column.field);
            return Err(wrong(table, Some(column), &why));
        }
    }
    Ok(())
}

/// SQLite's own key is one by its type.
fn auto_key(table: &TableMeta, dialect: DialectKind) -> Result<()> {
    let other = |ty: &str| !ty.eq_ignore_ascii_case("integer");
    let key = table.columns.iter().find(|column| column.auto && column.sql_types.sqlite.is_some_and(other));
    match key {
        Some(key) if dialect == DialectKind::Sqlite => {
            let why = "on SQLite the type of a key that the database makes is INTEGER; leave out `sql_type`";
            Err(wrong(table, Some(key), why))
        }
        _ => Ok(()),
    }
}

fn column(column: &ColumnMeta, dialect: DialectKind) -> Result<(), String> {
    if let Some(what) = column.ty.of_postgres()
        && dialect != DialectKind::Postgres
        && column.sql_types.get(dialect).is_none()
    {
        return Err(format!("`{}` is {what}, which only PostgreSQL has", column.rust_type));
    }
    if let Some((precision, scale)) = column.decimal
        && dialect.is_mysql()
        && (precision > 65 || scale > 30)
    {
        return Err("a decimal of MySQL has at most 65 digits, 30 of them behind the point".to_owned());
    }
    super::default::default(column, dialect).map(drop)
}

/// MySQL has no keys over long texts.
fn fits_mysql_key(column: &ColumnMeta, dialect: DialectKind) -> Result<(), String> {
    if column.sql_types.get(dialect).is_some() {
        return Ok(());
    }
    let most = types::MYSQL_KEY;
    match (column.ty, types::varchar(column, dialect)) {
        (SqlType::Text, Some(n)) if n <= most => Ok(()),
        (SqlType::Text, None) if column.max_len.is_none() => Err(format!(
            "MySQL and MariaDB have no keys, indexes and foreign keys over text of any length; add `#[max_len(n)]`, with \
             n up to {most}"
        )),
        (SqlType::Text, _) => Err(format!(
            "MySQL and MariaDB have keys, indexes and foreign keys over texts of up to {most} characters; write a \
             shorter `#[max_len(n)]`"
        )),
        (SqlType::Bytes, _) => {
            Err("MySQL and MariaDB have no keys, indexes and foreign keys over bytes of any length; \
                                    add `#[sql_type(mysql = \"VARBINARY(n)\")]`"
                .to_owned())
        }
        (SqlType::Json, _) => Err("MySQL and MariaDB have no keys, indexes and foreign keys over JSON".to_owned()),
        _ => Ok(()),
    }
}

fn foreign_key(
    table: &TableMeta,
    key: &ForeignKey,
    tables: &[&'static TableMeta],
    dialect: DialectKind,
) -> Result<(), String> {
    let (schema, name) = key.table;
    if dialect == DialectKind::Sqlite && schema != table.schema {
        return Err(format!("a foreign key of SQLite cannot refer to `{name}`, which is in another schema"));
    }
    for (attribute, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        action_fits(table, key, action, dialect).map_err(|why| format!("`{attribute} = {}` {why}", word(action)))?;
    }
    if key.columns.len() != key.referenced.len() {
        let (columns, referenced) = (key.columns.len(), key.referenced.len());
        return Err(format!("the foreign key has {columns} columns, but refers to {referenced} of `{name}`"));
    }
    let Some(other) = tables.iter().find(|other| (other.schema, other.name) == key.table) else { return Ok(()) };
    for (from, to) in key.columns.iter().zip(&key.referenced) {
        let Some(referenced) = other.column(to) else {
            return Err(format!("it refers to the column `{to}` of `{name}`, which has no such column"));
        };
        if let Some(column) = table.column(from).filter(|column| column.ty != referenced.ty) {
            return Err(format!(
                "`{from}` is a `{}` and cannot refer to `{name}.{to}`, which is a `{}`",
                column.rust_type, referenced.rust_type
            ));
        }
    }
    if !is_unique(other, &key.referenced) {
        let (columns, listed) = (key.referenced.join("`, `"), key.referenced.join(", "));
        return Err(format!(
            "a foreign key refers to the primary key or to columns that are unique together, and `{columns}` of `{name}` \
             are not; declare `#[unique({listed})]` there"
        ));
    }
    Ok(())
}

fn action_fits(table: &TableMeta, key: &ForeignKey, action: Action, dialect: DialectKind) -> Result<(), String> {
    let mut columns = key.columns.iter().filter_map(|name| table.column(name));
    match action {
        Action::SetNull => match columns.find(|column| !column.nullable) {
            Some(column) => Err(format!(
                "needs a column that can be NULL; declare `{}` as `Option<{}>`, or choose another action",
                column.field, column.rust_type
            )),
            None => Ok(()),
        },
        Action::SetDefault if dialect.is_mysql() => {
            Err("is an action that MySQL and MariaDB do not have; choose another one".to_owned())
        }
        Action::SetDefault => match columns.find(|column| !column.nullable && column.default.is_none()) {
            Some(column) => Err(format!("needs a default; add `#[default(..)]` to `{}`", column.field)),
            None => Ok(()),
        },
        Action::NoAction | Action::Restrict | Action::Cascade => Ok(()),
    }
}

/// The action as it is declared.
fn word(action: Action) -> String {
    action.sql().to_lowercase().replace(' ', "_")
}

/// Whether the columns are the primary key, or UNIQUE, in any order.
fn is_unique(table: &TableMeta, columns: &[&str]) -> bool {
    let same = |key: &[&str]| key.len() == columns.len() && columns.iter().all(|column| key.contains(column));
    let key: Vec<_> = table.primary_key().map(|column| column.name).collect();
    let of_column = |column: &ColumnMeta| column.unique && same(&[column.name]);
    let of_table = |c: &TableConstraint| matches!(c, TableConstraint::Unique { columns, .. } if same(columns));
    same(&key) || table.columns.iter().any(of_column) || table.constraints.iter().any(of_table)
}

/// PostgreSQL cuts longer names without an error, MySQL refuses them.
fn names_fit(table: &TableMeta, dialect: DialectKind) -> Result<()> {
    let too_long = |name: &str| match dialect {
        DialectKind::Postgres => name.len() > MAX_NAME,
        DialectKind::MySql | DialectKind::MariaDb => name.chars().count() > MAX_NAME + 1,
        DialectKind::Sqlite | DialectKind::Other => false,
    };
    let why = format!("the name is longer than {MAX_NAME} bytes; write a shorter one by `#[name = \"..\"]`");
    if too_long(table.name) {
        return Err(wrong(table, None, &why));
    }
    if let Some(column) = table.columns.iter().find(|column| too_long(column.name)) {
        return Err(wrong(table, Some(column), &why));
    }
    let declared = table.constraints.iter().filter_map(|constraint| match *constraint {
        TableConstraint::Unique { name, .. }
        | TableConstraint::Index { name, .. }
        | TableConstraint::Check { name, .. } => name,
        TableConstraint::ForeignKey { .. } => None,
    });
    if let Some(name) = declared.into_iter().find(|name| too_long(name)) {
        return Err(wrong(table, None, &format!("the name `{name}` is longer than {MAX_NAME} bytes")));
    }
    Ok(())
}
