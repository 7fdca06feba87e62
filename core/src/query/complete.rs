//! Whether a row gives every required column a value, and none two.
//!
//! Assignments are walked once. Each marks the place of its column, which is part of the column's declaration; then the
//! columns of the table are compared with the marks. Looking for each column among the assignments would cost the square of
//! their number.

use super::{Draft, KeyRow, Set, SetKey, assign::Pair};
use crate::schema::{At, BaseTable, Column, CompletedBy, ForeignKey, Generated, Next, Optional, Place, Placed};

/// A column that has a value.
pub struct HasValue;
/// A column that has none.
pub struct NoValue;
/// The marks of a chunk of which no column has a value.
type NoValues = (NoValue, NoValue, NoValue, NoValue, NoValue, NoValue, NoValue, NoValue);

/// A list of marks in which the place `P`, of the column `C`, can be marked. A list that is too short is continued.
pub trait Mark<P, C> {
    /// The list with the mark.
    type Marked;
}
impl<M: MarkIn<At, C>, Rest, At, C> Mark<Place<(), At>, C> for (M, Rest) {
    type Marked = (M::Marked, Rest);
}
impl<M, Rest: Mark<Place<Chunk, At>, C>, Chunk, At, C> Mark<Place<Next<Chunk>, At>, C> for (M, Rest) {
    type Marked = (M, Rest::Marked);
}
impl<At, C> Mark<Place<(), At>, C> for ()
where
    NoValues: MarkIn<At, C>,
{
    type Marked = (<NoValues as MarkIn<At, C>>::Marked, ());
}
impl<Chunk, At, C> Mark<Place<Next<Chunk>, At>, C> for ()
where
    (): Mark<Place<Chunk, At>, C>,
{
    type Marked = (NoValues, <() as Mark<Place<Chunk, At>, C>>::Marked);
}

/// The mark of the column `C`, which nothing was assigned to so far.
#[diagnostic::on_unimplemented(
    message = "`{C}` is assigned twice",
    label = "`{C}` is among them twice",
    note = "say once what the column is set to"
)]
pub trait Free<C> {}
#[diagnostic::do_not_recommend]
impl<C> Free<C> for NoValue {}

/// The marks of a chunk.
pub trait MarkIn<At, C> {
    /// With the one at this position.
    type Marked;
}

macro_rules! positions {
    ($($n:literal: [$($before:ident)*] [$($after:ident)*];)*) => { $(
        impl<$($before,)* Old: Free<Column>, $($after,)* Column> MarkIn<At<$n>, Column> for ($($before,)* Old, $($after,)*) {
            type Marked = ($($before,)* HasValue, $($after,)*);
        }
    )* };
}
positions! {
    0: [] [A B C D E F G];
    1: [A] [B C D E F G];
    2: [A B] [C D E F G];
    3: [A B C] [D E F G];
    4: [A B C D] [E F G];
    5: [A B C D E] [F G];
    6: [A B C D E F] [G];
    7: [A B C D E F G] [];
}

/// Assignments, as marks among the marks `M`.
pub trait Marks<M> {
    /// With theirs.
    type Marked;
}
impl<M> Marks<M> for () {
    type Marked = M;
}
impl<M: Mark<C::Place, C>, C: Placed, E> Marks<M> for Set<C, E> {
    type Marked = M::Marked;
}
impl<M, C, E> Marks<M> for Pair<C, E>
where
    Set<C, E>: Marks<M>,
{
    type Marked = <Set<C, E> as Marks<M>>::Marked;
}
/// A foreign key of several columns gives all of them, if there is a row for certain.
impl<M, K: ForeignKey, E: KeyRow<Gives<K::Assigned>: Marks<M>>> Marks<M> for SetKey<K, E> {
    type Marked = <E::Gives<K::Assigned> as Marks<M>>::Marked;
}
impl<M, T, A: Marks<M>> Marks<M> for Draft<T, A> {
    type Marked = A::Marked;
}

macro_rules! marks {
    ($(($first:ident $fn:tt $fi:ident $(, $a:ident $n:tt $i:ident)*))*) => { $( marks!(@each [] [Before] $first $fi $(, $a $i)*); )* };
    // Each in turn, among the marks of those in front.
    (@each [$($before:tt)*] [$marks:ident] $a:ident $i:ident $(, $b:ident $j:ident)*) => {
        marks!(@each [$($before)* {$a Marks<$marks, Marked = $i>, $i}] [$i] $($b $j),*);
    };
    (@each [$({$a:ident $marks:path, $i:ident})+] [$last:ident]) => {
        impl<Before, $($a: $marks, $i),+> Marks<Before> for ($($a,)+) {
            type Marked = $last;
        }
    };
}
crate::for_tuples!(marks);

/// Assignments, no two of which are to the same column.
pub trait Once {}
// By another trait, so that there is one impl: of several, messages give a list.
impl<A: Marks<()>> Once for A {}

/// Whether a column needs no value.
pub trait MayBeMissing {}
impl MayBeMissing for Optional {}
impl MayBeMissing for Generated {}

/// The mark of the column `C` is as it needs.
#[diagnostic::on_unimplemented(
    message = "the required column `{C}` has no value",
    label = "`{C}` is missing",
    note = "the column is NOT NULL and has no default: give it a value, or declare it as `Option<..>` or with `#[default(..)]`"
)]
pub trait Satisfies<C> {}
#[diagnostic::do_not_recommend]
impl<C> Satisfies<C> for HasValue {}
#[diagnostic::do_not_recommend]
impl<C: Column<Requirement: MayBeMissing>> Satisfies<C> for NoValue {}

/// Marks that give every required column of `Chunks` a value.
pub trait ProvidesAll<Chunks> {}
impl<M> ProvidesAll<()> for M {}
impl<M: ProvidesChunk<C>, Rest: ProvidesAll<R>, C, R> ProvidesAll<(C, R)> for (M, Rest) {}
impl<C, R> ProvidesAll<(C, R)> for ()
where
    NoValues: ProvidesChunk<C>,
    (): ProvidesAll<R>,
{
}
impl<T: BaseTable, A: Marks<(), Marked: ProvidesAll<T::Chunks>>> CompletedBy<A> for T {
    type Checked = ();
}

/// The marks of a chunk that give every required column of a tuple a value.
pub trait ProvidesChunk<Chunk> {}
macro_rules! chunks {
    ($([$($m:ident $c:ident)+] [$($unused:ident)*];)*) => { $(
        impl<$($m: Satisfies<$c>, $c,)+ $($unused),*> ProvidesChunk<($($c,)+)> for ($($m,)+ $($unused,)*) {}
    )* };
}
chunks! {
    [A C0] [B C D E F G H];
    [A C0 B C1] [C D E F G H];
    [A C0 B C1 C C2] [D E F G H];
    [A C0 B C1 C C2 D C3] [E F G H];
    [A C0 B C1 C C2 D C3 E C4] [F G H];
    [A C0 B C1 C C2 D C3 E C4 F C5] [G H];
    [A C0 B C1 C C2 D C3 E C4 F C5 G C6] [H];
    [A C0 B C1 C C2 D C3 E C4 F C5 G C6 H C7] [];
}
