//! Tokens: the tree a statement's text is flattened from.

use super::{Dialect, DialectKind, Sql, Style, Text, sentence::same};

/// A piece of SQL text that the compiler knows.
#[derive(Debug, Clone, Copy)]
pub enum Tok {
    /// Text as it stands.
    Lit(&'static str),
    /// An identifier, to be quoted.
    Ident(&'static str),
    /// An identifier behind its schema, if it has one.
    Qualified(Option<&'static str>, &'static Tok),
    /// A placeholder.
    Bind,
    /// Known only at run time: its node renders it.
    Dynamic,
    /// One after the other.
    Seq(&'static [Tok]),
    /// In parentheses, if the flag says so.
    Group(bool, &'static Tok),
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
        match self {
            Tok::Dynamic => false,
            Tok::Seq(toks) => all_static(toks),
            Tok::Group(_, tok) | Tok::Writes { inner: tok, .. } => tok.is_static(),
            Tok::Each(toks) => all_static(*toks),
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

const fn all_static(toks: &[Tok]) -> bool {
    let mut i = 0;
    while i < toks.len() {
        if !toks[i].is_static() {
            return false;
        }
        i += 1;
    }
    true
}

/// Writes text whose shape exists only at run time.
#[derive(Debug)]
pub struct Writer {
    sql: String,
    binds: usize,
    style: Style,
    /// Where the placeholders are, which are left out then.
    marks: Option<Vec<usize>>,
    /// The table that is changed, if it is read as a copy.
    target: Option<&'static Tok>,
}

impl Writer {
    /// An empty text in a style.
    pub fn new(style: Style) -> Self {
        Self { sql: String::new(), binds: 0, style, marks: None, target: None }
    }

    /// Continues in a buffer that is reused.
    pub fn reuse(mut buffer: String, style: Style) -> Self {
        buffer.clear();
        Self { sql: buffer, binds: 0, style, marks: None, target: None }
    }

    /// An empty text that placeholders are left out of: it becomes a part of another text.
    pub(crate) fn marking(style: Style) -> Self {
        Self { marks: Some(Vec::new()), ..Self::new(style) }
    }

    /// The text, and where its placeholders belong.
    pub(crate) fn finish_marked(self) -> (String, Vec<usize>) {
        (self.sql, self.marks.unwrap_or_default())
    }

    /// The style of the dialect.
    pub fn style(&self) -> Style {
        self.style
    }

    /// How many placeholders there are so far.
    pub fn binds(&self) -> usize {
        self.binds
    }

    /// The text.
    pub fn finish(self) -> String {
        self.sql
    }

    /// Text as it stands.
    pub fn lit(&mut self, text: &str) {
        self.sql.push_str(text);
    }

    /// The schema in front of a name, if there is one, and the point between them.
    pub fn schema(&mut self, schema: Option<&str>) {
        if let Some(schema) = schema {
            self.ident(schema);
            self.lit(".");
        }
    }

    /// A quoted identifier.
    pub fn ident(&mut self, name: &str) {
        let byte = self.style.quote;
        let quote = if byte == b'`' { "`" } else { "\"" };
        self.sql.reserve(name.len() + 2);
        self.sql.push_str(quote);
        // Hardly a name has a quote in it.
        if name.bytes().any(|b| b == byte) {
            name.split_inclusive(quote).for_each(|part| {
                self.sql.push_str(part);
                if part.ends_with(quote) {
                    self.sql.push_str(quote);
                }
            });
        } else {
            self.sql.push_str(name);
        }
        self.sql.push_str(quote);
    }

    /// A placeholder.
    pub fn placeholder(&mut self) {
        use std::fmt::Write;
        self.binds += 1;
        if let Some(marks) = &mut self.marks {
            return marks.push(self.sql.len());
        }
        if self.style.numbered {
            let _ = write!(self.sql, "${}", self.binds);
        } else {
            self.sql.push('?');
        }
    }

    /// `n` placeholders, separated by commas.
    pub fn placeholders(&mut self, n: usize) {
        for i in 0..n {
            if i > 0 {
                self.lit(", ");
            }
            self.placeholder();
        }
    }

    /// The text of a statement that changes rows of a table: see [`Tok::Writes`].
    pub(crate) fn writes(&mut self, table: &'static Tok, several: bool, inner: impl FnOnce(&mut Self)) {
        let around = self.target;
        if Tok::reads_copies(self.style, several) {
            self.target = Some(table);
        }
        inner(self);
        self.target = around;
    }

    /// A part of a larger piece: at once, if the compiler knows its text.
    #[inline]
    pub fn piece<D: Dialect, Q: Sql<D>>(&mut self, part: &Q) {
        // A condition of the types alone: only one of the two is compiled.
        if Text::<Q, D>::IS_CONSTANT { self.known::<D, Q>() } else { part.render(self) }
    }

    /// The same, in parentheses if the flag says so.
    #[inline]
    pub fn group<D: Dialect, Q: Sql<D>>(&mut self, group: bool, part: &Q) {
        self.lit(if group { "(" } else { "" });
        self.piece::<D, Q>(part);
        self.lit(if group { ")" } else { "" });
    }

    fn known<D: Dialect, Q: Sql<D>>(&mut self) {
        let style = if D::STYLES.len() == 1 { 0 } else { self.style.kind as usize };
        let binds = Text::<Q, D>::binds(style);
        // What stands around it may change it: the number of a placeholder, the table that is read as a copy.
        let is_changed = self.marks.is_some() || self.target.is_some() || binds > 0 && self.style.numbered;
        match Text::<Q, D>::constant(style) {
            Some(text) if !is_changed => {
                self.binds += binds;
                self.sql.push_str(text);
            }
            _ => self.tok(&Q::TOK),
        }
    }

    /// A token that is known to the compiler.
    ///
    /// # Panics
    /// On [`Tok::Dynamic`], which its own node renders.
    pub fn tok(&mut self, tok: &Tok) {
        match tok {
            Tok::Lit(text) => self.lit(text),
            Tok::Ident(name) => self.ident(name),
            Tok::Qualified(schema, name) => {
                self.schema(*schema);
                self.tok(name);
            }
            Tok::Bind => self.placeholder(),
            Tok::Dynamic => unreachable!("a dynamic token is rendered by its node"),
            Tok::Seq(toks) => toks.iter().for_each(|t| self.tok(t)),
            Tok::Group(false, tok) => self.tok(tok),
            Tok::Group(true, tok) => {
                self.lit("(");
                self.tok(tok);
                self.lit(")");
            }
            Tok::Columns { qualifier, names } => {
                for (i, name) in names.iter().enumerate() {
                    if i > 0 {
                        self.lit(", ");
                    }
                    if let Some(q) = qualifier {
                        self.ident(q);
                        self.lit(".");
                    }
                    self.ident(name);
                }
            }
            Tok::Binds(n) => self.placeholders(*n),
            Tok::Names(n) => {
                for i in 1..=*n {
                    self.lit(if i > 1 { ", c" } else { "c" });
                    self.lit(&i.to_string());
                }
            }
            Tok::Reads(name, from) => match self.target {
                Some(target) if target.is_same_table(from) => {
                    self.lit("(SELECT * FROM ");
                    self.tok(from);
                    self.lit(" LIMIT 18446744073709551615) AS ");
                    self.ident(name);
                }
                _ => self.tok(from),
            },
            Tok::Writes { table, several, inner } => self.writes(table, *several, |w| w.tok(inner)),
            Tok::Each(toks) => self.tok(Tok::of(toks, self.style)),
        }
    }
}
