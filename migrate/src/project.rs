//! The directory of the migrations: what is written there, and compared with the declarations.

use crate::{
    chain::{Chain, file_error, read, revisions, schema},
    diff::{Change, diff},
    file::{self, File, dialect_name},
    lint::{Lint, lint},
    model::Model,
    rename::{Candidate, Renames, candidates},
    sql::{Step, steps, steps_back},
};
use aludel_core::{Result, schema::meta::TableMeta, sql::DialectKind};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What a migration leads to: `snapshot.json`, beside its SQL.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// What it renames.
    #[serde(default, skip_serializing_if = "Renames::is_empty")]
    pub renames: Renames,
    /// The schema after it, by the name of the dialect.
    pub models: BTreeMap<String, Model>,
}

impl Snapshot {
    /// The dialects that it is for.
    pub fn dialects(&self) -> Vec<DialectKind> {
        self.models.keys().filter_map(|name| file::dialect_of(name)).collect()
    }

    /// The schema after it, on a dialect; empty if it is not for that.
    pub fn model(&self, dialect: DialectKind) -> Model {
        self.models.get(dialect_name(dialect)).cloned().unwrap_or_default()
    }
}

/// The schema that is wanted, in each dialect that there are to be migrations for.
pub type Wanted = Vec<(DialectKind, Model)>;

/// A directory of migrations.
#[derive(Debug, Clone)]
pub struct Project {
    directory: PathBuf,
}

/// What leads from the migrations to the declarations, on one dialect.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Difference {
    /// The dialect.
    pub dialect: DialectKind,
    /// What changes.
    pub changes: Vec<Change>,
    /// The steps up.
    pub up: Vec<Step>,
    /// The steps down.
    pub down: Vec<Step>,
    /// What to think about.
    pub lints: Vec<Lint>,
}

impl Project {
    /// The migrations of a directory; it is made with the first one.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }

    /// Its directory.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// The migrations.
    ///
    /// # Errors
    /// As [`Chain::read`].
    pub fn chain(&self) -> Result<Chain> {
        Chain::read(&self.directory)
    }

    /// What the migrations so far lead to.
    ///
    /// # Errors
    /// As [`chain`](Self::chain), and `Schema` for a snapshot that is missing or not understood.
    pub fn snapshot(&self) -> Result<Snapshot> {
        match self.chain()?.head() {
            Some(head) => self.snapshot_of(&head.revision),
            None => Ok(Snapshot::default()),
        }
    }

    /// What the migrations up to a revision lead to.
    ///
    /// # Errors
    /// `Schema` for a snapshot that is missing or not understood.
    pub fn snapshot_of(&self, revision: &str) -> Result<Snapshot> {
        let path = self.directory.join(revision).join("snapshot.json");
        serde_json::from_str(&read(&path)?).map_err(|error| {
            let why = "is not understood; restore it, it is not to be edited";
            schema(format!("{}: {error}: the snapshot {why}", path.display()))
        })
    }

    /// Drops and adds between the migrations and the declarations that may be renames.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot).
    pub fn candidates(&self, wanted: &Wanted, known: &Renames) -> Result<Vec<Candidate>> {
        let snapshot = self.snapshot()?;
        let mut all: Vec<Candidate> = Vec::new();
        // What looks alike on one dialect may look different on another.
        for (dialect, to) in wanted {
            let own = candidates(&snapshot.model(*dialect), to, known, *dialect);
            all.extend(own.into_iter().filter(|one| !all.contains(one)).collect::<Vec<_>>());
        }
        Ok(all)
    }

    /// What leads from the migrations to the declarations; nothing where they agree.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot); `Schema` for a change that cannot be made with the data kept, and for a dialect that
    /// the migrations so far are not for.
    pub fn difference(&self, wanted: &Wanted, renames: &Renames) -> Result<Vec<Difference>> {
        let snapshot = self.snapshot()?;
        let mut differences = Vec::new();
        for (dialect, to) in wanted {
            let name = dialect_name(*dialect);
            if !snapshot.models.is_empty() && !snapshot.models.contains_key(name) {
                let known: Vec<_> = snapshot.models.keys().map(String::as_str).collect();
                return Err(schema(format!(
                    "the migrations so far are for {}, not for {name}: `squash` makes one of them that is for both, or leave \
                     {name} out (`--dialects {}`)",
                    known.join(", "),
                    known.join(",")
                )));
            }
            let from = snapshot.model(*dialect);
            differences.push(difference(&from, to, *dialect, renames)?);
        }
        Ok(differences)
    }

    /// The dialects of the migrations so far; `None` if there are none.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot).
    pub fn dialects(&self) -> Result<Option<Vec<DialectKind>>> {
        Ok(Some(self.snapshot()?.dialects()).filter(|all| !all.is_empty()))
    }

