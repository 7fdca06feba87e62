//! Many runs of one statement: the next ones are sent before the answers to the last ones are read.

use crate::{
    bind::Values,
    client::{
        Client, cells,
        failure::Failure,
        output::{run_more, sync},
        statement::count,
        wire::Status,
    },
    connection::{Connection, Prepared, forget, prepared},
    error,
    row::Row,
};
use aludel_core::{Error, Result, engine::EachParams, sql::SqlText};

/// So many bytes of runs are sent together; a run that has more is sent by itself.
const TOGETHER: usize = 16 * 1024;

/// Why runs ended early.
enum Ended {
    Failed(Failure),
    /// A value cannot be sent, or a row is not what is wanted.
    Refused(Error),
}
impl From<Failure> for Ended {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl Connection {
    /// Whether so many runs are sent ahead: where a transaction undoes all of them when one fails.
    pub(crate) fn sends_ahead(&self, runs: usize) -> bool {
        runs > 1 && self.client.wire.status() == Some(Status::InTransaction)
    }

    /// Runs a statement once for each of many values, in a transaction; hands over the rows of each run, and how many rows it
    /// was about. After an error, some may have been run that come behind the one it is about.
    pub(crate) fn run_each<E: EachParams + ?Sized>(
        &mut self,
        text: &SqlText<'_>,
        runs: &E,
        mut row: impl FnMut(usize, &Row<'_>) -> Result<()>,
        mut done: impl FnMut(u64),
    ) -> Result<()> {
        let Self { client, statements } = self;
        let mut begin = 0;
        while begin < runs.count() {
            let first = Values::of(&runs.params(begin))?;
            let prepared = prepared(client, statements, text, &first, &mut false).map_err(error::from_client)?;
            let ended = match run_alike(client, prepared, runs, begin, first, &mut row, &mut done) {
                // What comes next has values of other types, and has to be prepared for them.
                Ok(end) => {
                    begin = end;
                    continue;
                }
                Err(ended) => ended,
            };
            return Err(match ended {
                Ended::Refused(error) => error,
                Ended::Failed(failure) => {
                    if error::may_be_outdated(&failure) {
                        forget(client, statements.remove(text));
                    }
                    error::from_client(failure)
                }
            });
        }
        Ok(())
    }
}

/// Runs it from one run on, whose values are given, to the last one whose values have the same types; which comes next.
fn run_alike<'r, E: EachParams + ?Sized>(
    client: &mut Client,
    prepared: &Prepared,
    runs: &'r E,
    begin: usize,
    first: Values<'r>,
    row: &mut impl FnMut(usize, &Row<'_>) -> Result<()>,
    done: &mut impl FnMut(u64),
) -> Result<usize, Ended> {
    let Client { wire, cells, .. } = client;
    let mut bytes = Vec::new();
    let (mut run, mut sent) = (begin, write(prepared, runs, begin, Some(first), &mut bytes)?);
    let mut held = wire.post(|out| {
        out.append(&mut bytes);
        Ok(())
    })?;
    while run < sent {
        let ahead = write(prepared, runs, sent, None, &mut bytes)?;
        if ahead > sent {
            wire.post_ahead(|out| {
                out.append(&mut bytes);
                Ok(())
            })?;
        }
        wire.begun(std::mem::take(&mut held))?;
        loop {
            let message = wire.message()?;
            match message.tag {
                b'2' => {}
                b'D' => {
                    let columns = &prepared.statement.columns;
                    if !cells::read(wire.body(&message), cells) || cells.len() != columns.len() {
                        return Err(wire.unexpected().into());
                    }
                    row(run, &Row::new(wire.body(&message), cells, columns)).map_err(Ended::Refused)?;
                }
                b'C' | b'I' => {
                    done(count(wire.body(&message)));
                    run += 1;
                }
                b'Z' => break,
                _ => return Err(wire.misplaced(&message).into()),
            }
        }
        if run != sent {
            return Err(wire.unexpected().into());
        }
        sent = ahead;
    }
    Ok(run)
}

/// Writes runs that go together, from one on; which comes next.
fn write<'r, E: EachParams + ?Sized>(
    prepared: &Prepared,
    runs: &'r E,
    begin: usize,
    mut first: Option<Values<'r>>,
    out: &mut Vec<u8>,
) -> Result<usize, Ended> {
    out.clear();
    let mut next = begin;
    while next < runs.count() && out.len() < TOGETHER {
        let values = match first.take() {
            Some(values) => values,
            None => Values::of(&runs.params(next)).map_err(Ended::Refused)?,
        };
        if !values.fit(&prepared.declared) {
            break;
        }
        run_more(out, &prepared.statement.name, |out| values.write(&prepared.declared, out))?;
        next += 1;
    }
    sync(out);
    Ok(next)
}
