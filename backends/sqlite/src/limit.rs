//! How long a statement may run: SQLite asks between its own steps whether to go on.

use crate::error::{self, Stage};
use aludel_core::Result;
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// After how many steps of its machine SQLite asks: some microseconds of work.
const STEPS: i32 = 1000;

/// A limit that begins anew with each statement.
#[derive(Clone)]
pub(crate) struct Limit {
    timeout: Duration,
    origin: Instant,
    /// When the statement has to be done, in microseconds since the origin.
    deadline: Arc<AtomicU64>,
}

impl Limit {
    pub(crate) fn set(db: &rusqlite::Connection, timeout: Duration) -> Result<Self> {
        let limit = Self { timeout, origin: Instant::now(), deadline: Arc::new(AtomicU64::new(u64::MAX)) };
        let (origin, deadline) = (limit.origin, limit.deadline.clone());
        let is_late = move || micros(origin.elapsed()) > deadline.load(Ordering::Relaxed);
        db.progress_handler(STEPS, Some(is_late)).map_err(|e| error::from_rusqlite(e, Stage::Open))?;
        Ok(limit)
    }

    /// A statement begins.
    #[inline(never)]
    pub(crate) fn begin(&self) {
        let deadline = micros(self.origin.elapsed().saturating_add(self.timeout));
        self.deadline.store(deadline, Ordering::Relaxed);
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}
