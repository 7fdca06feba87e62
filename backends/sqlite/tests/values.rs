//! Every type of value survives the way through the database, at its extremes; what would change is refused.
#![allow(missing_docs)]

mod common;
use aludel_core::engine::Backend as _;
use aludel_core::{
    ErrorKind,
    value::{Decimal, Row as _, civil},
};
use aludel_sqlite::Sqlite;
use common::*;

#[test]
fn booleans_and_integers() {
    let c = &mut memory();
    for v in [true, false] {
        assert_eq!(through(c, v).unwrap(), v);
    }
    for v in [i64::MIN, -1, 0, 1, i64::MAX] {
        assert_eq!(through(c, v).unwrap(), v);
        assert_eq!(through(c, Some(v)).unwrap(), Some(v));
    }
    for v in [i16::MIN, i16::MAX] {
        assert_eq!(through(c, v).unwrap(), v);
    }
    for v in [i32::MIN, i32::MAX] {
        assert_eq!(through(c, v).unwrap(), v);
    }
    assert_eq!(through(c, None::<i64>).unwrap(), None);
    assert_eq!(through(c, u64::from(u32::MAX)).unwrap(), u64::from(u32::MAX));
    fails(through(c, u64::MAX), ErrorKind::Encode);
    fails(one::<bool>(c, "SELECT 2"), ErrorKind::Decode);
    fails(one::<i16>(c, "SELECT 32768"), ErrorKind::Decode);
}

#[test]
fn floats() {
    let c = &mut memory();
    for v in [f64::MIN, f64::MAX, f64::MIN_POSITIVE, 5e-324, 0.1, f64::INFINITY, f64::NEG_INFINITY, 0.0, 1e300] {
        assert_eq!(through(c, v).unwrap(), v);
    }
    for v in [f32::MIN, f32::MAX, 0.1, f32::INFINITY] {
        assert_eq!(through(c, v).unwrap(), v);
    }
    fails(through(c, f64::NAN), ErrorKind::Encode);
    fails(through(c, f32::NAN), ErrorKind::Encode);
    assert_eq!(one::<f64>(c, "SELECT 9007199254740992").unwrap(), 9007199254740992.0);
    for inexact in ["SELECT 9007199254740993", "SELECT 9223372036854775807"] {
        fails(one::<f64>(c, inexact), ErrorKind::Decode);
    }
    fails(one::<i64>(c, "SELECT 1.0"), ErrorKind::Decode);
}

#[test]
fn text_and_bytes() {
    let c = &mut memory();
    for v in ["", "\0", "a\0b", "é🜂", "'\"?", &"x".repeat(1 << 20)] {
        assert_eq!(through(c, v.to_owned()).unwrap(), v);
        // Owned text is copied.
        let json = V::Json(v.to_owned());
        assert_eq!(read(c, "SELECT ?", Values(&[json]), |row| row.json(0).map(|v| v.into_owned())).unwrap(), v);
    }
    for v in [vec![], vec![0u8], vec![0, 255, 0], vec![7; 1 << 20]] {
        assert_eq!(through(c, v.clone()).unwrap(), v);
    }
    assert_eq!(one::<i64>(c, "SELECT x'' IS NULL").unwrap(), 0);
    fails(one::<String>(c, "SELECT CAST(x'ff' AS TEXT)"), ErrorKind::Decode);
    fails(one::<String>(c, "SELECT x'41'"), ErrorKind::Decode);
    fails(one::<Vec<u8>>(c, "SELECT 'A'"), ErrorKind::Decode);
}

#[test]
fn text_of_a_utf_16_database() {
    let c = &mut memory();
    Sqlite::script(c, "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (v TEXT)").unwrap();
    let v = "é🜂\0x".to_owned();
    run_with(c, "INSERT INTO t VALUES (?)", Values(std::slice::from_ref(&v))).unwrap();
    let twice = read(c, "SELECT v FROM t", (), |row| {
        let first = row.text(0)?;
        Ok((row.text(0)?.into_owned(), first.into_owned()))
    });
    assert_eq!(twice.unwrap(), (v.clone(), v));
}

