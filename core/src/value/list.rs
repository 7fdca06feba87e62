//! Many values in one placeholder.

use super::{Binder, Encode};
use crate::Result;

/// Values of one type, seen through a dynamic type so that a [`Binder`] stays usable as one.
pub trait List {
    /// How many there are.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Hands over the value at `i`.
    ///
    /// # Errors
    /// As [`Encode::encode`].
    fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()>;
}

impl<T: Encode> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()> {
        self[i].encode(binder)
    }
}
