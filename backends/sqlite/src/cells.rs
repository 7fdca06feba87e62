//! The values of the row that a statement is on.
//!
//! SQLite keeps them in one array, and gives the address of one at a price: `sqlite3_column_value` checks and locks, and does not tell
//! of the others, which is two thirds of what reading an integer costs. So only the first one is asked for, at each row; how far
//! one is from the next is seen at a statement's first row, and checked there by the last one. The array is not promised by SQLite's
//! documentation. Where what is seen is no array, each value is asked for.

use crate::statement::Statement;
use rusqlite::ffi;
use std::{borrow::Cow, ffi::c_int, ptr, slice};

/// How the values of a row lie in memory.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How many are found from the first one: all, or none.
    pub(crate) near: usize,
    /// How many bytes one is behind the other.
    stride: usize,
}

impl Layout {
    /// As it is seen by the addresses of some of so many values.
    #[cold]
    pub(crate) fn of(values: usize, value: impl Fn(usize) -> *mut ffi::sqlite3_value) -> Self {
        if values < 2 {
            return Self::default();
        }
        let [first, second, last] = [0, 1, values - 1].map(|at| value(at).addr());
        let stride = second.wrapping_sub(first);
        let is_array = last.wrapping_sub(first) == stride.wrapping_mul(values - 1);
        // What lies elsewhere is far away, or before it.
        if is_array && (1..=1024).contains(&stride) { Self { near: values, stride } } else { Self::default() }
    }
}

/// A value of a row.
pub(crate) enum Value<'r> {
    Null,
    Integer(i64),
    Real(f64),
    Text(&'r [u8]),
    Blob(&'r [u8]),
}

/// The values of the row that a statement is on.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'r> {
    statement: &'r Statement,
    /// The first one, if others are found from it.
    first: *mut ffi::sqlite3_value,
    layout: Layout,
}

impl<'r> Cells<'r> {
    #[inline]
    pub(crate) fn of(statement: &'r Statement) -> Self {
        let layout = statement.layout();
        let first = if layout.near > 0 { statement.column(0) } else { ptr::null_mut() };
        Self { statement, first, layout }
    }

    #[inline]
    pub(crate) fn width(&self) -> usize {
        self.statement.width()
    }

    pub(crate) fn name(&self, at: usize) -> Cow<'r, str> {
        self.statement.name(at)
    }

    /// A value, owned by SQLite; NULL if there is none.
    #[inline(always)]
    fn found(&self, at: usize) -> *mut ffi::sqlite3_value {
        if at < self.layout.near {
            // SAFETY: it is in the array that the first one begins, see `Layout`; the row has so many values since its run began.
            unsafe { self.first.byte_add(at * self.layout.stride) }
        } else {
            self.statement.column(at)
        }
    }

    /// The same where a program has it for each column that it reads: compiling a call takes less.
    #[inline(never)]
    fn at(&self, at: usize) -> *mut ffi::sqlite3_value {
        self.found(at)
    }

    /// What `read` makes of a value, if it has this type. For the usual types this costs half of what [`value`](Self::value) does.
    #[inline(always)] // so that it is one call after the other
    fn of_type<T>(value: *mut ffi::sqlite3_value, ty: c_int, read: fn(*mut ffi::sqlite3_value) -> T) -> Option<T> {
        // SAFETY: see `value`.
        let found = unsafe { ffi::sqlite3_value_type(value) };
        if found == ty { Some(read(value)) } else { None }
    }

    /// The key of the row that was inserted, as its only value.
    #[inline]
    fn made(&self, at: usize) -> Option<i64> {
        self.statement.made().filter(|_| at == 0)
    }

    #[inline(never)]
    pub(crate) fn is_null(&self, at: usize) -> bool {
        if self.made(at).is_some() {
            return false;
        }
        // SAFETY: see `value`.
        unsafe { ffi::sqlite3_value_type(self.found(at)) == ffi::SQLITE_NULL }
    }

    /// One that is an integer.
    #[inline]
    pub(crate) fn integer(&self, at: usize) -> Option<i64> {
        if let Some(key) = self.made(at) {
            return Some(key);
        }
        // SAFETY: it is a value of the row, of this type.
        Self::of_type(self.at(at), ffi::SQLITE_INTEGER, |v| unsafe { ffi::sqlite3_value_int64(v) })
    }

    /// One that is a float.
    #[inline]
    pub(crate) fn real(&self, at: usize) -> Option<f64> {
        // SAFETY: it is a value of the row, of this type.
        Self::of_type(self.at(at), ffi::SQLITE_FLOAT, |v| unsafe { ffi::sqlite3_value_double(v) })
    }

    /// One that is text.
    #[inline]
    pub(crate) fn text(&self, at: usize) -> Option<&'r [u8]> {
        // SAFETY: it is a value of the row, of this type; the memory is valid until the next step or reset, for which the statement would
        // have to be borrowed mutably.
        Self::of_type(self.found(at), ffi::SQLITE_TEXT, |v| unsafe { memory(v, ffi::sqlite3_value_text(v)) })
    }

    pub(crate) fn value(&self, at: usize) -> Value<'r> {
        if let Some(key) = self.made(at) {
            return Value::Integer(key);
        }
        let v = self.found(at);
        // SAFETY: the values of a row may be read directly, as no other thread uses the connection. One is read only as the type it has,
        // so that SQLite converts nothing in place (but UTF-16, at the first reading). The memory is valid until the next step or
        // reset, for which the statement would have to be borrowed mutably.
        unsafe {
            match ffi::sqlite3_value_type(v) {
                ffi::SQLITE_INTEGER => Value::Integer(ffi::sqlite3_value_int64(v)),
                ffi::SQLITE_FLOAT => Value::Real(ffi::sqlite3_value_double(v)),
                ffi::SQLITE_TEXT => Value::Text(memory(v, ffi::sqlite3_value_text(v))),
                ffi::SQLITE_BLOB => Value::Blob(memory(v, ffi::sqlite3_value_blob(v).cast())),
                _ => Value::Null,
            }
        }
    }
}

