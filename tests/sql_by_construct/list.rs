//! The constructs.
//!
//! A line is `"SQL", "where it is here" [SQLite PostgreSQL MariaDB MySQL] how => query;`. A cell is `+` where it is run, `-`
//! where it does not compile, `.` where it compiles but is run on MySQL itself only, for who has one: MariaDB lacks it. A
//! number is the version of the server that it is run on, if the one at hand is no older.
//! `rows` is a query, `write` a statement that writes, `value` an expression of a user, `group` an aggregate over the posts
//! of an author.

use crate::{
    Has as _, Lacks as _, Line, Probe,
    blog::*,
    harness::{self, Db},
};
use aludel::{
    MySql,
    engine::Backend,
    expr::{
        age, all_words, array_agg, array_append, array_at, array_length, bit_and, bit_or, character, choose,
        code_point, concat_ws, count_distinct, cume_dist, fts5, full_text, initcap, interval_between, interval_sum,
        json_agg, json_agg_distinct, json_array, json_contains, json_exists, json_get, json_insert, json_object,
        json_remove, json_set, json_type, justify_interval, lag_or, language::English, lead_or, left, ln, log,
        lower_end, lpad, md5, mode, nth_value, ntile, octet_length, percent_rank, percentile_cont, percentile_disc,
        power, random, range_between, regexp_replace, regexp_substr, repeat, reverse, right, rpad, sign, sin,
        split_part, sqrt, stddev_samp, string_agg_distinct, substring_from, to_integer, translate, trim_chars,
        upper_end, var_pop,
    },
    prelude::*,
    query::{array_of, cube, elements, grouping, grouping_sets, nested, old, rollup},
    value::Interval,
};
use chrono::{NaiveDate, NaiveDateTime};
use std::marker::PhantomData;

shape! {
    #[view]
    texts { rowid: i64, body: String }
}
shape! { seen { author_id: i64, views: i64 } }
shape! { number { n: i64 } }
shape! { wanted { id: i64, label: String } }
shape! { member { key: String, value: String } }
sql_function! { pub fn capital(text: String) -> String = "upper"; }
sql_function! { pub aggregate fn largest(number: i64) -> i64 = "max"; }
sql_function! { table fn json_each(document: String) -> member; }
collation! {
    pub NoCase { SQLite = "NOCASE", MySQL = "utf8mb4_general_ci", MariaDB = "utf8mb4_general_ci" }
    pub Bytewise { SQLite = "BINARY", PostgreSQL = "C", MySQL = "utf8mb4_bin", MariaDB = "utf8mb4_nopad_bin" }
}

macro_rules! constructs {
    ($($group:literal { $($sql:literal, $here:literal [$s:tt $p:tt $m:tt $y:tt] $how:ident => $made:expr;)* })*) => {
        /// The lines of the page.
        pub const LINES: &[Line] = &[$($(
            Line {
                group: $group,
                sql: $sql,
                here: $here,
                how: stringify!($how),
                cells: [stringify!($s), stringify!($p), stringify!($m), stringify!($y)],
            },
        )*)*];

        #[test]
        fn on_sqlite() {
            harness::run::<Sqlite>(|db| { prepare(db); $($(constructs!(@cell Sqlite $s db $how $sql; $made);)*)* Ok(()) });
        }
        #[test]
        fn on_postgres() {
            harness::run::<Postgres>(|db| { prepare(db); $($(constructs!(@cell Postgres $p db $how $sql; $made);)*)* Ok(()) });
        }
        #[test]
        fn on_mariadb() {
            harness::run::<MariaDb>(|db| { prepare(db); $($(constructs!(@cell MariaDb $m db $how $sql; $made);)*)* Ok(()) });
        }
        #[test]
        fn in_the_dialect_of_mysql() {
            harness::run::<MySql>(|db| { prepare(db); $($(constructs!(@cell MySql $y db $how $sql; $made);)*)* Ok(()) });
        }
    };
    (@cell $backend:ident + $db:ident $how:ident $sql:literal; $made:expr) => {{
        let made = constructs!(@statement $how $made);
        // Taken back in the end, for those that follow.
        let tx = &mut $db.connection().begin()?;
        if let Err(error) = constructs!(@run $how made tx) {
            panic!("{}: {error:?}", $sql);
        }
    }};
    (@cell $backend:ident - $db:ident $how:ident $sql:literal; $made:expr) => {{
        let probe = Probe(PhantomData::<<$backend as Backend>::Dialect>, constructs!(@statement $how $made));
        assert!(!(&probe).has(), "{} is there after all", $sql);
    }};
    (@cell $backend:ident . $db:ident $how:ident $sql:literal; $made:expr) => {{
        let probe = Probe(PhantomData::<<$backend as Backend>::Dialect>, constructs!(@statement $how $made));
        assert!((&probe).has(), "{} is not there", $sql);
        if $db.is_mysql_itself() {
            constructs!(@cell $backend + $db $how $sql; $made);
        }
    }};
    (@cell $backend:ident $since:literal $db:ident $how:ident $sql:literal; $made:expr) => {{
        let probe = Probe(PhantomData::<<$backend as Backend>::Dialect>, constructs!(@statement $how $made));
        assert!((&probe).has(), "{} is not there", $sql);
        let version: i64 = sql::<i64>("SELECT current_setting('server_version_num')::bigint / 10000").one($db)?;
        if version >= $since {
            constructs!(@cell $backend + $db $how $sql; $made);
        }
    }};
    (@statement rows $made:expr) => { $made };
    (@statement write $made:expr) => { $made };
    (@statement value $made:expr) => { from(users::table).select($made) };
    (@statement group $made:expr) => { from(posts::table).group_by(posts::author_id).select($made) };
    (@run write $made:ident $db:ident) => { $made.execute($db).map(drop) };
    (@run $how:ident $made:ident $db:ident) => { $made.all($db).map(drop) };
}

