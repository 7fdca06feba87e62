//! Rows of one batch, some of which leave a column to its default.

use crate::harness::each_backend;
use aludel::prelude::*;
use chrono::{DateTime, Utc};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Ticket in tickets {
        #[primary_key(auto)]
        id: i64,
        name: String,
        #[default("it's open"), max_len(20)]
        state: String,
        #[default(sql = "(1 + 41)")]
        weight: i64,
        #[default(now)]
        made: DateTime<Utc>,
        note: Option<String>,
        #[default(0.5)]
        share: Option<f64>,
    }
}
table! {
    /// Of few columns, so that many rows are one statement.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Point in points { #[primary_key] id: i64, #[default(7)] x: i64, #[default(8)] y: i64 }
}
schema! { pub Desk: tickets, points }

fn then() -> DateTime<Utc> {
    "2024-02-29T12:30:00Z".parse().unwrap()
}

each_backend! {
    everywhere fn some_rows_of_a_batch_have_the_default(db) {
        db.create::<Desk>();
        let given = [
            ("a", None, Some(1), None, None, None),
            ("b", Some("closed"), None, Some(then()), Some(Some("x")), Some(None)),
            ("c", Some(""), Some(-1), Some(then()), Some(None), Some(Some(1.5))),
        ];
        let rows: Vec<_> = given
            .iter()
            .map(|&(name, state, weight, made, note, share)| {
                new!(Ticket {
                    name,
                    state: or_default(state),
                    weight: or_default(weight),
                    made: or_default(made),
                    note: or_default(note.map(|note| note.map(str::to_owned))),
                    share: or_default(share),
                })
            })
            .collect();
        let before = Utc::now() - chrono::TimeDelta::seconds(5);
        assert_eq!(insert(tickets::table).values(rows).execute(db)?, 3);
        let found = from(tickets::table).order_by(tickets::name).all(db)?;
        let text = |row: &Ticket| (row.state.clone(), row.weight, row.note.clone(), row.share);
        assert_eq!(text(&found[0]), ("it's open".to_owned(), 1, None, Some(0.5)));
        assert_eq!(text(&found[1]), ("closed".to_owned(), 42, Some("x".to_owned()), None));
        assert_eq!(text(&found[2]), (String::new(), -1, None, Some(1.5)));
        assert!(found[0].made > before && found[1].made == then());
    }

    everywhere fn one_row_and_an_update_may_have_it(db) {
        db.create::<Desk>();
        insert(tickets::table)
            .values(new!(Ticket { name: "a", state: or_default(None::<String>), weight: 3 }))
            .execute(db)?;
        let back = (tickets::weight.set(or_default(None::<i64>)), tickets::share.set(or_default(Some(2.5))));
        assert_eq!(update(tickets::table).set(back).all_rows().execute(db)?, 1);
        let found = from(tickets::table).select((tickets::state, tickets::weight, tickets::share)).one(db)?;
        assert_eq!(found, ("it's open".to_owned(), 42, Some(2.5)));
        // What is there may be computed.
        let computed = [Some(tickets::weight.add(1)), None];
        for weight in computed {
            update(tickets::table).set(tickets::weight.set(or_default(weight))).all_rows().execute(db)?;
        }
        assert_eq!(from(tickets::table).select(tickets::weight).one(db)?, 42);
    }

    on [Sqlite, Postgres, MariaDb] fn rows_come_back_in_their_order(db) {
        db.create::<Desk>();
        let rows: Vec<_> = (0..5).map(|n| new!(Point { id: n, x: or_default((n % 2 == 0).then_some(n)), y: 0 })).collect();
        let found: Vec<(i64, i64)> = insert(points::table).values(rows).returning((points::id, points::x)).all(db)?;
        assert_eq!(found, [(0, 0), (1, 7), (2, 2), (3, 7), (4, 4)]);
    }

    // More values than a statement takes, if the first row, which has fewer, told how many they are.
    everywhere fn thousands_of_rows_are_few_statements(db) {
        db.create::<Desk>();
        let some = |n: i64| (n > 0).then_some(n);
        let rows: Vec<_> = (0..40_000).map(|n| new!(Point { id: n, x: or_default(some(n)), y: or_default(some(n)) })).collect();
        assert_eq!(insert(points::table).values(rows).execute(db)?, 40_000);
        let sums: (Option<i64>, Option<i64>) = from(points::table).select((sum(points::x), sum(points::y))).one(db)?;
        assert_eq!(sums, (Some(799_980_007), Some(799_980_008)));
    }

    everywhere fn a_session_leaves_it_to_the_database(db) {
        db.create::<Desk>();
        let engine = db.engine();
        let mut s = engine.session()?;
        let a = s.add(new!(Ticket { name: "a", state: or_default(None::<&str>), weight: or_default(Some(1)) }));
        let b = s.add(new!(Ticket { name: "b", state: or_default(Some("shut")), weight: or_default(None::<i64>) }));
        // A new row that was given something, and is given the default after that.
        let c = s.add(new!(Ticket { name: "c", state: "shut", weight: 5 }));
        s.set(c, (tickets::state.set(or_default(None::<&str>)), tickets::weight.set(or_default(Some(6)))))?;
        s.commit()?;
        let seen = |row: &Ticket| (row.state.clone(), row.weight);
        assert_eq!(seen(&s[a]), ("it's open".to_owned(), 1));
        assert_eq!(seen(&s[b]), ("shut".to_owned(), 42));
        assert_eq!(seen(&s[c]), ("it's open".to_owned(), 6));
        // Of a row of the database it is an expression.
        assert!(s.set(a, tickets::weight.set(or_default(None::<i64>))).is_err());
    }

    on [Sqlite, Postgres] fn a_conflict_may_set_it(db) {
        db.create::<Desk>();
        insert(points::table).values(new!(Point { id: 1, x: 1, y: 1 })).execute(db)?;
        let again = vec![new!(Point { id: 1, x: or_default(None::<i64>), y: 3 })];
        insert(points::table)
            .values(again)
            .on_conflict(points::id)
            .do_update((points::x.set(proposed(points::x)), points::y.set(or_default(None::<i64>))))
            .execute(db)?;
        assert_eq!(from(points::table).all(db)?, [Point { id: 1, x: 7, y: 8 }]);
    }

    on [MariaDb, MySql] fn a_duplicate_key_may_set_it(db) {
        db.create::<Desk>();
        insert(points::table).values(new!(Point { id: 1, x: 1, y: 1 })).execute(db)?;
        insert(points::table)
            .values(new!(Point { id: 1, x: or_default(None::<i64>), y: 3 }))
            .on_duplicate_key_update((points::x.set(proposed(points::x)), points::y.set(or_default(None::<i64>))))
            .execute(db)?;
        assert_eq!(from(points::table).all(db)?, [Point { id: 1, x: 7, y: 8 }]);
    }
}
