//! What stands around the statements of a transaction, and how a server is told of it without a round trip of its own.

use std::{borrow::Cow, fmt};

/// What ends a transaction, or begins or ends a savepoint. Savepoints are numbered from 2, as they lie in each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame {
    /// COMMIT.
    Commit,
    /// ROLLBACK.
    Rollback,
    /// SAVEPOINT.
    Savepoint(u32),
    /// ROLLBACK TO SAVEPOINT, which stays.
    RollbackTo(u32),
    /// RELEASE SAVEPOINT.
    Release(u32),
}

impl Frame {
    /// What a text is that does nothing but end a transaction.
    pub fn of_end(sql: &str) -> Option<Self> {
        [Frame::Commit, Frame::Rollback].into_iter().find(|frame| sql.trim().eq_ignore_ascii_case(&frame.sql()))
    }

    /// Its text, which is the same in each dialect.
    pub fn sql(self) -> Cow<'static, str> {
        match self {
            Frame::Commit => "COMMIT".into(),
            Frame::Rollback => "ROLLBACK".into(),
            Frame::Savepoint(number) => format!("SAVEPOINT aludel_{number}").into(),
            Frame::RollbackTo(number) => format!("ROLLBACK TO SAVEPOINT aludel_{number}").into(),
            Frame::Release(number) => format!("RELEASE SAVEPOINT aludel_{number}").into(),
        }
    }
}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sql())
    }
}

/// What begins a transaction or a savepoint and is held back until there is something to do in it: it goes in front of the next
/// statement, and takes no round trip. For backends with a server.
#[derive(Debug, Default)]
pub struct HeldBack {
    begin: Option<String>,
    frames: Vec<Frame>,
}

impl HeldBack {
    /// Holds back what begins a transaction.
    pub fn begin(&mut self, sql: String) {
        self.begin = Some(sql);
    }

    /// Holds a frame back.
    pub fn push(&mut self, frame: Frame) {
        self.frames.push(frame);
    }

    /// What has to be done for a frame, now that this is held back: nothing for one that ends what was never begun. Of what it ends
    /// itself, nothing is begun any more.
    pub fn reduce(&mut self, frame: Frame) -> Option<Frame> {
        match frame {
            Frame::Savepoint(_) => return Some(frame),
            Frame::Commit | Frame::Rollback => {
                self.frames.clear();
                if self.begin.take().is_some() {
                    return None;
                }
            }
            Frame::RollbackTo(number) => {
                let begun = self.frames.iter().rposition(|&held| held == Frame::Savepoint(number));
                self.frames.truncate(begun.map_or(0, |at| at + 1));
                if begun.is_some() {
                    return None;
                }
            }
            Frame::Release(number) => {
                if self.frames.last() == Some(&Frame::Savepoint(number)) {
                    self.frames.pop();
                    return None;
                }
            }
        }
        Some(frame)
    }

    /// Whether a transaction is to begin.
    #[inline]
    pub fn begins(&self) -> bool {
        self.begin.is_some()
    }

    /// Whether nothing is held back.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.begin.is_none() && self.frames.is_empty()
    }

    /// The texts, in their order.
    pub fn texts(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.begin.iter().map(|begin| Cow::Borrowed(&**begin)).chain(self.frames.iter().map(|frame| frame.sql()))
    }

    /// They are done, or will never be. Says how many there were.
    #[inline]
    pub fn clear(&mut self) -> usize {
        let count = usize::from(self.begins()) + self.frames.len();
        self.begin = None;
        self.frames.clear();
        count
    }
}

#[cfg(test)]
mod tests {
    use super::{Frame::*, *};

    /// What the server is told in all by these frames, where 0 is a statement.
    fn told(begun: bool, frames: &[Option<Frame>]) -> Vec<String> {
        let (mut held, mut told) = (HeldBack::default(), Vec::new());
        if !begun {
            held.begin("BEGIN".into());
        }
        for frame in frames {
            match frame.map(|frame| held.reduce(frame)) {
                Some(None) => {}
                Some(Some(frame @ Savepoint(_))) => held.push(frame),
                Some(Some(frame)) => {
                    told.extend(held.texts().map(Cow::into_owned));
                    held.clear();
                    told.push(frame.to_string());
                }
                None => {
                    told.extend(held.texts().map(Cow::into_owned));
                    held.clear();
                    told.push("statement".into());
                }
            }
        }
        told
    }

    #[test]
    fn what_nothing_was_done_in_is_never_begun() {
        assert!(told(false, &[Some(Commit)]).is_empty());
        assert!(told(false, &[Some(Savepoint(2)), Some(Savepoint(3)), Some(Rollback)]).is_empty());
        let inner = [Some(Savepoint(2)), Some(RollbackTo(2)), Some(Release(2)), None, Some(Commit)];
        assert_eq!(told(false, &inner), ["BEGIN", "statement", "COMMIT"]);
        let nested = [Some(Savepoint(2)), Some(Savepoint(3)), Some(Release(3)), Some(RollbackTo(2)), None];
        assert_eq!(told(true, &nested), ["SAVEPOINT aludel_2", "statement"]);
    }

    #[test]
    fn what_something_was_done_in_is_ended() {
        let frames =
            [Some(Savepoint(2)), None, Some(Savepoint(3)), Some(RollbackTo(2)), Some(Release(2)), Some(Commit)];
        let all = ["BEGIN", "SAVEPOINT aludel_2", "statement", "ROLLBACK TO SAVEPOINT aludel_2"];
        assert_eq!(told(false, &frames), [&all[..], &["RELEASE SAVEPOINT aludel_2", "COMMIT"]].concat());
    }
}
