//! Every behaviour on every backend that is built in, through `Any` alone.
//!
//! Servers are those of `ALUDEL_TEST_POSTGRES_URL` and `ALUDEL_TEST_MYSQL_URL`, the latter MariaDB; `cargo xtask test`
//! starts them.

#![cfg_attr(
    not(all(feature = "sqlite", feature = "postgres", feature = "mysql")),
    allow(dead_code, clippy::drop_non_drop)
)]

use aludel_any::{Any, AnyConnection, AnyEngine};
use aludel_core::{
    ConstraintKind, ErrorKind, Result,
    engine::{AccessMode, Backend, DatabaseUrl, EachParams, Fetch, FetchSelect, Params, Rows, Run, TransactionOptions},
    expr::{Compare, Logic, Membership, TextMatch},
    query::{delete, from, insert, sql},
    sql::{AnyDialect, Dialect, DialectKind, SqlText},
    value::{Binder, Decimal, Row, SqlType},
};
use aludel_macros::{new, table};
use std::{cell::Cell, fs::OpenOptions, io::Write};

/// A database that behaviours are tested on.
struct Database {
    url: String,
    dialect: DialectKind,
    vendor: &'static str,
}

impl Database {
    fn sqlite() -> Option<Self> {
        Some(Self { url: "sqlite::memory:".into(), dialect: DialectKind::Sqlite, vendor: "SQLite" })
    }

    fn postgres() -> Option<Self> {
        let url = server("postgres", "ALUDEL_TEST_POSTGRES_URL")?;
        Some(Self { url, dialect: DialectKind::Postgres, vendor: "PostgreSQL" })
    }

    /// By the scheme `mysql`, so that the server has to be asked what it is.
    fn mariadb() -> Option<Self> {
        let url = server("mariadb", "ALUDEL_TEST_MYSQL_URL")?;
        let (_, address) = url.split_once(':').unwrap();
        Some(Self { url: format!("mysql:{address}"), dialect: DialectKind::MariaDb, vendor: "MariaDB" })
    }

    fn connect(&self) -> AnyConnection {
        connect(&self.url).unwrap()
    }

    /// A connection that has an empty table.
    fn with_table(&self) -> AnyConnection {
        let mut c = self.connect();
        Any::script(&mut c, TABLE).unwrap();
        c
    }
}

const TABLE: &str = "CREATE TEMPORARY TABLE anyone (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(50))";
const FILL: &str = "INSERT INTO anyone (id, name) VALUES (1, 'Ann'), (2, 'Bob'), (3, NULL)";

fn connect(url: &str) -> Result<AnyConnection> {
    Any::connect(&DatabaseUrl::parse(url).unwrap())
}

/// The URL of a server; `None` if its tests are not wanted.
fn server(backend: &str, variable: &str) -> Option<String> {
    let wanted = std::env::var("ALUDEL_TEST_BACKENDS");
    if wanted.is_ok_and(|wanted| !wanted.split(',').any(|wanted| wanted == backend)) {
        return None;
    }
    Some(std::env::var(variable).unwrap_or_else(|_| {
        panic!("set {variable} to a server for tests; `cargo xtask servers -- cargo test` starts one")
    }))
}

/// Tells `cargo xtask test` that the test which runs is passed without having run.
fn skipped() {
    if let (Some(file), Some(name)) = (std::env::var_os("ALUDEL_TEST_SKIPPED"), std::thread::current().name()) {
        let mut file = OpenOptions::new().create(true).append(true).open(file).unwrap();
        file.write_all(format!("{name}\n").as_bytes()).unwrap();
    }
}

/// One test for each behaviour and backend, named as `cargo xtask test` counts them.
macro_rules! behaviours {
    ($($behaviour:ident)*) => { $(
        mod $behaviour {
            behaviours!(@on $behaviour sqlite "sqlite");
            behaviours!(@on $behaviour postgres "postgres");
            behaviours!(@on $behaviour mariadb "mysql");
        }
    )* };
    (@on $behaviour:ident $backend:ident $feature:literal) => {
        #[cfg(feature = $feature)]
        #[test]
        fn $backend() {
            match super::Database::$backend() {
                Some(database) => super::$behaviour(&database),
                None => super::skipped(),
            }
        }
    };
}

behaviours! {
    text_and_order_of_values_follow_the_server
    every_value_comes_back
    rows_are_read_one_by_one_or_all_at_once
    one_statement_runs_for_many_values
    a_transaction_can_be_rolled_back
    a_broken_constraint_is_told
    an_engine_runs_statements
    the_language_is_written_as_the_connection_wants_it
}

