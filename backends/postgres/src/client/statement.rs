//! Prepared statements, and running them.

use super::{
    body::Body,
    cells::{self, Cell},
    failure::Outcome,
    input::Message,
    output,
    types::Types,
    wire::Wire,
};
use postgres_types::Type;
use std::sync::Arc;

/// A column of a result.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: Box<str>,
    pub(crate) ty: Type,
}

/// A statement that the server has prepared.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) name: Box<str>,
    /// How many placeholders it has.
    pub(crate) values: usize,
    pub(crate) columns: Arc<[Column]>,
}

/// Prepares a statement.
pub(crate) fn prepare(
    wire: &mut Wire,
    types: &mut Types,
    name: &str,
    sql: &str,
    declared: &[Type],
) -> Outcome<Statement> {
    wire.send(|out| {
        output::parse(out, name, sql, declared.iter().map(Type::oid))?;
        output::describe(out, name)?;
        output::sync(out);
        Ok(())
    })?;
    let (mut values, mut found) = (0, Vec::new());
    loop {
        let message = wire.message()?;
        let mut body = Body(wire.body(&message));
        match message.tag {
            b't' => values = body.u16()?.into(),
            b'T' => {
                for _ in 0..body.u16()? {
                    let name: Box<str> = body.text()?.into();
                    // The table and the number of its column.
                    body.bytes(6)?;
                    found.push((name, body.u32()?));
                    // The type's size and modifier, and the format, which is chosen later.
                    body.bytes(8)?;
                }
            }
            // It was parsed; it has no rows.
            b'1' | b'n' => {}
            b'Z' => break,
            _ => return Err(wire.misplaced(&message)),
        }
    }
    let column = |(name, oid)| Ok(Column { name, ty: types.get(wire, oid)? });
    let columns = found.into_iter().map(column).collect::<Outcome<_>>()?;
    Ok(Statement { name: name.into(), values, columns })
}

/// Begins to run a statement with values that `write` writes. The rows come next.
#[inline]
pub(crate) fn start(
    wire: &mut Wire,
    statement: &Statement,
    write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>,
) -> Outcome<()> {
    wire.send(|out| output::run(out, &statement.name, write))?;
    let message = wire.message()?;
    if message.tag == b'2' { Ok(()) } else { Err(wire.misplaced(&message)) }
}

/// Runs a statement whose rows nobody wants; says how many rows it is about.
#[inline]
pub(crate) fn execute(
    wire: &mut Wire,
    statement: &Statement,
    write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>,
) -> Outcome<u64> {
    start(wire, statement, write)?;
    let mut affected = 0;
    loop {
        let message = wire.message()?;
        match message.tag {
            b'C' => affected = count(wire.body(&message)),
            b'D' | b'I' => {}
            b'Z' => return Ok(affected),
            _ => return Err(wire.misplaced(&message)),
        }
    }
}

/// The next row, whose values are found in its body by `cells`; `None` at the end.
#[inline]
pub(crate) fn row(wire: &mut Wire, cells: &mut Vec<Cell>, columns: usize) -> Outcome<Option<Message>> {
    loop {
        let message = wire.message()?;
        match message.tag {
            b'D' => {
                return if cells::read(wire.body(&message), cells) && cells.len() == columns {
                    Ok(Some(message))
                } else {
                    Err(wire.unexpected())
                };
            }
            b'C' | b'I' => {}
            b'Z' => return Ok(None),
            _ => return Err(wire.misplaced(&message)),
        }
    }
}

/// The number at the end of `INSERT 0 5` or `UPDATE 5`; others have none.
pub(crate) fn count(tag: &[u8]) -> u64 {
    let tag = tag.strip_suffix(b"\0").unwrap_or(tag);
    let digits = tag.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    tag[tag.len() - digits..].iter().fold(0, |sum, digit| sum * 10 + u64::from(digit - b'0'))
}

#[cfg(test)]
mod tests {
    use super::count;

    #[test]
    fn rows_are_counted_by_the_tag() {
        for (tag, rows) in [
            ("INSERT 0 5\0", 5),
            ("UPDATE 0\0", 0),
            ("COPY 1234567890123\0", 1_234_567_890_123),
            ("CREATE TABLE\0", 0),
            ("", 0),
        ] {
            assert_eq!(count(tag.as_bytes()), rows, "{tag}");
        }
    }
}
