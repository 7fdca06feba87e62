//! UNION, INTERSECT and EXCEPT.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

shape! { named { id: i64, name: String } }
shape! { maybe { name: Option<String> } }

each_backend! {
    everywhere fn each_operation_has_its_rows(db) {
        blog(db);
        let authors = from(posts::table).select(posts::author_id);
        let users_2_3 = from(users::table).filter(users::id.between(2, 3)).select(users::id);
        assert_eq!(authors.union(users_2_3).order_by(posts::author_id).all(db)?, [1, 2, 3]);
        assert_eq!(authors.union_all(users_2_3).order_by(posts::author_id).all(db)?, [1, 1, 2, 2, 3]);
        assert_eq!(authors.intersect(users_2_3).all(db)?, [2]);
        assert_eq!(authors.except(users_2_3).all(db)?, [1]);
        assert_eq!(users_2_3.except(authors).all(db)?, [3]);
    }

    on [Postgres, MariaDb] fn intersect_all_and_except_all_count(db) {
        blog(db);
        let twice = from(posts::table).select(posts::title);
        let hello = from(posts::table).filter(posts::id.le(2)).select(posts::title);
        assert_eq!(twice.intersect_all(twice).order_by(posts::title).all(db)?, ["Hello", "Hello", "World"]);
        assert_eq!(twice.except_all(hello).all(db)?, ["Hello"]);
        assert_eq!(twice.except(hello).all(db)?, Vec::<String>::new());
    }

    everywhere fn the_meaning_is_that_of_the_nesting(db) {
        blog(db);
        let user = |id: i64| from(users::table).filter(users::id.eq(id)).select(users::id);
        let low = from(users::table).filter(users::id.le(2)).select(users::id);
        // (1 UNION 3) INTERSECT (1, 2), not 1 UNION (3 INTERSECT (1, 2)), though that has the same rows here.
        assert_eq!(user(1).union(user(3)).intersect(low).all(db)?, [1]);
        assert_eq!(user(3).union(user(1)).intersect(low).all(db)?, [1]);
        assert_eq!(user(3).union(user(1).intersect(low)).order_by(users::id).all(db)?, [1, 3]);
        // (low EXCEPT 1) EXCEPT 2, and low EXCEPT (1 EXCEPT 1).
        assert_eq!(low.except(user(1)).except(user(2)).all(db)?, Vec::<i64>::new());
        assert_eq!(low.except(user(1).except(user(1))).order_by(users::id).all(db)?, [1, 2]);
        assert_eq!(low.except(user(1).union(user(2))).all(db)?, Vec::<i64>::new());
        assert_eq!(low.except(user(1)).union_all(user(4)).union_all(user(4)).order_by(users::id).all(db)?, [2, 4, 4]);
    }

    everywhere fn parts_and_the_whole_are_ordered_and_limited(db) {
        blog(db);
        let oldest = from(users::table).filter(users::age.is_not_null()).order_by(users::age.desc()).limit(1).select(users::name);
        let most_viewed = from(posts::table).order_by(posts::views.desc()).limit(2).select(posts::title);
        let both = oldest.union_all(most_viewed);
        assert_eq!(both.order_by(users::name.desc()).all(db)?, ["Hello", "Hello", "Dee"]);
        assert_eq!(both.order_by(users::name).limit(1).all(db)?, ["Dee"]);
        assert_eq!(both.order_by(users::name).limit(5).offset(2).all(db)?, ["Hello"]);
        let tail = both.order_by(users::name).offset(1);
        assert_eq!(tail.all(db)?, ["Hello", "Hello"]);
        assert_eq!(tail.union(both).order_by(users::name).all(db)?, ["Dee", "Hello"]);
    }

    everywhere fn several_columns_and_directions(db) {
        blog(db);
        let rows = from(users::table)
            .select((users::id, users::name))
            .union_all(from(tags::table).select((tags::id, tags::label)))
            .order_by((users::id.desc(), users::name))
            .limit(3)
            .all(db)?;
        let row = |id, name: &str| (id, name.to_owned());
        assert_eq!(rows, [row(4, "Dee"), row(3, "Cid"), row(3, "misc")]);
    }

    everywhere fn a_column_can_be_null_as_the_operation_says(db) {
        blog(db);
        let bios = || from(users::table).filter(users::id.le(2)).select(users::bio);
        let names = || from(users::table).filter(users::id.le(2)).select(users::name);
        let either: Vec<Option<String>> = names().union(bios()).all(db)?;
        assert_eq!(either.len(), 4);
        let both: Vec<String> = names().intersect(bios()).all(db)?;
        assert!(both.is_empty());
        let left: Vec<String> = names().except(bios()).order_by(users::name).all(db)?;
        assert_eq!(left, ["Ann", "Ben"]);
        let left: Vec<Option<String>> = bios().except(names()).all(db)?;
        assert_eq!(left.len(), 2);
    }

    everywhere fn whole_rows(db) {
        blog(db);
        let young = from(users::table).filter(users::age.lt(30));
        let managed = from(users::table).filter(users::manager_id.eq(1));
        let ids: Vec<i64> = young.union(managed).order_by(users::id).all(db)?.into_iter().map(|u: User| u.id).collect();
        assert_eq!(ids, [2, 3]);
    }

    everywhere fn rows_of_ones_own_struct(db) {
        #[derive(Debug, PartialEq)]
        struct Word {
            text: String,
            number: Option<i64>,
        }
        blog(db);
        let words = from(users::table)
            .filter(users::id.eq(2))
            .select(row!(Word { text: users::name, number: users::id }))
            .union_all(from(users::table).filter(users::id.eq(4)).select((users::email, users::manager_id)))
            .order_by(users::name)
            .all(db)?;
        let word = |text: &str, number| Word { text: text.to_owned(), number };
        assert_eq!(words, [word("Ben", Some(2)), word("dee@example.org", Some(2))]);
    }

    everywhere fn inside_other_queries(db) {
        blog(db);
        let ids = from(posts::table)
            .select(posts::author_id)
            .union(from(users::table).filter(users::name.eq("Dee")).select(users::id));
        let names = from(users::table).filter(users::id.in_query(ids)).order_by(users::id).select(users::name).all(db)?;
        assert_eq!(names, ["Ann", "Ben", "Dee"]);
        let pairs = || from(users::table).select((users::id, users::age));
        let left = pairs().except(pairs().filter(users::id.eq(1)).union(pairs().filter(users::id.ge(2))));
        assert_eq!(from(users::table).filter(exists(left)).count(db)?, 0);
        assert_eq!(from(users::table).filter(not_exists(left)).count(db)?, 4);
        let none = from(users::table).filter(users::id.not_in_query(ids)).select(users::name).all(db)?;
        assert_eq!(none, ["Cid"]);

        // Both sides look at the row around them.
        let posted = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(posts::id);
        let manages = from(managers::table).correlate(users::table).filter(managers::manager_id.eq(users::id)).select(managers::id);
        let query = from(users::table).filter(exists(posted.intersect(manages))).order_by(users::id).select(users::id);
        assert_eq!(query.all(db)?, [1]);
        let query = from(users::table).filter(not_exists(posted.union(manages))).order_by(users::id).select(users::id);
        assert_eq!(query.all(db)?, [3, 4]);
    }

    everywhere fn as_a_derived_table(db) {
        blog(db);
        let all = from(users::table)
            .select((users::id, users::name))
            .union_all(from(tags::table).select((tags::id, tags::label)));
        let rows = from(derived(named::table, all))
            .filter(named::name.like("%n%"))
            .group_by(named::name)
            .order_by(named::name)
            .select((named::name, count()))
            .all(db)?;
        assert_eq!(rows, [("Ann".to_owned(), 1), ("Ben".to_owned(), 1)]);
        let bios = from(users::table).select(users::name).union(from(users::table).select(users::bio));
        let nulls: Vec<Option<String>> = from(derived(maybe::table, bios)).filter(maybe::name.is_null()).all(db)?.into_iter().map(|(n,)| n).collect();
        assert_eq!(nulls, [None]);
    }

    everywhere fn first_count_and_exists(db) {
        blog(db);
        let all = from(users::table).select((users::id, value(5_i64))).union_all(from(tags::table).select((tags::id, tags::id)));
        assert_eq!(all.count(db)?, 7);
        assert_eq!(all.order_by(users::id.desc()).first(db)?, Some((4, 5)));
        assert_eq!(all.order_by(users::id.desc()).limit(3).count(db)?, 3);
        assert!(all.exists(db)?);
        assert!(!all.except(all).exists(db)?);
    }

    everywhere fn values_bind_in_order(db) {
        blog(db);
        let words = from(users::table)
            .filter(users::id.eq(1))
            .select((users::name, value(10_i64)))
            .union_all(from(users::table).filter(users::id.eq(2)).order_by(users::id).limit(7).select((users::name, value(20_i64))))
            .order_by(users::name.desc())
            .limit(9)
            .all(db)?;
        assert_eq!(words, [("Ben".to_owned(), 20), ("Ann".to_owned(), 10)]);
    }

    on [Sqlite, Postgres] fn null_order_is_said(db) {
        blog(db);
        let ages = from(users::table).select(users::age).union(from(users::table).filter(users::id.eq(1)).select(users::age));
        assert_eq!(ages.order_by(users::age.desc().nulls_last()).all(db)?, [Some(40), Some(30), Some(20), None]);
        assert_eq!(ages.order_by(users::age.asc().nulls_first()).first(db)?, Some(None));
    }
}
