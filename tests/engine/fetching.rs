//! How many rows are wanted, and what they are read into.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{ErrorKind, prelude::*};

row! {
    /// A line of an overview.
    #[derive(Debug, PartialEq)]
    pub struct Line {
        author: String = users::name,
        title: Option<String> = posts::title,
        age: Option<i32> = users::age,
    }
}

/// What an expression fills.
#[derive(Debug, PartialEq)]
struct Best {
    points: Option<i64>,
    title: String,
    posts: i64,
}

each_backend! {
    everywhere fn table_gives_its_row_struct(db) {
        blog(db);
        let ann: User = from(users::table).filter(users::id.eq(1)).one(db)?;
        let expected = User { bio: Some("Writes".to_owned()), age: Some(30), ..user(1, "Ann") };
        assert_eq!(ann, expected);
        let ben: User = from(users::table).filter(users::id.eq(2)).one(db)?;
        assert_eq!(ben, User { age: Some(20), manager_id: Some(1), ..user(2, "Ben") });
    }

    everywhere fn declared_row_is_filled_by_name(db) {
        blog(db);
        let lines: Vec<Line> = from(users::table)
            .left_join(posts::table, posts::author_id.eq(users::id).and(posts::id.ne(2)))
            .filter(users::id.le(3))
            .order_by(users::id)
            .select(Line::row())
            .all(db)?;
        let line = |author: &str, title: Option<&str>, age| Line {
            author: author.to_owned(),
            title: title.map(str::to_owned),
            age,
        };
        assert_eq!(
            lines,
            [line("Ann", Some("Hello"), Some(30)), line("Ben", Some("Hello"), Some(20)), line("Cid", None, None)]
        );
    }

    everywhere fn row_expression_fills_any_struct(db) {
        blog(db);
        let best: Vec<Best> = from(posts::table)
            .group_by(posts::title)
            .order_by(posts::title)
            .select(row!(Best { title: posts::title, points: max(posts::views), posts: count() }))
            .all(db)?;
        let expected = [
            Best { points: Some(10), title: "Hello".to_owned(), posts: 2 },
            Best { points: Some(0), title: "World".to_owned(), posts: 1 },
        ];
        assert_eq!(best, expected);
    }

    everywhere fn all_of_no_rows_is_empty(db) {
        blog(db);
        assert_eq!(from(users::table).filter(users::id.eq(99)).all(db)?, []);
    }

    everywhere fn first_takes_one_row_of_many(db) {
        blog(db);
        let sorted = from(users::table).order_by(users::id.desc()).select(users::name);
        assert_eq!(sorted.first(db)?.as_deref(), Some("Dee"));
        assert_eq!(sorted.offset(1).first(db)?.as_deref(), Some("Cid"));
        assert_eq!(sorted.limit(3).offset(2).first(db)?.as_deref(), Some("Ben"));
        assert_eq!(sorted.filter(users::id.gt(99)).first(db)?, None);
        // The connection is fine after rows that were not wanted.
        assert_eq!(sorted.offset(1).first(db)?.as_deref(), Some("Cid"));
    }

    everywhere fn one_is_an_error_unless_there_is_exactly_one(db) {
        blog(db);
        assert_eq!(from(users::table).filter(users::id.eq(2)).select(users::name).one(db)?, "Ben");
        let error = failure(from(users::table).filter(users::id.eq(99)).one(db));
        assert_eq!(error.kind(), ErrorKind::NotFound);
        assert!(error.sql().unwrap_or_default().contains("users"), "{error}");
        let error = failure(from(users::table).one(db));
        assert_eq!(error.kind(), ErrorKind::TooManyRows);
        assert_eq!(from(users::table).filter(users::id.eq(2)).select(users::name).one(db)?, "Ben");
    }

    everywhere fn optional_is_an_error_only_for_many(db) {
        blog(db);
        assert_eq!(from(users::table).filter(users::id.eq(99)).select(users::id).optional(db)?, None);
        assert_eq!(from(users::table).filter(users::id.eq(1)).select(users::id).optional(db)?, Some(1));
        assert_eq!(failure(from(users::table).optional(db)).kind(), ErrorKind::TooManyRows);
    }

    everywhere fn count_counts_rows_of_the_query_as_it_is(db) {
        blog(db);
        assert_eq!(from(users::table).count(db)?, 4);
        assert_eq!(from(users::table).filter(users::age.gt(20)).count(db)?, 2);
        assert_eq!(from(users::table).left_join(posts::table, posts::author_id.eq(users::id)).count(db)?, 5);
        assert_eq!(from(users::table).limit(3).count(db)?, 3);
        assert_eq!(from(users::table).order_by(users::id).limit(3).offset(2).count(db)?, 2);
        assert_eq!(from(posts::table).select(posts::title).distinct().count(db)?, 2);
        assert_eq!(from(posts::table).select((posts::title, value(1_i64), posts::views)).count(db)?, 3);
        assert_eq!(from(users::table).filter(users::id.gt(99)).count(db)?, 0);
    }

    everywhere fn exists_tells_whether_there_are_rows(db) {
        blog(db);
        assert!(from(users::table).filter(users::name.eq("Ann")).exists(db)?);
        assert!(!from(users::table).filter(users::name.eq("Eve")).exists(db)?);
        assert!(!from(users::table).order_by(users::id).offset(4).exists(db)?);
        assert!(from(posts::table).select(posts::title).distinct().exists(db)?);
    }

    on [Sqlite, Postgres] fn distinct_rows_with_equal_columns_of_two_tables_are_counted(db) {
        blog(db);
        let both = from(users::table)
            .join(posts::table, posts::author_id.eq(users::id))
            .select((users::id, posts::id))
            .distinct();
        assert_eq!(both.count(db)?, 3);
    }

    everywhere fn iter_gives_rows_one_after_the_other(db) {
        blog(db);
        let query = from(users::table).order_by(users::id).select(users::id);
        let mut seen = Vec::new();
        for id in query.iter(db)? {
            seen.push(id?);
        }
        assert_eq!(seen, [1, 2, 3, 4]);
    }

    everywhere fn connection_is_usable_after_an_iterator_dropped_half_way(db) {
        blog(db);
        let tags: Vec<_> = (0..3000).map(|n| new!(Tag { label: format!("tag {n}") })).collect();
        insert(tags::table).values(tags).execute(db)?;
        let query = from(tags::table).order_by(tags::id).select(tags::label);
        for taken in [0, 1, 5] {
            let mut rows = query.iter(db)?;
            for _ in 0..taken {
                rows.next().unwrap()?;
            }
            drop(rows);
            assert_eq!(from(tags::table).count(db)?, 3003);
        }
        let dynamic = from(tags::table).filter(tags::id.in_list(1..4)).order_by(tags::id).select(tags::label);
        assert_eq!(dynamic.iter(db)?.next().unwrap()?, "rust");
        assert_eq!(dynamic.all(db)?.len(), 3);
    }

    everywhere fn iterator_ends_for_good(db) {
        blog(db);
        let query = from(tags::table).select(tags::id);
        let mut rows = query.iter(db)?;
        assert_eq!(rows.by_ref().count(), 3);
        assert!(rows.next().is_none());
        assert!(rows.next().is_none());
    }

    everywhere fn one_query_runs_many_times(db) {
        blog(db);
        let query = from(users::table).filter(users::id.le(2)).select(users::id);
        for n in 0..5 {
            assert_eq!(query.all(db)?.len(), 2);
            update(users::table).set(users::age.set(n)).filter(users::id.eq(1)).execute(db)?;
            assert_eq!(from(users::table).filter(users::id.eq(1)).select(users::age).one(db)?, Some(n));
        }
    }
}
