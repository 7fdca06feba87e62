//! The order of statements, and how many rows each is for.

use crate::harness::{each_backend, failure};
use crate::{log::session, tables::*};
use aludel::{ErrorKind, prelude::*, sql::DialectKind};

each_backend! {
    /// A new user with two new addresses that name it by handle, in any order of adding.
    everywhere fn a_parent_comes_before_its_children(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let early = s.add(new!(Address { user_id: None, email: "a@x" }));
        let ann = s.add(new!(User { name: "Ann" }));
        s.set(early, addresses::user_id.set(ann))?;
        let late = s.add(new!(Address { user_id: ann, email: "b@x" }));
        s.commit()?;
        assert_eq!(log.take(), ["INSERT users", "INSERT addresses x2"]);
        assert_eq!(s[early].user_id, Some(s[ann].id));
        assert_eq!(s[late].user_id, Some(s[ann].id));
        let stored = from(addresses::table).order_by(addresses::id).all(&mut s)?;
        assert_eq!(stored, [s[early].clone(), s[late].clone()]);
    }

    fn children_are_deleted_before_their_parent(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let a = s.add(new!(Address { user_id: ann, email: "a@x" }));
        let b = s.add(new!(Address { user_id: ann, email: "b@x" }));
        s.commit()?;
        log.take();
        s.delete(ann)?;
        s.delete(a)?;
        s.delete(b)?;
        s.commit()?;
        assert_eq!(log.take(), ["DELETE addresses x2", "DELETE users"]);
        assert!(!from(users::table).exists(&mut s)?);
    }

    fn rows_of_a_deleted_parent_are_set_to_null_in_memory(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let a = s.add(new!(Address { user_id: ann, email: "a@x" }));
        s.commit()?;
        log.take();
        s.delete(ann)?;
        s.commit()?;
        assert_eq!(s[a].user_id, None);
        assert!(!s.is_modified());
        assert_eq!(log.take(), ["DELETE users"]);
        assert_eq!(from(addresses::table).one(&mut s)?, s[a]);
    }

    fn rows_that_go_with_a_deleted_parent_are_gone_in_memory(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let note = s.add(new!(Note { user_id: ann, text: "n" }));
        s.commit()?;
        log.take();
        s.delete(ann)?;
        s.commit()?;
        assert_eq!(log.take(), ["DELETE users"]);
        let error = s.row(note).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Handle);
        assert!(error.message().contains("notes") && error.message().contains("CASCADE"), "{error}");
        assert!(!from(notes::table).exists(&mut s)?);
    }

    fn rows_that_are_linked_by_values_are_ordered_too(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let a = s.add(new!(Address { user_id: 1, email: "a@x" }));
        let ann = s.add(new!(User { id: 1, name: "Ann" }));
        s.commit()?;
        assert_eq!(log.take(), ["INSERT users", "INSERT addresses"]);
        s.delete(ann)?;
        s.delete(a)?;
        s.commit()?;
        assert_eq!(log.take(), ["DELETE addresses", "DELETE users"]);
    }

    fn rows_with_keys_of_their_own_go_in_one_statement(db) {
        let (mut s, log) = session::<B, Tables>(db);
        s.add(new!(Node { id: 1, parent_id: None, data: "1" }));
        s.add(new!(Node { id: 2, parent_id: 1, data: "2" }));
        s.add(new!(Node { id: 3, parent_id: 2, data: "3" }));
        s.commit()?;
        assert_eq!(log.take(), ["INSERT nodes x3"]);
        // Also where the child is added before its parent.
        s.add(new!(Node { id: 5, parent_id: 4, data: "5" }));
        s.add(new!(Node { id: 4, parent_id: None, data: "4" }));
        s.commit()?;
        assert_eq!(log.take(), ["INSERT nodes x2"]);
    }

    everywhere fn a_tree_is_inserted_level_by_level(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let root = s.add(new!(Node { parent_id: None, data: "root" }));
        let mut leaves = Vec::new();
        for i in 0..3 {
            let child = s.add(new!(Node { parent_id: root, data: format!("{i}") }));
            leaves.push((child, s.add(new!(Node { parent_id: child, data: format!("{i}.0") }))));
        }
        s.commit()?;
        assert_eq!(log.take(), ["INSERT nodes", "INSERT nodes x3", "INSERT nodes x3"]);
        for (child, leaf) in leaves {
            assert_eq!(s[leaf].parent_id, Some(s[child].id));
            assert_eq!(s[leaf].data, format!("{}.0", s[child].data));
        }
    }

    fn rows_are_grouped_by_the_columns_they_are_given(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let first = s.add(new!(Mixed { data: "a" }));
        s.add(new!(Mixed { id: 101, data: "b" }));
        s.add(new!(Mixed { data: "c", note: "said" }));
        s.add(new!(Mixed { id: 102, data: "d" }));
        s.add(new!(Mixed { data: "e" }));
        s.add(new!(Mixed { note: "said", data: "f" }));
        s.add(new!(Mixed { id: 103, data: "g" }));
        s.commit()?;
        assert_eq!(log.take(), ["INSERT mixed x2", "INSERT mixed x3", "INSERT mixed x2"]);
        assert_eq!(s[first].note, "none");
        let stored = from(mixed::table).order_by(mixed::data).select(mixed::note).all(&mut s)?;
        assert_eq!(stored, ["none", "none", "said", "none", "none", "said", "none"]);
    }

    everywhere fn one_update_for_rows_that_change_alike(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        let ben = s.add(new!(User { name: "Ben" }));
        let a = s.add(new!(Address { user_id: ann, email: "a@x" }));
        let b = s.add(new!(Address { user_id: ann, email: "b@x" }));
        s.commit()?;
        log.take();
        s[ann].name = "Anna".into();
        s[a].user_id = Some(s[ben].id);
        s[b].user_id = None;
        assert_eq!(s.changed_fields(ann)?, ["name"]);
        s.commit()?;
        assert_eq!(log.take(), ["UPDATE users", "UPDATE addresses x2"]);
        assert_eq!(from(users::table).order_by(users::id).select(users::name).all(&mut s)?, ["Anna", "Ben"]);
        let owners = from(addresses::table).order_by(addresses::id).select(addresses::user_id).all(&mut s)?;
        assert_eq!(owners, [Some(s[ben].id), None]);
    }

    fn what_is_not_changed_is_not_written(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.commit()?;
        log.take();
        s[ann].name = "Ann".into();
        s.flush()?;
        s[ann].name = "Anna".into();
        s[ann].name = "Ann".into();
        s.commit()?;
        assert_eq!(log.take(), [""; 0]);
    }

    /// 1000 rows are a page. On PostgreSQL, pages are runs of one statement.
    fn many_rows_go_in_pages(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let handles: Vec<_> = (0..1274).map(|i| s.add(new!(User { name: format!("u{i}") }))).collect();
        s.commit()?;
        let pages: &[&str] = match db.engine().connect()?.link().style().kind {
            DialectKind::Postgres => &["INSERT users x1274"],
            _ => &["INSERT users x1000", "INSERT users x274"],
        };
        assert_eq!(log.take(), pages);
        let mut keys: Vec<i64> = handles.iter().map(|&h| s[h].id).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 1274);
        for &h in &handles {
            let name = from(users::table).filter(users::id.eq(s[h].id)).select(users::name).one(&mut s)?;
            assert_eq!(name, s[h].name);
        }
    }

    /// What is returned in another order than it was sent must not be given to the wrong rows.
    fn children_find_their_parents(db) {
        let (mut s, _) = session::<B, Tables>(db);
        for i in 0..13 {
            let parent = s.add(new!(Node { parent_id: None, data: format!("{i}") }));
            for j in 0..13 {
                let child = s.add(new!(Node { parent_id: parent, data: format!("{i}.{j}") }));
                for k in 0..13 {
                    s.add(new!(Node { parent_id: child, data: format!("{i}.{j}.{k}") }));
                }
            }
        }
        s.commit()?;
        let all = from(nodes::table).all(&mut s)?;
        assert_eq!(all.len(), 13 + 13 * 13 + 13 * 13 * 13);
        let data: std::collections::HashMap<i64, &str> = all.iter().map(|n| (n.id, n.data.as_str())).collect();
        let wrong = all.iter().filter(|node| {
            let parent = node.data.rsplit_once('.').map(|(parent, _)| parent);
            node.parent_id.map(|id| data[&id]) != parent
        });
        assert_eq!(wrong.count(), 0);
    }

    /// PostgreSQL and MariaDB return defaults with the INSERT, SQLite too; the dialect of MySQL needs one SELECT.
    everywhere fn what_the_database_makes_is_read_back(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let made: Vec<_> = (0..3).map(|i| s.add(new!(Event { name: format!("e{i}") }))).collect();
        s.flush()?;
        let expected: &[&str] = match kind(db) {
            DialectKind::MySql => &["INSERT events x3", "SELECT events"],
            _ => &["INSERT events x3"],
        };
        assert_eq!(log.take(), expected);
        for event in made {
            assert_eq!(s[event].made, 42);
            assert!(s[event].id > 0);
        }
        s.commit()?;
    }

    fn a_new_row_can_be_given_an_expression(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let node = s.add(new!(Event { name: lower(value("LOUD")), made: value(3i64).add(4) }));
        s.commit()?;
        assert_eq!((s[node].name.as_str(), s[node].made), ("loud", 7));
        let error = failure(s.set(node, events::made.set(value(1i64).add(1))));
        assert!(error.message().contains("update(events::table)"), "{error}");
    }

    everywhere fn a_plan_is_what_would_be_sent(db) {
        let (mut s, log) = session::<B, Tables>(db);
        let ann = s.add(new!(User { name: "Ann" }));
        s.add(new!(Address { user_id: ann, email: "a@x" }));
        s.add(new!(Address { user_id: ann, email: "b@x" }));
        let plan = s.plan()?;
        assert_eq!(plan.to_string(), "INSERT users (name)\nINSERT addresses (user_id, email) [2 rows]\n");
        assert_eq!(log.texts(), [""; 0]);
        s.flush()?;
        let sent = log.texts();
        for statement in plan.statements {
            assert!(sent.contains(&statement.sql), "{} is not in {sent:?}", statement.sql);
        }
        assert_eq!(s.plan()?.statements, []);
    }
}

