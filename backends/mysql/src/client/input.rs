//! What the server says, packet by packet.

use super::{failure::unexpected, output::FULL};
use aludel_socket::Buffer;
use std::{
    io::{self, Read},
    ops::Range,
};

/// The length, and the number within the exchange.
const HEAD: usize = 4;

/// A packet in the buffer, where it stays until the next one is asked for.
pub(crate) type Packet = Range<usize>;

/// The packets that come.
#[derive(Debug)]
pub(crate) struct Input {
    buffer: Buffer,
    /// The number that the next packet should have.
    next: u8,
    /// Whether all packets had the numbers that they should.
    in_step: bool,
}

impl Input {
    /// For a server that is not known yet: what does not speak the protocol seems to send packets of megabytes.
    pub(crate) fn cautious() -> Self {
        Self { buffer: Buffer::cautious(), next: 0, in_step: true }
    }

    /// The server is one.
    pub(crate) fn trust(&mut self) {
        self.buffer.trust(u32::MAX as usize / 2);
    }

    /// From now on, packets are numbered from this one on.
    #[inline]
    pub(crate) fn count_from(&mut self, number: u8) {
        self.next = number;
    }

    /// The number that the next packet has, whoever sends it.
    pub(crate) fn number(&self) -> u8 {
        self.next
    }

    /// Whether the server answers what it was asked. What it says by itself has a number that it should not have.
    #[inline]
    pub(crate) fn is_in_step(&self) -> bool {
        self.in_step
    }

    /// The next packet.
    ///
    /// # Errors
    /// Those of reading; `UnexpectedEof` where the server has hung up; `InvalidData` for what is no packet. None of
    /// what has come is lost by a time-out, unless the packet is longer than 16 MB.
    #[inline]
    pub(crate) fn packet(&mut self, from: &mut impl Read) -> io::Result<Packet> {
        loop {
            let Some((head, rest)) = self.buffer.waiting().split_first_chunk::<HEAD>() else {
                self.fill(HEAD, from)?;
                continue;
            };
            let (head, length) = (*head, length(*head));
            if length == FULL {
                return self.joined(from);
            }
            if length > rest.len() {
                self.fill(HEAD + length, from)?;
                continue;
            }
            self.count(head[3]);
            self.buffer.take(HEAD);
            return Ok(self.buffer.take(length));
        }
    }

    /// The body of a packet that is still there.
    #[inline]
    pub(crate) fn body(&self, packet: &Packet) -> &[u8] {
        self.buffer.taken(packet)
    }

    /// Whether more has come.
    #[cfg(feature = "tls")]
    pub(crate) fn has_more(&self) -> bool {
        !self.buffer.waiting().is_empty()
    }

    /// The answer has been read; a buffer that grew large goes.
    #[inline]
    pub(crate) fn tidy(&mut self) {
        self.buffer.tidy();
    }

    #[inline]
    fn count(&mut self, number: u8) {
        self.in_step &= number == self.next;
        self.next = number.wrapping_add(1);
    }

    /// What is too long for a packet comes in several, the last one of which is not full. They are joined where they are.
    #[cold]
    fn joined(&mut self, from: &mut impl Read) -> io::Result<Packet> {
        let mut joined = 0;
        loop {
            // Behind the first head, and what is joined.
            let at = if joined == 0 { 0 } else { HEAD + joined };
            self.fill(at + HEAD, from)?;
            let head = *self.buffer.waiting()[at..].first_chunk::<HEAD>().ok_or_else(unexpected)?;
            let length = length(head);
            self.fill(at + HEAD + length, from)?;
            self.count(head[3]);
            if joined > 0 {
                self.buffer.cut(at..at + HEAD);
            }
            joined += length;
            if length < FULL {
                self.buffer.take(HEAD);
                return Ok(self.buffer.take(joined));
            }
        }
    }

    /// Reads until so much is there.
    fn fill(&mut self, needed: usize, from: &mut impl Read) -> io::Result<()> {
        if needed > self.buffer.limit() {
            return Err(unexpected());
        }
        self.buffer.fill(needed, from)
    }
}

#[inline]
fn length([a, b, c, _]: [u8; HEAD]) -> usize {
    u32::from_le_bytes([a, b, c, 0]) as usize
}

#[cfg(test)]
mod tests {
    use super::{super::output, *};

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

    fn bodies(sizes: &[usize]) -> Vec<Vec<u8>> {
        sizes.iter().map(|size| (0..*size).map(|i| (i * 7) as u8).collect()).collect()
    }

    fn sent(bodies: &[Vec<u8>]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut number = 0;
        for body in bodies {
            number = output::packet(&mut out, number, |out| {
                out.extend(body);
                Ok(())
            })
            .unwrap()
            .1;
        }
        out
    }

    fn trusting() -> Input {
        let mut input = Input::cautious();
        input.trust();
        input
    }

    #[test]
    fn packets_may_come_in_any_pieces() {
        let bodies = bodies(&[0, 1, 70_000, 0, 3, SIZE, 2 * LARGE, 5, SIZE - 5, SIZE - 4, 17]);
        let all = sent(&bodies);
        for piece in [1, 2, 3, 4, 5, 6, 1000, SIZE, usize::MAX] {
            let mut input = trusting();
            let mut from = Drops(&all, piece);
            for body in &bodies {
                let packet = input.packet(&mut from).unwrap();
                assert!(input.body(&packet) == body && input.is_in_step(), "{piece}");
            }
            assert_eq!(input.packet(&mut from).unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
        }
    }

    #[test]
    fn what_is_longer_than_a_packet_is_joined() {
        let bodies = bodies(&[3, FULL - 1, 4, FULL, 5, FULL + 1, 2 * FULL, 6, 2 * FULL + 9, 7]);
        let all = sent(&bodies);
        for piece in [1_000_003, usize::MAX] {
            let mut input = trusting();
            let mut from = Drops(&all, piece);
            for body in &bodies {
                let packet = input.packet(&mut from).unwrap();
                assert!(input.body(&packet) == body && input.is_in_step(), "{piece}");
            }
            assert!(input.buffer.waiting().is_empty());
        }
    }

    #[test]
    fn a_large_buffer_is_given_back() {
        let all = sent(&bodies(&[3 * LARGE, 1, 2]));
        let mut input = trusting();
        let mut from = Drops(&all, usize::MAX);
        for _ in 0..3 {
            input.packet(&mut from).unwrap();
        }
        assert!(input.buffer.size() > LARGE);
        input.tidy();
        assert_eq!(input.buffer.size(), SIZE);
    }

    #[test]
    fn another_protocol_is_found_out() {
        for said in [&b"HTTP/1.1 400 Bad Request\r\n"[..], b"SSH-2.0-OpenSSH"] {
            let error = Input::cautious().packet(&mut Drops(said, usize::MAX)).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn what_comes_out_of_turn_is_noticed() {
        let mut input = trusting();
        input.count_from(1);
        let from = &mut Drops(&[1, 0, 0, 1, b'a', 1, 0, 0, 3, b'b'], usize::MAX);
        input.packet(from).unwrap();
        assert!(input.is_in_step());
        input.packet(from).unwrap();
        assert!(!input.is_in_step());
    }
}
