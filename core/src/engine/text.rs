//! The text of statements about one table, made from what was declared.

use super::Param;
use crate::{
    schema::{
        ddl::sql_type,
        meta::{ColumnMeta, TableMeta},
    },
    sql::{DialectKind, SqlType, Style, Writer},
    value::List,
};
use std::borrow::Cow;

/// Writes statements about one table.
pub(crate) struct TableText<'t> {
    pub(crate) meta: &'t TableMeta,
    pub(crate) w: Writer,
}

impl<'t> TableText<'t> {
    pub(crate) fn new(meta: &'t TableMeta, style: Style) -> Self {
        Self { meta, w: Writer::new(style) }
    }

    pub(crate) fn column(&self, at: usize) -> &'t ColumnMeta {
        &self.meta.columns[at]
    }

    pub(crate) fn table(&mut self) {
        self.w.schema(self.meta.schema);
        self.w.ident(self.meta.name);
    }

    /// Things separated by commas.
    pub(crate) fn list<I>(&mut self, items: impl IntoIterator<Item = I>, mut each: impl FnMut(&mut Self, I)) {
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.w.lit(", ");
            }
            each(self, item);
        }
    }

    pub(crate) fn names(&mut self, columns: &[usize]) {
        self.list(columns, |text, &at| text.w.ident(text.column(at).name));
    }

    pub(crate) fn returning(&mut self, columns: &[usize]) {
        if !columns.is_empty() {
            self.w.lit(" RETURNING ");
            self.names(columns);
        }
    }

    /// The keys of the rows that were found.
    pub(crate) fn returning_key(&mut self, qualifier: &str) {
        self.w.lit(" RETURNING ");
        let key = self.meta.columns.iter().filter(|column| column.primary_key);
        self.list(key, |text, column| {
            text.w.lit(qualifier);
            text.w.ident(column.name);
        });
    }

    /// `unnest($1::bigint[], $2::text[]) AS d(c1, c2)`: rows of values, in one placeholder per column. (PostgreSQL)
    pub(crate) fn unnest(&mut self, columns: &[usize], ordinality: bool) {
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
    pub(crate) fn matches(&mut self, columns: &[usize]) {
        for (i, &at) in columns.iter().enumerate() {
            self.w.lit(if i > 0 { " AND " } else { "" });
            self.w.ident(self.column(at).name);
            self.w.lit(" = ");
            self.w.placeholder();
        }
    }

    /// `r.id = d.c3 AND r.version = d.c4`, of columns that follow so many others.
    pub(crate) fn matches_unnested(&mut self, columns: &[usize], after: usize) {
        for (i, &at) in columns.iter().enumerate() {
            self.w.lit(if i > 0 { " AND r." } else { "r." });
            self.w.ident(self.column(at).name);
            self.w.lit(" = ");
            self.sent(at, after + i + 1);
        }
    }

    /// `, version = version + 1`
    pub(crate) fn count_version(&mut self, version: Option<usize>, qualifier: &str) {
        if let Some(at) = version {
            let name = self.column(at).name;
            self.w.lit(", ");
            self.w.ident(name);
            self.w.lit(&format!(" = {qualifier}"));
            self.w.ident(name);
            self.w.lit(" + 1");
        }
    }

    /// `name = d.c1, version = r.version + 1`, of columns whose values were sent first.
    fn assign_sent(&mut self, columns: &[usize], qualifier: &str, version: Option<usize>) {
        self.list(columns.iter().enumerate(), |text, (i, &at)| {
            text.w.lit(qualifier);
            text.w.ident(text.column(at).name);
            text.w.lit(" = ");
            text.sent(at, i + 1);
        });
        self.count_version(version, "r.");
    }

    /// `d.c3`: a value that was sent in the array of the column at a place.
    pub(crate) fn sent(&mut self, at: usize, n: usize) {
        self.w.lit(&format!("d.c{n}"));
        let column = self.column(at);
        if let SqlType::Array(_) = column.ty {
            self.w.lit("::");
            self.w.lit(&sql_type(column, DialectKind::Postgres));
        }
    }
}

