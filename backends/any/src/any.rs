//! The backend that is one of the backends.

use crate::{
    backends::{AnyConnection, AnyRow, AnyRows, LIST, Member, SCHEMES, member},
    missing::unavailable,
};
use aludel_core::{
    Result,
    engine::{Backend, DatabaseUrl, Done, DynParams, EachParams, Frame, Params, Rows, TransactionOptions},
    sql::{AnyDialect, Binder, Dialect, SqlText, Style},
};
use std::time::Duration;

/// The fewest values that one statement takes on any backend: those of SQLite.
pub(crate) const MAX_BINDS: usize = 32_766;

/// The backend that the URL names, of those that are built in.
///
/// Its SQL is [`AnyDialect`]: what only some databases have does not compile. The connection decides which text is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Any;

/// Connects to the backend that has the URL's scheme.
macro_rules! connect_to {
    ($url:ident $(
        $name:ident = $backend:path, $vendor:literal, feature $feature:literal, schemes [$($scheme:literal),+]
        { $($special:tt)* };
    )*) => {
        match $url.scheme() {
            $($($scheme)|+ => member::$name::open($url).map(AnyConnection::$name),)*
            unknown => Err(unavailable(unknown)),
        }
    };
}

impl Backend for Any {
    type Dialect = AnyDialect;
    type Connection = AnyConnection;
    type Rows<'c> = AnyRows<'c>;
    type Binder<'v, 'b> = dyn Binder<'v> + 'b;

    const SCHEMES: &'static [&'static str] = SCHEMES;
    const MULTI_ROW_INSERT: bool = true;
    const MAX_BINDS: usize = MAX_BINDS;

    fn connect(url: &DatabaseUrl) -> Result<AnyConnection> {
        with_backends!(connect_to[url])
    }

    fn is_built_in(scheme: &str) -> bool {
        LIST.iter().any(|listed| listed.is_built_in && listed.schemes.contains(&scheme))
    }

    fn style(connection: &AnyConnection) -> (usize, Style) {
        let dialect = each!(AnyConnection: connection => B::dialect(connection));
        let styles = AnyDialect::STYLES;
        let index = styles.iter().position(|style| style.kind == dialect);
        let index = index.expect("`AnyDialect` has a style for the dialect of every backend");
        (index, styles[index])
    }

    fn execute<'c>(
        connection: &'c mut AnyConnection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<Done> {
        each!(AnyConnection: connection => B::execute(connection, text, &Through(params)))
    }

    #[inline]
    fn execute_each<E: EachParams + ?Sized>(
        connection: &mut AnyConnection,
        text: &SqlText<'_>,
        runs: &E,
        each: impl FnMut(Done),
    ) -> Result<()> {
        each!(AnyConnection: connection => B::execute_each(connection, text, runs, each))
    }

    fn query<'c>(
        connection: &'c mut AnyConnection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<AnyRows<'c>> {
        each!(AnyConnection: connection, rows: AnyRows => B::query(connection, text, &Through(params)).map(rows))
    }

    fn query_all<'c>(
        connection: &'c mut AnyConnection,
        text: &SqlText<'_>,
        params: &dyn DynParams<'c, Self>,
    ) -> Result<AnyRows<'c>> {
        each!(AnyConnection: connection, rows: AnyRows => B::query_all(connection, text, &Through(params)).map(rows))
    }

    fn script(connection: &mut AnyConnection, sql: &str) -> Result<()> {
        each!(AnyConnection: connection => B::script(connection, sql))
    }

    fn limit_statements(connection: &mut AnyConnection, timeout: Duration) -> Result<()> {
        each!(AnyConnection: connection => B::limit_statements(connection, timeout))
    }

    #[inline]
    fn frame(connection: &mut AnyConnection, frame: Frame) -> Result<()> {
        each!(AnyConnection: connection => B::frame(connection, frame))
    }

    fn begin(connection: &mut AnyConnection, options: &TransactionOptions) -> Result<()> {
        each!(AnyConnection: connection => B::begin(connection, options))
    }

    fn is_unwritten(connection: &AnyConnection) -> bool {
        each!(AnyConnection: connection => B::is_unwritten(connection))
    }

    fn rewind(connection: &mut AnyConnection) -> Result<()> {
        each!(AnyConnection: connection => B::rewind(connection))
    }

    fn in_transaction(connection: &AnyConnection) -> Option<bool> {
        each!(AnyConnection: connection => B::in_transaction(connection))
    }

    fn ping(connection: &mut AnyConnection) -> Result<()> {
        each!(AnyConnection: connection => B::ping(connection))
    }

    fn is_broken(connection: &AnyConnection) -> bool {
        each!(AnyConnection: connection => B::is_broken(connection))
    }

    fn version(connection: &mut AnyConnection) -> Result<String> {
        each!(AnyConnection: connection => B::version(connection))
    }
}

/// The values of a statement, on their way to one of the backends.
#[derive(Clone, Copy)]
struct Through<'p, 'c>(&'p dyn DynParams<'c, Any>);
impl<'c> Params<'c> for Through<'_, 'c> {
    fn bind<B: Binder<'c> + ?Sized>(self, mut binder: &mut B) -> Result<()> {
        self.0.bind_to(&mut binder)
    }
}

impl<'c> Rows for AnyRows<'c> {
    type Row<'r>
        = AnyRow<'r, 'c>
    where
        Self: 'r;

    #[inline]
    fn next(&mut self) -> Result<Option<Self::Row<'_>>> {
        let rows = self;
        each!(AnyRows: rows, row: AnyRow => Ok(rows.next()?.map(row)))
    }
}
