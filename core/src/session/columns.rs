//! Sets of columns.

/// Columns of a table, by their positions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Columns {
    /// The first 64: of nearly every table, all.
    first: u64,
    /// The others, sorted.
    more: Option<Vec<usize>>,
}

impl Columns {
    #[inline]
    pub(super) fn insert(&mut self, column: usize) {
        if column < 64 { self.first |= 1 << column } else { self.insert_more(column) }
    }

    #[cold]
    fn insert_more(&mut self, column: usize) {
        let more = self.more.get_or_insert_default();
        if let Err(place) = more.binary_search(&column) {
            more.insert(place, column);
        }
    }

    #[inline]
    pub(super) fn contains(&self, column: usize) -> bool {
        if column < 64 {
            self.first >> column & 1 == 1
        } else {
            self.more.iter().flatten().any(|&other| other == column)
        }
    }

    /// The columns, in their order.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        (0..64).filter(|&column| self.contains(column)).chain(self.more.iter().flatten().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_what_was_put_into_it_in_order() {
        let mut columns = Columns::default();
        [70, 3, 63, 64, 3, 70, 0].into_iter().for_each(|column| columns.insert(column));
        assert_eq!(columns.iter().collect::<Vec<_>>(), [0, 3, 63, 64, 70]);
        assert_eq!([0, 1, 64, 65].map(|column| columns.contains(column)), [true, false, true, false]);
    }

    #[test]
    fn sets_are_the_same_however_they_came_about() {
        let of = |columns: &[usize]| {
            columns.iter().fold(Columns::default(), |mut set, &column| {
                set.insert(column);
                set
            })
        };
        assert_eq!(of(&[1, 80, 66]), of(&[66, 1, 80]));
        assert_ne!(of(&[1]), of(&[1, 65]));
    }
}