/// No values; remembers the dialect of the binder.
#[derive(Clone, Copy)]
struct Ask<'a>(&'a Cell<Option<DialectKind>>);
impl<'v> Params<'v> for Ask<'_> {
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        self.0.set(Some(binder.dialect()));
        Ok(())
    }
}

fn text_and_order_of_values_follow_the_server(database: &Database) {
    let c = &mut database.with_table();
    let (index, style) = Any::style(c);
    assert_eq!(style.kind, database.dialect);
    assert_eq!(AnyDialect::STYLES[index], style);

    let asked = Cell::new(None);
    Any::execute(c, &SqlText::Constant(FILL), &Ask(&asked)).unwrap();
    assert_eq!(asked.take(), Some(database.dialect));
    let query = SqlText::Constant("SELECT id FROM anyone");
    drop(Any::query(c, &query, &Ask(&asked)).unwrap());
    assert_eq!(asked.take(), Some(database.dialect));
    drop(Any::query_all(c, &query, &Ask(&asked)).unwrap());
    assert_eq!(asked.take(), Some(database.dialect));

    let version = Any::version(c).unwrap();
    assert!(version.starts_with(database.vendor), "{version}");
    Any::ping(c).unwrap();
    assert!(!Any::is_broken(c));
}

const DECIMAL: Decimal = Decimal { mantissa: -1250, scale: 2 };
const TIME: i64 = ((13 * 60 + 37) * 60 + 1) * 1_000_000 + 250_000;
const MOMENT: i64 = 20_000 * 86_400_000_000 + TIME;

/// A value of every type.
#[derive(Clone, Copy)]
struct All;
impl<'v> Params<'v> for All {
    fn bind<B: Binder<'v> + ?Sized>(self, b: &mut B) -> Result<()> {
        b.bool(true)?;
        b.i64(i64::MIN)?;
        b.f64(0.1)?;
        b.text("käse".into())?;
        b.bytes(&[0, 255])?;
        b.uuid([7; 16])?;
        b.date(20_000)?;
        b.time(TIME)?;
        b.timestamp(MOMENT)?;
        b.timestamptz(MOMENT)?;
        b.decimal(DECIMAL)?;
        b.json("[1]".into())?;
        b.null(SqlType::I64)
    }
}

fn every_value_comes_back(database: &Database) {
    let [bytes, uuid, local, moment, number] = match database.dialect {
        DialectKind::Sqlite => ["BLOB", "BLOB", "TEXT", "TEXT", "REAL"],
        DialectKind::Postgres => ["BYTEA", "UUID", "TIMESTAMP", "TIMESTAMPTZ", "DECIMAL(9, 2)"],
        _ => ["LONGBLOB", "BINARY(16)", "DATETIME(6)", "DATETIME(6)", "DECIMAL(9, 2)"],
    };
    let (date, time) = if database.dialect == DialectKind::Sqlite { ("TEXT", "TEXT") } else { ("DATE", "TIME(6)") };
    let c = &mut database.connect();
    let table = format!(
        "CREATE TEMPORARY TABLE anything (a BOOLEAN, b BIGINT, c DOUBLE PRECISION, d VARCHAR(50), e {bytes}, f {uuid}, \
         g {date}, h {time}, i {local}, j {moment}, k {number}, l JSON, m BIGINT)"
    );
    Any::script(c, &table).unwrap();
    let numbered = Any::style(c).1.numbered;
    let places: Vec<_> = (1..=13).map(|n| if numbered { format!("${n}") } else { "?".into() }).collect();
    let insert = format!("INSERT INTO anything VALUES ({})", places.join(", "));
    assert_eq!(Any::execute(c, &SqlText::Rendered(&insert), &All).unwrap().affected, 1);

    let mut rows = Any::query(c, &SqlText::Constant("SELECT * FROM anything"), &()).unwrap();
    let row = rows.next().unwrap().unwrap();
    assert_eq!(row.width(), 13);
    assert_eq!(row.name(11), "l");
    assert!(row.bool(0).unwrap());
    assert_eq!(row.i64(1).unwrap(), i64::MIN);
    assert_eq!(row.f64(2).unwrap(), 0.1);
    assert_eq!(row.text(3).unwrap(), "käse");
    assert_eq!(row.bytes(4).unwrap().as_ref(), [0, 255]);
    assert_eq!(row.uuid(5).unwrap(), [7; 16]);
    assert_eq!(row.date(6).unwrap(), 20_000);
    assert_eq!(row.time(7).unwrap(), TIME);
    assert_eq!(row.timestamp(8).unwrap(), MOMENT);
    assert_eq!(row.timestamptz(9).unwrap(), MOMENT);
    // SQLite does not keep the zero at the end.
    let number = row.decimal(10).unwrap();
    assert_eq!(number.mantissa * 10_i128.pow(DECIMAL.scale - number.scale), DECIMAL.mantissa);
    assert_eq!(row.json(11).unwrap(), "[1]");
    assert!(row.is_null(12) && !row.is_null(0));
    assert_eq!(row.i64(12).unwrap_err().kind(), ErrorKind::Decode);
}

