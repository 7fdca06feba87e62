//! Between 1970, where Aludel counts from, and 2000, where PostgreSQL does; and how far PostgreSQL counts.

use aludel_core::value::civil::DAY;

/// Days from 1970-01-01 to 2000-01-01.
const DAYS: i32 = 10_957;
/// Microseconds from 1970-01-01 to 2000-01-01.
const MICROS: i64 = DAYS as i64 * DAY;

/// 4714-11-24 BC, the first day; the next are the first day and microsecond that are too late (`datatype/timestamp.h`).
const FIRST_DAY: i32 = -2_451_545;
const END_DAY: i32 = 2_145_031_949;
const END_MICRO: i64 = 9_223_371_331_200_000_000;

/// PostgreSQL's number of a day, if it has it.
#[inline]
pub(crate) fn day_to(days: i32) -> Option<i32> {
    days.checked_sub(DAYS).filter(|days| (FIRST_DAY..END_DAY).contains(days))
}

/// The days since 1970 of PostgreSQL's number; `None` for `infinity` and `-infinity`.
#[inline]
pub(crate) fn day_from(days: i32) -> Option<i32> {
    (FIRST_DAY..END_DAY).contains(&days).then(|| days + DAYS)
}

/// PostgreSQL's number of a moment, if it has it.
#[inline]
pub(crate) fn moment_to(micros: i64) -> Option<i64> {
    micros.checked_sub(MICROS).filter(|micros| (FIRST_DAY as i64 * DAY..END_MICRO).contains(micros))
}

/// The microseconds since 1970 of PostgreSQL's number; `None` for the infinities, and for the end of the year 294247,
/// which 64 bits of microseconds since 1970 do not reach.
#[inline]
pub(crate) fn moment_from(micros: i64) -> Option<i64> {
    (FIRST_DAY as i64 * DAY..END_MICRO).contains(&micros).then(|| micros.checked_add(MICROS)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use aludel_core::value::civil::to_days;

    #[test]
    fn the_first_and_the_last_day_are_those_of_the_manual() {
        let first = to_days(-4713, 11, 24).unwrap();
        let last = to_days(5_874_897, 12, 31).unwrap();
        assert_eq!(day_to(first), Some(FIRST_DAY));
        assert_eq!(day_to(first - 1), None);
        assert_eq!(day_to(last), Some(END_DAY - 1));
        assert_eq!(day_to(last + 1), None);
        assert_eq!(day_from(FIRST_DAY), Some(first));
        assert_eq!(day_from(END_DAY - 1), Some(last));
        assert_eq!((day_from(i32::MIN), day_from(i32::MAX)), (None, None));
    }

    #[test]
    fn moments_end_where_either_side_ends() {
        let first = i64::from(to_days(-4713, 11, 24).unwrap()) * DAY;
        assert_eq!(moment_to(first).and_then(moment_from), Some(first));
        assert_eq!(moment_to(first - 1), None);
        assert_eq!(moment_to(i64::MAX).and_then(moment_from), Some(i64::MAX));
        assert_eq!(moment_to(i64::MIN), None);
        assert_eq!(moment_from(END_MICRO - 1), None);
        assert_eq!((moment_from(i64::MIN), moment_from(i64::MAX)), (None, None));
    }
}
