//! Every type of value, at its extremes, through a real server and back.

mod common;

use aludel_core::{
    ErrorKind, Result,
    engine::Backend,
    value::{Decimal, Row, civil},
};
use aludel_mysql::{MariaDb, MySql};
use common::{V, connect, execute, first, query, query_with, script};

type Read<T> = fn(&dyn Row, usize) -> Result<T>;

/// Stores each value in a column of the type, and reads it back with a NULL beside it.
fn survive<T: PartialEq + std::fmt::Debug>(column: &str, values: &[(V, T)], read: Read<T>) {
    on::<MySql, T>(column, values, read);
    on::<MariaDb, T>(column, values, read);
}

fn on<B: Backend, T: PartialEq + std::fmt::Debug>(column: &str, values: &[(V, T)], read: Read<T>) {
    let c = &mut connect::<B>();
    script::<B>(c, &format!("CREATE TEMPORARY TABLE t (id INT PRIMARY KEY AUTO_INCREMENT, a {column}, n {column})"));
    for (value, _) in values {
        execute::<B>(c, "INSERT INTO t (a, n) VALUES (?, ?)", vec![value.clone(), V::Null]).unwrap();
    }
    let back = query_with::<B, _>(c, "SELECT a, n FROM t ORDER BY id", vec![], |row| {
        assert!(row.is_null(1) && !row.is_null(0));
        assert_eq!(read(row, 1).err().map(|e| e.kind()), Some(ErrorKind::Decode));
        read(row, 0)
    });
    let wanted: Vec<&T> = values.iter().map(|(_, wanted)| wanted).collect();
    assert_eq!(back.unwrap().iter().collect::<Vec<_>>(), wanted, "{column}");
    // A value is found again by itself.
    for (value, wanted) in values {
        let found = query_with::<B, _>(c, "SELECT a FROM t WHERE a = ?", vec![value.clone()], |row| read(row, 0));
        assert!(column == "JSON" || found.unwrap().contains(wanted), "{column} {value:?}");
    }
}

fn same<T: Clone, const N: usize>(values: [T; N], bind: fn(T) -> V) -> Vec<(V, T)> {
    values.into_iter().map(|v| (bind(v.clone()), v)).collect()
}

#[test]
fn booleans_and_integers() {
    survive("BOOLEAN", &same([true, false], V::Bool), |r, at| r.bool(at));
    survive("SMALLINT", &same([i16::MIN, -1, 0, i16::MAX], V::I16), |r, at| Ok(r.i64(at)? as i16));
    survive("INT", &same([i32::MIN, -1, 0, i32::MAX], V::I32), |r, at| Ok(r.i64(at)? as i32));
    survive("BIGINT", &same([i64::MIN, -1, 0, i64::MAX], V::I64), |r, at| r.i64(at));
    survive("BIGINT UNSIGNED", &same([0, i64::MAX], V::I64), |r, at| r.i64(at));
}

#[test]
fn floats() {
    let singles = [f32::MIN, -1.1, 0.0, f32::MIN_POSITIVE, 1.0 / 3.0, 16_777_216.0, f32::MAX];
    survive("FLOAT", &same(singles, V::F32), |r, at| {
        let wide = r.f64(at)?;
        assert_eq!(f64::from(wide as f32), wide);
        Ok(wide as f32)
    });
    let doubles = [f64::MIN, -1.1, 0.0, f64::MIN_POSITIVE, 0.1 + 0.2, 9_007_199_254_740_993.0, f64::MAX];
    survive("DOUBLE", &same(doubles, V::F64), |r, at| r.f64(at));
}

#[test]
fn text_bytes_and_json() {
    let long = "é".repeat(500_000);
    let texts = ["", "a", "it's \"q\" \\ % _ `", "a\0b", "\u{1F600}é\u{10FFFF}", long.as_str()].map(str::to_owned);
    survive("LONGTEXT CHARACTER SET utf8mb4", &same(texts, V::Text), |r, at| r.text(at).map(Into::into));
    let all: Vec<u8> = (0..=255).collect();
    let bytes = [vec![], vec![0], b"'\\\0\"".to_vec(), all.clone(), all.repeat(4096)];
    survive("LONGBLOB", &same(bytes, V::Bytes), |r, at| r.bytes(at).map(Into::into));
    survive("VARBINARY(300)", &same([vec![], vec![0, 255, 0], all], V::Bytes), |r, at| r.bytes(at).map(Into::into));
    let documents = ["null", "{\"a\":[1,2.5,\"x\\\"\\u0000\"]}", "\"é😀\""].map(str::to_owned);
    survive("JSON", &same(documents, V::Json), |r, at| r.json(at).map(Into::into));
}

