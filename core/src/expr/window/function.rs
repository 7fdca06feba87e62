//! The functions that are computed over windows only: ranks, and values of other rows.

use super::over::{AnyWindow, NoFrame, OrderAlone, WindowFunction};
use crate::{
    expr::{
        Expr, Fixed, Value,
        scope::{Both, Maybe, NoWindow, Nothing, Sure, Uses},
    },
    node,
};

node!(/** `row_number()` */ RowNumber<> = "row_number()");
node!(/** `rank()` */ Rank<> = "rank()");
node!(/** `dense_rank()` */ DenseRank<> = "dense_rank()");
node!(/** `percent_rank()` */ PercentRank<> = "percent_rank()");
node!(/** `cume_dist()` */ CumeDist<> = "cume_dist()");
node!(/** `ntile(count)` */ Ntile<N> = "ntile(" N ")");
node!(/** `lag(operand, count)` */ Lag<E, N> = "lag(" E ", " N ")");
node!(/** `lead(operand, count)` */ Lead<E, N> = "lead(" E ", " N ")");
node!(/** `lag(operand, count, default)`: not on MariaDB. */ LagOr<E, N, D> {
    SQLite, PostgreSQL, MySQL => ["lag(" E ", " N ", " D ")"];
    MariaDB => lacks "`lag` with a default does not exist on {Self}: use `coalesce` on `lag(..).over(..)`";
    AnyDialect => lacks "`lag` with a default does not exist on every backend: MariaDB lacks it"
});
node!(/** `lead(operand, count, default)`: not on MariaDB. */ LeadOr<E, N, D> {
    SQLite, PostgreSQL, MySQL => ["lead(" E ", " N ", " D ")"];
    MariaDB => lacks "`lead` with a default does not exist on {Self}: use `coalesce` on `lead(..).over(..)`";
    AnyDialect => lacks "`lead` with a default does not exist on every backend: MariaDB lacks it"
});
node!(/** `first_value(operand)` */ FirstValue<E> = "first_value(" E ")");
node!(/** `last_value(operand)` */ LastValue<E> = "last_value(" E ")");
node!(/** `nth_value(operand, number)` */ NthValue<E, N> = "nth_value(" E ", " N ")");

/// One line per function: its value type, what it uses where the row itself is looked at and where it may not be, and
/// what window it wants.
macro_rules! window_functions {
    ($($n:ident<$($g:ident),*> -> $base:ty, $whole:ty, $framed:ty, $wants:ident;)*) => { $(
        impl<$($g: Expr),*> WindowFunction for $n<$($g),*> {
            type Base = $base;
            type Whole = $whole;
            type Framed = $framed;
            type Wants = $wants;
        }
        impl<$($g: Fixed),*> Fixed for $n<$($g),*> {}
    )* };
}
window_functions! {
    RowNumber<> -> i64, Nothing, Nothing, NoFrame;
    Rank<> -> i64, Nothing, Nothing, OrderAlone;
    DenseRank<> -> i64, Nothing, Nothing, OrderAlone;
    PercentRank<> -> f64, Nothing, Nothing, OrderAlone;
    CumeDist<> -> f64, Nothing, Nothing, OrderAlone;
    Ntile<N> -> i64, Sure<N::Uses>, Sure<N::Uses>, OrderAlone;
    Lag<E, N> -> E::Base, Maybe<Both<E::Uses, N::Uses>>, Maybe<Both<E::Uses, N::Uses>>, OrderAlone;
    Lead<E, N> -> E::Base, Maybe<Both<E::Uses, N::Uses>>, Maybe<Both<E::Uses, N::Uses>>, OrderAlone;
    LagOr<E, N, D> -> E::Base, Both<E::Uses, Both<N::Uses, D::Uses>>, Both<E::Uses, Both<N::Uses, D::Uses>>, OrderAlone;
    LeadOr<E, N, D> -> E::Base, Both<E::Uses, Both<N::Uses, D::Uses>>, Both<E::Uses, Both<N::Uses, D::Uses>>, OrderAlone;
    FirstValue<E> -> E::Base, E::Uses, Maybe<E::Uses>, AnyWindow;
    LastValue<E> -> E::Base, E::Uses, Maybe<E::Uses>, AnyWindow;
    NthValue<E, N> -> E::Base, Maybe<Both<E::Uses, N::Uses>>, Maybe<Both<E::Uses, N::Uses>>, AnyWindow;
}

/// What a window function is computed of: an expression without another window function.
pub trait Operated: Expr {}
#[diagnostic::do_not_recommend]
impl<E: Expr<Uses: Uses<Kind: NoWindow>>> Operated for E {}

/// The number of the row, from 1; in no certain order, unless the window has one.
#[inline]
pub fn row_number() -> RowNumber {
    RowNumber {}
}

/// The number of the row, the same for rows that are sorted alike; the numbers behind them are left out.
#[inline]
pub fn rank() -> Rank {
    Rank {}
}

/// The number of the row, the same for rows that are sorted alike; none is left out.
#[inline]
pub fn dense_rank() -> DenseRank {
    DenseRank {}
}

/// The rank as a fraction, from 0 to 1.
#[inline]
pub fn percent_rank() -> PercentRank {
    PercentRank {}
}

/// Which part of the rows comes up to this one and its equals, up to 1.
#[inline]
pub fn cume_dist() -> CumeDist {
    CumeDist {}
}

/// The number, from 1, of the part that the row is in if the rows are cut into so many parts of one size.
#[inline]
pub fn ntile<N: Value<i32>>(parts: N) -> Ntile<N::E> {
    Ntile { N: parts.into_expr() }
}

/// The value so many rows before; NULL where there is none.
#[inline]
pub fn lag<E: Operated, N: Value<i32, E>>(of: E, rows: N) -> Lag<E, N::E> {
    Lag { E: of, N: rows.into_expr() }
}

/// The value so many rows behind; NULL where there is none.
#[inline]
pub fn lead<E: Operated, N: Value<i32, E>>(of: E, rows: N) -> Lead<E, N::E> {
    Lead { E: of, N: rows.into_expr() }
}

/// The value so many rows before, or another one where there is none. Not on MariaDB.
#[inline]
pub fn lag_or<E: Operated, N: Value<i32, E>, D: Value<E::Base, E>>(of: E, rows: N, default: D) -> LagOr<E, N::E, D::E> {
    LagOr { E: of, N: rows.into_expr(), D: default.into_expr() }
}

/// The value so many rows behind, or another one where there is none. Not on MariaDB.
#[inline]
pub fn lead_or<E: Operated, N: Value<i32, E>, D: Value<E::Base, E>>(
    of: E,
    rows: N,
    default: D,
) -> LeadOr<E, N::E, D::E> {
    LeadOr { E: of, N: rows.into_expr(), D: default.into_expr() }
}

/// The value of the first row of the frame.
#[inline]
pub fn first_value<E: Operated>(of: E) -> FirstValue<E> {
    FirstValue { E: of }
}

/// The value of the last row of the frame. Without a frame that is this row, or one that is sorted alike.
#[inline]
pub fn last_value<E: Operated>(of: E) -> LastValue<E> {
    LastValue { E: of }
}

/// The value of one row of the frame, the first being 1; NULL where there are not so many.
#[inline]
pub fn nth_value<E: Operated, N: Value<i32, E>>(of: E, number: N) -> NthValue<E, N::E> {
    NthValue { E: of, N: number.into_expr() }
}
