//! LATERAL: a query in FROM that looks at the tables before it.

use super::{Inner, Join, Left, Select, SelectSql};
use crate::{
    expr::{
        Condition,
        scope::{AnyColumn, Contains, Empty, Joined, Scope},
    },
    node,
    query::{Absent, AlwaysThere, CrossJoin, Everything, Fills, InnerJoin, LeftJoin, Rename, TableName, Tabular},
    schema::Shape,
};

node!(/** `LATERAL (query) AS shape`: PostgreSQL and MySQL. */ LateralSql<Q, T> {
    PostgreSQL, MySQL => ["LATERAL (" Q ") AS " T];
    SQLite, MariaDB => lacks "`LATERAL` does not exist on {Self}, only on PostgreSQL and MySQL";
    AnyDialect => lacks "`LATERAL` does not exist on every backend, only on PostgreSQL and MySQL"
});

/// The tables `O` that a query correlates with are all in this FROM, and always there.
pub trait LateralTo<O, I> {}
impl<S> LateralTo<Empty, ()> for S {}
impl<S, T, N, R, I, J> LateralTo<Joined<T, N, R>, (I, J)> for S where
    S: Contains<T, AnyColumn, I, Null: AlwaysThere<T>> + LateralTo<R, J>
{
}

/// The query under its name.
type Lateral<T, Q> = LateralSql<<Q as Rename<<T as Shape>::Columns>>::Renamed, TableName<T>>;
fn lateral<T: Shape, Q: Rename<T::Columns>>(query: Q) -> Lateral<T, Q> {
    LateralSql { Q: query.rename(), T: TableName::new() }
}

/// One line per kind of join.
macro_rules! joins {
    ($($(#[$m:meta])* $method:ident: $node:ident -> $scope:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $method<T: Shape, Q, C: Condition<Scope<Inner<T, S>, X>, I>, I, J>(
            self,
            shape: T,
            query: Q,
            on: C,
        ) -> Join<Scope<$scope<T, S>, X>, $node<F, Lateral<T, Q>, C>, W, O, L>
        where
            Q: Tabular<Columns: Fills<T::Columns>> + Rename<T::Columns>,
            S: LateralTo<Q::Outer, J>,
        {
            let _ = shape;
            let SelectSql { F, W, O, L, .. } = self.sql;
            Select::new(SelectSql {
                D: Absent, P: Everything::default(), F: $node { L: F, R: lateral::<T, Q>(query), C: on },
                W, G: Absent, H: Absent, O, L,
            })
        }
    )* };
}

impl<S, X, F, W, O, L> Join<Scope<S, X>, F, W, O, L> {
    joins! {
        /// For each row so far, the rows of a query that looks at it, as a shape: `.correlate(..)` in the query names
        /// the tables it looks at. PostgreSQL and MySQL.
        join_lateral: InnerJoin -> Inner;
        /// As [`join_lateral`](Self::join_lateral), and where the query has no row, its columns are NULL.
        left_join_lateral: LeftJoin -> Left;
    }

    /// As [`join_lateral`](Self::join_lateral), without a condition.
    #[inline]
    pub fn cross_join_lateral<T: Shape, Q, J>(
        self,
        shape: T,
        query: Q,
    ) -> Join<Scope<Inner<T, S>, X>, CrossJoin<F, Lateral<T, Q>>, W, O, L>
    where
        Q: Tabular<Columns: Fills<T::Columns>> + Rename<T::Columns>,
        S: LateralTo<Q::Outer, J>,
    {
        let _ = shape;
        let SelectSql { F, W, O, L, .. } = self.sql;
        Select::new(SelectSql {
            D: Absent,
            P: Everything::default(),
            F: CrossJoin { L: F, R: lateral::<T, Q>(query) },
            W,
            G: Absent,
            H: Absent,
            O,
            L,
        })
    }
}
