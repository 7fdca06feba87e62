//! After the row that a whole primary key finds, the database is not asked for another one.

use crate::tables::*;
use aludel::{
    engine::{Connection, Runs},
    prelude::*,
};

table! {
    pub struct Seat in seats {
        #[primary_key]
        line: i64,
        #[primary_key]
        number: i64,
        taken: bool,
    }
}

/// Whether the compiler knows that the query has no second row.
fn is_single<B: aludel::engine::Backend, Q>(_: &Connection<B>, _: &Q) -> bool
where
    Connection<B>: Runs<Q>,
{
    <Connection<B> as Runs<Q>>::ONE_ROW_AT_MOST
}

#[test]
fn only_one_table_by_its_whole_key_has_one_row_for_certain() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    let any = AnyEngine::open("sqlite::memory:").unwrap();
    let (c, any) = (&engine.connect().unwrap(), &any.connect().unwrap());
    alias!(users as other_users);

    assert!(is_single(c, &from(users::table).filter(users::id.eq(1))));
    assert!(is_single(any, &from(users::table).filter(users::id.eq(1))));
    assert!(is_single(c, &from(users::table).filter(users::id.eq(1)).order_by(users::age).select(users::name)));
    assert!(is_single(c, &from(users::table).filter(users::id.eq(1)).select((users::id, users::age))));

    assert!(!is_single(c, &from(users::table)));
    assert!(!is_single(c, &from(users::table).filter(users::age.eq(1))));
    assert!(!is_single(c, &from(users::table).filter(users::id.ne(1))));
    assert!(!is_single(c, &from(users::table).filter(users::id.eq(users::id))));
    assert!(!is_single(c, &from(users::table).filter(users::id.eq(1).or(users::age.eq(1)))));
    assert!(!is_single(c, &from(users::table).filter(users::id.in_list([1]))));
    assert!(!is_single(c, &from(users::table).filter_some(Some(1), |id| users::id.eq(id))));
    assert!(!is_single(c, &from(seats::table).filter(seats::line.eq(1))));
    assert!(!is_single(c, &from(other_users::table).filter(other_users::id.eq(1))));
    let joined = from(users::table).join(points::table, points::x.eq(users::id)).filter(users::id.eq(1));
    assert!(!is_single(c, &joined));
    assert!(!is_single(
        c,
        &from(users::table).left_join(points::table, points::x.eq(users::id)).filter(users::id.eq(1))
    ));
    // What is computed could be of several rows, as by a function of one's own on PostgreSQL.
    let computed = from(users::table).filter(users::id.eq(1)).select(raw::<i64>("generate_series(1, 3)"));
    assert!(!is_single(c, &computed));
}

#[test]
fn it_is_found_by_one_step() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    Tables::create_all(&engine).unwrap();
    let mut connection = engine.connect().unwrap();
    let c = &mut connection;
    insert(users::table).values(new!(User { name: "Ann" })).execute(c).unwrap();
    for _ in 0..3 {
        assert_eq!(from(users::table).filter(users::id.eq(1)).one(c).unwrap().name, "Ann");
        assert_eq!(from(users::table).filter(users::id.eq(2)).optional(c).unwrap(), None);
    }
    // The statement was put back, so that it holds no lock.
    c.script("DROP TABLE users").unwrap();
}
