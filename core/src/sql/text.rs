//! The text of a statement: a constant where its shape is known, else rendered into a buffer.

use super::{Dialect, DialectKind, Names, Shape, Sql, Style, Tok, Writer};
use std::marker::PhantomData;

/// The text of a statement, as a backend gets it.
///
/// A constant text is its own key in a statement cache: its address and length name it.
#[derive(Debug, Clone, Copy)]
pub enum SqlText<'a> {
    /// Lives in the binary.
    Constant(&'static str),
    /// Rendered for this execution.
    Rendered(&'a str),
    /// Rendered once, and numbered: on one connection no other text has the number.
    Numbered(usize, &'a str),
}

impl<'a> SqlText<'a> {
    /// The text.
    pub fn as_str(&self) -> &'a str {
        match self {
            SqlText::Constant(sql) => sql,
            SqlText::Rendered(sql) | SqlText::Numbered(_, sql) => sql,
        }
    }

    /// Whether it begins as a SELECT.
    pub(crate) fn is_select(&self) -> bool {
        self.as_str().starts_with("SELECT")
    }
}

/// A buffer of constant size that text is flattened into; counts on when it is full.
struct Buffer<const N: usize> {
    bytes: [u8; N],
    len: usize,
    binds: usize,
    /// Whether it has a part that is known at run time only: then there is no text.
    is_dynamic: bool,
    /// Whether it has columns, which may stand behind their tables or not.
    has_columns: bool,
    /// Whether it has queries, in which they do or do not.
    has_queries: bool,
    style: Style,
    names: Names,
    /// The table that is changed, if it is read as a copy.
    target: Option<&'static Tok>,
}

// The compiler interprets this for each text of a program. There a call costs as much as some dozen steps, so that single bytes
// are put where they stand, and a loop is short, and a slice that gets shorter needs fewer steps than an index.

/// Puts a byte into a buffer.
macro_rules! put {
    ($buffer:ident, $byte:expr) => {
        if $buffer.len < N {
            $buffer.bytes[$buffer.len] = $byte;
        }
        $buffer.len += 1;
    };
}

impl<const N: usize> Buffer<N> {
    const fn new(style: Style, names: Names) -> Self {
        let (is_dynamic, has_columns, has_queries) = (false, false, false);
        Self { bytes: [0; N], len: 0, binds: 0, is_dynamic, has_columns, has_queries, style, names, target: None }
    }

    const fn str(&mut self, s: &str) {
        let (mut s, mut at) = (s.as_bytes(), self.len);
        self.len += s.len();
        if self.len > N {
            return;
        }
        while let [a, b, c, d, rest @ ..] = s {
            self.bytes[at] = *a;
            self.bytes[at + 1] = *b;
            self.bytes[at + 2] = *c;
            self.bytes[at + 3] = *d;
            at += 4;
            s = rest;
        }
        while let [byte, rest @ ..] = s {
            self.bytes[at] = *byte;
            at += 1;
            s = rest;
        }
    }

    const fn ident(&mut self, name: &str) {
        let (mut name, quote) = (name.as_bytes(), self.style.quote);
        put!(self, quote);
        while let [byte, rest @ ..] = name {
            put!(self, *byte);
            if *byte == quote {
                put!(self, quote);
            }
            name = rest;
        }
        put!(self, quote);
    }

    const fn placeholder(&mut self) {
        self.binds += 1;
        if self.style.numbered {
            put!(self, b'$');
            self.number(self.binds);
        } else {
            put!(self, b'?');
        }
    }

    const fn number(&mut self, n: usize) {
        let mut unit = 1;
        while n / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            put!(self, b'0' + (n / unit % 10) as u8);
            unit /= 10;
        }
    }

    const fn column(&mut self, table: &str, name: &str) {
        self.has_columns = true;
        if !matches!(self.names, Names::Bare) {
            self.ident(table);
            put!(self, b'.');
        }
        self.ident(name);
    }

    const fn seq(&mut self, toks: &[Tok]) {
        let mut i = 0;
        while i < toks.len() && !self.is_dynamic {
            self.tok(&toks[i]);
            i += 1;
        }
    }

    const fn tok(&mut self, tok: &Tok) {
        match tok {
            Tok::Lit(s) => self.str(s),
            Tok::Ident(s) => self.ident(s),
            Tok::Qualified(schema, name) => {
                if let Some(schema) = schema {
                    self.ident(schema);
                    put!(self, b'.');
                }
                self.tok(name);
            }
            Tok::Column { table, name } => self.column(table, name),
            Tok::Bind => self.placeholder(),
            Tok::Dynamic | Tok::Choice(_) => self.is_dynamic = true,
            Tok::Seq(toks) => self.seq(toks),
            Tok::Query([distinct, list, from, rest @ ..]) => {
                self.has_queries = true;
                let around = self.names;
                self.names = around.in_query(from);
                self.str("SELECT ");
                self.tok(distinct);
                self.tok(list);
                self.str(" FROM ");
                self.tok(from);
                self.seq(rest);
                self.names = around;
            }
            Tok::Full(tok) => {
                let around = self.names;
                self.names = Names::Full;
                self.tok(tok);
                self.names = around;
            }
            Tok::Key(tok) | Tok::Group(false, tok) => self.tok(tok),
            Tok::Group(true, tok) => {
                put!(self, b'(');
                self.tok(tok);
                put!(self, b')');
            }
            Tok::Columns { qualifier, names } => {
                let mut i = 0;
                while i < names.len() {
                    if i > 0 {
                        self.str(", ");
                    }
                    match qualifier {
                        Some(table) => self.column(table, names[i]),
                        None => self.ident(names[i]),
                    }
                    i += 1;
                }
            }
            Tok::Binds(n) => {
                let mut i = 0;
                while i < *n {
                    if i > 0 {
                        self.str(", ");
                    }
                    self.placeholder();
                    i += 1;
                }
            }
            Tok::Names(n) => {
                let mut i = 1;
                while i <= *n {
                    self.str(if i > 1 { ", c" } else { "c" });
                    self.number(i);
                    i += 1;
                }
            }
            Tok::Reads(name, from) => match self.target {
                Some(target) if target.is_same_table(from) => {
                    self.str("(SELECT * FROM ");
                    self.tok(from);
                    self.str(" LIMIT 18446744073709551615) AS ");
                    self.ident(name);
                }
                _ => self.tok(from),
            },
            Tok::Writes { table, several, inner } => {
                self.has_queries = true;
                let around = (self.target, self.names);
                if Tok::reads_copies(self.style, *several) {
                    self.target = Some(*table);
                }
                self.names = self.names.in_write(*several);
                self.tok(inner);
                (self.target, self.names) = around;
            }
            Tok::Each(toks) => self.tok(Tok::of(toks, self.style)),
        }
    }

    /// The same in a buffer of another size, which has room for it.
    const fn cut<const SIZE: usize>(&self) -> Buffer<SIZE> {
        let mut cut = Buffer::new(self.style, self.names);
        cut.bytes.split_at_mut(self.len).0.copy_from_slice(self.bytes.split_at(self.len).0);
        cut.len = self.len;
        cut
    }

    const fn text(&self) -> &str {
        match std::str::from_utf8(self.bytes.split_at(self.len).0) {
            Ok(sql) => sql,
            Err(_) => panic!("identifiers are UTF-8"),
        }
    }
}