    /// Writes the migration that leads from the migrations so far to the declarations, and says its revision and what it
    /// changes; `None` if they agree.
    ///
    /// # Errors
    /// As [`difference`](Self::difference); `Schema` for a name that is none, and for files that cannot be written.
    pub fn generate(
        &self,
        name: &str,
        wanted: &Wanted,
        renames: &Renames,
    ) -> Result<Option<(String, Vec<Difference>)>> {
        let differences = self.difference(wanted, renames)?;
        if differences.iter().all(|difference| difference.changes.is_empty()) {
            return Ok(None);
        }
        let snapshot = self.snapshot()?;
        let mut done = Renames::default();
        for (dialect, to) in wanted {
            done.extend(renames.effective(&snapshot.model(*dialect), to));
        }
        let snapshot = Snapshot { renames: done, models: models(wanted) };
        let parent = self.chain()?.head().map(|head| head.revision.clone());
        let revision = self.next_revision(name)?;
        self.write(&revision, parent.as_deref(), &differences, &snapshot, &[])?;
        Ok(Some((revision, differences)))
    }

    /// Writes an empty migration, to be filled by hand, and says its revision.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot); `Schema` for a name that is none, and for files that cannot be written.
    pub fn empty(&self, name: &str) -> Result<String> {
        let snapshot = Snapshot { renames: Renames::default(), ..self.snapshot()? };
        let parent = self.chain()?.head().map(|head| head.revision.clone());
        let revision = self.next_revision(name)?;
        let line = |parent: Option<&str>| parent.map_or(String::new(), |parent| format!("-- parent: {parent}\n"));
        let up = format!(
            "-- {revision}\n{}\n-- Statements, each with a semicolon at its end; `-- dialect: postgres` before those of one dialect\n\
             -- only; `-- run: NAME` where a function of the program is to be called.\n",
            line(parent.as_deref())
        );
        let down = format!("-- {revision}, back\n\n-- Statements that take it back.\n");
        self.write_files(&revision, &up, &down, &snapshot)?;
        Ok(revision)
    }

    /// Lets a revision of a branch follow the last revision of the other one. Its SQL stays; its snapshot becomes what is
    /// declared now, which has both, and so do the declarations of its step in Rust, if it has one.
    ///
    /// # Errors
    /// `Schema` if there is no such revision, others follow it, or files cannot be read or written.
    pub fn rebase(&self, revision: &str, wanted: &Wanted, declared: &[&'static TableMeta]) -> Result<String> {
        let up = self.directory.join(revision).join("up.sql");
        let text = read(&up)?;
        let mut parents = Vec::new();
        for other in revisions(&self.directory)? {
            let file = File::parse(&read(&self.directory.join(&other).join("up.sql"))?)?;
            parents.push((other, file.parent));
        }
        let follower =
            |name: &str| parents.iter().find(|(other, parent)| other != revision && parent.as_deref() == Some(name));
        if let Some((other, _)) = follower(revision) {
            return Err(schema(format!(
                "`{other}` follows `{revision}`; rebase the other branch, which nothing follows, instead"
            )));
        }
        let own = parents.iter().find(|(name, _)| name == revision).and_then(|(_, parent)| parent.clone());
        let first = parents.iter().find(|(other, parent)| other != revision && *parent == own);
        let mut last = match first {
            Some((other, _)) => other.clone(),
            None => return Err(schema(format!("`{revision}` is on no branch: nothing else follows its parent"))),
        };
        while let Some((next, _)) = follower(&last) {
            last = next.clone();
        }
        let line = format!("-- parent: {last}");
        let text = match own.map(|own| format!("-- parent: {own}")) {
            Some(old) if text.contains(&old) => text.replacen(&old, &line, 1),
            _ => format!("{line}\n{text}"),
        };
        save(&up, &text)?;
        let old = self.snapshot_of(revision)?;
        let snapshot = Snapshot { renames: old.renames, models: models(wanted) };
        self.save_snapshot(revision, &snapshot)?;
        if self.has_step(revision) {
            self.freeze(revision, &snapshot, declared)?;
        }
        self.save_index()?;
        Ok(last)
    }

    /// Puts one migration in the place of all, which makes the schema as it is declared; databases that have all of them
    /// take it as applied. Says its revision, and which data steps are gone with the others.
    ///
    /// # Errors
    /// `Schema` if the declarations and the migrations do not agree, and for files that cannot be read or written.
    pub fn squash(&self, name: &str, wanted: &Wanted) -> Result<(String, Vec<String>)> {
        let chain = self.chain()?;
        let known = self.snapshot()?;
        let both: Wanted =
            wanted.iter().filter(|(dialect, _)| known.models.contains_key(dialect_name(*dialect))).cloned().collect();
        if self.difference(&both, &Renames::default())?.iter().any(|difference| !difference.changes.is_empty()) {
            return Err(schema(
                "the declarations and the migrations do not agree; `generate` what is missing first".to_owned(),
            ));
        }
        let mut lost = Vec::new();
        for migration in chain.all() {
            for (_, step) in &migration.up.steps {
                let text = file::line(step);
                let first = text.split_whitespace().next().unwrap_or_default().to_uppercase();
                let data = matches!(&*first, "INSERT" | "UPDATE" | "DELETE") && !text.contains("_aludel_new_");
                if matches!(step, Step::Run(_)) || (data && !text.contains("sqlite_sequence")) {
                    lost.push(format!("{}: {}", migration.revision, text.lines().next().unwrap_or_default()));
                }
            }
        }
        let mut replaced: Vec<String> = Vec::new();
        for migration in chain.all() {
            replaced.extend(migration.up.replaces.iter().cloned());
            replaced.push(migration.revision.clone());
        }
        let revision = self.next_revision(name)?;
        let mut differences = Vec::new();
        for (dialect, to) in wanted {
            differences.push(difference(&Model::default(), to, *dialect, &Renames::default())?);
        }
        let snapshot = Snapshot { renames: Renames::default(), models: models(wanted) };
        self.write(&revision, None, &differences, &snapshot, &replaced)?;
        for migration in chain.all() {
            let path = self.directory.join(&migration.revision);
            fs::remove_dir_all(&path).map_err(|e| file_error(&path, &e))?;
        }
        self.save_index()?;
        Ok((revision, lost))
    }

    /// The lints of the last migration, on each of its dialects.
    ///
    /// # Errors
    /// As [`snapshot`](Self::snapshot).
    pub fn lints(&self) -> Result<Vec<(DialectKind, Vec<Lint>)>> {
        let chain = self.chain()?;
        let [.., head] = chain.all() else { return Ok(Vec::new()) };
        let to = self.snapshot_of(&head.revision)?;
        let from = match &head.up.parent {
            Some(parent) => self.snapshot_of(parent)?,
            None => Snapshot::default(),
        };
        let mut lints = Vec::new();
        for dialect in to.dialects() {
            let steps: Vec<_> = head.up.steps(dialect).unwrap_or_default().into_iter().cloned().collect();
            let changes = diff(&from.model(dialect), &to.model(dialect), dialect, &to.renames);
            lints.push((dialect, lint(&changes, &steps, dialect)));
        }
        Ok(lints)
    }

    fn next_revision(&self, name: &str) -> Result<String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let name = name.replace(' ', "_");
        if name.is_empty() || !name.chars().all(fits) || name.len() > 200 {
            return Err(schema(format!(
                "`{name}` is not a name of a migration: letters, digits and `_` are, `rename_bio`"
            )));
        }
        let number = |name: &String| name.split('_').next().and_then(|digits| digits.parse::<u32>().ok());
        let last = revisions(&self.directory)?.iter().filter_map(number).max().unwrap_or(0);
        Ok(format!("{:04}_{name}", last + 1))
    }

