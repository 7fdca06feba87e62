//! Rolling back, in the database and in memory.

use crate::harness::{each_backend, failure};
use crate::{
    log::{engine, session},
    tables::*,
};
use aludel::{ErrorKind, prelude::*, session::State};

each_backend! {
    everywhere fn a_flush_that_fails_changes_nothing(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        let old = s.add(new!(Address { user_id: ann, email: "old" }));
        let seat = s.add(new!(Seat { number: 1 }));
        s.commit()?;
        log.take();

        s[seat].number = Some(2);
        s[ben].name = "Ann".into();
        let new = s.add(new!(Node { parent_id: None, data: "new" }));
        let child = s.add(new!(Node { parent_id: new, data: "child" }));
        s.delete(old)?;
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::Constraint);
        assert_eq!((s.state(new)?, s.state(old)?, s.state(ben)?), (State::New, State::Doomed, State::Dirty));
        assert_eq!((s[ben].name.as_str(), s[seat].number, s[old].email.as_str()), ("Ann", Some(2), "old"));
        assert_eq!(s.state(child)?, State::New);

        s[ben].name = "Benny".into();
        s.commit()?;
        assert_eq!(s[child].parent_id, Some(s[new].id));
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Ann", "Benny"]);
        assert_eq!(from(seats::table).select(seats::number).one(&mut s)?, Some(2));
        assert_eq!(from(nodes::table).count(&mut s)?, 2);
        assert!(!from(addresses::table).exists(&mut s)?);
    }

    everywhere fn a_flush_that_fails_takes_only_itself_back(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.flush()?;
        let twin = s.add(new!(User { name: "Ann" }));
        assert_eq!(failure(s.flush()).kind(), ErrorKind::Constraint);
        s.set(twin, users::name.set("Anna"))?;
        s.commit()?;
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Ann", "Anna"]);
        assert!(s[twin].id > s[ann].id);
    }

    everywhere fn a_flush_that_fails_after_reading_leaves_the_transaction_open(db) {
        let (mut s, _) = session::<B, Tables>(db);
        s.add(new!(User { name: "Ann" }));
        s.add(new!(User { name: "Ben" }));
        s.commit()?;
        let rows = s.load(from(users::table).order_by(users::id))?;
        s[rows[0]].name = "Anna".into();
        s.add(new!(Node { parent_id: None, data: "a" }));
        let twin = s.add(new!(User { name: "Ben" }));
        assert_eq!(failure(s.flush()).kind(), ErrorKind::Constraint);
        assert!(s.in_transaction());
        s.set(twin, users::name.set("Bea"))?;
        s.flush()?;
        let late = s.add(new!(User { name: "Bea" }));
        assert_eq!(failure(s.flush()).kind(), ErrorKind::Constraint);
        s.delete(late)?;
        s.commit()?;
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Anna", "Ben", "Bea"]);
        assert_eq!(from(nodes::table).count(&mut s)?, 1);
    }

    everywhere fn rolling_back_puts_memory_back(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        let note = s.add(new!(Note { user_id: ben, text: "n" }));
        s.commit()?;
        s[ann].name = "Anna".into();
        s.delete(ben)?;
        let cid = s.add(new!(User { name: "Cid" }));
        s.flush()?;
        s[ann].name = "Annabel".into();
        let dee = s.add(new!(User { name: "Dee" }));
        s.rollback()?;
        log.take();
        assert_eq!((s[ann].name.as_str(), s[ben].name.as_str(), s[note].text.as_str()), ("Ann", "Ben", "n"));
        for gone in [cid, dee] {
            let error = s.row(gone).unwrap_err();
            assert!(error.message().contains("rolled back"), "{error}");
        }
        assert!(!s.is_modified());
        assert_eq!(s.get::<User>(s[ben].id)?, Some(ben));
        assert_eq!(log.take(), [""; 0]);
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Ann", "Ben"]);
    }

    everywhere fn a_savepoint_is_rolled_back_in_memory_too(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        let mut savepoint = s.savepoint()?;
        savepoint[ann].name = "Anna".into();
        savepoint[ben].name = "Benny".into();
        savepoint.add(new!(User { name: "Cid" }));
        savepoint.add(new!(User { name: "Dee" }));
        assert_eq!(from(users::table).count(&mut *savepoint)?, 4);
        savepoint.rollback()?;
        assert_eq!((s[ann].name.as_str(), s[ben].name.as_str()), ("Ann", "Ben"));
        s.commit()?;
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Ann", "Ben"]);
    }

    everywhere fn an_inner_savepoint_that_was_released_goes_with_the_outer_one(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        let mut outer = s.savepoint()?;
        outer[ann].name = "Anna".into();
        let mut inner = outer.savepoint()?;
        inner[ann].name = "Annabel".into();
        inner.delete(ben)?;
        let cid = inner.add(new!(User { name: "Cid" }));
        inner.release()?;
        assert_eq!(outer[ann].name, "Annabel");
        assert_eq!(outer.row(ben).unwrap_err().kind(), ErrorKind::Handle);
        outer.rollback()?;
        assert_eq!((s[ann].name.as_str(), s[ben].name.as_str()), ("Ann", "Ben"));
        assert_eq!(s.row(cid).unwrap_err().kind(), ErrorKind::Handle);
        s[ben].name = "Benny".into();
        s.commit()?;
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Ann", "Benny"]);
    }

    fn a_savepoint_can_be_a_function(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let kept = s.in_savepoint(|s| Ok::<_, aludel::Error>(s.add(new!(User { name: "Ann" }))))?;
        let error = failure(s.in_savepoint(|s| {
            s.add(new!(User { name: "Ann" }));
            s.flush()
        }));
        assert_eq!(error.kind(), ErrorKind::Constraint);
        s.commit()?;
        assert_eq!(from(users::table).one(&mut s)?, s[kept]);
    }

    /// What was read after a statement that the session does not know of, and is then rolled back, is not shown.
    fn rows_read_after_a_statement_that_is_rolled_back_are_stale(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        let mut savepoint = s.savepoint()?;
        update(users::table).set(users::name.set("Xan")).all_rows().execute(&mut *savepoint)?;
        savepoint.refresh(ann)?;
        assert_eq!(savepoint[ann].name, "Xan");
        insert(users::table).values(new!(User { id: 77, name: "Yve" })).execute(&mut *savepoint)?;
        let yve = savepoint.get::<User>(77)?.unwrap();
        savepoint.rollback()?;
        assert_eq!(s[ann].name, "Ann");
        assert_eq!(s.state(yve)?, State::Stale);
        assert_eq!(failure(s.refresh(yve)).kind(), ErrorKind::NotFound);
    }

    /// A stale row that is read again in a transaction that has written is stale again when that is rolled back.
    fn a_stale_row_that_was_read_again_is_not_believed(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        let id = s[ann].id;
        s.detach(ann)?;
        let rename = |s: &mut Session<B>, to: &str| {
            update(users::table).set(users::name.set(to)).all_rows().execute(s)
        };
        rename(&mut s, "Xan")?;
        let ann = s.get::<User>(id)?.unwrap();
        s.rollback()?;
        assert_eq!(s.state(ann)?, State::Stale);
        rename(&mut s, "Yan")?;
        s.refresh(ann)?;
        assert_eq!(s[ann].name, "Yan");
        s.rollback()?;
        assert_eq!(s.state(ann)?, State::Stale);
        s.refresh(ann)?;
        assert_eq!(s[ann].name, "Ann");
        // One that is gone stays so, whatever is rolled back.
        delete(users::table).all_rows().execute(&mut s)?;
        s.commit()?;
        assert_eq!(failure(s.refresh(ann)).kind(), ErrorKind::NotFound);
        s.rollback()?;
        assert_eq!(s.row(ann).unwrap_err().kind(), ErrorKind::Handle);
    }

    /// The database changed rows that were not in memory; what was read of them goes when that is rolled back.
    fn rows_read_after_a_cascade_that_is_rolled_back_are_stale(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let ann = s.add(new!(User { name: "Ann" }));
        let address = s.add(new!(Address { user_id: ann, email: "a@x" }));
        s.commit()?;
        let user_id = s[address].user_id;
        s.detach(address)?;
        s.delete(ann)?;
        let address = s.load_one(from(addresses::table))?;
        assert_eq!(s[address].user_id, None);
        s.rollback()?;
        assert_eq!(s.state(address)?, State::Stale);
        s.refresh(address)?;
        assert_eq!(s[address].user_id, user_id);
    }

    fn rows_loaded_by_a_statement_that_writes_go_with_it(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let insert = sql::<User>("INSERT INTO users (name) VALUES ('Ann') RETURNING id, name");
        let ann = s.load_one(insert)?;
        s.rollback()?;
        assert_eq!(s.state(ann)?, State::Stale);
        assert_eq!(failure(s.refresh(ann)).kind(), ErrorKind::NotFound);
    }

    fn a_row_that_vanished_is_not_deleted_any_more(db) {
        let (engine, _) = engine::<B, Tables>(db);
        let mut s = engine.session()?;
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        s.delete(ann)?;
        delete(users::table).all_rows().execute(&mut engine.connect()?)?;
        assert_eq!(failure(s.refresh(ann)).kind(), ErrorKind::NotFound);
        assert!(!s.is_modified());
        s.add(new!(User { name: "Ben" }));
        s.commit()?;
    }
}
