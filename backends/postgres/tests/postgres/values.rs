//! Every type of value survives at its extremes, or is refused.

use crate::support::*;
use aludel_core::{
    ErrorKind,
    engine::{Backend, Rows},
    sql::SqlText,
    value::{Decimal, Encode, Row as _, SqlType, civil},
};
use aludel_postgres::{Connection, Postgres, Row};
use std::fmt::Debug;

/// Stores values in a column of a type, and reads them back in both ways.
fn round_trip<T: Encode + Clone, O: PartialEq + Debug>(
    c: &mut Connection,
    create: &str,
    values: Vec<T>,
    wanted: impl Fn(&T) -> O,
    read: impl Fn(&Row) -> O,
) {
    script(c, &format!("DROP TABLE IF EXISTS pg_temp.v; CREATE TEMP TABLE v (v {create})"));
    for value in values {
        execute(c, "DELETE FROM v", &Nothing).unwrap();
        assert_eq!(execute(c, "INSERT INTO v (v) VALUES ($1)", &V(value.clone())).unwrap(), 1);
        for row in [one(c, "SELECT v FROM v", &Nothing), one_of_all(c, "SELECT v FROM v", &Nothing)] {
            assert_eq!(read(&row.unwrap()), wanted(&value), "{create}");
        }
    }
}

#[test]
fn integers_and_booleans_at_both_ends() {
    let c = &mut connect();
    let read = |row: &Row| row.i64(0).unwrap();
    round_trip(c, "int8", vec![i64::MIN, -1, 0, i64::MAX], |v| *v, read);
    round_trip(c, "int4", vec![i32::MIN, 0, i32::MAX], |v| (*v).into(), read);
    round_trip(c, "int2", vec![i16::MIN, 0, i16::MAX], |v| (*v).into(), read);
    round_trip(c, "numeric", vec![i64::MIN, i64::MAX], |v| *v, read);
    round_trip(c, "bool", vec![true, false], |v| *v, |row| row.bool(0).unwrap());
    let error = failure(execute(c, "INSERT INTO v VALUES ($1::int4 = 1)", &V(i64::MAX)));
    assert_eq!((error.kind(), error.code()), (ErrorKind::Statement, Some("22003")));
}

#[test]
fn floats_with_nan_and_infinities() {
    let c = &mut connect();
    let bits = |v: f64| if v.is_nan() { None } else { Some(v.to_bits()) };
    let wide = vec![f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324, -0.0, 0.1, f64::NAN, f64::INFINITY, -f64::INFINITY];
    round_trip(c, "float8", wide, |v| bits(*v), |row| bits(row.f64(0).unwrap()));
    let single = vec![f32::MIN, f32::MAX, 1e-45, -0.0, 0.1, f32::NAN, f32::INFINITY];
    round_trip(c, "float4", single, |v| bits((*v).into()), |row| bits(row.f64(0).unwrap()));
}

#[test]
fn text_of_all_lengths_but_without_nul() {
    let c = &mut connect();
    let long = "ä".repeat(500_000);
    let values = vec![String::new(), "'\"\\ \n%_{}".into(), "\u{1F9EA} héllo".into(), "\u{1}\u{7f}".into(), long];
    for ty in ["text", "varchar"] {
        round_trip(c, ty, values.clone(), Clone::clone, |row| row.text(0).unwrap().into_owned());
    }
    let error = failure(execute(c, "INSERT INTO v VALUES ($1)", &V("pass\0word".to_owned())));
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.message().starts_with("value number 1: ") && !error.message().contains("pass"), "{error}");
    assert_eq!(failure(execute(c, "SELECT $1", &V(Json("\0".into())))).kind(), ErrorKind::Encode);
}

#[test]
fn text_becomes_what_the_place_wants() {
    let c = &mut connect();
    script(c, "DROP TYPE IF EXISTS aludel_mood; CREATE TYPE aludel_mood AS ENUM ('fine', 'so so')");
    let read = |row: &Row| row.text(0).unwrap().into_owned();
    round_trip(c, "aludel_mood", vec!["fine".to_owned(), "so so".to_owned()], Clone::clone, read);
    let sql = "SELECT 1 FROM v WHERE v = $1 AND v = ANY($2)";
    let list = L(SqlType::Text, vec!["fine".to_owned(), "so so".to_owned()]);
    assert_eq!(one(c, sql, &W("so so".to_owned(), list)).unwrap().i64(0).unwrap(), 1);
    round_trip(&mut connect(), "bpchar", vec!["ab".to_owned()], Clone::clone, read);
    script(c, "DROP TABLE v; DROP TYPE aludel_mood; CREATE TEMP TABLE i (i inet)");
    execute(c, "INSERT INTO i VALUES ($1)", &V("10.0.0.1/8".to_owned())).unwrap();
    assert_eq!(text(c, "SELECT i::text FROM i"), "10.0.0.1/8");
    let null = one(c, "SELECT 1 FROM i WHERE i IS DISTINCT FROM $1", &V(N(SqlType::Text))).unwrap();
    assert_eq!(null.i64(0).unwrap(), 1);
}

