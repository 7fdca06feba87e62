//! What an error says, as data and in words.

use crate::{
    blog::*,
    harness::{each_backend, failure, shown},
};
use aludel::{Constraint, ConstraintKind, ErrorKind, Postgres, engine::DatabaseUrl, prelude::*};
use std::time::{Duration, Instant};

/// The constraint that an error is about.
#[track_caller]
fn constraint(error: &aludel::Error) -> &Constraint {
    assert_eq!(error.kind(), ErrorKind::Constraint, "{error}");
    error.constraint().expect("a constraint")
}

each_backend! {
    everywhere fn unique_violation_names_the_constraint(db) {
        blog(db);
        let error =
            failure(insert(users::table).values(new!(User { name: "x", email: "ann@example.org" })).execute(db));
        let found = constraint(&error);
        assert_eq!(found.kind, ConstraintKind::Unique);
        match db.connection().link().style().kind {
            DialectKind::Sqlite => {
                assert_eq!(
                    (found.table.as_deref(), found.columns.as_slice()),
                    (Some("users"), &["email".to_owned()][..])
                );
            }
            DialectKind::Postgres => {
                assert_eq!(
                    (found.table.as_deref(), found.columns.as_slice()),
                    (Some("users"), &["email".to_owned()][..])
                );
                assert!(found.name.as_deref().is_some_and(|name| name.contains("email")), "{found:?}");
            }
            _ => assert!(found.name.as_deref().is_some_and(|name| name.contains("email")), "{found:?}"),
        }
        assert!(error.sql().is_some_and(|sql| sql.starts_with("INSERT INTO")), "{error}");
        assert!(error.code().is_some());
        assert!(!shown(&error).contains("ann@example.org"), "{}", shown(&error));
    }

    everywhere fn primary_key_violation_is_a_unique_violation(db) {
        blog(db);
        let error = failure(insert(users::table).values(user(1, "Eve")).execute(db));
        assert_eq!(constraint(&error).kind, ConstraintKind::Unique);
    }

    everywhere fn foreign_key_violation_is_told_apart(db) {
        blog(db);
        let error = failure(insert(posts::table).values(new!(Post { author_id: 424242, title: "secret" })).execute(db));
        let found = constraint(&error);
        assert_eq!(found.kind, ConstraintKind::ForeignKey);
        if db.connection().link().style().kind != DialectKind::Sqlite {
            assert_eq!(found.table.as_deref(), Some("posts"));
            assert!(found.name.as_deref().is_some_and(|name| name.contains("author_id")), "{found:?}");
        }
        assert!(!shown(&error).contains("424242") && !shown(&error).contains("secret"), "{}", shown(&error));
        let error = failure(delete(tags::table).filter(tags::id.eq(1)).execute(db));
        assert_eq!(constraint(&error).kind, ConstraintKind::ForeignKey);
        assert_eq!(from(tags::table).count(db)?, 3);
    }

    everywhere fn not_null_violation_names_the_column(db) {
        blog(db);
        let error = failure(sql::<()>("UPDATE users SET name = ? WHERE id = 1").bind(None::<String>).execute(db));
        let found = constraint(&error);
        assert_eq!((found.kind, found.columns.as_slice()), (ConstraintKind::NotNull, &["name".to_owned()][..]));
    }

    everywhere fn check_violation_names_the_constraint(db) {
        blog(db);
        let error = failure(update(posts::table).set(posts::views.set(-31415)).filter(posts::id.eq(1)).execute(db));
        let found = constraint(&error);
        assert_eq!(found.kind, ConstraintKind::Check);
        assert!(found.name.as_deref().is_some_and(|name| name.contains("views")), "{found:?}");
        assert!(!shown(&error).contains("31415"), "{}", shown(&error));
    }

    everywhere fn refused_statement_has_its_text_and_no_values(db) {
        blog(db);
        let error = failure(sql::<i64>("SELECT missing FROM users WHERE name = ?").bind("topsecret").all(db));
        assert_eq!(error.kind(), ErrorKind::Statement);
        assert!(error.sql().is_some_and(|sql| sql.contains("missing")), "{error}");
        assert!(error.code().is_some() && error.to_string().contains("missing"));
        assert!(!shown(&error).contains("topsecret"));
        // The connection goes on.
        assert_eq!(from(users::table).count(db)?, 4);
    }

    on [Postgres, MariaDb, MySql] fn text_longer_than_declared_is_an_error(db) {
        empty_blog(db);
        let error = failure(insert(users::table).values(new!(User { name: "x".repeat(51), email: "e" })).execute(db));
        assert!(matches!(error.kind(), ErrorKind::Encode | ErrorKind::Statement), "{error:?}");
        assert_eq!(from(users::table).count(db)?, 0);
        insert(users::table).values(new!(User { name: "ä".repeat(50), email: "e" })).execute(db)?;
    }

    everywhere fn statement_that_takes_too_long_is_ended(db) {
        Blog::create_all(&db.builder().open()?)?;
        let engine = db.builder().statement_timeout(Duration::from_millis(500)).open()?;
        let c = &mut engine.connect()?;
        let endless = match c.link().style().kind {
            DialectKind::MySql | DialectKind::MariaDb => sql::<i64>("SELECT sleep(30)"),
            _ => sql::<i64>(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n",
            ),
        };
        let begun = Instant::now();
        let error = failure(endless.one(c));
        assert_eq!(error.kind(), ErrorKind::StatementTimeout, "{error}");
        assert!(begun.elapsed() < Duration::from_secs(30), "{:?}", begun.elapsed());
        assert!(error.message().contains("`statement_timeout`"), "{error}");
        assert!(error.code().is_some() && error.sql().is_some(), "{error}");
        assert!(!error.is_transient());

        // The connection goes on, and what a transaction did before is rolled back with it.
        let mut tx = c.begin()?;
        insert(tags::table).values(new!(Tag { label: "late" })).execute(&mut tx)?;
        assert_eq!(failure(endless.one(&mut tx)).kind(), ErrorKind::StatementTimeout);
        drop(tx);
        assert_eq!(from(tags::table).count(c)?, 0);
        // A quick statement has the whole time, whenever the one before it began.
        std::thread::sleep(Duration::from_millis(700));
        assert_eq!(from(tags::table).count(c)?, 0);
    }

    everywhere fn lock_that_is_not_released_is_told_and_passes(db) {
        let engine = db.builder().open()?;
        Blog::create_all(&engine)?;
        fill(&mut engine.connect()?);
        let (mut one, mut two) = (engine.connect()?, engine.connect()?);
        match two.link().style().kind {
            DialectKind::Sqlite => drop(sql::<i64>("PRAGMA busy_timeout = 50").all(&mut two)?),
            DialectKind::Postgres => drop(sql::<()>("SET lock_timeout = '50ms'").execute(&mut two)?),
            _ => drop(sql::<()>("SET innodb_lock_wait_timeout = 1").execute(&mut two)?),
        }
        let mut holder = one.begin()?;
        let relabel = |label: &str| update(tags::table).set(tags::label.set(label.to_owned())).filter(tags::id.eq(1));
        relabel("held").execute(&mut holder)?;
        let error = failure(relabel("secret").execute(&mut two));
        assert_eq!(error.kind(), ErrorKind::LockTimeout, "{error}");
        assert!(error.is_transient() && error.code().is_some() && error.sql().is_some(), "{error}");
        assert!(!shown(&error).contains("secret"), "{}", shown(&error));
        holder.commit()?;
        assert_eq!(relabel("free").execute(&mut two)?, 1);
    }

    on [Sqlite, MariaDb, MySql] fn too_many_tables_are_told_with_how_many_there_may_be(db) {
        let joins: String = (1..70).map(|n| format!(" CROSS JOIN (SELECT 1 AS a) AS t{n}")).collect();
        let text: &'static str = format!("SELECT 1 FROM (SELECT 1 AS a) AS t0{joins}").leak();
        let error = failure(sql::<i64>(text).all(db));
        assert_eq!(error.kind(), ErrorKind::Statement);
        assert!(error.message().contains("joins more tables than"), "{error}");
    }

    everywhere fn malformed_url_is_told_without_its_password(db) {
        for url in ["", "nonsense", "postgres://user:hunter2@host:port/db", "://x"] {
            let error = failure(Engine::<B>::open(url));
            assert_eq!(error.kind(), ErrorKind::Url, "{url}: {error}");
            assert!(!shown(&error).contains("hunter2"), "{}", shown(&error));
        }
        let _ = db;
    }

    everywhere fn unknown_scheme_is_told_with_those_there_are(db) {
        let error = failure(Engine::<B>::open("oracle://user:hunter2@host/db"));
        assert_eq!(error.kind(), ErrorKind::Url);
        assert!(error.message().contains("oracle"), "{error}");
        assert!(!shown(&error).contains("hunter2"));
        let _ = db;
    }

    on [Postgres, MariaDb, MySql] fn wrong_password_is_told_without_it(db) {
        let parsed = DatabaseUrl::parse(db.url()).unwrap();
        let password = parsed.password().expect("a password").to_owned();
        let url = db.url().replace(&password, "hunter2");
        let error = failure(Engine::<B>::open(&url));
        assert_eq!(error.kind(), ErrorKind::Authentication, "{error}");
        assert!(!shown(&error).contains("hunter2"), "{}", shown(&error));
        let engine = db.builder().open()?;
        assert!(!format!("{engine:?} {}", engine.url()).contains(&password));
    }

    on [Postgres, MariaDb, MySql] fn server_that_is_not_there_is_told_in_time(db) {
        let parsed = DatabaseUrl::parse(db.url()).unwrap();
        let port = format!(":{}", parsed.port().expect("a port"));
        // Nothing listens there; and an address that swallows what is sent to it.
        let refused = db.url().replace(&port, ":1");
        let start = Instant::now();
        let error = failure(Engine::<B>::open(&refused));
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(start.elapsed() < Duration::from_secs(5));
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let silent = db.url().replace(&port, &format!(":{}", listener.local_addr().unwrap().port()));
        let separator = if silent.contains('?') { '&' } else { '?' };
        let start = Instant::now();
        let error = failure(Engine::<B>::open(&format!("{silent}{separator}connect_timeout=1")));
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    }
}

#[test]
fn scheme_of_another_backend_is_told() {
    let error = failure(Engine::<Postgres>::open("sqlite::memory:"));
    assert_eq!(error.kind(), ErrorKind::Url);
    assert!(error.message().contains("postgres"), "{error}");
}
