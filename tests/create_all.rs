//! Creating and dropping tables, on every backend that is enabled and has a server.

#![allow(missing_docs)]

use aludel::{
    ConstraintKind, ErrorKind, Result,
    engine::{Backend, Created},
    prelude::*,
};

sql_enum! { pub enum Status { Draft = "draft", Out = "it's \\ out" } }

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        #[max_len(5)]
        name: String,
        #[max_len(120), unique]
        email: String,
        bio: Option<String>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    #[index(name = "recent", status, author_id)]
    #[check("title <> 'forbidden'")]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = cascade), index]
        author_id: i64,
        #[max_len(200)]
        title: String,
        #[default("it's \\ out")]
        status: Status,
        #[default("it's \\ long")]
        text: String,
        #[default(true)]
        published: bool,
        #[default(-1.5), check("stars > -2")]
        stars: f64,
        #[version]
        version: i32,
    }
}
schema! { pub Blog: posts, users }

// Each refers to the other, and to itself in a way that forbids deleting.
table! {
    pub struct Country in countries {
        #[primary_key]
        code: i32,
        #[references(cities::id, on_delete = restrict)]
        capital: Option<i64>,
        #[references(countries::code, on_delete = restrict)]
        part_of: Option<i32>,
    }
}
table! {
    pub struct City in cities {
        #[primary_key(auto)]
        id: i64,
        #[references(countries::code, on_delete = restrict)]
        country: i32,
    }
}
schema! { pub World: countries, cities }

/// A database of its own for each test, dropped at its end.
struct Database<B: Backend> {
    engine: Engine<B>,
    file: Option<std::path::PathBuf>,
    drop: Option<(String, String)>,
}

impl<B: Backend> Database<B> {
    fn new(url: Option<String>, test: &str) -> Self {
        // A name has at most 63 bytes.
        let name = format!("create_all_{}_{test:.40}", std::process::id());
        match url {
            None => {
                let file = std::env::temp_dir().join(format!("{name}.db"));
                let engine = Engine::open(&format!("sqlite:{}", file.display())).unwrap();
                Self { engine, file: Some(file), drop: None }
            }
            Some(url) => {
                let server = Engine::<B>::open(&url).unwrap();
                script(&server, &format!("DROP DATABASE IF EXISTS {name}"));
                script(&server, &format!("CREATE DATABASE {name}"));
                let (address, options) = url.split_once('?').unwrap_or((&url, ""));
                let own = format!("{}/{name}?{options}", address.rsplit_once('/').unwrap().0);
                Self { engine: Engine::open(&own).unwrap(), file: None, drop: Some((url, name)) }
            }
        }
    }
}

impl<B: Backend> Drop for Database<B> {
    fn drop(&mut self) {
        if let Some(file) = &self.file {
            for end in ["", "-wal", "-shm"] {
                let _ = std::fs::remove_file(format!("{}{end}", file.display()));
            }
        }
        if let Some((url, name)) = &self.drop
            && let Ok(server) = Engine::<B>::open(url)
        {
            // PostgreSQL does not drop a database in use unless told to.
            let force = if url.starts_with("postgres") { " WITH (FORCE)" } else { "" };
            let _ = server.connect().unwrap().link().script(&format!("DROP DATABASE {name}{force}"));
        }
    }
}

#[track_caller]
fn script<B: Backend>(engine: &Engine<B>, sql: &str) {
    engine.connect().unwrap().link().script(sql).unwrap();
}

/// A line of SQL as written that is wrong in the same way on every backend is an error of a kind.
#[track_caller]
fn refused<B: Backend>(engine: &Engine<B>, sql: &str) -> aludel::Error {
    engine.connect().unwrap().link().script(sql).unwrap_err()
}

fn created(tables: &[&str], indexes: &[&str]) -> Created {
    let mut created = Created::default();
    created.tables = tables.iter().map(ToString::to_string).collect();
    created.indexes = indexes.iter().map(ToString::to_string).collect();
    created
}

