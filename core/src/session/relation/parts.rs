//! What relations are made of.

use crate::query::Absent;
use std::marker::PhantomData;

/// A relation along `P`, a foreign key or [`Through`]: with conditions `F` and an order `O` of its rows, and their
/// relations `N` in turn. A foreign key alone is a relation too.
#[derive(Debug, Clone, Copy)]
pub struct Relation<P, F, O, N> {
    pub(super) path: PhantomData<fn() -> P>,
    pub(super) filter: F,
    pub(super) order: O,
    pub(super) nested: N,
}
/// Nothing but the way.
pub(super) type Bare<P> = Relation<P, Absent, Absent, ()>;

/// The way along a foreign key of several columns.
#[derive(Debug, Clone, Copy)]
pub struct ByForeignKey<K>(PhantomData<fn() -> K>);

impl<P> Bare<P> {
    #[doc(hidden)]
    pub fn new() -> Self {
        Relation { path: PhantomData, filter: Absent, order: Absent, nested: () }
    }
}

/// From the rows that foreign key `A` refers to, through the table of both, to the rows that `B` refers to.
#[derive(Debug, Clone, Copy)]
pub struct Through<A, B>(PhantomData<fn() -> (A, B)>);

/// A relation to any number of rows, which refer to this one.
#[derive(Debug, Clone, Copy)]
pub struct Many<R>(pub(super) R);
/// A relation to the row that this one refers to.
#[derive(Debug, Clone, Copy)]
pub struct One<R>(pub(super) R);

/// `X`, if the type is known: where a type could not be found, that is an error, and what is made by it has no type
/// that could be wrong again.
pub trait Known<X> {
    /// `X`.
    type Gives;
}
impl<T, X> Known<X> for T {
    type Gives = X;
}
/// `X`, if the types are known.
pub(super) type If<T, X> = <T as Known<X>>::Gives;
