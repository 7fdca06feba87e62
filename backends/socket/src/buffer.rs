//! What the other side has said, where it has arrived.

use std::{
    io::{self, Read},
    ops::Range,
};

/// A buffer, kept as long as the connection. What was taken out stays in its place until more is read.
#[derive(Debug)]
pub struct Buffer {
    bytes: Box<[u8]>,
    /// What has come and was not taken yet.
    start: usize,
    end: usize,
    /// How much may be asked for at once.
    limit: usize,
}

impl Buffer {
    /// As much as is asked of the socket at once.
    pub const SIZE: usize = 64 * 1024;
    /// A buffer that grew beyond this is given back when the answer has been read, and grows by its own size.
    pub const LARGE: usize = 1024 * 1024;

    /// For a server that is not known yet: as much as is asked of the socket at once may be asked for.
    pub fn cautious() -> Self {
        Self { bytes: vec![0; Self::SIZE].into(), start: 0, end: 0, limit: Self::SIZE }
    }

    /// From now on, this much may be asked for at once.
    pub fn trust(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// How much may be asked for at once.
    #[inline]
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How much fits in as it is.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// What has come and was not taken yet.
    #[inline]
    pub fn waiting(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Takes so many bytes of what is waiting, and says where they are.
    #[inline]
    pub fn take(&mut self, count: usize) -> Range<usize> {
        let taken = self.start..self.start + count;
        self.start = taken.end;
        taken
    }

    /// Bytes that were taken, while nothing has been read behind them.
    #[inline]
    pub fn taken(&self, range: &Range<usize>) -> &[u8] {
        &self.bytes[range.clone()]
    }

    /// Removes bytes from the middle of what is waiting.
    pub fn cut(&mut self, range: Range<usize>) {
        let (from, to) = (self.start + range.start, self.start + range.end);
        self.bytes.copy_within(to..self.end, from);
        self.end -= to - from;
    }

    /// Reads until so many bytes are waiting.
    ///
    /// # Errors
    /// Those of reading; `UnexpectedEof` where the other side has hung up; `InvalidData` for more than [`limit`](Self::limit).
    /// What has come is not lost.
    pub fn fill(&mut self, needed: usize, from: &mut impl Read) -> io::Result<()> {
        if self.waiting().len() >= needed {
            return Ok(());
        }
        self.make_room(needed)?;
        while self.waiting().len() < needed {
            match from.read(&mut self.bytes[self.end..]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => self.end += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// The answer has been read; a buffer that grew large goes.
    #[inline]
    pub fn tidy(&mut self) {
        if self.bytes.len() > Self::LARGE && self.waiting().is_empty() {
            *self = Self { limit: self.limit, ..Self::cautious() };
        }
    }

    /// Moves what is waiting to the front, so that this much fits in.
    fn make_room(&mut self, needed: usize) -> io::Result<()> {
        if needed > self.limit {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let waiting = self.start..self.end;
        (self.start, self.end) = (0, waiting.len());
        if needed > self.bytes.len() {
            // What is long may come part by part.
            let double = if self.bytes.len() > Self::LARGE { 2 * self.bytes.len() } else { 0 };
            let mut bytes = vec![0; needed.max(double).min(self.limit)].into_boxed_slice();
            bytes[..waiting.len()].copy_from_slice(&self.bytes[waiting]);
            self.bytes = bytes;
        } else if waiting.start > 0 {
            self.bytes.copy_within(waiting, 0);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_buffer_is_given_back() {
        let mut buffer = Buffer::cautious();
        buffer.trust(usize::MAX);
        let mut from = io::repeat(7).take(3 * Buffer::LARGE as u64);
        buffer.fill(3 * Buffer::LARGE, &mut from).unwrap();
        buffer.tidy();
        assert!(buffer.bytes.len() > Buffer::LARGE, "it is not read yet");
        let all = buffer.take(3 * Buffer::LARGE);
        assert!(buffer.taken(&all).iter().all(|byte| *byte == 7));
        buffer.tidy();
        assert_eq!((buffer.bytes.len(), buffer.limit()), (Buffer::SIZE, usize::MAX));
    }

    #[test]
    fn what_is_cut_out_leaves_no_gap() {
        let mut buffer = Buffer::cautious();
        buffer.fill(6, &mut &b"-abXcd"[..]).unwrap();
        buffer.take(1);
        buffer.cut(2..3);
        assert_eq!(buffer.waiting(), b"abcd");
    }

    #[test]
    fn nothing_is_lost_by_an_error() {
        let mut buffer = Buffer::cautious();
        assert_eq!(buffer.fill(3, &mut &b"ab"[..]).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        assert_eq!(buffer.fill(Buffer::SIZE + 1, &mut &b""[..]).unwrap_err().kind(), io::ErrorKind::InvalidData);
        buffer.fill(3, &mut &b"c"[..]).unwrap();
        assert_eq!(buffer.waiting(), b"abc");
    }
}