/// The tests of one backend.
macro_rules! tests {
    ($module:ident, $backend:ty, $url:expr) => {
        mod $module {
            use super::*;
            fn database(test: &str) -> Option<Database<$backend>> {
                let url: Option<Option<String>> = $url;
                if url.is_none() {
                    eprintln!("skipped: there is no server for it; `cargo xtask servers -- cargo test` starts one");
                }
                let test = format!("{}_{test}", stringify!($module));
                url.map(|url| Database::new(url, &test))
            }
            tests! { @each $backend;
                what_is_missing_is_created_and_the_rest_left_alone
                defaults_and_constraints_work
                a_key_is_not_used_again
                a_circle_of_tables_is_created_and_dropped
                a_table_that_others_refer_to_is_not_dropped
                many_at_the_same_time_create_once
                a_view_is_left_alone
            }
        }
    };
    (@each $backend:ty; $($test:ident)+) => { $(
        #[test]
        fn $test() {
            if let Some(database) = database(stringify!($test)) {
                super::$test::<$backend>(&database.engine).unwrap();
            }
        }
    )+ };
}

#[cfg(feature = "sqlite")]
tests!(sqlite, Sqlite, Some(None));
#[cfg(feature = "postgres")]
tests!(postgres, Postgres, std::env::var("ALUDEL_TEST_POSTGRES_URL").ok().map(Some));
#[cfg(feature = "mysql")]
tests!(mysql, MySql, std::env::var("ALUDEL_TEST_MYSQL_URL").ok().map(Some));
#[cfg(feature = "mysql")]
tests!(mariadb, MariaDb, std::env::var("ALUDEL_TEST_MYSQL_URL").ok().map(Some));

fn what_is_missing_is_created_and_the_rest_left_alone<B: Backend>(engine: &Engine<B>) -> Result<()> {
    let all = Blog::create_all(engine)?;
    assert_eq!(all, created(&["users", "posts"], &["ix_posts_author_id", "recent"]));
    assert_eq!(all.to_string(), "created tables users, posts; indexes ix_posts_author_id, recent");
    let again = Blog::create_all(engine)?;
    assert!(again.is_empty());
    assert_eq!(again.to_string(), "nothing to create, everything is there");

    let dropped = Blog::drop_all(engine)?;
    assert_eq!(dropped.to_string(), "dropped tables posts, users");
    assert_eq!(Blog::drop_all(engine)?.to_string(), "nothing to drop, none of the tables is there");

    // A table that is there stays as it is, and gets the index that is missing.
    let text = if engine.connect()?.link().style().kind == DialectKind::Sqlite { "TEXT" } else { "VARCHAR(99)" };
    script(engine, "CREATE TABLE users (id BIGINT PRIMARY KEY, mine BIGINT)");
    script(engine, "INSERT INTO users VALUES (1, 2)");
    script(engine, &format!("CREATE TABLE posts (id BIGINT PRIMARY KEY, author_id BIGINT, status {text})"));
    script(engine, "CREATE INDEX recent ON posts (id)");
    script(engine, "CREATE TABLE bystanders (id BIGINT)");
    assert_eq!(Blog::create_all(engine)?, created(&[], &["ix_posts_author_id"]));
    let mine = sql::<(i64,)>("SELECT mine FROM users").one(&mut engine.connect()?)?;
    assert_eq!(mine, (2,));

    assert_eq!(Blog::drop_all(engine)?.tables.len(), 2);
    script(engine, "INSERT INTO bystanders VALUES (1)");
    Ok(())
}

