//! Statements as a text, without values: any number of them, and rows as texts.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    wire::Wire,
};

/// A row, each value as its text.
pub(crate) type TextRow = Vec<Option<String>>;

/// Runs statements, and forgets their rows.
pub(crate) fn run(wire: &mut Wire, sql: &str) -> Outcome<()> {
    wire.send_text(sql)?;
    wire.finish()
}

/// Runs statements, and gives the rows of all.
pub(crate) fn rows(wire: &mut Wire, sql: &str) -> Outcome<Vec<TextRow>> {
    wire.send_text(sql)?;
    let mut rows = Vec::new();
    loop {
        let message = wire.message()?;
        match message.tag {
            b'D' => {
                let mut body = Body(wire.body(&message));
                let count = body.u16()?;
                let text = |value: &[u8]| String::from_utf8(value.to_vec()).map_err(|_| Failure::unexpected());
                let row = (0..count).map(|_| body.value()?.map(text).transpose());
                rows.push(row.collect::<Outcome<_>>()?);
            }
            // The columns; the end of one statement, or of an empty one.
            b'T' | b'C' | b'I' => {}
            b'Z' => return Ok(rows),
            _ => return Err(wire.misplaced(&message)),
        }
    }
}
