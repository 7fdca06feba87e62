//! What the server says, message by message.

use std::{
    io::{self, Read},
    ops::Range,
};

/// As much as is asked of the socket at once.
const SIZE: usize = 64 * 1024;
/// A buffer that grew beyond this is given back when the answer has been read.
const LARGE: usize = 1024 * 1024;
/// The tag and the length.
const HEAD: usize = 5;

/// A message in the buffer, where it stays until the next one is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) tag: u8,
    pub(crate) body: Range<usize>,
}

/// A buffer, kept as long as the connection.
#[derive(Debug)]
pub(crate) struct Input {
    buffer: Box<[u8]>,
    /// What has come and was not given out yet.
    start: usize,
    end: usize,
    /// The longest message that is believed.
    limit: usize,
}

impl Input {
    /// For a server that is not known yet: what does not speak the protocol seems to send messages of a gigabyte.
    pub(crate) fn cautious() -> Self {
        Self { buffer: vec![0; SIZE].into(), start: 0, end: 0, limit: SIZE }
    }

    /// The server is one.
    pub(crate) fn trust(&mut self) {
        self.limit = i32::MAX as usize;
    }

    /// The next message.
    ///
    /// # Errors
    /// Those of reading; `UnexpectedEof` where the server has hung up; `InvalidData` for what is no message. None of
    /// what has come is lost by a time-out.
    #[inline]
    pub(crate) fn message(&mut self, from: &mut impl Read) -> io::Result<Message> {
        loop {
            if let Some((head, _)) = self.buffer[self.start..self.end].split_first_chunk::<HEAD>() {
                let [tag, length @ ..] = *head;
                let length = u32::from_be_bytes(length) as usize;
                let end = self.start + 1 + length;
                if end <= self.end && length >= 4 {
                    let body = self.start + HEAD..end;
                    self.start = end;
                    return Ok(Message { tag, body });
                }
                self.make_room(length)?;
            } else {
                self.make_room(HEAD)?;
            }
            self.read(from)?;
        }
    }

    /// The body of a message that is still there.
    #[inline]
    pub(crate) fn body(&self, message: &Message) -> &[u8] {
        &self.buffer[message.body.clone()]
    }

    /// Whether something has come that was not given out yet.
    pub(crate) fn has_more(&self) -> bool {
        self.start < self.end
    }

    /// An answer has been read to its end, and its messages are not looked at any more.
    #[inline]
    pub(crate) fn tidy(&mut self) {
        if self.buffer.len() > LARGE && !self.has_more() {
            *self = Self { limit: self.limit, ..Self::cautious() };
        }
    }

    /// Moves what is there to the front, so that a message of this length fits behind it.
    fn make_room(&mut self, length: usize) -> io::Result<()> {
        if length < 4 || length > self.limit {
            let message = "it does not speak PostgreSQL's protocol";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let needed = 1 + length;
        let there = self.start..self.end;
        self.end = there.len();
        self.start = 0;
        if needed > self.buffer.len() {
            let mut buffer = vec![0; needed].into_boxed_slice();
            buffer[..there.len()].copy_from_slice(&self.buffer[there]);
            self.buffer = buffer;
        } else if there.start > 0 {
            self.buffer.copy_within(there, 0);
        }
        Ok(())
    }

    fn read(&mut self, from: &mut impl Read) -> io::Result<()> {
        loop {
            match from.read(&mut self.buffer[self.end..]) {
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                Ok(count) => {
                    self.end += count;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives so many bytes at once.
    struct Drops<'a>(&'a [u8], usize);
    impl Read for Drops<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn sent(bodies: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        for body in bodies {
            out.push(b'D');
            out.extend((body.len() as u32 + 4).to_be_bytes());
            out.extend(body);
        }
        out
    }

    #[test]
    fn messages_may_come_in_any_pieces() {
        let sizes = [0, 1, 70_000, 0, 3, SIZE, 2 * LARGE, 5, SIZE - 5, SIZE - 4, 17];
        let bodies: Vec<Vec<u8>> = sizes.iter().map(|size| (0..*size).map(|i| (i * 7) as u8).collect()).collect();
        let all = sent(&bodies);
        for piece in [1, 2, 3, 4, 5, 6, 1000, SIZE, usize::MAX] {
            let mut input = Input::cautious();
            input.trust();
            let mut from = Drops(&all, piece);
            for body in &bodies {
                let message = input.message(&mut from).unwrap();
                assert!(input.body(&message) == body, "{piece}");
            }
            assert_eq!(input.message(&mut from).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
    }

    #[test]
    fn a_large_buffer_is_given_back() {
        let all = sent(&[vec![7; 3 * LARGE], vec![1], vec![2]]);
        let mut input = Input::cautious();
        input.trust();
        let mut from = Drops(&all, usize::MAX);
        for _ in 0..3 {
            input.message(&mut from).unwrap();
        }
        assert!(input.buffer.len() > LARGE);
        input.tidy();
        assert_eq!(input.buffer.len(), SIZE);
    }

    #[test]
    fn another_protocol_is_found_out() {
        for said in [&b"HTTP/1.1 400 Bad Request\r\n"[..], b"N\0\0\0\x03", b"SSH-2.0-OpenSSH"] {
            let error = Input::cautious().message(&mut Drops(said, usize::MAX)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }
}
