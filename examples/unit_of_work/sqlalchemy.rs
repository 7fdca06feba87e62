//! The same work by SQLAlchemy, the unit of work that others are measured by. Asked for, it is run in a Python that has it.

use std::{collections::HashMap, error::Error, process::Command, time::Duration};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/unit_of_work/with_sqlalchemy.py");

/// What was measured.
pub struct Figures {
    /// The version.
    pub version: String,
    times: HashMap<String, Duration>,
}

impl Figures {
    /// The time of some work.
    pub fn of(&self, work: &str) -> Option<Duration> {
        self.times.get(work).copied()
    }
}

/// Runs the script, whose lines are the version, and then the seconds of each work.
pub fn measure(python: &str, url: &str, rows: usize) -> Result<Figures, Box<dyn Error>> {
    let run = Command::new(python).args([SCRIPT, url, &rows.to_string()]).output();
    let output = run.map_err(|error| format!("`{python}` cannot be run: {error}"))?;
    if !output.status.success() {
        return Err(format!("the script of SQLAlchemy failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = String::from_utf8(output.stdout)?;
    let (version, works) = text.split_once('\n').ok_or("the script of SQLAlchemy printed nothing")?;
    let time = |line: &str| {
        let (work, seconds) = line.rsplit_once(' ')?;
        Some((work.to_owned(), Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?))
    };
    Ok(Figures { version: version.to_owned(), times: works.lines().filter_map(time).collect() })
}
