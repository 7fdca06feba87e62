//! Which constructs the random queries make: every line of [`list`](crate::list) stands here.
//!
//! A line is `"SQL" = "call"`, where the call stands in the source of `tests/random_queries`, which fails by itself if a
//! shape or a rule of it is never drawn; or `"SQL" - "call": "reason"`, where it does not, and why. Both are checked, so
//! that a new construct has to be generated or excused, and one that comes to be generated loses its excuse.

use crate::list;

/// The files that say what is generated.
const GENERATOR: &[&str] = &[
    include_str!("../random_queries/queries/conditions.rs"),
    include_str!("../random_queries/queries/running.rs"),
    include_str!("../random_queries/queries/reading.rs"),
    include_str!("../random_queries/queries/composed.rs"),
    include_str!("../random_queries/queries/writing.rs"),
    include_str!("../random_queries/leaves.rs"),
    include_str!("../random_queries/tables.rs"),
    include_str!("../random_queries/expressions/rules.rs"),
    include_str!("../random_queries/expressions/usage.rs"),
];

/// A construct of SQL, a call that says it, and why no random query does, if none does.
struct Entry {
    sql: &'static str,
    call: &'static str,
    excuse: Option<&'static str>,
}

macro_rules! entries {
    ($($sql:literal $how:tt $call:literal $(: $excuse:expr)?;)*) => {
        const ENTRIES: &[Entry] = &[$(Entry { sql: $sql, call: $call, excuse: entries!(@$how $($excuse)?) }),*];
    };
    (@=) => { None };
    (@- $excuse:expr) => { Some($excuse) };
}

/// On one backend only, so that there is no other to compare it with.
const ALONE: &str = "one backend has it, the tests of its own compare it with rows that are written down";
/// On some backends, each with a meaning of its own.
const OWN: &str = "its meaning is that of the backend, as its documentation says";
/// Everywhere, and to be generated.
const DUE: &str =
    "not generated yet; the tests of its own compare it, on every backend that has it, with what is written down";