/// # Safety
/// `start` is what `value` gave for its text or blob, and stays valid for `'r`.
#[inline]
unsafe fn memory<'r>(value: *mut ffi::sqlite3_value, start: *const u8) -> &'r [u8] {
    // SAFETY: the caller's promise; the length is that of the representation asked for last.
    unsafe {
        let len = ffi::sqlite3_value_bytes(value) as usize;
        if start.is_null() { &[] } else { slice::from_raw_parts(start, len) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(addresses: &[usize]) -> Layout {
        Layout::of(addresses.len(), |at| ptr::without_provenance_mut(addresses[at]))
    }

    #[test]
    fn an_array_is_known_by_its_ends() {
        assert_eq!(seen(&[800, 856, 912]), Layout { near: 3, stride: 56 });
        assert_eq!(seen(&[800, 856]), Layout { near: 2, stride: 56 });
        let asked_for = Layout::default();
        for scattered in [&[800, 856, 1000][..], &[800, 744, 688], &[800, 800, 800], &[800, 9_000], &[800], &[]] {
            assert_eq!(seen(scattered), asked_for, "{scattered:?}");
        }
    }

    /// Of the SQLite that this is built with.
    #[test]
    fn the_values_of_a_row_are_an_array() {
        let db = rusqlite::Connection::open_in_memory().unwrap();
        for (sql, values) in [
            ("SELECT 1, 'a', 2.5, NULL, x'00'", 5),
            ("SELECT 1, 2 UNION SELECT 3, 4 ORDER BY 1 DESC", 2),
            (
                "WITH RECURSIVE n(a, b, c) AS (SELECT 1, 1, 1 UNION ALL SELECT a + 1, b, c FROM n LIMIT 5) SELECT * FROM n",
                3,
            ),
            ("EXPLAIN SELECT 1", 8),
        ] {
            let mut statement = Statement::prepare(&db, sql).unwrap().0.unwrap();
            let mut run = crate::statement::Run::new(&mut statement);
            let mut more = run.begin().unwrap();
            while more {
                let cells = Cells::of(run.statement());
                assert_eq!(cells.layout.near, values, "{sql}");
                assert!((0..values).all(|at| cells.found(at) == run.statement().column(at)), "{sql}");
                more = run.step().unwrap();
            }
        }
    }
}
