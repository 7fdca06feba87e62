//! Nullability is exact: of every construct of [`list`](crate::list) that gives a value, what is no `Option` is never NULL,
//! and what is one can be.
//!
//! A line is `"SQL" of users { sure expressions; } { expressions that can be NULL; }`, and each of the latter is NULL for a
//! user, or for a group of the posts, of which there is one for each post. `[B ..]` in front names backends that have it,
//! where not all do. Functions and operators are also run by themselves, on columns with and without NULL, by
//! `tests/random_queries/expressions/rules/nullability.rs`.

use crate::{
    blog::*,
    harness,
    list::{self, Bytewise, NoCase, capital, largest},
};
use aludel::{
    expr::{
        acos, age, all_words, array_agg, array_agg_distinct, array_append, array_at, array_concat, array_length,
        array_position, array_slice, bit_and, bit_or, character, code_point, concat_ws, count_distinct, cume_dist,
        dense_rank, exp, first_value, full_text, initcap, interval_avg, interval_between, interval_sum, json_agg,
        json_agg_distinct, json_array, json_array_length, json_bool, json_contains, json_exists, json_float, json_get,
        json_insert, json_object, json_remove, json_set, json_type, justify_days, justify_hours, justify_interval, lag,
        lag_or, language::English, last_value, lead, lead_or, left, ln, log, log2, log10, lower_end, lpad, ltrim, md5,
        micros_between, mode, nth_value, ntile, octet_length, percent_rank, percentile_cont, percentile_disc, power,
        random, range_between, regexp_replace, regexp_substr, repeat, reverse, right, rpad, rtrim, sign, sin,
        split_part, sqrt, stddev_pop, stddev_samp, string_agg_distinct, substring_from, sum_distinct, to_integer,
        total_micros, translate, trim_chars, upper_end, var_pop, var_samp,
    },
    prelude::*,
    query::{array_of, nested},
    value::{Interval, Load},
};
use chrono::NaiveDate;
use serde_json::json;

/// A row of a type that is no `Option`.
trait Sure: Load {}
/// Whether a row is NULL.
trait Holey: Load {
    fn is_hole(&self) -> bool;
}
impl<T: aludel::value::Scalar> Sure for T where T: Load {}
impl<T> Holey for Option<T>
where
    Option<T>: Load,
{
    fn is_hole(&self) -> bool {
        self.is_none()
    }
}
/// A NULL among these would not have been read.
fn sure<T: Sure>(rows: aludel::Result<Vec<T>>) -> Result<(), String> {
    match rows {
        Ok(rows) if rows.is_empty() => Err("no row is there".to_owned()),
        Ok(_) => Ok(()),
        Err(error) => Err(format!("{error:?}")),
    }
}
fn holey<T: Holey>(rows: aludel::Result<Vec<T>>) -> Result<(), String> {
    match rows {
        Ok(rows) if rows.iter().any(Holey::is_hole) => Ok(()),
        Ok(_) => Err("is an `Option`, and never NULL".to_owned()),
        Err(error) => Err(format!("{error:?}")),
    }
}

macro_rules! nulls {
    ($([$($backend:ident)+] $test:ident $lines:tt)*) => {
        /// The constructs that stand here.
        const NAMES: &[&[&str]] = &[$(nulls!(@names $lines)),*];
        $(mod $test {
            use super::*;
            $(nulls!(@test $backend $lines);)+
        })*
    };
    (@names { $($sql:literal of $rows:ident $sure:tt $holey:tt)* }) => { &[$($sql),*] };
    (@test $backend:ident { $($lines:tt)* }) => {
        #[test]
        #[allow(non_snake_case)]
        fn $backend() {
            harness::run::<aludel::$backend>(|db| {
                list::prepare(db);
                let mut wrong = Vec::<String>::new();
                nulls!(@lines db wrong $($lines)*);
                assert!(wrong.is_empty(), "{}", wrong.join("\n"));
                Ok(())
            });
        }
    };
    (@lines $db:ident $wrong:ident $($sql:literal of $rows:ident { $($sure:expr;)* } { $($holey:expr;)* })*) => {
        $(
            $(if let Err(why) = sure(nulls!(@rows $rows $sure).all($db)) {
                $wrong.push(format!("{}: {}: {why}", $sql, stringify!($sure)));
            })*
            $(if let Err(why) = holey(nulls!(@rows $rows $holey).all($db)) {
                $wrong.push(format!("{}: {}: {why}", $sql, stringify!($holey)));
            })*
        )*
    };
    (@rows users $made:expr) => { from(users::table).select($made) };
    (@rows posts $made:expr) => { from(posts::table).group_by(posts::id).select($made) };
    (@rows all $made:expr) => { from(posts::table).filter(posts::id.lt(0)).select($made) };
}

