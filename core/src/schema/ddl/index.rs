//! CREATE INDEX.

use super::{Index, Parts, Statement, quote};
use crate::{
    schema::meta::{IndexPart, TableMeta},
    sql::{DialectKind, Style, Writer},
};

/// Methods of MySQL and MariaDB, which stand in front of INDEX.
const MYSQL_METHODS: [&str; 2] = ["fulltext", "spatial"];

/// A CREATE INDEX for each index.
pub(super) fn create(table: &TableMeta, parts: &Parts, style: Style) -> Vec<Statement> {
    parts.indexes.iter().map(|index| statement(table, index, style)).collect()
}

fn statement(table: &TableMeta, index: &Index, style: Style) -> Statement {
    let mut w = Writer::new(style);
    let mysql = style.kind.is_mysql();
    w.lit("CREATE ");
    w.lit(if index.unique { "UNIQUE " } else { "" });
    if let Some(method) = index.using.filter(|_| mysql) {
        w.lit(&method.to_uppercase());
        w.lit(" ");
    }
    w.lit("INDEX ");
    // SQLite has the schema at the index, the others at the table.
    let sqlite = style.kind == DialectKind::Sqlite;
    quote::name(&mut w, table.schema.filter(|_| sqlite), &index.name);
    w.lit(" ON ");
    quote::name(&mut w, table.schema.filter(|_| !sqlite), table.name);
    if let Some(method) = index.using.filter(|_| !mysql) {
        w.lit(" USING ");
        w.lit(method);
    }
    for (i, part) in index.parts.iter().enumerate() {
        w.lit(if i == 0 { " (" } else { ", " });
        match *part {
            IndexPart::Column(column) => w.ident(column),
            IndexPart::Sql(sql) => {
                let dialect = w.style().kind;
                w.lit(&quote::kept(sql, dialect));
            }
        }
    }
    w.lit(")");
    if let Some(filter) = index.filter {
        w.lit(" WHERE ");
        w.lit(&quote::closed(filter));
    }
    Statement { name: index.name.clone(), sql: w.finish() }
}

/// Whether the dialect has such an index.
///
/// # Errors
/// What it lacks, and what to do.
pub(super) fn fits(table: &TableMeta, index: &Index, dialect: DialectKind) -> Result<(), String> {
    let name = &index.name;
    if index.filter.is_some_and(|filter| filter.trim().is_empty()) {
        return Err(format!("the filter of the index `{name}` has no condition"));
    }
    match (dialect, index.using) {
        (DialectKind::Sqlite, Some(method)) => {
            return Err(format!("SQLite has no methods of indexes, so leave out `using = {method}` of `{name}`"));
        }
        (DialectKind::MySql | DialectKind::MariaDb, Some(method)) if !MYSQL_METHODS.contains(&method) => {
            return Err(format!(
                "MySQL and MariaDB have the methods `fulltext` and `spatial`, not `{method}`, which `{name}` is to use"
            ));
        }
        _ => {}
    }
    if !dialect.is_mysql() {
        return Ok(());
    }
    if index.filter.is_some() {
        return Err(format!(
            "MySQL and MariaDB have no partial indexes, so `{name}` cannot have a `filter`; leave it out, or index a \
             generated column that is NULL for the other rows"
        ));
    }
    let of_column = |sql: &str| {
        let word = match sql.split('`').nth(1).filter(|_| sql.starts_with('`')) {
            Some(quoted) => quoted,
            None => sql.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        table.column(word).is_some()
    };
    let expression = index.parts.iter().find_map(|part| match *part {
        IndexPart::Sql(sql) if !of_column(sql) => Some(sql),
        _ => None,
    });
    match expression {
        Some(sql) if dialect == DialectKind::MariaDb => Err(format!(
            "MariaDB has no indexes over expressions, and `{name}` is over `{sql}`; index a generated column instead"
        )),
        Some(sql) if !sql.starts_with('(') => {
            Err(format!("MySQL wants an expression in an index in parentheses: write `({sql})` in `{name}`"))
        }
        _ => Ok(()),
    }
}
