//! What a database says of its tables is what was declared, whatever was declared.

#![allow(missing_docs)]

#[path = "../shared/harness.rs"]
mod harness;
mod random;
mod reflect;
mod verify;

use aludel::{
    Error, Result,
    engine::{Backend, Executor, Link},
    migrate::model::Model,
    schema::{Schema, ddl, meta::TableMeta},
};
use harness::{Db, TestBackend, each_backend};
use random::Random;

/// How many random schemas; more with the variable.
fn cases() -> u64 {
    std::env::var("ALUDEL_TEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(80)
}

fn create<B: Backend>(link: &mut Link<B>, tables: &[&'static TableMeta]) -> Result<()> {
    let statements = ddl::render(tables, link.style().kind)?;
    link.script(&statements.to_string())
}

fn drop_all<B: Backend>(link: &mut Link<B>, tables: &[&'static TableMeta]) -> Result<()> {
    let kind = link.style().kind;
    let mut script = match kind {
        aludel::sql::DialectKind::Sqlite => "PRAGMA foreign_keys = OFF;".to_owned(),
        aludel::sql::DialectKind::Postgres => String::new(),
        _ => "SET foreign_key_checks = 0;".to_owned(),
    };
    for table in tables.iter().rev() {
        script += &ddl::drop_table(None, table.name, kind)?;
        script += if kind == aludel::sql::DialectKind::Postgres { " CASCADE;" } else { ";" };
    }
    link.script(&script)
}

fn random_declarations_come_back<B: TestBackend>(db: &mut Db<B>) -> Result<()> {
    let (mut compared, mut refused) = (0, 0);
    for case in 0..cases() {
        let link = db.ready()?;
        let kind = link.style().kind;
        let tables = random::tables(&mut Random(case), kind);
        let declared = match Model::declared(&tables, kind) {
            Ok(declared) => declared,
            Err(_) => {
                refused += 1;
                continue;
            }
        };
        let at_case = |error: Error| error.context(format_args!("case {case}"));
        create(link, &tables).map_err(at_case)?;
        let live = Model::live(link, &declared).map_err(at_case)?;
        similar(&format!("case {case}"), &live, &declared);
        drop_all(link, &tables).map_err(at_case)?;
        compared += 1;
    }
    println!("{compared} schemas came back as declared; {refused} declarations were refused");
    assert!(refused * 10 <= compared, "too many declarations are refused");
    Ok(())
}

/// Panics with what differs, if the models do.
#[track_caller]
fn similar(what: &str, live: &Model, declared: &Model) {
    if live == declared {
        return;
    }
    let (live, declared) = (format!("{live:#?}"), format!("{declared:#?}"));
    let mut lines = String::new();
    for (live, declared) in live.lines().zip(declared.lines()).filter(|(a, b)| a != b).take(20) {
        lines += &format!("  live     {}\n  declared {}\n", live.trim(), declared.trim());
    }
    panic!("{what}:\n{lines}");
}

/// Creates what is declared, and looks at it.
#[track_caller]
fn comes_back<S: Schema, B: TestBackend>(db: &mut Db<B>) -> Result<Model> {
    db.create::<S>();
    let link = db.ready()?;
    let declared = Model::declared(S::TABLES, link.style().kind)?;
    let live = Model::live(link, &declared)?;
    similar("what is declared", &live, &declared);
    Ok(live)
}

/// Where all of it is there.
mod special {
    use aludel::prelude::*;

    table! {
        /// Somebody who
        /// can sign in.
        #[comment]
        #[was = "people"]
        #[index("lower(email)", name)]
        #[index(name = "open", tags, using = gin)]
        #[index(id, filter = "name IN ('a', 'b')")]
        #[unique(email, filter = "name <> ''")]
        #[unique("lower(name)")]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            #[comment = "as it's written", was = "full_name"]
            name: String,
            /// Where to write to.
            #[comment]
            email: String,
            #[default("[]")]
            tags: serde_json::Value,
        }
    }
    schema! { pub Blog: users }
}

/// What SQLite has of it.
mod partial {
    use aludel::prelude::*;

    table! {
        #[index("lower(email)", name, filter = "name IN ('a', 'b')")]
        #[unique(email, filter = "name <> ''")]
        #[comment = "not kept"]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            #[max_len(50)]
            name: String,
            #[max_len(50)]
            email: String,
        }
    }
    schema! { pub Blog: users }
}

/// What MariaDB has of it.
mod text {
    use aludel::prelude::*;

    table! {
        #[index(name, bio, using = fulltext)]
        #[index("bio(20)", "id DESC")]
        #[comment = "back\\slash"]
        pub struct User in users {
            #[primary_key(auto)]
            id: i64,
            #[max_len(20), comment = "it's"]
            name: String,
            bio: String,
        }
    }
    schema! { pub Blog: users }
}

#[test]
fn what_a_database_lacks_is_an_error() {
    use aludel::sql::DialectKind as Kind;
    let message = |tables, kind| ddl::render(tables, kind).unwrap_err().message().to_owned();
    let why = message(special::Blog::TABLES, Kind::Sqlite);
    assert!(why.contains("SQLite has no methods of indexes, so leave out `using = gin` of `open`"), "{why}");
    let why = message(partial::Blog::TABLES, Kind::MariaDb);
    assert!(why.contains("MySQL and MariaDB have no partial indexes, so `ix_users_email_name` cannot"), "{why}");
    let why = message(text::Blog::TABLES, Kind::Sqlite);
    assert!(why.contains("using = fulltext"), "{why}");
}

each_backend! {
    on [Postgres] fn indexes_and_comments_come_back(db) {
        let live = comes_back::<special::Blog, B>(db)?;
        let users = &live.tables[0];
        assert_eq!(users.comment, "Somebody who\ncan sign in.");
        assert_eq!(users.columns[2].comment, "Where to write to.");
        let names: Vec<_> = users.indexes.iter().map(|index| &*index.name).collect();
        assert_eq!(names, ["ix_users_email_name", "open", "ix_users_id", "uq_users_email", "uq_users_name"]);
    }

    on [Sqlite] fn partial_indexes_come_back(db) {
        let live = comes_back::<partial::Blog, B>(db)?;
        assert_eq!(live.tables[0].comment, "");
    }

    on [MariaDb] fn full_text_indexes_come_back(db) {
        let live = comes_back::<text::Blog, B>(db)?;
        assert_eq!(live.tables[0].comment, "back\\slash");
    }

    everywhere fn declarations_come_back(db) {
        random_declarations_come_back(db)?;
    }
}