fn rows_are_read_one_by_one_or_all_at_once(database: &Database) {
    let c = &mut database.with_table();
    assert_eq!(Any::execute(c, &SqlText::Constant(FILL), &()).unwrap().affected, 3);
    let all = SqlText::Constant("SELECT id, name FROM anyone ORDER BY id");

    let mut rows = Any::query(c, &all, &()).unwrap();
    assert_eq!(rows.next().unwrap().unwrap().text(1).unwrap(), "Ann");
    drop(rows);
    let mut rows = Any::query_all(c, &all, &()).unwrap();
    let mut ids = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        ids.push(row.i64(0).unwrap());
    }
    assert_eq!(ids, [1, 2, 3]);
}

/// One key.
#[derive(Clone, Copy)]
struct Key(i64);
impl<'v> Params<'v> for Key {
    fn bind<B: Binder<'v> + ?Sized>(self, binder: &mut B) -> Result<()> {
        binder.i64(self.0)
    }
}

/// So many keys, from 1 on.
struct Keys(usize);
impl EachParams for Keys {
    type One<'c> = Key;

    fn count(&self) -> usize {
        self.0
    }

    fn params(&self, run: usize) -> Key {
        Key(run as i64 + 1)
    }
}

fn one_statement_runs_for_many_values(database: &Database) {
    let c = &mut database.with_table();
    let insert = match Any::style(c).1.numbered {
        true => "INSERT INTO anyone (id) VALUES ($1)",
        false => "INSERT INTO anyone (id) VALUES (?)",
    };
    let mut affected = 0;
    Any::execute_each(c, &SqlText::Constant(insert), &Keys(20), |done| affected += done.affected).unwrap();
    assert_eq!(affected, 20);
}

fn a_transaction_can_be_rolled_back(database: &Database) {
    let c = &mut database.with_table();
    let outside = Any::in_transaction(c);
    assert_ne!(outside, Some(true));
    Any::begin(c, &TransactionOptions { access: Some(AccessMode::ReadWrite), ..Default::default() }).unwrap();
    assert_eq!(Any::in_transaction(c), outside.map(|_| true));
    Any::execute(c, &SqlText::Constant(FILL), &()).unwrap();
    Any::script(c, "ROLLBACK").unwrap();
    assert_eq!(Any::in_transaction(c), outside);
    assert!(Any::query(c, &SqlText::Constant("SELECT id FROM anyone"), &()).unwrap().next().unwrap().is_none());
}

fn a_broken_constraint_is_told(database: &Database) {
    let c = &mut database.with_table();
    Any::execute(c, &SqlText::Constant(FILL), &()).unwrap();
    let error = Any::execute(c, &SqlText::Constant("INSERT INTO anyone (id) VALUES (1)"), &()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Constraint);
    assert_eq!(error.constraint().unwrap().kind, ConstraintKind::Unique);
    assert!(error.code().is_some());
}

fn an_engine_runs_statements(database: &Database) {
    let engine = AnyEngine::builder(&database.url).pool_size(1).open().unwrap();
    let mut c = engine.connect().unwrap();
    c.script(TABLE).unwrap();
    let rolled_back: Result<()> = c.transaction(|t| {
        sql::<()>(FILL).execute(t)?;
        sql::<i64>("SELECT id FROM anyone WHERE name = ?").bind("Zoe").one(t).map(drop)
    });
    assert_eq!(rolled_back.unwrap_err().kind(), ErrorKind::NotFound);

    assert_eq!(sql::<()>(FILL).execute(&mut c).unwrap(), 3);
    let query = sql::<(i64, Option<String>)>("SELECT id, name FROM anyone WHERE id > ? AND id < ? ORDER BY id");
    let query = query.bind(1_i64).bind(9_i64);
    let expected = [(2, Some("Bob".to_owned())), (3, None)];
    assert_eq!(query.all(&mut c).unwrap(), expected);
    let streamed: Result<Vec<_>> = query.iter(&mut c).unwrap().collect();
    assert_eq!(streamed.unwrap(), expected);
}

