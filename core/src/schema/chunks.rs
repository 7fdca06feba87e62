//! All columns of a table as a type, in tuples of up to eight: `((a, b, ..), ((c, d, ..), ()))`.
//!
//! What needs all of them is computed from that, so that `table!` has not to name each column once more.

use super::{Column, Declared, NoKey, PushKey, meta::ColumnMeta};
use crate::value::Scalar;
use std::marker::PhantomData;

/// All columns.
pub trait Chunks {
    /// The list of those in the primary key.
    type Key;
    /// How many there are.
    const LEN: usize;
    /// The place of the first that no table stores.
    const NOT_STORED: Option<usize>;
    /// Their names.
    const NAMES: PerChunk<&'static str>;
    /// What was declared of them.
    const METAS: PerChunk<ColumnMeta>;
}
impl Chunks for () {
    type Key = NoKey;
    const LEN: usize = 0;
    const NOT_STORED: Option<usize> = None;
    const NAMES: PerChunk<&'static str> = PerChunk { chunk: &[], rest: None };
    const METAS: PerChunk<ColumnMeta> = PerChunk { chunk: &[], rest: None };
}
impl<C: Chunk, Rest: Chunks> Chunks for (C, Rest) {
    type Key = C::Onto<Rest::Key>;
    const LEN: usize = C::STORED.len() + Rest::LEN;
    const NOT_STORED: Option<usize> = match (first_not(C::STORED), Rest::NOT_STORED) {
        (Some(at), _) => Some(at),
        (None, Some(at)) => Some(C::STORED.len() + at),
        (None, None) => None,
    };
    const NAMES: PerChunk<&'static str> = PerChunk { chunk: C::NAMES, rest: Some(&Rest::NAMES) };
    const METAS: PerChunk<ColumnMeta> = PerChunk { chunk: C::METAS, rest: Some(&Rest::METAS) };
}

/// Up to eight columns.
pub trait Chunk {
    /// The list with those that are in the primary key.
    type Onto<List>;
    /// Whether a table can store them.
    const STORED: &'static [bool];
    /// Their names.
    const NAMES: &'static [&'static str];
    /// What was declared of them.
    const METAS: &'static [ColumnMeta];
}
macro_rules! chunks {
    ($(($($c:ident $n:tt $i:ident),+))*) => { $(
        impl<$($c: Declared),+> Chunk for ($($c,)+) {
            type Onto<List> = chunks!(@onto List $($c)+);
            const STORED: &'static [bool] = &[$(<<$c as Column>::Base as Scalar>::IS_STORED),+];
            const NAMES: &'static [&'static str] = &[$(<$c as Column>::NAME),+];
            const METAS: &'static [ColumnMeta] = &[$(ColumnMeta::of::<$c>()),+];
        }
    )* };
    (@onto $list:ident) => { $list };
    (@onto $list:ident $c:ident $($more:ident)*) => { <$c::Key as PushKey<$c>>::Onto<chunks!(@onto $list $($more)*)> };
}
crate::for_tuples!(chunks);

const fn first_not(those: &[bool]) -> Option<usize> {
    let mut at = 0;
    while at < those.len() {
        if !those[at] {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Something for each column, chunk by chunk.
#[derive(Debug)]
pub struct PerChunk<X: 'static> {
    chunk: &'static [X],
    rest: Option<&'static PerChunk<X>>,
}

/// All columns, one behind the other.
pub trait Lists {
    /// What was declared of them.
    const COLUMNS: &'static [ColumnMeta];
    /// Their names.
    const NAMES: &'static [&'static str];
    /// The names of those that a row is written with: all but the generated ones.
    const WRITTEN: &'static [&'static str];
}
/// The columns `C`, which are so many.
pub struct Listed<C, const N: usize>(PhantomData<C>);
// Constants of a generic impl are computed where they are used, each by itself.
impl<C: Chunks, const N: usize> Lists for Listed<C, N> {
    const COLUMNS: &'static [ColumnMeta] = &in_a_row::<_, N>(&C::METAS);
    const NAMES: &'static [&'static str] = &in_a_row::<_, N>(&C::NAMES);
    const WRITTEN: &'static [&'static str] = {
        let (names, found) = &written::<N>(Self::COLUMNS);
        names.split_at(*found).0
    };
}

/// The names of the columns that a row is written with, and how many they are.
const fn written<const N: usize>(columns: &[ColumnMeta]) -> ([&'static str; N], usize) {
    let (mut i, mut found, mut names) = (0, 0, [""; N]);
    while i < columns.len() {
        if columns[i].generated.is_none() {
            names[found] = columns[i].name;
            found += 1;
        }
        i += 1;
    }
    (names, found)
}

const fn in_a_row<X: Copy, const N: usize>(mut list: &PerChunk<X>) -> [X; N] {
    let mut all = [list.chunk[0]; N];
    let mut left = all.as_mut_slice();
    loop {
        let (these, behind) = left.split_at_mut(list.chunk.len());
        these.copy_from_slice(list.chunk);
        match list.rest {
            Some(rest) => (list, left) = (rest, behind),
            None => return all,
        }
    }
}
