//! COPY: rows taken in as a stream. PostgreSQL.

use crate::{
    blog::*,
    harness::{each_backend, failure, shown},
    values::*,
};
use aludel::{ErrorKind, prelude::*};

table! {
    /// Types of the database that are not those of the fields.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Foreign in foreign_types {
        #[primary_key]
        id: i32,
        #[sql_type(postgres = "bigint")]
        wide: Option<i32>,
        #[sql_type(postgres = "double precision")]
        double: Option<f32>,
        #[sql_type(postgres = "mood")]
        mood: Option<String>,
        #[sql_type(postgres = "json")]
        json: Option<String>,
        #[sql_type(postgres = "jsonb")]
        jsonb: Option<String>,
        #[sql_type(postgres = "short_text")]
        short: Option<String>,
        #[sql_type(postgres = "char(3)")]
        fixed: Option<String>,
        #[sql_type(postgres = "inet")]
        address: Option<String>,
    }
}
schema! { pub Foreigns: foreign_types }

fn foreign(id: i32) -> Foreign {
    Foreign {
        id,
        wide: None,
        double: None,
        mood: None,
        json: None,
        jsonb: None,
        short: None,
        fixed: None,
        address: None,
    }
}

each_backend! {
    on [Postgres] fn rows_are_copied_with_their_defaults(db) {
        empty_blog(db);
        let users = copy_into(users::table).values([new!(User { name: "Ann", email: "a" }), new!(User { name: "Ben", email: "b" })]);
        assert_eq!(users.execute(db)?, 2);
        let posts = (0..3).map(|n| new!(Post { author_id: 1, title: format!("\\N\t{n}\n"), rating: (n > 0).then_some(0.5) }));
        assert_eq!(copy_into(posts::table).values(posts).execute(db)?, 3);
        let found = from(posts::table).order_by(posts::id).all(db)?;
        assert_eq!(
            found[1],
            Post { id: 2, author_id: 1, title: "\\N\t1\n".to_owned(), published: false, views: 0, rating: Some(0.5) }
        );
        assert_eq!((found.len(), found[0].rating), (3, None));
        assert_eq!(copy_into(tags::table).values(Vec::<Tag>::new()).execute(db)?, 0);
    }

    on [Postgres] fn row_structs_and_assignments_are_copied(db) {
        empty_blog(db);
        let rows = vec![user(7, "Ann"), User { bio: Some(String::new()), age: Some(-1), ..user(8, "Ben") }];
        assert_eq!(copy_into(users::table).values(&rows).execute(db)?, 2);
        assert_eq!(copy_into(users::table).values(vec![user(9, "Cid")]).execute(db)?, 1);
        assert_eq!(copy_into(users::table).values([(users::name.set("Dee"), users::email.set("d"))]).execute(db)?, 1);
        assert_eq!(from(users::table).filter(users::id.ge(7)).order_by(users::id).all(db)?[..2], rows);
        assert_eq!(from(users::table).count(db)?, 4);
    }

    on [Postgres] fn many_rows_are_a_stream(db) {
        empty_blog(db);
        let mut made = 0;
        let rows = (0..200_000).map(|n| {
            made += 1;
            new!(Tag { label: format!("tag {n}") })
        });
        assert_eq!(copy_into(tags::table).values(rows).execute(db)?, 200_000);
        assert_eq!(made, 200_000);
        assert_eq!(from(tags::table).filter(tags::label.eq("tag 199999")).select(tags::id).one(db)?, 200_000);
    }

    on [Postgres] fn every_type_is_copied(db) {
        db.create::<Values>();
        let numbers = vec![
            Number { id: 1, a: i8::MIN, b: i16::MIN, c: i32::MIN, d: i64::MIN, e: 0, f: 0, g: 0, h: 0 },
            Number { id: 2, a: i8::MAX, b: i16::MAX, c: i32::MAX, d: i64::MAX, e: u8::MAX, f: u16::MAX, g: u32::MAX, h: i64::MAX as u64 },
        ];
        copy_into(numbers::table).values(&numbers).execute(db)?;
        assert_eq!(from(numbers::table).order_by(numbers::id).all(db)?, numbers);
        let floats = vec![
            Float { id: 1, single: Some(f32::MAX), double: Some(f64::MIN_POSITIVE) },
            Float { id: 2, single: Some(f32::NEG_INFINITY), double: Some(0.1 + 0.2) },
            Float { id: 3, single: None, double: None },
        ];
        copy_into(floats::table).values(&floats).execute(db)?;
        assert_eq!(from(floats::table).order_by(floats::id).all(db)?, floats);
        let things = vec![
            Thing { id: 1, text: Some("a\\b\"c\u{1f600}\r\n".to_owned()), bytes: Some(vec![0, 255, 10]), flag: Some(true) },
            Thing { id: 2, text: Some(String::new()), bytes: Some(Vec::new()), flag: Some(false) },
            Thing { id: 3, text: None, bytes: None, flag: None },
        ];
        copy_into(things::table).values(&things).execute(db)?;
        assert_eq!(from(things::table).order_by(things::id).all(db)?, things);
        let items = vec![Item {
            id: ItemId(1),
            code: Code("x".to_owned()),
            price: Cents(5),
            status: Status::InPrint,
            previous: Some(Status::Draft),
        }];
        copy_into(items::table).values(&items).execute(db)?;
        assert_eq!(from(items::table).all(db)?, items);
    }

    on [Postgres] fn columns_of_other_types(db) {
        db.connection().script("CREATE TYPE mood AS ENUM ('glad', 'sad'); CREATE DOMAIN short_text AS varchar(5) CHECK (VALUE <> '')")?;
        db.create::<Foreigns>();
        let text = |text: &str| Some(text.to_owned());
        let row = Foreign {
            wide: Some(i32::MIN),
            double: Some(0.5),
            mood: text("glad"),
            json: text("[1, 2]"),
            jsonb: text("[1, 2]"),
            short: text("12345"),
            fixed: text("abc"),
            ..foreign(1)
        };
        assert_eq!(copy_into(foreign_types::table).values([&row, &foreign(2)]).execute(db)?, 2);
        assert_eq!(from(foreign_types::table).filter(foreign_types::id.eq(1)).one(db)?, row);
        // What only a cast would make fit is told, with its place; the values are not.
        let secret = Foreign { address: text("10.0.0.1"), ..foreign(4) };
        let error = failure(copy_into(foreign_types::table).values([&foreign(3), &secret]).execute(db));
        assert_eq!(error.kind(), ErrorKind::Encode);
        assert!(error.message().contains("column `address` of `foreign_types`, row number 2"), "{error}");
        assert!(!shown(&error).contains("10.0.0.1"), "{error:?}");
        assert_eq!(from(foreign_types::table).count(db)?, 2);
    }

    on [Postgres] fn a_copy_that_fails_leaves_nothing(db) {
        empty_blog(db);
        let rows = |twice: i32| (0..5000).map(move |n| new!(Tag { label: format!("tag {}", n % twice) }));
        let error = failure(copy_into(tags::table).values(rows(4999)).execute(db));
        assert_eq!(error.kind(), ErrorKind::Constraint);
        let constraint = error.constraint().unwrap();
        assert_eq!((constraint.table.as_deref(), &constraint.columns[..]), (Some("tags"), &["label".to_owned()][..]));
        assert_eq!(from(tags::table).count(db)?, 0);
        let labels = (0..5000).map(|n| new!(Tag { label: if n == 4000 { "\0".to_owned() } else { n.to_string() } }));
        let error = failure(copy_into(tags::table).values(labels).execute(db));
        assert_eq!(error.kind(), ErrorKind::Encode);
        assert!(error.message().contains("column `label` of `tags`, row number 4001"), "{error}");
        assert_eq!(from(tags::table).count(db)?, 0);
        // The connection is as good as before.
        assert_eq!(copy_into(tags::table).values(rows(5000)).execute(db)?, 5000);
    }

    on [Postgres] fn a_copy_is_part_of_its_transaction(db) {
        empty_blog(db);
        let rows = |twice: i32| (0..100).map(move |n| new!(Tag { label: format!("tag {}", n % twice) }));
        let mut tx = db.connection().begin()?;
        insert(tags::table).values(new!(Tag { label: "before" })).execute(&mut tx)?;
        failure(copy_into(tags::table).values(rows(50)).execute(&mut tx));
        failure(copy_into(tags::table).values([new!(Tag { label: "\0" })]).execute(&mut tx));
        assert_eq!(copy_into(tags::table).values(rows(100)).execute(&mut tx)?, 100);
        assert_eq!(from(tags::table).count(&mut tx)?, 101);
        tx.commit()?;
        assert_eq!(from(tags::table).count(db)?, 101);
        let mut tx = db.connection().begin()?;
        copy_into(tags::table).values([new!(Tag { label: "gone" })]).execute(&mut tx)?;
        tx.rollback()?;
        assert_eq!(from(tags::table).count(db)?, 101);
    }

    on [Postgres] fn a_session_flushes_before_a_copy(db) {
        empty_blog(db);
        let mut session = db.engine().session()?;
        let ann = session.add(new!(User { id: 5, name: "Ann", email: "a" }));
        let posts = [new!(Post { author_id: 5, title: "One" }), new!(Post { author_id: 5, title: "Two" })];
        assert_eq!(copy_into(posts::table).values(posts).execute(&mut session)?, 2);
        let (_, posts) = session.load_one(ann.with_many(posts::author_id))?;
        assert_eq!(posts.len(), 2);
        session.rollback()?;
        assert!(session.row(ann).is_err());
        assert_eq!(from(posts::table).count(&mut session)?, 0);
    }
}