fn defaults_and_constraints_work<B: Backend>(engine: &Engine<B>) -> Result<()> {
    Blog::create_all(engine)?;
    script(engine, "INSERT INTO users (name, email) VALUES ('Ann', 'a')");
    script(engine, "INSERT INTO users (name, email, bio) VALUES ('ann', 'A', 'x')"); // another text
    script(engine, "INSERT INTO posts (author_id, title) SELECT id, 'Hello' FROM users WHERE name = 'Ann'");
    type Row = (i64, String, Status, String, bool, f64, i32);
    let question = "SELECT author_id, title, status, text, published, stars, version FROM posts";
    let row = sql::<Row>(question).one(&mut engine.connect()?)?;
    assert_eq!(row, (1, "Hello".into(), Status::Out, "it's \\ long".into(), true, -1.5, 1));

    let broken = |sql: &str| {
        let error = refused(engine, sql);
        error.constraint().unwrap_or_else(|| panic!("{error}")).kind
    };
    assert_eq!(broken("INSERT INTO users (name, email) VALUES ('Bob', 'a')"), ConstraintKind::Unique);
    assert_eq!(broken("INSERT INTO posts (author_id, title) VALUES (99, 'Hello')"), ConstraintKind::ForeignKey);
    assert_eq!(broken("INSERT INTO posts (author_id, title) VALUES (1, 'forbidden')"), ConstraintKind::Check);
    assert_eq!(broken("INSERT INTO posts (author_id, title, stars) VALUES (1, 'b', -3)"), ConstraintKind::Check);
    assert_eq!(broken("INSERT INTO posts (author_id, title, status) VALUES (1, 'b', 'no')"), ConstraintKind::Check);
    assert_eq!(broken("INSERT INTO users (name, email) VALUES (NULL, 'b')"), ConstraintKind::NotNull);
    refused(engine, "INSERT INTO users (name, email) VALUES ('123456', 'b')"); // longer than five
    script(engine, "INSERT INTO users (name, email) VALUES ('äöüßé', 'c')"); // not in characters

    let other_case = "INSERT INTO posts (author_id, title, status) VALUES (1, 'b', 'DRAFT')";
    assert_eq!(broken(other_case), ConstraintKind::Check);

    // CASCADE.
    script(engine, "DELETE FROM users WHERE name = 'Ann'");
    assert_eq!(sql::<(i64,)>("SELECT count(*) FROM posts").one(&mut engine.connect()?)?, (0,));
    assert_eq!(Blog::drop_all(engine)?.tables, ["posts", "users"]);
    Ok(())
}

fn a_key_is_not_used_again<B: Backend>(engine: &Engine<B>) -> Result<()> {
    Blog::create_all(engine)?;
    script(engine, "INSERT INTO users (name, email) VALUES ('Ann', 'a')");
    script(engine, "DELETE FROM users");
    script(engine, "INSERT INTO users (name, email) VALUES ('Bob', 'b')");
    assert_eq!(sql::<(i64,)>("SELECT id FROM users").one(&mut engine.connect()?)?, (2,));
    Ok(())
}

fn a_circle_of_tables_is_created_and_dropped<B: Backend>(engine: &Engine<B>) -> Result<()> {
    let sqlite = engine.connect()?.link().style().kind == DialectKind::Sqlite;
    let all = World::create_all(engine)?;
    assert_eq!(all.tables.len(), 2);
    assert_eq!(all.foreign_keys, if sqlite { vec![] } else { vec!["fk_cities_country"] });
    assert!(World::create_all(engine)?.is_empty());
    let error = refused(engine, "INSERT INTO cities (country) VALUES (1)");
    assert_eq!(error.constraint().unwrap().kind, ConstraintKind::ForeignKey);

    script(engine, "INSERT INTO countries (code) VALUES (1)");
    script(engine, "INSERT INTO countries (code, part_of) VALUES (2, 1)");
    script(engine, "INSERT INTO cities (country) VALUES (1)");
    script(engine, "UPDATE countries SET capital = (SELECT id FROM cities)");
    assert_eq!(World::drop_all(engine)?.tables.len(), 2);
    assert!(World::drop_all(engine)?.is_empty());

    // Foreign keys are still enforced by the connection that it was done on.
    assert_eq!(World::create_all(engine)?.tables.len(), 2);
    let error = refused(engine, "INSERT INTO cities (country) VALUES (1)");
    assert_eq!(error.constraint().unwrap().kind, ConstraintKind::ForeignKey);
    Ok(())
}

