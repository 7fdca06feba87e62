//! What differs is told where it is declared.

use super::harness::{Db, TestBackend, each_backend};
use aludel::{ErrorKind, Result, engine::Executor, migrate::verify::Drift, prelude::*};

table! {
    #[check(name = "short", "name <> 'x'")]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        // name: not this one
        #[max_len(50)]
        name: String,
        #[max_len(50), unique, name = "mail"]
        email: String,
        #[default(1)]
        r#type: i32,
    }
}
table! { pub struct Tag in tags { #[primary_key] id: i64, label: i64, #[references(users::id, on_delete = cascade)] owner: Option<i64> } }
table! {
    pub struct Lost in lost {
        #[primary_key]
        id: i64,
    }
}
schema! { Blog: users, tags, lost }

/// The tables as somebody else changed them.
fn changed(kind: DialectKind) -> &'static str {
    match kind {
        DialectKind::Sqlite => {
            "DROP TABLE tags; DROP TABLE users; DROP TABLE lost; CREATE TABLE bystanders (id INTEGER);
            CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, name TEXT, mail TEXT NOT NULL,
                type INTEGER NOT NULL DEFAULT 2, extra TEXT, CONSTRAINT short CHECK (name <> 'y'),
                CONSTRAINT ck_users_name_length CHECK (length(name) <= 50),
                CONSTRAINT ck_users_mail_length CHECK (length(mail) <= 50)) STRICT;
            CREATE TABLE tags (id INTEGER NOT NULL, owner INTEGER REFERENCES users (id), PRIMARY KEY (id)) STRICT;"
        }
        DialectKind::Postgres => {
            "DROP TABLE lost; CREATE TABLE bystanders (id int);
            ALTER TABLE users ALTER name DROP NOT NULL, ALTER name TYPE text, ALTER type SET DEFAULT 2, ADD extra text,
                DROP CONSTRAINT uq_users_mail, DROP CONSTRAINT short, ADD CONSTRAINT short CHECK (name <> 'y');
            ALTER TABLE tags DROP label, DROP CONSTRAINT fk_tags_owner,
                ADD CONSTRAINT fk_tags_owner FOREIGN KEY (owner) REFERENCES users (id);"
        }
        _ => {
            "DROP TABLE lost; CREATE TABLE bystanders (id int);
            ALTER TABLE users MODIFY name LONGTEXT, ALTER type SET DEFAULT 2, ADD extra LONGTEXT,
                DROP INDEX uq_users_mail, DROP CONSTRAINT short, ADD CONSTRAINT short CHECK (name <> 'y');
            ALTER TABLE tags DROP label, DROP FOREIGN KEY fk_tags_owner;
            ALTER TABLE tags ADD CONSTRAINT fk_tags_owner FOREIGN KEY (owner) REFERENCES users (id);"
        }
    }
}

fn drifts<B: TestBackend>(db: &mut Db<B>) -> Result<()> {
    db.create::<Blog>();
    Blog::verify(&db.engine())?;
    let kind = db.ready()?.style().kind;
    db.ready()?.script(changed(kind))?;
    db.reconnect();
    let error = Blog::verify(&db.engine()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Schema);
    let drift = Drift::of(&error).expect("the error carries what differs");
    let mut told: Vec<_> = drift.differences.iter().map(|one| (&*one.what, one.line)).collect();
    told.sort_unstable();
    let short = "the CHECK `short` of `users` is another one in the database";
    let begin = <users::table as aludel::schema::BaseTable>::META.line;
    let tags = <tags::table as aludel::schema::BaseTable>::META.line;
    let foreign_key = match kind {
        DialectKind::Sqlite => "the foreign key `fk_tags_owner` of `tags` is not in the database",
        _ => "the foreign key `fk_tags_owner` of `tags` is another one in the database",
    };
    let mut expected = vec![
        (short, begin + 2),
        ("the UNIQUE `uq_users_mail` of `users` is not in the database", begin + 9),
        ("the column `tags.label` is not in the database", tags),
        ("the column `users.name` is another one in the database", begin + 7),
        ("the column `users.type` is another one in the database", begin + 11),
        ("the database has a column `users.extra` that is not declared", begin + 2),
        (foreign_key, tags),
        ("the table `lost` is not in the database", tags + 2),
    ];
    if kind == DialectKind::Sqlite {
        // Without a name it is another one by its content alone.
        expected.push(("the database has a foreign key of `tags` that is not declared", tags));
    }
    expected.sort_unstable();
    assert_eq!(told, expected);
    let ty = match kind {
        DialectKind::Sqlite => "declared NOT NULL; in the database NULL",
        DialectKind::Postgres => "declared varchar(50), NOT NULL; in the database text, NULL",
        _ => "declared VARCHAR(50), NOT NULL; in the database LONGTEXT, NULL",
    };
    let shown = format!(
        "error: the column `users.name` is another one in the database\n  --> tests/live/verify.rs:{line}:9\n   |\n\
         {line} |         name: String,\n   |         ^^^^ {ty}\n",
        line = begin + 7
    );
    assert!(error.message().contains(&shown), "{}", error.message());
    assert!(!error.message().contains('\x1b') && drift.report(true).contains('\x1b'));
    Ok(())
}

each_backend! {
    everywhere fn what_differs_is_told_where_it_is_declared(db) {
        drifts(db)?;
    }
}

table! {
    pub struct Line in bills {
        #[primary_key]
        id: i64,
        price: i64,
        #[generated("price * 2"), index]
        double: i64,
        #[generated(virtual = "coalesce(price, 0) + 1 -- the next one")]
        next: Option<i64>,
        #[generated("CASE WHEN price > 0 THEN 'it''s' ELSE 'none' END"), max_len(20)]
        text: Option<String>,
    }
}
schema! { Bill: bills }

/// The table with other computed columns.
fn computed_otherwise(kind: DialectKind) -> &'static str {
    match kind {
        DialectKind::Sqlite => {
            "CREATE TABLE bills (id INTEGER NOT NULL, price INTEGER NOT NULL,
                double INTEGER GENERATED ALWAYS AS (price * 3) STORED NOT NULL, next INTEGER, text TEXT, PRIMARY KEY (id)) STRICT"
        }
        DialectKind::Postgres => {
            "CREATE TABLE bills (id bigint PRIMARY KEY, price bigint NOT NULL,
                double bigint GENERATED ALWAYS AS (price * 3) STORED NOT NULL, next bigint, text varchar(20))"
        }
        _ => {
            "CREATE TABLE bills (id bigint PRIMARY KEY, price bigint NOT NULL,
                `double` bigint GENERATED ALWAYS AS (price * 3) STORED, next bigint, text varchar(20))"
        }
    }
}

fn computes<B: TestBackend>(db: &mut Db<B>) -> Result<()> {
    super::comes_back::<Bill, B>(db)?;
    db.reconnect();
    Bill::verify(&db.engine())?;
    let kind = db.ready()?.style().kind;
    db.ready()?.script(&format!("DROP TABLE bills; {}", computed_otherwise(kind)))?;
    db.reconnect();
    let error = Bill::verify(&db.engine()).unwrap_err();
    let told = ["the column `bills.double` is another one", "the column `bills.next` is another one", "not computed"];
    for told in told.into_iter().chain(["GENERATED ALWAYS AS (price * 2) STORED"]) {
        assert!(error.message().contains(told), "{told}: {error}");
    }
    Ok(())
}

each_backend! {
    everywhere fn generated_columns_are_compared(db) {
        computes(db)?;
    }
}
