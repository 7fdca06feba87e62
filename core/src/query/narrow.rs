//! A query run for less than its rows: the first one, their number, whether there are any.

use super::{
    Absent, Distinct, DistinctOn, Grouping, Limit, LimitOffset, Number, Offset, Query, RowCount, Select, SelectList,
    SelectSql, Ungrouped, select::InSupergroups,
};
use crate::{
    Result,
    expr::{GroupedBy, scope::Empty},
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

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
        = Counted<'q, G, C>
    where
        Self: 'q;
    type Exists<'q>
        = Existing<'q, G, C>
    where
        Self: 'q;
    fn narrow_first(&self) -> First<'_, C> {
        First(&self.sql)
    }
    fn narrow_count(&self) -> Counted<'_, G, C> {
        Counted(&self.sql, PhantomData)
    }
    fn narrow_exists(&self) -> Existing<'_, G, C> {
        Existing(&self.sql, PhantomData)
    }
}

/// A query with `LIMIT 1`, unless it has a limit.
pub struct First<'q, C>(&'q C);
/// The number of rows of a query.
pub struct Counted<'q, G, C>(&'q C, PhantomData<fn() -> G>);
/// Whether a query has rows.
pub struct Existing<'q, G, C>(&'q C, PhantomData<fn() -> G>);

/// What stands for a limit in [`First`].
pub trait FirstLimit {
    /// Text after the clause.
    const LIMIT: &'static str;
}
impl FirstLimit for Absent {
    const LIMIT: &'static str = " LIMIT 1";
}
impl FirstLimit for Limit<RowCount> {
    const LIMIT: &'static str = "";
}
impl FirstLimit for LimitOffset<RowCount, Number> {
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
impl<T> CountList for DistinctOn<T> {
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
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// What is selected where only the number of rows counts, by the grouping of the query.
pub trait CountGroups {
    /// The list.
    const LIST: &'static str;
}
impl CountGroups for Ungrouped {
    const LIST: &'static str = "1";
}
impl<E, R> CountGroups for Grouping<GroupedBy<E, R>> {
    const LIST: &'static str = "1";
}
impl<L> CountGroups for Grouping<InSupergroups<L>> {
    const LIST: &'static str = "1";
}
/// An aggregate of all rows is one row.
impl CountGroups for Grouping<Empty> {
    const LIST: &'static str = "count(*)";
}

/// That list.
struct CountedRows<G>(PhantomData<G>);
impl<D: Dialect, G: CountGroups> Sql<D> for CountedRows<G> {
    const TOK: Tok = Tok::Lit(G::LIST);
}

const DERIVED: (Tok, Tok) = (Tok::Lit("SELECT count(*) FROM ("), Tok::Lit(") AS counted"));
const EXISTS: (Tok, Tok) = (Tok::Lit("SELECT EXISTS ("), Tok::Lit(")"));

/// What stands around a query that is counted. Columns of one name, as `users.id` and `posts.id` have, are no derived
/// table on MySQL and MariaDB; there they get names of their own.
const fn counting<D: CountList, P: SelectList>() -> (Tok, Tok) {
    if !D::KEEP {
        return DERIVED;
    }
    let before = const {
        let with = Tok::Seq(const { &[Tok::Lit("WITH counted ("), Tok::Names(P::WIDTH), Tok::Lit(") AS (")] });
        &[DERIVED.0, DERIVED.0, with, with]
    };
    let after = const {
        let with = Tok::Lit(") SELECT count(*) FROM counted");
        &[DERIVED.1, DERIVED.1, with, with]
    };
    (Tok::Each(before), Tok::Each(after))
}

/// What stands before a query of so many columns that is counted as a whole.
pub(super) const fn counting_head(width: usize) -> [Tok; 3] {
    [Tok::Lit("WITH counted ("), Tok::Names(width), Tok::Lit(") AS (")]
}
/// What stands around a query that is counted as a whole.
pub(super) const fn counting_whole(head: &'static [Tok; 3]) -> (Tok, Tok) {
    (Tok::Seq(head), Tok::Lit(") SELECT count(*) FROM counted"))
}

/// What stands before a query of so many columns that is looked for as a whole.
pub(super) const fn existing_head(width: usize) -> [Tok; 3] {
    [Tok::Lit("SELECT EXISTS (WITH found ("), Tok::Names(width), Tok::Lit(") AS (")]
}
/// What stands around a query that is looked for as a whole.
pub(super) const fn existing_whole(head: &'static [Tok; 3]) -> (Tok, Tok) {
    (Tok::Seq(head), Tok::Lit(") SELECT 1 FROM found)"))
}

/// `before SELECT [list or 1] FROM .. after`
macro_rules! wrapped {
    ($($wrapper:ident: $around:expr;)*) => { $(
        impl<Di: Dialect, Gr, D, P, F, W, G, H, O, L> Sql<Di> for $wrapper<'_, Gr, SelectSql<D, P, F, W, G, H, O, L>>
        where
            Gr: CountGroups,
            D: Sql<Di> + CountList,
            P: Sql<Di> + SelectList,
            F: Sql<Di>,
            W: Sql<Di>,
            G: Sql<Di>,
            H: Sql<Di>,
            O: Sql<Di>,
            L: Sql<Di>,
        {
            const TOK: Tok = Tok::Seq(&[
                $around.0,
                if D::KEEP { SelectSql::<D, P, F, W, G, H, O, L>::TOK } else { SelectSql::<D, P, F, W, G, H, O, L>::tok::<Di, CountedRows<Gr>>() },
                $around.1,
            ]);
            fn render(&self, w: &mut Writer) {
                let sql = self.0;
                let around = const { $around };
                w.tok(&around.0);
                if D::KEEP {
                    Sql::<Di>::render(sql, w);
                } else {
                    sql.render_with::<Di, _>(&CountedRows::<Gr>(PhantomData), w);
                }
                w.tok(&around.1);
            }
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                let sql = self.0;
                sql.D.bind(binder)?;
                if D::KEEP {
                    sql.P.bind(binder)?;
                }
                sql.bind_behind_list::<Di, _>(binder)
            }
        }
    )* };
}
wrapped! {
    Counted: counting::<D, P>();
    Existing: EXISTS;
}
