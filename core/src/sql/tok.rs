//! Tokens: the tree a statement's text is flattened from.

use super::{DialectKind, Style, sentence::same};

/// A piece of SQL text that the compiler knows.
#[derive(Debug, Clone, Copy)]
pub enum Tok {
    /// Text as it stands.
    Lit(&'static str),
    /// An identifier, to be quoted.
    Ident(&'static str),
    /// A column, behind its table where that is needed: see [`Tok::Query`].
    Column {
        /// The table's name or alias.
        table: &'static str,
        /// The column's name.
        name: &'static str,
    },
    /// A column that is the primary key of its table alone.
    Key(&'static Tok),
    /// An identifier behind its schema, if it has one.
    Qualified(Option<&'static str>, &'static Tok),
    /// A placeholder.
    Bind,
    /// Known only at run time: its node renders it.
    Dynamic,
    /// The same; but its node tells, by [`Binder::way`](super::Binder::way), what its text is made of there, beside these parts of it.
    Choice(&'static [Tok]),
    /// One after the other.
    Seq(&'static [Tok]),
    /// In parentheses, if the flag says so.
    Group(bool, &'static Tok),
    /// A SELECT: DISTINCT, its list, FROM, WHERE, GROUP BY, HAVING, ORDER BY and its limits.
    ///
    /// If it reads one table and stands in no other query, its columns are written by their names alone.
    Query(&'static [Tok; 8]),
    /// SQL that is a query to the database, but no [`Tok::Query`]: columns in it are written behind their tables.
    Full(&'static Tok),
    /// All columns of a table, each behind its qualifier if there is one.
    Columns {
        /// The table's name or alias.
        qualifier: Option<&'static str>,
        /// The names of its columns.
        names: &'static [&'static str],
    },
    /// A placeholder for each column.
    Binds(usize),
    /// So many names: `c1, c2, ..`
    Names(usize),
    /// A table in FROM: its name there, and its text.
    Reads(&'static str, &'static Tok),
    /// A statement that changes rows of a table.
    ///
    /// MySQL refuses one that reads the table in a subquery (error 1093), MariaDB if it is by several tables. Inside, they
    /// read a copy of the table, which a LIMIT that leaves nothing out keeps from being merged into the subquery.
    Writes {
        /// The table.
        table: &'static Tok,
        /// Whether other tables say which rows.
        several: bool,
        /// The text.
        inner: &'static Tok,
    },
    /// One text per dialect, in the order of [`AnyDialect`](super::AnyDialect)'s styles.
    Each(&'static [Tok; 4]),
}

impl Tok {
    /// Whether the text is known to the compiler.
    pub const fn is_static(&self) -> bool {
        self.is_known(false)
    }

    /// Whether what is decided at run time about the text is told: what is told alike has the same text.
    pub(crate) const fn is_told(&self) -> bool {
        self.is_known(true)
    }

    /// Whether the compiler knows the text, or all texts that it may be.
    const fn is_known(&self, choices: bool) -> bool {
        match self {
            Tok::Dynamic => false,
            Tok::Choice(toks) => choices && all_known(toks, choices),
            Tok::Seq(toks) => all_known(toks, choices),
            Tok::Query(toks) => all_known(*toks, choices),
            Tok::Key(tok)
            | Tok::Full(tok)
            | Tok::Group(_, tok)
            | Tok::Reads(_, tok)
            | Tok::Writes { inner: tok, .. } => tok.is_known(choices),
            Tok::Each(toks) => all_known(*toks, choices),
            _ => true,
        }
    }

    /// How many placeholders it has, if it has nothing else but commas between them.
    pub(crate) const fn plain_values(&self) -> Option<usize> {
        match self {
            Tok::Bind => Some(1),
            Tok::Binds(n) => Some(*n),
            Tok::Lit(text) if same(text, ", ") || text.is_empty() => Some(0),
            Tok::Seq(toks) => {
                let (mut count, mut i) = (0, 0);
                while i < toks.len() {
                    match toks[i].plain_values() {
                        Some(n) => count += n,
                        None => return None,
                    }
                    i += 1;
                }
                Some(count)
            }
            _ => None,
        }
    }

    /// Whether a statement that changes rows, by several tables or not, reads its own table only as a copy.
    pub(crate) const fn reads_copies(style: Style, several: bool) -> bool {
        matches!(style.kind, DialectKind::MySql) || several && matches!(style.kind, DialectKind::MariaDb)
    }

    /// Whether two texts in FROM are the same table, under aliases or not.
    pub(crate) const fn is_same_table(&self, other: &Tok) -> bool {
        let (schema, name) = self.table();
        let (other_schema, other_name) = other.table();
        same(schema, other_schema) && same(name, other_name)
    }

    /// The schema and the name of a table's text in FROM; without a schema, an empty one.
    const fn table(&self) -> (&'static str, &'static str) {
        match self {
            Tok::Ident(name) => ("", name),
            Tok::Qualified(Some(schema), name) => (schema, name.table().1),
            Tok::Qualified(None, name) => name.table(),
            Tok::Seq([first, ..]) => first.table(),
            _ => ("", ""),
        }
    }

    /// The token of one dialect.
    pub(crate) const fn of(toks: &'static [Tok; 4], style: Style) -> &'static Tok {
        &toks[style.kind as usize & 3]
    }
}

const fn all_known(toks: &[Tok], choices: bool) -> bool {
    let mut i = 0;
    while i < toks.len() {
        if !toks[i].is_known(choices) {
            return false;
        }
        i += 1;
    }
    true
}
