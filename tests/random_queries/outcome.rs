//! What came of a query on one backend.

use std::fmt::{self, Debug, Write};

/// A query that is running: its statements, and what they gave so far.
#[derive(Default)]
pub struct Ran {
    sql: Vec<String>,
    rows: Vec<String>,
    absent: bool,
}

impl Ran {
    /// A statement is about to be run.
    pub fn sql(&mut self, sql: String) {
        self.sql.push(sql);
    }

    /// It gave something. Zero has no sign: SQLite does not keep it.
    pub fn row(&mut self, row: impl Debug) {
        self.rows.push(format!("{row:?}").replace("-0.0", "0.0"));
    }

    /// How much came so far.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The backend has no such thing, and no other way to say it: the others are compared without it.
    pub fn absent(&mut self) {
        self.absent = true;
    }

    /// Sorts what came since.
    pub fn sort_from(&mut self, start: usize) {
        self.rows[start..].sort();
    }

    /// It has ended.
    pub fn end(self, result: aludel::Result<()>) -> Outcome {
        Outcome { sql: self.sql, absent: self.absent, result: result.map(|()| self.rows) }
    }
}

/// The statements of a query, and their rows as text, or the error of the last statement.
pub struct Outcome {
    sql: Vec<String>,
    /// The backend has no such thing.
    pub absent: bool,
    /// The rows.
    pub result: aludel::Result<Vec<String>>,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = String::new();
        for sql in &self.sql {
            writeln!(shown, "  {sql}")?;
        }
        match &self.result {
            Ok(rows) => rows.iter().try_for_each(|row| writeln!(shown, "    {row}"))?,
            Err(error) => writeln!(shown, "    {error:?}")?,
        }
        f.write_str(&shown)
    }
}
