//! The command line, on a file of SQLite.

use aludel::{
    engine::Engine,
    migrate::{Chain, Migrate, Migrations, project::Project},
    prelude::*,
    query::sql,
    schema::Schema,
};
use std::{fs, path::PathBuf};

pub(crate) mod first {
    use aludel::prelude::*;
    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            name: String,
            bio: Option<String>,
        }
    }
    schema! { pub Blog: users }
}

/// `bio` is `about` now, and nothing says so.
pub(crate) mod renamed {
    use aludel::prelude::*;
    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            name: String,
            about: Option<String>,
        }
    }
    schema! { pub Blog: users }
}

/// `about` instead of `bio`, and on PostgreSQL of another type, which is one and the same on SQLite.
mod alike_on_sqlite {
    use aludel::prelude::*;
    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            name: String,
            about: Option<chrono::NaiveDateTime>,
        }
    }
    schema! { pub Blog: users }
}

/// The table has another name, and the declaration says so.
pub(crate) mod moved {
    use aludel::prelude::*;
    table! {
        #[derive(Debug, Clone, PartialEq)]
        #[was = "users"]
        pub struct Person in people {
            #[primary_key(auto)]
            id: i64,
            name: String,
            about: Option<String>,
            #[default(0)]
            level: i64,
        }
    }
    schema! { pub Blog: people }
}

struct Place {
    directory: PathBuf,
    url: String,
    _place: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", place.path().join("blog.db").display());
        Self { directory: place.path().join("migrations"), url, _place: place }
    }

    /// The exit code of a command.
    fn run<S: Schema>(&self, arguments: &str) -> u8 {
        let arguments = arguments.replace("URL", &self.url);
        Migrate::<Sqlite>::new::<S>(&self.directory).run(["migrate"].into_iter().chain(arguments.split(' ')))
    }
}

#[test]
fn from_the_first_migration_to_one_that_stands_for_all() -> aludel::Result<()> {
    let place = Place::new();
    assert_eq!(place.run::<first::Blog>("check"), 1);
    assert_eq!(place.run::<first::Blog>("generate first"), 0);
    assert_eq!(place.run::<first::Blog>("check"), 0);
    assert_eq!(place.run::<first::Blog>("generate nothing"), 0);
    assert_eq!(place.run::<first::Blog>("up --url URL --json"), 0);
    assert_eq!(place.run::<first::Blog>("verify --url URL"), 0);
    let engine = Engine::<Sqlite>::open(&place.url)?;
    engine.connect()?.script("INSERT INTO users (name, bio) VALUES ('Ann', 'Trees')")?;

    // Nobody is there to be asked.
    assert_eq!(place.run::<renamed::Blog>("generate second"), 2);
    assert_eq!(Chain::read(&place.directory)?.all().len(), 1);
    assert_eq!(place.run::<renamed::Blog>("generate second --rename users.bio=about"), 0);
    assert_eq!(place.run::<renamed::Blog>("verify --url URL"), 1);
    assert_eq!(place.run::<renamed::Blog>("up --url URL"), 0);
    assert_eq!(place.run::<renamed::Blog>("verify --url URL"), 0);

    assert_eq!(place.run::<moved::Blog>("generate third"), 0);
    assert_eq!(place.run::<moved::Blog>("check"), 0);
    assert_eq!(place.run::<moved::Blog>("up --url URL"), 0);
    let row = sql::<(String, String, i64)>("SELECT name, about, level FROM people").one(&mut engine.connect()?)?;
    assert_eq!(row, ("Ann".to_owned(), "Trees".to_owned(), 0));

    // Going back drops a column, which nobody is there to be asked about.
    assert_eq!(place.run::<moved::Blog>("down --url URL"), 2);
    assert_eq!(place.run::<moved::Blog>("down --url URL --yes"), 0);
    assert_eq!(place.run::<moved::Blog>("to 0003 --url URL"), 0);
    assert_eq!(place.run::<moved::Blog>("sql --dialect sqlite"), 0);
    assert_eq!(place.run::<moved::Blog>("sql --dialect oracle"), 2);
    assert_eq!(place.run::<moved::Blog>("nonsense"), 2);

    // One for all: a database that has them has it, and a new one gets the same.
    assert_eq!(place.run::<moved::Blog>("squash"), 2);
    assert_eq!(place.run::<moved::Blog>("squash all --yes"), 0);
    assert_eq!(place.run::<moved::Blog>("check"), 0);
    let migrations = Migrations::<Sqlite>::directory(&place.directory)?;
    assert_eq!(migrations.chain().all().len(), 1);
    assert!(migrations.up(&engine)?.is_empty());
    assert!(migrations.status(&engine)?.pending.is_empty());
    let fresh = Engine::<Sqlite>::open("sqlite::memory:")?;
    assert_eq!(migrations.up(&fresh)?, ["0004_all"]);
    assert_eq!(place.run::<moved::Blog>("new more"), 0);
    assert_eq!(place.run::<moved::Blog>("check"), 0);
    assert_eq!(place.run::<moved::Blog>("up --url URL"), 0);
    assert_eq!(place.run::<moved::Blog>("verify --url URL"), 0);
    let noted = sql::<String>("SELECT group_concat(number || revision) FROM _aludel_migrations");
    assert_eq!(noted.one(&mut engine.connect()?)?, "10004_all,20005_more");
    Ok(())
}

/// What looks like a rename on any of the dialects is asked about, not only what does on the first one.
#[test]
fn renames_are_looked_for_on_each_dialect() -> aludel::Result<()> {
    let place = Place::new();
    assert_eq!(place.run::<first::Blog>("generate first --dialects postgres,sqlite"), 0);
    assert_eq!(place.run::<alike_on_sqlite::Blog>("generate second"), 2);
    assert_eq!(Chain::read(&place.directory)?.all().len(), 1);
    assert_eq!(place.run::<alike_on_sqlite::Blog>("generate second --no-renames"), 0);
    Ok(())
}

#[test]
fn a_branch_is_mended() -> aludel::Result<()> {
    let place = Place::new();
    assert_eq!(place.run::<first::Blog>("generate first"), 0);
    // Two people at once, each with a migration of his own.
    assert_eq!(place.run::<renamed::Blog>("generate about --no-renames"), 0);
    let kept = place.directory.join("kept");
    fs::rename(place.directory.join("0002_about"), &kept).unwrap();
    let elsewhere = place.directory.parent().unwrap().join("elsewhere");
    fs::rename(&kept, &elsewhere).unwrap();
    assert_eq!(place.run::<first::Blog>("new words"), 0);
    fs::rename(elsewhere, place.directory.join("0002_about")).unwrap();

    assert_eq!(place.run::<renamed::Blog>("check"), 2);
    assert_eq!(place.run::<renamed::Blog>("rebase 0002_words"), 0);
    let chain = Project::new(&place.directory).chain()?;
    let names: Vec<_> = chain.all().iter().map(|migration| migration.revision.as_str()).collect();
    assert_eq!(names, ["0001_first", "0002_about", "0002_words"]);
    assert_eq!(place.run::<renamed::Blog>("check"), 0);
    Ok(())
}
