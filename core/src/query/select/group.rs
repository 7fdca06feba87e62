//! GROUP BY and HAVING.

use super::{Select, SelectSql};
use crate::{
    expr::{
        Expr, FreeColumns, GroupedBy, Groups, Is, IsCondition, RowExpr, Told, WholeTable,
        scope::{Covers, Empty, HasTable, NoWindow, Uses},
    },
    query::{Absent, AddHaving, Everything, GroupBy, Grouping, IsSoFar, SoFar, Ungrouped},
    schema::{BaseTable, Column, KeyColumns, NoKey, Table},
    sql::{self, Dialect, Tok},
};
use std::marker::PhantomData;

impl<S, F, W, L> Select<S, Ungrouped, SelectSql<Absent, Everything<S>, F, W, Absent, Absent, Absent, L>> {
    /// GROUP BY an expression or a tuple of them. `users::table` stands for its primary key, and frees all its columns.
    ///
    /// Said before `order_by` and `select`, so that both are checked against it.
    #[inline]
    pub fn group_by<T, Sc: GroupsBy<T, I, List, Sql, Checked: Told>, List, Sql, I>(
        self,
        terms: T,
    ) -> Select<S, Grouping<List>, SelectSql<Absent, Unselected, F, W, GroupBy<Sql>, Absent, Absent, L>>
    where
        S: Is<Sc>,
    {
        let SelectSql { D, F, W, O, L, .. } = self.sql;
        Select::new(SelectSql { D, P: Unselected, F, W, G: GroupBy { G: Sc::terms_of(terms) }, H: Absent, O, L })
    }
}

impl<S, Gr, D, P, F, W, G, H, O, L> Select<S, Grouping<Gr>, SelectSql<D, P, F, W, G, H, O, L>> {
    /// HAVING: keeps the groups for which the condition holds. Said again, both must hold.
    #[inline]
    pub fn having<C, So: AcceptsGroups<C, Freed, I, Checked: Told>, Freed, I>(
        self,
        condition: C,
    ) -> Select<S, Grouping<Gr>, SelectSql<D, P, F, W, G, H::With, O, L>>
    where
        SoFar<S, Gr>: Is<So>,
        H: AddHaving<Freed, C>,
    {
        let SelectSql { D, P, F, W, G, H, O, L } = self.sql;
        Select::new(SelectSql { D, P, F, W, G, H: H.and_having(So::freed(), condition), O, L })
    }
}

/// A grouped query of which nothing is selected yet.
#[derive(Debug, Clone, Copy)]
pub struct Unselected;

/// Groups can be chosen by the condition `C`, which adds `F` to GROUP BY: its columns are grouped or inside aggregates. Methods
/// ask so, see [`Is`].
///
/// An expression that is grouped as a whole is no such condition: HAVING of MySQL and MariaDB does not see its columns, and
/// `filter` says the same.
pub trait AcceptsGroups<C, F, I> {
    /// See [`Told`].
    type Checked;
    /// Makes what is added.
    fn freed() -> F;
}
impl<X: IsSoFar, C, I, J> AcceptsGroups<C, FreedBy<FreeIn<C, X::Grouping, J>>, (I, J)> for X
where
    C: Expr<Base: IsCondition<C>, Uses: Uses<Kind: NoWindow>>,
    X::Scope: Covers<C::Uses, I>,
    X::Grouping: Groups<C::Uses, J>,
{
    type Checked = ();
    fn freed() -> FreedBy<FreeIn<C, X::Grouping, J>> {
        FreedBy(PhantomData)
    }
}

/// The columns of `C` that a primary key frees in a query of grouping `G`.
type FreeIn<C, G, J> = <G as Groups<<C as Expr>::Uses, J>>::Freed;

/// What a condition on groups adds to GROUP BY: the columns `F`, which a primary key frees.
///
/// HAVING of MySQL and MariaDB sees only columns that are grouped by or selected; the key determines these, so grouping
/// by them too changes nothing.
pub struct FreedBy<F>(PhantomData<fn() -> F>);
impl<F> Clone for FreedBy<F> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<F> Copy for FreedBy<F> {}
impl<D: Dialect, F: FreeColumns> sql::Sql<D> for FreedBy<F> {
    const TOK: Tok = Tok::Each(&[Tok::Lit(""), Tok::Lit(""), F::TOK, F::TOK]);
}

/// What `.group_by(..)` takes: an expression, a table for its primary key, or a tuple of them. As with
/// [`Selectable`](crate::query::Selectable), the argument alone tells which.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to group by",
    label = "an expression, a table for its primary key, or a tuple of them is needed"
)]
pub trait Groupable: Sized {
    /// Which of the three: a `GroupForm`.
    type Form: From<Self>;
}
/// What can be grouped by in a query of scope `S`: it makes the list `L`, and the SQL `Q`.
pub trait GroupTerms<S, I, L, Q> {
    /// Makes the terms.
    fn into_terms(self) -> Q;
}
impl<T: Groupable<Form: GroupForm<S, I, L, Q>>, S, I, L, Q> GroupTerms<S, I, L, Q> for T {
    #[inline]
    fn into_terms(self) -> Q {
        T::Form::from(self).terms()
    }
}

