//! Writing text whose shape exists only at run time.

use super::{Names, Style, Tok};

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
    names: Names,
}

impl Writer {
    /// An empty text in a style.
    pub fn new(style: Style) -> Self {
        Self::reuse(String::new(), style)
    }

    /// Continues in a buffer that is reused.
    pub fn reuse(mut buffer: String, style: Style) -> Self {
        buffer.clear();
        Self { sql: buffer, binds: 0, style, marks: None, target: None, names: Names::Outside }
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
        /// Of as many as there are in most lists.
        const MARKS: &str = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
        if let 2..=16 = n
            && !self.style.numbered
            && self.marks.is_none()
        {
            self.binds += n;
            return self.lit(&MARKS[..3 * n - 2]);
        }
        for i in 0..n {
            if i > 0 {
                self.lit(", ");
            }
            self.placeholder();
        }
    }

    /// The text of a statement that changes rows of a table: see [`Tok::Writes`].
    pub(crate) fn writes(&mut self, table: &'static Tok, several: bool, inner: impl FnOnce(&mut Self)) {
        let around = (self.target, self.names);
        if Tok::reads_copies(self.style, several) {
            self.target = Some(table);
        }
        self.names = self.names.in_write(several);
        inner(self);
        (self.target, self.names) = around;
    }

    /// How columns are written here.
    #[inline]
    pub(crate) fn names(&self) -> Names {
        self.names
    }

    /// Writes something whose columns are written so.
    pub(crate) fn naming(&mut self, names: Names, inner: impl FnOnce(&mut Self)) {
        let around = std::mem::replace(&mut self.names, names);
        inner(self);
        self.names = around;
    }

    /// A column: see [`Tok::Column`].
    pub(crate) fn column(&mut self, table: &str, name: &str) {
        if self.names != Names::Bare {
            self.ident(table);
            self.lit(".");
        }
        self.ident(name);
    }

    /// Text that the compiler put together, with so many placeholders; whether it can stand here as it is.
    #[inline]
    pub(super) fn known(&mut self, text: &str, binds: usize) -> bool {
        // What stands around it may change it: the number of a placeholder, the table that is read as a copy.
        let is_changed = self.marks.is_some() || self.target.is_some() || binds > 0 && self.style.numbered;
        if !is_changed {
            self.binds += binds;
            self.sql.push_str(text);
        }
        !is_changed
    }

    /// A token that is known to the compiler.
    ///
    /// # Panics
    /// On [`Tok::Dynamic`] and [`Tok::Choice`], which their own nodes render.
    pub fn tok(&mut self, tok: &Tok) {
        match tok {
            Tok::Lit(text) => self.lit(text),
            Tok::Ident(name) => self.ident(name),
            Tok::Qualified(schema, name) => {
                self.schema(*schema);
                self.tok(name);
            }
            Tok::Column { table, name } => self.column(table, name),
            Tok::Bind => self.placeholder(),
            Tok::Dynamic | Tok::Choice(_) => unreachable!("a dynamic token is rendered by its node"),
            Tok::Seq(toks) => toks.iter().for_each(|t| self.tok(t)),
            Tok::Query([distinct, list, from, rest @ ..]) => self.naming(self.names.in_query(from), |w| {
                w.lit("SELECT ");
                w.tok(distinct);
                w.tok(list);
                w.lit(" FROM ");
                w.tok(from);
                rest.iter().for_each(|tok| w.tok(tok));
            }),
            Tok::Full(tok) => self.naming(Names::Full, |w| w.tok(tok)),
            Tok::Key(tok) | Tok::Group(false, tok) => self.tok(tok),
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
                    match qualifier {
                        Some(table) => self.column(table, name),
                        None => self.ident(name),
                    }
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
