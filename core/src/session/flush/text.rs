//! The text of the statements of a flush.

use crate::{
    engine::text::{self, TableText},
    schema::meta::TableMeta,
    session::cell::Piece,
    sql::Style,
};
pub(super) use text::{array, pad, update, update_joined};

/// An INSERT of so many rows.
pub(super) fn insert(meta: &TableMeta, style: Style, columns: &[usize], rows: usize, returning: &[usize]) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    if columns.is_empty() {
        let mysql = style.kind.is_mysql();
        text.w.lit(if mysql { " () VALUES ()" } else { " DEFAULT VALUES" });
    } else {
        text.w.lit(" (");
        text.names(columns);
        text.w.lit(") VALUES ");
        text.list(0..rows, |text, _| {
            text.w.lit("(");
            text.w.placeholders(columns.len());
            text.w.lit(")");
        });
    }
    text.returning(returning);
    text.w.finish()
}

/// An INSERT of one row, columns of which the database computes.
pub(super) fn insert_computed<'p>(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    piece: impl Fn(usize) -> Option<&'p Piece>,
    returning: &[usize],
) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    text.w.lit(" (");
    text.names(columns);
    text.w.lit(") VALUES (");
    text.list(columns, |text, &column| match piece(column) {
        Some(piece) => computed(text, piece),
        None => text.w.placeholder(),
    });
    text.w.lit(")");
    text.returning(returning);
    text.w.finish()
}

fn computed(text: &mut TableText<'_>, piece: &Piece) {
    let mut from = 0;
    for &at in &piece.placeholders {
        text.w.lit(&piece.text[from..at]);
        text.w.placeholder();
        from = at;
    }
    text.w.lit(&piece.text[from..]);
}

/// An INSERT of any number of rows in arrays; keys are made in the order of the rows. (PostgreSQL)
pub(super) fn insert_unnest(meta: &TableMeta, style: Style, columns: &[usize], returning: &[usize]) -> String {
    let mut text = text::insert_unnest(meta, style, columns);
    text.returning(returning);
    text.w.finish()
}

/// An UPDATE of any number of rows in arrays, which gives the keys of those it found. (PostgreSQL)
pub(super) fn update_unnest(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
) -> String {
    let mut text = text::update_unnest(meta, style, columns, found_by, version);
    text.returning_key("r.");
    text.w.finish()
}

/// An UPDATE that sets columns of one row to NULL.
pub(super) fn clear(meta: &TableMeta, style: Style, columns: &[usize], key: &[usize]) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("UPDATE ");
    text.table();
    text.w.lit(" SET ");
    text.list(columns, |text, &at| {
        text.w.ident(text.column(at).name);
        text.w.lit(" = NULL");
    });
    text.w.lit(" WHERE ");
    text.matches(key);
    text.w.finish()
}

/// A DELETE of one row.
pub(super) fn delete(meta: &TableMeta, style: Style, found_by: &[usize]) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("DELETE FROM ");
    text.table();
    text.w.lit(" WHERE ");
    text.matches(found_by);
    text.w.finish()
}

/// A DELETE of any number of rows in arrays. (PostgreSQL)
pub(super) fn delete_unnest(meta: &TableMeta, style: Style, found_by: &[usize]) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("DELETE FROM ");
    text.table();
    text.w.lit(" AS r USING ");
    text.unnest(found_by, false);
    text.w.lit(" WHERE ");
    text.matches_unnested(found_by, 0);
    text.returning_key("r.");
    text.w.finish()
}

/// A DELETE of so many rows by a key of one column. (MariaDB)
pub(super) fn delete_list(meta: &TableMeta, style: Style, key: usize, rows: usize) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("DELETE FROM ");
    text.table();
    text.w.lit(" WHERE ");
    text.w.ident(text.column(key).name);
    text.w.lit(" IN (");
    text.w.placeholders(rows);
    text.w.lit(")");
    text.returning_key("");
    text.w.finish()
}

/// A SELECT of columns of so many rows by their keys.
pub(in crate::session) fn select(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    key: &[usize],
    rows: usize,
) -> String {
    let mut text = TableText::new(meta, style);
    text.w.lit("SELECT ");
    text.names(columns);
    text.w.lit(" FROM ");
    text.table();
    text.w.lit(" WHERE ");
    match (key, rows) {
        (_, 1) => text.matches(key),
        (&[key], _) => {
            text.w.ident(text.column(key).name);
            text.w.lit(" IN (");
            text.w.placeholders(rows);
            text.w.lit(")");
        }
        _ => {
            for i in 0..rows {
                text.w.lit(if i > 0 { " OR (" } else { "(" });
                text.matches(key);
                text.w.lit(")");
            }
        }
    }
    text.w.finish()
}
