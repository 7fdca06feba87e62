//! The connection: a command is sent in one piece, and its answer is read to the end.

use super::{
    body::Body,
    columns::Columns,
    failure::{Failure, Outcome},
    input::{Input, Packet},
    output,
    server_error::ServerError,
};
use aludel_core::engine::HeldBack;
use aludel_socket::{Socket, is_late};
use mysql_common::constants::StatusFlags;
use std::{
    borrow::Cow,
    io::{self, ErrorKind},
    time::{Duration, Instant},
};

/// What a packet of an answer begins with.
mod tag {
    pub(super) const OK: u8 = 0;
    /// An OK behind rows; what is longer than 16 MB is a row whose first text is.
    pub(super) const END: u8 = 0xfe;
    pub(super) const ERROR: u8 = 0xff;
    /// The server wants a file of ours, which it was told not to.
    pub(super) const FILE: u8 = 0xfb;
}

/// What was agreed upon with the server.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Agreed {
    /// It says by an EOF that rows are over, and that columns are, and not by an OK.
    pub(crate) old_ends: bool,
    /// It leaves out the columns of a statement that it has told.
    pub(crate) keeps_columns: bool,
}

/// What comes next of the answer to the last command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Awaited {
    Nothing,
    /// The head of a result.
    Head,
    Rows,
}

/// What a statement did.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Did {
    pub(crate) affected: u64,
    /// The key that the server made, or 0.
    pub(crate) key: u64,
    pub(crate) warnings: u16,
}

/// What a result begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Head {
    /// It has no rows.
    Did(Did),
    /// It has rows, of so many columns.
    Rows(usize),
}

/// The connection.
#[derive(Debug)]
pub(crate) struct Wire {
    socket: Socket,
    input: Input,
    out: Vec<u8>,
    agreed: Agreed,
    /// What goes in front of the next command.
    held: HeldBack,
    /// Commands that are not answered, and go in front of the next one.
    ahead: Vec<u8>,
    awaited: Awaited,
    lost: bool,
    /// What the server said last of the session; after an error, which does not say it, nothing.
    status: Option<StatusFlags>,
}

impl Wire {
    /// A server that has said its first word.
    pub(crate) fn new(socket: Socket, input: Input, agreed: Agreed) -> Self {
        Self {
            socket,
            input,
            out: Vec::new(),
            agreed,
            held: HeldBack::default(),
            ahead: Vec::new(),
            awaited: Awaited::Nothing,
            lost: false,
            status: None,
        }
    }

    /// Sends a command that `write` writes, when the answer before it has been read. If it cannot be written, nothing is
    /// sent.
    ///
    /// What begins a transaction or savepoint and was held back goes with it, and its answer is read.
    #[inline]
    pub(crate) fn send<T>(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<T>) -> Outcome<T> {
        if self.awaited != Awaited::Nothing || self.lost {
            self.settle()?;
        }
        self.out.clear();
        self.out.append(&mut self.ahead);
        let ahead = self.out.len();
        if !self.held.is_empty() {
            write_texts(&mut self.out, self.held.texts())?;
        }
        let (value, next) = match output::packet(&mut self.out, 0, write) {
            Ok(written) => written,
            Err(failure) => {
                self.out.truncate(ahead);
                std::mem::swap(&mut self.out, &mut self.ahead);
                return Err(failure);
            }
        };
        self.flush()?;
        let begins = self.held.begins();
        if self.held.clear() > 0 {
            self.begun(begins, next)?;
        }
        self.await_head(next);
        Ok(value)
    }

