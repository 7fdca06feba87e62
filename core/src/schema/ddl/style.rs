//! How a dialect of this repository is written.

use crate::{
    Error, ErrorKind, Result,
    sql::{AnyDialect, Dialect, DialectKind, Style},
};

/// The style of a dialect of this repository.
pub fn style_of(dialect: DialectKind) -> Result<Style> {
    AnyDialect::STYLES.iter().find(|style| style.kind == dialect).copied().ok_or_else(|| {
        let message = "tables can be created on SQLite, PostgreSQL, MySQL and MariaDB; on another backend create them \
                       by its own means";
        Error::new(ErrorKind::Schema, message)
    })
}
