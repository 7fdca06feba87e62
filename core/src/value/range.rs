//! Ranges of values: PostgreSQL's `int4range` and its siblings.
//!
//! The ranges of the standard library are several types, none of which can be empty, bounded on one side and include its
//! upper end at once. A range that is read may be any of that; so there is one type, which is made of each of them.

use super::{Binder, Encode, End, Ends, List, Row, Scalar, SqlType};
use crate::{Error, ErrorKind, Result};
use std::ops::{self, Bound, RangeBounds};

/// A range of values: `Range::from(1..5)`, `Range::from(..=day)`, `Range::new(Bound::Excluded(a), Bound::Unbounded)`.
///
/// Two are equal if the same values are in them: of whole numbers and days, `1..=4` is `1..5`. One with nothing in it is
/// [`empty`](Self::empty), however it was made.
///
/// ```
/// use aludel_core::value::Range;
/// let days = Range::from(1..=4);
/// assert_eq!(days, Range::from(1..5));
/// assert!(days.has(&4) && !days.has(&5) && Range::from(5..5).is_empty());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Range<T>(Kept<T>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kept<T> {
    Empty,
    Of(Bound<T>, Bound<T>),
}

/// A value type that PostgreSQL has ranges of: `i32`, `i64`, decimals, dates and moments.
#[diagnostic::on_unimplemented(
    message = "PostgreSQL has no ranges of `{Self}`",
    label = "no ranges of this type",
    note = "there are ranges of `i32`, `i64`, decimals, dates, dates with time and moments"
)]
pub trait InRange: Scalar + PartialOrd + Clone {
    /// Whether each value has a next one. Then ranges are kept as those from an included to an excluded end.
    const IS_DISCRETE: bool = false;
    /// The next value; none if that is not discrete, or the greatest.
    fn next(&self) -> Option<Self> {
        None
    }
}
impl InRange for i32 {
    const IS_DISCRETE: bool = true;
    fn next(&self) -> Option<Self> {
        self.checked_add(1)
    }
}
impl InRange for i64 {
    const IS_DISCRETE: bool = true;
    fn next(&self) -> Option<Self> {
        self.checked_add(1)
    }
}
#[cfg(feature = "rust_decimal")]
impl InRange for rust_decimal::Decimal {}
#[cfg(feature = "chrono")]
mod of_chrono {
    use super::InRange;
    impl InRange for chrono::NaiveDate {
        const IS_DISCRETE: bool = true;
        fn next(&self) -> Option<Self> {
            self.succ_opt()
        }
    }
    impl InRange for chrono::NaiveDateTime {}
    impl InRange for chrono::DateTime<chrono::Utc> {}
}
#[cfg(feature = "jiff")]
mod of_jiff {
    use super::InRange;
    impl InRange for jiff::civil::Date {
        const IS_DISCRETE: bool = true;
        fn next(&self) -> Option<Self> {
            self.tomorrow().ok()
        }
    }
    impl InRange for jiff::civil::DateTime {}
    impl InRange for jiff::Timestamp {}
}
#[cfg(feature = "time")]
mod of_time {
    use super::InRange;
    impl InRange for time::Date {
        const IS_DISCRETE: bool = true;
        fn next(&self) -> Option<Self> {
            self.next_day()
        }
    }
    impl InRange for time::PrimitiveDateTime {}
    impl InRange for time::OffsetDateTime {}
}

impl<T: InRange> Range<T> {
    /// A range between two ends.
    pub fn new(lower: Bound<T>, upper: Bound<T>) -> Self {
        use Bound::{Excluded, Included};
        let (lower, upper) = match T::IS_DISCRETE {
            // The greatest value has none behind it: then the end stays as it is.
            true => (
                match lower {
                    Excluded(v) => v.next().map_or(Excluded(v), Included),
                    lower => lower,
                },
                match upper {
                    Included(v) => v.next().map_or(Included(v), Excluded),
                    upper => upper,
                },
            ),
            false => (lower, upper),
        };
        let nothing = match (&lower, &upper) {
            (Included(a), Included(b)) => a > b,
            (Included(a) | Excluded(a), Included(b) | Excluded(b)) => a >= b,
            _ => false,
        };
        Self(if nothing { Kept::Empty } else { Kept::Of(lower, upper) })
    }
}

impl<T> Range<T> {
    /// A range with nothing in it.
    pub const fn empty() -> Self {
        Self(Kept::Empty)
    }

    /// Whether nothing is in it.
    pub const fn is_empty(&self) -> bool {
        matches!(self.0, Kept::Empty)
    }

