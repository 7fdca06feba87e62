//! The connection: messages to the server and from it, and what the server says by itself.

use super::{
    body::Body,
    failure::{Failure, Outcome},
    input::{Input, Message},
    output,
    server_error::ServerError,
};
use aludel_core::engine::HeldBack;
use aludel_socket::{Socket, is_late};
use std::{
    collections::VecDeque,
    io::{self, ErrorKind},
    time::Instant,
};

/// What a session has told another one with NOTIFY.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Notification {
    /// The process of the session that told it, as in `pg_backend_pid()`.
    pub process: i32,
    /// What LISTEN names.
    pub channel: String,
    /// The text, or an empty one.
    pub payload: String,
}

/// Which connection it is to the server.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Key {
    pub(crate) process: i32,
    pub(crate) secret: i32,
}

/// What the server says of the session when it is ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Idle,
    InTransaction,
    /// A statement failed, and only the end of the transaction is taken.
    Failed,
}

/// The connection. What is to be sent is collected and sent in one piece; then the answer is read to its end.
#[derive(Debug)]
pub(crate) struct Wire {
    socket: Socket,
    input: Input,
    out: Vec<u8>,
    /// What goes in front of the next statement.
    held: HeldBack,
    /// Statements that nobody needs any more, as messages that go in front of the next ones.
    closing: Vec<u8>,
    /// An answer is awaited, or not read to its end.
    busy: bool,
    /// And it is the answer to a text of statements, which knows of no Sync.
    text: bool,
    /// How many answers are awaited behind that one.
    ahead: u32,
    lost: bool,
    status: Status,
    version: String,
    key: Key,
    notifications: VecDeque<Notification>,
}

impl Wire {
    pub(crate) fn new(socket: Socket) -> Self {
        Self {
            socket,
            input: Input::cautious(),
            out: Vec::new(),
            held: HeldBack::default(),
            closing: Vec::new(),
            busy: false,
            text: false,
            ahead: 0,
            lost: false,
            status: Status::Idle,
            version: String::new(),
            key: Key::default(),
            notifications: VecDeque::new(),
        }
    }

    /// Sends what `write` writes, when the answer before it has been read. If that cannot be sent, nothing is.
    ///
    /// A BEGIN or SAVEPOINT that was held back goes with it, and its answer is read. It ends with no Sync, so that the server
    /// does nothing of what follows if it refuses the BEGIN.
    #[inline]
    pub(crate) fn send(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
        match self.post(write)? {
            0 => Ok(()),
            held => self.begun(held),
        }
    }

    /// Like [`send`](Self::send), but waits for nothing; how many answers to what was held back are to be read first, by
    /// [`begun`](Self::begun).
    #[inline]
    pub(crate) fn post(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<usize> {
        if self.busy || self.lost {
            self.settle()?;
        }
        self.out.clear();
        self.out.append(&mut self.closing);
        let closed = self.out.len();
        if !self.held.is_empty() {
            self.held.texts().try_for_each(|text| output::run_text(&mut self.out, &text))?;
        }
        if let Err(failure) = write(&mut self.out) {
            self.out.truncate(closed);
            std::mem::swap(&mut self.out, &mut self.closing);
            return Err(failure);
        }
        (self.busy, self.text) = (true, false);
        self.flush()?;
        Ok(self.held.clear())
    }

    /// Sends a request behind one whose answer is still to be read. The server may be answering that one meanwhile, and stops
    /// listening if nobody listens to it; so what it says is kept.
    pub(crate) fn post_ahead(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
        self.out.clear();
        write(&mut self.out)?;
        self.take_turns(true)?;
        self.write_in_parts(Self::keep)?;
        self.ahead += 1;
        self.take_turns(false)
    }

    /// Keeps what has come, to be looked at later.
    #[cold]
    fn keep(&mut self) -> Outcome<()> {
        match self.input.keep(&mut self.socket.listening()) {
            Err(error) if !is_late(&error) => Err(self.hung_up(error)),
            _ => Ok(()),
        }
    }

    /// Holds a BEGIN back until there is something to do in the transaction.
    ///
    /// # Errors
    /// If the server has hung up already: nothing was done yet, and another connection will do.
    pub(crate) fn begin(&mut self, sql: String) -> Outcome<()> {
        self.send_held()?;
        self.settle()?;
        if self.socket.has_news()? {
            self.take_turns(true)?;
            self.hear()?;
            self.take_turns(false)?;
        }
        self.held.begin(sql);
        Ok(())
    }

    /// What is held back until the next statement.
    pub(crate) fn held(&mut self) -> &mut HeldBack {
        &mut self.held
    }

    /// Sends a text of statements.
    pub(crate) fn send_text(&mut self, sql: &str) -> Outcome<()> {
        self.send_held()?;
        self.send(|out| output::query(out, sql))?;
        self.text = true;
        Ok(())
    }

    /// Sends what was held back by itself.
    pub(crate) fn send_held(&mut self) -> Outcome<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        self.send(|out| {
            output::sync(out);
            Ok(())
        })?;
        self.finish()
    }

