//! What is said to the server, message by message.

use super::failure::{Failure, Outcome};
use bytes::BufMut;

/// The server hangs up at a longer message.
const LIMIT: usize = 0x3fff_fffe;

/// Writes a message: the tag, the length, and what `body` writes.
#[inline]
pub(crate) fn message(out: &mut Vec<u8>, tag: u8, body: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
    let start = out.len();
    out.put_u8(tag);
    untagged(out, body).inspect_err(|_| out.truncate(start))
}

/// Writes a message that has no tag: the first ones of a connection.
#[inline]
fn untagged(out: &mut Vec<u8>, body: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
    let start = out.len();
    out.put_u32(0);
    body(out)?;
    let length = out.len() - start;
    if length > LIMIT {
        return Err(Failure::Unsendable);
    }
    out[start..start + 4].copy_from_slice(&(length as u32).to_be_bytes());
    Ok(())
}

/// Writes a text that ends with a NUL byte.
fn text(out: &mut Vec<u8>, text: &[u8]) -> Outcome<()> {
    if text.contains(&0) {
        return Err(Failure::Unsendable);
    }
    out.put_slice(text);
    out.put_u8(0);
    Ok(())
}

/// Writes a number of values.
#[inline]
pub(crate) fn count(out: &mut Vec<u8>, count: usize) -> Outcome<()> {
    out.put_u16(u16::try_from(count).map_err(|_| Failure::Unsendable)?);
    Ok(())
}

/// Asks for encryption.
#[cfg(feature = "tls")]
pub(crate) fn ssl_request(out: &mut Vec<u8>) -> Outcome<()> {
    untagged(out, |out| {
        out.put_u32(80_877_103);
        Ok(())
    })
}

/// Asks to end what the connection of this key does.
pub(crate) fn cancel_request(out: &mut Vec<u8>, process: i32, secret: i32) -> Outcome<()> {
    untagged(out, |out| {
        out.put_u32(80_877_102);
        out.put_i32(process);
        out.put_i32(secret);
        Ok(())
    })
}

/// Begins a session.
pub(crate) fn startup(out: &mut Vec<u8>, parameters: &[(&str, &str)]) -> Outcome<()> {
    untagged(out, |out| {
        // Version 3.0 of the protocol.
        out.put_u32(0x0003_0000);
        for (name, value) in parameters {
            text(out, name.as_bytes())?;
            text(out, value.as_bytes())?;
        }
        out.put_u8(0);
        Ok(())
    })
}

pub(crate) fn password(out: &mut Vec<u8>, password: &[u8]) -> Outcome<()> {
    message(out, b'p', |out| text(out, password))
}

pub(crate) fn sasl_first(out: &mut Vec<u8>, mechanism: &str, data: &[u8]) -> Outcome<()> {
    message(out, b'p', |out| {
        text(out, mechanism.as_bytes())?;
        out.put_u32(data.len() as u32);
        out.put_slice(data);
        Ok(())
    })
}

pub(crate) fn sasl_next(out: &mut Vec<u8>, data: &[u8]) -> Outcome<()> {
    message(out, b'p', |out| {
        out.put_slice(data);
        Ok(())
    })
}

/// Statements without values.
pub(crate) fn query(out: &mut Vec<u8>, sql: &str) -> Outcome<()> {
    message(out, b'Q', |out| text(out, sql.as_bytes()))
}

/// Prepares a statement whose first values have these types.
pub(crate) fn parse(
    out: &mut Vec<u8>,
    name: &str,
    sql: &str,
    types: impl ExactSizeIterator<Item = u32>,
) -> Outcome<()> {
    message(out, b'P', |out| {
        text(out, name.as_bytes())?;
        text(out, sql.as_bytes())?;
        count(out, types.len())?;
        types.for_each(|ty| out.put_u32(ty));
        Ok(())
    })
}

/// Asks what a prepared statement takes and gives.
pub(crate) fn describe(out: &mut Vec<u8>, name: &str) -> Outcome<()> {
    message(out, b'D', |out| {
        out.put_u8(b'S');
        text(out, name.as_bytes())
    })
}

/// Forgets a prepared statement.
pub(crate) fn close(out: &mut Vec<u8>, name: &str) -> Outcome<()> {
    message(out, b'C', |out| {
        out.put_u8(b'S');
        text(out, name.as_bytes())
    })
}

/// Runs a prepared statement with the values (their formats first) that `values` writes. Rows come in the binary format.
#[inline]
pub(crate) fn run(out: &mut Vec<u8>, name: &str, values: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
    run_more(out, name, values)?;
    sync(out);
    Ok(())
}

/// The same, as part of what ends with the next Sync.
#[inline]
pub(crate) fn run_more(out: &mut Vec<u8>, name: &str, values: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
    message(out, b'B', |out| {
        // The portal without a name.
        out.put_u8(0);
        out.put_slice(name.as_bytes());
        out.put_u8(0);
        values(out)?;
        out.put_slice(&[0, 1, 0, 1]);
        Ok(())
    })?;
    // Execute that portal without a limit.
    out.put_slice(&[b'E', 0, 0, 0, 9, 0, 0, 0, 0, 0]);
    Ok(())
}

/// Runs a text without values and rows, as part of what ends with the next Sync.
pub(crate) fn run_text(out: &mut Vec<u8>, sql: &str) -> Outcome<()> {
    parse(out, "", sql, [].into_iter())?;
    // Bind and Execute without names and values.
    out.put_slice(&[b'B', 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, b'E', 0, 0, 0, 9, 0, 0, 0, 0, 0]);
    Ok(())
}

/// Ends what belongs together, and asks for a ReadyForQuery.
#[inline]
pub(crate) fn sync(out: &mut Vec<u8>) {
    out.put_slice(&[b'S', 0, 0, 0, 4]);
}

/// A part of what is copied.
pub(crate) fn copy_data(out: &mut Vec<u8>, data: &[u8]) -> Outcome<()> {
    message(out, b'd', |out| {
        out.put_slice(data);
        Ok(())
    })
}

pub(crate) fn copy_done(out: &mut Vec<u8>) {
    out.put_slice(&[b'c', 0, 0, 0, 4]);
}

pub(crate) fn copy_fail(out: &mut Vec<u8>, why: &str) -> Outcome<()> {
    message(out, b'f', |out| text(out, why.as_bytes()))
}

/// What a client says before it hangs up.
pub(crate) const TERMINATE: [u8; 5] = [b'X', 0, 0, 0, 4];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_its_length_in_front() {
        let mut out = Vec::new();
        query(&mut out, "SELECT").unwrap();
        assert_eq!(out, b"Q\0\0\0\x0bSELECT\0");
    }

    #[test]
    fn what_cannot_be_sent_leaves_nothing_behind() {
        let mut out = vec![1];
        assert!(matches!(query(&mut out, "a\0b"), Err(Failure::Unsendable)));
        assert!(matches!(message(&mut out, b'B', |out| count(out, 65_536)), Err(Failure::Unsendable)));
        assert_eq!(out, [1]);
    }
}
