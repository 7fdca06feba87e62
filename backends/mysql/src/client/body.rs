//! The body of a packet, taken apart.

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
        self.take().map(u16::from_le_bytes)
    }

    #[inline]
    pub(crate) fn u32(&mut self) -> Outcome<u32> {
        self.take().map(u32::from_le_bytes)
    }

    #[inline]
    pub(crate) fn bytes(&mut self, count: usize) -> Outcome<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or_else(Failure::unexpected)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A number that is as long as it needs to be. A NULL is none.
    #[inline]
    pub(crate) fn number(&mut self) -> Outcome<u64> {
        match self.u8()? {
            small @ ..=250 => Ok(small.into()),
            252 => self.take().map(u16::from_le_bytes).map(u64::from),
            253 => self.take().map(|[a, b, c]| u32::from_le_bytes([a, b, c, 0]).into()),
            254 => self.take().map(u64::from_le_bytes),
            251 | 255 => Err(Failure::unexpected()),
        }
    }

    /// Bytes behind their number.
    #[inline]
    pub(crate) fn counted(&mut self) -> Outcome<&'a [u8]> {
        let count = self.number()?;
        self.bytes(usize::try_from(count).map_err(|_| Failure::unexpected())?)
    }

    /// A value of a row of texts; `None` is NULL.
    pub(crate) fn value(&mut self) -> Outcome<Option<&'a [u8]>> {
        match self.0.strip_prefix(&[251]) {
            Some(rest) => {
                self.0 = rest;
                Ok(None)
            }
            None => self.counted().map(Some),
        }
    }

    pub(crate) fn bytes_to_nul(&mut self) -> Outcome<&'a [u8]> {
        let end = self.0.iter().position(|byte| *byte == 0).ok_or_else(Failure::unexpected)?;
        let taken = self.bytes(end)?;
        self.u8()?;
        Ok(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_long_as_they_say() {
        for (bytes, number) in [
            (&[250][..], 250),
            (&[252, 251, 0], 251),
            (&[253, 0, 0, 1], 65_536),
            (&[254, 0, 0, 0, 0, 1, 0, 0, 0], 1 << 32),
        ] {
            let mut body = Body(bytes);
            assert_eq!(body.number().unwrap(), number);
            assert!(body.0.is_empty());
            assert!(Body(&bytes[..bytes.len() - 1]).number().is_err());
        }
        assert!(Body(&[251]).number().is_err() && Body(&[255]).number().is_err());
    }

    #[test]
    fn texts_are_behind_their_length() {
        let mut body = Body(&[2, b'a', b'b', 251, 0, b'c', 0, b'd']);
        assert_eq!(body.value().unwrap(), Some(&b"ab"[..]));
        assert_eq!(body.value().unwrap(), None);
        assert_eq!(body.value().unwrap(), Some(&b""[..]));
        assert_eq!(body.bytes_to_nul().unwrap(), b"c");
        assert!(body.bytes_to_nul().is_err());
    }
}
