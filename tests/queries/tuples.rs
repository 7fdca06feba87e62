//! Row values, ANY and ALL, collations, and what stands in JSON documents.

use crate::{blog::*, harness::each_backend};
use aludel::{
    expr::{
        json_array, json_array_length, json_bool, json_contains, json_exists, json_float, json_get, json_object,
        json_type,
    },
    prelude::*,
    value::Json,
};
use serde_json::{Value, json};

collation! {
    /// Without regard to the case of ASCII letters.
    NoCase { SQLite = "NOCASE", MySQL = "utf8mb4_general_ci", MariaDB = "utf8mb4_general_ci" }
    /// Byte by byte.
    Binary { SQLite = "BINARY", PostgreSQL = "C", MySQL = "utf8mb4_bin", MariaDB = "utf8mb4_nopad_bin", AnyDialect = "C" }
}

each_backend! {
    everywhere fn rows_are_compared(db) {
        blog(db);
        let found: Vec<i64> =
            from(users::table).filter((users::name, users::age).eq(("Ann", 30))).select(users::id).all(db)?;
        assert_eq!(found, [1]);
        let found: Vec<i64> = from(posts::table)
            .filter((posts::author_id, posts::id).gt((1, 1)))
            .order_by(posts::id)
            .select(posts::id)
            .all(db)?;
        assert_eq!(found, [2, 3]);
        let found: Vec<i64> = from(posts::table)
            .filter((posts::title, posts::id).le(("Hello", posts::author_id)).and((posts::id, posts::views).ne((9, 9))))
            .select(posts::id)
            .all(db)?;
        assert_eq!(found, [1]);
        let unknown: Vec<Option<bool>> =
            from(users::table).order_by(users::id).select((users::id, users::age).lt((3, 30))).all(db)?;
        assert_eq!(unknown, [Some(true), Some(true), None, Some(false)]);
    }

    everywhere fn rows_are_looked_for_in_lists(db) {
        blog(db);
        let wanted = vec![("Ann", 1), ("Ben", 7), ("Dee", 4)];
        let found: Vec<i64> = from(users::table)
            .filter((users::name, users::id).in_list(wanted.clone()))
            .order_by(users::id)
            .select(users::id)
            .all(db)?;
        assert_eq!(found, [1, 4]);
        let others = from(users::table).filter((users::name, users::id).not_in_list(wanted)).count(db)?;
        assert_eq!(others, 2);
        let none: [(&str, i64); 0] = [];
        assert_eq!(from(users::table).filter((users::name, users::id).in_list(none)).count(db)?, 0);
        assert_eq!(from(users::table).filter((users::name, users::id).not_in_list(none)).count(db)?, 4);
    }

    on [Postgres, MariaDb, MySql] fn any_and_all(db) {
        blog(db);
        let views = || from(posts::table).select(posts::views);
        let found: Vec<i64> = from(posts::table).filter(posts::views.ge_all(views())).select(posts::id).all(db)?;
        assert_eq!(found, [1]);
        let found: Vec<i64> = from(posts::table)
            .filter(posts::views.lt_any(views().filter(posts::author_id.eq(2))))
            .select(posts::id)
            .all(db)?;
        assert_eq!(found, [2]);
        assert_eq!(from(posts::table).filter(posts::id.gt_all(views().filter(posts::id.eq(0)))).count(db)?, 3);
    }

    on [Sqlite, MariaDb, MySql] fn text_is_compared_by_a_collation(db) {
        blog(db);
        let found: Vec<i64> =
            from(users::table).filter(users::name.collate(NoCase).eq("aNN")).select(users::id).all(db)?;
        assert_eq!(found, [1]);
    }

    on [Sqlite, Postgres, MariaDb] fn text_is_sorted_by_a_collation(db) {
        blog(db);
        update(users::table).set(users::name.set("ann")).filter(users::id.eq(1)).execute(db)?;
        let found: Vec<i64> = from(users::table).order_by(users::name.collate(Binary)).select(users::id).all(db)?;
        assert_eq!(found, [2, 3, 4, 1]);
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Note in notes {
        #[primary_key]
        id: i64,
        body: Value,
        tags: Json<Vec<String>>,
        extra: Option<Value>,
    }
}
schema! { Notebook: notes }

each_backend! {
    everywhere fn what_stands_in_a_json_document(db) {
        db.create::<Notebook>();
        let bodies = [
            json!({"theme": "dark", "n": 42, "x": 1.5, "on": true, "deep": {"a b": [10, {"c": "ü\"'"}]}, "none": null}),
            json!({"theme": 5, "n": "42", "x": "1.5", "on": 1, "deep": [], "none": {}}),
            json!([1, 2]),
        ];
        let notes: Vec<Note> = bodies
            .into_iter()
            .zip(1..)
            .map(|(body, id)| Note { id, body, tags: Json(vec!["a".into(), "b".into()]), extra: None })
            .collect();
        insert(notes::table).values(notes).execute(db)?;
        let rows: Vec<(Option<String>, Option<i64>, Option<f64>, Option<bool>)> = from(notes::table)
            .order_by(notes::id)
            .select((
                json_text(notes::body, "$.theme"),
                json_integer(notes::body, "$.n"),
                json_float(notes::body, "$.x"),
                json_bool(notes::body, "$.on"),
            ))
            .all(db)?;
        assert_eq!(rows, [(Some("dark".to_owned()), Some(42), Some(1.5), Some(true)), (None, None, None, None), (None, None, None, None)]);
        let deep: Vec<(Option<i64>, Option<String>, Option<i64>, Option<f64>)> = from(notes::table)
            .order_by(notes::id)
            .select((
                json_integer(notes::body, "$.deep.\"a b\"[0]"),
                json_text(notes::body, "$.deep.\"a b\"[1].c"),
                json_integer(notes::body, "$.x"),
                json_float(notes::body, "$.n"),
            ))
            .all(db)?;
        assert_eq!(deep, [(Some(10), Some("ü\"'".to_owned()), None, Some(42.0)), (None, None, None, None), (None, None, None, None)]);
        let there: Vec<(bool, bool, bool, Option<i64>, Option<i64>)> = from(notes::table)
            .order_by(notes::id)
            .select((
                json_exists(notes::body, "$.none"),
                json_exists(notes::body, "$.deep.missing"),
                json_exists(notes::extra, "$"),
                json_array_length(notes::body, "$"),
                json_array_length(notes::tags, "$"),
            ))
            .all(db)?;
        assert_eq!(there, [(true, false, false, None, Some(2)), (true, false, false, None, Some(2)), (false, false, false, Some(2), Some(2))]);
        let dark = from(notes::table).filter(json_text(notes::body, "$.theme").eq("dark")).count(db)?;
        assert_eq!(dark, 1);
    }

    everywhere fn parts_of_a_json_document_and_their_kinds(db) {
        db.create::<Notebook>();
        let body = json!({"list": [1, {"a": "b"}], "text": "t", "int": 1, "float": 1.5, "yes": true, "no": false, "null": null});
        insert(notes::table).values(Note { id: 1, body, tags: Json(vec![]), extra: None }).execute(db)?;
        let kinds: Vec<(Option<String>, Option<String>, Option<String>, Option<String>, Option<String>)> = from(notes::table)
            .select((
                json_type(notes::body, "$"),
                json_type(notes::body, "$.list"),
                json_type(notes::body, "$.text"),
                json_type(notes::body, "$.int"),
                json_type(notes::body, "$.float"),
            ))
            .all(db)?;
        let kind = |kind: &str| Some(kind.to_owned());
        assert_eq!(kinds, [(kind("object"), kind("array"), kind("string"), kind("number"), kind("number"))]);
        let kinds = from(notes::table).select((
            json_type(notes::body, "$.yes"),
            json_type(notes::body, "$.no"),
            json_type(notes::body, "$.null"),
            json_type(notes::body, "$.missing"),
            json_type(notes::extra, "$"),
        ));
        assert_eq!(kinds.one(db)?, (kind("boolean"), kind("boolean"), kind("null"), None, None));
        let parts: (Option<Value>, Option<Value>, Option<Value>, Option<Value>, Option<Value>) = from(notes::table)
            .select((
                json_get(notes::body, "$.list"),
                json_get(notes::body, "$.list[1]"),
                json_get(notes::body, "$.text"),
                json_get(notes::body, "$.null"),
                json_get(notes::body, "$.missing"),
            ))
            .one(db)?;
        assert_eq!(parts, (Some(json!([1, {"a": "b"}])), Some(json!({"a": "b"})), Some(json!("t")), Some(Value::Null), None));
        let inner = json_text(json_get(notes::body, "$.list[1]"), "$.a");
        assert_eq!(from(notes::table).select(inner).one(db)?, kind("b"));
    }

    on [Postgres, MariaDb] fn a_json_document_contains_another(db) {
        db.create::<Notebook>();
        let body = json!({"list": [1, 2, 3], "deep": {"a": 1, "b": 2}});
        insert(notes::table).values(Note { id: 1, body, tags: Json(vec![]), extra: None }).execute(db)?;
        let mut contains = |other: Value| from(notes::table).select(json_contains(notes::body, other)).one(db);
        assert!(contains(json!({}))? && contains(json!({"list": [3, 1]}))? && contains(json!({"deep": {"b": 2}}))?);
        assert!(!contains(json!({"list": [4]}))? && !contains(json!({"deep": {"b": 1}}))? && !contains(json!([1]))?);
        let none: Option<bool> = from(notes::table).select(json_contains(notes::extra, json!(1))).one(db)?;
        assert_eq!(none, None);
    }

    everywhere fn json_documents_are_made_of_values(db) {
        db.create::<Notebook>();
        let body = json!({"list": [1, 2]});
        insert(notes::table).values(Note { id: 7, body, tags: Json(vec!["a".into()]), extra: None }).execute(db)?;
        let odd = "quote ' \" \\ {}";
        let made: Value = from(notes::table)
            .select(json_object((
                ("id", notes::id),
                ("it's \"odd\"", value(odd)),
                ("body", notes::body),
                ("tags", notes::tags),
                ("extra", notes::extra),
                ("big", notes::id.gt(5)),
                ("none", nullif(notes::id, 7)),
                ("list", json_array((json_get(notes::body, "$.list"), value(false), json_text(notes::body, "$.x")))),
            )))
            .one(db)?;
        let expected = json!({
            "id": 7, "it's \"odd\"": odd, "body": {"list": [1, 2]}, "tags": ["a"], "extra": null, "big": true,
            "none": null, "list": [[1, 2], false, null],
        });
        assert_eq!(made, expected);
        update(notes::table).set(notes::extra.set(json_array((notes::id, notes::id.eq(8))))).all_rows().execute(db)?;
        assert_eq!(from(notes::table).select(notes::extra).one(db)?, Some(json!([7, false])));
    }
}