    /// Sends a command that does nothing by itself, so that no transaction has to begin for it.
    pub(crate) fn send_outside(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Outcome<()> {
        let held = std::mem::take(&mut self.held);
        let sent = self.send(|out| {
            write(out);
            Ok(())
        });
        self.held = held;
        sent
    }

    /// Sends a text of statements.
    pub(crate) fn send_text(&mut self, sql: &str) -> Outcome<()> {
        self.send(|out| {
            output::query(out, sql);
            Ok(())
        })
    }

    /// Sends the next packet of an exchange in which both sides number on.
    pub(crate) fn reply(&mut self, write: impl FnOnce(&mut Vec<u8>)) -> Outcome<()> {
        self.out.clear();
        let ((), next) = output::packet(&mut self.out, self.input.number(), |out| {
            write(out);
            Ok(())
        })?;
        self.input.count_from(next);
        self.flush()
    }

    /// From now on, so many bytes go in front of the next command: commands that are not answered.
    pub(crate) fn send_ahead(&mut self, commands: &[u8]) {
        self.ahead.extend_from_slice(commands);
    }

    /// Forgets a prepared statement, with the next command.
    #[inline]
    pub(crate) fn close(&mut self, statement: u32) {
        output::close(&mut self.ahead, statement);
    }

    /// Holds what begins a transaction back until there is something to do in it.
    ///
    /// # Errors
    /// If the server has hung up already: nothing was done yet, and another connection will do.
    pub(crate) fn begin(&mut self, sql: String) -> Outcome<()> {
        self.settle()?;
        if self.socket.has_news()? {
            self.hear()?;
        }
        self.held.begin(sql);
        Ok(())
    }

    /// What is held back until the next command.
    pub(crate) fn held(&mut self) -> &mut HeldBack {
        &mut self.held
    }

    /// Reads the answer to what was held back, a transaction or a savepoint of one, in front of that to a command, which is
    /// counted from `next`. The server runs the command in any case.
    fn begun(&mut self, transaction: bool, next: u8) -> Outcome<()> {
        self.await_head(1);
        let Err(failure) = self.finish() else { return Ok(()) };
        if self.lost {
            return Err(failure);
        }
        self.await_head(next);
        let ran = self.finish().is_ok();
        if transaction {
            // There is none.
            self.status = Some(StatusFlags::empty());
        }
        match failure {
            Failure::Server(error) if ran && transaction => Err(Failure::Unbegun(error)),
            failure => Err(failure),
        }
    }

    #[inline]
    fn await_head(&mut self, next: u8) {
        self.input.count_from(next);
        self.awaited = Awaited::Head;
    }

    /// Takes what the server says by itself: that it hangs up, and mostly why.
    #[cold]
    fn hear(&mut self) -> Outcome<()> {
        // Of an encrypted connection, nothing may come of what is there.
        self.socket.take_turns(true)?;
        match self.input.packet(&mut self.socket.listening()) {
            Ok(packet) => {
                self.lost = true;
                Err(self.misplaced(&packet))
            }
            Err(error) if is_late(&error) => Ok(self.socket.take_turns(false)?),
            Err(error) => {
                self.lost = true;
                Err(error.into())
            }
        }
    }

    #[inline]
    fn flush(&mut self) -> Outcome<()> {
        let sent = self.socket.send(&self.out);
        if self.out.capacity() > 1 << 20 {
            self.out = Vec::new();
        }
        sent.map_err(|error| self.hung_up(error))
    }

    /// The server mostly says why it hangs up.
    #[cold]
    fn hung_up(&mut self, error: io::Error) -> Failure {
        self.lost = true;
        loop {
            match self.input.packet(&mut self.socket) {
                Ok(packet) if self.body(&packet).first() == Some(&tag::ERROR) => return self.refused(&packet),
                Ok(_) => {}
                Err(_) => return error.into(),
            }
        }
    }

    /// The next packet.
    #[inline]
    pub(crate) fn packet(&mut self) -> Outcome<Packet> {
        match self.input.packet(&mut self.socket) {
            Ok(packet) if self.input.is_in_step() => Ok(packet),
            Ok(packet) => Err(self.misplaced(&packet)),
            Err(error) => {
                self.lost = true;
                Err(error.into())
            }
        }
    }

    /// The body of the last packet.
    #[inline]
    pub(crate) fn body(&self, packet: &Packet) -> &[u8] {
        self.input.body(packet)
    }

    /// Reads the head of the next result. Its columns come into these, unless the server leaves them out, which it does
    /// for those of a prepared statement that it has told already.
    #[inline]
    pub(crate) fn head(&mut self, columns: Option<&mut Columns>) -> Outcome<Head> {
        let packet = self.packet()?;
        let body = self.input.body(&packet);
        match body.first() {
            Some(&tag::OK) => self.did(&packet).map(Head::Did),
            None | Some(&(tag::ERROR | tag::FILE | tag::END)) => Err(self.misplaced(&packet)),
            Some(_) => {
                let mut body = Body(body);
                let count = body.number().and_then(|count| usize::try_from(count).map_err(|_| Failure::unexpected()));
                let told = !self.agreed.keeps_columns || body.0.first() != Some(&0);
                let read = match (count, columns) {
                    (Err(_), _) | (Ok(0 | 0x1_0000..), _) => Err(self.unexpected()),
                    (Ok(count), columns) if told => self.columns(count, columns).map(|()| count),
                    (Ok(count), Some(kept)) if kept.list.len() != count => Err(self.unexpected()),
                    (Ok(count), _) => Ok(count),
                };
                self.awaited = Awaited::Rows;
                read.map(Head::Rows)
            }
        }
    }

    /// Reads the definitions of columns.
    pub(crate) fn columns(&mut self, count: usize, mut columns: Option<&mut Columns>) -> Outcome<()> {
        if let Some(columns) = &mut columns {
            columns.clear(count);
        }
        for _ in 0..count {
            let packet = self.packet()?;
            let body = self.input.body(&packet);
            let read = match &mut columns {
                // It is the name of the catalog, `def`, that it begins with.
                _ if body.first().is_none_or(|tag| *tag >= tag::FILE) => return Err(self.misplaced(&packet)),
                Some(columns) => columns.read(body),
                None => Ok(()),
            };
            if read.is_err() {
                return Err(self.unexpected());
            }
        }
        if self.agreed.old_ends && count > 0 {
            let packet = self.packet()?;
            if !self.is_end(&packet) {
                return Err(self.misplaced(&packet));
            }
        }
        Ok(())
    }

    /// The next row; `None` at the end of the result.
    #[inline]
    pub(crate) fn row(&mut self) -> Outcome<Option<Packet>> {
        let packet = self.packet()?;
        match self.body(&packet).first() {
            Some(&tag::END) if self.is_end(&packet) => {
                self.did(&packet)?;
                Ok(None)
            }
            None | Some(&tag::ERROR) => Err(self.misplaced(&packet)),
            Some(_) => Ok(Some(packet)),
        }
    }

    #[inline]
    fn is_end(&self, packet: &Packet) -> bool {
        self.body(packet).first() == Some(&tag::END) && packet.len() < output::FULL
    }

    /// Reads an OK, or an EOF.
    pub(crate) fn did(&mut self, packet: &Packet) -> Outcome<Did> {
        match self.read_did(packet) {
            Ok((did, status)) => {
                self.status = Some(status);
                self.awaited = match status.contains(StatusFlags::SERVER_MORE_RESULTS_EXISTS) {
                    true => Awaited::Head,
                    false => Awaited::Nothing,
                };
                if self.awaited == Awaited::Nothing {
                    self.input.tidy();
                }
                Ok(did)
            }
            Err(_) => Err(self.unexpected()),
        }
    }

    fn read_did(&self, packet: &Packet) -> Outcome<(Did, StatusFlags)> {
        let mut body = Body(self.body(packet));
        let tag = body.u8()?;
        let status = |bits| StatusFlags::from_bits_truncate(bits);
        if tag == tag::END && self.agreed.old_ends {
            let warnings = body.u16()?;
            return Ok((Did { warnings, ..Did::default() }, status(body.u16()?)));
        }
        let (affected, key) = (body.number()?, body.number()?);
        let status = status(body.u16()?);
        Ok((Did { affected, key, warnings: body.u16()? }, status))
    }

    /// What has no place here: an error ends the answer; anything else, the connection.
    #[cold]
    pub(crate) fn misplaced(&mut self, packet: &Packet) -> Failure {
        match self.body(packet).first() {
            Some(&tag::ERROR) => self.refused(packet),
            _ => self.unexpected(),
        }
    }

    #[cold]
    fn refused(&mut self, packet: &Packet) -> Failure {
        let error = ServerError::read(self.body(packet));
        self.lost |= error.is_end() || !self.input.is_in_step();
        self.awaited = Awaited::Nothing;
        self.status = None;
        Failure::Server(Box::new(error))
    }

    /// The connection is of no use any more: nobody knows what comes next.
    #[cold]
    pub(crate) fn unexpected(&mut self) -> Failure {
        self.lost = true;
        Failure::unexpected()
    }

    /// Reads what is left of the last answer. What failed in it is of no interest to anybody.
    pub(crate) fn settle(&mut self) -> Outcome<()> {
        while self.awaited != Awaited::Nothing && !self.lost {
            match self.finish() {
                Ok(()) | Err(Failure::Server(_)) => {}
                Err(failure) => return Err(failure),
            }
        }
        if self.lost { Err(Failure::Io(ErrorKind::NotConnected.into())) } else { Ok(()) }
    }

    /// Reads what is left of the last answer: all results of a CALL, so that their errors are seen.
    #[inline]
    pub(crate) fn finish(&mut self) -> Outcome<()> {
        loop {
            match self.awaited {
                Awaited::Nothing => return Ok(()),
                Awaited::Head => drop(self.head(None)?),
                Awaited::Rows => while self.row()?.is_some() {},
            }
        }
    }

    /// Whether there is more of the last answer.
    pub(crate) fn is_answering(&self) -> bool {
        self.awaited != Awaited::Nothing
    }

    /// The answer to the last command, which is no result, has been read.
    pub(crate) fn answered(&mut self) {
        self.awaited = Awaited::Nothing;
        self.input.tidy();
    }

    /// From now on, an answer is awaited until this moment only. One that comes later would be taken for the next one's,
    /// so that the connection is lost.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>) -> Outcome<()> {
        self.socket.set_deadline(deadline).map_err(|error| {
            self.lost = true;
            error.into()
        })
    }

