//! Declarations that are written for a database compile, and are what is in it. `ALUDEL_TEST_OVERWRITE=1` writes them anew.

use super::harness::{Db, TestBackend, each_backend};
use aludel::{
    Result,
    engine::Executor,
    migrate::{model::Model, reflect::reflect, verify::Drift},
    prelude::*,
    schema::Schema,
};

#[path = "reflected/mariadb.rs"]
mod mariadb;
#[path = "reflected/postgres.rs"]
mod postgres;
#[path = "reflected/sqlite.rs"]
mod sqlite;

sql_enum! { pub enum Status { Draft = "draft", Out = "it's out", Half = "50%" } }

table! {
    /// Somebody who
    /// can sign in.
    #[comment]
    #[index(name = "by name", name, id)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50), comment = "as it's \"written\""]
        name: String,
        #[max_len(120), unique]
        email: String,
        bio: Option<String>,
        #[references(users::id, on_delete = set_null), index]
        boss: Option<i64>,
        #[name = "type", default("person"), max_len(20)]
        kind: String,
        #[name = "isAdmin", default(false)]
        admin: bool,
    }
}

table! {
    #[check("price > 0 AND stars < 5")]
    #[check(name = "dear", "price < 1000")]
    #[unique(title, author)]
    #[name = "Order Lines"]
    pub struct OrderLine in order_lines {
        #[primary_key, max_len(10)]
        code: String,
        #[primary_key]
        number: i32,
        #[references(users::id, on_delete = cascade, on_update = restrict)]
        author: i64,
        #[max_len(200), check("title <> 'forbidden'")]
        title: String,
        #[default("draft")]
        status: Status,
        #[max_len(30)]
        earlier: Option<Status>,
        #[decimal(10, 2), default(-1.5)]
        price: rust_decimal::Decimal,
        #[default(0)]
        stars: i16,
        #[default(0.25)]
        share: f64,
        #[default(now)]
        at: chrono::DateTime<chrono::Utc>,
        #[default(now)]
        day: chrono::NaiveDate,
        local: Option<chrono::NaiveDateTime>,
        time: Option<chrono::NaiveTime>,
        #[default(sql = "upper('x')"), max_len(5)]
        computed: String,
        #[default("{\"a\": [1]}")]
        json: serde_json::Value,
        token: uuid::Uuid,
        data: Option<Vec<u8>>,
        single: Option<f32>,
    }
}

table! {
    #[foreign_key((order_code, order_number), references(order_lines::code, order_lines::number), on_delete = cascade)]
    pub struct Note in notes {
        #[primary_key]
        id: i64,
        #[max_len(10)]
        order_code: Option<String>,
        order_number: Option<i32>,
    }
}
schema! { Kitchen: users, order_lines, notes }

/// What was made by another program.
const POSTGRES: &str = "CREATE TYPE mood AS ENUM ('good', 'bad');
    CREATE TABLE options (\"Id\" serial PRIMARY KEY, \"2nd\" varchar, self char(3) NOT NULL DEFAULT 'abc', mood mood,
        tags text[], price numeric(8,3) DEFAULT 1.5, seen timestamp(3), length interval NOT NULL DEFAULT '36 hours',
        pauses interval[], twice integer GENERATED ALWAYS AS (2 * 3) STORED,
        state text CONSTRAINT states CHECK (state IN ('on', 'off')));
    CREATE INDEX open ON options USING hash (lower(\"2nd\")) WHERE state = 'on';
    CREATE UNIQUE INDEX one ON options (state, price DESC);";
const MARIADB: &str = "CREATE TABLE options (`Id` int unsigned AUTO_INCREMENT PRIMARY KEY, `2nd` mediumtext,
        self char(3) NOT NULL DEFAULT 'abc', mood enum('good','bad') DEFAULT 'bad', tags set('a','b'),
        seen timestamp(3) NULL, twice int AS (2 * 3) STORED, tiny tinyint, big bigint unsigned,
        state varchar(9) CHARACTER SET latin1, FULLTEXT KEY words (`2nd`), KEY part (`2nd`(10)),
        CONSTRAINT states CHECK (state IN ('on', 'off'))) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_nopad_bin;";
const SQLITE: &str = "CREATE TABLE options (Id INTEGER PRIMARY KEY, [2nd] VARCHAR(20) COLLATE NOCASE, self, -- remark
        price DECIMAL(8,3) DEFAULT 1.5, seen DATETIME DEFAULT CURRENT_TIMESTAMP, done BOOLEAN NOT NULL DEFAULT 0,
        twice INT GENERATED ALWAYS AS (2 * 3) STORED, state TEXT CONSTRAINT states CHECK (state IN ('on', 'off')),
        user_id INTEGER REFERENCES users ON DELETE CASCADE, lost INT REFERENCES nowhere (id), UNIQUE (state, price));
    CREATE INDEX open ON options (lower(\"2nd\") DESC) WHERE state = 'on';";

/// Without the names that declarations have no word for.
fn nameless(mut model: Model) -> Model {
    for table in &mut model.tables {
        table.primary_key.iter_mut().for_each(|key| key.name.clear());
        table.foreign_keys.iter_mut().for_each(|key| key.name.clear());
        table.unique.iter_mut().for_each(|key| key.name.clear());
        table.checks.iter_mut().for_each(|check| check.name.clear());
        table.checks.sort_by(|a, b| a.sql.cmp(&b.sql));
        // Nor for a table that is not there.
        table.foreign_keys.retain(|key| key.table != "nowhere");
    }
    model
}

fn comes_back<S: Schema, B: TestBackend>(db: &mut Db<B>, others: &str, file: &str) -> Result<()> {
    db.create::<Kitchen>();
    let link = db.ready()?;
    link.script(others)?;
    let kind = link.style().kind;
    let written = reflect(&Model::live(link, &Model::default())?, kind, "Found");
    let path = format!("{}/tests/live/reflected/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("ALUDEL_TEST_OVERWRITE").is_some() {
        std::fs::write(&path, &written).unwrap();
    }
    assert_eq!(written, std::fs::read_to_string(&path).unwrap(), "{path}");
    let declared = Model::declared(S::TABLES, kind)?;
    let live = Model::live(link, &declared)?;
    super::similar(file, &nameless(live), &nameless(declared));
    // What has no word in a declaration is said in a comment of it, and told again.
    let drift = Drift::read(link, S::TABLES)?;
    let strange = drift.differences.iter().filter(|one| !one.live.as_ref().is_some_and(|sql| sql.contains("nowhere")));
    assert_eq!(strange.count(), 0, "{drift}");
    Ok(())
}

each_backend! {
    on [Sqlite] fn sqlite_is_written_down(db) {
        comes_back::<sqlite::Found, B>(db, SQLITE, "sqlite")?;
    }

    on [Postgres] fn postgres_is_written_down(db) {
        comes_back::<postgres::Found, B>(db, POSTGRES, "postgres")?;
    }

    on [MariaDb] fn mariadb_is_written_down(db) {
        comes_back::<mariadb::Found, B>(db, MARIADB, "mariadb")?;
    }
}
