//! Functions of one value per row: each means the same on every backend.

use crate::{blog::*, harness::each_backend};
use aludel::{
    ErrorKind,
    expr::{
        acos, asin, atan, atan2, bit_and, bit_or, cos, degrees, exp, initcap, left, ln, log2, log10, lpad, ltrim,
        octet_length, power, radians, random, regexp_replace, regexp_substr, repeat, reverse, right, rpad, rtrim, sign,
        sin, split_part, sqrt, substring_from, tan, to_integer, trim_chars,
    },
    prelude::*,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;

/// One expression, computed for the first user.
macro_rules! compute {
    ($db:ident, $expression:expr) => {
        from(users::table).filter(users::id.eq(1)).select($expression).one($db)?
    };
}
/// What expressions give for the first user, one after the other.
macro_rules! computed {
    ($db:ident: $($expression:expr => $expected:expr),+ $(,)?) => { $(
        assert_eq!(compute!($db, $expression), $expected, "{}", stringify!($expression));
    )+ };
}

fn text(text: &str) -> String {
    text.to_owned()
}
fn close(found: impl Into<Option<f64>>, expected: f64) {
    let found = found.into().expect("a number");
    assert!((found - expected).abs() <= 1e-12 * expected.abs().max(1.0), "{found} is not {expected}");
}
fn decimal(digits: &str) -> Decimal {
    digits.parse().unwrap()
}

each_backend! {
    everywhere fn letters_change_their_case_beyond_ascii(db) {
        blog(db);
        computed!(db: lower(value("ÄÉß")) => text("äéß"), upper(value("äéßx")) => text("ÄÉßX"));
    }

    everywhere fn spaces_are_trimmed(db) {
        blog(db);
        computed!(db:
            trim(value("  a b ")) => text("a b"),
            ltrim(value("  a ")) => text("a "),
            rtrim(value(" a  ")) => text(" a"),
            trim(value("   ")) => text(""),
        );
    }

    on [Sqlite, Postgres] fn other_characters_are_trimmed(db) {
        blog(db);
        computed!(db: trim_chars(value("xyaxbyx"), "xy") => text("axb"));
    }

    everywhere fn text_is_counted_in_characters_and_bytes(db) {
        blog(db);
        computed!(db:
            length(value("Zoë")) => 3,
            octet_length(value("Zoë")) => 4,
            position(value("Zoë Zoë"), "ë") => 3,
            position(value("Zoë"), "E") => 0,
            position(value("Zoë"), "") => 1,
        );
    }

    everywhere fn substrings_count_from_one(db) {
        blog(db);
        let ten = "0123456789";
        computed!(db:
            substring(value(ten), 1, 3) => text("012"),
            substring(value(ten), 9, 5) => text("89"),
            substring(value(ten), 11, 5) => text(""),
            substring(value(ten), 0, 3) => text("01"),
            substring(value(ten), -1, 3) => text("0"),
            substring(value(ten), -5, 3) => text(""),
            substring(value(ten), 3, 0) => text(""),
            substring(value(ten), 3, -1) => text(""),
            substring(value("Zoë!"), position(value("Zoë!"), "ë"), 1) => text("ë"),
            substring_from(value(ten), 8) => text("789"),
            substring_from(value(ten), -3) => text(ten),
            substring_from(value(ten), 20) => text(""),
            left(value(ten), 2) => text("01"),
            left(value(ten), 20) => text(ten),
            left(value(ten), -2) => text(""),
            right(value(ten), 2) => text("89"),
            right(value(ten), 20) => text(ten),
            right(value(ten), 0) => text(""),
            right(value(ten), -2) => text(""),
        );
    }

    everywhere fn text_is_put_together(db) {
        blog(db);
        computed!(db:
            users::name.concat(" <").concat(users::email).concat(">") => text("Ann <ann@example.org>"),
            concat("Dr. ", users::name) => text("Dr. Ann"),
            users::name.concat("!").eq("Ann!") => true,
            repeat(value("ab"), 3) => text("ababab"),
            repeat(value("ab"), -1) => text(""),
            replace(value("a.b.c"), ".", "--") => text("a--b--c"),
            replace(value("abc"), "", "x") => text("abc"),
            replace(value("abc"), "B", "x") => text("abc"),
            reverse(value("Zoë")) => text("ëoZ"),
        );
        let bios: Vec<Option<String>> =
            from(users::table).order_by(users::id).select(users::bio.concat("!")).all(db)?;
        assert_eq!(bios, [Some(text("Writes!")), None, Some(text("!")), Some(text("Reads!"))]);
    }

    everywhere fn text_is_padded_and_cut(db) {
        blog(db);
        computed!(db:
            lpad(value("7"), 3, "0") => text("007"),
            lpad(value("Zoë"), 8, "<>") => text("<><><Zoë"),
            lpad(value("abc"), 2, "x") => text("ab"),
            lpad(value("abc"), -1, "x") => text(""),
            lpad(value("abc"), 5, "") => text("abc"),
            rpad(value("7"), 3, "0") => text("700"),
            rpad(value("Zoë"), 8, "<>") => text("Zoë<><><"),
            rpad(value("abc"), 2, "x") => text("ab"),
            rpad(value("abc"), 5, "") => text("abc"),
        );
    }

    on [Postgres, MariaDb, MySql] fn regular_expressions(db) {
        blog(db);
        computed!(db:
            users::name.regexp("^A.n$") => true,
            users::name.regexp("^a") => false,
            regexp_replace(value("a1b22"), "[0-9]+", "#") => text("a#b#"),
            regexp_substr(value("a1b22"), "[0-9]+$") => Some(text("22")),
            regexp_substr(value("ab"), "[0-9]+") => None,
        );
    }

    on [Postgres] fn text_of_postgres(db) {
        blog(db);
        computed!(db: initcap(value("hello world")) => text("Hello World"), split_part(value("a,b,c"), ",", 2) => text("b"));
    }

    everywhere fn signs_and_bits(db) {
        blog(db);
        computed!(db:
            sign(value(-5_i64)) => -1,
            sign(value(0.0_f64)) => 0,
            sign(value(decimal("2.5"))) => 1,
            abs(value(-2.5_f64)) => 2.5,
            bit_and(value(12_i64), 10_i64) => 8,
            bit_or(value(12_i64), 10_i64) => 14,
        );
    }

    everywhere fn floats_are_rounded(db) {
        blog(db);
        computed!(db:
            round(value(2.5_f64)) => 2.0,
            round(value(3.5_f64)) => 4.0,
            round(value(-2.5_f64)) => -2.0,
            round(value(2.500001_f64)) => 3.0,
            round_to(value(1.005_f64), 2) => 1.01,
            round_to(value(-1.25_f64), 1) => -1.3,
            round_to(value(1250.0_f64), -2) => 1300.0,
            floor(value(-1.5_f64)) => -2.0,
            ceil(value(-1.5_f64)) => -1.0,
            trunc(value(-1.5_f64)) => -1.0,
            trunc(value(1.99_f64)) => 1.0,
        );
    }

    everywhere fn decimals_are_rounded(db) {
        blog(db);
        let values: Vec<Decimal> = ["2.5", "-2.5", "1.005", "-1.5"].map(decimal).to_vec();
        let (a, b, c, d) = (values[0], values[1], values[2], values[3]);
        computed!(db:
            round(value(a)) => decimal("3"),
            round(value(b)) => decimal("-3"),
            round_to(value(c), 2) => decimal("1.01"),
            round_to(value(decimal("1250")), -2) => decimal("1300"),
            floor(value(d)) => decimal("-2"),
            ceil(value(d)) => decimal("-1"),
            trunc(value(d)) => decimal("-1"),
            floor(value(decimal("0.7")).add(decimal("0.1")).add(decimal("0.2"))) => decimal("1"),
        );
    }

    everywhere fn numbers_are_cut_to_integers(db) {
        blog(db);
        computed!(db:
            to_integer(value(2.9_f64)) => 2,
            to_integer(value(-2.9_f64)) => -2,
            to_integer(value(decimal("2.99"))) => 2,
            to_integer(value(decimal("0.7")).add(decimal("0.1")).add(decimal("0.2"))) => 1,
        );
    }

    everywhere fn mathematics(db) {
        blog(db);
        close(compute!(db, sqrt(value(2_i64))), 2f64.sqrt());
        close(compute!(db, sqrt(value(decimal("6.25")))), 2.5);
        close(compute!(db, ln(value(10.0_f64))), 10f64.ln());
        close(compute!(db, log10(value(1000_i32))), 3.0);
        close(compute!(db, log2(value(8.0_f64))), 3.0);
        close(compute!(db, exp(value(1.0_f64))), 1f64.exp());
        close(compute!(db, power(value(2_i64), 10.0)), 1024.0);
        close(compute!(db, power(value(2.0_f64), -0.5)), 0.5f64.sqrt());
        close(compute!(db, sin(value(1.0_f64))), 1f64.sin());
        close(compute!(db, cos(value(1.0_f64))), 1f64.cos());
        close(compute!(db, tan(value(1.0_f64))), 1f64.tan());
        close(compute!(db, asin(value(0.5_f64))), 0.5f64.asin());
        close(compute!(db, acos(value(0.5_f64))), 0.5f64.acos());
        close(compute!(db, atan(value(0.5_f64))), 0.5f64.atan());
        close(compute!(db, atan2(value(1.0_f64), -1.0)), 1f64.atan2(-1.0));
        close(compute!(db, degrees(value(1.0_f64))), 1f64.to_degrees());
        close(compute!(db, radians(value(180_i64))), std::f64::consts::PI);
        let random: f64 = compute!(db, random());
        assert!((0.0..=1.0).contains(&random));
    }

    everywhere fn what_mathematics_does_not_have_is_null(db) {
        blog(db);
        computed!(db:
            sqrt(value(-1.0_f64)) => None,
            ln(value(0.0_f64)) => None,
            ln(value(-1_i64)) => None,
            log10(value(0.0_f64)) => None,
            log2(value(-2.0_f64)) => None,
            asin(value(1.5_f64)) => None,
            acos(value(-1.5_f64)) => None,
        );
    }

    everywhere fn what_is_too_large_is_an_error(db) {
        blog(db);
        let error = from(users::table).select(exp(value(1000.0_f64))).all(db).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Statement);
        let error = from(users::table).select(power(value(0.0_f64), -1.0)).all(db).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Statement);
    }

    everywhere fn greatest_and_least_pass_over_nulls(db) {
        blog(db);
        let ages: Vec<(i32, i32)> = from(users::table)
            .order_by(users::id)
            .select((greatest(users::age, 25), least(users::age, 25)))
            .all(db)?;
        assert_eq!(ages, [(30, 25), (25, 20), (25, 25), (40, 25)]);
        let both: Vec<Option<i64>> = from(users::table)
            .order_by(users::id)
            .select(greatest(users::manager_id, users::manager_id))
            .all(db)?;
        assert_eq!(both, [None, Some(1), Some(1), Some(2)]);
        computed!(db: greatest(users::name, "B") => text("B"), least("b", users::name) => text("Ann"));
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Event in events {
        #[primary_key]
        id: i64,
        day: NaiveDate,
        clock: NaiveTime,
        local: NaiveDateTime,
        moment: DateTime<Utc>,
        ended: Option<NaiveDate>,
    }
}
schema! { Calendar: events }

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}
fn moment(text: &str) -> DateTime<Utc> {
    local(text).and_utc()
}
fn event(id: i64, at: &str) -> Event {
    let local = local(at);
    Event { id, day: local.date(), clock: local.time(), local, moment: local.and_utc(), ended: None }
}

