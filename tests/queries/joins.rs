//! JOIN: which rows come, and in what shape.

use crate::{blog::*, harness::each_backend};
use aludel::prelude::*;

each_backend! {
    everywhere fn inner_join_gives_pairs_of_rows(db) {
        blog(db);
        let rows: Vec<(User, Post)> =
            from(users::table).join(posts::table, posts::author_id.eq(users::id)).order_by(posts::id).all(db)?;
        let names: Vec<_> = rows.iter().map(|(u, p)| (u.name.as_str(), p.id, p.published)).collect();
        assert_eq!(names, [("Ann", 1, true), ("Ann", 2, false), ("Ben", 3, true)]);
        assert_eq!(rows[1].1.rating, None);
    }

    everywhere fn left_join_without_match_is_none(db) {
        blog(db);
        let rows: Vec<(User, Option<Post>)> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id))
            .order_by((users::id, posts::id))
            .all(db)?;
        let ids: Vec<_> = rows.iter().map(|(u, p)| (u.id, p.as_ref().map(|p| p.id))).collect();
        assert_eq!(ids, [(1, Some(1)), (1, Some(2)), (2, Some(3)), (3, None), (4, None)]);
    }

    everywhere fn the_rows_of_one_table_of_a_join_are_selected(db) {
        blog(db);
        let joined = from(users::table).left_join(posts::table, posts::author_id.eq(users::id));
        let authors: Vec<User> =
            joined.filter(posts::published).select(users::table).distinct().order_by(users::id).all(db)?;
        assert_eq!(authors.iter().map(|user| user.name.as_str()).collect::<Vec<_>>(), ["Ann", "Ben"]);
        let theirs: Vec<Option<Post>> = joined.order_by((users::id, posts::id)).select(posts::table).all(db)?;
        let ids: Vec<_> = theirs.iter().map(|post| post.as_ref().map(|post| post.id)).collect();
        assert_eq!(ids, [Some(1), Some(2), Some(3), None, None]);
        assert_eq!(joined.select(posts::table).count(db)?, 5);
    }

    everywhere fn left_joined_column_that_is_not_null_is_read_as_option(db) {
        blog(db);
        let titles: Vec<(String, Option<String>)> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id).and(posts::published))
            .order_by((users::id, posts::id))
            .select((users::name, posts::title))
            .all(db)?;
        let expected = [("Ann", Some("Hello")), ("Ben", Some("Hello")), ("Cid", None), ("Dee", None)]
            .map(|(n, t)| (n.to_owned(), t.map(str::to_owned)));
        assert_eq!(titles, expected);
    }

    everywhere fn right_join_keeps_rows_of_the_right_table(db) {
        blog(db);
        let rows: Vec<(Option<Post>, User)> = from(posts::table)
            .right_join(users::table, posts::author_id.eq(users::id))
            .order_by((users::id, posts::id))
            .all(db)?;
        let ids: Vec<_> = rows.iter().map(|(p, u)| (p.as_ref().map(|p| p.id), u.id)).collect();
        assert_eq!(ids, [(Some(1), 1), (Some(2), 1), (Some(3), 2), (None, 3), (None, 4)]);
    }

    on [Sqlite, Postgres] fn full_join_by_either_side_first(db) {
        blog(db);
        let authors = from(users::table).full_join(posts::table, users::id.eq(posts::author_id).and(posts::id.ne(3)));
        // Ann with two posts, three users without one, and one post without its author.
        assert_eq!(authors.count(db)?, 6);
        let doubled = from(users::table).full_join(posts::table, posts::author_id.mul(2).eq(users::id.add(users::id)));
        assert_eq!(doubled.count(db)?, 5);
    }

    on [Sqlite, Postgres] fn full_join_keeps_rows_of_both_sides(db) {
        blog(db);
        let rows: Vec<(Option<PostTag>, Option<Tag>)> = from(post_tags::table)
            .full_join(tags::table, tags::id.eq(post_tags::tag_id).and(post_tags::post_id.ne(3)))
            .all(db)?;
        let mut ids: Vec<_> =
            rows.iter().map(|(p, t)| (p.as_ref().map(|p| (p.post_id, p.tag_id)), t.as_ref().map(|t| t.id))).collect();
        ids.sort();
        assert_eq!(ids, [(None, Some(3)), (Some((1, 1)), Some(1)), (Some((1, 2)), Some(2)), (Some((3, 2)), None)]);
    }

    everywhere fn cross_join_pairs_every_row_with_every_row(db) {
        blog(db);
        let rows: Vec<(i64, i64)> = from(users::table)
            .cross_join(tags::table)
            .order_by((users::id, tags::id))
            .select((users::id, tags::id))
            .all(db)?;
        assert_eq!(rows.len(), 12);
        assert_eq!(&rows[..4], [(1, 1), (1, 2), (1, 3), (2, 1)]);
    }

    everywhere fn several_joins_chain(db) {
        blog(db);
        let rows: Vec<(User, Post, Option<PostTag>, Option<Tag>)> = from(users::table)
            .join(posts::table, posts::author_id.eq(users::id))
            .left_join(post_tags::table, post_tags::post_id.eq(posts::id))
            .left_join(tags::table, tags::id.eq(post_tags::tag_id))
            .order_by((posts::id, tags::id))
            .all(db)?;
        let found: Vec<_> =
            rows.iter().map(|(u, p, _, t)| (u.id, p.id, t.as_ref().map(|t| t.label.as_str()))).collect();
        assert_eq!(found, [(1, 1, Some("rust")), (1, 1, Some("sql")), (1, 2, None), (2, 3, Some("sql"))]);
        assert_eq!(rows[2].2, None);
    }

    everywhere fn table_joins_itself_by_alias(db) {
        blog(db);
        let rows: Vec<(String, Option<String>)> = from(users::table)
            .left_join(managers::table, managers::id.eq(users::manager_id))
            .order_by(users::id)
            .select((users::name, managers::name))
            .all(db)?;
        let expected = [("Ann", None), ("Ben", Some("Ann")), ("Cid", Some("Ann")), ("Dee", Some("Ben"))];
        assert_eq!(rows, expected.map(|(n, m)| (n.to_owned(), m.map(str::to_owned))));
        let rows: Vec<(User, User)> = from(users::table)
            .join(managers::table, managers::id.eq(users::manager_id))
            .order_by(users::id.desc())
            .all(db)?;
        assert_eq!((rows[0].0.name.as_str(), rows[0].1.name.as_str()), ("Dee", "Ben"));
    }

    everywhere fn nullable_key_in_a_join_condition_matches_nothing(db) {
        blog(db);
        let count = from(users::table).join(managers::table, managers::id.eq(users::manager_id)).count(db)?;
        assert_eq!(count, 3);
    }

    everywhere fn filter_after_left_join_sees_missing_rows_as_null(db) {
        blog(db);
        let names: Vec<String> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id))
            .filter(posts::id.is_null())
            .order_by(users::id)
            .select(users::name)
            .all(db)?;
        assert_eq!(names, ["Cid", "Dee"]);
    }
}
