//! Rows with the rows that they refer to, and that refer to them.

use crate::harness::{Db, TestBackend, each_backend, failure};
use crate::{
    log::{Log, session},
    tables::*,
};
use aludel::{
    ErrorKind,
    prelude::*,
    session::{Session, key_of},
};

/// A session with so many users, and so many addresses of each; nothing of it is in memory.
fn users_with_addresses<B: TestBackend>(db: &Db<B>, users: usize, each: usize) -> (Session<B>, Log) {
    let (mut s, log) = session::<B, Tables>(db);
    for user in 0..users {
        let user = s.add(new!(User { name: format!("user {user}") }));
        for n in 0..each {
            s.add(new!(Address { user_id: user, email: format!("{n}@x") }));
        }
    }
    s.commit().unwrap();
    s.clear();
    log.take();
    (s, log)
}

/// Items and their keywords: the first has both, the second one of them, the third none.
fn items<B: TestBackend>(db: &Db<B>) -> (Session<B>, Log) {
    let (mut s, log) = session::<B, Tables>(db);
    let items = ["a", "b", "c"].map(|description| s.add(new!(Item { description })));
    let keywords = ["red", "big"].map(|name| s.add(new!(Keyword { name })));
    for (item, keyword) in [(0, 1), (1, 1), (0, 0)] {
        s.add(new!(ItemKeyword { item_id: items[item], keyword_id: keywords[keyword] }));
    }
    s.commit().unwrap();
    s.clear();
    log.take();
    (s, log)
}

