//! Prepared statements on SQLite's C API, which with [`cells`](crate::cells) are the only unsafe code of the crate.
//!
//! Text and blobs are bound without a copy. What keeps that sound:
//!
//! - [`Run`] borrows the statement and the values alike; when dropped it resets the statement and clears its bindings.
//! - A `Run` that is leaked leaves `held` and `borrowed` set. The next one, and `Drop` of the statement, clear the bindings before
//!   any other call, so that SQLite never looks at a value that is gone.
//! - Statements live in a [`Connection`](crate::Connection), or beside another one in it ([`Many`]), which drops them before the
//!   database handle and prepares them only from that handle. They are reached through `&mut` of it, so no two threads use them at a time.
//! - Reading a column needs `&Statement`, stepping and resetting need `&mut`: what was read cannot be overtaken.

use crate::{
    cells::Layout,
    error::{self, Stage},
    keys::Key,
    many::{self, Many, Together},
    verb::Verb,
};
use aludel_core::{Error, ErrorKind, Result};
use rusqlite::ffi;
use std::{
    borrow::Cow,
    ffi::{CStr, c_int},
    ptr::{self, NonNull},
};

/// A prepared statement, reset and without bindings unless a [`Run`] holds it.
pub(crate) struct Statement {
    raw: NonNull<ffi::sqlite3_stmt>,
    db: NonNull<ffi::sqlite3>,
    parameters: c_int,
    pub(crate) verb: Verb,
    /// Whether it changes the database file.
    pub(crate) writes: bool,
    /// Whether it was run before.
    pub(crate) used: bool,
    /// Whether memory that is not SQLite's may be bound.
    borrowed: bool,
    /// Whether a [`Run`] has it, or had it and was leaked.
    held: bool,
    /// What it returns without RETURNING.
    key: Option<Box<Key>>,
    /// The key of the row that it inserted last, which is its only column.
    made: Option<i64>,
    /// Whether it has to be prepared anew.
    outdated: bool,
    layout: Layout,
    /// How often it was run, or would have been, of those runs that were many at a time.
    runs: usize,
    /// What is known of running it for many rows.
    many: Option<Box<Many>>,
}

// SAFETY: SQLite is built for threads (rusqlite refuses to open a connection otherwise), so a handle may be used from any
// thread, one at a time; that the statement and its connection move together is the promise of the module.
unsafe impl Send for Statement {}