#[test]
fn uuids() {
    let uuids = [[0; 16], [255; 16], [0x27, 0, 0x5C, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x20]];
    survive("BINARY(16)", &same(uuids, V::Uuid), |r, at| r.uuid(at));
    let c = &mut connect::<MariaDb>();
    let read =
        "SELECT CAST('550e8400-e29b-41d4-a716-446655440000' AS UUID), '550E8400-e29b-41d4-a716-446655440000', 'x'";
    let kinds = query_with::<MariaDb, _>(c, read, vec![], |row| {
        assert_eq!(row.uuid(0)?, row.uuid(1)?);
        assert_eq!(row.uuid(1)?[..3], [0x55, 0x0e, 0x84]);
        Ok(row.uuid(2).unwrap_err().kind())
    });
    assert_eq!(kinds.unwrap(), [ErrorKind::Decode]);
}

#[test]
fn dates_and_times() {
    let day = |y, m, d| civil::to_days(y, m, d).unwrap();
    let days =
        [day(1, 1, 1), day(999, 12, 31), day(1000, 1, 1), day(1969, 12, 31), 0, day(2024, 2, 29), day(9999, 12, 31)];
    survive("DATE", &same(days, V::Date), |r, at| r.date(at));
    let times = [0, 1, 999_999, civil::DAY / 2, civil::DAY - 1];
    survive("TIME(6)", &same(times, V::Time), |r, at| r.time(at));
    let first = i64::from(day(1, 1, 1)) * civil::DAY;
    let last = i64::from(day(9999, 12, 31) + 1) * civil::DAY - 1;
    let moments = [first, -1, 0, 1, 1_700_000_000_123_456, 2_147_483_648_000_000, last];
    survive("DATETIME(6)", &same(moments, V::Timestamp), |r, at| r.timestamp(at));
    survive("DATETIME(6)", &same(moments, V::TimestampTz), |r, at| r.timestamptz(at));
    survive("TIMESTAMP(6) NULL", &same([1_700_000_000_123_456], V::TimestampTz), |r, at| r.timestamptz(at));
}

#[test]
fn a_moment_is_stored_in_utc() {
    let c = &mut connect::<MySql>();
    let now: i64 = query_with::<MySql, _>(c, "SELECT NOW(6)", vec![], |row| row.timestamptz(0)).unwrap()[0];
    let here = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_micros() as i64;
    assert!((now - here).abs() < 60_000_000);
}

#[test]
fn decimals() {
    let d = |mantissa, scale| Decimal { mantissa, scale };
    let digits28 = 1_234_567_890_123_456_789_012_345_678;
    survive("DECIMAL(38, 10)", &same([d(-15_000_000_000, 10), d(0, 10), d(digits28, 10)], V::Decimal), |r, at| {
        r.decimal(at)
    });
    survive("DECIMAL(28, 28)", &same([d(digits28, 28), d(-1, 28)], V::Decimal), |r, at| r.decimal(at));
    survive("DECIMAL(38, 0)", &same([d(10i128.pow(38) - 1, 0), d(1 - 10i128.pow(38), 0)], V::Decimal), |r, at| {
        r.decimal(at)
    });
    // More zeros behind the point than a mantissa has room for.
    let c = &mut connect::<MySql>();
    let wide = query_with::<MySql, _>(c, "SELECT CAST(? AS DECIMAL(65, 30))", vec![V::Decimal(d(digits28, 10))], |r| {
        r.decimal(0)
    });
    assert_eq!(wide.unwrap(), [d(digits28, 10)]);
}

