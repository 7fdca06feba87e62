//! Ranges of PostgreSQL.

use crate::harness::each_backend;
use aludel::{
    expr::{is_empty, lower_end, range_between, range_merge, upper_end},
    prelude::*,
    value::Range,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use std::ops::Bound;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Booking in bookings {
        #[primary_key]
        id: i32,
        days: Range<NaiveDate>,
        seats: Option<Range<i32>>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Each in each {
        #[primary_key]
        id: i32,
        small: Range<i32>,
        large: Range<i64>,
        decimal: Range<rust_decimal::Decimal>,
        day: Range<NaiveDate>,
        local: Range<NaiveDateTime>,
        moment: Range<DateTime<Utc>>,
    }
}
schema! { pub Plan: bookings, each }

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 1, n).unwrap()
}
fn booking(id: i32, days: impl Into<Range<NaiveDate>>, seats: Option<Range<i32>>) -> Booking {
    Booking { id, days: days.into(), seats }
}
fn all() -> [Booking; 4] {
    [
        booking(1, day(1)..day(5), Some(Range::from(1..=4))),
        booking(2, day(5)..=day(9), Some(Range::empty())),
        booking(3, day(20).., None),
        booking(4, .., Some(Range::new(Bound::Excluded(i32::MIN), Bound::Unbounded))),
    ]
}
fn each_of(id: i32) -> Each {
    let (begin, end) = (day(1).and_hms_opt(0, 0, 0).unwrap(), day(2).and_hms_micro_opt(1, 2, 3, 4).unwrap());
    Each {
        id,
        small: Range::from(..7),
        large: Range::from(i64::MIN..=5),
        decimal: Range::new(Bound::Excluded("1.5".parse().unwrap()), Bound::Included("2".parse().unwrap())),
        day: Range::from(day(1)..=day(1)),
        local: Range::from(begin..=end),
        moment: Range::from(begin.and_utc()..end.and_utc()),
    }
}

each_backend! {
    on [Postgres] fn they_come_back(db) {
        db.create::<Plan>();
        insert(bookings::table).values(all().to_vec()).execute(db)?;
        assert_eq!(from(bookings::table).order_by(bookings::id).all(db)?, all());
        insert(each::table).values(&each_of(1)).execute(db)?;
        assert_eq!(copy_into(each::table).values([each_of(2), each_of(3)]).execute(db)?, 2);
        assert_eq!(from(each::table).order_by(each::id).all(db)?, [each_of(1), each_of(2), each_of(3)]);
    }

    on [Postgres] fn a_session_writes_them(db) {
        db.create::<Plan>();
        let mut session = db.engine().session()?;
        let rows = all().map(|row| session.add(new!(Booking { id: row.id, days: row.days, seats: row.seats })));
        session.commit()?;
        session[rows[0]].days = Range::empty();
        session[rows[2]].seats = Some(Range::from(7..));
        session[rows[3]].seats = None;
        session.commit()?;
        drop(session);
        let [mut first, second, mut third, mut fourth] = all();
        first.days = Range::empty();
        third.seats = Some(Range::from(7..));
        fourth.seats = None;
        assert_eq!(from(bookings::table).order_by(bookings::id).all(db)?, [first, second, third, fourth]);
        let sets = [(1, Range::from(day(3)..)), (2, Range::empty())].map(|(id, days)| (id, bookings::days.set(days)));
        assert_eq!(update(bookings::table).by_key(sets).execute(db)?, 2);
        assert_eq!(from(bookings::table).filter(bookings::days.eq(day(3)..)).select(bookings::id).all(db)?, [1]);
    }

    on [Postgres] fn they_are_asked_what_is_in_them(db) {
        db.create::<Plan>();
        insert(bookings::table).values(all().to_vec()).execute(db)?;
        macro_rules! ids {
            ($condition:expr) => {
                from(bookings::table).filter($condition).order_by(bookings::id).select(bookings::id).all(db)?
            };
        }
        assert_eq!(ids!(bookings::days.has(day(5))), [2, 4]);
        assert_eq!(ids!(bookings::days.overlaps(day(4)..day(6))), [1, 2, 4]);
        assert_eq!(ids!(bookings::days.contains_all(day(21)..)), [3, 4]);
        assert_eq!(ids!(bookings::days.contained_in(..day(10))), [1, 2]);
        assert_eq!(ids!(bookings::days.is_before(day(5)..)), [1]);
        assert_eq!(ids!(bookings::days.is_after(..=day(9))), [3]);
        assert_eq!(ids!(bookings::days.is_adjacent_to(day(5)..day(6))), [1]);
        assert_eq!(ids!(is_empty(bookings::seats)), [2]);
        assert_eq!(ids!(bookings::seats.has(bookings::id)), [1, 4]);
    }

    on [Postgres] fn they_are_computed(db) {
        db.create::<Plan>();
        insert(bookings::table).values(all().to_vec()).execute(db)?;
        let one = from(bookings::table).filter(bookings::id.eq(1));
        assert_eq!(one.select(lower_end(bookings::days)).one(db)?, Some(day(1)));
        assert_eq!(one.select(upper_end(bookings::days)).one(db)?, Some(day(5)));
        assert_eq!(one.select(bookings::days.common_with(day(4)..)).one(db)?, Range::from(day(4)..day(5)));
        assert_eq!(one.select(bookings::days.without(day(4)..)).one(db)?, Range::from(day(1)..day(4)));
        assert_eq!(one.select(bookings::days.joined_with(day(5)..day(6))).one(db)?, Range::from(day(1)..day(6)));
        assert_eq!(one.select(range_merge(bookings::days, day(8)..day(9))).one(db)?, Range::from(day(1)..day(9)));
        assert_eq!(one.select(range_between(bookings::id, 3)).one(db)?, Range::from(1..3));
        assert_eq!(one.select(range_between(1i64, 3)).one(db)?, Range::from(1i64..3));
        assert_eq!(from(bookings::table).filter(bookings::id.eq(4)).select(lower_end(bookings::days)).one(db)?, None);
    }
}
