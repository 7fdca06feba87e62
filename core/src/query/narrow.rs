//! A query run for less than its rows: the first one, their number, whether there are any.

use super::{Absent, Distinct, Limit, LimitOffset, Number, Offset, Query, Select, SelectSql};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

/// A query that can be run for less than its rows.
pub trait Narrow: Query {
    /// With `LIMIT 1`.
    type First<'q>
    where
        Self: 'q;
    /// `SELECT count(*)` of it.
    type Count<'q>
    where
        Self: 'q;
    /// `SELECT EXISTS` of it.
    type Exists<'q>
    where
        Self: 'q;
    /// See [`First`](Self::First).
    fn narrow_first(&self) -> Self::First<'_>;
    /// See [`Count`](Self::Count).
    fn narrow_count(&self) -> Self::Count<'_>;
    /// See [`Exists`](Self::Exists).
    fn narrow_exists(&self) -> Self::Exists<'_>;
}

impl<S, G, C> Narrow for Select<S, G, C>
where
    Self: Query,
{
    type First<'q>
        = First<'q, C>
    where
        Self: 'q;
    type Count<'q>
        = Counted<'q, C>
    where
        Self: 'q;
    type Exists<'q>
        = Existing<'q, C>
    where
        Self: 'q;
    fn narrow_first(&self) -> First<'_, C> {
        First(&self.sql)
    }
    fn narrow_count(&self) -> Counted<'_, C> {
        Counted(&self.sql)
    }
    fn narrow_exists(&self) -> Existing<'_, C> {
        Existing(&self.sql)
    }
}

/// A query with `LIMIT 1`, unless it has a limit.
pub struct First<'q, C>(&'q C);
/// The number of rows of a query.
pub struct Counted<'q, C>(&'q C);
/// Whether a query has rows.
pub struct Existing<'q, C>(&'q C);

/// What stands for a limit in [`First`].
pub trait FirstLimit {
    /// Text after the clause.
    const LIMIT: &'static str;
}
impl FirstLimit for Absent {
    const LIMIT: &'static str = " LIMIT 1";
}
impl FirstLimit for Limit<Number> {
    const LIMIT: &'static str = "";
}
impl FirstLimit for LimitOffset<Number, Number> {
    const LIMIT: &'static str = "";
}
impl FirstLimit for Offset<Number> {
    const LIMIT: &'static str = "";
}

/// What a list is in a query that is only counted: distinct rows need their columns, others do not.
pub trait CountList {
    /// Whether the list is kept.
    const KEEP: bool;
}
impl CountList for Absent {
    const KEEP: bool = false;
}
impl CountList for Distinct {
    const KEEP: bool = true;
}

impl<Di: Dialect, D, P, F, W, G, H, O, L> Sql<Di> for First<'_, SelectSql<D, P, F, W, G, H, O, L>>
where
    SelectSql<D, P, F, W, G, H, O, L>: Sql<Di>,
    L: FirstLimit,
{
    const TOK: Tok = Tok::Seq(&[SelectSql::<D, P, F, W, G, H, O, L>::TOK, Tok::Lit(L::LIMIT)]);
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
        w.lit(L::LIMIT);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// `before SELECT [list or 1] FROM .. after`
macro_rules! wrapped {
    ($($wrapper:ident: $before:literal, $after:literal;)*) => { $(
        impl<Di: Dialect, D, P, F, W, G, H, O, L> Sql<Di> for $wrapper<'_, SelectSql<D, P, F, W, G, H, O, L>>
        where
            D: Sql<Di> + CountList,
            P: Sql<Di>,
            F: Sql<Di>,
            W: Sql<Di>,
            G: Sql<Di>,
            H: Sql<Di>,
            O: Sql<Di>,
            L: Sql<Di>,
        {
            const TOK: Tok = Tok::Seq(&[
                Tok::Lit(concat!($before, "SELECT ")),
                D::TOK,
                if D::KEEP { P::TOK } else { Tok::Lit("1") },
                Tok::Lit(" FROM "),
                F::TOK,
                W::TOK,
                G::TOK,
                H::TOK,
                O::TOK,
                L::TOK,
                Tok::Lit($after),
            ]);
            fn render(&self, w: &mut Writer) {
                let sql = self.0;
                w.lit(concat!($before, "SELECT "));
                sql.D.render(w);
                if D::KEEP { sql.P.render(w) } else { w.lit("1") }
                w.lit(" FROM ");
                sql.F.render(w);
                sql.W.render(w);
                sql.G.render(w);
                sql.H.render(w);
                sql.O.render(w);
                sql.L.render(w);
                w.lit($after);
            }
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                let sql = self.0;
                sql.D.bind(binder)?;
                if D::KEEP {
                    sql.P.bind(binder)?;
                }
                sql.F.bind(binder)?;
                sql.W.bind(binder)?;
                sql.G.bind(binder)?;
                sql.H.bind(binder)?;
                sql.O.bind(binder)?;
                sql.L.bind(binder)
            }
        }
    )* };
}
wrapped! {
    Counted: "SELECT count(*) FROM (", ") AS counted";
    Existing: "SELECT EXISTS (", ")";
}