#[test]
fn text_is_citext_where_that_is_wanted() {
    let c = &mut connect();
    let sql = "SELECT count(*) FROM pg_available_extensions WHERE name = 'citext'";
    if one(c, sql, &Nothing).unwrap().i64(0).unwrap() == 0 {
        return;
    }
    script(c, "CREATE EXTENSION IF NOT EXISTS citext");
    round_trip(c, "citext", vec!["Ann".to_owned()], Clone::clone, |row| row.text(0).unwrap().into_owned());
    let list = L(SqlType::Text, vec!["aNN".to_owned()]);
    let row = one(c, "SELECT count(*) FROM v WHERE v = $1 AND v = ANY($2)", &W("ann".to_owned(), list)).unwrap();
    assert_eq!(row.i64(0).unwrap(), 1);
}

#[test]
fn bytes_with_every_byte() {
    let c = &mut connect();
    let values = vec![vec![], vec![0], (0..=255).collect(), vec![0xA5; 1 << 20]];
    round_trip(c, "bytea", values, Clone::clone, |row| row.bytes(0).unwrap().into_owned());
}

#[test]
fn uuids() {
    let c = &mut connect();
    let some = *b"\x00\x11\x22\x33\x44\x55\x66\x77\x88\x99\xaa\xbb\xcc\xdd\xee\xff";
    let values = vec![Uuid([0; 16]), Uuid([255; 16]), Uuid(some)];
    round_trip(c, "uuid", values, |v| v.0, |row| row.uuid(0).unwrap());
    assert_eq!(text(c, "SELECT v::text FROM v"), "00112233-4455-6677-8899-aabbccddeeff");
}

#[test]
fn dates_at_both_ends_and_not_beyond() {
    let c = &mut connect();
    let (first, last) = (civil::to_days(-4713, 11, 24).unwrap(), civil::to_days(5_874_897, 12, 31).unwrap());
    let values = vec![Date(first), Date(-1), Date(0), Date(civil::to_days(2024, 2, 29).unwrap()), Date(last)];
    round_trip(c, "date", values, |v| v.0, |row| row.date(0).unwrap());
    assert_eq!(text(c, "SELECT v::text FROM v"), "5874897-12-31");
    for days in [first - 1, last + 1, i32::MIN, i32::MAX] {
        assert_eq!(failure(execute(c, "SELECT $1", &V(Date(days)))).kind(), ErrorKind::Encode);
    }
}

#[test]
fn times_of_day() {
    let c = &mut connect();
    let values = vec![Time(0), Time(1), Time(civil::DAY - 1)];
    round_trip(c, "time", values, |v| v.0, |row| row.time(0).unwrap());
    assert_eq!(text(c, "SELECT v::text FROM v"), "23:59:59.999999");
    for micros in [-1, civil::DAY, i64::MIN, i64::MAX] {
        assert_eq!(failure(execute(c, "SELECT $1", &V(Time(micros)))).kind(), ErrorKind::Encode);
    }
}

#[test]
fn moments_at_both_ends_and_not_beyond() {
    let c = &mut connect();
    let first = i64::from(civil::to_days(-4713, 11, 24).unwrap()) * civil::DAY;
    let values = [first, -1, 0, civil::parse_timestamp("2024-02-29 12:34:56.123456").unwrap(), i64::MAX];
    let local = values.map(Timestamp).to_vec();
    round_trip(c, "timestamp", local, |v| v.0, |row| row.timestamp(0).unwrap());
    assert_eq!(text(c, "SELECT v::text FROM v"), "294247-01-10 04:00:54.775807");
    let zoned = values.map(TimestampTz).to_vec();
    round_trip(c, "timestamptz", zoned, |v| v.0, |row| row.timestamptz(0).unwrap());
    for micros in [first - 1, i64::MIN] {
        assert_eq!(failure(execute(c, "SELECT $1", &V(Timestamp(micros)))).kind(), ErrorKind::Encode);
        assert_eq!(failure(execute(c, "SELECT $1", &V(TimestampTz(micros)))).kind(), ErrorKind::Encode);
    }
}

#[test]
fn decimals_keep_their_digits_and_their_scale() {
    let c = &mut connect();
    let numbers =
        [(0, 0), (0, 5), (1, 0), (-105, 2), (1, 28), (10i128.pow(28) - 1, 14), (i128::MAX, 3), (i128::MIN, 38)];
    let values = numbers.map(|(mantissa, scale)| Number(Decimal { mantissa, scale })).to_vec();
    round_trip(c, "numeric", values.clone(), |v| v.0, |row| row.decimal(0).unwrap());
    // What the server reads is what was meant, and not only what it sends back.
    for value in values {
        let row = one(c, "SELECT $1::numeric::text", &V(value.clone())).unwrap();
        assert_eq!(row.text(0).unwrap(), value.0.to_string());
    }
    let error = failure(execute(c, "SELECT $1", &V(Number(Decimal { mantissa: 1, scale: 16_384 }))));
    assert_eq!(error.kind(), ErrorKind::Encode);
}

