//! Generated columns: the database computes them, statements leave them out, a session reads them.

use crate::harness::{each_backend, failure};
use aludel::{ErrorKind, prelude::*, query::copy_into};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item in items {
        #[primary_key(auto)]
        id: i64,
        /// In the middle, so that places behind it move.
        #[generated("price * quantity")]
        total: i64,
        price: i64,
        #[default(1)]
        quantity: i64,
        #[generated(virtual = "price + 1"), name = "next_price"]
        next: i64,
        note: Option<String>,
        #[generated("upper(note)"), max_len(40), unique]
        shout: Option<String>,
    }
}
table! {
    /// Its key is given, and it counts its versions.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Line in lines {
        #[primary_key, max_len(20)]
        item: String,
        #[primary_key]
        number: i32,
        amount: i64,
        #[generated("amount * 2")]
        twice: i64,
        #[version]
        version: i32,
    }
}
table! {
    /// Refers to itself, so that it is inserted with NULL and updated.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node in nodes {
        #[primary_key(auto)]
        id: i64,
        #[references(nodes::id)]
        next_id: Option<i64>,
        #[generated("CASE WHEN next_id IS NULL THEN 0 ELSE 1 END")]
        linked: i64,
    }
}
schema! { pub Shop: items, lines, nodes }

fn item(id: i64, price: i64, quantity: i64, note: &str) -> Item {
    let (total, next) = (price * quantity, price + 1);
    Item { id, total, price, quantity, next, note: Some(note.to_owned()), shout: Some(note.to_uppercase()) }
}