each_backend! {
    everywhere fn many_rows_come_with_one_statement(db) {
        let (mut s, log) = users_with_addresses(db, 100, 5);
        let alone = s.add(new!(User { name: "alone" }));
        let users = s.load(from(users::table).order_by(users::id).with_many(addresses::user_id))?;
        assert_eq!(log.take(), ["INSERT users", "SELECT users", "SELECT addresses"]);
        assert_eq!(users.len(), 101);
        for (user, addresses) in &users[..100] {
            let emails: Vec<_> = addresses.iter().map(|&address| s[address].email.as_str()).collect();
            assert_eq!(emails, ["0@x", "1@x", "2@x", "3@x", "4@x"]);
            assert!(addresses.iter().all(|&address| s[address].user_id == Some(s[*user].id)));
            assert!(addresses.is_sorted_by_key(|&address| s[address].id));
        }
        assert_eq!(users[100], (alone, Vec::new()));
    }

    everywhere fn a_thousand_keys_go_into_one_statement(db) {
        let (mut s, log) = users_with_addresses(db, 1000, 1);
        let some = from(users::table).filter(users::id.gt(0));
        let users = s.load(some.with_many(addresses::user_id))?;
        assert_eq!(log.take(), ["SELECT users", "SELECT addresses"]);
        assert!(users.iter().all(|(user, addresses)| s[addresses[0]].user_id == Some(s[*user].id)));
        s.clear();
        let addresses = s.load(from(addresses::table).with_one(addresses::user_id))?;
        assert_eq!(log.take(), ["SELECT addresses", "SELECT users"]);
        assert!(addresses.iter().all(|(address, user)| s[*address].user_id == user.map(|user| s[user].id)));

        let last = s.add(new!(User { name: "one more" }));
        let address = s.add(new!(Address { user_id: last, email: "last" }));
        let users = s.load(some.order_by(users::id).with_many(addresses::user_id))?;
        assert_eq!(log.take(), ["INSERT users", "INSERT addresses", "SELECT users", "SELECT addresses", "SELECT addresses"]);
        assert_eq!(users[1000], (last, vec![address]));
        s.commit()?;
        s.clear();
        s.load(from(addresses::table).with_one(addresses::user_id))?;
        assert_eq!(log.take(), ["SELECT addresses", "SELECT users", "SELECT users"]);
    }

    everywhere fn what_belongs_to_all_rows_of_a_table_is_asked_for_without_keys(db) {
        let (mut s, log) = users_with_addresses(db, 1001, 1);
        s.add(new!(Address { email: "nobody's" }));
        let first = s.get::<User>(1)?.unwrap();
        s.add(new!(Note { user_id: first, text: "b" }));
        s.add(new!(Note { user_id: first, text: "a" }));
        s.commit()?;
        s.clear();
        log.take();
        let all = from(users::table).order_by(users::name);
        let users = s.load(
            all.with_many(addresses::user_id).with_many(notes::user_id.filtered(notes::text.ne("c")).ordered_by(notes::text)),
        )?;
        let texts: Vec<_> = log.texts().into_iter().filter(|text| text.starts_with("SELECT")).collect();
        assert_eq!(texts.len(), 3);
        let ends = |text: &str| text.replace('`', "\"").split_once(" FROM ").unwrap().1.replace("$1", "?").to_owned();
        assert_eq!(ends(&texts[1]), r#""addresses" WHERE "user_id" IS NOT NULL ORDER BY "id""#);
        assert_eq!(
            ends(&texts[2]),
            r#""notes" WHERE "text" <> ? ORDER BY "text", "id""#
        );
        assert_eq!(users.len(), 1001);
        for (user, addresses, notes) in &users {
            let of: Vec<_> = addresses.iter().map(|&address| s[address].user_id).collect();
            assert_eq!(of, [Some(s[*user].id)]);
            assert_eq!(notes.len(), if s[*user].id == 1 { 2 } else { 0 });
        }
        // Of some rows only what belongs to them is asked for.
        let some = s.load(from(users::table).order_by(users::id).limit(1).with_many(notes::user_id.ordered_by(notes::text)))?;
        assert_eq!(some[0].1.iter().map(|&note| s[note].text.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert!(log.texts().last().unwrap().contains(" WHERE "));
        let none = s.load(from(users::table).filter(users::id.lt(0)).with_many(notes::user_id))?;
        assert_eq!((none.len(), log.texts().len()), (0, 1));
    }

    // Only PostgreSQL shows a transaction what others commit while it runs, as long as nothing else is asked for.
    on [Postgres] fn what_belongs_to_a_row_that_came_in_between_is_passed_over(db) {
        struct Between(Engine<B>, std::sync::Once);
        impl aludel::engine::Observer for Between {
            fn statement(&self, event: &aludel::engine::StatementEvent<'_>) {
                if event.sql.starts_with("SELECT") {
                    self.1.call_once(|| {
                        let mut other = self.0.session().unwrap();
                        let late = other.add(new!(User { name: "late" }));
                        other.add(new!(Note { user_id: late, text: "of late" }));
                        other.commit().unwrap();
                    });
                }
            }
        }
        let (mut s, _) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.add(new!(Note { user_id: ann, text: "n" }));
        s.commit()?;
        let watched = db.builder().observe(Between(db.engine(), std::sync::Once::new())).open()?;
        let mut s = watched.session()?;
        let loaded = s.load(from(users::table).with_many(notes::user_id))?;
        assert_eq!(loaded.iter().map(|(_, notes)| notes.len()).collect::<Vec<_>>(), [1]);
        assert_eq!(s.load(from(notes::table))?.len(), 2);
    }

    everywhere fn rows_of_the_session_are_not_asked_for(db) {
        let (mut s, log) = users_with_addresses(db, 3, 2);
        s.add(new!(Address { email: "nobody's" }));
        s.flush()?;
        s.load(from(users::table).filter(users::name.ne("user 2")))?;
        log.take();
        let loaded = s.load(
            from(addresses::table).order_by(addresses::id).limit(4).with_one(addresses::user_id),
        )?;
        assert_eq!(log.take(), ["SELECT addresses"]);
        let names: Vec<_> = loaded.iter().map(|(_, user)| user.map(|user| s[user].name.as_str())).collect();
        assert_eq!(names, [Some("user 0"), Some("user 0"), Some("user 1"), Some("user 1")]);
        let loaded = s.load(from(addresses::table).order_by(addresses::id).with_one(addresses::user_id))?;
        assert_eq!(log.texts().len(), 2);
        assert_eq!(loaded[5].1.map(|user| s[user].name.as_str()), Some("user 2"));
        assert_eq!(loaded[4].1, loaded[5].1);
        assert_eq!(loaded[6].1, None);
        s.load(from(addresses::table).with_one(addresses::user_id))?;
        assert_eq!(log.take(), ["SELECT addresses"]);
    }

    everywhere fn a_foreign_key_that_is_not_null_gives_a_row(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let note = s.add(new!(Note { user_id: ann, text: "n" }));
        s.commit()?;
        log.take();
        let loaded: (Handle<Note>, Handle<User>) = s.load_one(from(notes::table).with_one(notes::user_id))?;
        assert_eq!(loaded, (note, ann));
        assert_eq!(log.take(), ["SELECT notes"]);
    }

    everywhere fn many_to_many_goes_through_a_table(db) {
        let (mut s, log) = items(db);
        let items = s.load(
            from(items::table)
                .order_by(items::id)
                .with_many(item_keywords::item_id.through(item_keywords::keyword_id)),
        )?;
        assert_eq!(log.take(), ["SELECT items", "SELECT keywords"]);
        let names = |s: &Session<B>, keywords: &[Handle<Keyword>]| -> Vec<String> {
            keywords.iter().map(|&keyword| s[keyword].name.clone()).collect()
        };
        assert_eq!(names(&s, &items[0].1), ["red", "big"]);
        assert_eq!(names(&s, &items[1].1), ["big"]);
        assert_eq!(items[1].1[0], items[0].1[1]);
        assert!(items[2].1.is_empty());

        let keywords = s.load(
            from(keywords::table)
                .order_by(keywords::name)
                .with_many(item_keywords::keyword_id.through(item_keywords::item_id).ordered_by(items::description.desc())),
        )?;
        assert_eq!(log.take(), ["SELECT keywords", "SELECT items"]);
        assert_eq!(keywords[0].1, [items[1].0, items[0].0]);
        assert_eq!(keywords[1].1, [items[0].0]);

        // The rows between, with what they lead to.
        let links = s.load(
            from(items::table)
                .order_by(items::id)
                .with_many(item_keywords::item_id.with_one(item_keywords::keyword_id)),
        )?;
        assert_eq!(log.take(), ["SELECT items", "SELECT item_keywords"]);
        let keywords: Vec<Vec<_>> = links.iter().map(|(_, links)| links.iter().map(|link| link.1).collect()).collect();
        assert_eq!(keywords, [items[0].1.clone(), items[1].1.clone(), Vec::new()]);
    }

    everywhere fn relations_nest(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(Person { favourite_ball_id: key_of(None::<Handle<Ball>>) }));
        let balls = [1, 2].map(|size| s.add(new!(Ball { person_id: ann, size })));
        s.set(ann, people::favourite_ball_id.set(balls[1]))?;
        let ben = s.add(new!(Person { favourite_ball_id: balls[1] }));
        s.commit()?;
        s.clear();
        log.take();
        // Where two foreign keys lead from table to table and back, the column says which.
        let people = s.load(
            from(people::table)
                .order_by(people::id)
                .with_many(balls::person_id.with_many(people::favourite_ball_id))
                .with_one(people::favourite_ball_id.with_one(balls::person_id)),
        )?;
        assert_eq!(log.take(), ["SELECT people", "SELECT balls", "SELECT people"]);
        let [(ann, balls, favourite), (other, none, same)] = &people[..] else { panic!("{people:?}") };
        assert_ne!(*other, ben, "the handles are new");
        let Some((ball, owner)) = *favourite else { panic!("{favourite:?}") };
        assert_eq!((balls[0].1.len(), &balls[1].1[..]), (0, &[*ann, *other][..]));
        assert_eq!((ball, owner, *same), (balls[1].0, *ann, *favourite));
        assert!(none.is_empty());
    }

    everywhere fn a_tree_is_loaded_level_by_level(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let root = s.add(new!(Node { data: "root" }));
        let children = ["a", "b"].map(|data| s.add(new!(Node { parent_id: root, data })));
        let leaf = s.add(new!(Node { parent_id: children[1], data: "leaf" }));
        s.commit()?;
        log.take();
        let (found, below) = s.load_one(root.with_many(nodes::parent_id.with_many(nodes::parent_id)))?;
        assert_eq!(log.take(), ["SELECT nodes"; 2]);
        assert_eq!(found, root);
        assert_eq!(below, [(children[0], vec![]), (children[1], vec![leaf])]);
        let up = s.load_one(leaf.with_one(nodes::parent_id.with_one(nodes::parent_id)))?;
        assert_eq!(up, (leaf, Some((children[1], Some(root)))));
        assert_eq!(s.load_one(root.with_one(nodes::parent_id))?, (root, None));
        assert_eq!(log.take(), [""; 0]);
    }

    everywhere fn relations_of_rows_at_hand(db) {
        let (mut s, log) = users_with_addresses(db, 3, 2);
        let mut users = s.load(from(users::table).order_by(users::id))?;
        let note = s.add(new!(Note { user_id: users[1], text: "n" }));
        users.push(users[0]);
        log.take();
        let loaded = s.load(users.with_many(addresses::user_id).with_many(notes::user_id))?;
        assert_eq!(log.take(), ["INSERT notes", "SELECT addresses", "SELECT notes"]);
        assert_eq!(loaded.len(), 4);
        assert_eq!(loaded[0], loaded[3]);
        assert_eq!(loaded[1].2, [note]);
        let addresses: Vec<_> = loaded.iter().flat_map(|(_, addresses, _)| addresses).copied().collect();
        let loaded = s.load(addresses.with_one(addresses::user_id))?;
        assert_eq!(log.take(), [""; 0]);
        assert!(loaded.iter().all(|&(address, user)| s[address].user_id == user.map(|user| s[user].id)));
        let nobody: [Handle<User>; 0] = [];
        assert_eq!(s.load(nobody.with_many(addresses::user_id))?, []);
        assert_eq!(log.take(), [""; 0]);
    }

    everywhere fn related_rows_can_be_filtered_and_ordered(db) {
        let (mut s, log) = users_with_addresses(db, 2, 4);
        let relation = addresses::user_id
            .filtered(addresses::email.eq("0@x").or(addresses::email.eq("2@x")))
            .filtered(addresses::user_id.is_not_null())
            .ordered_by(addresses::email.desc());
        let loaded = s.load(from(users::table).order_by(users::id).with_many(relation).with_many(addresses::user_id))?;
        assert_eq!(log.take(), ["SELECT users", "SELECT addresses", "SELECT addresses"]);
        for (_, some, all) in loaded {
            let emails: Vec<_> = some.iter().map(|&address| s[address].email.as_str()).collect();
            assert_eq!((emails, all.len()), (vec!["2@x", "0@x"], 4));
        }
        // The key of one row is a filter, too; the ones that it leaves out are not in memory.
        let (mut s, _) = items(db);
        let loaded = s.load(from(items::table).order_by(items::id).with_many(
            item_keywords::item_id.through(item_keywords::keyword_id).filtered(keywords::name.in_list(["red", "blue"])),
        ))?;
        let found: Vec<_> = loaded.iter().map(|(_, keywords)| keywords.len()).collect();
        assert_eq!(found, [1, 0, 0]);
    }

    everywhere fn edits_are_flushed_and_kept(db) {
        let (mut s, log) = users_with_addresses(db, 2, 1);
        let loaded = s.load(from(users::table).order_by(users::id).with_many(addresses::user_id))?;
        let [(ann, ref anns), (ben, ref bens)] = loaded[..] else { panic!("{loaded:?}") };
        s[anns[0]].user_id = Some(s[ben].id);
        s[bens[0]].email = "new".into();
        log.take();
        let again = s.load([ann, ben].with_many(addresses::user_id))?;
        assert_eq!(log.take().pop().unwrap(), "SELECT addresses");
        assert_eq!(again, [(ann, vec![]), (ben, vec![anns[0], bens[0]])]);
        assert_eq!(s[bens[0]].email, "new");
        s.delete(bens[0])?;
        assert_eq!(s.load_one(ben.with_many(addresses::user_id))?.1, [anns[0]]);
        s.rollback()?;
        assert_eq!(s.load_one(ann.with_many(addresses::user_id))?.1, [anns[0]]);
    }

    everywhere fn text_keys_and_changed_keys(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let jack = s.add(new!(Account { login: "jack", full_name: "Jack" }));
        let mails = [s.add(new!(Mail { login: jack })), s.add(new!(Mail { login: "jack" }))];
        s.commit()?;
        s[jack].login = "ed".into();
        log.take();
        let loaded = s.load(from(accounts::table).with_many(mails::login))?;
        assert_eq!(loaded, [(jack, mails.to_vec())]);
        assert_eq!(s.load_one(mails[0].with_one(mails::login))?, (mails[0], jack));
    }

    fn handles_that_name_no_row_are_refused(db) {
        let (mut s, _) = users_with_addresses(db, 1, 1);
        let (ann, addresses) = s.load_one(from(users::table).with_many(addresses::user_id))?;
        let mut other = s_of(db);
        let error = failure(other.load(ann.with_many(addresses::user_id)));
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("another session"), "{error}");
        s.delete(addresses[0])?;
        let error = failure(s.load(addresses.with_one(addresses::user_id)));
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("`addresses` is deleted"), "{error}");
    }
}

