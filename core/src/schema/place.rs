//! Where a column stands in its table, as a type.

use super::Column;
use std::marker::PhantomData;

/// A column that was declared with `table!` stands somewhere.
pub trait Placed: Column {
    /// Where: a [`Place`].
    type Place;
}

/// A place in the [`Chunks`](super::BaseTable::Chunks) of a table: the position `At` in `Chunk`, which is `()` or [`Next`].
pub struct Place<Chunk, At>(PhantomData<(Chunk, At)>);
/// The chunk behind another.
pub struct Next<Chunk>(PhantomData<Chunk>);
/// A position in a chunk.
pub struct At<const N: usize>;
