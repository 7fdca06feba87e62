//! The text of a statement: a constant where its shape is known, else rendered into a buffer.

use super::{Dialect, Sql, Style, Tok, Writer};
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
}

impl<'a> SqlText<'a> {
    /// The text.
    pub fn as_str(&self) -> &'a str {
        match self {
            SqlText::Constant(sql) => sql,
            SqlText::Rendered(sql) => sql,
        }
    }
}

/// A buffer of constant size that text is flattened into; counts on when it is full.
struct Buffer<const N: usize> {
    bytes: [u8; N],
    len: usize,
    binds: usize,
    style: Style,
    /// The table that is changed, if it is read as a copy.
    target: Option<&'static Tok>,
}

impl<const N: usize> Buffer<N> {
    const fn byte(&mut self, b: u8) {
        if self.len < N {
            self.bytes[self.len] = b;
        }
        self.len += 1;
    }

    const fn str(&mut self, s: &str) {
        if self.len + s.len() <= N {
            let (_, rest) = self.bytes.split_at_mut(self.len);
            let (here, _) = rest.split_at_mut(s.len());
            here.copy_from_slice(s.as_bytes());
        }
        self.len += s.len();
    }

    const fn ident(&mut self, name: &str) {
        self.byte(self.style.quote);
        if contains(name, self.style.quote) {
            let bytes = name.as_bytes();
            let mut i = 0;
            while i < bytes.len() {
                if bytes[i] == self.style.quote {
                    self.byte(bytes[i]);
                }
                self.byte(bytes[i]);
                i += 1;
            }
        } else {
            self.str(name);
        }
        self.byte(self.style.quote);
    }

    const fn placeholder(&mut self) {
        self.binds += 1;
        if !self.style.numbered {
            return self.byte(b'?');
        }
        self.byte(b'$');
        self.number(self.binds);
    }

    const fn number(&mut self, n: usize) {
        let mut unit = 1;
        while n / unit >= 10 {
            unit *= 10;
        }
        while unit > 0 {
            self.byte(b'0' + (n / unit % 10) as u8);
            unit /= 10;
        }
    }

    const fn tok(&mut self, tok: &Tok) {
        match tok {
            Tok::Lit(s) => self.str(s),
            Tok::Ident(s) => self.ident(s),
            Tok::Qualified(schema, name) => {
                if let Some(schema) = schema {
                    self.ident(schema);
                    self.byte(b'.');
                }
                self.tok(name);
            }
            Tok::Bind => self.placeholder(),
            Tok::Dynamic => {}
            Tok::Seq(toks) => {
                let mut i = 0;
                while i < toks.len() {
                    self.tok(&toks[i]);
                    i += 1;
                }
            }
            Tok::Group(false, tok) => self.tok(tok),
            Tok::Group(true, tok) => {
                self.byte(b'(');
                self.tok(tok);
                self.byte(b')');
            }
            Tok::Columns { qualifier, names } => {
                let mut i = 0;
                while i < names.len() {
                    if i > 0 {
                        self.str(", ");
                    }
                    if let Some(q) = qualifier {
                        self.ident(q);
                        self.byte(b'.');
                    }
                    self.ident(names[i]);
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
                let around = self.target;
                if Tok::reads_copies(self.style, *several) {
                    self.target = Some(*table);
                }
                self.tok(inner);
                self.target = around;
            }
            Tok::Each(toks) => self.tok(Tok::of(toks, self.style)),
        }
    }
}

const fn contains(s: &str, b: u8) -> bool {
    let bytes = s.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        if bytes[i] == b {
            return true;
        }
        i += 1;
    }
    false
}

/// The longest constant text, in bytes.
const LONGEST: usize = 65_536;

/// The constant text of `Q` in dialect `D`.
pub struct Text<Q, D>(PhantomData<(Q, D)>);

impl<Q: Sql<D>, D: Dialect> Text<Q, D> {
    /// Whether the text is a constant.
    pub const IS_CONSTANT: bool = Q::TOK.is_static() && {
        let (mut fits, mut i) = (true, 0);
        while i < D::STYLES.len() {
            fits &= Self::SIZES[i].0 <= LONGEST;
            i += 1;
        }
        fits
    };