fn s_of<B: TestBackend>(db: &Db<B>) -> Session<B> {
    db.builder().open().unwrap().session().unwrap()
}

/// A function for any backend.
fn addresses_of<B: aludel::engine::Backend>(
    s: &mut Session<B>,
    name: &str,
) -> aludel::Result<Vec<(Handle<User>, Vec<Handle<Address>>, Vec<Handle<Note>>)>> {
    let users = s.load(from(users::table).filter(users::name.eq(name)))?;
    s.load(users.with_many(addresses::user_id).with_many(notes::user_id))
}

each_backend! {
    everywhere fn relations_in_a_function_for_any_backend(db) {
        let (mut s, _) = users_with_addresses(db, 2, 3);
        let users = addresses_of(&mut s, "user 1")?;
        assert_eq!((users.len(), users[0].1.len()), (1, 3));
    }
}

mod by_unique_column {
    use super::*;

    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct Member in members { #[primary_key(auto)] id: i64, #[unique, max_len(20)] code: Option<String> }
    }
    table! {
        #[derive(Debug, Clone, PartialEq)]
        pub struct Badge in badges {
            #[primary_key(auto)]
            id: i64,
            #[references(members::code), max_len(20)]
            member: Option<String>,
            #[references(members::id)]
            giver_id: i64,
        }
    }
    schema! { pub Club: members, badges }

