//! What is decided at run time about a text.

use super::{Binder, Decimal, Dialect, DialectKind, Ends, Interval, List, Sql, SqlType};
use crate::Result;
use std::borrow::Cow;

/// Which ways the text of a statement went, as one number: the same for the same text, and another one for another.
///
/// Its values say nothing about the text.
pub(crate) struct Shape {
    dialect: DialectKind,
    number: u64,
    /// Of so many numbers; `None` if they are more than there are.
    numbers: Option<u64>,
}

impl Shape {
    /// The number of a statement's text; `None` if it cannot be told.
    #[inline]
    pub(crate) fn of<D: Dialect, Q: Sql<D>>(query: &Q, dialect: DialectKind) -> Option<u64> {
        let mut shape = Self { dialect, number: 0, numbers: Some(1) };
        // A value that is no value is refused when it is bound.
        match query.bind(&mut shape) {
            Ok(()) => shape.numbers.map(|_| shape.number),
            Err(_) => None,
        }
    }
}

/// One line per method: a value, of which nothing is kept.
macro_rules! ignored {
    ($($name:ident($ty:ty);)*) => { $(
        #[inline]
        fn $name(&mut self, _: $ty) -> Result<()> {
            Ok(())
        }
    )* };
}

impl<'v> Binder<'v> for Shape {
    #[inline]
    fn dialect(&self) -> DialectKind {
        self.dialect
    }
    #[inline]
    fn way(&mut self, way: usize, ways: usize) {
        self.number = self.number.wrapping_mul(ways as u64).wrapping_add(way as u64);
        self.numbers = self.numbers.filter(|_| way < ways).and_then(|numbers| numbers.checked_mul(ways as u64));
    }
    #[inline]
    fn wants_values(&self) -> bool {
        false
    }
    ignored! {
        null(SqlType);
        bool(bool);
        i16(i16);
        i32(i32);
        i64(i64);
        f32(f32);
        f64(f64);
        text(Cow<'v, str>);
        bytes(&'v [u8]);
        uuid([u8; 16]);
        date(i32);
        time(i64);
        timestamp(i64);
        timestamptz(i64);
        decimal(Decimal);
        json(Cow<'v, str>);
        interval(Interval);
    }
    #[inline]
    fn list(&mut self, _: SqlType, _: &'v dyn List) -> Result<()> {
        Ok(())
    }
    #[inline]
    fn range(&mut self, _: SqlType, _: Ends, _: &'v dyn List) -> Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(ways: &[(usize, usize)]) -> Option<u64> {
        let mut shape = Shape { dialect: DialectKind::Sqlite, number: 0, numbers: Some(1) };
        ways.iter().for_each(|&(way, of)| shape.way(way, of));
        shape.numbers.map(|_| shape.number)
    }

    #[test]
    fn other_ways_are_another_number() {
        let mut numbers = std::collections::HashSet::new();
        for (a, b, c) in (0..2).flat_map(|a| (0..5).flat_map(move |b| (0..3).map(move |c| (a, b, c)))) {
            assert!(numbers.insert(told(&[(a, 2), (b, 5), (c, 3)]).unwrap()));
        }
        assert_eq!(told(&[]), Some(0));
    }

    #[test]
    fn more_ways_than_there_are_numbers_are_not_told() {
        assert!(told(&[(1, 2); 63]).is_some());
        assert_eq!(told(&[(1, 2); 64]), None);
        // Nor is one that is none of them.
        assert_eq!(told(&[(5, 5)]), None);
        assert_eq!(told(&[(1, 2), (9, 5)]), None);
    }
}
