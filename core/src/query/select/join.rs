//! Joins: each adds a table to the scope, and says which sides may be missing.

use super::{Everything, Inner, Left, Select, SelectSql};
use crate::{
    expr::{
        Accepts, And, Condition, Eq, Is, RowExpr, Told,
        scope::{Empty, Joined, Lacks, Scope, Single},
    },
    node,
    query::{Absent, HasRows, Source, Ungrouped},
    schema::Table,
    value::{NotNull, Nullable},
};
use std::marker::PhantomData;

node!(/** `left JOIN right ON condition` */ InnerJoin<L, R, C> = L " JOIN " R " ON " C);
node!(/** `left LEFT JOIN right ON condition` */ LeftJoin<L, R, C> = L " LEFT JOIN " R " ON " C);
node!(/** `left RIGHT JOIN right ON condition` */ RightJoin<L, R, C> = L " RIGHT JOIN " R " ON " C);
node!(/** `left FULL JOIN right ON condition`: not on MySQL and MariaDB. */ FullJoin<L, R, C> {
    SQLite, PostgreSQL => [L " FULL JOIN " R " ON " C];
    MySQL, MariaDB => lacks "`FULL JOIN` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`FULL JOIN` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `left CROSS JOIN right` */ CrossJoin<L, R> = L " CROSS JOIN " R);

/// A condition for a full join of table `T` with the tables `S`: it begins with an equality between a side and the
/// other, and may go on by `.and(..)`. PostgreSQL has no way to find the rows without a partner by another one.
#[diagnostic::on_unimplemented(
    message = "the condition of a full join with `{T}` does not begin with an equality between it and the tables so far",
    label = "not an equality between both sides",
    note = "write it as `.full_join(posts::table, posts::author_id.eq(users::id))`; more can follow by `.and(..)`"
)]
pub trait FullCondition<S, T, X, I> {}
/// Index: the equality has the tables so far on its left.
pub struct SoFarFirst<I>(PhantomData<I>);
/// Index: the equality has the joined table on its left.
pub struct JoinedFirst<I>(PhantomData<I>);
/// An expression on single rows that uses columns, all of the scope `S`.
pub trait SideOf<S, I> {}
impl<E: RowExpr<S, I>, S, I> SideOf<S, I> for E {}
#[diagnostic::do_not_recommend]
impl<L, R, S, T, X, I, J> FullCondition<S, T, X, SoFarFirst<(I, J)>> for Eq<L, R>
where
    L: SideOf<Scope<S, Empty>, I>,
    R: SideOf<Single<T>, J>,
{
}
#[diagnostic::do_not_recommend]
impl<L, R, S, T, X, I, J> FullCondition<S, T, X, JoinedFirst<(I, J)>> for Eq<L, R>
where
    L: SideOf<Single<T>, I>,
    R: SideOf<Scope<S, Empty>, J>,
{
}
#[diagnostic::do_not_recommend]
impl<A, B, S, T, X, I, J> FullCondition<S, T, X, (I, J)> for And<A, B>
where
    A: FullCondition<S, T, X, I>,
    B: Condition<Scope<Inner<T, S>, X>, J>,
{
}

/// All tables of a list, each of which a join may leave out.
pub trait AllNullable {
    /// The list.
    type List;
}
impl AllNullable for Empty {
    type List = Empty;
}
impl<T, N, R: AllNullable> AllNullable for Joined<T, N, R> {
    type List = Joined<T, Nullable, R::List>;
}

/// What a query of everything has become after another join.
pub(crate) type Join<S, F, W, O, L> =
    Select<S, Ungrouped, SelectSql<Absent, Everything<S>, F, W, Absent, Absent, O, L>>;

/// One entry per kind of join: its parameters, its bounds, the node, and the scope after it.
macro_rules! joins {
    ($($(#[$m:meta])* $method:ident [$($bounds:tt)*] [$($where:tt)*]: $node:ident -> $scope:ty;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $method<$($bounds)*>(
            self,
            table: T,
            on: C,
        ) -> Join<Scope<$scope, X>, $node<F, T::Sql, C>, W, O, L>
        where
            $($where)*
        {
            let SelectSql { F, W, O, L, .. } = self.sql;
            Select::new(SelectSql {
                D: Absent, P: Everything::default(), F: $node { L: F, R: table.into_source(), C: on },
                W, G: Absent, H: Absent, O, L,
            })
        }
    )* };
}

impl<S, X, F, W, O, L> Join<Scope<S, X>, F, W, O, L> {
    joins! {
        /// Rows of both tables for which the condition holds.
        join [T: Source<Origin: HasRows>, C, Sc: Accepts<C, I, Checked: Told>, I]
            [S: Lacks<T::Table>, Scope<Inner<T::Table, S>, X>: Is<Sc>]: InnerJoin -> Inner<T::Table, S>;
        /// All rows so far; where no row of the table fits, its columns are NULL.
        left_join [T: Source<Origin: HasRows>, C, Sc: Accepts<C, I, Checked: Told>, I]
            [S: Lacks<T::Table>, Scope<Inner<T::Table, S>, X>: Is<Sc>]: LeftJoin -> Left<T::Table, S>;
        /// All rows of the table; where no row so far fits, the columns so far are NULL.
        right_join [T: Source<Origin: HasRows>, C, Sc: Accepts<C, I, Checked: Told>, I]
            [S: AllNullable + Lacks<T::Table>, Scope<Inner<T::Table, S>, X>: Is<Sc>]: RightJoin -> Inner<T::Table, S::List>;
        /// All rows of both; NULL where one side is missing. PostgreSQL and SQLite.
        ///
        /// The condition begins with an equality between both sides: `posts::author_id.eq(users::id)`; more can follow
        /// by `.and(..)`. PostgreSQL runs no other full join.
        full_join [T: Source<Origin: HasRows>, C: FullCondition<S, T::Table, X, I>, I]
            [S: AllNullable + Lacks<T::Table>]: FullJoin -> Left<T::Table, S::List>;
    }

    /// Each row so far with each row of the table.
    #[inline]
    pub fn cross_join<T: Source<Origin: HasRows>>(
        self,
        table: T,
    ) -> Join<Scope<Inner<T::Table, S>, X>, CrossJoin<F, T::Sql>, W, O, L>
    where
        S: Lacks<T::Table>,
    {
        let SelectSql { F, W, O, L, .. } = self.sql;
        Select::new(SelectSql {
            D: Absent,
            P: Everything::default(),
            F: CrossJoin { L: F, R: table.into_source() },
            W,
            G: Absent,
            H: Absent,
            O,
            L,
        })
    }

    /// Lets a subquery use the columns of a table of the query around it.
    #[inline]
    pub fn correlate<T: Table>(self, table: T) -> Join<Scope<S, Joined<T, NotNull, X>>, F, W, O, L>
    where
        S: Lacks<T>,
    {
        let _ = table;
        let SelectSql { F, W, O, L, .. } = self.sql;
        Select::new(SelectSql { D: Absent, P: Everything::default(), F, W, G: Absent, H: Absent, O, L })
    }
}
