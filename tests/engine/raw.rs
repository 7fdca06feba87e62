//! SQL as written.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{ErrorKind, prelude::*};

each_backend! {
    everywhere fn raw_expression_binds_between_typed_ones(db) {
        blog(db);
        let ids = from(users::table)
            .filter(users::age.gt(10))
            .filter(raw::<bool>("users.id > ? AND users.id < ? OR 1 = ?").bind(1_i64).bind(4_i64).bind(0_i64))
            .filter(users::name.ne("Cid"))
            .select(users::id)
            .all(db)?;
        assert_eq!(ids, [2]);
    }

    everywhere fn raw_expression_is_typed_and_nullable_as_said(db) {
        blog(db);
        let row: (String, Option<i64>, i64) = from(users::table)
            .filter(users::id.eq(2))
            .select((
                raw::<String>("upper(users.name)"),
                raw::<Option<i64>>("NULL"),
                raw::<i64>("users.id * 2 + 1").mul(3),
            ))
            .one(db)?;
        assert_eq!(row, ("BEN".to_owned(), None, 15));
    }

    everywhere fn placeholders_inside_quotes_are_text(db) {
        blog(db);
        let row: (String, i64, String) =
            sql("SELECT 'what? it''s ?', id, name FROM users WHERE id = ? AND name <> '?'").bind(2_i64).one(db)?;
        assert_eq!(row, ("what? it's ?".to_owned(), 2, "Ben".to_owned()));
    }

    everywhere fn whole_statement_has_a_row_type(db) {
        blog(db);
        let rows: Vec<(String, Option<String>)> =
            sql("SELECT name, bio FROM users WHERE id <= ? ORDER BY id").bind(2_i64).all(db)?;
        assert_eq!(rows, [("Ann".to_owned(), Some("Writes".to_owned())), ("Ben".to_owned(), None)]);
        let users: Vec<User> = sql("SELECT id, name, email, bio, age, manager_id FROM users ORDER BY id").all(db)?;
        assert_eq!(users[1], User { age: Some(20), manager_id: Some(1), ..user(2, "Ben") });
        let count: i64 = sql("SELECT count(*) FROM users").one(db)?;
        assert_eq!(count, 4);
    }

    everywhere fn whole_statement_without_rows_counts(db) {
        blog(db);
        let n =
            sql::<()>("UPDATE users SET age = ? WHERE id IN (?, ?)").bind(1_i32).bind(1_i64).bind(2_i64).execute(db)?;
        assert_eq!(n, 2);
        assert_eq!(from(users::table).filter(users::age.eq(1)).count(db)?, 2);
    }

    everywhere fn row_type_of_another_width_is_an_error(db) {
        blog(db);
        let error = failure(sql::<(i64, String)>("SELECT id FROM users").all(db));
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains('1') && error.message().contains('2'), "{error}");
        assert_eq!(failure(sql::<i64>("SELECT id, name FROM users").all(db)).kind(), ErrorKind::Decode);
    }

    everywhere fn placeholder_without_a_value_is_an_error(db) {
        blog(db);
        assert!(sql::<i64>("SELECT id FROM users WHERE id = ?").all(db).is_err());
        assert_eq!(from(users::table).count(db)?, 4);
    }

    // PostgreSQL takes a value that it has no use for.
    on [Sqlite, MariaDb, MySql] fn value_without_a_placeholder_is_an_error(db) {
        blog(db);
        assert!(sql::<i64>("SELECT id FROM users").bind(1_i64).all(db).is_err());
        assert_eq!(from(users::table).count(db)?, 4);
    }
}
