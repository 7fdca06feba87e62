//! JSON documents that are changed in the database.

use crate::harness::each_backend;
use aludel::{
    expr::{json_get, json_remove, json_set},
    prelude::*,
};
use serde_json::{Value, json};

table! {
    pub struct Setting in settings {
        #[primary_key]
        id: i32,
        it: Value,
        maybe: Option<Value>,
    }
}
schema! { pub Settings: settings }

each_backend! {
    everywhere fn a_part_is_set(db) {
        db.create::<Settings>();
        let before = json!({"a": {"b": 1, "c d": null}, "list": [1, {"x": "y"}], "text": "t"});
        insert(settings::table).values(new!(Setting { id: 1, it: before.clone(), maybe: Some(json!("new")) })).execute(db)?;
        insert(settings::table).values(new!(Setting { id: 2, it: json!([1, 2]), maybe: None })).execute(db)?;
        let first = from(settings::table).filter(settings::id.eq(1));
        macro_rules! set {
            ($path:literal, $($value:tt)+) => {
                first.select(json_set(settings::it, $path, json!($($value)+))).one(db)?
            };
        }
        assert_eq!(set!("$.a.b", "two")["a"]["b"], "two");
        assert_eq!(set!("$.a.new", {"deep": [true, null]})["a"]["new"], json!({"deep": [true, null]}));
        assert_eq!(set!("$.a.\"c d\"", 5)["a"]["c d"], 5);
        assert_eq!(set!("$.list[1].x", 1.5)["list"], json!([1, {"x": 1.5}]));
        assert_eq!(set!("$.list[0]", false)["list"][0], false);
        assert_eq!(set!("$.top", null).get("top"), Some(&Value::Null));
        // Nothing holds these.
        for path in ["$.none.b", "$.list[9]", "$.list.x", "$.text.x", "$.list[0].x"] {
            let after = first.select(json_set(settings::it, path, json!(1))).one(db)?;
            assert_eq!(after, before, "{path}");
        }
        // A NULL that is set is NULL.
        let of = from(settings::table).order_by(settings::id).select(json_set(settings::it, "$.m", settings::maybe)).all(db)?;
        assert_eq!((of[0].as_ref().unwrap()["m"].clone(), &of[1]), (json!("new"), &None));

        update(settings::table).set(settings::it.set(json_set(settings::it, "$.a.b", json!(9)))).filter(settings::id.eq(1)).execute(db)?;
        assert_eq!(first.select(json_get(settings::it, "$.a.b")).one(db)?, Some(json!(9)));
    }

    everywhere fn a_part_is_removed(db) {
        db.create::<Settings>();
        let before = json!({"a": {"b": 1, "n": null}, "list": [1, 2, 3]});
        insert(settings::table).values(new!(Setting { id: 1, it: before.clone() })).execute(db)?;
        let one = from(settings::table);
        assert_eq!(one.select(json_remove(settings::it, "$.a.b")).one(db)?, json!({"a": {"n": null}, "list": [1, 2, 3]}));
        assert_eq!(one.select(json_remove(settings::it, "$.a.n")).one(db)?["a"], json!({"b": 1}));
        assert_eq!(one.select(json_remove(settings::it, "$.list[1]")).one(db)?["list"], json!([1, 3]));
        for path in ["$.none", "$.none.b", "$.list[9]", "$.list.x", "$.a.b.c"] {
            assert_eq!(one.select(json_remove(settings::it, path)).one(db)?, before, "{path}");
        }
        assert_eq!(one.select(json_remove(settings::maybe, "$.a")).one(db)?, None);
    }
}
