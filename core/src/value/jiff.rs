//! `jiff`.

use super::{Row, civil, lossy, primitive::scalars};
use crate::Result;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Time},
};

scalars! {
    Date: Date, |v, b| b.date(days(*v)), |row, at| date(row.date(at)?).ok_or_else(|| lossy(row, at, "jiff::civil::Date"));
    Time: Time, |v, b| b.time(micros(*v)?), |row, at| time(row.time(at)?).ok_or_else(|| lossy(row, at, "jiff::civil::Time"));
    DateTime: Timestamp, |v, b| b.timestamp(i64::from(days(v.date())) * civil::DAY + micros(v.time())?), |row, at| local(row, at);
    Timestamp: TimestampTz, |v, b| b.timestamptz(civil::whole_micros(v.as_second(), v.subsec_nanosecond(), ROUND)?),
        |row, at| moment(row, at);
}

const ROUND: &str = "`.round(jiff::Unit::Microsecond)`";

fn days(date: Date) -> i32 {
    let days = civil::to_days(date.year().into(), date.month() as u8, date.day() as u8);
    days.expect("jiff's dates exist, in years of four digits")
}

fn micros(time: Time) -> Result<i64> {
    let seconds = i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    civil::whole_micros(seconds, time.subsec_nanosecond(), ROUND)
}

fn date(days: i32) -> Option<Date> {
    let (year, month, day) = civil::from_days(days);
    Date::new(year.try_into().ok()?, month as i8, day as i8).ok()
}

fn time(micros: i64) -> Option<Time> {
    let (_, nano) = civil::time_of_day(micros)?;
    let (hour, minute, second, _) = civil::clock(micros);
    Time::new(hour as i8, minute as i8, second as i8, nano as i32).ok()
}

fn local<R: Row + ?Sized>(row: &R, at: usize) -> Result<DateTime> {
    let (days, micros) = civil::split(row.timestamp(at)?);
    let both = date(days).zip(time(micros)).map(|(date, time)| DateTime::from_parts(date, time));
    both.ok_or_else(|| lossy(row, at, "jiff::civil::DateTime"))
}

/// `Timestamp::from_microsecond` has not the last second of all.
fn moment<R: Row + ?Sized>(row: &R, at: usize) -> Result<Timestamp> {
    let nanos = i128::from(row.timestamptz(at)?) * 1000;
    Timestamp::from_nanosecond(nanos).map_err(|_| lossy(row, at, "jiff::Timestamp"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random_in, refused, round_trips, stored, unreadable};
    use jiff::{Unit, tz::TimeZone};

    const LAST: i64 = civil::DAY - 1;

    #[test]
    fn dates() {
        round_trips([Date::MIN, Date::MAX, Date::ZERO]);
        for day in random_in(days(Date::MIN).into()..=days(Date::MAX).into()) {
            let date = date(day as i32).unwrap();
            assert_eq!(stored(&date), Stored::Date(day as i32));
            round_trips([date]);
        }
        for day in [i32::MIN, i32::MAX, days(Date::MIN) - 1, days(Date::MAX) + 1] {
            unreadable::<Date>(Stored::Date(day));
        }
    }

    #[test]
    fn times() {
        round_trips(random_in(0..=LAST).map(|micros| time(micros).unwrap()));
        assert_eq!(stored(&Time::constant(23, 59, 59, 999_999_000)), Stored::Time(LAST));
        for micros in [-1, LAST + 1, i64::MIN, i64::MAX] {
            unreadable::<Time>(Stored::Time(micros));
        }
    }

    #[test]
    fn moments() {
        let (first, last) = (Timestamp::MIN, Timestamp::MAX);
        for micros in random_in(first.as_microsecond()..=last.as_microsecond()) {
            let moment = Timestamp::from_nanosecond(i128::from(micros) * 1000).unwrap();
            let local = TimeZone::UTC.to_datetime(moment);
            assert_eq!(stored(&moment), Stored::TimestampTz(micros));
            assert_eq!(stored(&local), Stored::Timestamp(micros));
            round_trips([moment]);
            round_trips([local]);
        }
        round_trips([first, Timestamp::UNIX_EPOCH]);
        round_trips([DateTime::MIN, DateTime::ZERO, DateTime::constant(9999, 12, 31, 23, 59, 59, 999_999_000)]);
        for micros in [i64::MIN, i64::MAX] {
            unreadable::<Timestamp>(Stored::TimestampTz(micros));
            unreadable::<DateTime>(Stored::Timestamp(micros));
        }
    }

    #[test]
    fn what_the_databases_do_not_keep_is_refused() {
        let finer = DateTime::constant(1960, 1, 1, 1, 2, 3, 4_005);
        let moment = TimeZone::UTC.to_timestamp(finer).unwrap();
        assert!(moment.subsec_nanosecond() < 0, "jiff counts towards 1970");
        assert!(refused(&finer).contains("round(jiff::Unit::Microsecond)"));
        assert!(refused(&finer.time()).contains("round(jiff::Unit::Microsecond)"));
        assert!(refused(&moment).contains("round(jiff::Unit::Microsecond)"));
        round_trips([moment.round(Unit::Microsecond).unwrap()]);
    }
}
