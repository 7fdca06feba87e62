//! A populated database of SQLite with enforced foreign keys, through each kind of change.

use aludel::{
    Result,
    engine::Engine,
    migrate::{
        Migrations,
        diff::diff,
        model::{Check, Column, ForeignKey, Generated, Index, IndexPart, Key, Model, Table},
        project::Project,
        rename::Renames,
    },
    prelude::*,
    query::sql,
    schema::meta::Action,
};

const ROWS: i64 = 100_000;

fn column(name: &str, ty: &str, nullable: bool, default: Option<&str>) -> Column {
    let default = default.map(str::to_owned);
    let (name, ty, comment) = (name.to_owned(), ty.to_owned(), String::new());
    Column { name, ty, nullable, auto: false, default, generated: None, comment }
}

fn computed(name: &str, sql: &str, stored: bool) -> Column {
    Column { generated: Some(Generated { sql: sql.to_owned(), stored }), ..column(name, "INTEGER", true, None) }
}

fn table(name: &str, columns: Vec<Column>) -> Table {
    let mut id = column("id", "INTEGER", false, None);
    id.auto = true;
    let mut all = vec![id];
    all.extend(columns);
    Table {
        schema: None,
        name: name.to_owned(),
        comment: String::new(),
        columns: all,
        primary_key: Some(Key { name: String::new(), columns: vec!["id".to_owned()] }),
        unique: Vec::new(),
        indexes: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
    }
}

fn first() -> Model {
    let users = table("users", vec![column("name", "TEXT", false, None), column("age", "INTEGER", true, None)]);
    let mut posts =
        table("posts", vec![column("author", "INTEGER", false, None), column("score", "INTEGER", true, None)]);
    posts.foreign_keys.push(ForeignKey {
        name: "fk_posts_author".to_owned(),
        columns: vec!["author".to_owned()],
        schema: None,
        table: "users".to_owned(),
        referenced: vec!["id".to_owned()],
        on_delete: Action::Cascade,
        on_update: Action::NoAction,
    });
    posts.indexes.push(Index {
        name: "ix_posts_author".to_owned(),
        parts: vec![IndexPart::Column("author".to_owned())],
        unique: false,
        method: None,
        filter: None,
    });
    Model { tables: vec![users, posts] }
}

/// A name, and what is done to `users` and `posts`; the rename that goes with it.
type Kind = (&'static str, fn(&mut Table, &mut Table), &'static str);

/// Each kind of change, one after the other.
const KINDS: &[Kind] = &[
    ("column_new", |users, _| users.columns.push(column("bio", "TEXT", true, None)), ""),
    ("column_with_default", |users, _| users.columns.push(column("level", "INTEGER", false, Some("1"))), ""),
    (
        "default_of_the_moment",
        |users, _| users.columns.push(column("since", "TEXT", false, Some("(datetime('now'))"))),
        "",
    ),
    ("column_renamed", |users, _| users.columns[1].name = "called".to_owned(), "users.name=called"),
    ("type", |users, _| users.columns[2].ty = "TEXT".to_owned(), ""),
    (
        "not_null",
        |users, _| {
            users.columns[2].nullable = false;
            users.columns[2].default = Some("'unknown'".to_owned());
        },
        "",
    ),
    ("null", |users, _| users.columns[2].nullable = true, ""),
    ("default", |users, _| users.columns[2].default = None, ""),
    (
        "check",
        |users, _| {
            users.checks.push(Check { name: "ck_users_level".to_owned(), sql: "\"level\" > 0".to_owned() });
        },
        "",
    ),
    ("no_check", |users, _| users.checks.clear(), ""),
    ("computed", |users, _| users.columns.push(computed("twice", "\"level\" * 2", false)), ""),
    ("computed_otherwise", |users, _| users.columns.push(computed("thrice", "\"level\" * 3", true)), ""),
    (
        "computed_and_stored",
        |users, _| {
            users.columns.iter_mut().filter_map(|column| column.generated.as_mut()).for_each(|one| one.stored = true);
        },
        "",
    ),
    ("computed_no_more", |users, _| users.columns.iter_mut().for_each(|column| column.generated = None), ""),
    (
        "unique",
        |users, _| {
            users.unique.push(Key { name: "uq_users_called".to_owned(), columns: vec!["called".to_owned()] });
        },
        "",
    ),
    ("action", |_, posts| posts.foreign_keys[0].on_delete = Action::Restrict, ""),
    ("not_unique", |users, _| users.unique.clear(), ""),
    ("index", |_, posts| posts.indexes.clear(), ""),
    (
        "column_gone",
        |users, _| {
            users.columns.retain(|column| column.name != "since");
        },
        "",
    ),
    (
        "table_renamed",
        |users, posts| {
            users.name = "people".to_owned();
            posts.foreign_keys[0].table = "people".to_owned();
        },
        "users=people",
    ),
    ("no_auto", |users, _| users.columns[0].auto = false, ""),
    ("no_foreign_key", |_, posts| posts.foreign_keys.clear(), ""),
];

