//! What stands for a backend that is not built in.

use crate::backends;
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, DatabaseUrl, Done, DynParams, Rows, TransactionOptions, UrlError},
    sql::{AnyDialect, Binder, SqlText},
};

/// What there is none of: a connection, a query or a row of a backend that is not built in.
#[derive(Debug, Clone, Copy)]
pub enum NotBuilt {}

/// A backend whose feature is off: connecting to it fails.
#[allow(dead_code, reason = "with all features on it stands for nothing")]
pub struct Missing;

impl Backend for Missing {
    type Dialect = AnyDialect;
    type Connection = NotBuilt;
    type Rows<'c> = NotBuilt;
    type Binder<'v, 'b> = dyn Binder<'v> + 'b;

    const SCHEMES: &'static [&'static str] = &[];
    const MULTI_ROW_INSERT: bool = true;
    const MAX_BINDS: usize = usize::MAX;

    fn connect(url: &DatabaseUrl) -> Result<NotBuilt> {
        Err(unavailable(url.scheme()))
    }

    fn execute<'c>(connection: &'c mut NotBuilt, _: &SqlText<'_>, _: &dyn DynParams<'c, Self>) -> Result<Done> {
        match *connection {}
    }

    fn query<'c>(connection: &'c mut NotBuilt, _: &SqlText<'_>, _: &dyn DynParams<'c, Self>) -> Result<NotBuilt> {
        match *connection {}
    }

    fn script(connection: &mut NotBuilt, _: &str) -> Result<()> {
        match *connection {}
    }

    fn begin(connection: &mut NotBuilt, _: &TransactionOptions) -> Result<()> {
        match *connection {}
    }

    fn ping(connection: &mut NotBuilt) -> Result<()> {
        match *connection {}
    }

    fn is_broken(connection: &NotBuilt) -> bool {
        match *connection {}
    }

    fn version(connection: &mut NotBuilt) -> Result<String> {
        match *connection {}
    }
}

impl Rows for NotBuilt {
    type Row<'r> = NotBuilt;

    fn next(&mut self) -> Result<Option<NotBuilt>> {
        match *self {}
    }
}

/// The error for a scheme that has no backend, here or at all.
#[cold]
pub(crate) fn unavailable(scheme: &str) -> Error {
    match backends::LIST.iter().find(|listed| listed.schemes.contains(&scheme)) {
        Some(&backends::Listed { vendor, feature, .. }) => Error::new(
            ErrorKind::Url,
            format!(
                "the URL is for {vendor}, and this program was built without feature `{feature}` of aludel; add it to \
                 the features of `aludel` in Cargo.toml"
            ),
        ),
        None => UrlError::UnknownScheme { scheme: scheme.to_owned(), known: backends::SCHEMES.to_vec() }.into(),
    }
}
