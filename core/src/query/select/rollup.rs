//! ROLLUP and CUBE: groups, and groups of groups.

use super::group::{GroupForm, GroupTerms, Groupable};
use crate::{
    expr::{
        Composed, Expr, Fixed, HasGroup, InGroup, Listed,
        scope::{Aggregated, Both, Covers, Nothing, Of, Supergroups, Sure},
    },
    node,
    query::{Grouping, Projected},
    schema::Column,
};
use std::marker::PhantomData;

node!(/** `ROLLUP (terms)`: PostgreSQL and MySQL. */ RollupSql<T> {
    PostgreSQL => ["ROLLUP (" T ")"];
    MySQL => [T " WITH ROLLUP"];
    SQLite => lacks "`ROLLUP` does not exist on {Self}, only on PostgreSQL and MySQL";
    MariaDB => lacks "`ROLLUP` of {Self} cannot be sorted, so it is not part of the language";
    AnyDialect => lacks "`ROLLUP` does not exist on every backend, only on PostgreSQL and MySQL"
});
node!(/** `CUBE (terms)`: PostgreSQL. */ CubeSql<T> {
    PostgreSQL => ["CUBE (" T ")"];
    SQLite, MySQL, MariaDB => lacks "`CUBE` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`CUBE` does not exist on every backend, only on PostgreSQL"
});
node!(/** `grouping(column)`: PostgreSQL and MySQL. */ GroupingOf<C> {
    PostgreSQL, MySQL => ["grouping(" C ")"];
    SQLite, MariaDB => lacks "`grouping` does not exist on {Self}, only on PostgreSQL and MySQL";
    AnyDialect => lacks "`grouping` does not exist on every backend, only on PostgreSQL and MySQL"
});
impl<C: Column> Expr for GroupingOf<C> {
    type Base = i32;
    type Uses = Both<Aggregated<Nothing, Self>, Sure<Of<C>>>;
}
impl<C> Fixed for GroupingOf<C> {}
impl<C> Composed for GroupingOf<C> {}

/// A list of what is grouped by, in groups of groups too.
pub struct InSupergroups<L>(PhantomData<L>);
#[diagnostic::do_not_recommend]
impl<L: HasGroup<E, I>, E, I> HasGroup<E, I> for InSupergroups<L> {
    type Freed = Listed;
}
impl<E, S, L, I, J> Projected<S, Grouping<InSupergroups<L>>, (I, J)> for E
where
    E: InGroup<InSupergroups<L>, J>,
    Supergroups<S>: Covers<E::Uses, I>,
{
    type Null = <Supergroups<S> as Covers<E::Uses, I>>::Null;
}

/// What can be grouped by in groups of groups: a column, or a tuple of columns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column, nor a tuple of columns",
    label = "`rollup` and `cube` take columns"
)]
pub trait ColumnTerms {}
#[diagnostic::do_not_recommend]
impl<C: Column> ColumnTerms for C {}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Column),+> ColumnTerms for ($($t,)+) {}
    )* };
}
crate::for_tuples!(tuples);

/// One line per kind: its function, what it makes, and its SQL.
macro_rules! supergroups {
    ($($(#[$m:meta])* $name:ident $terms:ident $sql:ident;)*) => { $(
        #[doc = concat!("What [`", stringify!($name), "`] makes.")]
        #[derive(Debug, Clone, Copy)]
        pub struct $terms<T>(T);
        #[diagnostic::do_not_recommend]
        impl<T> Groupable for $terms<T> {
            type Form = Self;
        }
        impl<T: GroupTerms<S, I, L, Q>, S, I, L, Q> GroupForm<S, I, InSupergroups<L>, $sql<Q>> for $terms<T> {
            #[inline]
            fn terms(self) -> $sql<Q> {
                $sql { T: self.0.into_terms() }
            }
        }
        $(#[$m])*
        #[inline]
        pub fn $name<T: ColumnTerms>(columns: T) -> $terms<T> {
            $terms(columns)
        }
    )* };
}
supergroups! {
    /// GROUP BY ROLLUP: groups by all of the columns, by all but the last one, and so on to one group of all rows. In a
    /// group of groups the columns that are left out are NULL. PostgreSQL and MySQL.
    ///
    /// `.group_by(rollup((sales::region, sales::month)))`
    rollup Rollup RollupSql;
    /// GROUP BY CUBE: groups by every choice of the columns. PostgreSQL.
    cube Cube CubeSql;
}

/// 1 where the column is left out in a group of groups, else 0. PostgreSQL and MySQL.
#[inline]
pub fn grouping<C: Column>(column: C) -> GroupingOf<C> {
    GroupingOf { C: column }
}
