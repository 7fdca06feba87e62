//! The text of the statements of a flush.

use crate::{
    schema::{
        ddl::sql_type,
        meta::{ColumnMeta, TableMeta},
    },
    session::cell::{Cell, Piece},
    sql::{DialectKind, SqlType, Style, Writer},
};

/// Writes statements about one table.
pub(super) struct Text<'t> {
    meta: &'t TableMeta,
    w: Writer,
}

impl<'t> Text<'t> {
    fn new(meta: &'t TableMeta, style: Style) -> Self {
        Self { meta, w: Writer::new(style) }
    }

    fn column(&self, at: usize) -> &'t ColumnMeta {
        &self.meta.columns[at]
    }

    fn table(&mut self) {
        if let Some(schema) = self.meta.schema {
            self.w.ident(schema);
            self.w.lit(".");
        }
        self.w.ident(self.meta.name);
    }

    /// Things separated by commas.
    fn list<I>(&mut self, items: impl IntoIterator<Item = I>, mut each: impl FnMut(&mut Self, I)) {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.w.lit(", ");
            }
            each(self, item);
        }
    }

    fn names(&mut self, columns: &[usize]) {
        self.list(columns, |text, &at| text.w.ident(text.column(at).name));
    }

    fn returning(&mut self, columns: &[usize]) {
        if !columns.is_empty() {
            self.w.lit(" RETURNING ");
            self.names(columns);
        }
    }

    /// The keys of the rows that were found.
    fn returning_key(&mut self, qualifier: &str) {
        self.w.lit(" RETURNING ");
        let key = self.meta.columns.iter().filter(|column| column.primary_key);
        self.list(key, |text, column| {
            text.w.lit(qualifier);
            text.w.ident(column.name);
        });
    }

    /// `unnest($1::bigint[], $2::text[]) AS d(c1, c2)`: rows of values, in one placeholder per column. (PostgreSQL)
    fn unnest(&mut self, columns: &[usize], ordinality: bool) {
        self.w.lit("unnest(");
        self.list(columns, |text, &at| {
            text.w.placeholder();
            text.w.lit("::");
            text.w.lit(&array_type(text.column(at)));
        });
        self.w.lit(if ordinality { ") WITH ORDINALITY AS d(" } else { ") AS d(" });
        self.list(1..=columns.len(), |text, n| text.w.lit(&format!("c{n}")));
        self.w.lit(if ordinality { ", n)" } else { ")" });
    }

    /// `id = ? AND version = ?`
    fn matches(&mut self, columns: &[usize]) {
        for (i, &at) in columns.iter().enumerate() {
            self.w.lit(if i > 0 { " AND " } else { "" });
            self.w.ident(self.column(at).name);
            self.w.lit(" = ");
            self.w.placeholder();
        }
    }

    /// `r.id = d.c3 AND r.version = d.c4`, of columns that follow so many others.
    fn matches_unnested(&mut self, columns: &[usize], after: usize) {
        for (i, &at) in columns.iter().enumerate() {
            self.w.lit(if i > 0 { " AND r." } else { "r." });
            self.w.ident(self.column(at).name);
            self.w.lit(&format!(" = d.c{}", after + i + 1));
        }
    }

    /// `, version = version + 1`
    fn count_version(&mut self, version: Option<usize>, qualifier: &str) {
        if let Some(at) = version {
            let name = self.column(at).name;
            self.w.lit(", ");
            self.w.ident(name);
            self.w.lit(&format!(" = {qualifier}"));
            self.w.ident(name);
            self.w.lit(" + 1");
        }
    }
}

/// The array that values of a column are sent in. Without a length: a cast to one would cut the text off.
fn array_type(column: &ColumnMeta) -> String {
    let name = match (column.sql_types.get(DialectKind::Postgres), column.ty) {
        (Some(explicit), _) if !explicit.contains('(') => explicit,
        (_, SqlType::Text) => "text",
        (_, SqlType::Decimal) => "numeric",
        _ => return format!("{}[]", sql_type(column, DialectKind::Postgres)),
    };
    format!("{name}[]")
}

