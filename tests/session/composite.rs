//! Foreign keys of several columns: by handle, in the order of a flush, and as relations.

use crate::harness::each_backend;
use crate::log::{engine, session};
use aludel::{prelude::*, session::key_of};

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Team in teams { #[primary_key(auto)] id: i64, name: String }
}
table! {
    /// Numbered within its team.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Member in members {
        #[primary_key, references(teams::id)]
        team_id: i64,
        #[primary_key]
        number: i32,
        name: String,
    }
}
table! {
    /// Two foreign keys that share a column; one of them may refer to nothing.
    #[derive(Debug, Clone, PartialEq)]
    #[foreign_key(owner: (team_id, owner_number), references(members::team_id, members::number), on_update = cascade)]
    #[foreign_key(helper: (team_id, helper_number), references(members::team_id, members::number))]
    pub struct Task in tasks {
        #[primary_key(auto)]
        id: i64,
        team_id: i64,
        owner_number: i32,
        helper_number: Option<i32>,
        title: String,
    }
}
table! {
    /// Goes with its member.
    #[derive(Debug, Clone, PartialEq)]
    #[foreign_key(member: (team, of), references(members::team_id, members::number), on_delete = cascade)]
    pub struct Badge in badges {
        #[primary_key(auto)]
        id: i64,
        team: i64,
        of: i32,
        label: String,
    }
}
schema! { pub Teams: teams, members, tasks, badges }