entries! {
    "`FROM a`" = "from(users::table)";
    "`FROM a AS b`" = "managers::table";
    "`JOIN`" = ".join(";
    "`LEFT JOIN`" = ".left_join(";
    "`RIGHT JOIN`" = ".right_join(";
    "`FULL JOIN`" - ".full_join(": DUE;
    "`CROSS JOIN`" = ".cross_join(";
    "`JOIN LATERAL`" - "_lateral(": ALONE;
    "a derived table: `FROM (SELECT ..) AS a`" = "derived(";
    "`VALUES` as a table" = "query::rows(";
    "a view" - "#[view]": DUE;
    "`SELECT a, b`" = ".select((";
    "`SELECT DISTINCT`" = ".distinct()";
    "`DISTINCT ON`" - ".distinct_on(": ALONE;
    "`WHERE`" = ".filter_some(";
    "`GROUP BY`" = ".group_by(posts::author_id)";
    "`GROUP BY` a key, and select its table's columns" = ".group_by(users::table)";
    "`HAVING`" = ".having(";
    "`GROUP BY ROLLUP`, `GROUPING(a)`" - "rollup(": ALONE;
    "`GROUP BY CUBE`" - "cube(": ALONE;
    "`GROUP BY GROUPING SETS`" - "grouping_sets(": ALONE;
    "`ORDER BY`" = "Ordering::new()";
    "`ORDER BY` of what is chosen at run time" - "choose(": DUE;
    "`NULLS FIRST`, `NULLS LAST`" = ".nulls_first()";
    "`LIMIT`, `OFFSET`" = ".limit(n).offset(m)";
    "pages by their last row" - ".page(": DUE;
    "`FOR UPDATE`, `FOR SHARE`" - ".for_update(": "a lock gives the same rows: what it holds back is in tests/queries/locking.rs";
    "`SKIP LOCKED`, `NOWAIT`" - ".skip_locked(": "it needs two transactions: tests/queries/locking.rs";
    "`FOR UPDATE OF a`" - ".for_update_of(": "a lock gives the same rows: tests/queries/locking.rs";
    "raw SQL" - "raw::<": "its text is the user's";
    "`UNION`, `UNION ALL`" = ".union_all(";
    "`INTERSECT`, `EXCEPT`" = ".intersect(";
    "`INTERSECT ALL`, `EXCEPT ALL`" - ".intersect_all(": DUE;
    "set operations sorted and cut" = "a().union_all(b()).except(c()).order_by(terms())";
    "`WITH`" = "with(pair::table";
    "`WITH RECURSIVE`, `UNION ALL`" = "with_recursive(";
    "`WITH RECURSIVE`, `UNION`" = "with_recursive_distinct(";
    "`EXISTS`, `NOT EXISTS`" = "not_exists(";
    "`IN (SELECT ..)`" = ".in_query(";
    "the rows of a query as one value" - "nested(from": DUE;
    "`> ANY (SELECT ..)`, `> ALL (SELECT ..)`" - "_all(from": DUE;
    "a scalar subquery" = "scalar(";
    "a correlated subquery" = ".correlate(";
    "`INSERT .. VALUES`" = ".values(new!(";
    "`INSERT` of several rows" = ".values(drafts)";
    "`INSERT .. DEFAULT VALUES`" - ".default_values(": "no table of the generator has only defaults";
    "`INSERT .. SELECT`" = ".columns(columns).query(";
    "`ON CONFLICT .. DO NOTHING`, `DO UPDATE`" = "upsert!(";
    "`ON DUPLICATE KEY UPDATE`" = "upsert!(";
    "`UPDATE`" = "update(posts::table).set(";
    "`UPDATE .. FROM`, `UPDATE .. JOIN`" = ".from(users::table)";
    "`DELETE`" = "delete(posts::table).filter(";
    "`DELETE .. USING`" = ".using(posts::table)";
    "`UPDATE`, `DELETE` `.. ORDER BY .. LIMIT`" - "all_rows().order_by(": ALONE;
    "`INSERT .. RETURNING`" = ".values(draft).returning(";
    "`UPDATE .. RETURNING`" - "set).returning(": DUE;
    "`DELETE .. RETURNING`" = "statement.returning(";
    "`MERGE`" - "merge(": ALONE;
    "`WITH` before a statement that writes" - ".statement(": DUE;
    "`WITH` of a statement that writes" - "with_writing(": ALONE;
    "`=`, `<>`, `<`, `<=`, `>`, `>=`" = ".eq(";
    "`BETWEEN`" = ".not_between(";
    "`IS [NOT] DISTINCT FROM`" = ".is_not_distinct_from(";
    "`IS NULL`" = ".is_not_null()";
    "`IN (list)`" = ".not_in_list(";
    "`(a, b) = (c, d)`, `<`, `IN`" = "(a, b).gt((";
    "`AND`, `OR`, `NOT`" = ".not()";
    "`LIKE`" = ".not_like(";
    "`ILIKE`" - ".ilike(": ALONE;
    "`REGEXP`, `~`" - ".regexp(": OWN;
    "`COLLATE`" - ".collate(": OWN;
    "`CASE`" = ".otherwise(";
    "`COALESCE`, `NULLIF`" = "nullif(";
    "`GREATEST`, `LEAST`" = "greatest(";
    "`CAST`" = ".cast::<";
    "`+`, `-`, `*`, `/`" = "a.div(";
    "`%` of integers" = "a.rem(";
    "`%` of floats" - ".rem(2.0)": ALONE;
    "`&`, <code>\\|</code>" = "bit_or(";
    "`ABS`, `SIGN`" = "sign(";
    "`ROUND`, `FLOOR`, `CEIL`, `TRUNC`" = "round_to(";
    "`SQRT`, `EXP`, `LN`, `LOG`, `POWER`, `SIN`, .." = "power(";
    "`RANDOM()`" - "random()": "no two calls give the same";
    "<code>\\|\\|</code>, `CONCAT`" = ".concat(";
    "`LOWER`, `UPPER`" = "upper(";
    "`TRIM`, `LTRIM`, `RTRIM`" = "ltrim(";
    "`TRIM` of characters" - "trim_chars(": DUE;
    "`LENGTH`, `OCTET_LENGTH`" = "octet_length(";
    "`SUBSTRING`, `LEFT`, `RIGHT`" = "substring_from(";
    "`POSITION`" = "position(";
    "`REPLACE`, `REVERSE`, `REPEAT`" = "reverse(";
    "`LPAD`, `RPAD`" = "rpad(";
    "`INITCAP`, `SPLIT_PART`" - "split_part(": ALONE;
    "`@@`, full text" - "full_text(": ALONE;
    "`REGEXP_REPLACE`, `REGEXP_SUBSTR`" - "regexp_replace(": OWN;
    "`EXTRACT`" = "extract(";
    "`DATE_TRUNC`" = "date_trunc(";
    "`+ INTERVAL`, `- INTERVAL`" = "date_sub(";
    "differences" = "micros_between(";
    "`NOW()`, `CURRENT_DATE`" - "now()": "no two calls give the same";
    "what stands at a path" = "json_integer(";
    "whether something stands there" = "json_array_length(";
    "a part of a document, its kind" - "json_get(": DUE;
    "`JSON_OBJECT`, `JSON_ARRAY`" - "json_object(": DUE;
    "`JSON_CONTAINS`" - "json_contains(": DUE;
    "`JSON_AGG`" = "json_agg(";
    "`COUNT`" = "count_distinct(";
    "`SUM`, `AVG`, `MIN`, `MAX`" = "sum_distinct(";
    "`BOOL_AND`, `BOOL_OR`" = "bool_and(";
    "`STDDEV`, `VARIANCE`" = "var_samp(";
    "`STRING_AGG`, `GROUP_CONCAT`" = "string_agg(";
    "`FILTER (WHERE ..)`" = "count().filter(";
    "`PERCENTILE_CONT`, `PERCENTILE_DISC`, `MODE`" - "percentile_cont(": ALONE;
    "`OVER (PARTITION BY .. ORDER BY ..)`" = "partition_by(";
    "`ROW_NUMBER`, `RANK`, `DENSE_RANK`" = "dense_rank()";
    "`PERCENT_RANK`, `CUME_DIST`, `NTILE`" = "ntile(";
    "`LAG`, `LEAD`" = "lead(";
    "`LAG`, `LEAD` with a default" - "lag_or(": DUE;
    "`FIRST_VALUE`, `LAST_VALUE`, `NTH_VALUE`" = "nth_value(";
    "frames in `ROWS`" = ".rows(";
    "`STRING_AGG` over a window" - "\").over(": DUE;
    "frames in `RANGE`" = ".range(";
    "frames in `GROUPS`" - ".groups(": DUE;
    "`EXCLUDE`" - "exclude_": DUE;
    "`ON CONFLICT .. WHERE .. DO`" - "on_conflict((posts::title,)).filter(": ALONE;
    "`BETWEEN SYMMETRIC`" - ".between_symmetric(": DUE;
    "`COLLATE` by a collation that a backend has no name for" - "NoCase": OWN;
    "`LOG` to a base" - "expr::log": DUE;
    "`CHR`, `ASCII`" - "code_point(": DUE;
    "`MD5`" - "md5(": DUE;
    "`TRANSLATE`" - "translate(": ALONE;
    "`MATCH`, `bm25`, `snippet` of FTS5" - "fts5(": ALONE;
    "`JSON_SET`, `JSON_REMOVE`" - "json_set(": DUE;
    "`STRING_AGG(DISTINCT ..)`" - "string_agg_distinct(": DUE;
    "an array, `= ANY(array)`" - ".has(": ALONE;
    "`@>`, `<@`, `&&`" - ".contains_all(": ALONE;
    "`ARRAY_APPEND`, `CARDINALITY`, `[n]`, .." - "array_append(": ALONE;
    "`ARRAY_AGG`" - "array_agg(": ALONE;
    "`ARRAY(SELECT ..)`" - "array_of(": ALONE;
    "`UNNEST`" - "elements(": ALONE;
    "a range, `@>`, `&&`, `<<`, `-|-`" - "value::Range": ALONE;
    "`LOWER`, `UPPER`, `+`, `*`, `-` of ranges" - "lower_end(": ALONE;
}

#[test]
fn every_construct_is_generated_or_excused() {
    let mut wrong = Vec::new();
    for line in list::LINES {
        match ENTRIES.iter().filter(|entry| entry.sql == line.sql).count() {
            1 => {}
            n => wrong.push(format!("{} stands here {n} times", line.sql)),
        }
    }
    for Entry { sql, call, excuse } in ENTRIES {
        if !list::LINES.iter().any(|line| line.sql == *sql) {
            wrong.push(format!("{sql} is no construct of list.rs"));
        }
        let there = GENERATOR.iter().any(|source| source.contains(call));
        match excuse {
            None if !there => wrong.push(format!("{sql}: tests/random_queries does not say `{call}`")),
            Some(_) if there => wrong.push(format!("{sql}: tests/random_queries says `{call}`: it needs no excuse")),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let excused: Vec<_> = ENTRIES.iter().filter_map(|entry| Some((entry.sql, entry.excuse?))).collect();
    println!("random: {} constructs of {} covered; the others are:", ENTRIES.len() - excused.len(), ENTRIES.len());
    for (sql, excuse) in excused {
        println!("  {sql}: {excuse}");
    }
}
