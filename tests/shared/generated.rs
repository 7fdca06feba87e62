//! Which constructs the random queries make, and why they do not make the others.
//!
//! A line is `"SQL" = "call"`, where the call stands in the source of `tests/random_queries`, which fails by itself if a
//! shape or a rule of it is never drawn; or `"SQL" - "call": "reason"`, where it does not, and why. `tests/sql_by_construct`
//! compares both with the source and with its own list of all constructs, so that a new one has to be generated or excused,
//! and one that comes to be generated loses its excuse.
#![allow(dead_code, reason = "not every binary of the tests looks at all of it")]

/// A construct of SQL, a call that says it, and why no random query does, if none does.
pub struct Entry {
    pub sql: &'static str,
    pub call: &'static str,
    pub excuse: Option<&'static str>,
}

macro_rules! entries {
    ($($sql:literal $how:tt $call:literal $(: $excuse:expr)?;)*) => {
        pub const ENTRIES: &[Entry] = &[$(Entry { sql: $sql, call: $call, excuse: entries!(@$how $($excuse)?) }),*];
    };
    (@=) => { None };
    (@- $excuse:expr) => { Some($excuse) };
}

/// On one backend only, and no other way to say it.
const ALONE: &str = "one backend has it, and nothing else says the same: the tests of its own compare it with rows that are written down";

