//! `chrono`.

use super::{Row, civil, lossy, primitive::scalars};
use crate::{Error, ErrorKind, Result};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

scalars! {
    NaiveDate: Date, |v, b| b.date(v.num_days_from_ce() - EPOCH), |row, at| date(row, at, row.date(at)?);
    NaiveTime: Time, |v, b| b.time(micros(v.num_seconds_from_midnight().into(), v)?), |row, at| time(row, at);
    NaiveDateTime: Timestamp, |v, b| b.timestamp(micros(v.and_utc().timestamp(), v)?),
        |row, at| moment(row, at, row.timestamp(at)?, "chrono::NaiveDateTime").map(|m| m.naive_utc());
    DateTime<Utc>: TimestampTz, |v, b| b.timestamptz(micros(v.timestamp(), v)?),
        |row, at| moment(row, at, row.timestamptz(at)?, "chrono::DateTime<Utc>");
}

/// 1970-01-01, in days since the day before 0001-01-01.
const EPOCH: i32 = 719_163;

fn micros(seconds: i64, clock: &impl Timelike) -> Result<i64> {
    let nanos = clock.nanosecond();
    if nanos >= 1_000_000_000 {
        return Err(Error::new(
            ErrorKind::Encode,
            "a leap second cannot be stored: the databases have none; store the second before or after it",
        ));
    }
    civil::whole_micros(seconds, nanos as i32, "`.trunc_subsecs(6)` or `.round_subsecs(6)` of `chrono::SubsecRound`")
}

fn date<R: Row + ?Sized>(row: &R, at: usize, days: i32) -> Result<NaiveDate> {
    let date = days.checked_add(EPOCH).and_then(NaiveDate::from_num_days_from_ce_opt);
    date.ok_or_else(|| lossy(row, at, "chrono::NaiveDate"))
}

fn time<R: Row + ?Sized>(row: &R, at: usize) -> Result<NaiveTime> {
    let (second, nano) = civil::time_of_day(row.time(at)?).ok_or_else(|| lossy(row, at, "chrono::NaiveTime"))?;
    NaiveTime::from_num_seconds_from_midnight_opt(second, nano).ok_or_else(|| lossy(row, at, "chrono::NaiveTime"))
}

fn moment<R: Row + ?Sized>(row: &R, at: usize, micros: i64, wanted: &str) -> Result<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| lossy(row, at, wanted))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random_in, refused, round_trips, stored, unreadable};
    use chrono::{SubsecRound, TimeDelta};

    const LAST: i64 = civil::DAY - 1;

    #[test]
    fn dates() {
        let day = |days| NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + TimeDelta::days(days);
        round_trips([NaiveDate::MIN, NaiveDate::MAX, day(0), day(-1)]);
        round_trips(random_in(-3_000_000..=3_000_000).map(day));
        for days in random_in(-3_000_000..=3_000_000) {
            let (y, m, d) = civil::from_days(days as i32);
            assert_eq!(stored(&NaiveDate::from_ymd_opt(y, m.into(), d.into()).unwrap()), Stored::Date(days as i32));
        }
        for days in [i32::MIN, i32::MAX, 100_000_000] {
            unreadable::<NaiveDate>(Stored::Date(days));
        }
    }

    #[test]
    fn times() {
        round_trips(random_in(0..=LAST).map(|micros| NaiveTime::MIN + TimeDelta::microseconds(micros)));
        assert_eq!(stored(&NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap()), Stored::Time(LAST));
        for micros in [-1, LAST + 1, i64::MIN, i64::MAX] {
            unreadable::<NaiveTime>(Stored::Time(micros));
        }
    }

    #[test]
    fn moments() {
        let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC.trunc_subsecs(6));
        round_trips([first, last, DateTime::UNIX_EPOCH]);
        round_trips([first.naive_utc(), last.naive_utc(), NaiveDateTime::default()]);
        let range = first.timestamp_micros()..=last.timestamp_micros();
        round_trips(random_in(range.clone()).map(|micros| DateTime::from_timestamp_micros(micros).unwrap()));
        for micros in random_in(range) {
            let moment = DateTime::from_timestamp_micros(micros).unwrap();
            assert_eq!(stored(&moment), Stored::TimestampTz(micros));
            assert_eq!(stored(&moment.naive_utc()), Stored::Timestamp(micros));
        }
        for micros in [i64::MIN, i64::MAX, last.timestamp_micros() + 1] {
            unreadable::<DateTime<Utc>>(Stored::TimestampTz(micros));
            unreadable::<NaiveDateTime>(Stored::Timestamp(micros));
        }
    }

    #[test]
    fn what_the_databases_do_not_keep_is_refused() {
        let finer = NaiveTime::from_hms_nano_opt(1, 2, 3, 4_005).unwrap();
        let leap = NaiveTime::from_hms_milli_opt(23, 59, 59, 1_500).unwrap();
        let day = NaiveDate::from_ymd_opt(1960, 1, 1).unwrap();
        for (time, why) in [(finer, "round_subsecs(6)"), (leap, "leap second")] {
            assert!(refused(&time).contains(why));
            assert!(refused(&day.and_time(time)).contains(why));
            assert!(refused(&day.and_time(time).and_utc()).contains(why));
        }
        round_trips([finer.trunc_subsecs(6)]);
        assert!(refused(&NaiveDateTime::MAX).contains("microsecond"));
    }
}
