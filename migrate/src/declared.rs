//! What the declarations say.

use crate::model::{Check, Column, ForeignKey, Generated, Index, IndexPart, Key, Model, Table};
use aludel_core::{
    Result,
    schema::{
        ddl::{self, Parts},
        meta::{self, Action, TableMeta},
    },
    sql::DialectKind,
};

impl Model {
    /// What the declarations say, in a dialect. No database is needed.
    ///
    /// # Errors
    /// `Schema` for a declaration that could not be created, as [`ddl::render`] says.
    pub fn declared(tables: &[&'static TableMeta], dialect: DialectKind) -> Result<Self> {
        let parts = ddl::parts(tables, dialect)?;
        let tables = tables.iter().zip(&parts).map(|(table, parts)| declared(table, parts, dialect));
        let mut tables = tables.collect::<Result<Vec<_>>>()?;
        tables.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
        Ok(Self { tables })
    }
}

fn declared(table: &'static TableMeta, parts: &Parts, dialect: DialectKind) -> Result<Table> {
    // SQLite keeps none.
    let comment = |declared| if dialect == DialectKind::Sqlite { String::new() } else { ddl::comment(declared) };
    let columns = table.columns.iter().map(|column| {
        Ok(Column {
            name: column.name.to_owned(),
            ty: ddl::sql_type(column, dialect).into_owned(),
            nullable: column.nullable || ddl::not_null_by_check(column, dialect),
            auto: column.auto,
            default: ddl::default(table, column, dialect)?,
            generated: column.generated.map(|generated| Generated {
                sql: ddl::kept(generated.sql, dialect).into_owned(),
                stored: ddl::is_stored(generated, dialect),
            }),
            comment: comment(column.comment),
        })
    });
    let foreign_keys = parts.foreign_keys.iter().map(|key| ForeignKey {
        name: key.name.clone(),
        columns: owned(&key.columns),
        // A foreign key of SQLite stays within its schema.
        schema: key.table.0.map(str::to_owned),
        table: key.table.1.to_owned(),
        referenced: owned(&key.referenced),
        on_delete: action(key.on_delete, dialect),
        on_update: action(key.on_update, dialect),
    });
    let checks = parts.checks.iter().map(|check| Check { name: check.name.clone(), sql: check.sql.clone() });
    let key = |key: &ddl::Key| Key { name: key.name.clone(), columns: owned(&key.columns) };
    let part = |part: &meta::IndexPart| match *part {
        meta::IndexPart::Column(column) => IndexPart::Column(column.to_owned()),
        meta::IndexPart::Sql(sql) => IndexPart::Expression(ddl::kept(sql, dialect).into_owned()),
    };
    let index = |index: &ddl::Index| Index {
        name: index.name.clone(),
        parts: index.parts.iter().map(part).collect(),
        unique: index.unique,
        // PostgreSQL calls the usual one btree.
        method: index.using.filter(|method| *method != "btree").map(str::to_owned),
        filter: index.filter.map(|sql| ddl::closed(sql).into_owned()),
    };
    let mut primary_key = parts.primary_key.as_ref().map(key);
    if let Some(key) = primary_key.as_mut().filter(|_| dialect != DialectKind::Postgres) {
        key.name.clear();
    }
    let mut table = Table {
        schema: table.schema.map(str::to_owned),
        name: table.name.to_owned(),
        comment: comment(table.comment),
        columns: columns.collect::<Result<_>>()?,
        primary_key,
        unique: parts.unique.iter().map(key).collect(),
        indexes: parts.indexes.iter().map(index).collect(),
        foreign_keys: foreign_keys.collect(),
        checks: checks.collect(),
    };
    table.drop_redundant_keys();
    Ok(table)
}

/// An action as the dialect tells it apart from others: MySQL and MariaDB refuse at once in any case.
pub(crate) fn action(action: Action, dialect: DialectKind) -> Action {
    match dialect {
        DialectKind::MySql | DialectKind::MariaDb if action == Action::Restrict => Action::NoAction,
        _ => action,
    }
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
