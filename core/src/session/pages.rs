//! Lists that grow without moving what is in them: a hundred thousand rows are not copied to make place for one more.

use super::cell::Cell;
use std::ops::{Index, IndexMut};

/// A list, in pages.
pub(super) struct Pages<S>(Vec<Vec<S>>);

impl<S> Pages<S> {
    /// How many fit into a page: some kilobytes.
    const PAGE: usize = match (1 << 14) / size_of::<S>() {
        0..16 => 16,
        fit => 1 << fit.ilog2(),
    };

    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.0.last().map_or(0, |last| (self.0.len() - 1) * Self::PAGE + last.len())
    }

    /// Puts it behind the others, and says at which place that is.
    #[inline]
    pub(super) fn push(&mut self, item: S) -> u32 {
        if self.0.last().is_none_or(|page| page.len() == Self::PAGE) {
            self.begin();
        }
        let pages = self.0.len();
        // The item is built where it stays, as nothing else is handed it.
        let Some(page) = self.0.last_mut() else { unreachable!("a page was begun") };
        let at = (pages - 1) * Self::PAGE + page.len();
        page.push(item);
        at as u32
    }

    #[cold]
    fn begin(&mut self) {
        // A short list stays small.
        self.0.push(if self.0.is_empty() { Vec::new() } else { Vec::with_capacity(Self::PAGE) });
    }

    #[inline]
    pub(super) fn get(&self, at: u32) -> Option<&S> {
        self.0.get(at as usize / Self::PAGE)?.get(at as usize % Self::PAGE)
    }
}

impl<S> Index<u32> for Pages<S> {
    type Output = S;
    #[inline]
    fn index(&self, at: u32) -> &S {
        &self.0[at as usize / Self::PAGE][at as usize % Self::PAGE]
    }
}
impl<S> IndexMut<u32> for Pages<S> {
    #[inline]
    fn index_mut(&mut self, at: u32) -> &mut S {
        &mut self.0[at as usize / Self::PAGE][at as usize % Self::PAGE]
    }
}

/// What is given for rows, as many cells for each, in pages.
pub(super) struct Grid {
    width: usize,
    pages: Vec<Vec<Cell>>,
    rows: usize,
}

impl Grid {
    /// How many rows fit into a page.
    const PAGE: usize = 128;

    pub(super) fn new(width: usize) -> Self {
        Self { width, pages: Vec::new(), rows: 0 }
    }

    /// Takes the cells of one row.
    #[inline]
    pub(super) fn push(&mut self, cells: &mut Vec<Cell>) {
        if self.rows.is_multiple_of(Self::PAGE) {
            self.begin();
        }
        self.rows += 1;
        if let Some(page) = self.pages.last_mut() {
            page.append(cells);
        }
    }

    #[cold]
    fn begin(&mut self) {
        let page = if self.rows == 0 { Vec::new() } else { Vec::with_capacity(Self::PAGE * self.width) };
        self.pages.push(page);
    }

    /// The cells of a row.
    #[inline]
    pub(super) fn of(&self, row: u32) -> &[Cell] {
        if self.width == 0 {
            return &[];
        }
        &self.pages[row as usize / Self::PAGE][row as usize % Self::PAGE * self.width..][..self.width]
    }

    /// The cells of a row, to change.
    #[inline]
    pub(super) fn of_mut(&mut self, row: u32) -> &mut [Cell] {
        if self.width == 0 {
            return &mut [];
        }
        &mut self.pages[row as usize / Self::PAGE][row as usize % Self::PAGE * self.width..][..self.width]
    }

    /// Everything, and leaves nothing.
    pub(super) fn take(&mut self) -> Self {
        std::mem::replace(self, Self::new(self.width))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Datum;

    #[test]
    fn a_list_holds_what_is_put_into_it() {
        let mut list = Pages::new();
        assert_eq!((list.len(), list.get(0)), (0, None));
        (0..10_000u64).for_each(|n| assert_eq!(u64::from(list.push(n)), n));
        list[9_999] += 1;
        assert_eq!((list.len(), list[0], list[2048], list[9_999]), (10_000, 0, 2048, 10_000));
        assert_eq!(list.get(10_000), None);
    }

    #[test]
    fn rows_of_cells_stay_together() {
        let mut grid = Grid::new(3);
        let row = |n: i64| (0..3).map(|at| Cell::Value(Datum::I64(n * 3 + at))).collect::<Vec<_>>();
        (0..1000).for_each(|n| grid.push(&mut row(n)));
        let number = |cell: &Cell| match cell {
            Cell::Value(Datum::I64(n)) => *n,
            _ => -1,
        };
        assert_eq!(grid.of(999).iter().map(number).collect::<Vec<_>>(), [2997, 2998, 2999]);
        assert_eq!((0..1000).flat_map(|row| grid.of(row)).map(number).sum::<i64>(), (0..3000).sum::<i64>());
        assert_eq!((grid.take().rows, grid.rows), (1000, 0));
    }

    #[test]
    fn rows_without_cells_are_rows() {
        let mut grid = Grid::new(0);
        (0..300).for_each(|_| grid.push(&mut Vec::new()));
        assert_eq!((grid.rows, grid.of(299).len()), (300, 0));
    }
}