    const fn flatten<const N: usize>(style: Style) -> Buffer<N> {
        let mut buffer = Buffer { bytes: [0; N], len: 0, binds: 0, style, target: None };
        buffer.tok(&Q::TOK);
        buffer
    }

    /// The length and the placeholders in each style.
    const SIZES: [(usize, usize); 4] = {
        let mut sizes = [(0, 0); 4];
        let mut i = 0;
        while i < D::STYLES.len() {
            let buffer = Self::flatten::<0>(D::STYLES[i]);
            sizes[i] = (buffer.len, buffer.binds);
            i += 1;
        }
        sizes
    };

    /// How many placeholders it has in a style of the dialect.
    #[inline]
    const fn binds(style: usize) -> usize {
        Self::SIZES[style & 3].1
    }

    // Each size in a function of its own, so that only the one that is called gets evaluated.
    const fn sized<const N: usize, const STYLE: usize>() -> &'static str {
        let buffer: &'static Buffer<N> = const { &Self::flatten::<N>(D::STYLES[STYLE]) };
        match std::str::from_utf8(buffer.bytes.split_at(buffer.len).0) {
            Ok(sql) => sql,
            Err(_) => panic!("identifiers are UTF-8"),
        }
    }

    const fn text<const STYLE: usize>() -> Option<&'static str> {
        if !Self::IS_CONSTANT || STYLE >= D::STYLES.len() {
            return None;
        }
        match Self::SIZES[STYLE].0 {
            0..=32 => Some(Self::sized::<32, STYLE>()),
            33..=128 => Some(Self::sized::<128, STYLE>()),
            129..=512 => Some(Self::sized::<512, STYLE>()),
            513..=2048 => Some(Self::sized::<2048, STYLE>()),
            2049..=8192 => Some(Self::sized::<8192, STYLE>()),
            8193..=LONGEST => Some(Self::sized::<65536, STYLE>()),
            _ => None,
        }
    }

    const FIRST: Option<&'static str> = Self::text::<0>();

    /// The text for a style of the dialect, or `None` where it exists only at run time.
    #[inline]
    pub fn constant(style: usize) -> Option<&'static str> {
        match style {
            0 => Self::FIRST,
            _ => Self::further(style),
        }
    }

    fn further(style: usize) -> Option<&'static str> {
        match style {
            1 => const { Self::text::<1>() },
            2 => const { Self::text::<2>() },
            3 => const { Self::text::<3>() },
            _ => None,
        }
    }
}

impl Writer {
    /// A part of a larger piece: at once, if the compiler knows its text.
    #[inline]
    pub fn piece<D: Dialect, Q: Sql<D>>(&mut self, part: &Q) {
        // A condition of the types alone: only one of the two is compiled.
        if Text::<Q, D>::IS_CONSTANT { self.constant_piece::<D, Q>() } else { part.render(self) }
    }

    /// The same, in parentheses if the flag says so.
    #[inline]
    pub fn group<D: Dialect, Q: Sql<D>>(&mut self, group: bool, part: &Q) {
        self.lit(if group { "(" } else { "" });
        self.piece::<D, Q>(part);
        self.lit(if group { ")" } else { "" });
    }

    fn constant_piece<D: Dialect, Q: Sql<D>>(&mut self) {
        let style = if D::STYLES.len() == 1 { 0 } else { self.style().kind as usize };
        let written = Text::<Q, D>::constant(style).is_some_and(|text| self.known(text, Text::<Q, D>::binds(style)));
        if !written {
            self.tok(&Q::TOK);
        }
    }
}

/// The text of a statement in a dialect, for looking at it: `text_of::<Postgres, _>(&query)`.
pub fn text_of<D: Dialect, Q: Sql<D>>(statement: &Q) -> String {
    Text::<Q, D>::constant(0).map_or_else(
        || {
            let mut writer = Writer::new(D::STYLES[0]);
            statement.render(&mut writer);
            writer.finish()
        },
        str::to_owned,
    )
}