#[test]
fn uuids() {
    let c = &mut memory();
    let v: [u8; 16] = std::array::from_fn(|i| i as u8 * 17);
    assert_eq!(read(c, "SELECT ?", Values(&[V::Uuid(v)]), |row| row.uuid(0)).unwrap(), v);
    let text = "SELECT '00112233-4455-6677-8899-aAbBcCdDeEfF'";
    assert_eq!(read(c, text, (), |row| row.uuid(0)).unwrap(), v);
    for wrong in [
        "x'00'",
        "'00112233445566778899aabbccddeeff'",
        "'00112233-4455-6677-8899-aabbccddeef'",
        "'00112233-4455-6677-8899-aabbccddeeff0'",
        "'g0112233-4455-6677-8899-aabbccddeeff'",
        "''",
        "1",
    ] {
        fails(read(c, &format!("SELECT {wrong}"), (), |row| row.uuid(0)), ErrorKind::Decode);
    }
}

#[test]
fn dates_and_times() {
    let c = &mut memory();
    let (first, last) = (civil::to_days(0, 1, 1).unwrap(), civil::to_days(9999, 12, 31).unwrap());
    for v in [first, -1, 0, last] {
        assert_eq!(read(c, "SELECT ?", Values(&[V::Date(v)]), |row| row.date(0)).unwrap(), v);
    }
    for v in [0, 1, civil::DAY - 1] {
        assert_eq!(read(c, "SELECT ?", Values(&[V::Time(v)]), |row| row.time(0)).unwrap(), v);
    }
    let (begin, end) = (i64::from(first) * civil::DAY, (i64::from(last) + 1) * civil::DAY - 1);
    for v in [begin, -1, 0, 1, 500_000, end] {
        assert_eq!(read(c, "SELECT ?", Values(&[V::Timestamp(v)]), |row| row.timestamp(0)).unwrap(), v);
        assert_eq!(read(c, "SELECT ?", Values(&[V::TimestampTz(v)]), |row| row.timestamptz(0)).unwrap(), v);
    }
    for v in [
        V::Date(first - 1),
        V::Date(last + 1),
        V::Date(i32::MIN),
        V::Date(i32::MAX),
        V::Time(-1),
        V::Time(civil::DAY),
        V::Timestamp(begin - 1),
        V::Timestamp(end + 1),
        V::TimestampTz(i64::MIN),
        V::TimestampTz(i64::MAX),
    ] {
        fails(run_with(c, "SELECT ?", Values(&[v])), ErrorKind::Encode);
    }
    for wrong in ["'2023-02-29'", "'x'", "1", "1.5"] {
        fails(read(c, &format!("SELECT {wrong}"), (), |row| row.date(0)), ErrorKind::Decode);
        fails(read(c, &format!("SELECT {wrong}"), (), |row| row.timestamptz(0)), ErrorKind::Decode);
    }
}

#[test]
fn times_compare_as_text_and_are_read_by_sqlite() {
    let c = &mut memory();
    let moments = [-1, 0, 1, 499_999, 500_000, 999_999, 1_000_000, 1_500_000, 60_000_000];
    for (i, a) in moments.iter().enumerate() {
        for (j, b) in moments.iter().enumerate() {
            let values = [V::TimestampTz(*a), V::TimestampTz(*b)];
            assert_eq!(all::<bool>(c, "SELECT ? < ?", Values(&values)).unwrap(), [i < j], "{a} {b}");
            assert_eq!(all::<bool>(c, "SELECT ? = ?", Values(&values)).unwrap(), [i == j], "{a} {b}");
        }
    }
    let now = "SELECT CURRENT_TIMESTAMP BETWEEN ? AND ?";
    let years = [V::TimestampTz(1_577_836_800_000_000), V::TimestampTz(4_102_444_800_000_000)];
    assert_eq!(all::<bool>(c, now, Values(&years)).unwrap(), [true]);
    let seconds = "SELECT unixepoch(?)";
    assert_eq!(all::<i64>(c, seconds, Values(&[V::TimestampTz(1_700_000_000_250_000)])).unwrap(), [1_700_000_000]);
    let of_date = read(c, "SELECT '2024-02-29T12:00:00+02:00', CURRENT_TIMESTAMP", (), |row| {
        row.timestamptz(1)?;
        row.timestamptz(0)
    });
    assert_eq!(of_date.unwrap(), civil::parse_timestamp("2024-02-29 10:00:00").unwrap());
}