#[test]
fn json_in_all_the_types_that_hold_it() {
    let c = &mut connect();
    let values = vec![Json(r#"{"a": [1, null, "ä\"\\"]}"#.into()), Json("null".into()), Json("1".into())];
    for ty in ["json", "jsonb", "text"] {
        let read = |row: &Row| (row.json(0).unwrap().into_owned(), row.text(0).unwrap().into_owned());
        round_trip(c, ty, values.clone(), |v| (v.0.clone(), v.0.clone()), read);
    }
    let row = one(c, "SELECT $1", &V(Json("[]".into()))).unwrap();
    assert_eq!(row.json(0).unwrap(), "[]");
}

#[test]
fn nulls_of_every_type() {
    let c = &mut connect();
    use SqlType::*;
    let types = [Bool, I16, I32, I64, F32, F64, Text, Bytes, Uuid, Date, Time, Timestamp, TimestampTz, Decimal, Json];
    for ty in types {
        let row =
            Postgres::query_all(c, &SqlText::Rendered(&format!("SELECT $1 -- {ty:?}")), &&V(N(ty))).map(|mut rows| {
                let row = rows.next().unwrap().unwrap();
                assert!(row.is_null(0));
                failure(row.i64(0))
            });
        let error = row.unwrap();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`?column?` (number 1) is NULL"), "{error}");
    }
}

#[test]
fn lists_of_every_type() {
    let c = &mut connect();
    fn check<T: Encode>(c: &mut Connection, sql: &'static str, ty: SqlType, list: Vec<T>, wanted: &str) {
        let row = one(c, sql, &V(L(ty, list))).unwrap();
        assert_eq!(row.text(0).unwrap(), wanted, "{sql}");
    }
    check(c, "SELECT $1::bool[]::text", SqlType::Bool, vec![true, false], "{t,f}");
    check(c, "SELECT $1::int2[]::text", SqlType::I16, vec![Some(i16::MIN), None], "{-32768,NULL}");
    check(c, "SELECT $1::int4[]::text", SqlType::I32, vec![i32::MAX], "{2147483647}");
    check(c, "SELECT $1::int8[]::text", SqlType::I64, Vec::<i64>::new(), "{}");
    check(c, "SELECT $1::float8[]::text", SqlType::F64, vec![0.1, f64::INFINITY], "{0.1,Infinity}");
    check(c, "SELECT $1::bytea[]::text", SqlType::Bytes, vec![vec![0u8, 255], vec![]], r#"{"\\x00ff","\\x"}"#);
    check(c, "SELECT $1::date[]::text", SqlType::Date, vec![Date(0)], "{1970-01-01}");
    check(c, "SELECT $1::uuid[]::text", SqlType::Uuid, vec![Uuid([0; 16])], "{00000000-0000-0000-0000-000000000000}");
    let number = |mantissa, scale| Number(Decimal { mantissa, scale });
    check(c, "SELECT $1::numeric[]::text", SqlType::Decimal, vec![number(-105, 2), number(5, 3)], "{-1.05,0.005}");
    let words = ["", "a,b", r#"q"\"#, "NULL", "{}", " x "].map(|word| Some(word.to_owned()));
    let words: Vec<_> = words.into_iter().chain([None]).collect();
    check(c, "SELECT $1::text[]::text", SqlType::Text, words, r#"{"","a,b","q\"\\","NULL","{}"," x ",NULL}"#);
    let error = failure(one(c, "SELECT $1::text[]", &V(L(SqlType::Text, vec!["a".to_owned(), "\0".into()]))));
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.message().starts_with("value number 1: element number 2: "), "{error}");
}

#[test]
fn lists_are_searched() {
    let c = &mut connect();
    script(c, "CREATE TEMP TABLE t (id int4, name varchar(9)); INSERT INTO t VALUES (1, 'a'), (2, 'b'), (3, NULL)");
    let sql = "SELECT count(*) FROM t WHERE id = ANY($1) AND NOT name = ANY($2)";
    let count = |c: &mut Connection, ids: Vec<i64>, names: Vec<String>| {
        one(c, sql, &W(L(SqlType::I64, ids), L(SqlType::Text, names))).unwrap().i64(0).unwrap()
    };
    assert_eq!(count(c, vec![1, 2, 99], vec!["b".into()]), 1);
    assert_eq!(count(c, vec![], vec![]), 0);
}

#[test]
fn as_many_values_as_the_protocol_has() {
    let c = &mut connect();
    let sql = |n: usize| {
        let places = (1..=n).map(|i| format!("${i}")).collect::<Vec<_>>().join(",");
        format!("SELECT count(*) FROM (SELECT unnest(ARRAY[{places}])) t")
    };
    let many = |n| Many((0..n as i64).collect::<Vec<_>>());
    let count = |c: &mut Connection, n| {
        let (sql, params) = (sql(n), many(n));
        let mut rows = Postgres::query_all(c, &SqlText::Rendered(&sql), &&params)?;
        rows.next()?.expect("a row").i64(0)
    };
    assert_eq!(count(c, 65_535).unwrap(), 65_535);
    assert_eq!(failure(count(c, 65_536)).kind(), ErrorKind::Encode);
    assert_eq!(one(c, "SELECT 1", &Nothing).unwrap().i64(0).unwrap(), 1);
}