/// An INSERT of so many rows.
pub(super) fn insert(meta: &TableMeta, style: Style, columns: &[usize], rows: usize, returning: &[usize]) -> String {
    let mut text = Text::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    if columns.is_empty() {
        let mysql = matches!(style.kind, DialectKind::MySql | DialectKind::MariaDb);
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

/// An INSERT of one row, parts of which the database computes.
pub(super) fn insert_computed(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    cells: &[Cell],
    returning: &[usize],
) -> String {
    let mut text = Text::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    text.w.lit(" (");
    text.names(columns);
    text.w.lit(") VALUES (");
    text.list(cells, |text, cell| match cell {
        Cell::Sql(piece) => text.piece(piece),
        _ => text.w.placeholder(),
    });
    text.w.lit(")");
    text.returning(returning);
    text.w.finish()
}

impl Text<'_> {
    fn piece(&mut self, piece: &Piece) {
        let mut from = 0;
        for &at in &piece.placeholders {
            self.w.lit(&piece.text[from..at]);
            self.w.placeholder();
            from = at;
        }
        self.w.lit(&piece.text[from..]);
    }
}

/// An INSERT of any number of rows in arrays; keys are made in the order of the rows. (PostgreSQL)
pub(super) fn insert_unnest(meta: &TableMeta, style: Style, columns: &[usize], returning: &[usize]) -> String {
    let mut text = Text::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    text.w.lit(" (");
    text.names(columns);
    text.w.lit(") SELECT ");
    text.list(1..=columns.len(), |text, n| text.w.lit(&format!("d.c{n}")));
    text.w.lit(" FROM ");
    text.unnest(columns, true);
    text.w.lit(" ORDER BY d.n");
    text.returning(returning);
    text.w.finish()
}

/// An UPDATE of one row: first the columns, then what the row is found by.
pub(super) fn update(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
) -> String {
    let mut text = Text::new(meta, style);
    text.w.lit("UPDATE ");
    text.table();
    text.w.lit(" SET ");
    text.list(columns, |text, &at| {
        text.w.ident(text.column(at).name);
        text.w.lit(" = ");
        text.w.placeholder();
    });
    text.count_version(version, "");
    text.w.lit(" WHERE ");
    text.matches(found_by);
    text.w.finish()
}

/// An UPDATE of any number of rows in arrays. (PostgreSQL)
pub(super) fn update_unnest(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
) -> String {
    let mut text = Text::new(meta, style);
    text.w.lit("UPDATE ");
    text.table();
    text.w.lit(" AS r SET ");
    text.list(columns.iter().enumerate(), |text, (i, &at)| {
        text.w.ident(text.column(at).name);
        text.w.lit(&format!(" = d.c{}", i + 1));
    });
    text.count_version(version, "r.");
    text.w.lit(" FROM ");
    text.unnest(&[columns, found_by].concat(), false);
    text.w.lit(" WHERE ");
    text.matches_unnested(found_by, columns.len());
    text.returning_key("r.");
    text.w.finish()
}

/// An UPDATE that sets columns of one row to NULL.
pub(super) fn clear(meta: &TableMeta, style: Style, columns: &[usize], key: &[usize]) -> String {
    let mut text = Text::new(meta, style);
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
    let mut text = Text::new(meta, style);
    text.w.lit("DELETE FROM ");
    text.table();
    text.w.lit(" WHERE ");
    text.matches(found_by);
    text.w.finish()
}

/// A DELETE of any number of rows in arrays. (PostgreSQL)
pub(super) fn delete_unnest(meta: &TableMeta, style: Style, found_by: &[usize]) -> String {
    let mut text = Text::new(meta, style);
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
    let mut text = Text::new(meta, style);
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
    let mut text = Text::new(meta, style);
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
