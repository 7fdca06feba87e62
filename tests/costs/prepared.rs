//! A statement that was prepared once is not prepared again by SQLite itself, for other values.

use crate::tables::*;
use aludel::{engine::Connection, prelude::*, sqlite::rusqlite::ffi};
use std::{ffi::CStr, ptr};

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

/// RETURNING makes and drops a table at each run; the key that SQLite made is told without.
#[test]
fn a_key_is_read_back_without_returning() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let c = &mut engine.connect().unwrap();
    let point = || new!(Point { x: 1, y: 2 });
    assert_eq!(insert(points::table).values(point()).returning(points::id).one(c).unwrap(), 1);
    assert_eq!(insert(points::table).values(vec![point(), point()]).returning(points::id).all(c).unwrap(), [2, 3]);
    assert_eq!(texts(c).iter().filter(|text| text.contains("RETURNING")).count(), 0);
    assert_eq!(insert(points::table).values(point()).returning_rows().one(c).unwrap().id, 4);
    assert_eq!(texts(c).iter().filter(|text| text.contains("RETURNING")).count(), 1);
}

/// The texts of the statements of a connection.
fn texts(connection: &mut Connection<Sqlite>) -> Vec<String> {
    let mut texts = Vec::new();
    // SAFETY: the connection is open, and nobody else uses it meanwhile.
    unsafe {
        let db = connection.link().raw().raw_ref().handle();
        let mut statement = ffi::sqlite3_next_stmt(db, ptr::null_mut());
        while !statement.is_null() {
            texts.push(CStr::from_ptr(ffi::sqlite3_sql(statement)).to_string_lossy().into_owned());
            statement = ffi::sqlite3_next_stmt(db, statement);
        }
    }
    texts
}
