//! What a set operation is ordered by: the columns of its select list, by their place.

use super::heads::{Heads, HeadsOf};
use crate::{
    expr::{
        Asc, Desc, Expr, Fixed, NullsFirst, NullsLast,
        scope::{Joined, Scope},
    },
    node,
    query::Everything,
    schema::{Column, Table},
    sql::{Dialect, Sql, Tok},
};
use std::marker::PhantomData;

/// The expression `E` is a column of this select list.
#[diagnostic::on_unimplemented(
    message = "a set operation cannot be sorted by `{E}`, which its left side does not select",
    label = "`{E}` is not selected",
    note = "sort by an expression of the left side's `.select(..)`"
)]
pub trait ListsAt<E, I> {
    /// Its number or its name.
    const AT: Tok;
}
/// Index: the only expression.
pub struct TheOnly;
/// Index: at a position of a tuple.
pub struct At<const N: usize>;
/// Index: a column of a table whose rows are selected.
pub struct OfRows;
/// Index: in the list of a `row!`.
pub struct InRow<I>(PhantomData<I>);

#[diagnostic::do_not_recommend]
impl<E: Expr + Fixed, R> ListsAt<E, TheOnly> for Heads<E, R> {
    const AT: Tok = Tok::Lit("1");
}
#[diagnostic::do_not_recommend]
impl<C: Column<Table = T>, T: Table, N, X> ListsAt<C, OfRows>
    for Everything<Scope<Joined<T, N, crate::expr::scope::Empty>, X>>
{
    const AT: Tok = Tok::Ident(C::NAME);
}
#[diagnostic::do_not_recommend]
impl<E, P, A, F, I> ListsAt<E, InRow<I>> for HeadsOf<P, A, F>
where
    Heads<P, A>: ListsAt<E, I>,
{
    const AT: Tok = <Heads<P, A> as ListsAt<E, I>>::AT;
}
/// The number of a position, which SQL counts from one.
const NUMBERS: [&str; 16] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"];
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $( lists!(@each [$($t),+] $($t $n),+); )* };
    (@each $all:tt $($t:ident $n:tt),+) => { $( lists!(@one $all $t $n); )+ };
    (@one [$($all:ident),+] $t:ident $n:tt) => {
        #[diagnostic::do_not_recommend]
        impl<Row, $($all),+> ListsAt<$t, At<$n>> for Heads<($($all,)+), Row> where $t: Fixed {
            const AT: Tok = Tok::Lit(NUMBERS[$n]);
        }
    };
}
crate::for_tuples!(lists);

/// The place of expression `E` in the list `P`, as SQL.
pub struct Position<P, E, I>(PhantomData<fn() -> (P, E, I)>);
impl<P, E, I> Clone for Position<P, E, I> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<P, E, I> Copy for Position<P, E, I> {}
impl<D: Dialect, P: ListsAt<E, I>, E, I> Sql<D> for Position<P, E, I> {
    const TOK: Tok = P::AT;
}
node!(/** The rows of a set operation with NULL in front. */ PositionNullsFirst<T> {
    SQLite, PostgreSQL => [T " NULLS FIRST"];
    MySQL, MariaDB => lacks "{Self} cannot say where a set operation has its NULLs: select from `derived(..)` and sort that";
    AnyDialect => lacks "not every backend can say where a set operation has its NULLs: select from `derived(..)` and sort that"
});
node!(/** The rows of a set operation with NULL at the end. */ PositionNullsLast<T> {
    SQLite, PostgreSQL => [T " NULLS LAST"];
    MySQL, MariaDB => lacks "{Self} cannot say where a set operation has its NULLs: select from `derived(..)` and sort that";
    AnyDialect => lacks "not every backend can say where a set operation has its NULLs: select from `derived(..)` and sort that"
});

/// What the rows of a set operation with the select list `P` can be sorted by: a term, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort a set operation by",
    label = "an expression that the left side selects, with `.asc()` or `.desc()` if wanted, or a tuple of them is needed"
)]
pub trait SetTerms<P, I> {
    /// The terms by their places.
    type Sql;
    /// Makes them.
    fn into_positions(self) -> Self::Sql;
}
#[diagnostic::do_not_recommend]
impl<E: Expr, P: ListsAt<E, I>, I> SetTerms<P, I> for E {
    type Sql = Position<P, E, I>;
    #[inline]
    fn into_positions(self) -> Self::Sql {
        Position(PhantomData)
    }
}
macro_rules! directions {
    ($($direction:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<E: Expr, P: ListsAt<E, I>, I> SetTerms<P, I> for $direction<E> {
            type Sql = $direction<Position<P, E, I>>;
            #[inline]
            fn into_positions(self) -> Self::Sql {
                $direction { E: Position(PhantomData) }
            }
        }
    )* };
}
directions!(Asc Desc);
macro_rules! nulls {
    ($($nulls:ident $node:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<E, T: SetTerms<P, I>, P, I> SetTerms<P, I> for $nulls<E, T> {
            type Sql = $node<T::Sql>;
            #[inline]
            fn into_positions(self) -> Self::Sql {
                $node { T: self.T.into_positions() }
            }
        }
    )* };
}
nulls!(NullsFirst PositionNullsFirst NullsLast PositionNullsLast);
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<List, $($t: SetTerms<List, $i>, $i),+> SetTerms<List, ($($i,)+)> for ($($t,)+) {
            type Sql = ($($t::Sql,)+);
            #[inline]
            fn into_positions(self) -> Self::Sql {
                ($(self.$n.into_positions(),)+)
            }
        }
    )* };
}
crate::for_tuples!(terms);
