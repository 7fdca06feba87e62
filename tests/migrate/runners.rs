//! Several programs at once, and programs that are killed.

use crate::harness::{TestBackend, each_backend};
use aludel::{
    Result,
    engine::{Engine, Observer, StatementEvent},
    migrate::Migrations,
    prelude::*,
};
use std::{
    env, fs,
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
};

/// What a child does: the URL, the directory, and the statement after which it dies.
const URL: &str = "ALUDEL_MIGRATE_CHILD_URL";
const DIRECTORY: &str = "ALUDEL_MIGRATE_CHILD_DIRECTORY";
const DIES: &str = "ALUDEL_MIGRATE_CHILD_DIES";

/// Not a test: what this program does as a child of the tests below.
#[test]
fn child() {
    let Ok(url) = env::var(URL) else { return };
    let directory = env::var(DIRECTORY).unwrap();
    let mut builder = AnyEngine::builder(&url).pool_size(3);
    if let Some(after) = env::var(DIES).ok().and_then(|n| n.parse().ok()) {
        builder = builder.observe(Dying { after, seen: AtomicU32::new(0) });
    }
    let engine = builder.open().unwrap();
    Migrations::directory(directory).unwrap().up(&engine).unwrap();
}

/// Ends the program, as a kill does, after so many statements.
struct Dying {
    after: u32,
    seen: AtomicU32,
}

impl Observer for Dying {
    fn statement(&self, _: &StatementEvent<'_>) {
        if self.seen.fetch_add(1, Ordering::SeqCst) + 1 == self.after {
            std::process::abort();
        }
    }
}

fn start(url: &str, directory: &Path, dies: Option<u32>) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args(["--exact", "runners::child"]).env(URL, url).env(DIRECTORY, directory);
    if let Some(after) = dies {
        command.env(DIES, after.to_string());
    }
    command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Three migrations; what they insert tells how often they ran.
fn write(directory: &Path) {
    let file = |revision: &str, up: &str, down: &str| {
        fs::create_dir_all(directory.join(revision)).unwrap();
        fs::write(directory.join(revision).join("up.sql"), up).unwrap();
        fs::write(directory.join(revision).join("down.sql"), down).unwrap();
    };
    let first = "CREATE TABLE notes (id BIGINT NOT NULL, word VARCHAR(20));\n\
                 INSERT INTO notes VALUES (1, 'one');\nCREATE TABLE more (id INTEGER NOT NULL PRIMARY KEY);";
    file("0001_one", first, "DROP TABLE more; DROP TABLE notes;");
    let second = "-- parent: 0001_one\nALTER TABLE notes ADD COLUMN seen BIGINT;\n\
                  UPDATE notes SET id = id + 10;\nCREATE INDEX ix_notes ON notes (id);\nDROP TABLE more;";
    file(
        "0002_two",
        second,
        "CREATE TABLE more (id INTEGER NOT NULL PRIMARY KEY);\n-- dialect: mysql, mariadb\nDROP INDEX ix_notes ON notes;\n\
         -- dialect: sqlite, postgres\nDROP INDEX ix_notes;\n-- dialect: all\nALTER TABLE notes DROP COLUMN seen;",
    );
    let third = "-- parent: 0002_two\nALTER TABLE notes RENAME COLUMN seen TO noticed;\nUPDATE notes SET noticed = 3;\n\
                 INSERT INTO notes (id, word) VALUES (2, 'two');";
    file("0003_three", third, "DELETE FROM notes WHERE id = 2; ALTER TABLE notes RENAME COLUMN noticed TO seen;");
}

type Note = (i64, String, Option<i64>);

fn notes<B: TestBackend>(engine: &Engine<B>) -> Result<Vec<Note>> {
    aludel::query::sql::<Note>("SELECT id, word, noticed FROM notes ORDER BY id").all(&mut engine.connect()?)
}

fn expected() -> Vec<Note> {
    vec![(2, "two".to_owned(), None), (11, "one".to_owned(), Some(3))]
}

each_backend! {
    /// Each migration is applied once, whoever is faster.
    fn two_at_once(db) {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path());
        let engine = db.builder().pool_size(3).open()?;
        let migrations = Migrations::directory(directory.path())?;
        for _ in 0..10 {
            let children = [start(db.url(), directory.path(), None), start(db.url(), directory.path(), None)];
            for child in children {
                let output = child.wait_with_output().unwrap();
                assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            }
            assert_eq!(notes(&engine)?, expected());
            assert_eq!(migrations.status(&engine)?.applied.len(), 3);
            migrations.to(&engine, "base")?;
        }
    }

    /// Wherever it is killed, the next `up` finishes, and nothing is done twice or lost.
    fn killed_at_each_statement(db) {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path());
        let engine = db.builder().pool_size(3).open()?;
        let migrations = Migrations::directory(directory.path())?;
        let mut deaths = 0;
        for after in 1.. {
            let status = start(db.url(), directory.path(), Some(after)).wait_with_output().unwrap().status;
            migrations.up(&engine).map_err(|error| error.context(format!("after a death at statement {after}")))?;
            assert_eq!(notes(&engine)?, expected(), "after a death at statement {after}");
            migrations.to(&engine, "base")?;
            if status.success() {
                break;
            }
            // By a signal, not by a failed assertion.
            assert_eq!(status.code(), None);
            deaths += 1;
        }
        println!("migrate: killed after each of {deaths} statements, and finished each time");
        assert!(deaths > 15);
    }

    /// A failure half-way is told, and after it was mended the rest is done.
    fn a_failure_is_mended(db) {
        let directory = tempfile::tempdir().unwrap();
        write(directory.path());
        let path = directory.path().join("0002_two/up.sql");
        let good = fs::read_to_string(&path).unwrap();
        fs::write(&path, good.replace("UPDATE notes", "UPDATE knots")).unwrap();
        let engine = db.builder().pool_size(3).open()?;
        let error = Migrations::directory(directory.path())?.up(&engine).unwrap_err();
        assert!(error.message().contains("`0002_two/up.sql`, statement 2 of 4"), "{error}");
        let whole = !matches!(engine.connect()?.link().style().kind, DialectKind::MySql | DialectKind::MariaDb);
        let told = if whole { "nothing of `0002_two` was applied" } else { "its statement 1 is applied and stays" };
        assert!(error.message().contains(told), "{error}");
        fs::write(&path, good).unwrap();
        let migrations = Migrations::directory(directory.path())?;
        assert_eq!(migrations.up(&engine)?, ["0002_two", "0003_three"]);
        assert_eq!(notes(&engine)?, expected());
    }
}