/// Creates the table, with an event at each of these.
macro_rules! events {
    ($db:ident, $($at:expr),+) => {
        $db.create::<Calendar>();
        insert(events::table).values([$($at),+].iter().zip(1..).map(|(at, id)| event(id, at)).collect::<Vec<_>>()).execute($db)?;
    };
}

each_backend! {
    everywhere fn parts_of_dates_and_times(db) {
        events!(db, "2024-02-29T13:05:09.999999", "2021-01-03T00:00:00", "9999-12-31T23:59:59.999999");
        let days: Vec<(i32, i32, i32, i32, i32, i32, i32)> = from(events::table)
            .order_by(events::id)
            .select((
                extract(unit::Year, events::day),
                extract(unit::Quarter, events::day),
                extract(unit::Month, events::day),
                extract(unit::Week, events::day),
                extract(unit::Day, events::day),
                extract(unit::DayOfWeek, events::day),
                extract(unit::DayOfYear, events::day),
            ))
            .all(db)?;
        assert_eq!(days, [(2024, 1, 2, 9, 29, 4, 60), (2021, 1, 1, 53, 3, 7, 3), (9999, 4, 12, 52, 31, 5, 365)]);
        let stamps: Vec<(i32, i32, i32, i32, i32, i32)> = from(events::table)
            .order_by(events::id)
            .select((
                extract(unit::Year, events::local),
                extract(unit::Day, events::moment),
                extract(unit::Hour, events::moment),
                extract(unit::Minute, events::local),
                extract(unit::Second, events::local),
                extract(unit::Second, events::moment),
            ))
            .all(db)?;
        assert_eq!(stamps, [(2024, 29, 13, 5, 9, 9), (2021, 3, 0, 0, 0, 0), (9999, 31, 23, 59, 59, 59)]);
        let clocks: Vec<(i32, i32, i32)> = from(events::table)
            .order_by(events::id)
            .select((
                extract(unit::Hour, events::clock),
                extract(unit::Minute, events::clock),
                extract(unit::Second, events::clock),
            ))
            .all(db)?;
        assert_eq!(clocks, [(13, 5, 9), (0, 0, 0), (23, 59, 59)]);
        let none: Vec<Option<i32>> = from(events::table).select(extract(unit::Year, events::ended)).all(db)?;
        assert_eq!(none, [None, None, None]);
    }

    everywhere fn dates_are_cut_to_a_unit(db) {
        events!(db, "2024-08-15T13:05:09.999999");
        let found: Vec<_> = from(events::table)
            .select((
                date_trunc(unit::Year, events::day),
                date_trunc(unit::Quarter, events::day),
                date_trunc(unit::Month, events::day),
                date_trunc(unit::Week, events::day),
                date_trunc(unit::Day, events::day),
            ))
            .all(db)?;
        let expected = (day("2024-01-01"), day("2024-07-01"), day("2024-08-01"), day("2024-08-12"), day("2024-08-15"));
        assert_eq!(found, [expected]);
        let stamps: Vec<_> = from(events::table)
            .select((
                date_trunc(unit::Year, events::moment),
                date_trunc(unit::Quarter, events::local),
                date_trunc(unit::Month, events::local),
                date_trunc(unit::Week, events::moment),
                date_trunc(unit::Day, events::local),
                date_trunc(unit::Hour, events::moment),
                date_trunc(unit::Minute, events::local),
                date_trunc(unit::Second, events::local),
            ))
            .all(db)?;
        let expected = (
            moment("2024-01-01T00:00:00"),
            local("2024-07-01T00:00:00"),
            local("2024-08-01T00:00:00"),
            moment("2024-08-12T00:00:00"),
            local("2024-08-15T00:00:00"),
            moment("2024-08-15T13:00:00"),
            local("2024-08-15T13:05:00"),
            local("2024-08-15T13:05:09"),
        );
        assert_eq!(stamps, [expected]);
        let equal = from(events::table)
            .filter(date_trunc(unit::Month, events::moment).eq(moment("2024-08-01T00:00:00")))
            .count(db)?;
        assert_eq!(equal, 1);
    }

    everywhere fn grouped_by_the_year(db) {
        events!(db, "2024-08-15T13:05:09", "2023-01-01T00:00:00", "2024-01-01T00:00:00");
        let years: Vec<(i32, i64)> = from(events::table)
            .group_by(extract(unit::Year, events::day))
            .order_by(extract(unit::Year, events::day))
            .select((extract(unit::Year, events::day), count()))
            .all(db)?;
        assert_eq!(years, [(2023, 1), (2024, 2)]);
        let months: Vec<(NaiveDate, i64)> = from(events::table)
            .group_by(date_trunc(unit::Month, events::day))
            .order_by(date_trunc(unit::Month, events::day).desc())
            .select((date_trunc(unit::Month, events::day), count()))
            .all(db)?;
        assert_eq!(months, [(day("2024-08-01"), 1), (day("2024-01-01"), 1), (day("2023-01-01"), 1)]);
    }

    everywhere fn intervals_are_added(db) {
        events!(db, "2024-01-31T23:59:59.999999");
        let found: Vec<_> = from(events::table)
            .select((
                date_add(events::day, days(1)),
                date_sub(events::day, days(31)),
                date_add(events::day, weeks(1)),
                date_add(events::day, months(1)),
                date_sub(events::day, months(2)),
                date_add(events::day, years(-1)),
                date_add(value(day("2024-02-29")), years(1)),
            ))
            .all(db)?;
        let expected = ["2024-02-01", "2023-12-31", "2024-02-07", "2024-02-29", "2023-11-30", "2023-01-31", "2025-02-28"];
        let expected: Vec<_> = expected.into_iter().map(day).collect();
        let d = found[0];
        assert_eq!([d.0, d.1, d.2, d.3, d.4, d.5, d.6], expected[..]);
        let stamps: Vec<_> = from(events::table)
            .select((
                date_add(events::moment, days(1)),
                date_add(events::local, weeks(-1)),
                date_add(events::moment, months(1)),
                date_sub(events::local, years(1)),
                date_add(events::local, hours(25)),
                date_sub(events::moment, minutes(1)),
                date_add(events::local, seconds(1)),
            ))
            .all(db)?;
        let expected = (
            moment("2024-02-01T23:59:59.999999"),
            local("2024-01-24T23:59:59.999999"),
            moment("2024-02-29T23:59:59.999999"),
            local("2023-01-31T23:59:59.999999"),
            local("2024-02-02T00:59:59.999999"),
            moment("2024-01-31T23:58:59.999999"),
            local("2024-02-01T00:00:00.999999"),
        );
        assert_eq!(stamps, [expected]);
        let later = from(events::table)
            .filter(date_add(events::day, days(events::id.cast::<i32>())).eq(day("2024-02-01")))
            .filter(events::day.lt(date_sub(value(day("1998-12-01")), days(-40000))))
            .count(db)?;
        assert_eq!(later, 1);
    }

    everywhere fn differences_of_dates(db) {
        events!(db, "2024-03-01T00:00:00.000001", "2024-02-28T23:59:59.999999");
        let differences: Vec<(i32, i32, i64)> = from(events::table)
            .order_by(events::id)
            .select((
                days_between(events::day, day("2024-02-01")),
                days_between(events::moment, moment("2024-02-28T12:00:00")),
                aludel::expr::micros_between(events::local, local("2024-02-29T00:00:00")),
            ))
            .all(db)?;
        assert_eq!(differences, [(29, 2, 86_400_000_001), (27, 0, -1)]);
    }

    everywhere fn the_clock_is_that_of_now_in_utc(db) {
        events!(db, "2024-03-01T00:00:00");
        let before = Utc::now() - chrono::TimeDelta::seconds(2);
        let (at, wall): (DateTime<Utc>, NaiveDateTime) =
            from(events::table).select((now().of::<DateTime<Utc>>(), now().of::<NaiveDateTime>())).one(db)?;
        let after = Utc::now() + chrono::TimeDelta::seconds(2);
        assert!(before < at && at < after && (before < wall.and_utc()) && wall.and_utc() < after);
        let today: NaiveDate = from(events::table).select(current_date().of::<NaiveDate>()).one(db)?;
        assert!((before.date_naive()..=after.date_naive()).contains(&today));
        let past = from(events::table).filter(events::moment.lt(now())).filter(events::day.lt(current_date())).count(db)?;
        assert_eq!(past, 1);
    }
}