    /// Reads the answers to what was held back, in front of that to a statement.
    pub(crate) fn begun(&mut self, mut held: usize) -> Outcome<()> {
        while held > 0 {
            let message = self.message()?;
            match message.tag {
                // It was parsed, and has its values, of which there are none.
                b'1' | b'2' => {}
                b'C' => held -= 1,
                _ => return Err(self.misplaced(&message)),
            }
        }
        Ok(())
    }

    /// Sends more within the same request.
    pub(crate) fn send_more(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
        self.out.clear();
        write(&mut self.out)?;
        self.flush()
    }

    /// Sends more within the same request, and listens meanwhile: a server that nobody listens to stops listening itself.
    /// Between [`take_turns`](Self::take_turns) on and off.
    ///
    /// # Errors
    /// What the server has against it; then the request is at its end.
    pub(crate) fn stream(&mut self, write: impl FnOnce(&mut Vec<u8>) -> Outcome<()>) -> Outcome<()> {
        self.out.clear();
        write(&mut self.out)?;
        self.write_in_parts(Self::hear)
    }

    fn write_in_parts(&mut self, listen: fn(&mut Self) -> Outcome<()>) -> Outcome<()> {
        let mut sent = 0;
        while sent < self.out.len() || self.socket.holds_back() {
            match self.socket.write_part(&self.out[sent..]) {
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if is_late(&error) => listen(self)?,
                Err(error) => return Err(self.hung_up(error)),
            }
        }
        Ok(())
    }

    pub(crate) fn take_turns(&mut self, on: bool) -> Outcome<()> {
        self.socket.take_turns(on).map_err(|error| {
            self.lost = true;
            error.into()
        })
    }

    /// Takes what the server says by itself, as far as it has come.
    #[cold]
    fn hear(&mut self) -> Outcome<()> {
        loop {
            match self.input.message(&mut self.socket.listening()) {
                Ok(message) if self.is_aside(&message)? => {}
                Ok(message) if message.tag == b'E' => {
                    self.take_turns(false)?;
                    return Err(self.refused(&message));
                }
                Ok(_) => return Err(self.unexpected()),
                Err(error) if is_late(&error) => return Ok(()),
                Err(error) => {
                    self.lost = true;
                    return Err(error.into());
                }
            }
        }
    }

