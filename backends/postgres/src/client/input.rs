//! What the server says, message by message.

use aludel_socket::Buffer;
use std::{
    io::{self, Read},
    ops::Range,
};

/// The tag and the length.
const HEAD: usize = 5;

/// A message in the buffer, where it stays until the next one is asked for.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) tag: u8,
    pub(crate) body: Range<usize>,
}

/// The messages that come.
#[derive(Debug)]
pub(crate) struct Input(Buffer);

impl Input {
    /// For a server that is not known yet: what does not speak the protocol seems to send messages of a gigabyte.
    pub(crate) fn cautious() -> Self {
        Self(Buffer::cautious())
    }

    /// The server is one.
    pub(crate) fn trust(&mut self) {
        self.0.trust(1 + i32::MAX as usize);
    }

    /// The next message.
    ///
    /// # Errors
    /// Those of reading; `UnexpectedEof` where the server has hung up; `InvalidData` for what is no message. None of
    /// what has come is lost by a time-out.
    #[inline]
    pub(crate) fn message(&mut self, from: &mut impl Read) -> io::Result<Message> {
        loop {
            let Some((head, rest)) = self.0.waiting().split_first_chunk::<HEAD>() else {
                self.0.fill(HEAD, from)?;
                continue;
            };
            let [tag, length @ ..] = *head;
            // It counts itself.
            let Some(length) = (u32::from_be_bytes(length) as usize).checked_sub(HEAD - 1) else {
                return Err(not_postgres());
            };
            if length > rest.len() {
                if HEAD + length > self.0.limit() {
                    return Err(not_postgres());
                }
                self.0.fill(HEAD + length, from)?;
                continue;
            }
            self.0.take(HEAD);
            return Ok(Message { tag, body: self.0.take(length) });
        }
    }

    /// Takes in more, without looking at it.
    ///
    /// # Errors
    /// Those of reading, also when it is nothing for now. What has come is not lost.
    pub(crate) fn keep(&mut self, from: &mut impl Read) -> io::Result<()> {
        self.0.fill(self.0.waiting().len() + Buffer::SIZE, from)
    }

    /// The body of a message that is still there.
    #[inline]
    pub(crate) fn body(&self, message: &Message) -> &[u8] {
        self.0.taken(&message.body)
    }

    /// Whether something has come that was not given out yet.
    pub(crate) fn has_more(&self) -> bool {
        !self.0.waiting().is_empty()
    }

    /// An answer has been read to its end, and its messages are not looked at any more.
    #[inline]
    pub(crate) fn tidy(&mut self) {
        self.0.tidy();
    }
}

#[cold]
fn not_postgres() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it does not speak PostgreSQL's protocol")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: usize = Buffer::SIZE;
    const LARGE: usize = Buffer::LARGE;

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
        assert!(input.0.size() > LARGE);
        input.tidy();
        assert_eq!(input.0.size(), SIZE);
    }

    #[test]
    fn another_protocol_is_found_out() {
        for said in [&b"HTTP/1.1 400 Bad Request\r\n"[..], b"N\0\0\0\x03", b"SSH-2.0-OpenSSH"] {
            let error = Input::cautious().message(&mut Drops(said, usize::MAX)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }
}
