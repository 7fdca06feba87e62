//! A statement that was prepared once is not prepared again by SQLite itself, for other values.

use crate::tables::*;
use aludel::{engine::Connection, prelude::*, sqlite::rusqlite::ffi};
use std::ptr;

/// How often SQLite prepared the statements of a connection again.
fn prepared_again(connection: &mut Connection<Sqlite>) -> i32 {
    let mut sum = 0;
    // SAFETY: the connection is open, and nobody else uses it meanwhile.
    unsafe {
        let db = connection.link().raw().raw_ref().handle();
        let mut statement = ffi::sqlite3_next_stmt(db, ptr::null_mut());
        while !statement.is_null() {
            sum += ffi::sqlite3_stmt_status(statement, ffi::SQLITE_STMTSTATUS_REPREPARE, 0);
            statement = ffi::sqlite3_next_stmt(db, statement);
        }
    }
    sum
}

#[test]
fn other_values_do_not_prepare_again() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let c = &mut engine.connect().unwrap();
    for n in 1..=5 {
        insert(points::table).values(new!(Point { x: n, y: n })).execute(c).unwrap();
        update(points::table).set(points::x.set(n)).filter(points::y.eq(n)).execute(c).unwrap();
        assert_eq!(from(points::table).order_by(points::id).limit(1).all(c).unwrap().len(), 1);
        from(points::table).order_by(points::id).limit(n as u32).offset(n as u64).all(c).unwrap();
        let some = from(points::table).filter_some(Some(n), |x| points::x.le(x)).order_by(points::id).limit(n as u32);
        assert_eq!(some.all(c).unwrap().len(), n as usize);
        from(points::table).filter(points::x.between(0, n)).first(c).unwrap();
        delete(points::table).filter(points::x.gt(n)).execute(c).unwrap();
    }
    assert_eq!(prepared_again(c), 0);
}