table! {
    pub struct Default in defaults {
        #[primary_key(auto)]
        id: i64,
        #[default(1)]
        n: i64,
    }
}
table! {
    #[unique(n, filter = "gone IS NULL")]
    pub struct Partial in partials {
        #[primary_key(auto)]
        id: i64,
        n: i64,
        gone: Option<i64>,
    }
}
schema! { Extra: defaults }
schema! { Partials: partials }
shape! {
    #[view]
    public_tags { id: i64, label: String }
}

/// The tables, their rows and a view.
pub fn prepare<B: harness::TestBackend>(db: &mut Db<B>) {
    blog(db);
    db.create::<Extra>();
    let dialect = <<B as Backend>::Dialect as aludel::sql::Dialect>::NAME;
    if matches!(dialect, "SQLite" | "PostgreSQL") {
        db.create::<Partials>();
    }
    if dialect == "SQLite" {
        sql::<()>("CREATE VIRTUAL TABLE texts USING fts5(body)").execute(db).unwrap();
    }
    if dialect == "PostgreSQL" {
        sql::<()>(
            "CREATE FUNCTION json_each(document text) RETURNS TABLE (key text, value text) LANGUAGE sql \
             AS 'SELECT * FROM jsonb_each_text(document::jsonb)'",
        )
        .execute(db)
        .unwrap();
    }
    sql::<()>("CREATE VIEW public_tags AS SELECT id, label FROM tags").execute(db).unwrap();
}

