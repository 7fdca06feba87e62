//! Where a column stands behind its table's name, and where its own name is enough.

use super::Tok;

/// How columns are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Names {
    /// Outside of any query: behind their tables.
    Outside,
    /// In a statement about one table: by their names alone.
    Bare,
    /// Behind their tables.
    Full,
}

impl Names {
    pub(crate) const ALL: [Self; 3] = [Names::Outside, Names::Bare, Names::Full];
    pub(crate) const OUTSIDE: u8 = Names::Outside as u8;
    pub(crate) const BARE: u8 = Names::Bare as u8;
    pub(crate) const FULL: u8 = Names::Full as u8;

    /// In a query that reads `from`.
    ///
    /// A query inside of another one may look at the tables around it, so that names alone would be of either.
    pub(crate) const fn in_query(self, from: &Tok) -> Self {
        if matches!(self, Names::Outside) && from.is_table() { Names::Bare } else { Names::Full }
    }

    /// In a statement that changes rows of one table, by several or not.
    pub(crate) const fn in_write(self, several: bool) -> Self {
        if matches!(self, Names::Outside) && !several { Names::Bare } else { Names::Full }
    }
}
