//! As thin a layer over the C interface as keeps the rest readable.

use std::ffi::{CStr, CString, c_int};
use std::ptr::{self, NonNull};

use libsqlite3_sys as ffi;

pub struct Connection(NonNull<ffi::sqlite3>);

impl Connection {
    pub fn open(path: &str) -> Self {
        let path = CString::new(path).expect("a path");
        let flags = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_CREATE | ffi::SQLITE_OPEN_NOMUTEX;
        let mut db = ptr::null_mut();
        // SAFETY: the pointers are valid for the call.
        let code = unsafe { ffi::sqlite3_open_v2(path.as_ptr(), &mut db, flags, ptr::null()) };
        assert_eq!(code, ffi::SQLITE_OK, "cannot open {path:?}");
        Self(NonNull::new(db).expect("a database"))
    }

    pub fn execute(&self, sql: &str) {
        let sql = CString::new(sql).expect("a text");
        // SAFETY: the database is open.
        let code = unsafe { ffi::sqlite3_exec(self.0.as_ptr(), sql.as_ptr(), None, ptr::null_mut(), ptr::null_mut()) };
        assert_eq!(code, ffi::SQLITE_OK, "{:?}: {}", sql, self.message());
    }

    fn message(&self) -> &str {
        // SAFETY: the database is open.
        unsafe { CStr::from_ptr(ffi::sqlite3_errmsg(self.0.as_ptr())) }.to_str().expect("a message")
    }

    pub fn last_rowid(&self) -> i64 {
        // SAFETY: the database is open.
        unsafe { ffi::sqlite3_last_insert_rowid(self.0.as_ptr()) }
    }

    pub fn changes(&self) -> i64 {
        // SAFETY: the database is open.
        unsafe { ffi::sqlite3_changes64(self.0.as_ptr()) }
    }

    /// The statement in its place, prepared if it is not there.
    #[inline]
    pub fn kept<'s>(&self, place: &'s mut Option<Statement>, sql: impl FnOnce() -> String) -> &'s mut Statement {
        place.get_or_insert_with(|| self.prepare(&sql()))
    }

    #[cold]
    pub fn prepare(&self, sql: &str) -> Statement {
        let mut statement = ptr::null_mut();
        let flags = ffi::SQLITE_PREPARE_PERSISTENT;
        // SAFETY: the text is of the length that is told.
        let code = unsafe {
            let text = sql.as_ptr().cast();
            ffi::sqlite3_prepare_v3(self.0.as_ptr(), text, sql.len() as c_int, flags, &mut statement, ptr::null_mut())
        };
        assert_eq!(code, ffi::SQLITE_OK, "{sql}: {}", self.message());
        Statement(NonNull::new(statement).expect("a statement"))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        // SAFETY: nothing uses it any more.
        unsafe { ffi::sqlite3_close(self.0.as_ptr()) };
    }
}

pub struct Statement(NonNull<ffi::sqlite3_stmt>);

impl Drop for Statement {
    fn drop(&mut self) {
        // SAFETY: nothing uses it any more.
        unsafe { ffi::sqlite3_finalize(self.0.as_ptr()) };
    }
}

impl Statement {
    #[inline]
    fn raw(&self) -> *mut ffi::sqlite3_stmt {
        self.0.as_ptr()
    }

    #[inline]
    pub fn bind_i64(&mut self, index: i32, value: i64) {
        // SAFETY: the statement is alive; a bad index is an error, not undefined.
        let code = unsafe { ffi::sqlite3_bind_int64(self.raw(), index, value) };
        assert_eq!(code, ffi::SQLITE_OK);
    }

    #[inline]
    pub fn bind_f64(&mut self, index: i32, value: f64) {
        // SAFETY: as above.
        let code = unsafe { ffi::sqlite3_bind_double(self.raw(), index, value) };
        assert_eq!(code, ffi::SQLITE_OK);
    }

    /// The text is not copied: it has to live until the statement is reset.
    #[inline]
    pub fn bind_text(&mut self, index: i32, value: &str) {
        // SAFETY: the callers run and reset the statement while the text lives.
        let code = unsafe {
            ffi::sqlite3_bind_text(self.raw(), index, value.as_ptr().cast(), value.len() as c_int, ffi::SQLITE_STATIC())
        };
        assert_eq!(code, ffi::SQLITE_OK);
    }

    /// Whether there is a row.
    #[inline]
    pub fn step(&mut self) -> bool {
        // SAFETY: the statement is alive.
        match unsafe { ffi::sqlite3_step(self.raw()) } {
            ffi::SQLITE_ROW => true,
            ffi::SQLITE_DONE => false,
            code => panic!("SQLite says {code}"),
        }
    }

    #[inline]
    pub fn reset(&mut self) {
        // SAFETY: the statement is alive.
        unsafe { ffi::sqlite3_reset(self.raw()) };
    }

    /// Runs a statement without rows.
    #[inline]
    pub fn run(&mut self) {
        while self.step() {}
        self.reset();
    }

    #[inline]
    pub fn i64(&self, column: i32) -> i64 {
        // SAFETY: a row is there.
        unsafe { ffi::sqlite3_column_int64(self.raw(), column) }
    }

    #[inline]
    pub fn i32(&self, column: i32) -> i32 {
        // SAFETY: a row is there.
        unsafe { ffi::sqlite3_column_int(self.raw(), column) }
    }

    #[inline]
    pub fn f64(&self, column: i32) -> f64 {
        // SAFETY: a row is there.
        unsafe { ffi::sqlite3_column_double(self.raw(), column) }
    }

    #[inline]
    pub fn bool(&self, column: i32) -> bool {
        self.i32(column) != 0
    }

    /// The text, checked to be UTF-8, as safe code has to.
    #[inline]
    pub fn text(&self, column: i32) -> String {
        // SAFETY: a row is there, and the text is copied before the next call.
        let bytes = unsafe {
            let text = ffi::sqlite3_column_text(self.raw(), column);
            let length = ffi::sqlite3_column_bytes(self.raw(), column);
            std::slice::from_raw_parts(text, length as usize)
        };
        std::str::from_utf8(bytes).expect("UTF-8").to_owned()
    }

    #[inline]
    pub fn is_null(&self, column: i32) -> bool {
        // SAFETY: a row is there.
        unsafe { ffi::sqlite3_column_type(self.raw(), column) == ffi::SQLITE_NULL }
    }

    #[inline]
    pub fn optional_text(&self, column: i32) -> Option<String> {
        if self.is_null(column) { None } else { Some(self.text(column)) }
    }

    /// All rows, and the statement is reset.
    #[inline]
    pub fn all<T>(&mut self, row: impl Fn(&Self) -> T) -> Vec<T> {
        let mut rows = Vec::new();
        while self.step() {
            rows.push(row(self));
        }
        self.reset();
        rows
    }
}
