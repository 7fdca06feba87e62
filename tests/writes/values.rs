//! Values on their way into the database and back, at their extremes.

use crate::harness::{Db, TestBackend, each_backend, failure};
use aludel::{ErrorKind, prelude::*};

newtype! {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct ItemId(i64);
}
newtype! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Code(String): text;
}
newtype! {
    #[derive(Debug, Clone, Copy, PartialEq)]
    pub struct Cents(i64): number;
}
sql_enum! {
    pub enum Status { Draft = "draft", InPrint = "in print" }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Number in numbers {
        #[primary_key]
        id: i32,
        a: i8,
        b: i16,
        c: i32,
        d: i64,
        e: u8,
        f: u16,
        g: u32,
        h: u64,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Float in floats {
        #[primary_key]
        id: i32,
        single: Option<f32>,
        double: Option<f64>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thing in things {
        #[primary_key]
        id: i32,
        text: Option<String>,
        bytes: Option<Vec<u8>>,
        flag: Option<bool>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item in items {
        #[primary_key]
        id: ItemId,
        #[max_len(20), unique]
        code: Code,
        price: Cents,
        status: Status,
        previous: Option<Status>,
    }
}
schema! { pub Values: numbers, floats, things, items }

fn thing(id: i32) -> Thing {
    Thing { id, text: None, bytes: None, flag: None }
}

fn item(id: i64, code: &str, price: i64, status: Status) -> Item {
    Item { id: ItemId(id), code: Code(code.to_owned()), price: Cents(price), status, previous: None }
}

fn values<B: TestBackend>(db: &mut Db<B>) {
    db.create::<Values>();
}

each_backend! {
    everywhere fn integers_at_their_limits(db) {
        values(db);
        let rows = vec![
            Number { id: 1, a: i8::MIN, b: i16::MIN, c: i32::MIN, d: i64::MIN, e: 0, f: 0, g: 0, h: 0 },
            Number {
                id: 2,
                a: i8::MAX,
                b: i16::MAX,
                c: i32::MAX,
                d: i64::MAX,
                e: u8::MAX,
                f: u16::MAX,
                g: u32::MAX,
                h: i64::MAX as u64,
            },
            Number { id: 3, a: 0, b: -1, c: 1, d: 0, e: 1, f: 2, g: 3, h: 4 },
        ];
        insert(numbers::table).values(&rows).execute(db)?;
        assert_eq!(from(numbers::table).order_by(numbers::id).all(db)?, rows);
        assert_eq!(from(numbers::table).filter(numbers::d.eq(i64::MIN)).select(numbers::id).all(db)?, [1]);
        assert_eq!(from(numbers::table).filter(numbers::h.eq(i64::MAX as u64)).select(numbers::id).all(db)?, [2]);
        assert_eq!(from(numbers::table).filter(numbers::d.in_list([i64::MAX, i64::MIN])).count(db)?, 2);
    }

    everywhere fn integer_beyond_bigint_is_refused_before_it_is_sent(db) {
        values(db);
        let row = Number { id: 1, a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: u64::MAX };
        assert_eq!(failure(insert(numbers::table).values(row).execute(db)).kind(), ErrorKind::Encode);
        assert_eq!(from(numbers::table).count(db)?, 0);
    }

    everywhere fn integer_that_does_not_fit_the_declared_type_is_an_error_that_names_the_column(db) {
        values(db);
        let row = Number { id: 1, a: 0, b: 300, c: 0, d: 70_000, e: 0, f: 0, g: 0, h: 0 };
        insert(numbers::table).values(row).execute(db)?;
        let error = failure(sql::<i8>("SELECT b FROM numbers").all(db));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`b`"), "{error}");
        let error = failure(sql::<(i64, u16)>("SELECT id, d AS wide FROM numbers").all(db));
        assert!(error.kind() == ErrorKind::Decode && error.message().contains("`wide`"), "{error}");
    }

    everywhere fn floats_at_their_limits(db) {
        values(db);
        let float = |id, single, double| Float { id, single: Some(single), double: Some(double) };
        let rows = vec![
            float(1, f32::MAX, f64::MAX),
            float(2, f32::MIN, f64::MIN),
            float(3, f32::MIN_POSITIVE, f64::MIN_POSITIVE),
            float(4, 0.1, 0.1),
            float(5, -1.5, std::f64::consts::PI),
            float(6, 16_777_217_f32, 1e308 / 3.0),
            float(7, 0.0, 0.1 + 0.2),
            Float { id: 8, single: None, double: None },
        ];
        insert(floats::table).values(&rows).execute(db)?;
        assert_eq!(from(floats::table).order_by(floats::id).all(db)?, rows);
        assert_eq!(from(floats::table).filter(floats::double.eq(0.1 + 0.2)).select(floats::id).all(db)?, [7]);
    }

    on [Postgres] fn floats_that_are_not_numbers_come_back(db) {
        values(db);
        for (id, value) in [(1, f64::INFINITY), (2, f64::NEG_INFINITY), (3, f64::NAN)] {
            insert(floats::table).values(Float { id, single: Some(value as f32), double: Some(value) }).execute(db)?;
        }
        let rows = from(floats::table).order_by(floats::id).all(db)?;
        assert_eq!((rows[0].single, rows[0].double), (Some(f32::INFINITY), Some(f64::INFINITY)));
        assert_eq!(rows[1].double, Some(f64::NEG_INFINITY));
        assert!(rows[2].double.unwrap().is_nan() && rows[2].single.unwrap().is_nan());
    }

    on [Sqlite, MariaDb, MySql] fn nan_is_refused(db) {
        values(db);
        let row = Float { id: 1, single: None, double: Some(f64::NAN) };
        assert_eq!(failure(insert(floats::table).values(row).execute(db)).kind(), ErrorKind::Encode);
        assert_eq!(from(floats::table).count(db)?, 0);
    }

    on [MariaDb, MySql] fn infinity_is_refused(db) {
        values(db);
        let row = Float { id: 1, single: Some(f32::INFINITY), double: None };
        assert_eq!(failure(insert(floats::table).values(row).execute(db)).kind(), ErrorKind::Encode);
    }

    on [Sqlite] fn infinity_comes_back(db) {
        values(db);
        insert(floats::table).values(Float { id: 1, single: None, double: Some(f64::INFINITY) }).execute(db)?;
        assert_eq!(from(floats::table).select(floats::double).one(db)?, Some(f64::INFINITY));
    }

    everywhere fn text_of_every_kind(db) {
        values(db);
        let long = "ä€𝄞x".repeat(100_000);
        let texts = ["", " ", "'", "\"", "\\", "%_", "?", "$1", "line\nline\r\n\ttab", "ä€𝄞🦀", "NULL", long.as_str()];
        for (id, text) in (0..).zip(texts) {
            insert(things::table).values(Thing { text: Some(text.to_owned()), ..thing(id) }).execute(db)?;
        }
        let found = from(things::table).order_by(things::id).select(things::text).all(db)?;
        assert!(found.iter().zip(texts).all(|(found, text)| found.as_deref() == Some(text)));
        assert_eq!(from(things::table).filter(things::text.eq("\\")).select(things::id).all(db)?, [4]);
        assert_eq!(from(things::table).filter(things::text.eq(long)).select(things::id).all(db)?, [11]);
    }

    on [Sqlite, MariaDb, MySql] fn text_with_a_nul_byte_comes_back(db) {
        values(db);
        insert(things::table).values(Thing { text: Some("a\0b".to_owned()), ..thing(1) }).execute(db)?;
        assert_eq!(from(things::table).select(things::text).one(db)?.as_deref(), Some("a\0b"));
    }

    on [Postgres] fn text_with_a_nul_byte_is_refused(db) {
        values(db);
        let row = Thing { text: Some("a\0b".to_owned()), ..thing(1) };
        assert_eq!(failure(insert(things::table).values(row).execute(db)).kind(), ErrorKind::Encode);
        assert_eq!(from(things::table).count(db)?, 0);
    }

    everywhere fn bytes_of_every_value(db) {
        values(db);
        let all: Vec<u8> = (0..=255).collect();
        let long = all.repeat(4096);
        for (id, bytes) in [(1, vec![]), (2, vec![0]), (3, all.clone()), (4, long.clone())] {
            insert(things::table).values(Thing { bytes: Some(bytes), ..thing(id) }).execute(db)?;
        }
        let found = from(things::table).order_by(things::id).select(things::bytes).all(db)?;
        assert_eq!(found, [Some(vec![]), Some(vec![0]), Some(all.clone()), Some(long)]);
        assert_eq!(from(things::table).filter(things::bytes.eq(all)).select(things::id).all(db)?, [3]);
    }

    everywhere fn booleans_and_their_absence(db) {
        values(db);
        for (id, flag) in [(1, Some(true)), (2, Some(false)), (3, None)] {
            insert(things::table).values(new!(Thing { id, flag })).execute(db)?;
        }
        assert_eq!(
            from(things::table).order_by(things::id).select(things::flag).all(db)?,
            [Some(true), Some(false), None]
        );
        assert_eq!(from(things::table).filter(things::flag).select(things::id).all(db)?, [1]);
        assert_eq!(from(things::table).filter(things::flag.not()).select(things::id).all(db)?, [2]);
        assert_eq!(from(things::table).filter(things::flag.eq(false)).select(things::id).all(db)?, [2]);
    }

    everywhere fn options_become_null_and_back(db) {
        values(db);
        insert(things::table).values(thing(1)).execute(db)?;
        assert_eq!(from(things::table).one(db)?, thing(1));
        let some = Thing { id: 1, text: Some(String::new()), bytes: Some(vec![]), flag: Some(false) };
        update(things::table)
            .set((
                things::text.set(some.text.clone()),
                things::bytes.set(some.bytes.clone()),
                things::flag.set(Some(false)),
            ))
            .filter(things::text.is_null())
            .execute(db)?;
        assert_eq!(from(things::table).one(db)?, some);
    }

    everywhere fn null_in_a_column_declared_not_null_is_an_error_that_names_it(db) {
        values(db);
        insert(things::table).values(thing(1)).execute(db)?;
        let error = failure(sql::<(i64, String)>("SELECT id, text FROM things").all(db));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`text`") && error.message().contains("Option"), "{error}");
    }

    everywhere fn value_of_another_type_is_an_error_that_names_the_column(db) {
        values(db);
        insert(things::table).values(Thing { text: Some("secret".to_owned()), ..thing(1) }).execute(db)?;
        let error = failure(sql::<i64>("SELECT text FROM things").all(db));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`text`") && !error.to_string().contains("secret"), "{error}");
    }

    everywhere fn newtypes_are_stored_as_what_they_wrap(db) {
        values(db);
        insert(items::table)
            .values(vec![item(7, "a", 150, Status::Draft), item(8, "B", -20, Status::InPrint)])
            .execute(db)?;
        let found = from(items::table).filter(items::id.eq(ItemId(7))).one(db)?;
        assert_eq!(found, item(7, "a", 150, Status::Draft));
        assert_eq!(from(items::table).filter(items::code.eq("B")).select(items::id).one(db)?, ItemId(8));
        assert_eq!(
            from(items::table).filter(items::code.like("a%")).select(items::code).one(db)?,
            Code("a".to_owned())
        );
        assert_eq!(from(items::table).select(sum(items::price)).one(db)?, Some(Cents(130)));
        assert_eq!(
            from(items::table).filter(items::price.gt(Cents(0))).select(items::price.add(Cents(1))).one(db)?,
            Cents(151)
        );
        assert_eq!(from(items::table).filter(items::id.in_list([ItemId(7), ItemId(9)])).count(db)?, 1);
    }

    everywhere fn enums_are_stored_as_their_text(db) {
        values(db);
        let row = Item { previous: Some(Status::Draft), ..item(1, "a", 0, Status::InPrint) };
        insert(items::table).values(&row).execute(db)?;
        assert_eq!(from(items::table).one(db)?, row);
        assert_eq!(sql::<String>("SELECT status FROM items").one(db)?, "in print");
        assert_eq!(from(items::table).filter(items::status.eq(Status::InPrint)).count(db)?, 1);
        update(items::table).set(items::previous.set(None)).all_rows().execute(db)?;
        assert_eq!(from(items::table).select((items::status, items::previous)).one(db)?, (Status::InPrint, None));
    }

    everywhere fn text_outside_of_an_enum_is_refused_by_the_database(db) {
        values(db);
        insert(items::table).values(item(1, "a", 0, Status::Draft)).execute(db)?;
        let error = failure(sql::<()>("UPDATE items SET status = ?").bind("lost").execute(db));
        assert_eq!(error.kind(), ErrorKind::Constraint);
        let error = failure(sql::<Status>("SELECT code AS status FROM items").all(db));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`status`") && error.message().contains("Status"), "{error}");
    }

    /// What a newtype is made of, and back: without a word of SQL.
    everywhere fn newtypes_are_cast_to_what_they_are_made_of(db) {
        values(db);
        insert(items::table).values(item(7, "a-1", 250, Status::InPrint)).execute(db)?;
        let row: (i64, String, i64, String, Option<String>) = from(items::table)
            .filter(items::id.cast::<i64>().add(1).eq(8))
            .select((
                items::id.cast::<i64>(),
                upper(items::code.cast::<String>()),
                items::price.cast::<i64>().mul(2),
                items::status.cast::<String>(),
                items::previous.cast::<String>(),
            ))
            .one(db)?;
        assert_eq!(row, (7, "A-1".to_owned(), 500, "in print".to_owned(), None));
        let id: ItemId = from(items::table).select(value(3i64).add(4).cast::<ItemId>()).one(db)?;
        assert_eq!(id, ItemId(7));
        let product = items::price.cast::<i64>().add(1).cast::<Cents>().mul(value(2i64).cast::<Cents>());
        assert_eq!(from(items::table).select(product).one(db)?, Cents(502));
        let text: String = from(items::table).select(items::id.cast::<i64>().cast::<String>()).one(db)?;
        assert_eq!(text, "7");
    }
}
