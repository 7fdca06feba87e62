//! Lists of terms inside of an expression: those that a window or an aggregate is sorted or divided by.

use super::{
    Expr, Fixed, OrderTerm,
    scope::{Both, NoWindow, Nothing, Uses},
};

/// Terms of an ORDER BY inside of an expression: one, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "an expression, with `.asc()` or `.desc()` if wanted, or a tuple of them is needed"
)]
pub trait SortTerms {
    /// The columns they use.
    type Uses: Uses;
}
impl<T: OrderTerm<Of: Expr<Uses: Uses<Kind: NoWindow>>>> SortTerms for T {
    type Uses = <T::Of as Expr>::Uses;
}

/// What a window is divided by: an expression, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to divide rows by",
    label = "an expression or a tuple of them is needed"
)]
pub trait PartitionTerms {
    /// The columns they use.
    type Uses: Uses;
}
impl<E: Expr<Uses: Uses<Kind: NoWindow>>> PartitionTerms for E {
    type Uses = E::Uses;
}

macro_rules! uses {
    ($bound:ident $one:ident) => { $one::Uses };
    ($bound:ident $first:ident $($more:ident)+) => { Both<$first::Uses, uses!($bound $($more)+)> };
}
macro_rules! terms {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: SortTerms),+> SortTerms for ($($t,)+) {
            type Uses = uses!(SortTerms $($t)+);
        }
        #[diagnostic::do_not_recommend]
        impl<$($t: PartitionTerms),+> PartitionTerms for ($($t,)+) {
            type Uses = uses!(PartitionTerms $($t)+);
        }
    )* };
}
crate::for_tuples!(terms);

/// In no order.
#[derive(Debug, Clone, Copy)]
pub struct Unsorted;
impl SortTerms for Unsorted {
    type Uses = Nothing;
}
impl Fixed for Unsorted {}
crate::no_sql!(Unsorted);