/// [`GroupTerms`], asked of the scope: it can be grouped by `T`. Methods ask so, see [`Is`].
pub trait GroupsBy<T, I, L, Q> {
    /// See [`Told`].
    type Checked;
    /// Makes the terms.
    fn terms_of(terms: T) -> Q;
}
impl<S, T: Groupable<Form: GroupForm<S, I, L, Q>>, I, L, Q> GroupsBy<T, I, L, Q> for S {
    type Checked = ();
    #[inline]
    fn terms_of(terms: T) -> Q {
        T::Form::from(terms).terms()
    }
}

/// A form of terms: its [`GroupTerms`].
pub trait GroupForm<S, I, L, Q> {
    /// Makes the terms.
    fn terms(self) -> Q;
}

/// One term of GROUP BY in a query of scope `S`: an expression, or a table for its primary key.
pub trait GroupTerm<S, I> {
    /// Its entry in the list.
    type Entry;
    /// The term as SQL.
    type Sql;
    /// Makes it.
    fn into_term(self) -> Self::Sql;
}
/// An expression that is grouped by.
pub struct ByExpr<E>(E);
/// A table that is grouped by: its primary key.
pub struct ByKey<T>(PhantomData<fn() -> T>);
impl<T> From<T> for ByKey<T> {
    fn from(_: T) -> Self {
        Self(PhantomData)
    }
}
#[diagnostic::do_not_recommend]
impl<E: Expr> Groupable for E {
    type Form = ByExpr<E>;
}
impl<E> From<E> for ByExpr<E> {
    #[inline]
    fn from(expression: E) -> Self {
        Self(expression)
    }
}
impl<E: RowExpr<S, I>, S, I> GroupTerm<S, I> for ByExpr<E> {
    type Entry = E;
    type Sql = E;
    #[inline]
    fn into_term(self) -> E {
        self.0
    }
}
impl<T: BaseTable, S: HasTable<T, I>, I> GroupTerm<S, I> for ByKey<T> {
    type Entry = WholeTable<T>;
    type Sql = KeyList<T::KeyColumns>;
    fn into_term(self) -> Self::Sql {
        KeyList(PhantomData)
    }
}

/// One line per single term.
macro_rules! single {
    ($($term:ident)*) => { $(
        impl<T, S, I> GroupForm<S, I, GroupedBy<<Self as GroupTerm<S, I>>::Entry, Empty>, <Self as GroupTerm<S, I>>::Sql>
            for $term<T>
        where
            Self: GroupTerm<S, I>,
        {
            #[inline]
            fn terms(self) -> <Self as GroupTerm<S, I>>::Sql {
                self.into_term()
            }
        }
    )* };
}
single!(ByExpr ByKey);

/// A tuple of terms.
pub struct SeveralTerms<T>(T);
impl<T> From<T> for SeveralTerms<T> {
    #[inline]
    fn from(terms: T) -> Self {
        Self(terms)
    }
}
/// How a term of a tuple stands in the list.
type EntryOf<T, S, I> = <<T as Groupable>::Form as GroupTerm<S, I>>::Entry;
macro_rules! list {
    ($s:ident) => { Empty };
    ($s:ident $first:ident $i:ident $($rest:ident)*) => { GroupedBy<EntryOf<$first, $s, $i>, list!($s $($rest)*)> };
}
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t),+> Groupable for ($($t,)+) {
            type Form = SeveralTerms<Self>;
        }
        impl<Sc, $($t: Groupable<Form: GroupTerm<Sc, $i>>, $i),+>
            GroupForm<Sc, ($($i,)+), list!(Sc $($t $i)+), ($(<$t::Form as GroupTerm<Sc, $i>>::Sql,)+)> for SeveralTerms<($($t,)+)>
        {
            fn terms(self) -> ($(<$t::Form as GroupTerm<Sc, $i>>::Sql,)+) {
                ($($t::Form::from(self.0.$n).into_term(),)+)
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
    const TOK: Tok = Tok::Column { table: <C::Table as Table>::NAME, name: C::NAME };
}
impl<C: Column, D, R> KeyText for KeyColumns<C, KeyColumns<D, R>>
where
    KeyColumns<D, R>: KeyText,
{
    const TOK: Tok = Tok::Seq(&[
        Tok::Column { table: <C::Table as Table>::NAME, name: C::NAME },
        Tok::Lit(", "),
        KeyColumns::<D, R>::TOK,
    ]);
}
impl<D: Dialect, K: KeyText> sql::Sql<D> for KeyList<K> {
    const TOK: Tok = K::TOK;
}
