//! What a database says of its tables is what was declared, whatever was declared.

#![allow(missing_docs)]

#[path = "../behaviour/harness.rs"]
#[allow(dead_code)]
mod harness;
mod random;

use aludel::{
    Error, Result,
    engine::{Backend, Executor, Link},
    migrate::model::Model,
    schema::{ddl, meta::TableMeta},
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
        let tables = random::tables(&mut Random(case));
        let link = db.ready()?;
        let kind = link.style().kind;
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

each_backend! {
    everywhere fn declarations_come_back(db) {
        random_declarations_come_back(db)?;
    }
}
