//! The text of the statements that load relations.

use crate::{
    Result,
    query::{Absent, OrderBy, Where},
    schema::meta::ColumnMeta,
    sql::{Dialect, DialectKind, List, Sql, SqlType, Tok, Writer, loose},
    value::{Binder, Datum, Encode},
};

/// `table.column IN (keys)`: one array on PostgreSQL, elsewhere a placeholder for each.
pub struct OneOf<'k> {
    pub(super) table: &'static str,
    pub(super) column: &'static str,
    pub(super) ty: SqlType,
    pub(super) keys: &'k [Datum],
}

/// How many keys one statement asks for.
pub(super) const CHUNK: usize = 1000;

impl OneOf<'_> {
    /// How many placeholders there are: few texts serve all numbers of keys.
    fn padded(&self) -> usize {
        self.keys.len().next_power_of_two().clamp(1, CHUNK.max(self.keys.len()))
    }
}

impl<D: Dialect> Sql<D> for OneOf<'_> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        w.ident(self.table);
        w.lit(".");
        w.ident(self.column);
        if w.style().kind == DialectKind::Postgres {
            w.lit(" = ANY(");
            w.placeholder();
        } else {
            w.lit(" IN (");
            w.placeholders(self.padded());
        }
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        if binder.dialect() == DialectKind::Postgres {
            return binder.list(self.ty, self);
        }
        let again = self.keys.last().into_iter().cycle();
        self.keys.iter().chain(again).take(self.padded()).try_for_each(|key| key.encode(binder))
    }
}

impl List for OneOf<'_> {
    fn len(&self) -> usize {
        self.keys.len()
    }
    fn encode<'b>(&'b self, i: usize, binder: &mut dyn Binder<'b>) -> Result<()> {
        self.keys[i].encode(binder)
    }
}

/// `SELECT list FROM tables WHERE filter AND keys ORDER BY order, primary key`
pub struct SelectByKey<'k, F, O> {
    pub(super) list: Tok,
    pub(super) tables: Tok,
    pub(super) filter: &'k F,
    pub(super) keys: OneOf<'k>,
    pub(super) order: &'k O,
    /// The table's name and columns, if its rows are to come in the order of their primary key.
    pub(super) by_key: Option<(&'static str, &'static [ColumnMeta])>,
}

impl<D: Dialect, F: BeforeMore<D>, O: BeforeMore<D>> Sql<D> for SelectByKey<'_, F, O> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        w.lit("SELECT ");
        w.tok(&self.list);
        w.lit(" FROM ");
        w.tok(&self.tables);
        w.lit(" WHERE ");
        self.filter.render(w, " AND ");
        Sql::<D>::render(&self.keys, w);
        let Some((table, columns)) = self.by_key else { return };
        w.lit(" ORDER BY ");
        self.order.render(w, ", ");
        for (i, column) in columns.iter().filter(|column| column.primary_key).enumerate() {
            w.lit(if i > 0 { ", " } else { "" });
            w.ident(table);
            w.lit(".");
            w.ident(column.name);
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.filter.bind(binder)?;
        Sql::<D>::bind(&self.keys, binder)?;
        self.order.bind(binder)
    }
}

/// What a program says in a clause, before what is always in it.
pub trait BeforeMore<D: Dialect> {
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
        let group = C::LOOSE > loose::AND;
        w.lit(if group { "(" } else { "" });
        self.C.render(w);
        w.lit(if group { ")" } else { "" });
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