table! {
    /// The rows of the table that the other tests write by hand.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Anyone in anyone {
        #[primary_key]
        id: i64,
        #[max_len(50)]
        name: Option<String>,
    }
}

fn even(id: i64) -> Option<String> {
    (id % 2 == 0).then(|| format!("n{id}"))
}

/// Constant text, text that is rendered, and the parts that are written differently on each backend.
fn the_language_is_written_as_the_connection_wants_it(database: &Database) {
    let engine = AnyEngine::builder(&database.url).pool_size(1).open().unwrap();
    let c = &mut engine.connect().unwrap();
    c.script(TABLE).unwrap();
    // More values than SQLite takes in one statement.
    let many: Vec<_> = (1..=20_000_i64).map(|id| new!(Anyone { id: id, name: even(id) })).collect();
    assert_eq!(insert(anyone::table).values(many).execute(c).unwrap(), 20_000);
    assert_eq!(from(anyone::table).count(c).unwrap(), 20_000);

    let listed = from(anyone::table).filter(anyone::id.in_list(vec![7_i64, 4, 30_000])).order_by(anyone::id);
    let expected = [Anyone { id: 4, name: even(4) }, Anyone { id: 7, name: None }];
    assert_eq!(listed.all(c).unwrap(), expected);
    let as_itself = anyone::name.is_not_distinct_from(anyone::name);
    assert_eq!(from(anyone::table).filter(as_itself.and(anyone::id.lt(4_i64))).count(c).unwrap(), 3);
    assert_eq!(delete(anyone::table).filter(anyone::name.like("n1%")).execute(c).unwrap(), 5555);
}

#[cfg(feature = "mysql")]
mod the_scheme_mariadb_is_mariadb {
    use super::*;

    #[test]
    fn mariadb() {
        let Some(database) = Database::mariadb() else { return };
        let c = connect(&database.url.replacen("mysql:", "mariadb:", 1)).unwrap();
        assert_eq!(Any::style(&c).1.kind, DialectKind::MariaDb);
    }
}

/// URLs of servers that do not exist, whether their backend is built in, and what the error says if it is not.
const NOWHERE: [(&str, bool, &str, &str); 4] = [
    ("postgres://u:secret@127.0.0.1:1/d", cfg!(feature = "postgres"), "PostgreSQL", "`postgres`"),
    ("postgresql://u:secret@127.0.0.1:1/d", cfg!(feature = "postgres"), "PostgreSQL", "`postgres`"),
    ("mysql://u:secret@127.0.0.1:1/d", cfg!(feature = "mysql"), "MySQL", "`mysql`"),
    ("mariadb://u:secret@127.0.0.1:1/d", cfg!(feature = "mysql"), "MariaDB", "`mysql`"),
];

#[test]
fn a_backend_that_is_not_built_in_is_an_error_that_names_its_feature() {
    let sqlite = ("sqlite::memory:", cfg!(feature = "sqlite"), "SQLite", "`sqlite`");
    for (url, _, vendor, feature) in NOWHERE.into_iter().chain([sqlite]).filter(|(_, built_in, ..)| !built_in) {
        let error = AnyEngine::open(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Url, "{error}");
        for part in [vendor, feature, "of aludel"] {
            assert!(error.message().contains(part), "{error}");
        }
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[test]
fn a_backend_that_is_built_in_is_connected_to() {
    for (url, ..) in NOWHERE.into_iter().filter(|(_, built_in, ..)| *built_in) {
        let error = AnyEngine::open(url).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
    assert_eq!(AnyEngine::open("sqlite::memory:").is_ok(), cfg!(feature = "sqlite"));
    let built_in = ["sqlite", "postgresql", "mariadb"].map(Any::is_built_in);
    assert_eq!(built_in, [cfg!(feature = "sqlite"), cfg!(feature = "postgres"), cfg!(feature = "mysql")]);
}

#[test]
fn an_unknown_scheme_is_an_error_that_lists_the_known_ones() {
    let url = "oracle://u:secret@127.0.0.1:1/d";
    for error in [connect(url).err().unwrap(), AnyEngine::open(url).unwrap_err()] {
        assert_eq!(error.kind(), ErrorKind::Url);
        for scheme in Any::SCHEMES.iter().chain(&["oracle"]) {
            assert!(error.message().contains(&format!("`{scheme}`")), "{error}");
        }
    }
    assert_eq!(Any::SCHEMES, ["sqlite", "postgres", "postgresql", "mysql", "mariadb"]);
}