sql_function! {
    /// Of SQLite, PostgreSQL and MySQL.
    fn shout(text: String) -> String = "upper";
    /// One that may be NULL whatever it is given.
    fn nothing(a: i64, b: i64) -> Option<i64> = "nullif";
    /// One that takes NULL.
    fn or_else(a: Option<i32>, b: Option<i32>) -> i32 = "coalesce";
    fn pi() -> f64;
    fn initials(name: String) -> String;
    fn plus(a: i64, b: Option<i64>) -> i64 = "rust_plus";
}

each_backend! {
    everywhere fn declared_functions_are_called(db) {
        blog(db);
        computed!(db:
            shout(users::name) => text("ANN"),
            shout("abc") => text("ABC"),
            nothing(users::id, 1) => None,
            or_else(users::age, 5) => 30,
            shout(shout(users::bio)) => Some(text("WRITES")),
        );
        let names: Vec<String> =
            from(users::table).group_by(shout(users::name)).select(shout(users::name)).all(db)?;
        assert_eq!(names.len(), 4);
    }

    on [Postgres, MariaDb] fn declared_functions_without_arguments(db) {
        blog(db);
        // MySQL rounds it to six digits.
        let pi: f64 = compute!(db, pi());
        assert!((pi - std::f64::consts::PI).abs() < 1e-6);
    }
}

#[test]
fn functions_in_rust_on_sqlite() -> aludel::Result<()> {
    use aludel::sqlite::Functions as _;
    let engine = Engine::<Sqlite>::builder("sqlite::memory:")
        .function("initials", |name: String| name.split(' ').filter_map(|word| word.chars().next()).collect::<String>())
        .function("rust_plus", |a: i64, b: Option<i64>| a + b.unwrap_or(100))
        .open()?;
    Blog::create_all(&engine)?;
    let db = &mut engine.connect()?;
    fill(db);
    let rows: Vec<(String, i64)> = from(users::table)
        .order_by(users::id)
        .select((initials(users::name.concat(" Smith")), plus(users::id, users::manager_id)))
        .all(db)?;
    assert_eq!(rows[..2], [(text("AS"), 101), (text("BS"), 3)]);
    Ok(())
}
