//! Whether a row gives every required column a value, and none two.
//!
//! Assignments are walked once. Each marks the place of its column, which is part of the column's declaration; then the
//! columns of the table are compared with the marks. Looking for each column among the assignments would cost the square of
//! their number.

use super::{Draft, KeyRow, Set, SetKey, assign::Pair};
use crate::schema::{BaseTable, Column, CompletedBy, ForeignKey, Generated, Next, Optional, Place, Placed, at};

/// A column that has a value.
pub struct HasValue;
/// A column that has none.
pub struct NoValue;
/// The marks of a chunk of which no column has a value.
type NoValues = (NoValue, NoValue, NoValue, NoValue, NoValue, NoValue, NoValue, NoValue);
/// A block of which no column has a value.
type NoBlock = (NoValues, NoValues, NoValues, NoValues, ());

/// Blocks of marks: four chunks, and the next block. In them the place `P`, of the column `C`, can be marked. They are continued
/// where they are too few.
pub trait Mark<P, C> {
    /// With the mark.
    type Marked;
}
macro_rules! blocks {
    ($($n:ident: [$($before:ident)*] [$($after:ident)*];)*) => { $(
        impl<$($before,)* Old: MarkIn<At, C>, $($after,)* Rest, At, C> Mark<Place<(), at::$n, At>, C>
            for ($($before,)* Old, $($after,)* Rest)
        {
            type Marked = ($($before,)* Old::Marked, $($after,)* Rest);
        }
        // The first chunk, then what is behind it.
        impl<Old: ProvidesChunk<Chunk>, $($after,)* Rest, Chunk, More> ProvidesAll<(Chunk, More)> for (Old, $($after,)* Rest)
        where
            blocks!(@behind $($after)* Rest): ProvidesAll<More>,
        {
        }
    )* };
    (@behind $rest:ident) => { $rest };
    (@behind $($chunk:ident)+) => { ($($chunk,)+) };
}
blocks! {
    P0: [] [X Y Z];
    P1: [X] [Y Z];
    P2: [X Y] [Z];
    P3: [X Y Z] [];
}
impl<X, Y, Z, W, Rest: Mark<Place<Block, Chunk, At>, C>, Block, Chunk, At, C> Mark<Place<Next<Block>, Chunk, At>, C>
    for (X, Y, Z, W, Rest)
{
    type Marked = (X, Y, Z, W, Rest::Marked);
}
impl<P, C> Mark<P, C> for ()
where
    NoBlock: Mark<P, C>,
{
    type Marked = <NoBlock as Mark<P, C>>::Marked;
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
    ($($n:ident: [$($before:ident)*] [$($after:ident)*];)*) => { $(
        impl<$($before,)* Old: Free<Column>, $($after,)* Column> MarkIn<at::$n, Column> for ($($before,)* Old, $($after,)*) {
            type Marked = ($($before,)* HasValue, $($after,)*);
        }
    )* };
}
positions! {
    P0: [] [A B C D E F G];
    P1: [A] [B C D E F G];
    P2: [A B] [C D E F G];
    P3: [A B C] [D E F G];
    P4: [A B C D] [E F G];
    P5: [A B C D E] [F G];
    P6: [A B C D E F] [G];
    P7: [A B C D E F G] [];
}

/// Assignments told by their columns alone, each as `Set<C, ()>`. Whether a row is complete does not depend on its values; and
/// what the compiler found out about a type without lifetimes and unknown parts, it keeps.
pub trait Assigns {
    /// The columns.
    type Columns;
}
impl Assigns for () {
    type Columns = ();
}
impl<C, E> Assigns for Set<C, E> {
    type Columns = Set<C, ()>;
}
impl<C, E> Assigns for Pair<C, E> {
    type Columns = Set<C, ()>;
}
/// A foreign key of several columns gives all of them, if there is a row for certain.
impl<K: ForeignKey, E: KeyRow> Assigns for SetKey<K, E> {
    type Columns = E::Gives<K::Assigned>;
}
impl<T, A: Assigns> Assigns for Draft<T, A> {
    type Columns = A::Columns;
}

/// Columns, as marks among the marks `M`.
pub trait Marks<M> {
    /// With theirs.
    type Marked;
}
impl<M> Marks<M> for () {
    type Marked = M;
}
impl<M: Mark<C::Place, C>, C: Placed> Marks<M> for Set<C, ()> {
    type Marked = M::Marked;
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
        impl<$($a: Assigns),+> Assigns for ($($a,)+) {
            type Columns = ($($a::Columns,)+);
        }
    };
}
crate::for_tuples!(marks);

/// Assignments, no two of which are to the same column.
pub trait Once {}
// By another trait, so that there is one impl: of several, messages give a list.
impl<A: Assigns<Columns: Marks<()>>> Once for A {}

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
impl<C, R> ProvidesAll<(C, R)> for ()
where
    NoValues: ProvidesChunk<C>,
    (): ProvidesAll<R>,
{
}
/// Columns that give every required column of `T` a value.
pub trait Complete<T> {}
impl<T: BaseTable, C: Marks<(), Marked: ProvidesAll<T::Chunks>>> Complete<T> for C {}
impl<T, A: Assigns<Columns: Complete<T>>> CompletedBy<A> for T {
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
