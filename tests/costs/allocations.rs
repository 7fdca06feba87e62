//! Allocations on SQLite. Those of SQLite itself are not seen.

use crate::{counting::allocations, tables::*};
use aludel::{Result, engine::Connection, prelude::*};

/// A hundred users and a hundred points.
fn connection() -> Connection<Sqlite> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let mut connection = engine.connect().unwrap();
    let users: Vec<_> = (0..100).map(|n| new!(User { name: format!("User {n}"), age: n })).collect();
    insert(users::table).values(users).execute(&mut connection).unwrap();
    let points: Vec<_> = (0..100).map(|n| new!(Point { x: n, y: n })).collect();
    insert(points::table).values(points).execute(&mut connection).unwrap();
    connection
}

/// How often a vector grows until it holds so many, from nothing.
fn growth(rows: usize) -> u64 {
    let mut rows_so_far = Vec::new();
    let count = |rows_so_far: &mut Vec<[u64; 4]>| {
        let before = rows_so_far.capacity();
        rows_so_far.push([0; 4]);
        u64::from(rows_so_far.capacity() != before)
    };
    (0..rows).map(|_| count(&mut rows_so_far)).sum()
}

/// What holds for a statement that was run before: nothing but the rows themselves.
#[test]
fn queries_allocate_their_rows() {
    let c = &mut connection();
    let by_key = |c: &mut Connection<Sqlite>| from(points::table).filter(points::id.eq(7)).one(c).unwrap();
    assert_eq!(allocations(|| by_key(c)), 0);
    assert_eq!(allocations(|| from(users::table).filter(users::id.eq(7)).optional(c).unwrap()), 1, "the name");
    assert_eq!(allocations(|| from(users::table).order_by(users::id).first(c).unwrap()), 1, "the name");
    assert_eq!(allocations(|| from(users::table).count(c).unwrap()), 0);
    assert_eq!(allocations(|| exists_one(c)), 0);
    assert_eq!(allocations(|| from(points::table).all(c).unwrap()), growth(100));
    assert_eq!(allocations(|| from(users::table).all(c).unwrap()), growth(100) + 100, "a name each");
    let pairs = || from(users::table).left_join(points::table, points::id.eq(users::id));
    assert_eq!(allocations(|| pairs().all(c).unwrap()), growth(100) + 100);
    let summed = || from(points::table).filter(points::x.gt(5)).group_by(points::y).select((points::y, sum(points::x)));
    assert_eq!(allocations(|| summed().all(c).unwrap()), growth(94));
    let all = from(points::table);
    assert_eq!(allocations(|| all.iter(c).unwrap().map(|row| row.unwrap().x).sum::<i64>()), 0);
}

fn exists_one(c: &mut Connection<Sqlite>) -> bool {
    from(users::table).filter(users::name.eq("User 5")).exists(c).unwrap()
}

/// A text that is made at run time goes into a buffer that is kept.
#[test]
fn dynamic_queries_allocate_their_rows() {
    let c = &mut connection();
    let search = |younger: Option<i64>, right: Option<i64>| {
        from(points::table)
            .filter_some(younger, |x| points::x.lt(x))
            .filter_some(right, |y| points::y.ge(y))
            .order_by(points::id)
    };
    assert_eq!(allocations(|| search(Some(10), Some(6)).all(c).unwrap().len()), growth(4));
    let ids: Vec<i64> = (1..=10).collect();
    let listed = allocations(|| from(points::table).filter(points::id.in_list(&ids)).all(c).unwrap());
    assert_eq!(listed, growth(10) + 1, "the list, which the query keeps");
}

#[test]
fn writing_allocates_nothing() {
    let c = &mut connection();
    assert_eq!(allocations(|| insert(users::table).values(new!(User { name: "Ann" })).execute(c).unwrap()), 0);
    let changed = |c: &mut Connection<Sqlite>| {
        update(users::table).set(users::age.set(7)).filter(users::id.eq(3)).execute(c).unwrap()
    };
    assert_eq!(allocations(|| changed(c)), 0);
    assert_eq!(allocations(|| delete(users::table).filter(users::id.eq(-1)).execute(c).unwrap()), 0);
    let key = |c: &mut Connection<Sqlite>| {
        insert(points::table).values(new!(Point { x: 1, y: 1 })).returning(points::id).one(c).unwrap()
    };
    assert_eq!(allocations(|| key(c)), 0);
    let moved = |c: &mut Connection<Sqlite>| -> Result<u64> {
        c.transaction(|tx| update(points::table).set(points::x.set(5)).filter(points::id.eq(1)).execute(tx))
    };
    assert_eq!(allocations(|| moved(c).unwrap()), 0, "a transaction");
    let begun = |c: &mut Connection<Sqlite>| -> Result<()> { c.begin()?.rollback() };
    assert_eq!(allocations(|| begun(c).unwrap()), 0, "a transaction that is rolled back");
}

/// A batch may allocate for itself, not for each row.
#[test]
fn batches_do_not_allocate_for_each_row() {
    let c = &mut connection();
    let mut batch = |rows: i64| {
        allocations(|| {
            let rows: Vec<_> = (0..rows).map(|n| new!(Point { x: n, y: n })).collect();
            insert(points::table).values(rows).execute(c).unwrap()
        })
    };
    let (ten, thousand) = (batch(10), batch(1000));
    assert!(thousand <= ten + 2, "10 rows: {ten}, 1,000 rows: {thousand}");
    let mut keys = |rows: i64| {
        allocations(|| {
            let rows: Vec<_> = (0..rows).map(|n| new!(Point { x: n, y: n })).collect();
            insert(points::table).values(rows).returning(points::id).all(c).unwrap()
        })
    };
    let (ten, thousand) = (keys(10), keys(1000));
    assert!(thousand <= ten + 2, "keys of 10 rows: {ten}, of 1,000 rows: {thousand}");
}

/// What a session keeps of each row is the row, its place among the others and in the identity map.
#[test]
fn a_session_allocates_little_for_each_row() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let points: Vec<_> = (0..1000).map(|n| new!(Point { x: n, y: n })).collect();
    insert(points::table).values(points).execute(&mut engine.connect().unwrap()).unwrap();
    let loaded = allocations(|| {
        let mut session = engine.session().unwrap();
        session.load(from(points::table)).unwrap().len()
    });
    assert!(loaded < 200, "loading 1,000 rows: {loaded}");
    let added = allocations(|| {
        let mut session = engine.session().unwrap();
        (0..1000).for_each(|n| {
            session.add(new!(Point { x: n, y: n }));
        });
        session.commit().unwrap();
    });
    assert!(added < 200, "adding 1,000 rows: {added}");
}
