//! Running a kept statement allocates nothing: not to find it, to bind, to step, nor to read borrowed text.
#![allow(missing_docs, unsafe_code)]

mod common;
use aludel_core::{
    Result,
    engine::{Backend, EachParams, Params, Rows as _},
    sql::SqlText,
    value::{Binder, Row as _},
};
use aludel_sqlite::{Connection, Sqlite};
use common::*;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    borrow::Cow,
    cell::Cell,
};

/// Counts the allocations of each thread.
struct Counting;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: hands everything on.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let _ = COUNT.try_with(|count| count.set(count.get() + 1));
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(start, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn allocations(f: impl FnOnce()) -> usize {
    let before = COUNT.get();
    f();
    COUNT.get() - before
}

/// An integer, a text, a moment and a decimal.
#[derive(Clone, Copy)]
struct Mixed<'a>(i64, &'a str);

impl<'a> Params<'a> for Mixed<'a> {
    fn bind<B: Binder<'a> + ?Sized>(self, binder: &mut B) -> Result<()> {
        binder.i64(self.0)?;
        binder.text(Cow::Borrowed(self.1))?;
        binder.timestamptz(1_700_000_000_123_456)?;
        binder.decimal(aludel_core::value::Decimal { mantissa: 1999, scale: 2 })
    }
}

/// A row for each number.
struct Bobs(std::ops::Range<i32>);
impl EachParams for Bobs {
    type One<'c> = Mixed<'c>;

    fn count(&self) -> usize {
        self.0.len()
    }

    fn params(&self, run: usize) -> Mixed<'_> {
        Mixed(i64::from(self.0.start) + run as i64, "Bob")
    }
}

fn insert_and_read(c: &mut Connection, id: i64) {
    let insert = SqlText::Constant("INSERT INTO t VALUES (?, ?, ?, ?)");
    let select = SqlText::Constant("SELECT id, name, at, price FROM t WHERE id = ?");
    assert_eq!(Sqlite::execute(c, &insert, &Mixed(id, "Ann")).unwrap().affected, 1);
    let keys = [id];
    let key = Values(&keys);
    let mut rows = Sqlite::query(c, &select, &key).unwrap();
    let row = rows.next().unwrap().unwrap();
    assert_eq!(row.i64(0).unwrap(), id);
    assert!(matches!(row.text(1), Ok(Cow::Borrowed("Ann"))));
    assert_eq!(row.timestamptz(2).unwrap(), 1_700_000_000_123_456);
    assert_eq!(row.decimal(3).unwrap().mantissa, 1999);
    assert!(rows.next().unwrap().is_none());
}

#[test]
fn a_kept_statement_allocates_nothing() {
    let c = &mut memory();
    run(c, "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, at TEXT, price REAL)").unwrap();
    insert_and_read(c, 1);
    assert_eq!(allocations(|| (2..1000).for_each(|id| insert_and_read(c, id))), 0);
    let insert = SqlText::Constant("INSERT INTO t (id, name, at, price) VALUES (?, ?, ?, ?)");
    let mut many = |from: i32| {
        let rows = Bobs(from..from + 1000);
        allocations(|| assert_eq!(all_of(c, &insert, &rows).unwrap().affected, 1000))
    };
    // The first time prepares a statement of many rows.
    many(1000);
    assert_eq!(many(2000), 0);
}