    /// The lower end; `None` of an empty range.
    pub fn lower(&self) -> Option<Bound<&T>> {
        match &self.0 {
            Kept::Empty => None,
            Kept::Of(lower, _) => Some(lower.as_ref()),
        }
    }

    /// The upper end; `None` of an empty range.
    pub fn upper(&self) -> Option<Bound<&T>> {
        match &self.0 {
            Kept::Empty => None,
            Kept::Of(_, upper) => Some(upper.as_ref()),
        }
    }

    /// Whether the value is in it.
    pub fn has(&self, value: &T) -> bool
    where
        T: PartialOrd,
    {
        match &self.0 {
            Kept::Empty => false,
            Kept::Of(lower, upper) => (lower.as_ref(), upper.as_ref()).contains(value),
        }
    }

    fn ends(&self) -> Ends {
        fn end<T>(bound: &Bound<T>) -> End {
            match bound {
                Bound::Unbounded => End::Unbounded,
                Bound::Included(_) => End::Included,
                Bound::Excluded(_) => End::Excluded,
            }
        }
        match &self.0 {
            Kept::Empty => Ends::Empty,
            Kept::Of(lower, upper) => Ends::Of(end(lower), end(upper)),
        }
    }

    /// The values of the ends that there are.
    fn values(&self) -> impl Iterator<Item = &T> {
        let of = |bound: Option<Bound<_>>| match bound {
            Some(Bound::Included(v) | Bound::Excluded(v)) => Some(v),
            _ => None,
        };
        [of(self.lower()), of(self.upper())].into_iter().flatten()
    }
}

macro_rules! from {
    ($($range:ident)*) => { $(
        impl<T: InRange> From<ops::$range<T>> for Range<T> {
            fn from(range: ops::$range<T>) -> Self {
                Self::new(range.start_bound().cloned(), range.end_bound().cloned())
            }
        }
    )* };
}
from!(Range RangeInclusive RangeFrom RangeTo RangeToInclusive);
impl<T: InRange> From<ops::RangeFull> for Range<T> {
    fn from(_: ops::RangeFull) -> Self {
        Self::new(Bound::Unbounded, Bound::Unbounded)
    }
}

impl<T: Encode> List for Range<T> {
    fn len(&self) -> usize {
        self.values().count()
    }
    fn encode<'v>(&'v self, i: usize, binder: &mut dyn Binder<'v>) -> Result<()> {
        match self.values().nth(i) {
            Some(value) => value.encode(binder),
            None => Err(Error::new(ErrorKind::Encode, "a range does not have so many ends")),
        }
    }
}
impl<T: InRange> Encode for Range<T> {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.range(T::TYPE, self.ends(), self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: InRange> Scalar for Range<T> {
    const TYPE: SqlType = SqlType::Range(const { &T::TYPE });
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        let mut values = Vec::with_capacity(2);
        let ends = row.range(at, &mut |row, at| {
            values.push(T::decode(row, at)?);
            Ok(())
        })?;
        let Ends::Of(lower, upper) = ends else { return Ok(Self::empty()) };
        let mut values = values.into_iter();
        let mut bound = |end| match end {
            End::Unbounded => Some(Bound::Unbounded),
            End::Included => values.next().map(Bound::Included),
            End::Excluded => values.next().map(Bound::Excluded),
        };
        match (bound(lower), bound(upper)) {
            (Some(lower), Some(upper)) => Ok(Self::new(lower, upper)),
            _ => Err(super::lossy(row, at, "range")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::round_trips;

    #[test]
    fn ranges_come_back() {
        round_trips([Range::from(1i32..5), Range::from(..=7), Range::from(3..), Range::from(..), Range::empty()]);
        round_trips([Range::from(i64::MIN..=i64::MAX), Range::new(Bound::Excluded(1), Bound::Included(9))]);
    }

    #[test]
    fn what_has_the_same_values_is_equal() {
        assert_eq!(Range::from(1..=4), Range::new(Bound::Excluded(0), Bound::Excluded(5)));
        assert_eq!(Range::from(std::ops::RangeInclusive::new(3, 2)), Range::<i32>::empty());
        assert_eq!(Range::new(Bound::Excluded(1), Bound::Excluded(2)), Range::<i32>::empty());
        assert!(!Range::from(i32::MAX..=i32::MAX).is_empty());
        let (low, high) = (Range::from(..5i64), Range::from(5i64..));
        assert!(low.has(&4) && !low.has(&5) && high.has(&5) && !Range::<i64>::empty().has(&1));
    }
}