    fn write(
        &self,
        revision: &str,
        parent: Option<&str>,
        differences: &[Difference],
        snapshot: &Snapshot,
        replaces: &[String],
    ) -> Result<()> {
        let ups: Vec<_> = differences.iter().map(|d| (d.dialect, d.up.clone())).collect();
        let downs: Vec<_> = differences.iter().map(|d| (d.dialect, d.down.clone())).collect();
        let mut head = revision.to_owned();
        if !replaces.is_empty() {
            head += &format!("\nreplaces: {}", replaces.join(", "));
        }
        // What changes is alike on all of them, or nearly so.
        let most = differences.iter().max_by_key(|difference| difference.changes.len());
        for change in most.iter().flat_map(|difference| &difference.changes) {
            head += &format!("\n  {}", change.to_string().replace('\n', "\n  "));
        }
        let up = file::write(&head, parent, &ups);
        let down = file::write(&format!("{revision}, back"), None, &downs);
        self.write_files(revision, &up, &down, snapshot)
    }

    fn write_files(&self, revision: &str, up: &str, down: &str, snapshot: &Snapshot) -> Result<()> {
        let directory = self.directory.join(revision);
        fs::create_dir_all(&directory).map_err(|e| file_error(&directory, &e))?;
        save(&directory.join("up.sql"), up)?;
        save(&directory.join("down.sql"), down)?;
        self.save_snapshot(revision, snapshot)?;
        self.save_index()
    }

    fn save_snapshot(&self, revision: &str, snapshot: &Snapshot) -> Result<()> {
        let path = self.directory.join(revision).join("snapshot.json");
        let text = serde_json::to_string_pretty(snapshot).map_err(|e| schema(format!("{}: {e}", path.display())))?;
        save(&path, &(text + "\n"))
    }
}

fn difference(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames) -> Result<Difference> {
    let changes = diff(from, to, dialect, renames);
    let up = steps(from, to, dialect, renames)?;
    // What has no way back is said in its place.
    let effective = renames.effective(from, to);
    let down = steps_back(to, from, dialect, &effective.inverse())
        .unwrap_or_else(|error| vec![Step::Note(format!("There is no way back: {}", error.message()))]);
    let lints = lint(&changes, &up, dialect);
    Ok(Difference { dialect, changes, up, down, lints })
}

fn models(wanted: &Wanted) -> BTreeMap<String, Model> {
    wanted.iter().map(|(dialect, model)| (dialect_name(*dialect).to_owned(), model.clone())).collect()
}

pub(crate) fn save(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|e| file_error(path, &e))
}
