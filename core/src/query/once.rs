//! No column is assigned twice.

use super::{Set, SetKey};
use crate::schema::{
    Column,
    identity::{Apart, Unnumbered},
};

/// Assignments, no two of which are to the same column.
pub trait Once {}
// By another trait, so that there is one impl: of several, messages give a list.
impl<A: Pairwise> Once for A {}
/// [`Once`], pair by pair.
pub trait Pairwise {}
/// An assignment that is compared with others.
pub trait Assigns {
    /// The column.
    type Column;
    /// Its place in its table.
    type Place;
}
/// The column `C` is not the one at the place `B`.
#[diagnostic::on_unimplemented(
    message = "`{C}` is assigned twice",
    label = "`{C}` is among them twice",
    note = "say once what the column is set to"
)]
pub trait Unlike<B, C> {}
#[diagnostic::do_not_recommend]
impl<A: Apart<B>, B, C> Unlike<B, C> for A {}

#[diagnostic::do_not_recommend]
impl<C, E> Pairwise for Set<C, E> {}
#[diagnostic::do_not_recommend]
impl<K, E> Pairwise for SetKey<K, E> {}
impl<C: Column, E> Assigns for Set<C, E> {
    type Column = C;
    type Place = C::Place;
}
impl<K, E> Assigns for SetKey<K, E> {
    type Column = K;
    type Place = Unnumbered;
}
/// One impl for each tuple; its bounds are one for each pair of its elements.
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $( tuples! { @pairs [$($a)+] [] $($a)+ } )* };
    (@pairs $all:tt [$($pair:tt)*] $first:ident $($rest:ident)*) => {
        tuples! { @pairs $all [$($pair)* $(($first $rest))*] $($rest)* }
    };
    (@pairs [$($a:ident)+] [$(($x:ident $y:ident))*]) => {
        impl<$($a: Assigns),+> Pairwise for ($($a,)+)
        where
            $($x::Place: Unlike<$y::Place, $x::Column>,)*
        {
        }
        // As a part of more than sixteen it is compared when the program is built.
        impl<$($a: Assigns),+> Assigns for ($($a,)+) {
            type Column = ();
            type Place = Unnumbered;
        }
    };
}
crate::for_tuples!(tuples);
