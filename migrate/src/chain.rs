//! All migrations, each after its parent.

use crate::file::File;
use aludel_core::{Error, ErrorKind, Result};
use sha2::{Digest, Sha256};
use std::{fmt::Write, fs, path::Path};

/// A migration that is built into the program. From [`migrations!`](crate::migrations).
#[derive(Debug, Clone, Copy)]
pub struct Embedded {
    /// Its revision, the name of its directory.
    pub revision: &'static str,
    /// What is in `up.sql`.
    pub up: &'static str,
    /// What is in `down.sql`.
    pub down: &'static str,
}

/// Builds the migrations of the directory of this file into the program: `migrations!("0001_first", "0002_posts")`.
///
/// `generate` and `new` write the file that has it, `mod.rs` in the directory of the migrations; it declares `ALL`. A program
/// takes it in by `#[path = "../migrations/mod.rs"] mod migrations;` and runs them by
/// [`Migrations::embedded`](crate::Migrations::embedded)`(migrations::ALL)`.
#[macro_export]
macro_rules! migrations {
    ($($revision:literal),* $(,)?) => {
        /// The migrations of this directory.
        pub const ALL: &[$crate::Embedded] = &[$($crate::Embedded {
            revision: $revision,
            up: include_str!(concat!($revision, "/up.sql")),
            down: include_str!(concat!($revision, "/down.sql")),
        }),*];
    };
}

/// A migration.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Migration {
    /// Its revision, the name of its directory: `0002_posts`.
    pub revision: String,
    /// The way up.
    pub up: File,
    /// The way down.
    pub down: File,
    /// What tells whether `up.sql` is still what it was.
    pub checksum: String,
}

/// Migrations in order, each after its parent.
#[derive(Debug, Clone, Default)]
pub struct Chain {
    migrations: Vec<Migration>,
}

impl Chain {
    /// Reads a directory, in which each migration is a directory with `up.sql` and `down.sql`. One that is not there is
    /// empty.
    ///
    /// # Errors
    /// `Schema` for a file that is missing or not understood, and for revisions that are no chain: two with one parent, a
    /// parent that is not there.
    pub fn read(directory: &Path) -> Result<Self> {
        let mut migrations = Vec::new();
        for revision in revisions(directory)? {
            let text = |name: &str| read(&directory.join(&revision).join(name));
            migrations.push(migration(&revision, &text("up.sql")?, &text("down.sql")?)?);
        }
        Self::order(migrations)
    }

    /// Those that are built into the program.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn embedded(all: &[Embedded]) -> Result<Self> {
        Self::order(all.iter().map(|one| migration(one.revision, one.up, one.down)).collect::<Result<_>>()?)
    }

    /// The migrations, the first one first.
    pub fn all(&self) -> &[Migration] {
        &self.migrations
    }

    /// The last one.
    pub fn head(&self) -> Option<&Migration> {
        self.migrations.last()
    }

    /// Where a revision is, by its name or by what only its name begins with.
    ///
    /// # Errors
    /// `Schema` if there is none or more than one.
    pub fn position(&self, name: &str) -> Result<usize> {
        if let Some(at) = self.migrations.iter().position(|migration| migration.revision == name) {
            return Ok(at);
        }
        let found: Vec<_> =
            (0..self.migrations.len()).filter(|&at| self.migrations[at].revision.starts_with(name)).collect();
        match found[..] {
            [at] if !name.is_empty() => Ok(at),
            [] => {
                let known: Vec<_> = self.migrations.iter().map(|migration| migration.revision.as_str()).collect();
                Err(schema(format!("there is no revision `{name}`; there are: {}", known.join(", "))))
            }
            _ => {
                let these: Vec<_> = found.iter().map(|&at| self.migrations[at].revision.as_str()).collect();
                Err(schema(format!("`{name}` may be any of {}", these.join(", "))))
            }
        }
    }

    fn order(mut migrations: Vec<Migration>) -> Result<Self> {
        let mut ordered: Vec<Migration> = Vec::new();
        loop {
            let last = ordered.last().map(|migration| migration.revision.clone());
            let next: Vec<_> = (0..migrations.len()).filter(|&at| migrations[at].up.parent == last).collect();
            match next[..] {
                [] => break,
                [at] => ordered.push(migrations.remove(at)),
                [one, other, ..] => {
                    let (one, other) = (&migrations[one].revision, &migrations[other].revision);
                    let parent =
                        last.map_or("are both the first one".to_owned(), |last| format!("both follow `{last}`"));
                    return Err(schema(format!(
                        "a branch: `{one}` and `{other}` {parent}. They were made beside each other; one has to come after \
                         the other. Run `rebase {other}`, which lets `{other}` follow `{one}`, and look at its SQL; or take \
                         `{other}` away and generate it again. (By hand: the line `-- parent:` in `{other}/up.sql`)"
                    )));
                }
            }
        }
        if let Some(lost) = migrations.first() {
            let parent = lost.up.parent.as_deref().unwrap_or_default();
            return Err(schema(format!(
                "`{}` follows `{parent}`, which is not there or follows it in turn; restore that migration, or write \
                 another revision into the line `-- parent:` of `{}/up.sql`",
                lost.revision, lost.revision
            )));
        }
        Ok(Self { migrations: ordered })
    }
}

/// The names of the migrations in a directory, sorted.
pub(crate) fn revisions(directory: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    let entries = match fs::read_dir(directory) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(names),
        entries => entries.map_err(|e| file_error(directory, &e))?,
    };
    for entry in entries {
        let entry = entry.map_err(|e| file_error(directory, &e))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() && !name.starts_with('.') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

pub(crate) fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| file_error(path, &e))
}

pub(crate) fn file_error(path: &Path, error: &std::io::Error) -> Error {
    schema(format!("{}: {error}", path.display()))
}

pub(crate) fn schema(message: String) -> Error {
    Error::new(ErrorKind::Schema, message)
}

fn migration(revision: &str, up: &str, down: &str) -> Result<Migration> {
    let parse = |name: &str, text| File::parse(text).map_err(|error| error.context(format!("{revision}/{name}")));
    Ok(Migration {
        revision: revision.to_owned(),
        up: parse("up.sql", up)?,
        down: parse("down.sql", down)?,
        checksum: checksum(up),
    })
}

/// The line breaks of Windows, which a checkout may bring, are no change.
pub(crate) fn checksum(text: &str) -> String {
    let mut hex = String::new();
    for byte in Sha256::digest(text.replace("\r\n", "\n").as_bytes()) {
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(all: &[(&'static str, &'static str)]) -> Result<Chain> {
        Chain::embedded(&all.iter().map(|&(revision, up)| Embedded { revision, up, down: "" }).collect::<Vec<_>>())
    }

    #[test]
    fn each_comes_after_its_parent() {
        let chain = chain(&[("a", "-- parent: b"), ("b", "")]).unwrap();
        let names: Vec<_> = chain.all().iter().map(|migration| &*migration.revision).collect();
        assert_eq!(names, ["b", "a"]);
        assert_eq!(chain.position("b").unwrap(), 0);
    }

    #[test]
    fn branches_and_missing_parents_are_told() {
        let error = chain(&[("1", ""), ("2", "-- parent: 1"), ("3", "-- parent: 1")]).unwrap_err();
        assert!(error.message().starts_with("a branch: `2` and `3` both follow `1`"), "{error}");
        let error = chain(&[("1", ""), ("3", "-- parent: 2")]).unwrap_err();
        assert!(error.message().starts_with("`3` follows `2`, which is not there"), "{error}");
    }
}