#[test]
fn every_construct_with_a_value_is_here() {
    let missing: Vec<_> = list::LINES
        .iter()
        .filter(|l| matches!(l.how, "value" | "group") && !NAMES.concat().contains(&l.sql))
        .map(|l| l.sql)
        .collect();
    assert!(missing.is_empty(), "whether these can be NULL is not tested: {missing:?}");
    let unknown: Vec<_> =
        NAMES.concat().into_iter().filter(|name| !list::LINES.iter().any(|l| l.sql == *name)).collect();
    assert!(unknown.is_empty(), "no constructs of the list: {unknown:?}");
}

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 2, 29).unwrap()
}
fn document() -> serde_json::Value {
    json!({"a": "x", "n": 1, "f": 1.5, "b": true, "l": [1]})
}

nulls! {
    [Any MySql] everywhere {
        "raw SQL" of users { raw::<String>("upper('a')"); } { raw::<Option<String>>("nullif('a', 'a')"); }
        "the rows of a query as one value" of users {
            nested(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select((posts::id,)));
        } {}
        "a scalar subquery" of users { coalesce(scalar(from(posts::table).select(max(posts::views))), 0); } {
            scalar(from(posts::table).filter(posts::id.lt(0)).select(posts::title));
            scalar(from(posts::table).filter(posts::id.lt(0)).select(max(posts::views)));
        }
        "a correlated subquery" of users { exists(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id))); } {
            scalar(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(max(posts::views)));
            users::age.in_query(from(posts::table).select(posts::views.cast::<i32>()));
        }
        "`=`, `<>`, `<`, `<=`, `>`, `>=`" of users { users::id.eq(1); users::name.ne("Ann"); } { users::age.gt(20); users::id.le(users::manager_id); }
        "`BETWEEN`" of users { users::id.between(1, 2); } { users::age.not_between(1, 2); users::id.between(users::manager_id, 5); }
        "`BETWEEN SYMMETRIC`" of users { users::id.between_symmetric(2, 1); } { users::age.between_symmetric(2, 1); }
        "`IS [NOT] DISTINCT FROM`" of users { users::age.is_distinct_from(None); users::bio.is_not_distinct_from(Some("a".to_owned())); } {}
        "`IS NULL`" of users { users::age.is_null(); users::age.gt(1).is_not_null(); } {}
        "`IN (list)`" of users { users::id.in_list([1, 2]); } { users::age.in_list([1, 2]); users::age.not_in_list([1]); }
        "`(a, b) = (c, d)`, `<`, `IN`" of users { (users::id, users::name).lt((2, "B")); } { (users::id, users::age).gt((3, 1)); }
        "`AND`, `OR`, `NOT`" of users { users::id.gt(1).and(users::id.lt(3)).not(); } { users::age.gt(20).or(users::id.lt(0)); users::age.gt(1).not(); }
        "`LIKE`" of users { users::name.like("A%"); users::name.contains("n"); } { users::bio.like("A%"); users::bio.ends_with("s"); }
        "`CASE`" of users { case(users::id.gt(1), "a").otherwise(users::name); } { case(users::id.gt(1), "a"); case(users::id.gt(1), users::bio).otherwise("b"); }
        "`COALESCE`, `NULLIF`" of users { coalesce(users::bio, ""); coalesce(users::bio, users::name); } { nullif(users::name, "Ann"); coalesce(users::bio, users::bio); }
        "`GREATEST`, `LEAST`" of users { greatest(users::age, 5); least(users::id, users::manager_id); } { greatest(users::manager_id, users::manager_id); }
        "`CAST`" of users { users::id.cast::<String>(); to_integer(users::id.cast::<f64>()); } { users::age.cast::<i64>(); }
        "`+`, `-`, `*`, `/`" of users { users::id.add(1).mul(2).sub(3).neg(); } { users::age.add(1); users::id.div(users::id.sub(1)); }
        "`%` of integers" of users {} { users::id.rem(users::id.sub(1)); users::age.rem(2); }
        "`&`, <code>\\|</code>" of users { bit_or(bit_and(users::id, 3), 4); } { bit_and(users::manager_id, 3); }
        "`ABS`, `SIGN`" of users { abs(users::id); sign(users::id); } { abs(users::age); sign(users::age); }
        "`ROUND`, `FLOOR`, `CEIL`, `TRUNC`" of users { floor(users::id.cast::<f64>()); round(users::id.cast::<f64>()); round_to(users::id.cast::<f64>(), 1); } { ceil(users::age.cast::<f64>()); trunc(users::age.cast::<f64>()); }
        "`SQRT`, `EXP`, `LN`, `LOG`, `POWER`, `SIN`, .." of users { exp(users::id); sin(users::id); power(users::id, 2.0); } { sqrt(users::id.sub(2)); ln(users::id.sub(1)); log2(users::id.sub(1)); log10(users::id.sub(1)); acos(users::id); exp(users::age); }
        "`LOG` to a base" of users {} { log(users::id.sub(1), 2.0); log(users::id, 1.0); }
        "`RANDOM()`" of users { random(); } {}
        "<code>\\|\\|</code>, `CONCAT`" of users { users::name.concat("!"); } { users::name.concat(users::bio); concat(users::bio, users::name); }
        "`CONCAT_WS`" of users { concat_ws(", ", (users::bio, users::bio)); } { concat_ws(users::bio, (users::name, users::email)); }
        "`LOWER`, `UPPER`" of users { lower(users::name); upper(users::name); } { lower(users::bio); upper(users::bio); }
        "`TRIM`, `LTRIM`, `RTRIM`" of users { trim(users::name); ltrim(users::name); } { trim(users::bio); rtrim(users::bio); }
        "`LENGTH`, `OCTET_LENGTH`" of users { length(users::name); octet_length(users::name); } { length(users::bio); octet_length(users::bio); }
        "`SUBSTRING`, `LEFT`, `RIGHT`" of users { substring(users::name, 9, 9); left(users::name, -1); right(users::name, 0); substring_from(users::name, 9); } { substring(users::bio, 1, 1); substring(users::name, users::age, 1); left(users::bio, 1); right(users::bio, 1); substring_from(users::bio, 1); }
        "`POSITION`" of users { position(users::name, "?"); } { position(users::bio, "a"); position(users::name, users::bio); }
        "`REPLACE`, `REVERSE`, `REPEAT`" of users { replace(users::name, "n", ""); reverse(users::name); repeat(users::name, -1); } { replace(users::name, "?", users::bio); reverse(users::bio); repeat(users::name, users::age); }
        "`LPAD`, `RPAD`" of users { lpad(users::name, 5, ""); rpad(users::name, -5, "x"); } { lpad(users::bio, 5, ""); rpad(users::name, 9, users::bio); }
        "`CHR`, `ASCII`" of users { code_point(users::name); } { code_point(users::bio); character(users::id.sub(1)); }
        "`EXTRACT`" of users { extract(unit::Year, value(day())); } { extract(unit::Year, nullif(value(day()), day())); }
        "`DATE_TRUNC`" of users { date_trunc(unit::Month, value(day())); } { date_trunc(unit::Month, nullif(value(day()), day())); }
        "`+ INTERVAL`, `- INTERVAL`" of users { date_add(value(day()), days(1)); date_sub(value(day()), months(1)); } { date_add(value(day()), days(users::age)); date_sub(nullif(value(day()), day()), days(1)); }
        "differences" of users { days_between(value(day()), value(day())); } { days_between(nullif(value(day()), day()), value(day())); micros_between(value(day().and_time(Default::default())), nullif(value(day().and_time(Default::default())), day().and_time(Default::default()))); }
        "`NOW()`, `CURRENT_DATE`" of users { now().of::<chrono::NaiveDateTime>(); } {}
        "what stands at a path" of users {} { json_text(value(document()), "$.n"); json_integer(value(document()), "$.a"); json_float(value(document()), "$.a"); json_bool(value(document()), "$.no"); }
        "whether something stands there" of users { json_exists(value(document()), "$.no"); } { json_array_length(value(document()), "$.a"); }
        "a part of a document, its kind" of users {} { json_type(value(document()), "$.no"); json_get(value(document()), "$.no"); }
        "`JSON_OBJECT`, `JSON_ARRAY`" of users { json_object((("bio", users::bio), ("age", users::age))); json_array((users::bio, users::age)); } {}
        "`JSON_SET`, `JSON_REMOVE`" of users { json_set(value(document()), "$.c", json!(1)); json_remove(value(document()), "$.no"); } { json_set(json_get(value(document()), "$.no"), "$.a", json!(1)); json_remove(json_get(value(document()), "$.no"), "$.a"); }
        "`JSON_INSERT`" of users { json_insert(value(document()), "$.a", json!(1)); } { json_insert(json_get(value(document()), "$.no"), "$.a", json!(1)); }
        "`JSON_AGG`" of posts { json_agg(posts::title); json_agg(posts::rating.gt(1.0)); } {}
        "`JSON_AGG(DISTINCT ..)`" of posts { json_agg_distinct(posts::title); json_agg_distinct(posts::rating.gt(1.0)); } {}
        "`COUNT`" of posts { count(); count_of(posts::rating); count_distinct(posts::rating); } {}
        "`SUM`, `AVG`, `MIN`, `MAX`" of posts { sum(posts::views); avg(posts::views); min(posts::title); max(posts::id); sum_distinct(posts::views); } { sum(posts::rating); avg(posts::rating); min(posts::rating); max(posts::rating); }
        "`SUM`, `AVG`, `MIN`, `MAX`" of all { count(); } { sum(posts::views); avg(posts::views); min(posts::title); max(posts::id); sum_distinct(posts::views); }
        "`BOOL_AND`, `BOOL_OR`" of posts { bool_and(posts::published); bool_or(posts::published); } { bool_and(posts::rating.gt(1.0)); bool_or(posts::rating.gt(1.0)); }
        "`STDDEV`, `VARIANCE`" of posts { stddev_pop(posts::views); var_pop(posts::views); } { stddev_samp(posts::views); var_samp(posts::views); var_pop(posts::rating); stddev_pop(posts::rating); }
        "`STRING_AGG`, `GROUP_CONCAT`" of posts { string_agg(posts::title, ", "); } { string_agg(nullif(posts::title, "World"), ", "); }
        "`FILTER (WHERE ..)`" of posts { count().filter(posts::id.lt(0)); count_of(posts::views).filter(posts::id.lt(0)); } { sum(posts::views).filter(posts::id.gt(1)); max(posts::title).filter(posts::id.gt(1)); string_agg(posts::title, ",").filter(posts::id.gt(1)); }
        "`OVER (PARTITION BY .. ORDER BY ..)`" of users { sum(users::id).over(partition_by(users::manager_id).order_by(users::id)); count_of(users::age).over(window()); min(users::name).over(window()); } { sum(users::age).over(partition_by(users::id)); avg(users::age).over(partition_by(users::id)); stddev_samp(users::id).over(window().order_by(users::id)); sum(users::id).filter(users::id.gt(1)).over(window().order_by(users::id)); }
        "`WINDOW w AS (..)`" of users { row_number().over(window()); } { max(users::bio).over(partition_by(users::id)); }
        "`ROW_NUMBER`, `RANK`, `DENSE_RANK`" of users { row_number().over(window()); rank().over(window().order_by(users::age)); dense_rank().over(window().order_by(users::age)); } {}
        "`PERCENT_RANK`, `CUME_DIST`, `NTILE`" of users { percent_rank().over(window().order_by(users::age)); cume_dist().over(window().order_by(users::age)); ntile(9).over(window().order_by(users::age)); } {}
        "`LAG`, `LEAD`" of users {} { lag(users::name, 1).over(window().order_by(users::id)); lead(users::name, 1).over(window().order_by(users::id)); }
        "`FIRST_VALUE`, `LAST_VALUE`, `NTH_VALUE`" of users { first_value(users::name).over(window().order_by(users::id)); last_value(users::name).over(window().order_by(users::id)); } { first_value(users::age).over(partition_by(users::id)); last_value(users::age).over(partition_by(users::id)); nth_value(users::name, 2).over(window().order_by(users::id)); }
        "frames in `ROWS`" of users { sum(users::id).over(window().order_by(users::id).rows(preceding(1), following(1))); first_value(users::name).over(window().order_by(users::id).rows(current_row(), following(1))); } { sum(users::id).over(window().order_by(users::id).rows(preceding(2), preceding(1))); max(users::name).over(window().order_by(users::id).rows(following(1), following(2))); }
        "frames in `RANGE`" of users { sum(users::id).over(window().order_by(users::id).range(preceding(1), current_row())); } { sum(users::id).over(window().order_by(users::id).range(preceding(2), preceding(1))); }
        "a function" of users { capital(users::name); } { capital(users::bio); }
        "an aggregate" of posts { largest(posts::views); } { largest(to_integer(posts::rating)); }
        "an aggregate" of all {} { largest(posts::views); }
        "an aggregate over a window" of users { largest(users::id).over(window()); } { largest(users::manager_id).over(partition_by(users::id)); }
    }
    [Sqlite Postgres MariaDb] but_mysql {
        "`COLLATE`" of users { users::name.collate(Bytewise).eq("ann"); } { users::bio.collate(Bytewise); }
        "the first of such rows" of users { nested(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).limit(1).select((posts::id,))); } {}
    }
    [Sqlite Postgres] of_two {
        "`TRIM` of characters" of users { trim_chars(users::name, "n"); } { trim_chars(users::bio, "n"); }
        "`STRING_AGG` over a window" of users { string_agg(users::name, ",").over(window().order_by(users::id)); } { string_agg(users::bio, ",").over(partition_by(users::id)); }
        "`LAG`, `LEAD` with a default" of users { lag_or(users::name, 1, "x").over(window().order_by(users::id)); lead_or(users::name, 1, "x").over(window().order_by(users::id)); } { lag_or(users::bio, 1, "x").over(window().order_by(users::id)); }
        "frames in `GROUPS`" of users { sum(users::id).over(window().order_by(users::id).groups(preceding(1), current_row())); } { sum(users::id).over(window().order_by(users::id).groups(preceding(2), preceding(1))); }
        "`EXCLUDE`" of users { sum(users::id).over(window().order_by(users::id).rows(preceding(1), following(1)).exclude_ties()); } { sum(users::id).over(window().order_by(users::id).rows(current_row(), current_row()).exclude_current_row()); sum(users::id).over(window().order_by(users::id).rows(current_row(), current_row()).exclude_group()); }
    }
    [Sqlite MariaDb] of_collations {
        "`COLLATE` by a collation that a backend has no name for" of users { users::name.collate(NoCase).eq("ann"); } { users::bio.collate(NoCase).eq("a"); }
    }
    [MariaDb] of_mariadb {
        "`%` of floats" of users {} { users::id.cast::<f64>().rem(users::id.sub(1).cast::<f64>()); }
    }
    [Postgres MariaDb] but_sqlite {
        "`REGEXP`, `~`" of users { users::name.regexp("^A"); } { users::bio.regexp("^A"); }
        "`REGEXP_REPLACE`, `REGEXP_SUBSTR`" of users { regexp_replace(users::name, "n", "m"); } { regexp_replace(users::bio, "n", "m"); regexp_substr(users::name, "zz"); }
        "`MD5`" of users { md5(users::name); } { md5(users::bio); }
        "`JSON_CONTAINS`" of users { json_contains(value(document()), json!({})); } { json_contains(json_get(value(document()), "$.no"), json!({})); }
        "`STRING_AGG(DISTINCT ..)`" of posts { string_agg_distinct(posts::title, ", "); } { string_agg_distinct(nullif(posts::title, "World"), ", "); }
    }
    [Postgres] of_postgres {
        "`AGE`, `timestamp - timestamp`" of users { age(value(day()), day()); interval_between(value(day().and_time(Default::default())), day().and_time(Default::default())); } { age(nullif(value(day()), day()), day()); interval_between(value(day().and_time(Default::default())), nullif(value(day().and_time(Default::default())), day().and_time(Default::default()))); }
        "`INTERVAL` as a value, `MAKE_INTERVAL`, `timestamp + interval`" of users { value(days(users::id.cast::<i32>())).plus(hours(1)).minus(days(2)).times(2.0).negated(); date_add(value(day().and_time(Default::default())), value(days(1))); date_sub(value(day().and_time(Default::default())), Interval::days(1)); extract(unit::Month, value(months(1))); } { value(days(users::age)).plus(hours(1)); value(days(1)).minus(nullif(value(days(1)), days(1))); value(days(1)).divided_by(0.0); value(days(users::age)).times(2.0); value(days(users::age)).negated(); date_add(value(day().and_time(Default::default())), value(days(users::age))); date_sub(nullif(value(day().and_time(Default::default())), day().and_time(Default::default())), Interval::days(1)); }
        "`JUSTIFY_INTERVAL`, `SUM` of intervals, .." of users { justify_hours(value(days(1))); justify_days(value(days(1))); justify_interval(value(days(1))); total_micros(value(days(1))); } { justify_hours(value(days(users::age))); justify_days(value(days(users::age))); justify_interval(value(days(users::age))); total_micros(value(days(users::age))); }
        "`JUSTIFY_INTERVAL`, `SUM` of intervals, .." of posts { interval_sum(value(days(posts::id.cast::<i32>()))); interval_avg(value(days(posts::id.cast::<i32>()))); } { interval_sum(value(days(to_integer(posts::rating).cast::<i32>()))); interval_avg(value(days(to_integer(posts::rating).cast::<i32>()))); }
        "`ILIKE`" of users { users::name.ilike("a%"); } { users::bio.ilike("a%"); }
        "`TRANSLATE`" of users { translate(users::name, "a", "b"); } { translate(users::bio, "a", "b"); }
        "`INITCAP`, `SPLIT_PART`" of users { initcap(users::name); split_part(users::name, "n", 9); } { initcap(users::bio); split_part(users::bio, "n", 1); }
        "`@@`, full text" of users { full_text(English, users::name).has(all_words("ann")); } { full_text(English, users::bio).has(all_words("ann")); }
        "`PERCENTILE_CONT`, `PERCENTILE_DISC`, `MODE`" of posts { percentile_cont(0.5, posts::views); percentile_disc(0.5, posts::views); mode(posts::title); } { percentile_cont(0.5, posts::rating); percentile_disc(0.5, posts::rating); mode(posts::rating); }
        "an array, `= ANY(array)`" of users { value(vec![1_i64]).has(users::id); } { value(vec![1_i64]).has(users::manager_id); }
        "`@>`, `<@`, `&&`" of users { value(vec![1_i64]).contains_all([1]); value(vec![1_i64]).overlaps([1]); } { nullif(value(vec![1_i64]), vec![1_i64]).overlaps([1]); }
        "`ARRAY_APPEND`, `CARDINALITY`, `[n]`, .." of users { array_append(value(vec![1_i64]), users::id); array_length(value(vec![1_i64])); array_slice(value(vec![1_i64]), 5, 9); array_concat(value(vec![1_i64]), vec![2]); } { array_at(value(vec![1_i64]), 2); array_position(value(vec![1_i64]), 9); }
        "`ARRAY_AGG`" of posts { array_agg(posts::rating); array_agg_distinct(posts::title); } {}
        "`ARRAY(SELECT ..)`" of users { array_of(from(tags::table).filter(tags::id.lt(0)).select(tags::id)); } {}
        "a range, `@>`, `&&`, `<<`, `-|-`" of users { range_between(users::id, 9).has(3); range_between(users::id, 9).is_before(12..); } { range_between(users::id, 9).has(users::manager_id); }
        "`LOWER`, `UPPER`, `+`, `*`, `-` of ranges" of users {} { lower_end(range_between(users::id, 9).common_with(..0)); upper_end(range_between(users::id, 9).common_with(..0)); }
    }
}
