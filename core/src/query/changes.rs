//! What an UPDATE or an upsert changes: assignments, to each column one.

use super::{IntoPairs, Once};
use std::marker::PhantomData;

/// What is changed: columns of the table `T`, in a statement of scope `S`.
pub struct Changes<T, S>(PhantomData<(T, S)>);
/// The parts of [`Changes`].
pub trait IsChanges {
    /// The table.
    type Table;
    /// The scope.
    type Scope;
}
impl<T, S> IsChanges for Changes<T, S> {
    type Table = T;
    type Scope = S;
}
/// [`IntoPairs`], asked of [`Changes`]: to each column one. Methods ask so, see [`Is`](crate::expr::Is).
pub trait Takes<A, P, I> {
    /// See [`Told`](crate::expr::Told).
    type Checked;
    /// Makes the list.
    fn pairs_of(assignments: A) -> P;
}
impl<X: IsChanges, A: IntoPairs<X::Table, X::Scope, P, I>, P: Once, I> Takes<A, P, I> for X {
    type Checked = ();
    #[inline]
    fn pairs_of(assignments: A) -> P {
        assignments.into_pairs()
    }
}