/// The array that values of a column are sent in. Without a length: a cast to one would cut the text off. An array of
/// arrays would be one of two dimensions, of which `unnest` takes both apart: arrays are sent as their texts.
fn array_type(column: &ColumnMeta) -> String {
    format!("{}[]", element_type(column))
}

fn element_type(column: &ColumnMeta) -> Cow<'static, str> {
    match (column.sql_types.get(DialectKind::Postgres), column.ty) {
        (_, SqlType::Array(_)) => "text".into(),
        (Some(explicit), _) if !explicit.contains('(') => explicit.into(),
        (_, SqlType::Text) => "text".into(),
        (_, SqlType::Decimal) => "numeric".into(),
        _ => sql_type(column, DialectKind::Postgres),
    }
}

/// Values of a column, for the placeholder of an array of [`TableText::unnest`].
pub(crate) fn array<'v>(column: &ColumnMeta, values: &'v dyn List) -> Param<'v> {
    match column.ty {
        SqlType::Text if element_type(column) == "text" => Param::Texts(values),
        ty => Param::List(ty, values),
    }
}

/// An UPDATE of one row: first the columns, then what the row is found by.
pub(crate) fn update(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
) -> String {
    let mut text = TableText::new(meta, style);
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

/// An INSERT of any number of rows in arrays, in their order. (PostgreSQL)
pub(crate) fn insert_unnest<'t>(meta: &'t TableMeta, style: Style, columns: &[usize]) -> TableText<'t> {
    let mut text = TableText::new(meta, style);
    text.w.lit("INSERT INTO ");
    text.table();
    text.w.lit(" (");
    text.names(columns);
    text.w.lit(") SELECT ");
    text.list(columns.iter().enumerate(), |text, (i, &at)| text.sent(at, i + 1));
    text.w.lit(" FROM ");
    text.unnest(columns, true);
    text.w.lit(" ORDER BY d.n");
    text
}

/// An UPDATE of any number of rows in arrays. (PostgreSQL)
pub(crate) fn update_unnest<'t>(
    meta: &'t TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
) -> TableText<'t> {
    let mut text = TableText::new(meta, style);
    text.w.lit("UPDATE ");
    text.table();
    text.w.lit(" AS r SET ");
    text.assign_sent(columns, "", version);
    text.w.lit(" FROM ");
    text.unnest(&[columns, found_by].concat(), false);
    text.w.lit(" WHERE ");
    text.matches_unnested(found_by, columns.len());
    text
}

/// An UPDATE of so many rows by one statement: of each first the columns, then what it is found by. (MySQL and MariaDB)
///
/// The rows stand behind an empty SELECT of the columns, which has their types.
pub(crate) fn update_joined(
    meta: &TableMeta,
    style: Style,
    columns: &[usize],
    found_by: &[usize],
    version: Option<usize>,
    rows: usize,
) -> String {
    let mut text = TableText::new(meta, style);
    let all = [columns, found_by].concat();
    text.w.lit("UPDATE ");
    text.table();
    text.w.lit(" AS r JOIN (SELECT ");
    text.list(all.iter().enumerate(), |text, (i, &at)| {
        text.w.ident(text.column(at).name);
        text.w.lit(&format!(" AS c{}", i + 1));
    });
    text.w.lit(" FROM ");
    text.table();
    text.w.lit(" WHERE 1 = 0");
    for _ in 0..rows {
        text.w.lit(" UNION ALL SELECT ");
        text.w.placeholders(all.len());
    }
    text.w.lit(") AS d ON ");
    text.matches_unnested(found_by, columns.len());
    text.w.lit(" SET ");
    // Here a column is qualified where it is assigned, too: it is there twice.
    text.assign_sent(columns, "r.", version);
    text.w.finish()
}

/// Repeats the last of some rows of so many values, so that few texts serve all numbers of rows; a statement takes so many rows at
/// most. Says how many rows there are then.
pub(crate) fn pad(params: &mut Vec<Param<'_>>, width: usize, most: usize) -> usize {
    let rows = (params.len() / width).next_power_of_two().min(most);
    for at in params.len()..rows * width {
        let again = params[at - width].again();
        params.extend(again);
    }
    rows
}