fn kind<B: crate::harness::TestBackend>(db: &mut crate::harness::Db<B>) -> DialectKind {
    db.engine().connect().unwrap().link().style().kind
}

each_backend! {
    /// MySQL and MariaDB refuse to delete a row that refers to itself.
    everywhere fn a_row_that_refers_to_itself_can_be_deleted(db) {
        let mysql = matches!(kind(db), DialectKind::MySql | DialectKind::MariaDb);
        let (mut s, log) = session::<B, Tables>(db);
        let own = s.add(new!(Node { data: "own" }));
        s.set(own, nodes::parent_id.set(own))?;
        s.commit()?;
        assert_eq!(s[own].parent_id, Some(s[own].id));
        log.take();
        s.delete(own)?;
        s.commit()?;
        assert_eq!(log.take(), if mysql { vec!["UPDATE nodes", "DELETE nodes"] } else { vec!["DELETE nodes"] });
        assert!(!from(nodes::table).exists(&mut s)?);
    }

    /// Its key is given, so one statement is enough.
    everywhere fn a_new_row_with_a_key_refers_to_itself(db) {
        let (mut s, _) = session::<B, Tables>(db);
        let own = s.add(new!(Node { id: 7, data: "own" }));
        s.set(own, nodes::parent_id.set(own))?;
        s.commit()?;
        assert_eq!(s[own].parent_id, Some(7));
        assert_eq!(from(nodes::table).one(&mut s)?, s[own]);
    }
}
