//! Statements as a text, without values: any number of them, and rows as texts.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    output,
    wire::{Did, Head, Wire},
};

/// A row, each value as its text.
pub(crate) type TextRow = Vec<Option<String>>;

/// Runs statements, and forgets their rows.
pub(crate) fn run(wire: &mut Wire, sql: &str) -> Outcome<()> {
    wire.send_text(sql)?;
    wire.finish()
}

/// Runs a statement, and says what it did.
pub(crate) fn execute(wire: &mut Wire, sql: &str) -> Outcome<Did> {
    wire.send_text(sql)?;
    let head = wire.head(None)?;
    wire.finish()?;
    match head {
        Head::Did(did) => Ok(did),
        Head::Rows(_) => Ok(Did::default()),
    }
}

/// Runs statements, and gives the rows of all.
pub(crate) fn rows(wire: &mut Wire, sql: &str) -> Outcome<Vec<TextRow>> {
    wire.send_text(sql)?;
    let mut rows = Vec::new();
    while wire.is_answering() {
        let Head::Rows(columns) = wire.head(None)? else { continue };
        while let Some(packet) = wire.row()? {
            match row(wire.body(&packet), columns) {
                Ok(row) => rows.push(row),
                Err(_) => return Err(wire.unexpected()),
            }
        }
    }
    Ok(rows)
}

fn row(packet: &[u8], columns: usize) -> Outcome<TextRow> {
    let mut body = Body(packet);
    let text = |value: &[u8]| String::from_utf8(value.to_vec()).map_err(|_| Failure::unexpected());
    (0..columns).map(|_| body.value()?.map(text).transpose()).collect()
}

/// Asks for a sign of life.
pub(crate) fn ping(wire: &mut Wire) -> Outcome<()> {
    wire.send(|out| {
        output::ping(out);
        Ok(())
    })?;
    wire.finish()
}