    /// Whether a message is no answer but what the server says at any time; then it is taken.
    #[inline]
    fn is_aside(&mut self, message: &Message) -> Outcome<bool> {
        match message.tag {
            // A notice; that a statement was closed.
            b'N' | b'3' => {}
            b'S' => self.parameter(message)?,
            b'A' => self.notified(message)?,
            _ => return Ok(false),
        }
        Ok(true)
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
            match self.message() {
                Ok(message) if message.tag == b'E' => return self.refusal(&message),
                Ok(_) => {}
                Err(_) => return error.into(),
            }
        }
    }

    /// The next message that is an answer.
    #[inline]
    pub(crate) fn message(&mut self) -> Outcome<Message> {
        loop {
            let message = match self.input.message(&mut self.socket) {
                Ok(message) => message,
                Err(error) => {
                    self.lost = true;
                    return Err(error.into());
                }
            };
            if self.is_aside(&message)? {
                continue;
            }
            if message.tag == b'Z' {
                self.ready(&message)?;
            }
            return Ok(message);
        }
    }

    /// The body of the last message.
    #[inline]
    pub(crate) fn body(&self, message: &Message) -> &[u8] {
        self.input.body(message)
    }

    #[inline]
    fn ready(&mut self, message: &Message) -> Outcome<()> {
        self.status = match self.body(message) {
            b"I" => Status::Idle,
            b"T" => Status::InTransaction,
            b"E" => Status::Failed,
            _ => return Err(self.unexpected()),
        };
        match self.ahead.checked_sub(1) {
            Some(ahead) => self.ahead = ahead,
            None => self.busy = false,
        }
        self.input.tidy();
        Ok(())
    }

    #[cold]
    fn parameter(&mut self, message: &Message) -> Outcome<()> {
        let mut body = Body(self.input.body(message));
        if let ("server_version", version) = (body.text()?, body.text()?) {
            self.version = version.to_owned();
        }
        Ok(())
    }

    #[cold]
    fn notified(&mut self, message: &Message) -> Outcome<()> {
        let mut body = Body(self.input.body(message));
        let notification =
            Notification { process: body.i32()?, channel: body.text()?.to_owned(), payload: body.text()?.to_owned() };
        self.notifications.push_back(notification);
        Ok(())
    }

    /// The server's error of a message.
    #[cold]
    pub(crate) fn refusal(&mut self, message: &Message) -> Failure {
        let error = ServerError::read(self.body(message));
        self.lost |= error.fatal;
        Failure::Server(Box::new(error))
    }

    /// The connection is of no use any more: nobody knows what comes next.
    #[cold]
    pub(crate) fn unexpected(&mut self) -> Failure {
        self.lost = true;
        Failure::unexpected()
    }

    /// Reads an answer to its end, which the error came in.
    #[cold]
    pub(crate) fn refused(&mut self, message: &Message) -> Failure {
        let failure = self.refusal(message);
        while self.busy && !self.lost && self.message().is_ok() {}
        failure
    }

    /// An answer that has no place here, read to its end. COPY is ended.
    #[cold]
    pub(crate) fn misplaced(&mut self, message: &Message) -> Failure {
        match message.tag {
            b'E' => self.refused(message),
            b'G' | b'H' => {
                let ended = if message.tag == b'G' { self.copy_nothing() } else { Ok(()) };
                while self.busy && !self.lost && self.message().is_ok() {}
                ended.err().unwrap_or(Failure::Copy)
            }
            _ => self.unexpected(),
        }
    }

    /// Ends a COPY to the server that nobody expected.
    fn copy_nothing(&mut self) -> Outcome<()> {
        let text = self.text;
        self.send_more(|out| {
            output::copy_fail(out, "the client copies nothing")?;
            if !text {
                // The Sync that was sent already has been ignored.
                output::sync(out);
            }
            Ok(())
        })
    }

    /// Reads what is left of the last answer. What failed in it is of no interest to anybody.
    pub(crate) fn settle(&mut self) -> Outcome<()> {
        while self.busy && !self.lost {
            let message = self.message()?;
            match message.tag {
                b'E' => drop(self.refused(&message)),
                b'G' => drop(self.misplaced(&message)),
                _ => {}
            }
        }
        if self.lost { Err(Failure::Io(ErrorKind::NotConnected.into())) } else { Ok(()) }
    }

    /// Reads an answer that has nothing in it to the end.
    pub(crate) fn finish(&mut self) -> Outcome<()> {
        while self.busy {
            let message = self.message()?;
            match message.tag {
                b'E' => return Err(self.refused(&message)),
                b'G' | b'H' => return Err(self.misplaced(&message)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Forgets a prepared statement, with the next message.
    pub(crate) fn close(&mut self, name: &str) {
        // A name of ours can be sent.
        let _ = output::close(&mut self.closing, name);
    }

    /// From now on, an answer is awaited until this moment only. One that comes later would be taken for the next one's,
    /// so that the connection is lost.
    pub(crate) fn set_deadline(&mut self, deadline: Option<Instant>) -> Outcome<()> {
        self.socket.set_deadline(deadline).map_err(|error| {
            self.lost = true;
            error.into()
        })
    }

    /// Waits for what the server says by itself. That nothing comes is no error.
    pub(crate) fn listen(&mut self, deadline: Instant) -> Outcome<()> {
        self.settle()?;
        self.set_deadline(Some(deadline))?;
        let waited = loop {
            if !self.notifications.is_empty() && !self.input.has_more() {
                break Ok(());
            }
            match self.input.message(&mut self.socket) {
                Ok(message) if self.is_aside(&message)? => {}
                Ok(message) if message.tag == b'E' => break Err(self.refusal(&message)),
                Ok(_) => break Err(self.unexpected()),
                Err(error) if is_late(&error) => break Ok(()),
                Err(error) => {
                    self.lost = true;
                    break Err(error.into());
                }
            }
        };
        self.set_deadline(None)?;
        waited
    }

    /// What came by itself, so far.
    pub(crate) fn notifications(&mut self) -> Vec<Notification> {
        self.notifications.drain(..).collect()
    }

    /// The server has let us in.
    pub(crate) fn trust(&mut self) {
        self.input.trust();
    }

    pub(crate) fn set_key(&mut self, key: Key) {
        self.key = key;
    }

    pub(crate) fn key(&self) -> Key {
        self.key
    }

    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// What the server said last; `None` while an answer is not read.
    pub(crate) fn status(&self) -> Option<Status> {
        if self.held.begins() { Some(Status::InTransaction) } else { (!self.busy).then_some(self.status) }
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.lost
    }

    #[cfg(feature = "tls")]
    pub(crate) fn socket(&self) -> &Socket {
        &self.socket
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if !self.lost {
            // Says goodbye; whether anybody hears it does not matter.
            let _ = self.socket.set_deadline(Some(Instant::now() + std::time::Duration::from_secs(1)));
            let _ = self.socket.send(&output::TERMINATE);
        }
    }
}
