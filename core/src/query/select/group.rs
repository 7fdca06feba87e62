//! GROUP BY and HAVING.

use super::{Select, SelectSql};
use crate::{
    Result,
    expr::{
        ByParts, Expr, GroupedBy, InGroup, WholeTable,
        scope::{Boolean, Covers, Empty, RowExpr},
    },
    query::{Absent, AddHaving, Everything, GroupBy, Grouping, Ungrouped},
    schema::{BaseTable, Column, KeyColumns, NoKey, Table},
    sql::{Dialect, Sql, Tok},
    value::Binder,
};
use std::marker::PhantomData;

impl<S, F, W, L> Select<S, Ungrouped, SelectSql<Absent, Everything<S>, F, W, Absent, Absent, Absent, L>> {
    /// GROUP BY an expression or a tuple of them. `users::table` stands for its primary key, and frees all its columns.
    ///
    /// Said before `order_by` and `select`, so that both are checked against it.
    #[inline]
    pub fn group_by<T: GroupTerms<S, I>, I>(
        self,
        terms: T,
    ) -> Select<S, Grouping<T::List>, SelectSql<Absent, Unselected, F, W, GroupBy<T::Sql>, Absent, Absent, L>> {
        let SelectSql { D, F, W, O, L, .. } = self.sql;
        Select::new(SelectSql { D, P: Unselected, F, W, G: GroupBy { G: terms.into_terms() }, H: Absent, O, L })
    }
}

impl<S, Gr, D, P, F, W, G, H, O, L> Select<S, Grouping<Gr>, SelectSql<D, P, F, W, G, H, O, L>> {
    /// HAVING: keeps the groups for which the condition holds. Said again, both must hold.
    #[inline]
    pub fn having<C: GroupCondition<S, Gr, I>, I>(
        self,
        condition: C,
    ) -> Select<S, Grouping<Gr>, SelectSql<D, P, F, W, G, H::With, O, L>>
    where
        H: AddHaving<FreedBy<C, S, Gr, I>, C>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H: H.and_having(FreedBy(PhantomData), condition), O, L })
    }
}

/// A grouped query of which nothing is selected yet.
#[derive(Debug, Clone, Copy)]
pub struct Unselected;

/// A condition on groups: its columns are grouped or inside aggregates.
///
/// An expression that is grouped as a whole is none: HAVING of MySQL and MariaDB does not see its columns, and `filter`
/// says the same.
pub trait GroupCondition<S, G, I> {
    /// The columns in it that are free because their table is grouped by its primary key, each behind a comma.
    const FREED: Tok;
}
#[diagnostic::do_not_recommend]
impl<E, S, G, I, J> GroupCondition<S, G, (I, J)> for E
where
    E: Expr<Base: Boolean> + InGroup<G, ByParts<J>>,
    S: Covers<E::Uses, I>,
{
    const FREED: Tok = <E as InGroup<G, ByParts<J>>>::FREED;
}

/// What a condition on groups adds to GROUP BY: the columns that a primary key frees.
///
/// HAVING of MySQL and MariaDB sees only columns that are grouped by or selected; the key determines these, so grouping
/// by them too changes nothing.
pub struct FreedBy<C, S, G, I>(PhantomData<fn() -> (C, S, G, I)>);
impl<C, S, G, I> Clone for FreedBy<C, S, G, I> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C, S, G, I> Copy for FreedBy<C, S, G, I> {}
impl<D: Dialect, C: GroupCondition<S, G, I>, S, G, I> Sql<D> for FreedBy<C, S, G, I> {
    const TOK: Tok = Tok::Each(const { &[Tok::Lit(""), Tok::Lit(""), C::FREED, C::FREED] });
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

/// What is grouped by.
pub trait GroupTerms<S, I> {
    /// The list, for checking what is selected.
    type List;
    /// The terms as SQL.
    type Sql;
    /// Makes them.
    fn into_terms(self) -> Self::Sql;
}

/// One term of GROUP BY: an expression, or a table for its primary key.
pub trait GroupTerm<S, I> {
    /// Its entry in the list.
    type Entry;
    /// The term as SQL.
    type Sql;
    /// Makes it.
    fn into_term(self) -> Self::Sql;
}
/// Index: an expression.
pub struct ByExpr<I>(PhantomData<I>);
/// Index: a table.
pub struct ByKey<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<E: RowExpr<S, I>, S, I> GroupTerm<S, ByExpr<I>> for E {
    type Entry = E;
    type Sql = E;
    #[inline]
    fn into_term(self) -> E {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<T: BaseTable, S, I> GroupTerm<S, ByKey<I>> for T
where
    S: crate::expr::scope::Contains<T, crate::expr::scope::AnyColumn, I>,
{
    type Entry = WholeTable<T>;
    type Sql = KeyList<T::KeyColumns>;
    fn into_term(self) -> Self::Sql {
        KeyList(PhantomData)
    }
}

/// Index: a single term.
pub struct OneTerm<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<T: GroupTerm<S, I>, S, I> GroupTerms<S, OneTerm<I>> for T {
    type List = GroupedBy<T::Entry, Empty>;
    type Sql = T::Sql;
    #[inline]
    fn into_terms(self) -> T::Sql {
        self.into_term()
    }
}
macro_rules! list {
    () => { Empty };
    ($first:ident $($t:ident)*) => { GroupedBy<$first::Entry, list!($($t)*)> };
}
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Sc, $($t: GroupTerm<Sc, $i>, $i),+> GroupTerms<Sc, ($($i,)+)> for ($($t,)+) {
            type List = list!($($t)+);
            type Sql = ($($t::Sql,)+);
            fn into_terms(self) -> Self::Sql {
                ($(self.$n.into_term(),)+)
            }
        }
    )* };
}
crate::for_tuples!(terms);

/// The columns of a primary key, as SQL.
pub struct KeyList<K>(PhantomData<fn() -> K>);
impl<K> Clone for KeyList<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for KeyList<K> {}
/// A list of key columns as text.
pub trait KeyText {
    /// `"users"."id", ..`
    const TOK: Tok;
}
impl<C: Column> KeyText for KeyColumns<C, NoKey> {
    const TOK: Tok = Tok::Seq(&[Tok::Ident(<C::Table as Table>::NAME), Tok::Lit("."), Tok::Ident(C::NAME)]);
}
impl<C: Column, D, R> KeyText for KeyColumns<C, KeyColumns<D, R>>
where
    KeyColumns<D, R>: KeyText,
{
    const TOK: Tok = Tok::Seq(&[
        Tok::Ident(<C::Table as Table>::NAME),
        Tok::Lit("."),
        Tok::Ident(C::NAME),
        Tok::Lit(", "),
        KeyColumns::<D, R>::TOK,
    ]);
}
impl<D: Dialect, K: KeyText> Sql<D> for KeyList<K> {
    const TOK: Tok = K::TOK;
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}
