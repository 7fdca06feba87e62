//! Intervals of PostgreSQL.

use crate::harness::each_backend;
use aludel::{
    expr::{
        age, interval_avg, interval_between, interval_sum, justify_days, justify_hours, justify_interval, total_micros,
    },
    prelude::*,
    value::Interval,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Plan in plans {
        #[primary_key]
        id: i32,
        #[default(sql = "INTERVAL '1 month'")]
        length: Interval,
        notice: Option<Interval>,
        pauses: Vec<Interval>,
        begun: NaiveDate,
        paid: NaiveDateTime,
        seen: DateTime<Utc>,
    }
}
schema! { pub Plans: plans }

fn plan(id: i32, length: Interval, notice: Option<Interval>) -> Plan {
    let paid = NaiveDate::from_ymd_opt(2024, 1, 31).unwrap().and_hms_opt(12, 0, 0).unwrap();
    let pauses = notice.into_iter().chain([length]).collect();
    Plan { id, length, notice, pauses, begun: paid.date(), paid, seen: paid.and_utc() }
}
fn all() -> [Plan; 4] {
    [
        plan(1, Interval::months(1), Some(Interval::days(14))),
        plan(2, Interval::days(30), None),
        plan(3, Interval::new(-14, 3, -5_000_001), Some(Interval::ZERO)),
        plan(4, Interval::new(i32::MAX, i32::MIN, i64::MAX), Some(Interval::of_micros(i64::MIN))),
    ]
}
fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

