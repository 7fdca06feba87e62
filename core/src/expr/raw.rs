//! SQL as written, where the language has no word for it.

use super::{
    Expr,
    scope::{Maybe, Nothing, Sure, Uses},
};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer, loose},
    value::{Binder, Encode, Field, NotNull, Nullable},
};
use std::marker::PhantomData;

/// A value behind a `?` of raw SQL.
#[derive(Debug, Clone, Copy)]
pub struct Then<Rest, V>(Rest, V);

/// SQL as written: an expression of type `T`. Made by [`raw`].
#[derive(Debug)]
pub struct Raw<T, V> {
    sql: &'static str,
    values: V,
    ty: PhantomData<fn() -> T>,
}

/// SQL as written, as an expression of type `T` (`Option<..>` if it can be NULL); each `?` takes a value by `.bind(..)`.
///
/// The text is part of the program: a `String` does not fit, so that no input can become SQL. Which tables it needs and
/// whether a backend accepts it is not checked.
///
/// ```
/// use aludel_core::expr::raw;
/// let shouted = raw::<String>("upper(? || '!')").bind("hello");
/// ```
pub fn raw<T: Field>(sql: &'static str) -> Raw<T, ()> {
    Raw { sql, values: (), ty: PhantomData }
}

impl<T, V> Raw<T, V> {
    /// The value of the next `?`.
    pub fn bind<W: Encode>(self, value: W) -> Raw<T, Then<V, W>> {
        Raw { sql: self.sql, values: Then(self.values, value), ty: PhantomData }
    }
}

/// Writes raw SQL, its `?` as the dialect writes placeholders. One inside quotes or a comment is text.
pub(crate) fn render_raw(sql: &str, w: &mut Writer) {
    let mut quote = None;
    let mut rest = sql;
    while let Some(at) = rest.find(['?', '\'', '"', '`']) {
        let mark = rest.as_bytes()[at];
        w.lit(&rest[..at]);
        rest = &rest[at + 1..];
        match quote {
            None if mark == b'?' => {
                w.placeholder();
                continue;
            }
            None => quote = Some(mark),
            Some(q) if q == mark => quote = None,
            Some(_) => {}
        }
        w.lit((mark as char).encode_utf8(&mut [0; 4]));
    }
    w.lit(rest);
}

/// The values of raw SQL, in the order of `.bind(..)`.
pub trait RawValues {
    /// Hands them over.
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;
}
impl RawValues for () {
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}
impl<Rest, V> Then<Rest, V> {
    pub(crate) fn new(rest: Rest, value: V) -> Self {
        Self(rest, value)
    }
}
impl<R: RawValues, V: Encode> RawValues for Then<R, V> {
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)?;
        self.1.encode(binder)
    }
}

/// The columns that raw SQL uses: none that are checked.
pub trait RawUses {
    /// Whether its value can be NULL.
    type Uses: Uses;
}
impl RawUses for NotNull {
    type Uses = Sure<Nothing>;
}
impl RawUses for Nullable {
    type Uses = Maybe<Nothing>;
}

impl<T: Field<Null: RawUses>, V> Expr for Raw<T, V> {
    type Base = T::Base;
    type Uses = <T::Null as RawUses>::Uses;
}
impl<D: Dialect, T, V: RawValues> Sql<D> for Raw<T, V> {
    const LOOSE: u8 = loose::OR + 1;
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        render_raw(self.sql, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.values.bind(binder)
    }
}