each_backend! {
    everywhere fn a_handle_gives_all_columns_of_the_key(db) {
        let (engine, log) = engine::<B, Teams>(db);
        let mut s = engine.session()?;
        let team = s.add(new!(Team { name: "Red" }));
        let ann = s.add(new!(Member { team_id: team, number: 1, name: "Ann" }));
        let ben = s.add(new!(Member { team_id: team, number: 2, name: "Ben" }));
        let task = s.add(new!(Task { owner: ann, title: "One" }));
        let other = s.add(new!(Task { owner: ben, helper: key_of(Some(ann)), title: "Two" }));
        let alone = s.add(new!(Task { owner: ben, helper: key_of(None), title: "Three" }));
        assert_eq!(
            s.plan()?.statements.iter().map(|statement| statement.table).collect::<Vec<_>>()[..2],
            ["teams", "members"],
        );
        s.commit()?;
        let team_id = s[team].id;
        assert_eq!((s[task].team_id, s[task].owner_number, s[task].helper_number), (team_id, 1, None));
        assert_eq!((s[other].team_id, s[other].owner_number, s[other].helper_number), (team_id, 2, Some(1)));
        assert_eq!((s[alone].owner_number, s[alone].helper_number), (2, None));
        log.take();

        // Of a row that is there: by the handle of another one, also of a new one.
        s.set(task, tasks::owner.set(ben))?;
        let cid = s.add(new!(Member { team_id: team, number: 3, name: "Cid" }));
        s.set(other, (tasks::owner.set(cid), tasks::title.set("Two!")))?;
        s.set(alone, tasks::helper.set(key_of(Some(ann))))?;
        s.commit()?;
        assert_eq!((s[task].owner_number, s[other].owner_number, s[alone].helper_number), (2, 3, Some(1)));
        let found = from(tasks::table).order_by(tasks::id).select((tasks::owner_number, tasks::helper_number)).all(&mut s)?;
        assert_eq!(found, [(2, None), (3, Some(1)), (2, Some(1))]);
        s.set(alone, tasks::helper.set(key_of::<Member>(None)))?;
        s.commit()?;
        assert_eq!((s[alone].helper_number, s[alone].team_id), (None, team_id));
    }

    everywhere fn children_go_before_their_parents(db) {
        let (mut s, log) = session::<B, Teams>(db);
        let team = s.add(new!(Team { name: "Red" }));
        let ann = s.add(new!(Member { team_id: team, number: 1, name: "Ann" }));
        let task = s.add(new!(Task { owner: ann, title: "One" }));
        s.commit()?;
        log.take();
        s.delete(team)?;
        s.delete(ann)?;
        s.delete(task)?;
        s.commit()?;
        assert_eq!(log.take(), ["DELETE tasks", "DELETE members", "DELETE teams"]);
    }

    everywhere fn memory_follows_actions_of_keys_of_several_columns(db) {
        let (mut s, _) = session::<B, Teams>(db);
        let team = s.add(new!(Team { name: "Red" }));
        let ann = s.add(new!(Member { team_id: team, number: 1, name: "Ann" }));
        let ben = s.add(new!(Member { team_id: team, number: 2, name: "Ben" }));
        let task = s.add(new!(Task { owner: ann, title: "One" }));
        let [first, second] = [ann, ben].map(|member| s.add(new!(Badge { member, label: "x" })));
        s.commit()?;
        s.delete(ben)?;
        s.commit()?;
        assert!(s.row(second).is_err() && s.row(first).is_ok());
        // Nothing refers to Ann but what follows her.
        s.delete(first)?;
        s.commit()?;
        s[ann].number = 7;
        s.commit()?;
        assert_eq!(s[task].owner_number, 7);
        s[task].title = "Two".into();
        s.commit()?;
        assert_eq!(from(tasks::table).select((tasks::owner_number, tasks::title)).one(&mut s)?, (7, "Two".to_owned()));
    }

    everywhere fn keys_of_several_columns_are_relations(db) {
        let (engine, log) = engine::<B, Teams>(db);
        let mut s = engine.session()?;
        let teams = ["Red", "Blue"].map(|name| s.add(new!(Team { name })));
        let mut members = Vec::new();
        for team in teams {
            for (number, name) in [(1, "Ann"), (2, "Ben"), (3, "Cid")] {
                members.push(s.add(new!(Member { team_id: team, number, name })));
            }
        }
        for (owner, helper, title) in [(0, None, "a"), (0, Some(1), "b"), (4, Some(0), "c")] {
            let helper = helper.map(|at| members[if owner > 2 { at + 3 } else { at }]);
            s.add(new!(Task { owner: members[owner], helper: key_of(helper), title }));
        }
        s.commit()?;
        drop(s);

        let mut s = engine.session()?;
        log.take();
        let tasks = s.load(from(tasks::table).order_by(tasks::id).with_one(tasks::owner).with_one(tasks::helper))?;
        assert_eq!(log.take(), ["SELECT tasks", "SELECT members", "SELECT members"]);
        let name = |s: &Session<B>, member: Handle<Member>| format!("{} {}", s[member].team_id, s[member].name);
        let told: Vec<(String, String, Option<String>)> = tasks
            .iter()
            .map(|&(task, owner, helper): &(Handle<Task>, Handle<Member>, Option<Handle<Member>>)| {
                (s[task].title.clone(), name(&s, owner), helper.map(|helper| name(&s, helper)))
            })
            .collect();
        let row = |title: &str, owner: &str, helper: Option<&str>| (title.to_owned(), owner.to_owned(), helper.map(str::to_owned));
        assert_eq!(told, [row("a", "1 Ann", None), row("b", "1 Ann", Some("1 Ben")), row("c", "2 Ben", Some("2 Ann"))]);

        // What is here already is not asked for.
        s.load(from(members::table))?;
        log.take();
        s.load(from(tasks::table).with_one(tasks::owner))?;
        assert_eq!(log.take(), ["SELECT tasks"]);

        let owned = s.load(from(members::table).order_by((members::team_id, members::number)).with_many(tasks::owner))?;
        assert_eq!(log.take(), ["SELECT members", "SELECT tasks"]);
        let counts: Vec<usize> = owned.iter().map(|(_, tasks)| tasks.len()).collect();
        assert_eq!(counts, [2, 0, 0, 0, 1, 0]);

        let late = tasks::owner.filtered(tasks::title.ne("a")).ordered_by(tasks::title.desc()).with_one(tasks::helper);
        let teams = s.load(from(teams::table).order_by(teams::id).with_many(members::team_id.with_many(late)))?;
        let (_, red) = &teams[0];
        let (_, of_ann) = &red[0];
        assert_eq!(of_ann.len(), 1);
        let (task, helper) = of_ann[0];
        assert_eq!((&*s[task].title, helper.map(|helper| s[helper].number)), ("b", Some(2)));
    }
}