each_backend! {
    everywhere fn inserts_leave_generated_columns_to_the_database(db) {
        db.create::<Shop>();
        insert(items::table).values(new!(Item { price: 3, note: "a".to_owned() })).execute(db)?;
        insert(items::table).values(vec![new!(Item { price: 4, note: "b".to_owned() })]).execute(db)?;
        // Of a row struct, what it says about them is not looked at.
        let untrue = Item { total: -1, next: -1, shout: None, ..item(7, 5, 2, "c") };
        insert(items::table).values(untrue.clone()).execute(db)?;
        insert(items::table).values(&Item { id: 8, note: Some("d".to_owned()), ..untrue }).execute(db)?;
        insert(items::table)
            .columns((items::id, items::price, items::note))
            .query(from(items::table).filter(items::id.eq(8)).select((value(9_i64), items::total, value("e"))))
            .execute(db)?;
        let rows = from(items::table).order_by(items::id).all(db)?;
        assert_eq!(
            rows,
            [item(1, 3, 1, "a"), item(2, 4, 1, "b"), item(7, 5, 2, "c"), item(8, 5, 2, "d"), item(9, 10, 1, "e")]
        );
    }

    everywhere fn updates_are_followed(db) {
        db.create::<Shop>();
        insert(items::table).values(new!(Item { price: 3, note: "a".to_owned() })).execute(db)?;
        update(items::table).set(items::quantity.set(items::total.add(4))).filter(items::total.eq(3)).execute(db)?;
        assert_eq!(from(items::table).one(db)?, item(1, 3, 7, "a"));
        update(items::table).by_key([(1, items::price.set(5))]).execute(db)?;
        assert_eq!(from(items::table).select((items::total, items::next)).one(db)?, (35, 6));
    }

    on [Sqlite, Postgres] fn returning_gives_them(db) {
        db.create::<Shop>();
        let row = insert(items::table).values(new!(Item { price: 3, note: "a".to_owned() })).returning_rows().one(db)?;
        assert_eq!(row, item(1, 3, 1, "a"));
        let raised = update(items::table)
            .set(items::price.set(items::price.add(1)))
            .filter(items::id.eq(1))
            .returning((items::total, items::next))
            .one(db)?;
        assert_eq!(raised, (4, 5));
        let upserted = insert(items::table)
            .values(new!(Item { id: 1, price: 9, note: "b".to_owned() }))
            .on_conflict(items::id)
            .do_update((items::price.set(proposed(items::price)), items::note.set(proposed(items::note))))
            .returning_rows()
            .one(db)?;
        assert_eq!(upserted, item(1, 9, 1, "b"));
    }

    on [Postgres] fn copy_leaves_them_out(db) {
        db.create::<Shop>();
        copy_into(items::table).values([item(1, 2, 3, "a"), item(2, 3, 4, "b")]).execute(db)?;
        assert_eq!(from(items::table).order_by(items::id).all(db)?, [item(1, 2, 3, "a"), item(2, 3, 4, "b")]);
    }

    everywhere fn a_session_reads_them_after_inserts_and_updates(db) {
        db.create::<Shop>();
        let engine = db.engine();
        db.reconnect();
        let mut s = engine.session()?;
        let a = s.add(new!(Item { price: 3, note: "a".to_owned() }));
        let b = s.add(new!(Item { price: 4, quantity: 2, note: "b".to_owned() }));
        let c = s.add(item(7, 5, 2, "c"));
        s.flush()?;
        assert_eq!((&s[a], &s[b], &s[c]), (&item(1, 3, 1, "a"), &item(2, 4, 2, "b"), &item(7, 5, 2, "c")));
        s[a].price = 10;
        s[b].quantity = 10;
        s[c].note = None;
        // As it was until the flush.
        assert_eq!(s[a].total, 3);
        s.commit()?;
        assert_eq!((&s[a], &s[b]), (&item(1, 10, 1, "a"), &item(2, 4, 10, "b")));
        assert_eq!(s[c].shout, None);
        assert_eq!(from(items::table).order_by(items::id).all(&mut s)?, [s[a].clone(), s[b].clone(), s[c].clone()]);
        // A rollback takes back what was read, too.
        s[a].price = 1;
        s.flush()?;
        assert_eq!(s[a].total, 1);
        s.rollback()?;
        assert_eq!(s.row(a)?, &item(1, 10, 1, "a"));
    }

    everywhere fn a_session_reads_them_by_keys_of_several_columns(db) {
        db.create::<Shop>();
        let engine = db.engine();
        db.reconnect();
        let mut s = engine.session()?;
        let lines: Vec<_> =
            (1..=3).map(|n| s.add(new!(Line { item: "x".to_owned(), number: n, amount: i64::from(n) }))).collect();
        s.commit()?;
        for &line in &lines {
            s[line].amount += 10;
        }
        s[lines[0]].number = 9;
        s.commit()?;
        let seen: Vec<_> = lines.iter().map(|&line| (s[line].number, s[line].twice, s[line].version)).collect();
        assert_eq!(seen, [(9, 22, 2), (2, 24, 2), (3, 26, 2)]);
    }

    everywhere fn a_session_reads_them_of_rows_that_were_inserted_in_a_circle(db) {
        db.create::<Shop>();
        let engine = db.engine();
        db.reconnect();
        let mut s = engine.session()?;
        let a = s.add(new!(Node {}));
        let b = s.add(new!(Node { next_id: a }));
        s.set(a, nodes::next_id.set(b))?;
        s.commit()?;
        assert_eq!((s[a].linked, s[b].linked), (1, 1));
        assert_eq!(from(nodes::table).select(nodes::linked).all(&mut s)?, [1, 1]);
    }

    fn a_session_refuses_to_write_them(db) {
        db.create::<Shop>();
        let engine = db.engine();
        db.reconnect();
        let mut s = engine.session()?;
        let a = s.add(new!(Item { price: 3, note: "a".to_owned() }));
        s.commit()?;
        s[a].total = 5;
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::Statement);
        assert!(error.message().contains("column `total` of `items` is generated"), "{error}");
    }

    fn creating_twice_changes_nothing(db) {
        db.create::<Shop>();
        let engine = db.engine();
        db.reconnect();
        assert!(Shop::create_all(&engine)?.tables.is_empty());
    }
}
