//! The list of the backends, and the enums over it.

use crate::missing::Missing;
use aludel_core::{
    Result,
    engine::{Backend, DatabaseUrl, Rows},
    sql::DialectKind,
};

/// What [`Any`](crate::Any) asks of a backend beyond [`Backend`].
pub(crate) trait Member: Backend {
    /// Opens a connection.
    fn open(url: &DatabaseUrl) -> Result<Self::Connection> {
        Self::connect(url)
    }

    /// The dialect of the connection. Its binder has to tell the same, since text and order of values follow from it.
    fn dialect(connection: &Self::Connection) -> DialectKind {
        Self::style(connection).1.kind
    }
}

impl Member for Missing {}

/// A backend, and what the error says if it is not built in.
pub(crate) struct Listed {
    pub(crate) schemes: &'static [&'static str],
    pub(crate) vendor: &'static str,
    pub(crate) feature: &'static str,
    pub(crate) is_built_in: bool,
}

/// The backends, one entry each: all that there is to do for another one. Braces hold what it does otherwise than
/// [`Member`] says.
///
/// Hands the list to a macro, behind the tokens that are in brackets after the macro's name.
macro_rules! with_backends {
    ($then:ident $([$($first:tt)*])?) => {
        $then! { $($($first)*)?
            Sqlite = aludel_sqlite::Sqlite, "SQLite", feature "sqlite", schemes ["sqlite"] {};
            Postgres = aludel_postgres::Postgres, "PostgreSQL", feature "postgres", schemes ["postgres", "postgresql"] {};
            MySql = aludel_mysql::MySql, "MySQL and MariaDB", feature "mysql", schemes ["mysql", "mariadb"] {
                fn open(url: &DatabaseUrl) -> Result<Self::Connection> {
                    aludel_mysql::connect(url)
                }
                fn dialect(connection: &Self::Connection) -> DialectKind {
                    connection.dialect()
                }
            };
        }
    };
}

macro_rules! declare {
    ($(
        $name:ident = $backend:path, $vendor:literal, feature $feature:literal, schemes [$($scheme:literal),+]
        { $($special:tt)* };
    )*) => {
        /// Each backend under its name, or [`Missing`] where its feature is off.
        pub(crate) mod member { $(
            #[cfg(feature = $feature)]
            pub(crate) use $backend as $name;
            #[cfg(not(feature = $feature))]
            pub(crate) use crate::missing::Missing as $name;
        )* }

        $(
            #[cfg(feature = $feature)]
            impl Member for $backend { $($special)* }

            const _: () = assert!(crate::any::MAX_BINDS <= member::$name::MAX_BINDS);
        )*

        /// All backends, built in or not.
        pub(crate) const LIST: &[Listed] =
            &[$(Listed {
                schemes: &[$($scheme),+],
                vendor: $vendor,
                feature: $feature,
                is_built_in: cfg!(feature = $feature),
            }),*];

        /// The schemes of all backends, built in or not.
        pub(crate) const SCHEMES: &[&str] = &[$($($scheme),+),*];

        /// A connection to one of the backends.
        ///
        /// There is a variant for each backend, whichever features are on. That of one that is not built in holds
        /// [`NotBuilt`](crate::NotBuilt), so it never occurs.
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "there are as few as the pool has connections")]
        pub enum AnyConnection { $(
            #[doc = concat!("A connection to ", $vendor, ".")]
            $name(<member::$name as Backend>::Connection),
        )* }

        /// A running query on one of the backends.
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "one a query, on the stack")]
        pub enum AnyRows<'c> { $(
            #[doc = concat!("A running query on ", $vendor, ".")]
            $name(<member::$name as Backend>::Rows<'c>),
        )* }

        /// A row of one of the backends, out of an [`AnyRows<'c>`](AnyRows).
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant, reason = "one a query, on the stack")]
        pub enum AnyRow<'r, 'c: 'r> { $(
            #[doc = concat!("A row of ", $vendor, ".")]
            $name(<<member::$name as Backend>::Rows<'c> as Rows>::Row<'r>),
        )* }
    };
}
with_backends!(declare);

/// `each!(AnyConnection: connection => B::ping(connection))`: the expression, for whichever backend it is. In it `B` names
/// that backend, and the variable is what the variant holds. `each!(AnyRows: rows, wrap: AnyRow => ..)` has in `wrap` the
/// variant of another enum too.
macro_rules! each {
    ($any:ident: $it:ident $(, $wrap:ident: $other:ident)? => $then:expr) => {
        with_backends!(arms [$any $it [$($wrap $other)?] [$then]])
    };
}

macro_rules! arms {
    ($any:ident $it:ident $wrap:tt $then:tt $(
        $name:ident = $backend:path, $vendor:literal, feature $feature:literal, schemes $schemes:tt { $($special:tt)* };
    )*) => {
        match $it { $($crate::backends::$any::$name($it) => arms!(@arm $name $wrap $then),)* }
    };
    (@arm $name:ident [$($wrap:ident $other:ident)?] [$then:expr]) => {{
        #[allow(dead_code, reason = "a row's methods do not need it")]
        type B = $crate::backends::member::$name;
        $(let $wrap = $crate::backends::$other::$name;)?
        $then
    }};
}