fn a_table_that_others_refer_to_is_not_dropped<B: Backend>(engine: &Engine<B>) -> Result<()> {
    Blog::create_all(engine)?;
    script(
        engine,
        "CREATE TABLE likes (post_id BIGINT, FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE)",
    );
    script(engine, "INSERT INTO users (name, email) VALUES ('Ann', 'a')");
    script(engine, "INSERT INTO posts (author_id, title) VALUES (1, 'Hello')");
    script(engine, "INSERT INTO likes VALUES (1)");
    let error = Blog::drop_all(engine).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Schema);
    assert_eq!(
        error.message(),
        "the table `posts` cannot be dropped: `likes`, which is not of this schema, refers to it; nothing was dropped. \
         Drop that table first, or add it to the `schema!`"
    );
    assert_eq!(sql::<(i64,)>("SELECT post_id FROM likes").one(&mut engine.connect()?)?, (1,));
    assert_eq!(sql::<(i64,)>("SELECT author_id FROM posts").one(&mut engine.connect()?)?, (1,));
    // The lock is free again, and foreign keys are enforced.
    refused(engine, "INSERT INTO likes VALUES (7)");
    script(engine, "DROP TABLE likes");
    assert_eq!(Blog::drop_all(engine)?.tables.len(), 2);
    Ok(())
}

fn many_at_the_same_time_create_once<B: Backend>(engine: &Engine<B>) -> Result<()> {
    for _ in 0..5 {
        let all = std::thread::scope(|scope| {
            let threads = (0..6).map(|_| scope.spawn(|| (Blog::create_all(engine), World::create_all(engine))));
            let threads: Vec<_> = threads.collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect::<Vec<_>>()
        });
        let mut tables = 0;
        for (blog, world) in all {
            tables += blog?.tables.len() + world?.tables.len();
        }
        assert_eq!(tables, 4);
        Blog::drop_all(engine)?;
        World::drop_all(engine)?;
    }
    Ok(())
}

fn a_view_is_left_alone<B: Backend>(engine: &Engine<B>) -> Result<()> {
    script(engine, "CREATE VIEW posts AS SELECT 1 AS id, 2 AS author_id");
    assert_eq!(Blog::create_all(engine)?, created(&["users"], &[]));
    assert_eq!(Blog::drop_all(engine)?.tables, ["users"]);
    assert_eq!(sql::<(i32,)>("SELECT author_id FROM posts").one(&mut engine.connect()?)?, (2,));
    Ok(())
}

#[cfg(feature = "postgres")]
#[test]
fn a_schema_of_postgresql_is_created() -> Result<()> {
    table! {
        #[schema = "Sales"]
        pub struct Line in lines {
            #[primary_key]
            number: i32,
            #[index]
            note: Option<String>,
            #[references(lines::number, on_delete = set_null)]
            after: Option<i32>,
        }
    }
    schema! { Sales: lines }
    let Ok(url) = std::env::var("ALUDEL_TEST_POSTGRES_URL") else { return Ok(()) };
    let database = Database::<Postgres>::new(Some(url), "schema");
    let all = Sales::create_all(&database.engine)?;
    assert_eq!(all.to_string(), "created schemas Sales; tables Sales.lines; indexes ix_lines_note");
    assert!(Sales::create_all(&database.engine)?.is_empty());
    assert_eq!(Sales::drop_all(&database.engine)?.to_string(), "dropped tables Sales.lines");
    let again = Sales::create_all(&database.engine)?;
    assert_eq!(again.to_string(), "created tables Sales.lines; indexes ix_lines_note");
    Ok(())
}

#[cfg(feature = "sqlite")]
#[test]
fn tables_of_sqlite_take_only_what_can_be_read() -> Result<()> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Blog::create_all(&engine)?;
    let error = refused(&engine, "INSERT INTO posts (author_id, title) VALUES ('Ann', 'Hello')");
    assert_eq!(error.kind(), ErrorKind::Encode, "{error}");
    Ok(())
}

