//! No generated statement is refused by the database it is for: what stands in odd places, and much of it.

use crate::{
    blog::*,
    harness::{each_backend, failure},
};
use aludel::{
    expr::{
        character, choose, code_point, count_distinct, exp, first_value, json_agg, json_array, json_object, lag, lead,
        nth_value, ntile, power, sign, sqrt, sum_distinct, to_integer,
    },
    prelude::*,
    query::nested,
};
use chrono::{NaiveDate, NaiveDateTime};

shape! { number { n: i64 } }
shape! { word { id: i64, text: String } }
shape! { perhaps { id: i64, text: Option<String> } }

/// Runs each query; which of them are refused.
macro_rules! taken {
    ($db:ident: $($query:expr;)*) => {{
        let mut refused = Vec::<String>::new();
        $({
            let query = $query;
            if let Err(error) = query.all($db) {
                refused.push(format!("{}\n  {error:?}", stringify!($query)));
            }
        })*
        assert!(refused.is_empty(), "{} are refused:\n{}", refused.len(), refused.join("\n"));
    }};
}
/// Runs each expression as the one column of a query of the users.
macro_rules! selected {
    ($db:ident: $($expression:expr;)*) => {
        taken! { $db: $(from(users::table).select($expression);)* }
    };
}

each_backend! {
    /// A value of which no column says the type.
    everywhere fn values_by_themselves(db) {
        blog(db);
        let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
        let stamp = day.and_hms_opt(1, 2, 3).unwrap();
        selected! { db:
            value("x");
            (value(1_i16), value(1_i32), value(1_i64), value(1.5_f64), value(1.5_f32), value(true));
            (value(day), value(stamp), value(stamp.time()), value(vec![1_u8, 2]), value(rust_decimal::Decimal::ONE));
            value(serde_json::json!({"a": [1]}));
            case(users::id.gt(1), "a").otherwise("b");
            case(users::id.gt(1), 1).otherwise(2);
            case(users::id.gt(1), 1.5);
            case(users::id.gt(1), day).otherwise(day);
            case(users::id.gt(1), true).otherwise(false);
            case(value(true), value("a")).otherwise("b");
            coalesce(value("a"), "b");
            coalesce(nullif(value(1_i64), 1), 2);
            coalesce(nullif(value(day), day), day);
            nullif(value("a"), "b");
            greatest(value(1_i64), 2);
            greatest(value(1.5_f64), 2.5);
            least(value(day), day);
            least(value(1_i64), users::id);
            value("a").concat("b");
            concat(value("a"), value("b"));
            lower(value("A"));
            (length(value("x")), trim(value(" x")), replace(value("x"), "x", "y"), position(value("x"), "x"));
            (code_point(value("x")), character(value(65_i32)), substring(value("abc"), 1, 2));
            (abs(value(-1_i64)), abs(value(-1.5_f64)), sign(value(3_i64)), round(value(1.5_f64)), to_integer(value(2.0_f64)));
            (sqrt(value(4_i64)), exp(value(1_i64)), power(value(2_i64), 3.0), sqrt(value(4.0_f64)));
            value(1_i64).add(2);
            value(1_i32).mul(2).sub(3).div(4).rem(5);
            value(1.5_f64).mul(2.0).add(1.0).div(2.0);
            value(1_i64).neg();
            (value("x").like("y%"), value("x").contains("y"), value("x").eq("y"), value(1_i64).lt(2), value(true).and(false));
            (value("x").in_list(["y"]), value(1_i64).not_in_list([1, 2]), value(1_i64).between(0, 2));
            (value(1_i64).between_symmetric(2, 0), value("x").is_distinct_from(None), value("x").is_null(), value(true).not());
            ((value(1_i64), value("a")).eq((1, "a")), (value(1_i64), users::name).lt((2, "b")));
            (value(1_i64).cast::<String>(), value(1_i64).cast::<f64>(), value(true).cast::<i32>(), value(day).cast::<NaiveDateTime>());
            (extract(unit::Year, value(day)), extract(unit::Hour, value(stamp)), date_trunc(unit::Month, value(stamp)));
            (date_add(value(day), days(1)), date_sub(value(stamp), months(2)), days_between(value(day), value(day)));
            (json_array((value("a"), value(1_i64), value(true))), json_object((("a", value("b")), ("c", value(2_i64)))));
            (json_text(value(serde_json::json!({"a": "x"})), "$.a"), json_integer(value(serde_json::json!(1)), "$"));
            exists(from(posts::table).select(value(1_i64)));
            scalar(from(posts::table).limit(1).select(value("x")));
            scalar(from(posts::table).select(max(value(1_i64))));
            users::id.in_query(from(posts::table).select(value(1_i64)));
            value(1_i64).in_query(from(posts::table).select(posts::author_id));
            value("a").in_query(from(posts::table).select(posts::title));
        }
        taken! { db:
            from(users::table).select((sum(value(1_i64)), avg(value(1_i64)), min(value("a")), max(value(1.5_f64)), count_of(value(1_i64))));
            from(users::table).select((string_agg(value("a"), ","), json_agg(value("x")), json_agg(value(1_i64)), bool_and(value(true))));
            from(users::table).select((sum_distinct(value(1_i64)), count_distinct(value("a")), avg(value(1.5_f64)), sum(value(1.5_f64))));
            from(users::table).select((sum(value(1_i64)).filter(users::id.gt(1)), count().filter(value(true))));
            from(users::table).group_by(users::id).having(max(value("a")).eq("a")).select((users::id, sum(value(2_i64))));
            from(users::table).select((lag(value(1_i64), 1).over(window().order_by(users::id)), lead(value("a"), 1).over(window().order_by(users::id))));
            from(users::table).select((first_value(value("a")).over(window()), nth_value(value(1.5_f64), 2).over(window()), ntile(2).over(window().order_by(users::id))));
            from(users::table).select((sum(value(1_i64)).over(window()), count_of(value("a")).over(partition_by(users::name))));
            from(users::table).select(value("a")).union(from(posts::table).select(value("b")));
            from(users::table).select(value(1_i64)).union_all(from(users::table).select(users::id));
            from(users::table).select((users::id, value("a"))).union(from(posts::table).select((posts::id, posts::title)));
            from(users::table).select((value("a"), users::id)).distinct();
            from(derived(word::table, from(users::table).select((value(1_i64), value("b"))))).filter(word::text.eq("b"));
            from(derived(perhaps::table, from(users::table).select((value(1_i64), nullif(value("b"), "b"))))).order_by(perhaps::text);
            from(rows(word::table, [(1, "a")])).filter(word::text.like("a%")).order_by(word::text);
            from(rows(perhaps::table, [(1, None::<String>), (2, None)])).filter(perhaps::text.is_null());
            from(users::table).left_join(rows(perhaps::table, [(1, None::<String>)]), perhaps::id.eq(users::id));
            with(word::table, from(users::table).select((users::id, value("root")))).query(from);
            with_recursive(word::table, from(users::table).filter(users::id.eq(1)).select((users::id, value("root"))), |word| {
                from(word).filter(word::id.lt(5)).select((word::id.add(1), word::text.concat("/").concat("x")))
            }).query(from);
            with_recursive(number::table, rows(number::table, [(1,)]), |number| {
                from(number).filter(number::n.lt(5)).select(number::n.add(1))
            }).query(from);
            from(users::table).page((users::name, users::id.desc()), Some(("A", 3)), 2);
            from(users::table).order_by(choose(false, users::name).otherwise(coalesce(users::age, 3)));
            from(users::table).order_by((case(users::id.gt(2), 1).otherwise(2), users::id.rem(2), users::id.eq(3).desc()));
            from(users::table).select(nested(from(posts::table).select((value("a"), value(1_i64), value(1.5_f64), value(true)))));
            from(users::table).filter(value(true)).filter(value(1_i64).eq(1));
            from(users::table).join(posts::table, value(true)).limit(0);
            from(users::table).limit(0).offset(0);
        }
    }

    /// Queries in queries.
    everywhere fn queries_in_queries(db) {
        blog(db);
        let own = || from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
        let all = || from(posts::table).select(posts::author_id);
        let cut = || all().order_by(posts::id).limit(1);
        selected! { db:
            users::id.in_query(cut());
            users::id.not_in_query(cut().offset(1));
            users::id.in_query(all().union(cut()));
            users::id.in_query(cut().union_all(cut()).limit(1));
            users::id.in_query(all().union(from(users::table).select(users::id).except(cut())));
            exists(own().order_by(posts::id).limit(1));
            exists(own().select(posts::id).union(own().select(posts::views)));
            exists(own().group_by(posts::views).having(count().gt(1)).select(posts::views));
            exists(own().select(posts::title).distinct());
            exists(own().order_by(posts::id).limit(1).select(posts::id).union(own().select(posts::views)));
            exists(own().select(posts::id).union(own().order_by(posts::id).limit(1).select(posts::views)));
            scalar(own().select(posts::views).union_all(own().select(posts::id)).order_by(posts::views).limit(1));
            scalar(own().order_by(posts::views.desc()).limit(1).offset(1).select(posts::title));
            scalar(own().select(string_agg(posts::title, ",").order_by(posts::id)));
            coalesce(scalar(own().select(count())), 0).add(scalar(own().select(count())));
            case(exists(own()), scalar(own().select(max(posts::views)))).otherwise(0);
            nested(own().select((posts::id, scalar(from(tags::table).select(count())))));
            (users::id, users::name).in_list([(1, "a"), (2, "b")]);
        }
        let texts = || from(posts::table).select(posts::title).order_by(posts::id).limit(1);
        selected! { db:
            users::name.in_query(texts());
            value("a").not_in_query(texts().union_all(texts()));
        }
        taken! { db:
            from(users::table).filter(exists(own()).or(users::id.in_query(cut()))).order_by(exists(own()));
            from(users::table).order_by(scalar(own().select(count())).desc());
            from(users::table).select(sum(users::id)).union(from(derived(number::table, all().limit(2))).select(sum(number::n)));
            from(derived(number::table, cut().union(cut()))).join(users::table, users::id.eq(number::n));
            from(derived(number::table, from(derived(number::table, cut())).select(number::n))).filter(number::n.gt(0));
            cut().union(cut()).union_all(cut()).except(cut()).intersect(cut()).order_by(posts::author_id).limit(1).offset(1);
            cut().except(cut().union(all().intersect(cut())));
            from(users::table).select(users::name).distinct().order_by(users::name.desc()).limit(2);
            from(users::table).group_by(users::age.is_null()).order_by(count().desc()).select((users::age.is_null(), count()));
            with(number::table, cut()).query(|number| from(number).select(number::n).union(all()).order_by(number::n));
        }
    }

    /// As [`queries_in_queries`], of what SQLite has not.
    on [Postgres, MariaDb, MySql] fn queries_beside_any_and_all(db) {
        blog(db);
        let cut = || from(posts::table).select(posts::author_id).order_by(posts::id).limit(1);
        selected! { db:
            users::id.gt_all(cut());
            users::id.le_any(cut().union(cut().offset(1)));
            users::id.lt_any(cut().intersect_all(cut()).except_all(cut()));
        }
    }

    /// More values than a statement takes: PostgreSQL gets a list as one array.
    on [Sqlite, MariaDb, MySql] fn too_many_values_are_told(db) {
        blog(db);
        let ids: Vec<i64> = (0..70_000).collect();
        let error = failure(from(users::table).filter(users::id.in_list(ids)).count(db));
        assert_eq!(error.kind(), aludel::ErrorKind::Statement);
        assert!(error.to_string().contains("pass them in several statements"), "{error}");
    }

    /// Much of it: lists, conditions, terms, rows.
    everywhere fn much_of_it(db) {
        blog(db);
        let ids: Vec<i64> = (0..30_000).collect();
        assert_eq!(from(users::table).filter(users::id.in_list(ids.clone())).count(db)?, 4);
        let names: Vec<String> = ids.iter().map(|id| format!("n{id}")).collect();
        assert_eq!(from(users::table).filter(users::name.not_in_list(names)).count(db)?, 4);
        for n in [1, 63, 64, 65, 4_000, 5_000] {
            let mut any = Conditions::any();
            let mut all = Conditions::all();
            for id in 0..n {
                any.push(users::id.eq(id).and(users::name.ne("x")));
                all.push(users::id.ne(id + 2).or(users::age.is_null()));
            }
            let found = from(users::table).filter(any).filter(all).select(users::id).order_by(users::id).all(db)?;
            assert_eq!(found, if n == 1 { vec![] } else { vec![1, 3] }, "{n}");
        }
        let mut terms = Ordering::new();
        (0..200).for_each(|n| {
            terms.push(users::id.sub(n).desc());
        });
        assert_eq!(from(users::table).order_by(terms).select(users::id).first(db)?, Some(4));
        let words: Vec<_> = (0..5_000).map(|id| (id, "x")).collect();
        assert_eq!(from(rows(word::table, words)).count(db)?, 5_000);
        let drafts: Vec<_> = (0..4_500).map(|n| new!(Post { author_id: 1, title: "x", published: true, views: n, rating: None })).collect();
        assert_eq!(insert(posts::table).values(drafts).execute(db)?, 4_500);
    }
}