entries! {
    "`FROM a`" = "from(users::table)";
    "`FROM a AS b`" = "managers::table";
    "`JOIN`" = ".join(";
    "`LEFT JOIN`" = ".left_join(";
    "`RIGHT JOIN`" = ".right_join(";
    "`FULL JOIN`" = ".full_join(";
    "`CROSS JOIN`" = ".cross_join(";
    "`JOIN LATERAL`" = ".left_join_lateral(";
    "a derived table: `FROM (SELECT ..) AS a`" = "derived(";
    "`VALUES` as a table" = "query::rows(";
    "a view" = "busy::table";
    "`SELECT a, b`" = ".select((";
    "`SELECT DISTINCT`" = ".distinct()";
    "`DISTINCT ON`" = ".distinct_on(";
    "`WHERE`" = ".filter_some(";
    "`GROUP BY`" = ".group_by(posts::author_id)";
    "`GROUP BY` a key, and select its table's columns" = ".group_by(users::table)";
    "`HAVING`" = ".having(";
    "`GROUP BY ROLLUP`, `GROUPING(a)`" = "rollup((";
    "`GROUP BY CUBE`" = "cube((";
    "`GROUP BY GROUPING SETS`" = "grouping_sets(";
    "`ORDER BY`" = "Ordering::new()";
    "`ORDER BY` of what is chosen at run time" = "choose(";
    "`NULLS FIRST`, `NULLS LAST`" = ".nulls_first()";
    "`LIMIT`, `OFFSET`" = ".limit(n).offset(m)";
    "pages by their last row" = ".page(";
    "`FOR UPDATE`, `FOR SHARE`" = ".for_update()";
    "`SKIP LOCKED`, `NOWAIT`" - ".skip_locked(": "it needs two transactions: tests/queries/locking.rs";
    "`FOR UPDATE OF a`" = ".for_update_of(";
    "raw SQL" - "raw::<": "its text is the user's";
    "`UNION`, `UNION ALL`" = ".union_all(";
    "`INTERSECT`, `EXCEPT`" = ".intersect(";
    "`INTERSECT ALL`, `EXCEPT ALL`" = ".intersect_all(";
    "set operations sorted and cut" = "a().union_all(b()).except(c()).order_by(terms())";
    "`WITH`" = "with(pair::table";
    "`WITH RECURSIVE`, `UNION ALL`" = "with_recursive(";
    "`WITH RECURSIVE`, `UNION`" = "with_recursive_distinct(";
    "`EXISTS`, `NOT EXISTS`" = "not_exists(";
    "`IN (SELECT ..)`" = ".in_query(";
    "the rows of a query as one value" = "nested(posts_of)";
    "`> ANY (SELECT ..)`, `> ALL (SELECT ..)`" = "ge_all(";
    "a scalar subquery" = "scalar(";
    "a correlated subquery" = ".correlate(";
    "`INSERT .. VALUES`" = ".values(new!(";
    "`INSERT` of several rows" = ".values(drafts)";
    "`INSERT .. DEFAULT VALUES`" = ".default_values(";
    "`INSERT .. SELECT`" = ".columns(columns).query(";
    "`ON CONFLICT .. DO NOTHING`, `DO UPDATE`" = "upsert!(";
    "`ON DUPLICATE KEY UPDATE`" = "upsert!(";
    "`UPDATE`" = "update(posts::table).set(";
    "`UPDATE .. FROM`, `UPDATE .. JOIN`" = ".from(users::table)";
    "`DELETE`" = "delete(posts::table).filter(";
    "`DELETE .. USING`" = ".using(posts::table)";
    "`UPDATE`, `DELETE` `.. ORDER BY .. LIMIT`" = "order_by(order).limit(few)";
    "`INSERT .. RETURNING`" = ".values(draft).returning(";
    "`UPDATE .. RETURNING`" = ".filter(tree(filter)).returning(list)";
    "`DELETE .. RETURNING`" = "statement.returning(";
    "`MERGE`" = "merge(users::table)";
    "`WITH` before a statement that writes" = ".statement(";
    "`WITH` of a statement that writes" = "with_writing(";
    "`=`, `<>`, `<`, `<=`, `>`, `>=`" = ".eq(";
    "`BETWEEN`" = ".not_between(";
    "`IS [NOT] DISTINCT FROM`" = ".is_not_distinct_from(";
    "`IS NULL`" = ".is_not_null()";
    "`IN (list)`" = ".not_in_list(";
    "`(a, b) = (c, d)`, `<`, `IN`" = "(a, b).gt((";
    "`AND`, `OR`, `NOT`" = ".not()";
    "`LIKE`" = ".not_like(";
    "`ILIKE`" = ".ilike(";
    "`REGEXP`, `~`" = ".regexp(";
    "`COLLATE`" = ".collate(Bytewise)";
    "`CASE`" = ".otherwise(";
    "`COALESCE`, `NULLIF`" = "nullif(";
    "`GREATEST`, `LEAST`" = "greatest(";
    "`CAST`" = ".cast::<";
    "`+`, `-`, `*`, `/`" = "a.div(";
    "`%` of integers" = "a.rem(";
    "`%` of floats" = ".rem(2.0)";
    "`&`, <code>\\|</code>" = "bit_or(";
    "`ABS`, `SIGN`" = "sign(";
    "`ROUND`, `FLOOR`, `CEIL`, `TRUNC`" = "round_to(";
    "`SQRT`, `EXP`, `LN`, `LOG`, `POWER`, `SIN`, .." = "power(";
    "`RANDOM()`" - "random()": "no two calls give the same";
    "<code>\\|\\|</code>, `CONCAT`" = ".concat(";
    "`LOWER`, `UPPER`" = "upper(";
    "`TRIM`, `LTRIM`, `RTRIM`" = "ltrim(";
    "`TRIM` of characters" = "trim_chars(";
    "`LENGTH`, `OCTET_LENGTH`" = "octet_length(";
    "`SUBSTRING`, `LEFT`, `RIGHT`" = "substring_from(";
    "`POSITION`" = "position(";
    "`REPLACE`, `REVERSE`, `REPEAT`" = "reverse(";
    "`LPAD`, `RPAD`" = "rpad(";
    "`INITCAP`, `SPLIT_PART`" = "split_part(";
    "`@@`, full text" - "full_text(": ALONE;
    "`REGEXP_REPLACE`, `REGEXP_SUBSTR`" = "regexp_replace(";
    "`EXTRACT`" = "extract(";
    "`DATE_TRUNC`" = "date_trunc(";
    "`+ INTERVAL`, `- INTERVAL`" = "date_sub(";
    "differences" = "micros_between(";
    "`AGE`, `timestamp - timestamp`" - "expr::age": ALONE;
    "`DEFAULT` as a value, in some rows or an UPDATE" - "prelude::or_default": "the rows are written down in tests/writes/defaults.rs, on every backend";
    "`INTERVAL` as a value, `MAKE_INTERVAL`, `timestamp + interval`" - "Interval::": ALONE;
    "`JUSTIFY_INTERVAL`, `SUM` of intervals, .." - "justify_interval(": ALONE;
    "`NOW()`, `CURRENT_DATE`" - "now()": "no two calls give the same";
    "what stands at a path" = "json_integer(";
    "whether something stands there" = "json_array_length(";
    "a part of a document, its kind" = "json_get(";
    "`JSON_OBJECT`, `JSON_ARRAY`" = "json_object(";
    "`JSON_CONTAINS`" = "json_contains(";
    "`JSON_AGG`" = "json_agg(";
    "`COUNT`" = "count_distinct(";
    "`SUM`, `AVG`, `MIN`, `MAX`" = "sum_distinct(";
    "`BOOL_AND`, `BOOL_OR`" = "bool_and(";
    "`STDDEV`, `VARIANCE`" = "var_samp(";
    "`STRING_AGG`, `GROUP_CONCAT`" = "string_agg(";
    "`FILTER (WHERE ..)`" = "count().filter(";
    "`PERCENTILE_CONT`, `PERCENTILE_DISC`, `MODE`" = "percentile_cont(";
    "`OVER (PARTITION BY .. ORDER BY ..)`" = "partition_by(";
    "`ROW_NUMBER`, `RANK`, `DENSE_RANK`" = "dense_rank()";
    "`PERCENT_RANK`, `CUME_DIST`, `NTILE`" = "ntile(";
    "`LAG`, `LEAD`" = "lead(";
    "`LAG`, `LEAD` with a default" = "lag_or(";
    "`FIRST_VALUE`, `LAST_VALUE`, `NTH_VALUE`" = "nth_value(";
    "frames in `ROWS`" = ".rows(";
    "`STRING_AGG` over a window" = "\"|\").over(";
    "frames in `RANGE`" = ".range(";
    "frames in `GROUPS`" = ".groups(";
    "`EXCLUDE`" = ".exclude_ties()";
    "`ON CONFLICT .. WHERE .. DO`" - "on_conflict((posts::title,)).filter(": "it needs a partial index, which MariaDB has not: tests/writes/writing.rs";
    "`BETWEEN SYMMETRIC`" = ".between_symmetric(";
    "`COLLATE` by a collation that a backend has no name for" - "NoCase": "which texts are the same to it is up to the backend, as its documentation says";
    "`LOG` to a base" = " log(a, b)";
    "`CHR`, `ASCII`" = "code_point(";
    "`MD5`" = "md5(";
    "`TRANSLATE`" = "translate(";
    "`MATCH`, `bm25`, `snippet` of FTS5" - "fts5(": ALONE;
    "`JSON_SET`, `JSON_REMOVE`" = "json_set(";
    "`STRING_AGG(DISTINCT ..)`" = "string_agg_distinct(";
    "an array, `= ANY(array)`" = ".has(";
    "`@>`, `<@`, `&&`" = ".contains_all(";
    "`ARRAY_APPEND`, `CARDINALITY`, `[n]`, .." = "array_append(";
    "`ARRAY_AGG`" = "array_agg(";
    "`ARRAY(SELECT ..)`" = "array_of(";
    "`UNNEST`" = "elements(";
    "a range, `@>`, `&&`, `<<`, `-|-`" = "range_between(";
    "`LOWER`, `UPPER`, `+`, `*`, `-` of ranges" = "lower_end(";
    "the first of such rows" = "nested(first_of)";
    "`RETURNING old.a`" - "old(": "PostgreSQL has it from version 18 on: tests/writes/from.rs";
    "`MERGE .. RETURNING`" - ".returning(users::id)": "PostgreSQL has it from version 17 on: tests/writes/from.rs";
    "`CONCAT_WS`" = "concat_ws(";
    "`JSON_INSERT`" = "json_insert(";
    "`JSON_AGG(DISTINCT ..)`" = "json_agg_distinct(";
    "`WINDOW w AS (..)`" = ".over(by)";
    "a function" - "sql_function!": "what it computes is the program's";
    "an aggregate" - "aggregate fn": "what it computes is the program's";
    "an aggregate over a window" - "aggregate fn": "what it computes is the program's";
    "a function that gives rows" - "table fn": "what it computes is the program's";
}
