//! What a handle can stand for, and what is said of one that stands for no row.

use crate::{Error, ErrorKind, schema::meta::TableMeta};

/// What a handle stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// A row that was added and is not written yet. It has no values to read.
    New,
    /// A row as it is in the database.
    Clean,
    /// A row that was written to since the last flush.
    Dirty,
    /// A row that is deleted by the next flush. Until then it can be read.
    Doomed,
    /// A row that was read after statements which were then rolled back; `refresh` it.
    Stale,
    /// No row any more.
    Gone(Gone),
}

/// Why there is no row any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Gone {
    /// It was deleted, through the session or unknown to it.
    Deleted,
    /// The database deleted it together with a row that it refers to.
    Cascaded,
    /// It was added in a transaction or savepoint that was rolled back.
    RolledBack,
    /// It was taken out with `detach`.
    Detached,
}

/// The error for a handle that stands for no row that can be used.
#[cold]
pub(super) fn refused(table: &TableMeta, state: State) -> Error {
    let name = table.name;
    let message = match state {
        State::New => format!(
            "the new row of `{name}` has no values yet: the database makes its key and defaults; call `flush()` before \
             reading it, and assign with `session.set(handle, column.set(..))` until then"
        ),
        State::Stale => format!(
            "the row of `{name}` was read after a statement that has been rolled back, so its values are not known; \
             call `refresh(handle)`"
        ),
        State::Gone(Gone::Deleted) => format!("the row of `{name}` is deleted"),
        State::Gone(Gone::Cascaded) => {
            format!("the row of `{name}` is gone: the database deleted it with a row it refers to (ON DELETE CASCADE)")
        }
        State::Gone(Gone::RolledBack) => {
            format!("the row of `{name}` does not exist: the transaction or savepoint it was added in was rolled back")
        }
        State::Gone(Gone::Detached) => format!("the row of `{name}` was taken out of the session with `detach`"),
        State::Clean | State::Dirty | State::Doomed => format!("the row of `{name}` cannot be used so"),
    };
    Error::new(ErrorKind::Handle, message)
}

/// The error for a handle of another session.
#[cold]
pub(super) fn another_session(table: &str) -> Error {
    Error::new(
        ErrorKind::Handle,
        format!(
            "the handle of a row of `{table}` belongs to another session, or to this one before `clear()`; \
             `get` the row here, or `merge` it"
        ),
    )
}

/// The error for a slot that has no row, where a row was expected.
#[cold]
pub(super) fn no_row() -> Error {
    Error::new(ErrorKind::Handle, "the handle names no row that has values")
}
