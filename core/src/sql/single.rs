//! Which queries the compiler knows to have one row at most.

use super::{Tok, sentence::same};

impl Tok {
    /// Whether it is a SELECT of columns of one table, whose whole primary key has to equal a value.
    ///
    /// `SELECT users.* FROM users WHERE users.id = ?`: after its row nobody needs to ask for another one.
    pub(crate) const fn has_one_row_at_most(&self) -> bool {
        match self {
            Tok::Query([distinct, columns, table, Tok::Seq([filter, condition]), group, ..]) => {
                distinct.is("")
                    && columns.is_columns()
                    && table.is_table()
                    && filter.is(" WHERE ")
                    && condition.is_key()
                    && group.is("")
            }
            _ => false,
        }
    }

    const fn is(&self, text: &str) -> bool {
        matches!(self, Tok::Lit(lit) if same(lit, text))
    }

    /// Columns alone, by their own names: what is computed could be of any number of rows.
    pub(crate) const fn is_columns(&self) -> bool {
        match self {
            Tok::Columns { .. } | Tok::Key(_) | Tok::Column { .. } => true,
            Tok::Seq(toks) => {
                let mut i = 0;
                while i < toks.len() {
                    if !toks[i].is(", ") && !toks[i].is("") && !toks[i].is_columns() {
                        return false;
                    }
                    i += 1;
                }
                true
            }
            _ => false,
        }
    }

    /// A table under its own name.
    pub(super) const fn is_table(&self) -> bool {
        match self {
            Tok::Ident(_) => true,
            Tok::Qualified(_, tok) | Tok::Reads(_, tok) => tok.is_table(),
            Tok::Seq([tok]) => tok.is_table(),
            _ => false,
        }
    }

    const fn is_key(&self) -> bool {
        match self {
            Tok::Seq([Tok::Group(_, Tok::Key(_)), equal, Tok::Group(_, Tok::Bind)]) => equal.is(" = "),
            Tok::Group(_, tok) => tok.is_key(),
            _ => false,
        }
    }
}