    each_backend! {
        everywhere fn a_foreign_key_to_a_unique_column(db) {
            let (mut s, log) = session::<B, Club>(db);
            let ann = s.add(new!(Member { code: "ann" }));
            let ben = s.add(new!(Member { code: None::<String> }));
            let a = s.add(new!(Badge { member: ann, giver_id: ben }));
            let b = s.add(new!(Badge { member: None::<String>, giver_id: ann }));
            s.commit()?;
            log.take();
            let members = from(members::table).order_by(members::id);
            let loaded = s.load(members.with_many(badges::member).with_many(badges::giver_id))?;
            assert_eq!(loaded, [(ann, vec![a], vec![b]), (ben, vec![], vec![a])]);
            log.take();
            let badges = [a, b];
            let expected = [(a, Some(ann), ben), (b, None, ann)];
            assert_eq!(s.load(badges.with_one(badges::member).with_one(badges::giver_id))?, expected);
            assert_eq!(log.take(), [""; 0]);
            s.clear();
            let loaded = s.load(from(badges::table).order_by(badges::id).with_one(badges::member))?;
            assert_eq!(log.take(), ["SELECT badges", "SELECT members"]);
            assert_eq!(loaded[0].1.map(|member| s[member].code.as_deref()), Some(Some("ann")));
            assert_eq!(loaded[1].1, None);
        }
    }
}