/// Rows, triggers, views and indexes that nobody declared stay, and foreign keys are enforced afterwards.
#[test]
fn large_tables_survive_each_kind_of_change() -> Result<()> {
    let place = tempfile::tempdir().unwrap();
    let project = Project::new(place.path().join("migrations"));
    let engine =
        Engine::<Sqlite>::open(&format!("sqlite:{}?synchronous=off", place.path().join("large.db").display()))?;
    let mut model = first();
    let wanted = |model: &Model| vec![(DialectKind::Sqlite, model.clone())];
    project.generate("first", &wanted(&model), &Renames::default())?;
    Migrations::directory(project.directory())?.up(&engine)?;
    let mut connection = engine.connect()?;
    connection.script(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) \
         INSERT INTO users SELECT i, 'user ' || i, CASE WHEN i % 3 = 0 THEN NULL ELSE i END FROM n; \
         INSERT INTO posts (id, author, score) SELECT id, id, id % 10 FROM users; \
         CREATE TABLE log (what TEXT); \
         CREATE TRIGGER noted AFTER DELETE ON posts BEGIN INSERT INTO log VALUES ('post ' || old.id); END; \
         CREATE TRIGGER noticed AFTER DELETE ON users BEGIN INSERT INTO log VALUES ('user ' || old.id); END; \
         CREATE VIEW scores AS SELECT author, sum(score) AS total FROM posts GROUP BY author; \
         CREATE INDEX by_hand ON posts (score)",
    )?;
    let enforced = sql::<i64>("PRAGMA foreign_keys").one(&mut connection)?;
    assert_eq!(enforced, 1);
    drop(connection);
    for (name, change, rename) in KINDS {
        let old = model.clone();
        let [users, posts] = &mut model.tables[..] else { unreachable!() };
        change(users, posts);
        let mut renames = Renames::default();
        if !rename.is_empty() {
            renames.add_text(rename, &model).unwrap();
        }
        assert!(project.generate(name, &wanted(&model), &renames)?.is_some(), "{name}");
        let migrations = Migrations::directory(project.directory())?;
        let doing = |way: &'static str| move |error: aludel::Error| error.context(format!("{name}, {way}"));
        migrations.up(&engine).map_err(doing("up"))?;
        intact(&engine, &model, name)?;
        migrations.down(&engine, 1).map_err(doing("down"))?;
        intact(&engine, &old, name)?;
        migrations.up(&engine).map_err(doing("up again"))?;
    }
    println!("migrate: {ROWS} rows, {} kinds of change there and back", KINDS.len());
    Ok(())
}

fn intact(engine: &Engine<Sqlite>, model: &Model, name: &str) -> Result<()> {
    let mut connection = engine.connect()?;
    let people = if model.tables[0].name == "users" { "users" } else { "people" };
    let count = match people {
        "users" => {
            "SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM posts), (SELECT sum(total) FROM scores), \
                    (SELECT max(id) FROM users)"
        }
        _ => {
            "SELECT (SELECT count(*) FROM people), (SELECT count(*) FROM posts), (SELECT sum(total) FROM scores), \
              (SELECT max(id) FROM people)"
        }
    };
    let counts = sql::<(i64, i64, i64, i64)>(count).one(&mut connection)?;
    assert_eq!(counts, (ROWS, ROWS, 450_000, ROWS), "{name}");
    let kept = sql::<String>(
        "SELECT group_concat(name) FROM (SELECT name FROM sqlite_master \
         WHERE name IN ('noted', 'noticed', 'scores', 'by_hand') ORDER BY name)",
    )
    .one(&mut connection)?;
    assert_eq!(kept, "by_hand,noted,noticed,scores", "{name}");
    assert_eq!(sql::<i64>("PRAGMA foreign_keys").one(&mut connection)?, 1, "{name}");
    if !model.tables[1].foreign_keys.is_empty() {
        let orphan = connection.script("INSERT INTO posts (author) VALUES (-1)");
        assert_eq!(orphan.unwrap_err().kind(), aludel::ErrorKind::Constraint, "{name}");
    }
    let mut live = Model::live(connection.link(), model)?;
    live.tables.retain(|table| table.name != "log");
    // By hand, and kept.
    live.tables.iter_mut().for_each(|table| table.indexes.retain(|index| index.name != "by_hand"));
    let changes = diff(&live, model, DialectKind::Sqlite, &Renames::default());
    assert!(changes.is_empty(), "{name}: {changes:?}");
    Ok(())
}
