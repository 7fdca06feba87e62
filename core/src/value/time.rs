//! `time`.

use super::{Row, civil, lossy, primitive::scalars};
use crate::Result;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

scalars! {
    Date: Date, |v, b| b.date(v.to_julian_day() - EPOCH), |row, at| date(row, at);
    Time: Time, |v, b| b.time(micros(midnight_to(*v), v.nanosecond())?), |row, at| time(row, at);
    PrimitiveDateTime: Timestamp, |v, b| b.timestamp(micros(v.assume_utc().unix_timestamp(), v.nanosecond())?),
        |row, at| moment(row, at, row.timestamp(at)?, "time::PrimitiveDateTime").map(local);
    OffsetDateTime: TimestampTz, |v, b| b.timestamptz(micros(v.unix_timestamp(), v.nanosecond())?),
        |row, at| moment(row, at, row.timestamptz(at)?, "time::OffsetDateTime");
}

/// 1970-01-01, as a Julian day.
const EPOCH: i32 = 2_440_588;

fn micros(seconds: i64, nanos: u32) -> Result<i64> {
    civil::whole_micros(seconds, nanos as i32, "`.truncate_to_microsecond()`")
}

fn midnight_to(time: Time) -> i64 {
    let (hour, minute, second) = time.as_hms();
    i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)
}

fn date<R: Row + ?Sized>(row: &R, at: usize) -> Result<Date> {
    let date = row.date(at)?.checked_add(EPOCH).and_then(|day| Date::from_julian_day(day).ok());
    date.ok_or_else(|| lossy(row, at, "time::Date"))
}

fn time<R: Row + ?Sized>(row: &R, at: usize) -> Result<Time> {
    let micros = row.time(at)?;
    let (hour, minute, second, micro) = civil::clock(micros);
    let time = civil::time_of_day(micros).and_then(|_| Time::from_hms_micro(hour, minute, second, micro).ok());
    time.ok_or_else(|| lossy(row, at, "time::Time"))
}

fn moment<R: Row + ?Sized>(row: &R, at: usize, micros: i64, wanted: &str) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).map_err(|_| lossy(row, at, wanted))
}

fn local(utc: OffsetDateTime) -> PrimitiveDateTime {
    PrimitiveDateTime::new(utc.date(), utc.time())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random_in, refused, round_trips, stored, unreadable};
    use time::{Duration, UtcOffset, macros::datetime};

    const LAST: i64 = civil::DAY - 1;

    #[test]
    fn dates() {
        round_trips([Date::MIN, Date::MAX]);
        for days in random_in(-4_300_000..=2_900_000) {
            let (y, m, d) = civil::from_days(days as i32);
            let date = Date::from_calendar_date(y, m.try_into().unwrap(), d).unwrap();
            assert_eq!(stored(&date), Stored::Date(days as i32));
            round_trips([date]);
        }
        for days in [i32::MIN, i32::MAX] {
            unreadable::<Date>(Stored::Date(days));
        }
    }

    #[test]
    fn times() {
        round_trips(random_in(0..=LAST).map(|micros| Time::MIDNIGHT + Duration::microseconds(micros)));
        assert_eq!(stored(&Time::from_hms_micro(23, 59, 59, 999_999).unwrap()), Stored::Time(LAST));
        for micros in [-1, LAST + 1, i64::MIN, i64::MAX] {
            unreadable::<Time>(Stored::Time(micros));
        }
    }

    #[test]
    fn moments() {
        let (first, last) = (PrimitiveDateTime::MIN, PrimitiveDateTime::MAX.truncate_to_microsecond());
        round_trips([first, last]);
        round_trips([first.assume_utc(), last.assume_utc(), OffsetDateTime::UNIX_EPOCH]);
        for micros in random_in(-377_705_116_800_000_000..=253_402_300_799_999_999) {
            let moment = OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).unwrap();
            assert_eq!(stored(&moment), Stored::TimestampTz(micros));
            assert_eq!(stored(&local(moment)), Stored::Timestamp(micros));
            round_trips([moment]);
            round_trips([local(moment)]);
        }
        for micros in [i64::MIN, i64::MAX] {
            unreadable::<OffsetDateTime>(Stored::TimestampTz(micros));
            unreadable::<PrimitiveDateTime>(Stored::Timestamp(micros));
        }
    }

    #[test]
    fn an_offset_is_read_as_utc() {
        let here = datetime!(2024-02-29 01:30:00.000001 +05:30);
        let there = <OffsetDateTime as crate::value::Scalar>::decode(&stored(&here), 0).unwrap();
        assert_eq!((there, there.offset()), (here, UtcOffset::UTC));
        assert_eq!(local(there), datetime!(2024-02-28 20:00:00.000001));
    }

    #[test]
    fn what_the_databases_do_not_keep_is_refused() {
        let finer = datetime!(1960-01-01 01:02:03.000_004_005);
        assert!(refused(&finer).contains("truncate_to_microsecond"));
        assert!(refused(&finer.time()).contains("truncate_to_microsecond"));
        assert!(refused(&finer.assume_utc()).contains("truncate_to_microsecond"));
        round_trips([finer.truncate_to_microsecond()]);
    }
}