#[test]
fn a_decimal_that_the_server_rounds_is_an_error() {
    let c = &mut connect::<MariaDb>();
    script::<MariaDb>(c, "CREATE TEMPORARY TABLE t (amount DECIMAL(10, 2), note VARCHAR(3))");
    let insert = "INSERT INTO t VALUES (?, ?)";
    let decimal = |mantissa, scale| V::Decimal(Decimal { mantissa, scale });
    execute::<MariaDb>(c, insert, vec![decimal(12_300, 4), V::Null]).unwrap();
    let error = execute::<MariaDb>(c, insert, vec![decimal(1234, 3), V::Null]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(error.message().contains("`amount`"), "{error}");
    let error = execute::<MariaDb>(c, insert, vec![decimal(10i128.pow(20), 0), V::Null]).unwrap_err();
    assert_eq!((error.kind(), error.code()), (ErrorKind::Encode, Some("1264")));
}

#[test]
fn a_bound_decimal_is_compared_exactly_and_needs_a_cast_to_be_added() {
    let c = &mut connect::<MariaDb>();
    script::<MariaDb>(
        c,
        "CREATE TEMPORARY TABLE t (a DECIMAL(38, 10)); INSERT INTO t VALUES (123456789012345678.0000000001)",
    );
    // The same as a double.
    for (mantissa, found) in [(1_234_567_890_123_456_780_000_000_001, 1), (1_234_567_890_123_456_780_000_000_002, 0)] {
        let value = || vec![V::Decimal(Decimal { mantissa, scale: 10 })];
        assert_eq!(query::<MariaDb, i64>(c, "SELECT COUNT(*) FROM t WHERE a = ?", value()).unwrap(), [found]);
        let cast = "SELECT COUNT(*) FROM t WHERE a = CAST(? AS DECIMAL(65, 30))";
        assert_eq!(query::<MariaDb, i64>(c, cast, value()).unwrap(), [found]);
    }
    let one = || vec![V::Decimal(Decimal { mantissa: 1, scale: 0 })];
    assert_eq!(query::<MariaDb, f64>(c, "SELECT a + ? FROM t", one()).unwrap(), [123_456_789_012_345_679.0]);
    let sum = "SELECT a + CAST(? AS DECIMAL(65, 30)) FROM t";
    let exact = query_with::<MariaDb, _>(c, sum, one(), |row| row.decimal(0)).unwrap();
    assert_eq!(exact, [Decimal { mantissa: 1_234_567_890_123_456_790_000_000_001, scale: 10 }]);
}

#[test]
fn what_sum_makes_of_integers_is_an_integer() {
    let c = &mut connect::<MySql>();
    let sum = "SELECT SUM(a) FROM (SELECT 9223372036854775806 AS a UNION ALL SELECT 1) AS t";
    assert_eq!(first::<MySql, i64>(c, sum).unwrap(), i64::MAX);
    assert_eq!(first::<MySql, i64>(c, "SELECT CAST(-7 AS DECIMAL(10, 2))").unwrap(), -7);
    for sql in [
        "SELECT SUM(a) FROM (SELECT 9223372036854775807 AS a UNION ALL SELECT 1) AS t",
        "SELECT 1.5",
        "SELECT 9223372036854775808",
        "SELECT 1e0",
        "SELECT '1'",
    ] {
        assert_eq!(first::<MySql, i64>(c, sql).unwrap_err().kind(), ErrorKind::Decode, "{sql}");
    }
}

#[test]
fn a_date_in_an_expression_stays_one() {
    let c = &mut connect::<MySql>();
    let sql = "SELECT COALESCE(CAST(NULL AS DATE), ?)";
    let dates = query_with::<MySql, _>(c, sql, vec![V::Date(19_782)], |row| row.date(0));
    assert_eq!(dates.unwrap(), [19_782]);
}

#[test]
fn another_type_is_an_error_that_names_the_column() {
    let c = &mut connect::<MySql>();
    script::<MySql>(
        c,
        "CREATE TEMPORARY TABLE t (b BIT(1), i INT, f DOUBLE, d DECIMAL(4, 1), s VARCHAR(9), x VARBINARY(9), \
         day DATE, clock TIME, moment DATETIME, e ENUM('p', 'q')); \
         INSERT INTO t VALUES (b'1', 2, 1.5, 1.5, 's', 'x', '2024-02-29', '-01:00:00', '2024-02-29 12:00:00', 'q')",
    );
    let read = query_with::<MySql, _>(c, "SELECT * FROM t", vec![], |row| {
        let fails: Vec<(aludel_core::Error, &str, &str)> = vec![
            (row.bool(0).unwrap_err(), "`b` (number 1)", "BIT"),
            (row.bytes(0).unwrap_err(), "`b` (number 1)", "BIT"),
            (row.bool(1).unwrap_err(), "`i` (number 2)", "another integer"),
            (row.text(1).unwrap_err(), "`i` (number 2)", "INT"),
            (row.f64(1).unwrap_err(), "`i` (number 2)", "INT"),
            (row.i64(2).unwrap_err(), "`f` (number 3)", "DOUBLE"),
            (row.i64(3).unwrap_err(), "`d` (number 4)", "does not fit"),
            (row.f64(3).unwrap_err(), "`d` (number 4)", "DECIMAL"),
            (row.text(3).unwrap_err(), "`d` (number 4)", "DECIMAL"),
            (row.bytes(3).unwrap_err(), "`d` (number 4)", "DECIMAL"),
            (row.bytes(4).unwrap_err(), "`s` (number 5)", "VARCHAR"),
            (row.decimal(4).unwrap_err(), "`s` (number 5)", "VARCHAR"),
            (row.uuid(4).unwrap_err(), "`s` (number 5)", "VARCHAR"),
            (row.text(5).unwrap_err(), "`x` (number 6)", "VARBINARY"),
            (row.json(5).unwrap_err(), "`x` (number 6)", "VARBINARY"),
            (row.timestamp(6).unwrap_err(), "`day` (number 7)", "DATE"),
            (row.text(6).unwrap_err(), "`day` (number 7)", "DATE"),
            (row.time(7).unwrap_err(), "`clock` (number 8)", "negative"),
            (row.date(8).unwrap_err(), "`moment` (number 9)", "DATETIME"),
            (row.bytes(9).unwrap_err(), "`e` (number 10)", "ENUM"),
            (row.i64(10).unwrap_err(), "column number 11", "the result has 10"),
        ];
        for (error, column, found) in fails {
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(error.message().contains(column) && error.message().contains(found), "{error}");
        }
        assert_eq!(row.text(9)?, "q");
        assert_eq!((row.width(), row.name(8).as_ref()), (10, "moment"));
        Ok(())
    });
    read.unwrap();
    let day = "SELECT CAST('25:00:00' AS TIME)";
    let error = query_with::<MySql, _>(c, day, vec![], |row| row.time(0)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_value_that_does_not_fit_its_column_is_refused_and_not_told() {
    for (column, value, secret) in [
        ("VARCHAR(3)", common::text("hunter2"), "hunter2"),
        ("VARBINARY(3)", V::Bytes(b"hunter2".to_vec()), "hunter2"),
        ("SMALLINT", V::I32(98_765), "98765"),
        ("INT UNSIGNED", V::I32(-98_765), "98765"),
        ("INT", common::text("hunter2"), "hunter2"),
        ("FLOAT", V::F64(1e300), "1e300"),
        ("DATE", common::text("hunter2"), "hunter2"),
        ("DATE", common::text("2023-02-29"), "2023-02-29"),
        ("DATE", common::text("0000-00-00"), "0000"),
        ("ENUM('a')", common::text("hunter2"), "hunter2"),
        ("VARCHAR(9) CHARACTER SET latin1", common::text("hunter2\u{1F600}"), "hunter2"),
    ] {
        let c = &mut connect::<MariaDb>();
        script::<MariaDb>(c, &format!("CREATE TEMPORARY TABLE t (total {column})"));
        let error = execute::<MariaDb>(c, "INSERT INTO t VALUES (?)", vec![value]).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode, "{column} {error}");
        assert!(error.message().contains("`total`"), "{error}");
        assert!(!common::shown(&error).contains(secret), "{error}");
        assert!(query::<MariaDb, i64>(c, "SELECT 1 FROM t", vec![]).unwrap().is_empty());
    }
}
