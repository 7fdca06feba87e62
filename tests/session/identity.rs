//! One row, one handle.

use crate::harness::{each_backend, failure};
use crate::{log::session, tables::*};
use aludel::{ErrorKind, prelude::*, session::Session};

each_backend! {
    everywhere fn a_row_that_is_loaded_twice_is_one_row(db) {
        let (mut s, log) = session::<B, Tables>(db);
        insert(users::table).values(new!(User { name: "Ann" })).execute(&mut s)?;
        let ann = s.load_one(from(users::table))?;
        s[ann].name = "Anna".into();
        log.take();
        let again = s.load_one(from(users::table).filter(users::name.eq("Anna")))?;
        assert_eq!(log.take(), ["UPDATE users", "SELECT users"]);
        assert_eq!(again, ann);
        assert_eq!(s[ann].name, "Anna");
        update(users::table).set(users::name.set("Else")).all_rows().execute(&mut s)?;
        s.load(from(users::table))?;
        assert_eq!(s[ann].name, "Else");
        assert_eq!(s.get::<User>(s[ann].id)?, Some(ann));
    }

    fn rows_are_told_by_their_keys_in_whatever_order_they_come(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let rows: Vec<_> = (1..=9).map(|id| new!(User { id: id * 10, name: format!("{id}") })).collect();
        insert(users::table).values(rows).execute(&mut s)?;
        s.commit()?;
        s.clear();
        let ids = |s: &Session<B>, handles: &[Handle<User>]| handles.iter().map(|h| s[*h].id).collect::<Vec<_>>();
        // First those in the middle, then all the other way round, then all again.
        let some = s.load(from(users::table).filter(users::id.gt(30)).filter(users::id.lt(70)).order_by(users::id))?;
        let all = s.load(from(users::table).order_by(users::id.desc()))?;
        assert_eq!(ids(&s, &all), [90, 80, 70, 60, 50, 40, 30, 20, 10]);
        assert_eq!([all[5], all[4], all[3]], some[..]);
        let mut again = s.load(from(users::table).order_by(users::id))?;
        again.reverse();
        assert_eq!(again, all);
        // The greatest key goes and comes back, by a rollback and by another row.
        s.delete(all[0])?;
        s.flush()?;
        assert_eq!(s.get::<User>(90)?, None);
        s.rollback()?;
        assert_eq!(s.get::<User>(90)?, Some(all[0]));
        s.delete(all[0])?;
        s.flush()?;
        let other = s.add(new!(User { id: 90, name: "else" }));
        s.commit()?;
        assert_eq!(s.load(from(users::table).order_by(users::id.desc()).limit(1))?, [other]);
        // A key that was changed is the greatest now.
        s[all[1]].id = 100;
        s.flush()?;
        assert_eq!(s.load(from(users::table).filter(users::id.gt(70)).order_by(users::id))?, [other, all[1]]);
        assert_eq!(s.get::<User>(80)?, None);
    }

    everywhere fn a_key_can_change(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let jack = s.add(new!(Account { login: "jack", full_name: "Jack" }));
        let mails = [s.add(new!(Mail { login: jack })), s.add(new!(Mail { login: "jack" }))];
        s.commit()?;
        log.take();
        s[jack].login = "ed".into();
        s.commit()?;
        assert_eq!(log.take(), ["UPDATE accounts"]);
        assert_eq!(s.get::<Account>("ed")?, Some(jack));
        assert_eq!(log.take(), [""; 0]);
        assert_eq!(s.get::<Account>("jack")?, None);
        for mail in mails {
            assert_eq!(s[mail].login, "ed");
        }
        assert!(!s.is_modified());
        assert_eq!(from(mails::table).select(mails::login).all(&mut s)?, ["ed", "ed"]);
    }

    fn a_key_or_unique_value_of_a_deleted_row_can_be_taken(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { id: 1, name: "Ann" }));
        let a = s.add(new!(Address { user_id: ann, email: "a@x" }));
        s.commit()?;
        log.take();
        s.delete(ann)?;
        s.delete(a)?;
        let same_key = s.add(new!(User { id: 1, name: "Ben" }));
        s.commit()?;
        assert_eq!(log.take(), ["DELETE addresses", "DELETE users", "INSERT users"]);
        s.delete(same_key)?;
        let same_name = s.add(new!(User { id: 2, name: "Ben" }));
        s.commit()?;
        assert_eq!(from(users::table).all(&mut s)?, [s[same_name].clone()]);
        assert_eq!(s.get::<User>(2)?, Some(same_name));
        assert_eq!(s.get::<User>(1)?, None);
    }

    everywhere fn unique_values_move_from_row_to_row(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let seats: Vec<_> = (1..=3).map(|number| s.add(new!(Seat { number }))).collect();
        s.commit()?;
        log.take();
        // 1 -> 2 -> 3 -> 4: the last one first.
        for &seat in &seats {
            s[seat].number = s[seat].number.map(|n| n + 1);
        }
        s.commit()?;
        assert_eq!(log.take(), ["UPDATE seats"; 3]);
        // Round and round.
        let numbers: Vec<_> = seats.iter().map(|&seat| s[seat].number).collect();
        for (i, &seat) in seats.iter().enumerate() {
            s[seat].number = numbers[(i + 1) % 3];
        }
        s.commit()?;
        assert_eq!(log.take(), ["UPDATE seats"; 4]);
        assert_eq!(from(seats::table).order_by(seats::id).select(seats::number).all(&mut s)?, [Some(3), Some(4), Some(2)]);
    }

    fn a_swap_that_no_order_of_updates_makes_is_told(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        s.commit()?;
        log.take();
        s[ann].name = "Ben".into();
        s[ben].name = "Ann".into();
        let error = failure(s.commit());
        assert_eq!(error.kind(), ErrorKind::Circle);
        assert!(error.message().contains("`users` swap their `name`"), "{error}");
        assert_eq!(log.texts(), [""; 0]);
        s[ann].name = "-".into();
        s.flush()?;
        s[ann].name = "Ben".into();
        s.commit()?;
    }

    everywhere fn a_composite_key_is_one_key(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let line = s.add(new!(Line { order_id: 1, code: "a", quantity: 2 }));
        s.add(new!(Line { order_id: 1, code: "b", quantity: 3 }));
        s.commit()?;
        log.take();
        assert_eq!(s.get::<Line>((1i64, "a".to_owned()))?, Some(line));
        assert_eq!(log.take(), [""; 0]);
        s[line].quantity = 5;
        s[line].code = "c".into();
        s.commit()?;
        let mut stored = from(order_lines::table).order_by(order_lines::code).all(&mut s)?;
        assert_eq!(stored.pop().unwrap(), s[line]);
        let both = s.load(from(order_lines::table))?;
        for line in both {
            s.delete(line)?;
        }
        s.commit()?;
        assert!(!from(order_lines::table).exists(&mut s)?);
    }

    everywhere fn a_row_from_outside_is_merged(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        let mut copy = s.detach(ann)?;
        assert_eq!(s.row(ann).unwrap_err().kind(), ErrorKind::Handle);
        copy.name = "Anna".into();
        log.take();
        let merged = s.merge(copy.clone())?;
        s.commit()?;
        assert_eq!(log.take(), ["SELECT users", "UPDATE users"]);
        assert_eq!(s[merged], copy);
        let new = s.merge(User { id: 50, name: "New".into() })?;
        s.commit()?;
        assert_eq!(log.take(), ["SELECT users", "INSERT users"]);
        assert_eq!(s.get::<User>(50)?, Some(new));
    }

    /// Rows whose own key follows a changed one are found under the new one, in the same flush.
    everywhere fn rows_that_follow_a_key_are_written_under_the_new_one(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let jack = s.add(new!(Account { login: "jack", full_name: "Jack" }));
        let [changed, deleted, renewed] =
            ["a", "b", "c"].map(|name| s.add(new!(Role { login: jack, name, level: 1 })));
        s.commit()?;
        log.take();
        s[jack].login = "ed".into();
        s[changed].level = 2;
        s.delete(deleted)?;
        s.delete(renewed)?;
        let renewed = s.add(new!(Role { login: jack, name: "c", level: 3 }));
        s.commit()?;
        assert_eq!((s[changed].login.as_str(), s[changed].level, s[renewed].level), ("ed", 2, 3));
        let stored = from(roles::table).order_by(roles::name).all(&mut s)?;
        assert_eq!(stored, [s[changed].clone(), s[renewed].clone()]);
    }

    fn a_row_that_has_to_go_first_cannot_be_referred_to(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let old = s.add(new!(Account { login: "ed", full_name: "Ed" }));
        s.commit()?;
        s.delete(old)?;
        s.add(new!(Account { login: "ed", full_name: "Another Ed" }));
        let mail = s.add(new!(Mail { login: old }));
        let error = failure(s.flush());
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("`login` of `mails`"), "{error}");
        s.set(mail, mails::login.set("ed"))?;
        s.commit()?;
    }
}