each_backend! {
    on [Postgres] fn they_come_back(db) {
        db.create::<Plans>();
        insert(plans::table).values(all().to_vec()).execute(db)?;
        assert_eq!(from(plans::table).order_by(plans::id).all(db)?, all());
        delete(plans::table).all_rows().execute(db)?;
        assert_eq!(copy_into(plans::table).values(all()).execute(db)?, 4);
        assert_eq!(from(plans::table).order_by(plans::id).all(db)?, all());
        // The default, and what becomes an interval where one is wanted.
        let Plan { begun, paid, seen, .. } = plan(5, Interval::ZERO, None);
        insert(plans::table).values(new!(Plan { id: 5, notice: weeks(2), pauses: vec![], begun, paid, seen })).execute(db)?;
        let found: (Interval, Option<Interval>) =
            from(plans::table).filter(plans::id.eq(5)).select((plans::length, plans::notice)).one(db)?;
        assert_eq!(found, (Interval::months(1), Some(Interval::weeks(2))));
    }

    on [Postgres] fn a_session_writes_them(db) {
        db.create::<Plans>();
        let mut session = db.engine().session()?;
        let rows = all().map(|Plan { id, length, notice, pauses, begun, paid, seen }| {
            session.add(new!(Plan { id, length, notice, pauses, begun, paid, seen }))
        });
        session.commit()?;
        session[rows[0]].length = Interval::days(30);
        session[rows[1]].notice = Some(Interval::hours(36));
        session[rows[2]].pauses.clear();
        session.commit()?;
        drop(session);
        let [mut first, mut second, mut third, fourth] = all();
        first.length = Interval::days(30);
        second.notice = Some(Interval::hours(36));
        third.pauses.clear();
        assert_eq!(from(plans::table).order_by(plans::id).all(db)?, [first, second, third, fourth]);
        let sets = [(1, Interval::years(1)), (2, Interval::ZERO)].map(|(id, length)| (id, plans::length.set(length)));
        assert_eq!(update(plans::table).by_key(sets).execute(db)?, 2);
        let lengths = from(plans::table).filter(plans::length.in_list([Interval::months(12), Interval::ZERO])).order_by(plans::id);
        assert_eq!(lengths.select(plans::id).all(db)?, [1, 2]);
    }

    on [Postgres] fn they_are_compared_and_sorted(db) {
        db.create::<Plans>();
        insert(plans::table).values(all()[..3].to_vec()).execute(db)?;
        macro_rules! ids {
            ($condition:expr) => {
                from(plans::table).filter($condition).order_by((plans::length, plans::id)).select(plans::id).all(db)?
            };
        }
        // A month has 30 days here.
        assert_eq!(ids!(plans::length.eq(days(30))), [1, 2]);
        assert_eq!(ids!(plans::length.between(weeks(-1000), days(29))), [3]);
        assert_eq!(ids!(plans::notice.lt(plans::length)), [1]);
        assert_eq!(ids!(plans::pauses.has(Interval::days(14))), [1]);
        let ends: (Option<Interval>, Option<Interval>) =
            from(plans::table).select((min(plans::notice), max(plans::length))).one(db)?;
        assert_eq!((ends.0, ends.1.map(|most| most.months * 30 + most.days)), (Some(Interval::ZERO), Some(30)));
    }

    on [Postgres] fn they_are_computed(db) {
        db.create::<Plans>();
        insert(plans::table).values(all()[..2].to_vec()).execute(db)?;
        let of_first = || from(plans::table).filter(plans::id.eq(1));
        let computed: (Interval, Interval, Interval, Option<Interval>, Option<Interval>, Interval) = of_first()
            .select((
                plans::length.plus(days(3)),
                plans::length.minus(Interval::hours(1)),
                plans::length.times(1.5),
                plans::notice.divided_by(4.0),
                plans::notice.divided_by(0.0),
                plans::length.negated(),
            ))
            .one(db)?;
        assert_eq!(
            computed,
            (
                Interval::new(1, 3, 0),
                Interval::months(1) - Interval::hours(1),
                Interval::new(1, 15, 0),
                Some(Interval::days(3) + Interval::hours(12)),
                None,
                Interval::months(-1),
            )
        );
        let justified: (Interval, Interval, Interval, i64, i64) = of_first()
            .select((
                justify_hours(value(hours(49))),
                justify_days(value(days(65))),
                justify_interval(plans::length.minus(Interval::hours(1))),
                total_micros(plans::length),
                total_micros(value(Interval::new(12, 1, 1))),
            ))
            .one(db)?;
        let hour = 3_600_000_000;
        assert_eq!(
            justified,
            (
                Interval::new(0, 2, hour),
                Interval::new(2, 5, 0),
                Interval::new(0, 29, 23 * hour),
                720 * hour,
                (36525 * 24 + 2400) * hour / 100 + 1,
            )
        );
        let parts: (i32, i32, i32, i32, Interval) = of_first()
            .select((
                extract(unit::Year, value(Interval::months(-14))),
                extract(unit::Month, value(Interval::months(-14))),
                extract(unit::Hour, value(Interval::minutes(150))),
                extract(unit::Second, value(Interval::of_micros(-1_500_000))),
                date_trunc(unit::Hour, value(Interval::minutes(150))),
            ))
            .one(db)?;
        assert_eq!(parts, (-1, -2, 2, -1, Interval::hours(2)));
        let sums: (Option<Interval>, Option<Interval>, Option<Interval>) = from(plans::table)
            .select((interval_sum(plans::length), interval_avg(plans::length), interval_sum(plans::notice).filter(plans::id.gt(9))))
            .one(db)?;
        assert_eq!(sums, (Some(Interval::new(1, 30, 0)), Some(Interval::new(0, 30, 0)), None));
        let running: Vec<Interval> = from(plans::table)
            .order_by(plans::id)
            .select(interval_sum(plans::length).over(window().order_by(plans::id)))
            .all(db)?;
        assert_eq!(running, [Interval::months(1), Interval::new(1, 30, 0)]);
    }

    on [Postgres] fn between_moments(db) {
        db.create::<Plans>();
        insert(plans::table).values(all()[..1].to_vec()).execute(db)?;
        // Where clocks go forward on the 31st of March: UTC has no such night.
        sql::<()>("SET TIME ZONE 'Europe/Berlin'").execute(db)?;
        let later = local("2024-04-01T06:30:00");
        let ages: (Interval, Interval, Interval) = from(plans::table)
            .select((
                age(value(day("2024-04-01")), plans::begun),
                age(value(later), plans::paid),
                age(value(later.and_utc()), plans::seen),
            ))
            .one(db)?;
        let of_times = Interval::new(2, 0, 18 * 3_600_000_000 + 1_800_000_000);
        assert_eq!(ages, (Interval::new(2, 1, 0), of_times, of_times));
        let between: (Interval, Interval) = from(plans::table)
            .select((interval_between(plans::paid, later), interval_between(value(later.and_utc()), plans::seen)))
            .one(db)?;
        let length = Interval::new(0, 60, 18 * 3_600_000_000 + 1_800_000_000);
        assert_eq!(between, (-length, length));
        assert_eq!(chrono::TimeDelta::try_from(length)?, later - local("2024-01-31T12:00:00"));
        let shifted: (NaiveDateTime, DateTime<Utc>, NaiveDateTime, DateTime<Utc>) = from(plans::table)
            .select((
                date_add(plans::paid, plans::length),
                date_add(plans::seen, Interval::months(2) + Interval::hours(1)),
                date_sub(plans::paid, plans::length.plus(hours(1))),
                date_sub(plans::seen, value(days(1))),
            ))
            .one(db)?;
        assert_eq!(
            shifted,
            (
                local("2024-02-29T12:00:00"),
                local("2024-03-31T13:00:00").and_utc(),
                local("2023-12-31T11:00:00"),
                local("2024-01-30T12:00:00").and_utc(),
            )
        );
        let due = from(plans::table).filter(date_add(plans::paid, plans::length).lt(later)).count(db)?;
        assert_eq!(due, 1);
    }

    on [Postgres] fn an_infinite_one_is_refused(db) {
        db.create::<Plans>();
        let longest = Interval::new(i32::MAX, i32::MAX, i64::MAX);
        let error = insert(plans::table).values(&plan(1, longest, None)).execute(db).unwrap_err();
        assert_eq!(error.kind(), aludel::ErrorKind::Encode);
    }
}

#[test]
fn other_backends_have_none() {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").unwrap();
    let error = Plans::create_all(&engine).unwrap_err();
    assert!(error.to_string().contains("which only PostgreSQL has"), "{error}");
}
