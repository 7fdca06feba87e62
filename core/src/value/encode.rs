//! Rust values handed to a [`Binder`].

use super::{Binder, List};
use crate::Result;

/// A value that can be handed to a [`Binder`].
pub trait Encode {
    /// Hands it over by exactly one call.
    ///
    /// # Errors
    /// [`ErrorKind::Encode`](crate::ErrorKind::Encode) if storing it would change it.
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;
}

impl<T: Encode + ?Sized> Encode for &T {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        (**self).encode(binder)
    }
}

impl Encode for str {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.text(self.into())
    }
}
impl Encode for [u8] {
    #[inline]
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.bytes(self)
    }
}

impl<T: Encode> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }
    fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()> {
        self[i].encode(binder)
    }
}
