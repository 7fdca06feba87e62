//! A statement about one table has the names of its columns alone: those that are meant, whatever else is called so.

use crate::{blog::*, harness::each_backend};
use aludel::{
    prelude::*,
    sql::{PostgreSQL, SQLite, text_of},
};

// Names that PostgreSQL gives to expressions, and that of a table inside.
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Word in words {
        #[primary_key]
        id: i64,
        #[max_len(20)]
        lower: String,
        #[max_len(20)]
        word: String,
        sum: i64,
        posts: i64,
    }
}
schema! { Words: words }

macro_rules! word_rows {
    ($db:ident) => {
        $db.create::<Words>();
        let word = |id, lower: &str, word: &str, sum, posts| Word {
            id,
            lower: lower.to_owned(),
            word: word.to_owned(),
            sum,
            posts,
        };
        let rows = [word(1, "c", "X", 7, 3), word(2, "b", "Y", 7, 1), word(3, "a", "Z", 5, 2)];
        insert(words::table).values(rows.to_vec()).execute($db)?;
    };
}

each_backend! {
    everywhere fn an_order_is_by_the_column_not_by_what_is_selected_under_its_name(db) {
        word_rows!(db);
        let all = from(words::table);
        assert_eq!(all.order_by(words::lower).select(lower(words::word)).all(db)?, ["z", "y", "x"]);
        assert_eq!(all.order_by(words::posts).select((words::posts.neg(), words::id)).all(db)?, [(-1, 2), (-2, 3), (-3, 1)]);
        // Nor where the shape is known at run time only.
        let some = all.filter_some(Some(0), |id| words::id.gt(id));
        assert_eq!(some.order_by(words::lower).select(lower(words::word)).all(db)?, ["z", "y", "x"]);
    }

    everywhere fn groups_are_those_of_the_column(db) {
        word_rows!(db);
        let sums = from(words::table)
            .group_by(words::sum)
            .having(words::sum.gt(0).and(sum(words::posts).gt(0)))
            .order_by(words::sum)
            .select((sum(words::posts), words::sum));
        assert_eq!(sums.all(db)?, [(2, 5), (4, 7)]);
        let lowered = from(words::table).group_by(words::lower).order_by(words::lower);
        let lowered = lowered.select((lower(min(words::word)), count()));
        let expected = [("z", 1), ("y", 1), ("x", 1)].map(|(word, n)| (word.to_owned(), n));
        assert_eq!(lowered.all(db)?, expected);
    }

    everywhere fn a_subquery_sees_both_tables(db) {
        blog(db);
        let own = from(posts::table).correlate(users::table).filter(posts::id.eq(users::id).and(posts::author_id.eq(users::id)));
        assert_eq!(from(users::table).filter(exists(own)).select(users::id).all(db)?, [1]);
        let after = users::id.gt(0);
        let some = from(users::table).filter_some(Some(0), |id: i64| users::id.gt(id));
        assert_eq!(some.filter(exists(own)).select((users::id, scalar(own.select(count())))).all(db)?, [(1, Some(1))]);
        assert_eq!(from(users::table).filter(after.and(not_exists(own))).count(db)?, 3);
        assert_eq!(delete(users::table).filter(exists(own).and(users::id.gt(1))).execute(db)?, 0);
        let views = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(max(posts::id));
        let ages = update(users::table).set(users::age.set(scalar(views).cast::<i32>())).filter(users::id.le(2));
        assert_eq!(ages.execute(db)?, 2);
        assert_eq!(from(users::table).order_by(users::id).limit(2).select(users::age).all(db)?, [Some(2), Some(3)]);
    }
}

#[test]
fn names_stand_alone_in_a_statement_about_one_table() {
    let by_name = from(users::table).filter(users::name.eq("Ann")).order_by(users::id).select((users::id, users::name));
    let text = r#"SELECT "id", "name" FROM "users" WHERE "name" = ? ORDER BY "id""#;
    assert_eq!(text_of::<SQLite, _>(&by_name), text);
    let rendered = from(users::table).filter_some(Some("Ann"), |name| users::name.eq(name)).order_by(users::id);
    assert_eq!(text_of::<SQLite, _>(&rendered.select((users::id, users::name))), text);
    let changed = update(users::table).set(users::age.set(users::age.add(1))).filter(users::id.eq(1));
    assert_eq!(text_of::<SQLite, _>(&changed), r#"UPDATE "users" SET "age" = "age" + ? WHERE "id" = ?"#);
    let deleted = delete(users::table).filter(users::id.eq(1));
    assert_eq!(text_of::<PostgreSQL, _>(&deleted), r#"DELETE FROM "users" WHERE "id" = $1"#);
}

#[test]
fn names_stand_behind_their_tables_where_another_one_could_be_meant() {
    // An expression that is selected could have the name; PostgreSQL calls it by the function.
    let computed = from(users::table).order_by(users::name).select(lower(users::name));
    assert_eq!(text_of::<PostgreSQL, _>(&computed), r#"SELECT lower("name") FROM "users" ORDER BY "users"."name""#);
    let joined = from(users::table).join(posts::table, posts::author_id.eq(users::id)).select(posts::id);
    assert_eq!(
        text_of::<SQLite, _>(&joined),
        r#"SELECT "posts"."id" FROM "users" JOIN "posts" ON "posts"."author_id" = "users"."id""#
    );
    let within = r#"SELECT "id" FROM "users" WHERE "id" > ? AND EXISTS (SELECT "posts"."id" FROM "posts" WHERE "posts"."author_id" = "users"."id")"#;
    let own = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(posts::id);
    let known = from(users::table).filter(users::id.gt(1).and(exists(own)));
    assert_eq!(text_of::<SQLite, _>(&known.select(users::id)), within);
    let rendered = from(users::table).filter_some(Some(1), |id| users::id.gt(id)).filter(exists(own));
    assert_eq!(text_of::<SQLite, _>(&rendered.select(users::id)), within);
}
