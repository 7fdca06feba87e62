//! What one database does otherwise than the others by itself, and here does not: found by random expressions.

use crate::{blog::*, harness::each_backend};
use aludel::{
    expr::{bit_and, bit_or, character, count_distinct, json_agg, left, ln, right},
    prelude::*,
};
use serde_json::json;

/// One expression, computed for the first user.
macro_rules! compute {
    ($db:ident, $expression:expr) => {
        from(users::table).filter(users::id.eq(1)).select($expression).one($db)?
    };
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Word in words {
        #[primary_key, max_len(20)]
        text: String,
        size: Option<f64>,
    }
}
schema! { Words: words }
table! {
    pub struct Exact in exacts {
        #[primary_key, max_len(20)]
        text: String,
        long: String,
        json: serde_json::Value,
    }
}
schema! { Exactly: exacts }
shape! { rounded { size: Option<f64> } }
shape! { compared { same: Option<bool> } }
shape! { placed { year: i32, place: i64 } }

each_backend! {
    everywhere fn replacing_by_null_is_null_even_where_nothing_is_replaced(db) {
        blog(db);
        let bios: Vec<Option<String>> =
            from(users::table).order_by(users::id).limit(2).select(replace(users::name, "x", users::bio)).all(db)?;
        assert_eq!(bios, [Some("Ann".to_owned()), None]);
    }

    everywhere fn so_many_characters_as_null_says_are_null(db) {
        blog(db);
        let cut = (left(users::name, users::age), right(users::name, users::age), substring(users::name, 1, users::age));
        let cid = from(users::table).filter(users::id.eq(3)).select(cut).one(db)?;
        assert_eq!(cid, (None, None, None));
    }

    everywhere fn bits_of_negative_numbers_are_signed(db) {
        blog(db);
        assert_eq!(compute!(db, (bit_or(value(-1_i64), 12_i64), bit_and(users::id.neg(), -2_i64))), (-1, -2));
        assert!(compute!(db, bit_or(users::id.neg(), 1_i64).eq(users::id.neg())));
    }

    everywhere fn a_comparison_of_rows_knows_when_it_is_null(db) {
        blog(db);
        let same = || (users::id, users::manager_id).eq((1, 1));
        assert_eq!(from(users::table).filter(same().is_null()).select(users::id).all(db)?, [1]);
        assert_eq!(from(users::table).filter((users::id, users::age).lt((3, 1)).is_null()).select(users::id).all(db)?, [3]);
        let inner = from(derived(compared::table, from(users::table).select((same(),)))).filter(compared::same.is_not_null());
        assert_eq!(inner.count(db)?, 3);
    }

    everywhere fn rounded_floats_keep_their_size(db) {
        db.create::<Words>();
        let word = |text: &str, size| Word { text: text.to_owned(), size: Some(size) };
        insert(words::table).values(vec![word("a", 4.5e17), word("b", 1e300), word("c", -3e20)]).execute(db)?;
        for size in [
            from(words::table).select(round(words::size)).distinct().all(db)?,
            from(words::table).select(floor(words::size)).distinct().all(db)?,
            from(words::table).group_by(ceil(words::size)).select(ceil(words::size)).all(db)?,
            from(derived(rounded::table, from(words::table).select((trunc(words::size),)).distinct())).select(rounded::size).all(db)?,
        ] {
            let mut size: Vec<f64> = size.into_iter().flatten().collect();
            size.sort_by(f64::total_cmp);
            assert_eq!(size, [-3e20, 4.5e17, 1e300]);
        }
    }

    everywhere fn logarithms_that_there_are_not_are_written_as_null(db) {
        blog(db);
        update(posts::table).set(posts::rating.set(ln(posts::views))).all_rows().execute(db)?;
        assert_eq!(from(posts::table).filter(posts::rating.is_null()).select(posts::id).all(db)?, [2]);
    }

    everywhere fn a_value_has_its_type_wherever_it_stands(db) {
        blog(db);
        let counts = from(users::table).select((count_of(value("x")), count_distinct(value("x")), json_agg(value("x")))).one(db)?;
        assert_eq!((counts.0, counts.1, counts.2.0.len()), (4, 1, 4));
        let document = || value(json!({"a": "x"}));
        let first = first_value(document()).over(window().order_by(users::id));
        assert_eq!(compute!(db, first), json!({"a": "x"}));
        assert_eq!(compute!(db, json_text(document(), "$.a")), Some("x".to_owned()));
        assert_eq!(compute!(db, json_text(document(), "$.a").eq("x")), Some(true));
        let chosen = case(users::id.gt(1), json!(1)).otherwise(json!([2]));
        assert_eq!(compute!(db, chosen), json!([2]));
        assert!(compute!(db, value("x").is_not_null()));
    }

    everywhere fn a_backslash_in_a_pattern_is_itself(db) {
        blog(db);
        assert!(compute!(db, value(r"50\%").like(r"50\%")));
        assert!(compute!(db, value(r"50\ of them").like(r"50\%")));
        assert!(!compute!(db, value("50%").like(r"50\%")));
        assert!(compute!(db, value("50%").not_like(r"50\%")));
        assert!(compute!(db, value(r"C:\x").contains(r":\")));
        assert!(compute!(db, value(r"x\").ends_with(r"\")));
    }

    everywhere fn spaces_at_the_end_of_text_count(db) {
        db.create::<Exactly>();
        let word = |text: &str| Exact { text: text.to_owned(), long: text.to_owned(), json: json!({"a": text}) };
        insert(exacts::table).values(vec![word("a"), word("a ")]).execute(db)?;
        let texts = from(exacts::table).select(exacts::text);
        assert_eq!(texts.filter(exacts::text.eq("a")).all(db)?, ["a"]);
        assert_eq!(texts.filter(exacts::text.in_list(["a "])).all(db)?, ["a "]);
        assert_eq!(texts.filter(exacts::long.eq(exacts::text)).all(db)?.len(), 2);
        assert_eq!(texts.distinct().all(db)?.len(), 2);
        assert_eq!(texts.union(from(exacts::table).select(exacts::long)).all(db)?.len(), 2);
        assert_eq!(from(exacts::table).filter(exacts::long.gt("a")).count(db)?, 1);
        assert_eq!(from(exacts::table).select(count_distinct(exacts::long)).one(db)?, 2);
        assert_eq!(from(exacts::table).group_by(exacts::long).select(exacts::long).all(db)?.len(), 2);
        // Of what is computed, too, of values, and of what stands in documents.
        let of_documents = json_text(exacts::json, "$.a");
        assert_eq!(texts.filter(of_documents.eq("a")).all(db)?, ["a"]);
        assert_eq!(texts.filter(exacts::long.eq(of_documents)).all(db)?.len(), 2);
        assert_eq!(texts.filter(of_documents.eq(exacts::text.concat(""))).all(db)?.len(), 2);
        assert_eq!(from(exacts::table).select(of_documents).distinct().all(db)?.len(), 2);
        assert_eq!(texts.filter(value("a").eq("a ")).all(db)?, [""; 0]);
        assert_eq!(texts.filter(upper(exacts::text).eq("A ")).all(db)?, ["a "]);
        let chosen = case(exacts::text.eq("a"), "b ").otherwise(exacts::long);
        assert_eq!(texts.filter(chosen.eq("b")).all(db)?, [""; 0]);
        assert_eq!(texts.filter(coalesce(nullif(exacts::text, "a "), "x").eq("x")).all(db)?, ["a "]);
        let seven: (bool, bool) = from(exacts::table).filter(exacts::text.eq("a")).select((value(7_i64).cast::<String>().eq("7 "), value(7_i64).cast::<String>().eq("7"))).one(db)?;
        assert_eq!(seven, (false, true));
    }

    everywhere fn what_a_derived_table_keeps_is_what_was_computed(db) {
        blog(db);
        let far = chrono::NaiveDate::from_ymd_opt(9000, 1, 1).unwrap();
        let ranked = (extract(unit::Year, value(far)), rank().over(window().order_by(users::id)));
        let places = from(derived(placed::table, from(users::table).select(ranked)));
        let found: Vec<(i32, i64)> = places.order_by(placed::place).select((placed::year, placed::place.sub(3))).all(db)?;
        assert_eq!(found, [(9000, -2), (9000, -1), (9000, 0), (9000, 1)]);
    }

    everywhere fn a_character_has_its_case(db) {
        blog(db);
        assert_eq!(compute!(db, (character(value(97_i64)).eq("a"), character(value(97_i64)).eq("A"))), (Some(true), Some(false)));
    }
}