constructs! {
    "Tables and joins" {
        "`FROM a`", "[`from`](crate::query::from)" [+ + + +] rows => from(users::table);
        "`FROM a AS b`", "[`alias!`](crate::alias)" [+ + + +] rows => from(managers::table);
        "`JOIN`", "[`join`](crate::query::Select::join)" [+ + + +] rows => from(users::table).join(posts::table, posts::author_id.eq(users::id));
        "`LEFT JOIN`", "[`left_join`](crate::query::Select::left_join)" [+ + + +] rows => from(users::table).left_join(posts::table, posts::author_id.eq(users::id));
        "`RIGHT JOIN`", "[`right_join`](crate::query::Select::right_join)" [+ + + +] rows => from(posts::table).right_join(users::table, posts::author_id.eq(users::id));
        "`FULL JOIN`", "[`full_join`](crate::query::Select::full_join)" [+ + - -] rows => from(posts::table).full_join(users::table, posts::author_id.eq(users::id));
        "`CROSS JOIN`", "[`cross_join`](crate::query::Select::cross_join)" [+ + + +] rows => from(users::table).cross_join(tags::table);
        "`JOIN LATERAL`", "[`join_lateral`](crate::query::Select::join_lateral), [`left_join_lateral`](crate::query::Select::left_join_lateral), [`cross_join_lateral`](crate::query::Select::cross_join_lateral)" [- + - .] rows => from(users::table).join_lateral(
            seen::table,
            from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).limit(1).select((posts::author_id, posts::views)),
            seen::views.ge(0),
        );
        "a derived table: `FROM (SELECT ..) AS a`", "[`derived`](crate::query::derived)" [+ + + +] rows => from(derived(seen::table, from(posts::table).select((posts::author_id, posts::views))));
        "`VALUES` as a table", "[`rows`](crate::query::rows)" [+ + + +] rows => from(rows(wanted::table, [(1, "a"), (2, "b")]));
        "a view", "[`shape!`](crate::shape) with `#[view]`" [+ + + +] rows => from(public_tags::table);
    }
    "SELECT and its clauses" {
        "`SELECT a, b`", "[`select`](crate::query::Select::select), [`row!`](crate::row)" [+ + + +] rows => from(users::table).select((users::id, users::name));
        "`SELECT DISTINCT`", "[`distinct`](crate::query::Select::distinct)" [+ + + +] rows => from(posts::table).select(posts::title).distinct();
        "`DISTINCT ON`", "[`distinct_on`](crate::query::Select::distinct_on)" [- + - -] rows => from(posts::table).distinct_on(posts::author_id).select(posts::id);
        "`WHERE`", "[`filter`](crate::query::Select::filter), [`filter_some`](crate::query::Select::filter_some), [`Conditions`](crate::expr::Conditions)" [+ + + +] rows => from(users::table).filter(users::id.gt(1)).filter_some(Some("a"), |t| users::name.ne(t));
        "`GROUP BY`", "[`group_by`](crate::query::Select::group_by)" [+ + + +] rows => from(posts::table).group_by(posts::author_id).select((posts::author_id, count()));
        "`GROUP BY` a key, and select its table's columns", "[`group_by`](crate::query::Select::group_by) of a table" [+ + + +] rows => from(users::table).group_by(users::table).select((users::name, count()));
        "`HAVING`", "[`having`](crate::query::Select::having)" [+ + + +] rows => from(posts::table).group_by(posts::author_id).having(count().gt(1)).select(posts::author_id);
        "`GROUP BY ROLLUP`, `GROUPING(a)`", "[`rollup`](crate::query::rollup), [`grouping`](crate::query::grouping)" [- + - .] rows => from(posts::table).group_by(rollup(posts::author_id)).select((posts::author_id, grouping(posts::author_id), count()));
        "`GROUP BY CUBE`", "[`cube`](crate::query::cube)" [- + - -] rows => from(posts::table).group_by(cube((posts::author_id, posts::title))).select((posts::author_id, posts::title, count()));
        "`GROUP BY GROUPING SETS`", "[`grouping_sets`](crate::query::grouping_sets)" [- + - -] rows => from(posts::table)
            .group_by(grouping_sets((posts::author_id, posts::title), (posts::author_id, posts::title, ())))
            .select((posts::author_id, posts::title, count()));
        "`ORDER BY`", "[`order_by`](crate::query::Select::order_by), [`Ordering`](crate::expr::Ordering)" [+ + + +] rows => from(users::table).order_by((users::name, users::id.desc()));
        "`ORDER BY` of what is chosen at run time", "[`choose`](crate::expr::choose)" [+ + + +] rows => from(users::table).order_by(choose(true, users::name.desc()).otherwise(users::id));
        "`NULLS FIRST`, `NULLS LAST`", "[`nulls_first`](crate::expr::Desc::nulls_first), [`nulls_last`](crate::expr::Desc::nulls_last)" [+ + + +] rows => from(users::table).order_by(users::age.desc().nulls_last());
        "`LIMIT`, `OFFSET`", "[`limit`](crate::query::Select::limit), [`offset`](crate::query::Select::offset)" [+ + + +] rows => from(users::table).order_by(users::id).limit(2).offset(1);
        "pages by their last row", "[`first_page`](crate::query::Select::first_page), [`page`](crate::query::Select::page)" [+ + + +] rows => from(users::table).page((users::name, users::id), Some(("A", 1)), 2);
        "`FOR UPDATE`, `FOR SHARE`", "[`for_update`](crate::query::Select::for_update), [`for_share`](crate::query::Select::for_share)" [- + + +] rows => from(users::table).for_update();
        "`SKIP LOCKED`, `NOWAIT`", "`skip_locked`, `no_wait` behind [`for_update`](crate::query::Select::for_update)" [- + + +] rows => from(users::table).for_update().skip_locked();
        "`FOR UPDATE OF a`", "[`for_update_of`](crate::query::Select::for_update_of)" [- + - .] rows => from(users::table).for_update_of(users::table);
        "raw SQL", "[`sql`](crate::query::sql), [`raw`](crate::expr::raw)" [+ + + +] value => raw::<String>("upper(?)").bind("a");
    }
    "Several queries" {
        "`UNION`, `UNION ALL`", "[`union`](crate::query::SetOperations::union), [`union_all`](crate::query::SetOperations::union_all)" [+ + + +] rows => from(users::table).select(users::id).union(from(tags::table).select(tags::id));
        "`INTERSECT`, `EXCEPT`", "[`intersect`](crate::query::SetOperations::intersect), [`except`](crate::query::SetOperations::except)" [+ + + +] rows => from(users::table).select(users::id).intersect(from(tags::table).select(tags::id)).except(from(posts::table).select(posts::id));
        "`INTERSECT ALL`, `EXCEPT ALL`", "[`intersect_all`](crate::query::SetOperations::intersect_all), [`except_all`](crate::query::SetOperations::except_all)" [- + + .] rows => from(users::table).select(users::id).intersect_all(from(tags::table).select(tags::id));
        "set operations sorted and cut", "`order_by`, `limit`, `offset` behind them" [+ + + +] rows => from(users::table).select(users::id).union_all(from(tags::table).select(tags::id)).order_by(users::id.desc()).limit(3).offset(1);
        "`WITH`", "[`with`](crate::query::with())" [+ + + +] rows => with(number::table, from(users::table).select(users::id)).query(|number| from(number).filter(number::n.gt(1)));
        "`WITH RECURSIVE`, `UNION ALL`", "[`with_recursive`](crate::query::with_recursive)" [+ + + +] rows => with_recursive(number::table, rows(number::table, [(1,)]), |number| from(number).filter(number::n.lt(5)).select(number::n.add(1))).query(from);
        "`WITH RECURSIVE`, `UNION`", "[`with_recursive_distinct`](crate::query::with_recursive_distinct)" [+ + + +] rows => with_recursive_distinct(number::table, rows(number::table, [(1,)]), |number| from(number).select(case(number::n.eq(3), 1_i64).otherwise(number::n.add(1)))).query(from);
        "`EXISTS`, `NOT EXISTS`", "[`exists`](crate::expr::exists()), [`not_exists`](crate::expr::not_exists())" [+ + + +] rows => from(users::table).filter(exists(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id))));
        "`IN (SELECT ..)`", "[`in_query`](crate::expr::InQuery::in_query), [`not_in_query`](crate::expr::InQuery::not_in_query)" [+ + + +] rows => from(users::table).filter(users::id.in_query(from(posts::table).select(posts::author_id)));
        "the rows of a query as one value", "[`nested`](crate::query::nested)" [+ + + +] value => nested(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).order_by(posts::id).select((posts::id, posts::title)));
        "the first of such rows", "[`nested`](crate::query::nested) of a query with `limit`" [+ + + .] value => nested(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).order_by(posts::id).limit(1).select((posts::id, posts::title)));
        "`> ANY (SELECT ..)`, `> ALL (SELECT ..)`", "[`Quantified`](crate::expr::Quantified)" [- + + +] rows => from(users::table).filter(users::id.gt_all(from(posts::table).select(posts::author_id)));
        "a scalar subquery", "[`scalar`](crate::expr::scalar())" [+ + + +] value => scalar(from(posts::table).select(max(posts::views)));
        "a correlated subquery", "[`correlate`](crate::query::Select::correlate)" [+ + + +] value => scalar(from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select(count()));
    }
    "Writing" {
        "`INSERT .. VALUES`", "[`insert`](crate::query::insert), [`new!`](crate::new)" [+ + + +] write => insert(tags::table).values(new!(Tag { label: "one" }));
        "`INSERT` of several rows", "`values` of a `Vec`, an array, a slice" [+ + + +] write => insert(tags::table).values(vec![new!(Tag { label: "two" }), new!(Tag { label: "three" })]);
        "`INSERT .. DEFAULT VALUES`", "[`default_values`](crate::query::Insert::default_values)" [+ + + +] write => insert(defaults::table).default_values();
        "`DEFAULT` as a value, in some rows or an UPDATE", "[`or_default`](crate::expr::or_default())" [+ + + +] write => insert(defaults::table).values([Some(2), None].map(|n| new!(Default { n: or_default(n) })));
        "`INSERT .. SELECT`", "[`columns`](crate::query::Insert::columns), `query`" [+ + + +] write => insert(tags::table).columns((tags::label,)).query(from(users::table).select(users::email));
        "`ON CONFLICT .. DO NOTHING`, `DO UPDATE`", "[`on_conflict`](crate::query::InsertInto::on_conflict), [`proposed`](crate::query::proposed())" [+ + - -] write => insert(tags::table).values(Tag { id: 1, label: "rust".into() }).on_conflict(tags::id).do_update(tags::label.set(proposed(tags::label)));
        "`ON CONFLICT .. WHERE .. DO`", "[`filter`](crate::query::OnConflict::filter) behind `on_conflict`" [+ + - -] write => insert(partials::table).values(new!(Partial { n: 1 })).on_conflict((partials::n,)).filter(partials::gone.is_null()).do_nothing();
        "`ON DUPLICATE KEY UPDATE`", "[`on_duplicate_key_update`](crate::query::InsertInto::on_duplicate_key_update), [`proposed`](crate::query::proposed())" [- - + +] write => insert(tags::table).values(Tag { id: 1, label: "rust".into() }).on_duplicate_key_update(tags::label.set(proposed(tags::label)));
        "`UPDATE`", "[`update`](crate::query::update)" [+ + + +] write => update(users::table).set(users::bio.set(users::name)).filter(users::id.eq(1));
        "`UPDATE .. FROM`, `UPDATE .. JOIN`", "[`from`](crate::query::Update::from) of an update" [+ + + +] write => update(posts::table).from(users::table).set(posts::title.set(users::name)).filter(posts::author_id.eq(users::id));
        "`DELETE`", "[`delete`](crate::query::delete)" [+ + + +] write => delete(post_tags::table).filter(post_tags::post_id.eq(1));
        "`DELETE .. USING`", "[`using`](crate::query::Delete::using)" [+ + + +] write => delete(post_tags::table).using(tags::table).filter(tags::id.eq(post_tags::tag_id));
        "`UPDATE`, `DELETE` `.. ORDER BY .. LIMIT`", "`order_by`, `limit` of an update or a delete" [- - + +] write => delete(post_tags::table).all_rows().order_by(post_tags::post_id).limit(1);
        "`INSERT .. RETURNING`", "`returning`, `returning_rows` of an [insert](crate::query::InsertInto)" [+ + + -] rows => insert(tags::table).values(new!(Tag { label: "four" })).returning(tags::id);
        "`UPDATE .. RETURNING`", "`returning`, `returning_rows`" [+ + - -] rows => update(users::table).set(users::age.set(1)).filter(users::id.eq(1)).returning(users::name);
        "`RETURNING old.a`", "[`old`](crate::query::old())" [- 18 - -] rows => update(users::table).set(users::age.set(1)).filter(users::id.eq(1)).returning((old(users::age), users::age));
        "`DELETE .. RETURNING`", "`returning`, `returning_rows`" [+ + + -] rows => delete(post_tags::table).filter(post_tags::post_id.eq(2)).returning(post_tags::tag_id);
        "`MERGE`", "[`merge`](crate::query::merge)" [- + - -] write => merge(tags::table).using(users::table, users::id.eq(tags::id)).update_matched(tags::label.set(users::email));
        "`MERGE .. RETURNING`", "`returning`, `returning_rows` of a [merge](crate::query::merge)" [- 17 - -] rows => merge(tags::table).using(users::table, users::id.eq(tags::id)).update_matched(tags::label.set(users::email)).returning(tags::label);
        "`WITH` before a statement that writes", "`statement` of [`with`](crate::query::with())" [+ + - -] write => with(number::table, from(posts::table).select(posts::id)).statement(|number| delete(post_tags::table).filter(post_tags::post_id.in_query(from(number).select(number::n))));
        "`WITH` of a statement that writes", "[`with_writing`](crate::query::with_writing)" [- + - -] rows => with_writing(number::table, delete(post_tags::table).all_rows().returning(post_tags::tag_id)).query(from);
    }
    "Comparing" {
        "`=`, `<>`, `<`, `<=`, `>`, `>=`", "[`Compare`](crate::expr::Compare)" [+ + + +] value => users::id.eq(1).and(users::age.lt(5));
        "`BETWEEN`", "[`between`](crate::expr::Compare::between), [`not_between`](crate::expr::Compare::not_between)" [+ + + +] value => users::age.between(1, 5);
        "`BETWEEN SYMMETRIC`", "[`between_symmetric`](crate::expr::Compare::between_symmetric)" [+ + + +] value => users::age.between_symmetric(5, 1);
        "`IS [NOT] DISTINCT FROM`", "[`is_distinct_from`](crate::expr::Compare::is_distinct_from), [`is_not_distinct_from`](crate::expr::Compare::is_not_distinct_from)" [+ + + +] value => users::age.is_distinct_from(None);
        "`IS NULL`", "[`is_null`](crate::expr::NullTests::is_null), [`is_not_null`](crate::expr::NullTests::is_not_null)" [+ + + +] value => users::age.is_null();
        "`IN (list)`", "[`in_list`](crate::expr::Membership::in_list), [`not_in_list`](crate::expr::Membership::not_in_list)" [+ + + +] value => users::id.in_list([1, 2]);
        "`(a, b) = (c, d)`, `<`, `IN`", "[`CompareRows`](crate::expr::CompareRows)" [+ + + +] value => (users::id, users::name).lt((2, "B"));
        "`AND`, `OR`, `NOT`", "[`Logic`](crate::expr::Logic)" [+ + + +] value => users::age.gt(1).or(users::id.gt(1).not());
        "`LIKE`", "[`like`](crate::expr::TextMatch::like), [`contains`](crate::expr::TextMatch::contains), [`starts_with`](crate::expr::TextMatch::starts_with), [`ends_with`](crate::expr::TextMatch::ends_with)" [+ + + +] value => users::name.like("A%");
        "`ILIKE`", "[`ilike`](crate::expr::TextMatch::ilike)" [- + - -] value => users::name.ilike("a%");
        "`REGEXP`, `~`", "[`regexp`](crate::expr::TextMatch::regexp)" [- + + +] value => users::name.regexp("^A");
        "`COLLATE`", "[`collate`](crate::expr::TextMatch::collate), [`collation!`](crate::collation)" [+ + + +] value => users::name.collate(Bytewise).eq("ann");
        "`COLLATE` by a collation that a backend has no name for", "[`collation!`](crate::collation)" [+ - + +] value => users::name.collate(NoCase).eq("ann");
    }
    "Choosing and converting" {
        "`CASE`", "[`case`](crate::expr::case)" [+ + + +] value => case(users::id.gt(1), "a").otherwise(users::name);
        "`COALESCE`, `NULLIF`", "[`coalesce`](crate::expr::coalesce), [`nullif`](crate::expr::nullif)" [+ + + +] value => coalesce(nullif(users::age, 1), 2);
        "`GREATEST`, `LEAST`", "[`greatest`](crate::expr::greatest), [`least`](crate::expr::least)" [+ + + +] value => greatest(users::age, 5);
        "`CAST`", "[`cast`](crate::expr::Casts::cast), [`to_integer`](crate::expr::to_integer)" [+ + + +] value => to_integer(users::id.cast::<f64>());
    }
    "Numbers" {
        "`+`, `-`, `*`, `/`", "[`Arithmetic`](crate::expr::Arithmetic)" [+ + + +] value => users::id.add(1).mul(2).div(3);
        "`%` of integers", "[`rem`](crate::expr::Arithmetic::rem)" [+ + + +] value => users::id.rem(2);
        "`%` of floats", "[`rem`](crate::expr::Arithmetic::rem)" [- - + +] value => users::id.cast::<f64>().rem(2.0);
        "`&`, <code>\\|</code>", "[`bit_and`](crate::expr::bit_and), [`bit_or`](crate::expr::bit_or)" [+ + + +] value => bit_or(bit_and(users::id, 3), 4);
        "`ABS`, `SIGN`", "[`abs`](crate::expr::abs), [`sign`](crate::expr::sign)" [+ + + +] value => abs(users::id).add(sign(users::id).cast::<i64>());
        "`ROUND`, `FLOOR`, `CEIL`, `TRUNC`", "[`round`](crate::expr::round), [`round_to`](crate::expr::round_to), [`floor`](crate::expr::floor), [`ceil`](crate::expr::ceil), [`trunc`](crate::expr::trunc)" [+ + + +] value => round_to(floor(users::id.cast::<f64>()), 1);
        "`SQRT`, `EXP`, `LN`, `LOG`, `POWER`, `SIN`, ..", "[`sqrt`](crate::expr::sqrt), [`ln`](crate::expr::ln), [`power`](crate::expr::power), [`sin`](crate::expr::sin), .." [+ + + +] value => power(sin(users::id), 2.0).add(sqrt(users::id)).add(ln(users::id));
        "`LOG` to a base", "[`log`](crate::expr::log)" [+ + + +] value => log(users::id, 2.0);
        "`RANDOM()`", "[`random`](crate::expr::random)" [+ + + +] value => random();
    }
    "Text" {
        "<code>\\|\\|</code>, `CONCAT`", "[`concat`](crate::expr::concat()), [`concat`](crate::expr::TextMatch::concat) as a method" [+ + + +] value => users::name.concat("!");
        "`CONCAT_WS`", "[`concat_ws`](crate::expr::concat_ws)" [+ + + +] value => concat_ws(", ", (users::name, users::bio));
        "`LOWER`, `UPPER`", "[`lower`](crate::expr::lower), [`upper`](crate::expr::upper)" [+ + + +] value => lower(upper(users::name));
        "`TRIM`, `LTRIM`, `RTRIM`", "[`trim`](crate::expr::trim), [`ltrim`](crate::expr::ltrim), [`rtrim`](crate::expr::rtrim)" [+ + + +] value => trim(users::name);
        "`TRIM` of characters", "[`trim_chars`](crate::expr::trim_chars)" [+ + - -] value => trim_chars(users::name, "n");
        "`LENGTH`, `OCTET_LENGTH`", "[`length`](crate::expr::length), [`octet_length`](crate::expr::octet_length)" [+ + + +] value => length(users::name).add(octet_length(users::name));
        "`SUBSTRING`, `LEFT`, `RIGHT`", "[`substring`](crate::expr::substring), [`substring_from`](crate::expr::substring_from), [`left`](crate::expr::left), [`right`](crate::expr::right)" [+ + + +] value => substring(substring_from(left(right(users::name, 9), 8), 1), 1, 2);
        "`POSITION`", "[`position`](crate::expr::position)" [+ + + +] value => position(users::name, "n");
        "`REPLACE`, `REVERSE`, `REPEAT`", "[`replace`](crate::expr::replace), [`reverse`](crate::expr::reverse), [`repeat`](crate::expr::repeat)" [+ + + +] value => repeat(reverse(replace(users::name, "n", "m")), 2);
        "`LPAD`, `RPAD`", "[`lpad`](crate::expr::lpad), [`rpad`](crate::expr::rpad)" [+ + + +] value => lpad(rpad(users::name, 9, "."), 12, "-");
        "`CHR`, `ASCII`", "[`character`](crate::expr::character), [`code_point`](crate::expr::code_point)" [+ + + +] value => character(code_point(users::name));
        "`MD5`", "[`md5`](crate::expr::md5)" [- + + -] value => md5(users::name);
        "`TRANSLATE`", "[`translate`](crate::expr::translate)" [- + - -] value => translate(users::name, "ab", "x");
        "`INITCAP`, `SPLIT_PART`", "[`initcap`](crate::expr::initcap), [`split_part`](crate::expr::split_part)" [- + - -] value => split_part(initcap(users::name), "n", 1);
        "`@@`, full text", "[`full_text`](crate::expr::full_text)" [- + - -] value => full_text(English, users::name).has(all_words("ann"));
        "`MATCH`, `bm25`, `snippet` of FTS5", "[`fts5`](crate::expr::fts5())" [+ - - -] rows => from(texts::table).filter(fts5(texts::table).has("a")).order_by(fts5(texts::table).rank()).select(fts5(texts::table).snippet(texts::body, "<", ">", "..", 3));
        "`REGEXP_REPLACE`, `REGEXP_SUBSTR`", "[`regexp_replace`](crate::expr::regexp_replace), [`regexp_substr`](crate::expr::regexp_substr)" [- + + +] value => regexp_substr(regexp_replace(users::name, "n", "m"), "m+");
    }
    "Dates and times" {
        "`EXTRACT`", "[`extract`](crate::expr::extract)" [+ + + +] value => extract(unit::Year, value(NaiveDate::default()));
        "`DATE_TRUNC`", "[`date_trunc`](crate::expr::date_trunc)" [+ + + +] value => date_trunc(unit::Month, value(NaiveDate::default()));
        "`+ INTERVAL`, `- INTERVAL`", "[`date_add`](crate::expr::date_add), [`date_sub`](crate::expr::date_sub), [`days`](crate::expr::days), [`months`](crate::expr::months), .." [+ + + +] value => date_add(date_sub(value(NaiveDate::default()), days(3)), months(1));
        "differences", "[`days_between`](crate::expr::days_between), [`micros_between`](crate::expr::micros_between)" [+ + + +] value => days_between(value(NaiveDate::default()), date_add(value(NaiveDate::default()), years(1)));
        "`AGE`, `timestamp - timestamp`", "[`age`](crate::expr::age()), [`interval_between`](crate::expr::interval_between)" [- + - -] value => (age(value(NaiveDate::default()), NaiveDate::MAX), interval_between(value(NaiveDateTime::default()), NaiveDateTime::default()));
        "`INTERVAL` as a value, `MAKE_INTERVAL`, `timestamp + interval`", "[`Interval`](crate::value::Interval) as a column, [`Intervals`](crate::expr::Intervals), [`days`](crate::expr::days), [`months`](crate::expr::months), .." [- + - -] value => date_add(value(NaiveDateTime::default()), value(days(1)).plus(Interval::hours(3)).times(2.0));
        "`JUSTIFY_INTERVAL`, `SUM` of intervals, ..", "[`justify_hours`](crate::expr::justify_hours), [`justify_days`](crate::expr::justify_days), [`justify_interval`](crate::expr::justify_interval), [`total_micros`](crate::expr::total_micros), [`interval_sum`](crate::expr::interval_sum), [`interval_avg`](crate::expr::interval_avg)" [- + - -] group => (posts::author_id, interval_sum(justify_interval(value(hours(30)))));
        "`NOW()`, `CURRENT_DATE`", "[`now`](crate::expr::now), [`current_date`](crate::expr::current_date)" [+ + + +] value => now().of::<NaiveDateTime>();
    }
    "JSON" {
        "what stands at a path", "[`json_text`](crate::expr::json_text), [`json_integer`](crate::expr::json_integer), [`json_float`](crate::expr::json_float), [`json_bool`](crate::expr::json_bool)" [+ + + +] value => json_text(value(serde_json::json!({"a": "x"})), "$.a");
        "whether something stands there", "[`json_exists`](crate::expr::json_exists), [`json_array_length`](crate::expr::json_array_length)" [+ + + +] value => json_exists(value(serde_json::json!({"a": "x"})), "$.a");
        "a part of a document, its kind", "[`json_get`](crate::expr::json_get), [`json_type`](crate::expr::json_type)" [+ + + +] value => json_type(json_get(value(serde_json::json!({"a": "x"})), "$.a"), "$");
        "`JSON_OBJECT`, `JSON_ARRAY`", "[`json_object`](crate::expr::json_object), [`json_array`](crate::expr::json_array)" [+ + + +] value => json_object((("id", users::id), ("names", json_array((users::name, users::email)))));
        "`JSON_SET`, `JSON_REMOVE`", "[`json_set`](crate::expr::json_set()), [`json_remove`](crate::expr::json_remove())" [+ + + +] value => json_remove(json_set(value(serde_json::json!({"a": "x"})), "$.b", serde_json::json!(1)), "$.a");
        "`JSON_INSERT`", "[`json_insert`](crate::expr::json_insert)" [+ + + +] value => json_insert(value(serde_json::json!({"a": "x"})), "$.b", serde_json::json!(1));
        "`JSON_CONTAINS`", "[`json_contains`](crate::expr::json_contains)" [- + + +] value => json_contains(value(serde_json::json!({"a": "x"})), serde_json::json!({}));
        "`JSON_AGG`", "[`json_agg`](crate::expr::json_agg)" [+ + + +] group => json_agg(posts::title).order_by(posts::id);
        "`JSON_AGG(DISTINCT ..)`", "[`json_agg_distinct`](crate::expr::json_agg_distinct)" [+ + + +] group => json_agg_distinct(posts::title);
    }
    "Aggregates" {
        "`COUNT`", "[`count`](crate::expr::count()), [`count_of`](crate::expr::count_of), [`count_distinct`](crate::expr::count_distinct)" [+ + + +] group => (count(), count_of(posts::rating), count_distinct(posts::title));
        "`SUM`, `AVG`, `MIN`, `MAX`", "[`sum`](crate::expr::sum), [`avg`](crate::expr::avg), [`min`](crate::expr::min), [`max`](crate::expr::max), [`sum_distinct`](crate::expr::sum_distinct)" [+ + + +] group => (sum(posts::views), avg(posts::views), min(posts::title), max(posts::rating));
        "`BOOL_AND`, `BOOL_OR`", "[`bool_and`](crate::expr::bool_and), [`bool_or`](crate::expr::bool_or)" [+ + + +] group => (bool_and(posts::published), bool_or(posts::published));
        "`STDDEV`, `VARIANCE`", "[`stddev_samp`](crate::expr::stddev_samp), [`stddev_pop`](crate::expr::stddev_pop), [`var_samp`](crate::expr::var_samp), [`var_pop`](crate::expr::var_pop)" [+ + + +] group => (stddev_samp(posts::views), var_pop(posts::views));
        "`STRING_AGG`, `GROUP_CONCAT`", "[`string_agg`](crate::expr::string_agg)" [+ + + +] group => string_agg(posts::title, ", ").order_by(posts::id);
        "`STRING_AGG(DISTINCT ..)`", "[`string_agg_distinct`](crate::expr::string_agg_distinct)" [- + + +] group => string_agg_distinct(posts::title, ", ");
        "`FILTER (WHERE ..)`", "`filter` of an aggregate" [+ + + +] group => count().filter(posts::views.gt(1));
        "`PERCENTILE_CONT`, `PERCENTILE_DISC`, `MODE`", "[`percentile_cont`](crate::expr::percentile_cont), [`percentile_disc`](crate::expr::percentile_disc), [`mode`](crate::expr::mode)" [- + - -] group => (percentile_cont(0.5, posts::views), percentile_disc(0.5, posts::views), mode(posts::title));
    }
    "Window functions" {
        "`OVER (PARTITION BY .. ORDER BY ..)`", "[`over`](crate::expr::WindowFunction::over), [`window`](crate::expr::window()), [`partition_by`](crate::expr::partition_by)" [+ + + +] value => sum(users::id).over(partition_by(users::manager_id).order_by(users::id));
        "`WINDOW w AS (..)`", "a [`window`](crate::expr::window()) in a `let`, used more than once: its text stands where it is used" [+ + + +] value => {
            let w = partition_by(users::manager_id).order_by(users::id);
            (sum(users::id).over(w), row_number().over(w))
        };
        "`ROW_NUMBER`, `RANK`, `DENSE_RANK`", "[`row_number`](crate::expr::row_number), [`rank`](crate::expr::rank), [`dense_rank`](crate::expr::dense_rank)" [+ + + +] value => (row_number().over(window()), rank().over(window().order_by(users::id)), dense_rank().over(window().order_by(users::id)));
        "`PERCENT_RANK`, `CUME_DIST`, `NTILE`", "[`percent_rank`](crate::expr::percent_rank), [`cume_dist`](crate::expr::cume_dist), [`ntile`](crate::expr::ntile)" [+ + + +] value => (percent_rank().over(window().order_by(users::id)), cume_dist().over(window().order_by(users::id)), ntile(2).over(window().order_by(users::id)));
        "`LAG`, `LEAD`", "[`lag`](crate::expr::lag), [`lead`](crate::expr::lead)" [+ + + +] value => (lag(users::name, 1).over(window().order_by(users::id)), lead(users::name, 1).over(window().order_by(users::id)));
        "`LAG`, `LEAD` with a default", "[`lag_or`](crate::expr::lag_or), [`lead_or`](crate::expr::lead_or)" [+ + - .] value => (lag_or(users::name, 1, "x").over(window().order_by(users::id)), lead_or(users::name, 1, "x").over(window().order_by(users::id)));
        "`FIRST_VALUE`, `LAST_VALUE`, `NTH_VALUE`", "[`first_value`](crate::expr::first_value), [`last_value`](crate::expr::last_value), [`nth_value`](crate::expr::nth_value)" [+ + + +] value => (first_value(users::name).over(window().order_by(users::id)), nth_value(users::name, 2).over(window().order_by(users::id)));
        "frames in `ROWS`", "[`rows`](crate::expr::Window::rows)" [+ + + +] value => sum(users::id).over(window().order_by(users::id).rows(preceding(1), following(1)));
        "`STRING_AGG` over a window", "[`string_agg`](crate::expr::string_agg)" [+ + - -] value => string_agg(users::name, ",").over(window().order_by(users::id));
        "frames in `RANGE`", "[`range`](crate::expr::Window::range)" [+ + + +] value => sum(users::id).over(window().order_by(users::id).range(preceding(1), current_row()));
        "frames in `GROUPS`", "[`groups`](crate::expr::Window::groups)" [+ + - -] value => sum(users::id).over(window().order_by(users::id).groups(preceding(1), current_row()));
        "`EXCLUDE`", "[`exclude_current_row`](crate::expr::Window::exclude_current_row), [`exclude_group`](crate::expr::Window::exclude_group), [`exclude_ties`](crate::expr::Window::exclude_ties)" [+ + - -] value => sum(users::id).over(window().order_by(users::id).rows(preceding(1), following(1)).exclude_current_row());
    }
    "Arrays and ranges" {
        "an array, `= ANY(array)`", "`Vec<..>` as a column, [`has`](crate::expr::Collections::has)" [- + - -] value => value(vec![1i64, 2]).has(users::id);
        "`@>`, `<@`, `&&`", "[`contains_all`](crate::expr::Collections::contains_all), [`contained_in`](crate::expr::Collections::contained_in), [`overlaps`](crate::expr::Collections::overlaps)" [- + - -] value => value(vec![1i64, 2]).contains_all([1]).and(value(vec![1i64]).overlaps([1, 2]));
        "`ARRAY_APPEND`, `CARDINALITY`, `[n]`, ..", "[`array_append`](crate::expr::array_append), [`array_concat`](crate::expr::array_concat), [`array_remove`](crate::expr::array_remove), [`array_position`](crate::expr::array_position), [`array_length`](crate::expr::array_length), [`array_at`](crate::expr::array_at), [`array_slice`](crate::expr::array_slice), .." [- + - -] value => (array_length(array_append(value(vec![1i64]), 2)), array_at(value(vec![1i64]), 1));
        "`ARRAY_AGG`", "[`array_agg`](crate::expr::array_agg), [`array_agg_distinct`](crate::expr::array_agg_distinct)" [- + - -] group => array_agg(posts::title).order_by(posts::id);
        "`ARRAY(SELECT ..)`", "[`array_of`](crate::query::array_of)" [- + - -] value => array_of(from(tags::table).select(tags::id));
        "`UNNEST`", "[`elements`](crate::query::elements())" [- + - -] rows => from(derived(number::table, elements(vec![1i64, 2])));
        "a range, `@>`, `&&`, `<<`, `-|-`", "[`Range`](crate::value::Range) as a column, [`Collections`](crate::expr::Collections), [`Ranges`](crate::expr::Ranges)" [- + - -] value => range_between(users::id, 9).has(3).or(range_between(users::id, 9).is_before(12..));
        "`LOWER`, `UPPER`, `+`, `*`, `-` of ranges", "[`lower_end`](crate::expr::lower_end), [`upper_end`](crate::expr::upper_end), [`Ranges`](crate::expr::Ranges)" [- + - -] value => (lower_end(range_between(users::id, 9)), upper_end(range_between(users::id, 9).common_with(3..)));
    }
    "Functions of the program" {
        "a function", "[`sql_function!`](crate::sql_function)" [+ + + +] value => capital(users::name);
        "an aggregate", "[`sql_function!`](crate::sql_function) with `aggregate fn`" [+ + + +] group => (largest(posts::views), count());
        "an aggregate over a window", "`over` of such a one" [+ + + +] value => largest(users::id).over(partition_by(users::manager_id));
        "a function that gives rows", "[`sql_function!`](crate::sql_function) with `table fn`" [+ + - -] rows => from(json_each(r#"{"a": "x"}"#)).filter(member::key.eq("a"));
    }
}
