//! Running a transaction again when it lost against another one.

use super::session::Session;
use crate::{Error, ErrorKind, Result, engine::Backend};
use std::{
    hash::{BuildHasher, RandomState},
    thread,
    time::Duration,
};

/// How often and after which pauses a transaction is run again. See [`Session::run_with`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryOptions {
    /// How often it is run at most, the first time included.
    pub attempts: u32,
    /// The pause after the first failure; it doubles with each one.
    pub pause: Duration,
    /// The longest pause.
    pub longest_pause: Duration,
}

impl Default for RetryOptions {
    /// Ten attempts, pauses from 5 milliseconds to half a second.
    fn default() -> Self {
        Self { attempts: 10, pause: Duration::from_millis(5), longest_pause: Duration::from_millis(500) }
    }
}

impl RetryOptions {
    /// The pause after so many failures: a random part of it, so that two who met do not meet again.
    fn pause_after(&self, failures: u32) -> Duration {
        let full = self.pause.saturating_mul(1 << failures.saturating_sub(1).min(16)).min(self.longest_pause);
        // Each `RandomState` has keys of its own.
        let random = RandomState::new().hash_one(failures) % 1024;
        full.mul_f64(0.5 + random as f64 / 2048.0)
    }
}

impl<B: Backend> Session<B> {
    /// Runs the function as one transaction, and again if it lost against another one: after a serialization failure, a
    /// deadlock, a lock that was not granted, a row whose version had changed. Commits if it returns `Ok`, rolls back if
    /// it returns `Err` or panics.
    ///
    /// Each attempt begins with an empty session, the first included: handles from before are not valid in it, and what
    /// the function reads is what the database has. COMMIT is part of the attempt. A transaction whose COMMIT has an
    /// unknown outcome is never run again. The function itself cannot commit: what it committed would be done once more.
    ///
    /// # Errors
    /// The function's; `RetriesExhausted` if the last attempt failed like the others; `UnknownOutcome`; `Transaction` if
    /// the session has a transaction or unwritten changes.
    pub fn run<T>(&mut self, f: impl FnMut(&mut Session<B>) -> Result<T>) -> Result<T> {
        self.run_with(RetryOptions::default(), f)
    }

    /// As [`run`](Self::run), with a limit and pauses of one's own.
    ///
    /// # Errors
    /// As [`run`](Self::run).
    pub fn run_with<T>(&mut self, options: RetryOptions, mut f: impl FnMut(&mut Session<B>) -> Result<T>) -> Result<T> {
        if self.running || self.is_modified() || self.in_transaction() {
            return Err(Error::new(
                ErrorKind::Transaction,
                "`run` is a transaction of its own: commit or roll back what the session has begun first",
            ));
        }
        let mut failures = 0;
        loop {
            self.clear();
            self.running = true;
            let attempt = Attempt { session: self };
            let result = f(&mut *attempt.session);
            attempt.session.running = false;
            let result = result.and_then(|value| attempt.session.commit().map(|()| value));
            let error = match result {
                Ok(value) => {
                    std::mem::forget(attempt);
                    return Ok(value);
                }
                Err(error) => error,
            };
            let undone = attempt.session.in_transaction() || attempt.session.is_modified();
            drop(attempt);
            if undone {
                self.call_after(|hooks| &mut hooks.after_rollback);
            }
            if !(error.is_transient() || error.kind() == ErrorKind::StaleRow) {
                return Err(error);
            }
            failures += 1;
            if failures >= options.attempts.max(1) {
                return Err(Error::new(
                    ErrorKind::RetriesExhausted,
                    format!("the transaction failed {failures} times, the last time by: {}", error.message()),
                )
                .with_source(error));
            }
            thread::sleep(options.pause_after(failures));
        }
    }
}

/// Rolls back unless it is forgotten: also when the function panics.
struct Attempt<'s, B: Backend> {
    session: &'s mut Session<B>,
}
impl<B: Backend> Drop for Attempt<'_, B> {
    fn drop(&mut self) {
        self.session.running = false;
        self.session.abandon();
    }
}
