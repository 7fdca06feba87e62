//! Reading is strict, and errors name the column.

use crate::support::*;
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, Rows},
    sql::SqlText,
    value::{Decimal, Row as _},
};
use aludel_postgres::{Connection, Postgres, Row};

fn row(c: &mut Connection, sql: &str) -> Row<'static> {
    kept(&Postgres::query_all(c, &SqlText::Rendered(sql), &()).unwrap().next().unwrap().unwrap())
}

fn refused<T>(result: Result<T>) -> Error {
    let error = failure(result);
    assert_eq!(error.kind(), ErrorKind::Decode);
    error
}

#[test]
fn another_type_is_an_error_that_names_the_column_and_not_the_value() {
    let c = &mut connect();
    let row = row(c, "SELECT 4711 AS id, 'secret' AS name, true AS ok, 1.5::float8 AS x, now() AS at");
    let error = refused(row.text(0));
    assert_eq!(error.message(), "column `id` (number 1) is of the type `int4`, a text was expected");
    assert!(!refused(row.i64(1)).message().contains("secret"));
    refused(row.bool(0));
    refused(row.i64(2));
    refused(row.i64(3));
    refused(row.f64(0));
    refused(row.bytes(1));
    refused(row.uuid(1));
    refused(row.date(4));
    refused(row.time(4));
    refused(row.timestamp(4));
    refused(row.timestamptz(0));
    refused(row.decimal(0));
    refused(row.json(0));
    let error = refused(row.i64(5));
    assert_eq!(error.message(), "a whole number was expected in column number 6, and there are only 5");
    assert_eq!((row.name(1), row.name(9), row.width()), ("name".into(), "?".into(), 5));
    assert!(!row.is_null(0) && !row.is_null(9));
}

#[test]
fn integers_are_read_from_every_integer_type() {
    let c = &mut connect();
    let row =
        row(c, "SELECT 1::int2, 2::int4, 3::int8, 4::oid, 5.00::numeric, sum(6::int8), 5.5::numeric, 1e30::numeric");
    for at in 0..6 {
        assert_eq!(row.i64(at).unwrap(), at as i64 + 1);
    }
    assert!(refused(row.i64(6)).message().contains("does not fit `i64`"));
    refused(row.i64(7));
}

#[test]
fn averages_are_read_as_floats_and_as_decimals() {
    let c = &mut connect();
    let row = row(c, "SELECT avg(x), 'NaN'::numeric, 'Infinity'::numeric, 1e300::numeric FROM (VALUES (1), (2)) t (x)");
    assert_eq!(row.f64(0).unwrap(), 1.5);
    assert_eq!(row.decimal(0).unwrap(), Decimal { mantissa: 15 * 10i128.pow(15), scale: 16 });
    assert!(row.f64(1).unwrap().is_nan());
    assert_eq!(row.f64(2).unwrap(), f64::INFINITY);
    assert_eq!(row.f64(3).unwrap(), 1e300);
    for at in 1..4 {
        refused(row.decimal(at));
        refused(row.i64(at));
    }
}

#[test]
fn infinity_is_not_a_date() {
    let c = &mut connect();
    let row = row(
        c,
        "SELECT 'infinity'::date, '-infinity'::date, 'infinity'::timestamp, '-infinity'::timestamptz, '24:00'::time, \
         '294276-12-31 23:59:59.999999'::timestamp",
    );
    refused(row.date(0));
    refused(row.date(1));
    refused(row.timestamp(2));
    refused(row.timestamptz(3));
    refused(row.time(4));
    refused(row.timestamp(5));
}

#[test]
fn text_is_read_from_what_holds_text() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (w varchar(9)); CREATE DOMAIN pg_temp.word AS text");
    let row = row(
        c,
        "SELECT 'a'::text, 'a'::varchar, 'a'::bpchar, 'a'::name, 'a', '\"a\"'::json, '\"a\"'::jsonb, '<a/>'::xml, \
         'a'::pg_temp.word, '\\x61'::bytea, '10.0.0.1'::inet, ARRAY['a']",
    );
    for (at, wanted) in ["a", "a", "a", "a", "a", "\"a\"", "\"a\"", "<a/>", "a"].iter().enumerate() {
        assert_eq!(row.text(at).unwrap(), *wanted);
    }
    for at in 9..12 {
        refused(row.text(at));
    }
}
