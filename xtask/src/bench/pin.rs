//! One core for a client and its server.
//!
//! Where they take turns, the scheduler of a machine of few cores sometimes runs them on one core and sometimes on two, and
//! waking a core that sleeps takes longer than the statement: the same code was seen to take 0.3 and 4.5 times as long from
//! one round to the next. On one core each waits for the other alike, whoever the client is.

use anyhow::Result;

#[cfg(target_os = "linux")]
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

/// While it lives, this process and those that it starts run on one core.
#[cfg(target_os = "linux")]
pub struct Pinned(CpuSet);

/// Pins to the last core of those that are allowed: the first has most of the machine's interrupts.
#[cfg(target_os = "linux")]
pub fn to_one_core() -> Result<Pinned> {
    let allowed = sched_getaffinity(None)?;
    let mut one = CpuSet::new();
    if let Some(last) = (0..CpuSet::MAX_CPU).rev().find(|core| allowed.is_set(*core)) {
        one.set(last);
        sched_setaffinity(None, &one)?;
    }
    Ok(Pinned(allowed))
}

#[cfg(target_os = "linux")]
impl Drop for Pinned {
    fn drop(&mut self) {
        // They were allowed before.
        let _ = sched_setaffinity(None, &self.0);
    }
}

/// Elsewhere there is no way to ask for it.
#[cfg(not(target_os = "linux"))]
pub struct Pinned;

#[cfg(not(target_os = "linux"))]
#[allow(clippy::unnecessary_wraps, missing_docs)]
pub fn to_one_core() -> Result<Pinned> {
    Ok(Pinned)
}
