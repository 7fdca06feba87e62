//! The sums of integers: integers on every backend.

use super::{Filtered, Only, Sum, SumDistinct};
use crate::{
    expr::{Boolean, Composed, Expr, Fixed, Over, PerRowExpr, ServesFor, Told, WindowFunction, WindowSpec},
    node,
};

node!(/** A sum of integers: PostgreSQL's is a decimal, which would be divided in fractions. */ WholeSum<A> {
    SQLite => [A];
    PostgreSQL => ["CAST(" A " AS bigint)"];
    MySQL, MariaDB => [A]
});
impl<A: Expr> Expr for WholeSum<A> {
    type Base = A::Base;
    type Uses = A::Uses;
}
impl<A: Fixed> Fixed for WholeSum<A> {}
impl<A> Composed for WholeSum<A> {}

/// A sum that is of its type as it is.
pub type PlainSum<A> = A;

/// Makes a sum one of integers.
#[doc(hidden)]
#[inline]
pub fn whole_sum<A>(sum: A) -> WholeSum<A> {
    WholeSum { A: sum }
}
/// Leaves a sum as it is.
#[doc(hidden)]
#[inline]
pub fn plain_sum<A>(sum: A) -> A {
    sum
}

macro_rules! filters {
    ($($n:ident)*) => { $(
        impl<E: Expr> WholeSum<$n<E>> {
            /// Only of the rows for which the condition holds: FILTER, on MySQL and MariaDB by CASE.
            #[inline]
            pub fn filter<C>(self, condition: C) -> WholeSum<Filtered<$n<Only<C, E>>, C>>
            where
                C: PerRowExpr<Base: Boolean> + Clone,
            {
                whole_sum(self.A.filter(condition))
            }
        }
    )* };
}
filters!(Sum SumDistinct);

impl<A: WindowFunction> WholeSum<A> {
    /// Computes it over a window, as [`WindowFunction::over`].
    #[inline]
    pub fn over<W: WindowSpec + ServesFor<A::Wants, A, Checked: Told>>(self, window: W) -> WholeSum<Over<A, W>> {
        whole_sum(self.A.over(window))
    }
}
