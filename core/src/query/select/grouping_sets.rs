//! GROUPING SETS: several groupings of the same rows in one query.

use super::{
    group::{GroupForm, GroupTerms, Groupable},
    rollup::{ColumnTerms, InSupergroups},
};
use crate::{
    expr::HasGroup,
    node,
    schema::{Column, Table},
    sql::{Dialect, Sql, Tok, same},
};
use std::marker::PhantomData;

node!(/** `GROUPING SETS (sets)`: PostgreSQL. */ GroupingSetsSql<Z> {
    PostgreSQL => ["GROUPING SETS (" Z ")"];
    SQLite, MySQL, MariaDB => lacks "`GROUPING SETS` does not exist on {Self}, only on PostgreSQL: run a query for each set, and put them together by `.union_all(..)`";
    AnyDialect => lacks "`GROUPING SETS` does not exist on every backend, only on PostgreSQL"
});

/// A column, by the name of its table and its own.
type Name = (&'static str, &'static str);

/// One set: a column, a tuple of columns, or `()` for one group of all rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a set of columns to group by",
    label = "a column, a tuple of columns, or `()` for one group of all rows is needed"
)]
pub trait GroupingSet {
    /// The set as text.
    const TOK: Tok;
    /// Its columns.
    const COLUMNS: &'static [Name];
}
/// The sets behind the columns `L` of GROUPING SETS.
#[diagnostic::on_unimplemented(
    message = "a set of `grouping_sets` has a column that its first argument lacks",
    label = "first come all columns, then a tuple of sets of them",
    note = "a set is a column, a tuple of columns, or `()` for one group of all rows"
)]
pub trait GroupingSets<L, I> {}
/// A tuple of sets, as text.
pub trait SetsText {
    /// The sets.
    const TOK: Tok;
    /// The columns of each.
    const COLUMNS: &'static [&'static [Name]];
}

/// The columns of the set `Z` are among these, which GROUPING SETS was given.
#[diagnostic::on_unimplemented(
    message = "the set `{Z}` has a column that the first argument of `grouping_sets` lacks",
    label = "`{Z}` is not among the columns of the first argument",
    note = "`grouping_sets((a, b), (a, b, ()))`: first all columns, then the sets of them"
)]
pub trait CoversSet<Z, I> {}

#[diagnostic::do_not_recommend]
impl<C: Column> GroupingSet for C {
    const TOK: Tok = Tok::Seq(&[Tok::Lit("("), column_tok::<C>(), Tok::Lit(")")]);
    const COLUMNS: &'static [Name] = &[name::<C>()];
}
#[diagnostic::do_not_recommend]
impl<C: Column, L: HasGroup<C, I>, I> CoversSet<C, I> for L {}
#[diagnostic::do_not_recommend]
impl GroupingSet for () {
    const TOK: Tok = Tok::Lit("()");
    const COLUMNS: &'static [Name] = &[];
}
#[diagnostic::do_not_recommend]
impl<L> CoversSet<(), ()> for L {}

const fn name<C: Column>() -> Name {
    (<C::Table as Table>::NAME, C::NAME)
}
const fn column_tok<C: Column>() -> Tok {
    Tok::Column { table: <C::Table as Table>::NAME, name: C::NAME }
}
/// What stands in front of the `n`th of several.
const fn comma(n: usize) -> Tok {
    Tok::Lit(if n == 0 { "" } else { ", " })
}

/// The columns of the first argument, by name.
pub trait ColumnNames {
    /// The names.
    const NAMES: &'static [Name];
}
#[diagnostic::do_not_recommend]
impl<C: Column> ColumnNames for C {
    const NAMES: &'static [Name] = &[name::<C>()];
}

macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Column),+> GroupingSet for ($($t,)+) {
            const TOK: Tok = Tok::Seq(&[Tok::Lit("("), $(comma($n), column_tok::<$t>(),)+ Tok::Lit(")")]);
            const COLUMNS: &'static [Name] = &[$(name::<$t>()),+];
        }
        #[diagnostic::do_not_recommend]
        impl<List, $($t: Column, $i),+> CoversSet<($($t,)+), ($($i,)+)> for List
        where
            $(List: HasGroup<$t, $i>),+
        {
        }
        #[diagnostic::do_not_recommend]
        impl<$($t: Column),+> ColumnNames for ($($t,)+) {
            const NAMES: &'static [Name] = &[$(name::<$t>()),+];
        }
        #[diagnostic::do_not_recommend]
        impl<$($t: GroupingSet),+> SetsText for ($($t,)+) {
            const TOK: Tok = Tok::Seq(&[$(comma($n), $t::TOK),+]);
            const COLUMNS: &'static [&'static [Name]] = &[$($t::COLUMNS),+];
        }
        impl<List, $($t, $i),+> GroupingSets<List, ($($i,)+)> for ($($t,)+) where $(List: CoversSet<$t, $i>),+ {}
    )* };
}
crate::for_tuples!(tuples);

/// A tuple of sets, as SQL.
pub struct SetList<Z>(PhantomData<fn() -> Z>);
impl<Z> Clone for SetList<Z> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<Z> Copy for SetList<Z> {}
impl<D: Dialect, Z: SetsText> Sql<D> for SetList<Z> {
    const TOK: Tok = Z::TOK;
}

/// What [`grouping_sets`] makes.
#[derive(Debug, Clone, Copy)]
pub struct GroupingSetTerms<T, Z>(T, PhantomData<fn() -> Z>);
#[diagnostic::do_not_recommend]
impl<T, Z> Groupable for GroupingSetTerms<T, Z> {
    type Form = Self;
}
impl<T, Z, S, I, J, L, Q> GroupForm<S, (I, J, Q), InSupergroups<L>, GroupingSetsSql<SetList<Z>>>
    for GroupingSetTerms<T, Z>
where
    T: GroupTerms<S, I, L, Q>,
    Z: GroupingSets<L, J>,
{
    #[inline]
    fn terms(self) -> GroupingSetsSql<SetList<Z>> {
        GroupingSetsSql { Z: SetList(PhantomData) }
    }
}

/// GROUP BY GROUPING SETS: groups the same rows in several ways at once. First all columns, then the sets of them: a column,
/// a tuple of columns, or `()` for one group of all rows. In the groups of a set the other columns are NULL;
/// [`grouping`](super::grouping) tells which. PostgreSQL.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::*, sql::{PostgreSQL, text_of}};
/// table! { pub struct Sale in sales { #[primary_key] id: i64, region: String, month: i32, amount: i64 } }
/// # fn main() {
/// let totals = from(sales::table)
///     .group_by(grouping_sets((sales::region, sales::month), (sales::region, sales::month, ())))
///     .select((sales::region, sales::month, sum(sales::amount)));
/// assert!(text_of::<PostgreSQL, _>(&totals)
///     .ends_with(r#"GROUP BY GROUPING SETS (("region"), ("month"), ())"#));
/// # }
/// ```
///
/// A column that is in none of the sets does not compile.
#[inline]
pub fn grouping_sets<T: ColumnTerms + ColumnNames, Z: SetsText>(columns: T, sets: Z) -> GroupingSetTerms<T, Z> {
    const {
        assert!(
            all_in(T::NAMES, Z::COLUMNS),
            "a column of `grouping_sets` is in none of its sets: leave it out, or add it to one"
        );
    }
    let _ = sets;
    GroupingSetTerms(columns, PhantomData)
}

/// Whether each name is in one of the sets.
const fn all_in(names: &[Name], sets: &[&[Name]]) -> bool {
    let mut n = 0;
    while n < names.len() {
        let mut found = false;
        let mut s = 0;
        while s < sets.len() {
            let mut c = 0;
            while c < sets[s].len() {
                found = found || same(sets[s][c].0, names[n].0) && same(sets[s][c].1, names[n].1);
                c += 1;
            }
            s += 1;
        }
        if !found {
            return false;
        }
        n += 1;
    }
    true
}