    /// The server has let us in.
    pub(crate) fn trust(&mut self) {
        self.input.trust();
    }

    /// Whether a transaction is open, as far as the server has said; what begins one was kept back.
    pub(crate) fn in_transaction(&self) -> Option<bool> {
        match self.awaited {
            _ if self.held.begins() => Some(true),
            Awaited::Head | Awaited::Rows => None,
            Awaited::Nothing => self.status.map(|status| status.contains(StatusFlags::SERVER_STATUS_IN_TRANS)),
        }
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }
}

/// Writes statements as a command of its own.
fn write_texts<'t>(out: &mut Vec<u8>, texts: impl Iterator<Item = Cow<'t, str>>) -> Outcome<()> {
    let write = |out: &mut Vec<u8>| {
        output::query(out, "");
        for (at, text) in texts.enumerate() {
            out.extend_from_slice(if at > 0 { b"; " } else { b"" });
            out.extend_from_slice(text.as_bytes());
        }
        Ok(())
    };
    output::packet(out, 0, write).map(drop)
}

impl Drop for Wire {
    fn drop(&mut self) {
        if !self.lost {
            // Says goodbye; whether anybody hears it does not matter.
            let _ = self.socket.set_deadline(Some(Instant::now() + Duration::from_secs(1)));
            let _ = self.socket.send(&output::QUIT);
        }
    }
}
