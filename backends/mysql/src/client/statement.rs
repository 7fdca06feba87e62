//! Prepared statements, and running them.

use super::{
    body::Body,
    cells::{self, Cell},
    columns::Columns,
    failure::{Failure, Outcome},
    input::Packet,
    kinds::Kinds,
    output,
    wire::{Head, Wire},
};
use crate::{
    bind::{Long, Params, Values},
    server::Server,
};
use std::sync::Arc;

/// A statement that the server has prepared.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) id: u32,
    /// How many placeholders it has.
    values: usize,
    /// The types of the values when it last ran, which the server keeps; none if it did not, or failed.
    types: Vec<u8>,
    kinds: Kinds,
    pub(crate) columns: Arc<Columns>,
}

/// What a statement that runs has told before its rows.
pub(crate) struct Begun {
    pub(crate) head: Head,
    /// Whether it has a value that the server would round without an error.
    pub(crate) decimals: bool,
}

/// Prepares a statement.
#[cold]
pub(crate) fn prepare(wire: &mut Wire, sql: &str) -> Outcome<Statement> {
    wire.send_outside(|out| output::prepare(out, sql))?;
    let packet = wire.packet()?;
    let Ok((id, columns, values)) = prepared(wire.body(&packet)) else { return Err(wire.misplaced(&packet)) };
    wire.columns(values, None)?;
    let mut told = Columns::default();
    wire.columns(columns, Some(&mut told))?;
    wire.answered();
    Ok(Statement { id, values, types: Vec::new(), kinds: Kinds::default(), columns: Arc::new(told) })
}

/// The number of the statement; how many columns it has, and how many placeholders.
fn prepared(packet: &[u8]) -> Outcome<(u32, usize, usize)> {
    let mut body = Body(packet);
    if body.u8()? != 0 {
        return Err(Failure::unexpected());
    }
    Ok((body.u32()?, body.u16()?.into(), body.u16()?.into()))
}

/// Begins to run a statement. Rows come next, if it has any.
pub(crate) fn start(wire: &mut Wire, statement: &mut Statement, server: &Server, params: Params<'_>) -> Outcome<Begun> {
    let sent = match send(wire, statement, server, params, Long::Inside) {
        Err(Failure::Large) => send_long(wire, statement, server, params),
        sent => sent,
    };
    let Sent { types, decimals } = sent?;
    match wire.head(Some(Arc::make_mut(&mut statement.columns))) {
        Ok(head) => {
            if let Some(types) = types {
                statement.types = types;
            }
            Ok(Begun { head, decimals })
        }
        Err(failure) => {
            statement.types.clear();
            Err(failure)
        }
    }
}

/// What was sent: the types if they are others than before.
struct Sent {
    types: Option<Vec<u8>>,
    decimals: bool,
}

fn send(wire: &mut Wire, statement: &mut Statement, server: &Server, params: Params<'_>, long: Long) -> Outcome<Sent> {
    let Statement { id, values, types, kinds, .. } = statement;
    wire.send(|out| {
        output::execute(out, *id);
        let mut bound = Values::new(server.kind, out, *values, types, long);
        params(&mut bound)?;
        let decimals = bound.decimals;
        let types = bound.finish(server.packet)?.types;
        if let Some(types) = &types
            && !server.mariadb
            && !kinds.suit(types)
        {
            return Err(Failure::OtherKinds);
        }
        Ok(Sent { types, decimals })
    })
}

/// Sends the long values, which do not fit into a packet with the others, in commands of their own.
#[cold]
fn send_long(wire: &mut Wire, statement: &mut Statement, server: &Server, params: Params<'_>) -> Outcome<Sent> {
    let mut rest = Vec::new();
    let mut bound = Values::new(server.kind, &mut rest, statement.values, &[], Long::ahead(statement.id));
    params(&mut bound)?;
    let ahead = bound.finish(server.packet)?.ahead;
    wire.settle()?;
    wire.send_ahead(&ahead);
    send(wire, statement, server, params, Long::LeftOut)
}

/// The next row, whose values are found in its body by `cells`; `None` at the end.
#[inline]
pub(crate) fn row(wire: &mut Wire, columns: &Columns, cells: &mut Vec<Cell>) -> Outcome<Option<Packet>> {
    match wire.row()? {
        Some(packet) if cells::read(wire.body(&packet), &columns.list, cells) => Ok(Some(packet)),
        Some(_) => Err(wire.unexpected()),
        None => Ok(None),
    }
}
