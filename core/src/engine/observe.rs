//! Watching the statements that are sent.

use std::time::Duration;

/// A statement that was run.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StatementEvent<'a> {
    /// Its text; values are placeholders in it.
    pub sql: &'a str,
    /// How long it took; for a query, until its last row was read.
    pub duration: Duration,
    /// Rows affected, or read.
    pub rows: u64,
    /// What went wrong.
    pub error: Option<&'a crate::Error>,
}

/// Is told of every statement.
pub trait Observer: Send + Sync {
    /// A statement was run.
    fn statement(&self, event: &StatementEvent<'_>);
}

impl<F: Fn(&StatementEvent<'_>) + Send + Sync> Observer for F {
    fn statement(&self, event: &StatementEvent<'_>) {
        self(event);
    }
}

/// Prints every statement to standard error.
pub(crate) struct Echo;

impl Observer for Echo {
    fn statement(&self, event: &StatementEvent<'_>) {
        let rows = event.rows;
        eprintln!("{} -- {rows} row{}, {:?}", event.sql, if rows == 1 { "" } else { "s" }, event.duration);
    }
}

/// Makes every statement a `tracing` event.
#[cfg(feature = "tracing")]
pub(crate) struct Traced;

#[cfg(feature = "tracing")]
impl Observer for Traced {
    fn statement(&self, event: &StatementEvent<'_>) {
        let micros = u64::try_from(event.duration.as_micros()).unwrap_or(u64::MAX);
        match event.error {
            None => tracing::debug!(target: "aludel::statement", sql = event.sql, rows = event.rows, micros),
            Some(error) => {
                tracing::warn!(target: "aludel::statement", sql = event.sql, micros, error = error.message());
            }
        }
    }
}
