//! The dialects of SQL, as types.

/// What distinguishes the text of one dialect from another's, as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Which dialect.
    pub kind: DialectKind,
    /// The character around identifiers.
    pub quote: u8,
    /// Placeholders are `$1`, `$2` rather than `?`.
    pub numbered: bool,
}

/// The dialects, as values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DialectKind {
    /// SQLite.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL.
    MySql,
    /// MariaDB.
    MariaDb,
    /// A dialect that lives outside of this repository.
    Other,
}

impl DialectKind {
    /// MySQL or MariaDB, whose dialects are one in most things.
    pub const fn is_mysql(self) -> bool {
        matches!(self, Self::MySql | Self::MariaDb)
    }
}

/// A dialect of SQL.
///
/// A backend outside of this repository brings its own: every construct that is written alike everywhere is available
/// in it at once, the others by implementing [`Sql`](super::Sql) for them.
pub trait Dialect: Copy + Send + Sync + 'static {
    /// The name, as the vendor writes it.
    const NAME: &'static str;
    /// Its style; several only for [`AnyDialect`], where the connection decides.
    const STYLES: &'static [Style];
    /// Whether it has arrays, ranges and intervals. A column or a value that is one does not compile where it has not.
    const HAS_ARRAYS: bool = false;
}

const fn style(kind: DialectKind, quote: u8, numbered: bool) -> Style {
    Style { kind, quote, numbered }
}

const SQLITE: Style = style(DialectKind::Sqlite, b'"', false);
const POSTGRES: Style = style(DialectKind::Postgres, b'"', true);
const MYSQL: Style = style(DialectKind::MySql, b'`', false);
const MARIADB: Style = style(DialectKind::MariaDb, b'`', false);

macro_rules! dialects {
    ($($(#[$meta:meta])* $name:ident = $vendor:literal [$($style:ident),*] $($more:ident = $is:literal)?;)*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(clippy::upper_case_acronyms, reason = "written as the vendors write them")]
        pub struct $name;
        impl Dialect for $name {
            const NAME: &'static str = $vendor;
            const STYLES: &'static [Style] = &[$($style),*];
            $(const $more: bool = $is;)?
        }
    )* };
}

dialects! {
    /// SQLite's SQL.
    SQLite = "SQLite" [SQLITE];
    /// PostgreSQL's SQL.
    PostgreSQL = "PostgreSQL" [POSTGRES] HAS_ARRAYS = true;
    /// MySQL's SQL.
    MySQL = "MySQL" [MYSQL];
    /// MariaDB's SQL.
    MariaDB = "MariaDB" [MARIADB];
    /// What all four dialects share, for a backend chosen at run time.
    AnyDialect = "any backend" [SQLITE, POSTGRES, MYSQL, MARIADB];
}
