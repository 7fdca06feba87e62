//! Files and the database that do not fit together, and steps in Rust.

use crate::harness::each_backend;
use aludel::{
    ErrorKind,
    migrate::{Chain, Migrations},
    prelude::*,
};
use std::{fs, path::Path};

table! {
    /// As the table is when the function runs.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Person in people {
        #[primary_key]
        id: i64,
        #[max_len(50)]
        name: String,
        #[max_len(50)]
        first: Option<String>,
    }
}

fn file(directory: &Path, revision: &str, up: &str, down: &str) {
    fs::create_dir_all(directory.join(revision)).unwrap();
    fs::write(directory.join(revision).join("up.sql"), up).unwrap();
    fs::write(directory.join(revision).join("down.sql"), down).unwrap();
}

each_backend! {
    /// A function gets a session, in the transaction of the migration, against the schema as it is there.
    fn a_step_in_rust(db) {
        let directory = tempfile::tempdir().unwrap();
        let first = "CREATE TABLE people (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(50) NOT NULL);\n\
                     INSERT INTO people VALUES (1, 'Ann Lee'); INSERT INTO people VALUES (2, 'Bo');";
        file(directory.path(), "0001_people", first, "DROP TABLE people;");
        let second = "-- parent: 0001_people\nALTER TABLE people ADD COLUMN first VARCHAR(50);\n-- run: fill_first\n\
                      UPDATE people SET first = 'nobody' WHERE first IS NULL;";
        file(directory.path(), "0002_first", second, "ALTER TABLE people DROP COLUMN first;");
        let engine = db.builder().pool_size(3).open()?;

        let error = Migrations::directory(directory.path())?.up(&engine).unwrap_err();
        assert!(error.message().contains("has no such function: give it by `.step(\"fill_first\""), "{error}");
        assert!(Migrations::directory(directory.path())?.status(&engine)?.applied.is_empty());

        let migrations = Migrations::<B>::directory(directory.path())?.step("fill_first", |session| {
            let people = session.load(from(people::table).order_by(people::id.asc()))?;
            for person in people {
                let first = session[person].name.split_once(' ').map(|(first, _)| first.to_owned());
                session[person].first = first;
            }
            assert_eq!(session.commit().unwrap_err().kind(), ErrorKind::Transaction);
            Ok(())
        });
        assert_eq!(migrations.up(&engine)?, ["0001_people", "0002_first"]);
        let people = from(people::table).order_by(people::id.asc()).select(people::first).all(&mut engine.connect()?)?;
        assert_eq!(people, [Some("Ann".to_owned()), Some("nobody".to_owned())]);
    }

    /// A function that panics leaves nothing, and the connection as it was.
    fn a_step_that_panics(db) {
        let directory = tempfile::tempdir().unwrap();
        let up = "-- dialect: sqlite\n-- foreign keys: off\n-- dialect: all\nCREATE TABLE a (id INTEGER);\n-- run: fails";
        file(directory.path(), "1_a", up, "DROP TABLE a;");
        let engine = db.builder().pool_size(2).open()?;
        let migrations = Migrations::<B>::directory(directory.path())?.step("fails", |_| panic!("on purpose"));
        let run = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| migrations.up(&engine)));
        assert!(run.is_err());
        let kind = engine.connect()?.link().style().kind;
        if kind == DialectKind::Sqlite {
            let enforced = aludel::query::sql::<i64>("PRAGMA foreign_keys").one(&mut engine.connect()?)?;
            assert_eq!(enforced, 1);
        }
        let migrations = Migrations::<B>::directory(directory.path())?.step("fails", |_| Ok(()));
        assert_eq!(migrations.up(&engine)?, ["1_a"]);
    }

    /// What does not fit together is told before anything is run.
    fn what_does_not_fit(db) {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        file(path, "1_a", "CREATE TABLE a (id INTEGER);", "DROP TABLE a;");
        file(path, "2_b", "-- parent: 1_a\nCREATE TABLE b (id INTEGER);", "DROP TABLE b;");
        let engine = db.builder().pool_size(3).open()?;
        let all = || Migrations::directory(path);
        assert_eq!(all()?.up(&engine)?, ["1_a", "2_b"]);

        // Line breaks are no change; anything else is.
        file(path, "2_b", "-- parent: 1_a\r\nCREATE TABLE b (id INTEGER);", "DROP TABLE b;");
        assert!(all()?.up(&engine)?.is_empty());
        file(path, "2_b", "-- parent: 1_a\nCREATE TABLE b (id BIGINT);", "DROP TABLE b;");
        let error = all()?.up(&engine).unwrap_err();
        assert!(error.message().starts_with("`2_b/up.sql` has changed since it was applied"), "{error}");
        all()?.stamp(&engine, "2_b")?;
        assert!(all()?.up(&engine)?.is_empty());

        // One that is gone.
        fs::remove_dir_all(path.join("2_b")).unwrap();
        let error = all()?.up(&engine).unwrap_err();
        assert!(error.message().starts_with("the database has the revision `2_b`, which is not among"), "{error}");

        // A branch, and one that was put before what is applied.
        file(path, "2_b", "-- parent: 1_a\nCREATE TABLE b (id BIGINT);", "DROP TABLE b;");
        file(path, "2_c", "-- parent: 1_a\nCREATE TABLE c (id BIGINT);", "");
        let error = Chain::read(path).unwrap_err();
        assert!(error.message().starts_with("a branch: `2_b` and `2_c` both follow `1_a`"), "{error}");
        file(path, "2_b", "-- parent: 2_c\nCREATE TABLE b (id BIGINT);", "DROP TABLE b;");
        let error = all()?.up(&engine).unwrap_err();
        assert!(error.message().starts_with("the revision `2_c` is not applied, but `2_b`"), "{error}");

        // No way down, and a dialect that a file is not for.
        file(path, "2_b", "-- parent: 1_a\nCREATE TABLE b (id BIGINT);", "DROP TABLE b;");
        file(path, "2_c", "-- parent: 2_b\nCREATE TABLE c (id BIGINT);", "");
        all()?.stamp(&engine, "2_b")?;
        assert_eq!(all()?.up(&engine)?, ["2_c"]);
        let error = all()?.down(&engine, 2).unwrap_err();
        assert!(error.message().starts_with("`2_c` has no way down"), "{error}");
        assert_eq!(all()?.status(&engine)?.applied.len(), 3);
        let other = if engine.connect()?.link().style().kind == DialectKind::Sqlite { "postgres" } else { "sqlite" };
        file(path, "3_d", &format!("-- parent: 2_c\n-- dialects: {other}\nCREATE TABLE d (id BIGINT);"), "");
        let error = all()?.up(&engine).unwrap_err();
        assert!(error.message().contains("`3_d/up.sql` is not for"), "{error}");
    }
}

each_backend! {
    /// A program has its migrations in itself.
    fn built_in(db) {
        let engine = db.builder().pool_size(3).open()?;
        let migrations = Migrations::embedded(crate::embedded::ALL)?;
        assert_eq!(migrations.up(&engine)?, ["0001_words"]);
        let word = aludel::query::sql::<String>("SELECT word FROM words").one(&mut engine.connect()?)?;
        assert_eq!(word, "semi;colon");
        assert_eq!(migrations.down(&engine, 1)?, ["0001_words"]);
        assert!(migrations.up(&engine).is_ok());
    }
}
