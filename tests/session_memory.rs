//! What a row in a session takes, beside the row itself: counted by the allocator.

#![allow(missing_docs)]

use aludel::prelude::*;
use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicIsize, Ordering::Relaxed},
};

/// Counts the bytes that are allocated, as they were asked for.
struct Counting;

static BYTES: AtomicIsize = AtomicIsize::new(0);

// SAFETY: all is passed on to the system's allocator.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        BYTES.fetch_add(layout.size() as isize, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, start: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size() as isize, Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(start, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

table! {
    #[derive(Debug, Clone)]
    pub struct Customer in customers {
        #[primary_key(auto)]
        id: i64,
        name: String,
        note: Option<String>,
    }
}

schema! { pub Shop: customers }

const ROWS: usize = 100_000;

/// How many bytes more are held after something was done, for each row; and what it gave.
fn per_row<T>(f: impl FnOnce() -> aludel::Result<T>) -> aludel::Result<(T, f64)> {
    let before = BYTES.load(Relaxed);
    let made = f()?;
    Ok((made, (BYTES.load(Relaxed) - before) as f64 / ROWS as f64))
}

// One test, so that nothing else allocates meanwhile.
#[test]
fn a_row_takes_little_beside_itself() -> aludel::Result<()> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Shop::create_all(&engine)?;

    let mut adding = engine.session()?;
    let ((), unwritten) = per_row(|| {
        for i in 0..ROWS {
            adding.add(new!(Customer { name: format!("Customer {i}"), note: None }));
        }
        Ok(())
    })?;
    adding.commit()?;
    drop(adding);

    // What the rows take by themselves, texts included; SQLite's own memory is not Rust's, and is not counted.
    let mut session = engine.session()?;
    let (rows, itself) = per_row(|| {
        let mut rows = from(customers::table).all(&mut session)?;
        rows.shrink_to_fit();
        Ok(rows)
    })?;
    drop(rows);
    let ((), loaded) = per_row(|| session.load(from(customers::table)).map(drop))?;
    let (found, indexed) = per_row(|| session.get::<Customer>(ROWS as i64 / 2))?;
    let ((), written) = per_row(|| {
        let first = found.expect("it is there");
        session[first].note = Some("written to".into());
        Ok(())
    })?;

    let beside = loaded - itself;
    println!(
        "a row of {itself:.1} bytes, texts included: {beside:.1} bytes more in a session, and {indexed:.1} once a row was \
         looked up by its key; {unwritten:.1} bytes as a new row; {:.0} bytes for the copy of a row that is written to",
        written * ROWS as f64,
    );
    assert!(beside < 9.0, "{beside}");
    assert!(indexed < 21.0, "{indexed}");
    Ok(())
}
