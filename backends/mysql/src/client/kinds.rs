//! The kinds of the values that a statement was run with.

use mysql_common::constants::ColumnType as T;

/// MySQL finds the types of what a statement gives when it first runs, out of the values. It converts later ones to those types:
/// a number behind a day becomes a moment. So a statement is prepared again for values of another kind. MariaDB looks at
/// the values each time.
#[derive(Debug, Default)]
pub(crate) struct Kinds(Vec<Kind>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It was NULL each time.
    Unknown,
    Bytes,
    Integer,
    Float,
    Date,
    Time,
}

impl Kind {
    fn of(ty: u8) -> Self {
        match T::try_from(ty) {
            Ok(T::MYSQL_TYPE_LONGLONG) => Self::Integer,
            Ok(T::MYSQL_TYPE_FLOAT | T::MYSQL_TYPE_DOUBLE) => Self::Float,
            Ok(T::MYSQL_TYPE_DATETIME) => Self::Date,
            Ok(T::MYSQL_TYPE_TIME) => Self::Time,
            Ok(T::MYSQL_TYPE_VAR_STRING) => Self::Bytes,
            _ => Self::Unknown,
        }
    }
}

impl Kinds {
    /// Whether values of these types are of the kinds of those before; then they are those before.
    pub(crate) fn suit(&mut self, types: &[u8]) -> bool {
        self.0.resize(types.len(), Kind::Unknown);
        let new = || types.iter().map(|ty| Kind::of(*ty));
        let suits = |(old, new): (&Kind, Kind)| *old == new || *old == Kind::Unknown || new == Kind::Unknown;
        if !self.0.iter().zip(new()).all(suits) {
            return false;
        }
        self.0.iter_mut().zip(new()).filter(|(old, _)| **old == Kind::Unknown).for_each(|(old, new)| *old = new);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_suits_everything_and_says_nothing() {
        let (null, text, number) =
            (T::MYSQL_TYPE_NULL as u8, T::MYSQL_TYPE_VAR_STRING as u8, T::MYSQL_TYPE_LONGLONG as u8);
        let mut kinds = Kinds::default();
        assert!(kinds.suit(&[null, text]));
        assert!(!kinds.suit(&[null, number]));
        assert!(kinds.suit(&[number, null]));
        assert!(!kinds.suit(&[text, text]));
        assert!(kinds.suit(&[number, text]));
    }
}
