//! One harness for all backends: `each_backend!`, and a fresh database for every test.
#![allow(dead_code, unused_imports, unused_macros, reason = "no binary of the tests uses all of it")]

use aludel::{
    Any, MariaDb, MySql, Postgres, Sqlite,
    engine::{Backend, Connection, Create, Engine, EngineBuilder, Executor, Link},
    schema::Schema,
};
use std::{
    env,
    fs::OpenOptions,
    io::Write,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

/// Writes each test once for every backend, as `name::sqlite`, `name::postgres`, `name::mariadb`.
///
/// The body is compiled against the concrete backend, which it knows as `B`; `db` is a `&mut Db<B>`, and `?` gives any
/// error of Aludel. `on [Sqlite, Postgres]` before `fn` names the backends that have the construct. `everywhere` adds
/// to the usual three `name::mysql`, the dialect of MySQL on MariaDB's server and on that of `ALUDEL_TEST_REAL_MYSQL_URL`
/// if it is set, and `name::any`, [`Any`] on each of
/// them in turn.
macro_rules! each_backend {
    () => {};
    ($(#[$doc:meta])* fn $name:ident($db:ident) $body:block $($rest:tt)*) => {
        $crate::harness::each_backend! { @test [$(#[$doc])*] $name $db $body [Sqlite Postgres MariaDb] }
        $crate::harness::each_backend! { $($rest)* }
    };
    ($(#[$doc:meta])* everywhere fn $name:ident($db:ident) $body:block $($rest:tt)*) => {
        $crate::harness::each_backend! { @test [$(#[$doc])*] $name $db $body [Sqlite Postgres MariaDb MySql Any] }
        $crate::harness::each_backend! { $($rest)* }
    };
    ($(#[$doc:meta])* on [$($backend:ident),+] fn $name:ident($db:ident) $body:block $($rest:tt)*) => {
        $crate::harness::each_backend! { @test [$(#[$doc])*] $name $db $body [$($backend)+] }
        $crate::harness::each_backend! { $($rest)* }
    };
    (@test [$($doc:tt)*] $name:ident $db:ident $body:block [$($backend:ident)+]) => {
        $($doc)*
        mod $name {
            #[allow(unused_imports)]
            use super::*;
            $($crate::harness::each_backend! { @one $backend $db $body })+
        }
    };
    (@one Sqlite $($body:tt)+) => { $crate::harness::each_backend! { @fn sqlite Sqlite $($body)+ } };
    (@one Postgres $($body:tt)+) => { $crate::harness::each_backend! { @fn postgres Postgres $($body)+ } };
    (@one MariaDb $($body:tt)+) => { $crate::harness::each_backend! { @fn mariadb MariaDb $($body)+ } };
    (@one MySql $($body:tt)+) => { $crate::harness::each_backend! { @fn mysql MySql $($body)+ } };
    (@one Any $($body:tt)+) => { $crate::harness::each_backend! { @fn any Any $($body)+ } };
    (@fn $test:ident $backend:ident $db:ident $body:block) => {
        #[test]
        fn $test() {
            #[allow(dead_code)]
            type B = aludel::$backend;
            $crate::harness::run::<B>(|$db: &mut $crate::harness::Db<B>| {
                $body
                Ok(())
            });
        }
    };
}
pub(crate) use each_backend;

/// Runs a test on a fresh database, unless its backend is not wanted.
pub fn run<B: TestBackend>(test: impl Fn(&mut Db<B>) -> aludel::Result<()>) {
    let mut ran = false;
    for place in B::PLACES.iter().filter_map(|make| make()) {
        ran = true;
        let mut db = Db { connection: None, engine: None, place };
        if let Err(error) = test(&mut db) {
            panic!("{error:?}");
        }
    }
    if !ran {
        skipped();
    }
}

/// Tells `cargo xtask test` that the test which runs is passed without having run: by its name, in a file that it reads.
fn skipped() {
    println!("skipped: ALUDEL_TEST_BACKENDS names sqlite only");
    if let (Some(file), Some(name)) = (env::var_os("ALUDEL_TEST_SKIPPED"), std::thread::current().name()) {
        let mut file = OpenOptions::new().create(true).append(true).open(file).unwrap();
        file.write_all(format!("{name}\n").as_bytes()).unwrap();
    }
}

/// A database of one test. Statements can be run on it: it has a connection.
pub struct Db<B: TestBackend> {
    // The order is that of dropping: a database goes when nobody is connected any more.
    connection: Option<Connection<B>>,
    engine: Option<Engine<B>>,
    place: Place,
}

impl<B: TestBackend> Db<B> {
    /// The engine that [`Db`] itself runs on; on SQLite in memory, with one connection.
    pub fn engine(&mut self) -> Engine<B> {
        let url = self.place.url.as_str();
        self.engine.get_or_insert_with(|| Engine::open(url).unwrap()).clone()
    }

    /// Opens an engine of several connections. On SQLite it is another database, in a file.
    pub fn builder(&self) -> EngineBuilder<B> {
        Engine::builder(self.url())
    }

    /// The URL of [`Db::builder`].
    pub fn url(&self) -> &str {
        self.place.shared_url.as_deref().unwrap_or(&self.place.url)
    }

    /// The connection that statements run on.
    pub fn connection(&mut self) -> &mut Connection<B> {
        if self.connection.is_none() {
            self.connection = Some(self.engine().connect().unwrap());
        }
        self.connection.as_mut().unwrap()
    }

    /// Whether the server is MySQL, and not MariaDB that takes its dialect.
    pub fn is_mysql_itself(&self) -> bool {
        env::var(MYSQL_URL)
            .is_ok_and(|url| url.rsplit_once('/').is_some_and(|(server, _)| self.url().starts_with(server)))
    }

    /// Creates the tables of a schema.
    pub fn create<S: Schema>(&mut self) {
        self.connection = None;
        S::create_all(&self.engine()).unwrap();
    }

    /// A connection that goes back to the pool, and comes out again.
    pub fn reconnect(&mut self) {
        self.connection = None;
    }
}

impl<B: TestBackend> Executor for Db<B> {
    type Backend = B;
    fn ready(&mut self) -> aludel::Result<&mut Link<B>> {
        Ok(self.connection().link())
    }
}

/// Where the database of a test is.
pub struct Place {
    url: String,
    shared_url: Option<String>,
    cleanup: Option<Box<dyn FnOnce() + Send>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(cleanup) = self.cleanup.take() {
            cleanup();
        }
    }
}

/// A backend that tests run on.
pub trait TestBackend: Backend {
    /// Makes a fresh database; several for a backend that is tested on several. `None` if it is not wanted.
    const PLACES: &[fn() -> Option<Place>];
}

impl TestBackend for Sqlite {
    const PLACES: &[fn() -> Option<Place>] = &[sqlite];
}
impl TestBackend for Postgres {
    const PLACES: &[fn() -> Option<Place>] = &[postgres];
}
impl TestBackend for MariaDb {
    const PLACES: &[fn() -> Option<Place>] = &[mariadb];
}
impl TestBackend for MySql {
    const PLACES: &[fn() -> Option<Place>] = &[mariadb, mysql];
}
impl TestBackend for Any {
    const PLACES: &[fn() -> Option<Place>] = &[sqlite, postgres, mariadb, mysql];
}

fn sqlite() -> Option<Place> {
    let directory = tempfile::tempdir().unwrap();
    // Nothing here needs to survive a power cut.
    let file = format!("sqlite:{}?synchronous=off", directory.path().join("test.db").display());
    Some(Place {
        url: "sqlite::memory:".to_owned(),
        shared_url: Some(file),
        cleanup: Some(Box::new(move || drop(directory))),
    })
}

/// A schema of its own on the server.
fn postgres() -> Option<Place> {
    static SERVER: OnceLock<Engine<Postgres>> = OnceLock::new();
    let (server, url) = server(&SERVER, POSTGRES_URL)?;
    let name = fresh_name();
    script(server, &format!("CREATE SCHEMA {name}"));
    let separator = if url.contains('?') { '&' } else { '?' };
    Some(Place {
        url: format!("{url}{separator}options=-csearch_path%3D{name}"),
        shared_url: None,
        // A connection that a test forgot is told, not waited for.
        cleanup: Some(Box::new(move || {
            script(server, &format!("SET lock_timeout = '20s'; DROP SCHEMA {name} CASCADE"));
        })),
    })
}

fn mariadb() -> Option<Place> {
    static SERVER: OnceLock<Engine<MariaDb>> = OnceLock::new();
    server(&SERVER, MARIADB_URL).map(|(server, url)| database(server, &url))
}

/// MySQL itself, for who has one.
fn mysql() -> Option<Place> {
    static SERVER: OnceLock<Engine<MySql>> = OnceLock::new();
    env::var_os(MYSQL_URL)?;
    server(&SERVER, MYSQL_URL).map(|(server, url)| database(server, &url))
}

/// A database of its own on the server.
fn database<B: Backend>(server: &'static Engine<B>, url: &str) -> Place {
    let name = fresh_name();
    script(server, &format!("CREATE DATABASE {name}"));
    let (base, options) = url.split_once('?').map_or((url, String::new()), |(b, o)| (b, format!("?{o}")));
    let (authority, _) = base.rsplit_once('/').expect("the URL names a database");
    Place {
        url: format!("{authority}/{name}{options}"),
        shared_url: None,
        cleanup: Some(Box::new(move || {
            script(server, &format!("SET lock_wait_timeout = 20; DROP DATABASE {name}"));
        })),
    }
}

/// The environment variables with the URLs of the servers.
const POSTGRES_URL: &str = "ALUDEL_TEST_POSTGRES_URL";
const MARIADB_URL: &str = "ALUDEL_TEST_MYSQL_URL";
const MYSQL_URL: &str = "ALUDEL_TEST_REAL_MYSQL_URL";

/// The server itself, to make and drop databases on, and its URL; `None` if servers are not wanted.
fn server<B: Backend>(cell: &'static OnceLock<Engine<B>>, variable: &str) -> Option<(&'static Engine<B>, String)> {
    if env::var("ALUDEL_TEST_BACKENDS").is_ok_and(|wanted| wanted == "sqlite") {
        return None;
    }
    let url = env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set; `cargo xtask test` starts servers and sets it, and ALUDEL_TEST_BACKENDS=sqlite \
             leaves them out"
        )
    });
    let open = || Engine::builder(&url).pool_size(4).pool_timeout(Duration::from_secs(60)).open().unwrap();
    Some((cell.get_or_init(open), url))
}

fn script<B: Backend>(server: &Engine<B>, sql: &str) {
    server.connect().unwrap().link().script(sql).unwrap();
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("t_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The error of something that must fail.
#[track_caller]
pub fn failure<T>(result: aludel::Result<T>) -> aludel::Error {
    match result {
        Ok(_) => panic!("an error was expected"),
        Err(error) => error,
    }
}

/// Everything that an error shows, down to its source.
pub fn shown(error: &aludel::Error) -> String {
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        shown += &format!(" {error} {error:?}");
        source = error.source();
    }
    shown
}
