//! What is said to the server, packet by packet.

use super::failure::Outcome;

/// The length of a packet that another one follows.
pub(crate) const FULL: usize = 0xff_ffff;

/// The longest that we say we take: the longest that there is.
pub(crate) const LONGEST: u32 = 1 << 30;

/// What a command begins with.
mod command {
    pub(super) const QUIT: u8 = 1;
    pub(super) const QUERY: u8 = 3;
    pub(super) const PING: u8 = 14;
    pub(super) const PREPARE: u8 = 22;
    pub(super) const EXECUTE: u8 = 23;
    pub(super) const SEND_LONG_DATA: u8 = 24;
    pub(super) const CLOSE: u8 = 25;
}

/// What a client says before it hangs up.
pub(crate) const QUIT: [u8; 5] = [1, 0, 0, 0, command::QUIT];

/// Writes a packet of this number, and gives the next number. What is too long goes in several.
#[inline]
pub(crate) fn packet<T>(
    out: &mut Vec<u8>,
    number: u8,
    body: impl FnOnce(&mut Vec<u8>) -> Outcome<T>,
) -> Outcome<(T, u8)> {
    let start = out.len();
    out.extend_from_slice(&[0; 4]);
    let value = body(out).inspect_err(|_| out.truncate(start))?;
    let length = out.len() - start - 4;
    if length >= FULL {
        return Ok((value, split(out, start, number)));
    }
    out[start..start + 4].copy_from_slice(&head(length, number));
    Ok((value, number.wrapping_add(1)))
}

#[inline]
fn head(length: usize, number: u8) -> [u8; 4] {
    let [a, b, c, ..] = (length as u32).to_le_bytes();
    [a, b, c, number]
}

/// Puts heads in between: after each full packet there is another one, if need be an empty one.
#[cold]
fn split(out: &mut Vec<u8>, start: usize, number: u8) -> u8 {
    let body = start + 4;
    let length = out.len() - body;
    let full = length / FULL;
    out.resize(out.len() + 4 * full, 0);
    for part in (0..=full).rev() {
        let from = body + part * FULL;
        let size = (length - part * FULL).min(FULL);
        out.copy_within(from..from + size, from + 4 * part);
        let at = from + 4 * part - 4;
        out[at..at + 4].copy_from_slice(&head(size, number.wrapping_add(part as u8)));
    }
    number.wrapping_add(full as u8).wrapping_add(1)
}

/// A number that is as long as it needs to be.
#[inline]
pub(crate) fn number(out: &mut Vec<u8>, number: usize) {
    let bytes = (number as u64).to_le_bytes();
    match number {
        ..=250 => out.push(bytes[0]),
        251..=0xffff => out.extend_from_slice(&[252, bytes[0], bytes[1]]),
        0x1_0000..=0xff_ffff => out.extend_from_slice(&[253, bytes[0], bytes[1], bytes[2]]),
        _ => {
            out.push(254);
            out.extend_from_slice(&bytes);
        }
    }
}

/// Statements without values.
pub(crate) fn query(out: &mut Vec<u8>, sql: &str) {
    out.push(command::QUERY);
    out.extend_from_slice(sql.as_bytes());
}

pub(crate) fn ping(out: &mut Vec<u8>) {
    out.push(command::PING);
}

pub(crate) fn prepare(out: &mut Vec<u8>, sql: &str) {
    out.push(command::PREPARE);
    out.extend_from_slice(sql.as_bytes());
}

/// Runs a prepared statement, once and without a cursor. The values come next.
#[inline]
pub(crate) fn execute(out: &mut Vec<u8>, statement: u32) {
    let [a, b, c, d] = statement.to_le_bytes();
    out.extend_from_slice(&[command::EXECUTE, a, b, c, d, 0, 1, 0, 0, 0]);
}

/// A value of a statement that is run next, as a command of its own, which is not answered.
pub(crate) fn long_data(out: &mut Vec<u8>, statement: u32, value: u16, bytes: &[u8]) {
    let write = |out: &mut Vec<u8>| {
        out.push(command::SEND_LONG_DATA);
        out.extend_from_slice(&statement.to_le_bytes());
        out.extend_from_slice(&value.to_le_bytes());
        out.extend_from_slice(bytes);
        Ok(())
    };
    // It can be written.
    let _ = packet(out, 0, write);
}

/// Forgets a prepared statement; a command of its own, which is not answered.
pub(crate) fn close(out: &mut Vec<u8>, statement: u32) {
    let [a, b, c, d] = statement.to_le_bytes();
    out.extend_from_slice(&[5, 0, 0, 0, command::CLOSE, a, b, c, d]);
}

#[cfg(test)]
mod tests {
    use super::{super::failure::Failure, *};

    #[test]
    fn a_packet_has_its_length_and_its_number_in_front() {
        let mut out = Vec::new();
        let write = |out: &mut Vec<u8>| {
            query(out, "DO 1");
            Ok(())
        };
        assert_eq!(packet(&mut out, 7, write).unwrap().1, 8);
        close(&mut out, 0x0403_0201);
        assert_eq!(out, b"\x05\0\0\x07\x03DO 1\x05\0\0\0\x19\x01\x02\x03\x04");
    }

    #[test]
    fn what_cannot_be_sent_leaves_nothing_behind() {
        let mut out = vec![1];
        let write = |out: &mut Vec<u8>| -> Outcome<()> {
            out.push(2);
            Err(Failure::Large)
        };
        assert!(packet(&mut out, 0, write).is_err());
        assert_eq!(out, [1]);
    }

    #[test]
    fn what_is_too_long_is_split() {
        for (length, lengths) in
            [(FULL - 1, &[FULL - 1][..]), (FULL, &[FULL, 0]), (FULL + 2, &[FULL, 2]), (2 * FULL + 3, &[FULL, FULL, 3])]
        {
            let bytes: Vec<u8> = (0..length).map(|i| (i * 7) as u8).collect();
            let mut out = vec![9];
            let write = |out: &mut Vec<u8>| {
                out.extend(&bytes);
                Ok(())
            };
            assert_eq!(usize::from(packet(&mut out, 250, write).unwrap().1), (250 + lengths.len()) % 256);
            let mut rest = &out[1..];
            let mut sent = Vec::new();
            for (i, length) in lengths.iter().enumerate() {
                assert_eq!(rest[..4], head(*length, 250 + i as u8));
                sent.extend_from_slice(&rest[4..4 + length]);
                rest = &rest[4 + length..];
            }
            assert!(rest.is_empty() && sent == bytes);
        }
    }
}