/// A value to bind: one that lives as long as the run (`'c`), or one to copy.
pub(crate) enum Input<'c, 'i> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'c str),
    TextCopy(&'i str),
    Blob(&'c [u8]),
    BlobCopy(&'i [u8]),
}

impl Statement {
    /// Prepares the first statement of a text, and gives what follows it. `None` if there are only blanks and comments.
    pub(crate) fn prepare<'s>(db: &rusqlite::Connection, sql: &'s str) -> Result<(Option<Self>, &'s str)> {
        if sql.as_bytes().contains(&0) {
            return Err(Error::new(ErrorKind::Statement, "the SQL text has a NUL character; remove it"));
        }
        let too_long = |_| Error::new(ErrorKind::Statement, "the SQL text is longer than SQLite reads");
        let len = c_int::try_from(sql.len()).map_err(too_long)?;
        let (mut raw, mut tail) = (ptr::null_mut(), ptr::null());
        // SAFETY: the handle stays open, see the module; `sql` is `len` readable bytes; the out-pointers are ours.
        let (db, code) = unsafe {
            let (db, start, flags) = (db.handle(), sql.as_ptr().cast(), ffi::SQLITE_PREPARE_PERSISTENT);
            (db, ffi::sqlite3_prepare_v3(db, start, len, flags, &mut raw, &mut tail))
        };
        let db = NonNull::new(db).expect("an open connection has a handle");
        if code != ffi::SQLITE_OK {
            return Err(failure(db, Stage::Prepare));
        }
        let rest = sql.get((tail as usize).saturating_sub(sql.as_ptr() as usize)..).unwrap_or("");
        let Some(raw) = NonNull::new(raw) else { return Ok((None, rest)) };
        // SAFETY: `raw` was just prepared.
        let (parameters, writes) =
            unsafe { (ffi::sqlite3_bind_parameter_count(raw.as_ptr()), ffi::sqlite3_stmt_readonly(raw.as_ptr()) == 0) };
        let (verb, used, borrowed, held, outdated) = (Verb::of(sql), false, false, false, false);
        let (key, made, layout, runs, many) = (None, None, Layout::default(), 0, None);
        let statement =
            Self { raw, db, parameters, verb, writes, used, borrowed, held, key, made, outdated, layout, runs, many };
        Ok((Some(statement), rest))
    }

    /// With the key of the new row as its only column.
    pub(crate) fn telling(mut self, key: Key) -> Self {
        self.key = Some(Box::new(key));
        self
    }

    /// Whether it has to be prepared anew before it is run again.
    #[inline]
    pub(crate) fn is_used_up(&self) -> bool {
        self.outdated || (self.verb == Verb::Pragma && self.used)
    }

    #[inline]
    fn step(&mut self) -> Result<bool> {
        // SAFETY: `raw` is prepared, and what is bound is alive, see the module.
        match unsafe { ffi::sqlite3_step(self.raw.as_ptr()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            _ => Err(failure(self.db, if self.parameters == 0 { Stage::Step } else { Stage::StepWithValues })),
        }
    }

    #[inline]
    fn rewind(&mut self) {
        // SAFETY: `raw` is prepared. The result repeats the error of the last step, which was reported.
        unsafe { ffi::sqlite3_reset(self.raw.as_ptr()) };
    }

    /// The last run was leaked, and its values may be gone: they are cleared before all else.
    #[cold]
    fn recover(&mut self) {
        self.clear();
        self.rewind();
    }

    /// Clears the bindings, if they have to be.
    #[inline]
    fn clear(&mut self) {
        if self.borrowed {
            // SAFETY: `raw` is prepared.
            unsafe { ffi::sqlite3_clear_bindings(self.raw.as_ptr()) };
            self.borrowed = false;
        }
    }

    #[inline]
    pub(crate) fn width(&self) -> usize {
        self.columns() + usize::from(self.made.is_some())
    }

    #[inline]
    fn columns(&self) -> usize {
        // SAFETY: `raw` is prepared.
        unsafe { ffi::sqlite3_column_count(self.raw.as_ptr()) as usize }
    }

    /// The name of a column; empty if there is no such column.
    pub(crate) fn name(&self, at: usize) -> Cow<'_, str> {
        if let (0, Some(key)) = (at, &self.key) {
            return Cow::Borrowed(&key.column);
        }
        // SAFETY: `raw` is prepared, and an index out of range gives a null pointer. The text stays until the statement
        // is finalised or prepared again by a step, for which `self` would have to be borrowed mutably.
        unsafe {
            let name = ffi::sqlite3_column_name(self.raw.as_ptr(), index(at));
            if name.is_null() { Cow::Borrowed("") } else { CStr::from_ptr(name).to_string_lossy() }
        }
    }

    /// The key of the row that was inserted, where that is the row.
    #[inline]
    pub(crate) fn made(&self) -> Option<i64> {
        self.made
    }

    /// A column's value, owned by SQLite; NULL if there is none.
    #[inline]
    pub(crate) fn column(&self, at: usize) -> *mut ffi::sqlite3_value {
        // SAFETY: `raw` is prepared, and an index out of range is allowed.
        unsafe { ffi::sqlite3_column_value(self.raw.as_ptr(), index(at)) }
    }

    #[inline]
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// Looks how the row lies in memory, the first of a run: it may have been prepared for other columns since the last one.
    #[inline]
    fn look(&mut self) {
        let columns = self.columns();
        if self.layout.near != columns {
            self.layout = Layout::of(columns, |at| self.column(at));
        }
    }
}

impl Drop for Statement {
    fn drop(&mut self) {
        self.clear();
        // SAFETY: `raw` is prepared and used no more; the connection is still open, see the module.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}

/// One run of a statement: takes the values, steps, and puts the statement back as it was when dropped.
pub struct Run<'c> {
    statement: &'c mut Statement,
    bound: c_int,
}

impl<'c> Run<'c> {
    #[inline]
    pub(crate) fn new(statement: &'c mut Statement) -> Self {
        if statement.held {
            statement.recover();
        }
        (statement.used, statement.held) = (true, true);
        Self { statement, bound: 0 }
    }

    #[inline]
    pub(crate) fn statement(&self) -> &Statement {
        self.statement
    }

    #[inline]
    pub(crate) fn set_verb(&mut self, verb: Verb) {
        self.statement.verb = verb;
    }

    /// The statements of many rows, for an INSERT of one that ran for the first of them: so that nobody else can change the table
    /// any more. `None` if the rows that are left have to go alone.
    pub(crate) fn together(
        &mut self,
        db: &rusqlite::Connection,
        sql: &str,
        left: usize,
    ) -> Option<(&mut Together, usize)> {
        let schema = self.reprepared();
        let statement = &mut *self.statement;
        statement.runs = statement.runs.saturating_add(left);
        if left < many::FEWEST || statement.runs < many::RUNS {
            return None;
        }
        let many = statement.many.take().filter(|many| many.is_of(schema));
        let many = statement.many.insert(many.unwrap_or_else(|| Box::new(Many::of(db, sql, schema))));
        many.together().map(|together| (together, statement.runs))
    }

    /// How often it was prepared for another schema.
    fn reprepared(&self) -> c_int {
        // SAFETY: `raw` is prepared.
        unsafe { ffi::sqlite3_stmt_status(self.statement.raw.as_ptr(), ffi::SQLITE_STMTSTATUS_REPREPARE, 0) }
    }

    /// Runs an INSERT of so many rows whose keys follow the last one of the connection, and gives that.
    pub(crate) fn make_keys(&mut self, rows: usize) -> Result<i64> {
        let last = self.last_rowid();
        self.check()?;
        while self.step()? {}
        if self.changes() == rows as u64 && self.last_rowid().checked_sub_unsigned(rows as u64) == Some(last) {
            return Ok(last);
        }
        Err(Error::new(ErrorKind::Statement, "SQLite does not tell the keys that it made for several rows"))
    }

    /// The key of the row that was just inserted, if it is certain that this is what the statement returns.
    pub(crate) fn told_key(&self) -> Option<i64> {
        self.statement.made.filter(|_| !self.statement.outdated)
    }

    /// Makes a key the row of the statement, which is what it returns.
    pub(crate) fn on_key(&mut self, key: i64) -> &Statement {
        self.statement.made = Some(key);
        self.statement
    }

    /// Makes it ready for other values, which take the places of the last ones.
    #[inline]
    pub(crate) fn again(&mut self) {
        self.statement.rewind();
        self.bound = 0;
    }

    /// Checks that every placeholder has got its value.
    #[inline]
    pub(crate) fn check(&self) -> Result<()> {
        match self.statement.parameters {
            placeholders if placeholders == self.bound => Ok(()),
            placeholders => Err(error::miscounted(self.bound, placeholders)),
        }
    }

    /// Whether there is a row, the first one.
    #[inline]
    pub(crate) fn begin(&mut self) -> Result<bool> {
        let found = self.step()?;
        if found {
            self.statement.look();
        }
        Ok(found)
    }

    /// Whether there is a(nother) row. Not to be asked again after `false` or an error: SQLite would start anew.
    #[inline]
    pub(crate) fn step(&mut self) -> Result<bool> {
        self.statement.step()
    }

    /// Makes the key of the new row the row of the statement, if that is what it returns.
    #[inline]
    pub(crate) fn tell_key(&mut self, db: &rusqlite::Connection) -> Result<bool> {
        let Some(key) = &self.statement.key else { return Ok(false) };
        if self.changes() != 1 {
            self.statement.made = None;
            return Ok(false);
        }
        let prepared = self.reprepared();
        // For another schema, in which the key may be another.
        self.statement.outdated = prepared != 0;
        self.statement.made = Some(if prepared == 0 { self.last_rowid() } else { key.look_up(db)? });
        Ok(true)
    }

    /// How many rows the last INSERT, UPDATE or DELETE of the connection changed.
    #[inline]
    pub(crate) fn changes(&self) -> u64 {
        // SAFETY: the connection outlives its statements.
        unsafe { ffi::sqlite3_changes64(self.statement.db.as_ptr()) as u64 }
    }

    /// What `last_insert_rowid()` gives.
    #[inline]
    pub(crate) fn last_rowid(&self) -> i64 {
        // SAFETY: the connection outlives its statements.
        unsafe { ffi::sqlite3_last_insert_rowid(self.statement.db.as_ptr()) }
    }

    #[inline]
    pub(crate) fn set_last_rowid(&mut self, rowid: i64) {
        // SAFETY: the connection outlives its statements.
        unsafe { ffi::sqlite3_set_last_insert_rowid(self.statement.db.as_ptr(), rowid) }
    }

    /// Binds the next placeholder.
    #[inline(always)] // so that nothing is left of the match
    pub(crate) fn bind(&mut self, value: Input<'c, '_>) -> Result<()> {
        self.bound += 1;
        self.statement.borrowed |= matches!(value, Input::Text(_) | Input::Blob(_));
        let (raw, at, utf8) = (self.statement.raw.as_ptr(), self.bound, ffi::SQLITE_UTF8 as u8);
        let (lives, copy) = (ffi::SQLITE_STATIC(), ffi::SQLITE_TRANSIENT());
        // SAFETY: `raw` is prepared; a placeholder out of range is an error of SQLite. Memory is copied, or lives as
        // long as the run, which clears it. The pointer of an empty slice is not null, which would be NULL.
        let code = unsafe {
            match value {
                Input::Null => ffi::sqlite3_bind_null(raw, at),
                Input::Integer(v) => ffi::sqlite3_bind_int64(raw, at, v),
                Input::Real(v) => ffi::sqlite3_bind_double(raw, at, v),
                Input::Text(v) => ffi::sqlite3_bind_text64(raw, at, v.as_ptr().cast(), v.len() as u64, lives, utf8),
                Input::TextCopy(v) => ffi::sqlite3_bind_text64(raw, at, v.as_ptr().cast(), v.len() as u64, copy, utf8),
                Input::Blob(v) => ffi::sqlite3_bind_blob64(raw, at, v.as_ptr().cast(), v.len() as u64, lives),
                Input::BlobCopy(v) => ffi::sqlite3_bind_blob64(raw, at, v.as_ptr().cast(), v.len() as u64, copy),
            }
        };
        match code {
            ffi::SQLITE_OK => Ok(()),
            ffi::SQLITE_RANGE => Err(error::miscounted(self.bound, self.statement.parameters)),
            _ => Err(failure(self.statement.db, Stage::Bind)),
        }
    }
}

impl Drop for Run<'_> {
    #[inline]
    fn drop(&mut self) {
        self.statement.rewind();
        self.statement.clear();
        self.statement.held = false;
    }
}

/// A column's index as SQLite takes it. No row has so many columns that it does not fit.
#[inline]
fn index(at: usize) -> c_int {
    at as c_int
}

/// The error that the last call on a connection ended with.
#[cold]
fn failure(db: NonNull<ffi::sqlite3>, stage: Stage) -> Error {
    // SAFETY: the connection outlives its statements; the message is copied before another call can change it.
    let (code, message) = unsafe {
        (ffi::sqlite3_extended_errcode(db.as_ptr()), CStr::from_ptr(ffi::sqlite3_errmsg(db.as_ptr())).to_string_lossy())
    };
    error::from_code(code, &message, stage)
}