/// Types that come with features, and their defaults.
#[cfg(all(feature = "uuid", feature = "chrono", feature = "serde_json", feature = "rust_decimal"))]
mod types {
    use super::*;
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct Thing in things {
            #[primary_key]
            id: uuid::Uuid,
            #[default(-7)]
            small: i16,
            #[default(-9223372036854775808)]
            big: i64,
            #[default(-0.5)]
            float: f32,
            #[max_len(20), default("a\\b")]
            short: String,
            #[default(sql = "upper('x')")]
            computed: String,
            #[default("2024-02-29")]
            date: NaiveDate,
            #[default("12:30")]
            time: NaiveTime,
            #[default("2024-02-29 12:00:00.000001")]
            local: NaiveDateTime,
            #[default("2024-02-29T12:00:00.5+02:00")]
            moment: DateTime<Utc>,
            #[decimal(12, 4), default(-12.5)]
            amount: rust_decimal::Decimal,
            #[default("{\"a\": [1]}")]
            json: serde_json::Value,
            #[default("00112233-4455-6677-8899-aabbccddeeff")]
            other: uuid::Uuid,
            #[default(now)]
            today: NaiveDate,
            #[default(now)]
            clock: NaiveTime,
            #[default(now)]
            here: NaiveDateTime,
            #[default(now)]
            there: DateTime<Utc>,
        }
    }
    schema! { pub Things: things }

    fn defaults_come_back<B: Backend>(engine: &Engine<B>) -> Result<()> {
        Things::create_all(engine)?;
        let mut connection = engine.connect()?;
        let id = uuid::Uuid::from_u128(7);
        let zero = if connection.link().style().kind == DialectKind::Postgres {
            "'00000000-0000-0000-0000-000000000007'"
        } else {
            "X'00000000000000000000000000000007'"
        };
        // The clocks of a server and of this program may differ a little; SQLite's has three digits.
        let margin = chrono::TimeDelta::seconds(30);
        connection.link().script(&format!("INSERT INTO things (id) VALUES ({zero})"))?;
        let now = Utc::now();
        type Fixed = (uuid::Uuid, i16, i64, f32, String, String, NaiveDate, NaiveTime, NaiveDateTime, DateTime<Utc>);
        let question =
            "SELECT id, small, big, t.float, short, computed, t.date, t.time, local, moment FROM things AS t";
        let fixed: Fixed = sql(question).one(&mut connection)?;
        let date = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        assert_eq!(
            fixed,
            (
                id,
                -7,
                i64::MIN,
                -0.5,
                "a\\b".into(),
                "X".into(),
                date,
                NaiveTime::from_hms_opt(12, 30, 0).unwrap(),
                date.and_hms_micro_opt(12, 0, 0, 1).unwrap(),
                date.and_hms_milli_opt(10, 0, 0, 500).unwrap().and_utc(),
            )
        );
        type More = (rust_decimal::Decimal, serde_json::Value, uuid::Uuid);
        let more: More = sql("SELECT amount, json, other FROM things").one(&mut connection)?;
        assert_eq!(more.0, "-12.5".parse().unwrap());
        assert_eq!(more.1, serde_json::json!({ "a": [1] }));
        assert_eq!(more.2, uuid::Uuid::from_u128(0x00112233_4455_6677_8899_aabbccddeeff));
        type Moments = (NaiveDate, NaiveTime, NaiveDateTime, DateTime<Utc>);
        let moments: Moments = sql("SELECT today, clock, here, there FROM things").one(&mut connection)?;
        let (today, clock, here, there) = moments;
        assert!((there - now).abs() < margin, "{there} {now}");
        assert!((here.and_utc() - there).abs() < chrono::TimeDelta::seconds(2), "{here} {there}");
        assert_eq!(today.and_time(clock), here);
        Ok(())
    }

    #[cfg(feature = "sqlite")]
    #[test]
    fn sqlite() {
        defaults_come_back::<Sqlite>(&Engine::open("sqlite::memory:").unwrap()).unwrap();
    }
    #[cfg(feature = "postgres")]
    #[test]
    fn postgres() {
        let Ok(url) = std::env::var("ALUDEL_TEST_POSTGRES_URL") else { return };
        defaults_come_back::<Postgres>(&Database::new(Some(url), "types").engine).unwrap();
    }
    #[cfg(feature = "mysql")]
    #[test]
    fn mariadb() {
        let Ok(url) = std::env::var("ALUDEL_TEST_MYSQL_URL") else { return };
        defaults_come_back::<MariaDb>(&Database::new(Some(url), "types").engine).unwrap();
    }
}
