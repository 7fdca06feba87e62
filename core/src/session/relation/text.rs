//! The text of the statements that load relations.

use super::key::FoundKey;
use crate::{
    Result,
    expr::is_array,
    query::{Absent, Clause, OrderBy, Where},
    schema::meta::ColumnMeta,
    sql::{Dialect, DialectKind, List, Sql, SqlType, Tok, Writer, loose},
    value::{Binder, Encode},
};

/// `table.column IN (keys)`: a placeholder for each, or one array, as any list. Of several columns, rows of placeholders
/// everywhere.
pub struct OneOf<'k, K> {
    pub(super) table: &'static str,
    pub(super) columns: &'k [&'static str],
    /// What the column is stored as, if it is one.
    pub(super) ty: SqlType,
    pub(super) keys: &'k [K],
}

/// How many keys one statement asks for.
pub(super) const CHUNK: usize = 1000;

impl<K> OneOf<'_, K> {
    /// How many placeholders there are: few texts serve all numbers of keys.
    fn padded(&self) -> usize {
        self.keys.len().next_power_of_two().clamp(1, CHUNK.max(self.keys.len()))
    }

    fn is_array(&self, dialect: DialectKind) -> bool {
        self.columns.len() == 1 && is_array(dialect, self.keys.len())
    }
}

impl<K: FoundKey> OneOf<'_, K> {
    /// `(table.a, table.b) IN ((?, ?), (?, ?))`
    fn render_rows(&self, w: &mut Writer) {
        for (i, column) in self.columns.iter().enumerate() {
            w.lit(if i > 0 { ", " } else { "(" });
            w.column(self.table, column);
        }
        w.lit(if w.style().kind == DialectKind::Sqlite { ") IN (VALUES " } else { ") IN (" });
        for i in 0..self.padded() {
            w.lit(if i > 0 { ", (" } else { "(" });
            w.placeholders(self.columns.len());
            w.lit(")");
        }
        w.lit(")");
    }
}

impl<D: Dialect, K: FoundKey> Sql<D> for OneOf<'_, K> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        let &[column] = self.columns else { return self.render_rows(w) };
        w.column(self.table, column);
        if self.is_array(w.style().kind) {
            w.lit(" = ANY(");
            w.placeholder();
        } else {
            w.lit(" IN (");
            w.placeholders(self.padded());
        }
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        if self.is_array(binder.dialect()) {
            return binder.list(self.ty, self);
        }
        let again = self.keys.last().into_iter().cycle();
        let mut keys = self.keys.iter().chain(again).take(self.padded());
        keys.try_for_each(|key| key.values().iter().try_for_each(|value| value.encode(binder)))
    }
}

impl<K: FoundKey> List for OneOf<'_, K> {
    fn len(&self) -> usize {
        self.keys.len()
    }
    fn encode<'b>(&'b self, i: usize, binder: &mut dyn Binder<'b>) -> Result<()> {
        self.keys[i].values().iter().try_for_each(|value| value.encode(binder))
    }
}

/// What related rows are found by.
pub(super) enum FoundBy<'k, K> {
    /// By keys.
    Keys(OneOf<'k, K>),
    /// All that refer to a row.
    NotNull { table: &'static str, column: &'static str },
    /// All there are.
    All,
}

/// `SELECT list FROM tables WHERE filter AND found by ORDER BY order, primary key`
pub struct Select<'k, F, O, K> {
    pub(super) list: Tok,
    pub(super) tables: Tok,
    pub(super) filter: &'k F,
    pub(super) found_by: FoundBy<'k, K>,
    pub(super) order: &'k O,
    /// The table's name and columns, if its rows are to come in the order of their primary key.
    pub(super) by_key: Option<(&'static str, &'static [ColumnMeta])>,
}

impl<D: Dialect, F: BeforeMore<D>, O: BeforeMore<D>, K: FoundKey> Sql<D> for Select<'_, F, O, K> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        let names = w.names().in_query(&self.tables);
        w.naming(names, |w| self.write::<D>(w));
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.filter.bind(binder)?;
        if let FoundBy::Keys(keys) = &self.found_by {
            Sql::<D>::bind(keys, binder)?;
        }
        self.order.bind(binder)
    }
}

impl<F, O, K: FoundKey> Select<'_, F, O, K> {
    fn write<D: Dialect>(&self, w: &mut Writer)
    where
        F: BeforeMore<D>,
        O: BeforeMore<D>,
    {
        w.lit("SELECT ");
        w.tok(&self.list);
        w.lit(" FROM ");
        w.tok(&self.tables);
        if F::THERE || !matches!(self.found_by, FoundBy::All) {
            w.lit(" WHERE ");
        }
        match &self.found_by {
            FoundBy::Keys(keys) => {
                self.filter.render(w, " AND ");
                Sql::<D>::render(keys, w);
            }
            FoundBy::NotNull { table, column } => {
                self.filter.render(w, " AND ");
                w.column(table, column);
                w.lit(" IS NOT NULL");
            }
            FoundBy::All => self.filter.render(w, ""),
        }
        let Some((table, columns)) = self.by_key else { return };
        w.lit(" ORDER BY ");
        self.order.render(w, ", ");
        for (i, column) in columns.iter().filter(|column| column.primary_key).enumerate() {
            w.lit(if i > 0 { ", " } else { "" });
            w.column(table, column.name);
        }
    }
}

/// What a program says in a clause, before what is always in it.
pub trait BeforeMore<D: Dialect>: Clause {
    #[doc(hidden)]
    fn render(&self, w: &mut Writer, between: &str);
    #[doc(hidden)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;
}
#[diagnostic::do_not_recommend]
impl<D: Dialect> BeforeMore<D> for Absent {
    fn render(&self, _: &mut Writer, _: &str) {}
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}
impl<D: Dialect, C: Sql<D>> BeforeMore<D> for Where<C> {
    fn render(&self, w: &mut Writer, between: &str) {
        w.group::<D, C>(C::LOOSE > loose::AND, &self.C);
        w.lit(between);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.C.bind(binder)
    }
}
impl<D: Dialect, T: Sql<D>> BeforeMore<D> for OrderBy<T> {
    fn render(&self, w: &mut Writer, between: &str) {
        self.T.render(w);
        w.lit(between);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.T.bind(binder)
    }
}
