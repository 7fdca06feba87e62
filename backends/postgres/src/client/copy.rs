//! COPY to the server and from it.

use super::{
    failure::{Failure, Outcome},
    output, statement,
    wire::Wire,
};
use std::io::{self, Write};

/// A COPY to the server. Dropped before it is finished, it is taken back.
pub(crate) struct CopyIn<'w> {
    wire: &'w mut Wire,
    open: bool,
}

impl<'w> CopyIn<'w> {
    pub(crate) fn begin(wire: &'w mut Wire, sql: &str) -> Outcome<Self> {
        wire.send_text(sql)?;
        let message = wire.message()?;
        match message.tag {
            b'G' => {
                wire.take_turns(true)?;
                Ok(Self { wire, open: true })
            }
            // A statement that is no such COPY.
            b'C' | b'T' | b'D' | b'I' => {
                wire.settle()?;
                Err(Failure::Copy)
            }
            _ => Err(wire.misplaced(&message)),
        }
    }

    /// Sends a part. What the server has against it may come with a later one, or at the end.
    pub(crate) fn send(&mut self, data: &[u8]) -> Outcome<()> {
        self.wire.stream(|out| output::copy_data(out, data)).inspect_err(|_| self.open = false)
    }

    /// Says how many rows it was.
    pub(crate) fn finish(mut self) -> Outcome<u64> {
        self.open = false;
        self.wire.stream(|out| {
            output::copy_done(out);
            Ok(())
        })?;
        self.wire.take_turns(false)?;
        let mut rows = 0;
        loop {
            let message = self.wire.message()?;
            match message.tag {
                b'C' => rows = statement::count(self.wire.body(&message)),
                b'Z' => return Ok(rows),
                _ => return Err(self.wire.misplaced(&message)),
            }
        }
    }
}

impl Drop for CopyIn<'_> {
    fn drop(&mut self) {
        if self.open {
            // What comes then is the server's error that says so, and a loss of the connection is noted.
            let _ = self
                .wire
                .stream(|out| output::copy_fail(out, "the client has given up"))
                .and_then(|()| self.wire.take_turns(false))
                .and_then(|()| self.wire.settle());
        }
    }
}

/// Copies from the server into `to`; says how many rows it was. An error of `to` ends the COPY, and is in the inner result.
pub(crate) fn out(wire: &mut Wire, sql: &str, to: &mut dyn Write) -> Outcome<io::Result<u64>> {
    wire.send_text(sql)?;
    let (mut rows, mut begun, mut written) = (0, false, Ok(()));
    loop {
        let message = wire.message()?;
        match message.tag {
            b'H' => begun = true,
            b'd' if written.is_ok() => written = to.write_all(wire.body(&message)),
            b'd' | b'c' => {}
            b'C' => rows = statement::count(wire.body(&message)),
            b'Z' if begun => return Ok(written.map(|()| rows)),
            b'Z' => return Err(Failure::Copy),
            // A statement that is no such COPY.
            b'T' | b'D' | b'I' => {}
            _ => return Err(wire.misplaced(&message)),
        }
    }
}