#[test]
fn decimals() {
    let c = &mut memory();
    Sqlite::script(c, "CREATE TABLE d (r REAL, n DECIMAL(15, 2), b BLOB)").unwrap();
    for text in ["0", "1.05", "-999999999999999", "9999999999999.99", "0.000000000000001", "7", "-0.1"] {
        let v: Decimal = text.parse().unwrap();
        run(c, "DELETE FROM d").unwrap();
        let three = [V::Decimal(v), V::Decimal(v), V::Decimal(v)];
        run_with(c, "INSERT INTO d VALUES (?, ?, ?)", Values(&three)).unwrap();
        // Of numeric columns, whatever they are called.
        for at in 0..3 {
            let got = read(c, "SELECT * FROM d", (), |row| row.decimal(at)).unwrap();
            assert_eq!(got.to_string().trim_end_matches(".0"), text, "column {at}");
        }
    }
    for text in ["7922816251426433759354395033.5", "1234567890123456", "79228162514264337593543950335"] {
        let error = fails(run_with(c, "SELECT ?", Values(&[V::Decimal(text.parse().unwrap())])), ErrorKind::Encode);
        assert!(!error.to_string().contains(text));
    }
    let exact = read(c, "SELECT '7922816251426433759354395033.5'", (), |row| row.decimal(0)).unwrap();
    assert_eq!(exact.to_string(), "7922816251426433759354395033.5");
    assert_eq!(read(c, "SELECT -9223372036854775808", (), |row| row.decimal(0)).unwrap().mantissa, i64::MIN.into());
    assert_eq!(read(c, "SELECT 0.1 + 0.2", (), |row| row.decimal(0)).unwrap().to_string(), "0.3");
    // Division is not that of integers.
    let half = "SELECT ? / ?";
    let values = Values(&[V::Decimal("5.00".parse().unwrap()), V::Decimal("2".parse().unwrap())]);
    assert_eq!(read(c, half, values, |row| row.decimal(0)).unwrap().to_string(), "2.5");
    fails(read(c, "SELECT 9e999", (), |row| row.decimal(0)), ErrorKind::Decode);
    fails(read(c, "SELECT 'x'", (), |row| row.decimal(0)), ErrorKind::Decode);
}

#[test]
fn a_list_is_refused() {
    let c = &mut memory();
    fails(run_with(c, "SELECT ?", Values(&[V::List(vec![1])])), ErrorKind::Encode);
}

#[test]
fn a_wrong_type_is_named_with_its_column_but_not_its_value() {
    let c = &mut memory();
    let error = fails(one::<(i64, i64)>(c, "SELECT 1 AS a, 'secret' AS b"), ErrorKind::Decode);
    assert_eq!(error.message(), "column `b` (number 2) holds TEXT, not an INTEGER");
    let error = fails(one::<i64>(c, "SELECT NULL AS n"), ErrorKind::Decode);
    assert!(error.message().starts_with("column `n` (number 1) is NULL"), "{error}");
    let error = fails(one::<(i64, i64)>(c, "SELECT 1"), ErrorKind::Decode);
    assert_eq!(error.message(), "the result has no column number 2, only 1");
    let error = fails(read(c, "SELECT 'secret' AS d", (), |row| row.date(0)), ErrorKind::Decode);
    assert!(error.message().contains("`d`") && !error.message().contains("secret"), "{error}");
}
