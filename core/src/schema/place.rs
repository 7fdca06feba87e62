//! Where a column stands in its table, as a type.

use super::Column;
use std::marker::PhantomData;

/// A column that was declared with `table!` stands somewhere.
pub trait Placed: Column {
    /// Where: a [`Place`].
    type Place;
}

/// A place in the [`Chunks`](super::BaseTable::Chunks) of a table, eight of which are a block: the position `At` in the chunk
/// `Chunk` of `Block`, which is `()` or [`Next`]. Whoever looks for one takes few steps, also in a wide table.
pub struct Place<Block, Chunk, At>(PhantomData<(Block, Chunk, At)>);
/// The block behind another.
pub struct Next<Block>(PhantomData<Block>);
/// A position of eight.
pub mod at {
    macro_rules! positions {
        ($($name:ident),+) => { $( #[doc = stringify!($name)] pub struct $name; )+ };
    }
    // Not one type with a number: the compiler takes each number in a type for a constant that is to be computed.
    positions!(P0, P1, P2, P3, P4, P5, P6, P7);
}
