//! The body of a message, taken apart.

use super::failure::{Failure, Outcome};

/// What is left of a body.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body<'a>(pub(crate) &'a [u8]);

impl<'a> Body<'a> {
    #[inline]
    fn take<const N: usize>(&mut self) -> Outcome<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>().ok_or_else(Failure::unexpected)?;
        self.0 = rest;
        Ok(*taken)
    }

    #[inline]
    pub(crate) fn u8(&mut self) -> Outcome<u8> {
        self.take().map(|[byte]| byte)
    }

    #[inline]
    pub(crate) fn u16(&mut self) -> Outcome<u16> {
        self.take().map(u16::from_be_bytes)
    }

    #[inline]
    pub(crate) fn i32(&mut self) -> Outcome<i32> {
        self.take().map(i32::from_be_bytes)
    }

    #[inline]
    pub(crate) fn u32(&mut self) -> Outcome<u32> {
        self.take().map(u32::from_be_bytes)
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(Failure::unexpected)?;
        self.0 = rest;
        Ok(taken)
    }

    pub(crate) fn bytes_to_nul(&mut self) -> Outcome<&'a [u8]> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or_else(Failure::unexpected)?;
        let taken = self.bytes(end)?;
        self.u8()?;
        Ok(taken)
    }

    pub(crate) fn text(&mut self) -> Outcome<&'a str> {
        std::str::from_utf8(self.bytes_to_nul()?).map_err(|_| Failure::unexpected())
    }

    /// A value behind its length; `None` is NULL.
    pub(crate) fn value(&mut self) -> Outcome<Option<&'a [u8]>> {
        match self.i32()? {
            -1 => Ok(None),
            length => self.bytes(usize::try_from(length).map_err(|_| Failure::unexpected())?).map(Some),
        }
    }
}