/// The longest constant text, in bytes.
const LONGEST: usize = 65_536;

/// The constant text of `Q` in dialect `D`.
pub struct Text<Q, D>(PhantomData<(Q, D)>);

impl<Q: Sql<D>, D: Dialect> Text<Q, D> {
    const fn flatten<const N: usize>(style: Style, names: u8) -> Buffer<N> {
        let mut buffer = Buffer::new(style, Names::ALL[names as usize]);
        buffer.tok(&Q::TOK);
        buffer
    }

    // The constants stand in functions of their own, so that only those that are called get evaluated.

    /// The text in a buffer that nearly all have room in, or its length.
    const fn once<const STYLE: usize, const NAMES: u8>() -> &'static Buffer<2048> {
        const { &Self::flatten::<2048>(D::STYLES[STYLE], NAMES) }
    }

    /// The text of a statement that is longer.
    const fn long<const STYLE: usize, const NAMES: u8>() -> &'static str {
        const { &Self::flatten::<LONGEST>(D::STYLES[STYLE], NAMES) }.text()
    }

    /// The text in a buffer that the program holds.
    const fn sized<const N: usize, const STYLE: usize, const NAMES: u8>() -> &'static str {
        const { &Self::once::<STYLE, NAMES>().cut::<N>() }.text()
    }

    const fn text<const STYLE: usize, const NAMES: u8>() -> Option<&'static str> {
        if STYLE >= D::STYLES.len() || Self::once::<STYLE, NAMES>().is_dynamic {
            return None;
        }
        match Self::once::<STYLE, NAMES>().len {
            0..=32 => Some(Self::sized::<32, STYLE, NAMES>()),
            33..=128 => Some(Self::sized::<128, STYLE, NAMES>()),
            129..=256 => Some(Self::sized::<256, STYLE, NAMES>()),
            257..=512 => Some(Self::sized::<512, STYLE, NAMES>()),
            513..=2048 => Some(Self::sized::<2048, STYLE, NAMES>()),
            2049..=LONGEST => Some(Self::long::<STYLE, NAMES>()),
            _ => None,
        }
    }

    const fn binds_of<const STYLE: usize>() -> usize {
        if STYLE < D::STYLES.len() { Self::once::<STYLE, { Names::OUTSIDE }>().binds } else { 0 }
    }

    const BINDS: [usize; 4] =
        [Self::binds_of::<0>(), Self::binds_of::<1>(), Self::binds_of::<2>(), Self::binds_of::<3>()];

    /// How many placeholders it has in a style of the dialect.
    #[inline]
    const fn binds(style: usize) -> usize {
        Self::BINDS[style & 3]
    }

    /// The text where columns are written so, which is another one only if there is something that this changes.
    const fn named<const STYLE: usize, const NAMES: u8>() -> Option<&'static str> {
        if STYLE >= D::STYLES.len() {
            return None;
        }
        let Buffer { has_columns, has_queries, .. } = Self::once::<STYLE, { Names::OUTSIDE }>();
        if *has_queries || *has_columns && NAMES == Names::BARE {
            Self::text::<STYLE, NAMES>()
        } else {
            Self::text::<STYLE, { Names::OUTSIDE }>()
        }
    }

    const fn in_styles<const NAMES: u8>() -> [Option<&'static str>; 4] {
        [Self::named::<0, NAMES>(), Self::named::<1, NAMES>(), Self::named::<2, NAMES>(), Self::named::<3, NAMES>()]
    }

    const FIRST: Option<&'static str> = Self::text::<0, { Names::OUTSIDE }>();
    const ALL: [Option<&'static str>; 4] = Self::in_styles::<{ Names::OUTSIDE }>();
    const BARE: [Option<&'static str>; 4] = Self::in_styles::<{ Names::BARE }>();
    const FULL: [Option<&'static str>; 4] = Self::in_styles::<{ Names::FULL }>();

    /// Whether the text is a constant, in each style of the dialect.
    pub const IS_CONSTANT: bool = {
        let mut i = 0;
        while i < D::STYLES.len() && (i == 0 && Self::FIRST.is_some() || i > 0 && Self::ALL[i].is_some()) {
            i += 1;
        }
        i == D::STYLES.len()
    };

    /// Which of its texts it is, told without rendering it; where it may be any text, there is nothing to tell.
    pub(crate) const SHAPE: Option<fn(&Q, DialectKind) -> Option<u64>> =
        if !Self::IS_CONSTANT && Q::TOK.is_told() { Some(Shape::of::<D, Q>) } else { None };

    /// How it is rendered, unless the text is a constant.
    ///
    /// A function in a branch that a constant rules out is still looked through by the compiler, with all that it calls. One
    /// that a constant does not hold is not, which was a fifth of the time of a debug build.
    pub const RENDER: Option<fn(&Q, &mut Writer)> = if Self::IS_CONSTANT { None } else { Some(Q::render) };

    /// How it becomes a part of a text that is rendered: at once, if the compiler knows it.
    const PIECE: fn(&Q, &mut Writer) = if Self::IS_CONSTANT { constant_piece::<Q, D> } else { Q::render };

    /// The text for a style of the dialect; an empty one where it exists only at run time.
    #[inline]
    pub fn constant(style: usize) -> &'static str {
        if const { !Self::IS_CONSTANT } {
            return "";
        }
        if const { D::STYLES.len() == 1 } {
            return const { unwrap(Self::FIRST) };
        }
        unwrap(Self::ALL[style])
    }
}

const fn unwrap(text: Option<&'static str>) -> &'static str {
    match text {
        Some(text) => text,
        None => "",
    }
}

impl Writer {
    /// A part of a larger piece.
    #[inline]
    pub fn piece<D: Dialect, Q: Sql<D>>(&mut self, part: &Q) {
        (Text::<Q, D>::PIECE)(part, self);
    }

    /// The same, in parentheses if the flag says so.
    #[inline]
    pub fn group<D: Dialect, Q: Sql<D>>(&mut self, group: bool, part: &Q) {
        self.lit(if group { "(" } else { "" });
        self.piece::<D, Q>(part);
        self.lit(if group { ")" } else { "" });
    }
}

fn constant_piece<Q: Sql<D>, D: Dialect>(_: &Q, w: &mut Writer) {
    let style = if D::STYLES.len() == 1 { 0 } else { w.style().kind as usize & 3 };
    let text = match w.names() {
        Names::Outside => Some(Text::<Q, D>::constant(style)),
        Names::Bare => Text::<Q, D>::BARE[style],
        Names::Full => Text::<Q, D>::FULL[style],
    };
    // With full names it may be longer than a constant can be.
    if !text.is_some_and(|text| w.known(text, Text::<Q, D>::binds(style))) {
        w.tok(&Q::TOK);
    }
}

/// The text of a statement in a dialect, for looking at it: `text_of::<Postgres, _>(&query)`.
pub fn text_of<D: Dialect, Q: Sql<D>>(statement: &Q) -> String {
    let Some(render) = Text::<Q, D>::RENDER else {
        return Text::<Q, D>::constant(0).to_owned();
    };
    let mut writer = Writer::new(D::STYLES[0]);
    render(statement, &mut writer);
    writer.finish()
}
