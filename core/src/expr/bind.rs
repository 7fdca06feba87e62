//! Values in expressions.

use super::{
    Expr, Given, cast_tok,
    scope::{Maybe, Nothing},
};
use crate::{
    Result,
    sql::{Dialect, DialectKind, Sentence, Sql, Tok},
    value::{Binder, Encode, Scalar, SqlType},
};
use std::marker::PhantomData;

/// A value of type `T`, held as `V`: a `String` column compares with a `&str` without a copy.
#[derive(Debug)]
pub struct Bind<T, V = T>(V, PhantomData<fn() -> T>);

impl<T, V> Bind<T, V> {
    /// A value.
    #[inline]
    pub fn new(value: V) -> Self {
        Self(value, PhantomData)
    }

    pub(crate) fn get(&self) -> &V {
        &self.0
    }
}
impl<T, V: Clone> Clone for Bind<T, V> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}
impl<T, V: Copy> Copy for Bind<T, V> {}

impl<T: Scalar, V: Encode> Expr for Bind<T, V> {
    type Base = T;
    type Uses = Nothing;
    #[inline]
    fn into_given(self, dialect: DialectKind) -> Given<Self> {
        Given::Value(self.0.into_datum(dialect))
    }
}
impl<D: Dialect, T: Scalar, V: Encode> Sql<D> for Bind<T, V> {
    const TOK: Tok = placeholder::<D>(T::TYPE);
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.encode(binder)
    }
}

/// MySQL takes a decimal that stands in an expression for a float, and in a comparison for text, unless told.
/// PostgreSQL goes by what stands beside text and JSON, and takes JSON for text where that has no type either.
const fn placeholder<D: Dialect>(ty: SqlType) -> Tok {
    const DECIMAL: Tok = Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS DECIMAL(65, 30))")]);
    const JSON: Tok = Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS jsonb)")]);
    if let (false, Some(what)) = (D::HAS_ARRAYS, ty.of_postgres()) {
        let at = [what, " is bound: only PostgreSQL has them, so this cannot be run on another backend"];
        panic!("{}", Sentence::of(&at).text());
    }
    match ty {
        SqlType::Decimal => Tok::Each(&[Tok::Bind, Tok::Bind, DECIMAL, DECIMAL]),
        SqlType::Json => Tok::Each(&[Tok::Bind, JSON, Tok::Bind, Tok::Bind]),
        _ => Tok::Bind,
    }
}

/// A value of type `T` that stands by itself, as [`value`](super::value) makes it: nothing beside it may tell PostgreSQL
/// that it is text, or MySQL, which makes a float of two placeholders, that it is an integer. So its text says it.
#[derive(Debug, Clone, Copy)]
pub struct Stated<T, V = T>(Bind<T, V>);

impl<T, V> Stated<T, V> {
    /// A value.
    #[inline]
    pub fn new(value: V) -> Self {
        Self(Bind::new(value))
    }
}
impl<T: Scalar, V: Encode> Expr for Stated<T, V> {
    type Base = T;
    type Uses = Nothing;
    #[inline]
    fn into_given(self, dialect: DialectKind) -> Given<Self> {
        Given::Value(self.0.0.into_datum(dialect))
    }
}
impl<D: Dialect, T: Scalar, V: Encode> Sql<D> for Stated<T, V> {
    const TOK: Tok = match T::TYPE {
        SqlType::Text => Tok::Each(&[
            Tok::Bind,
            Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS text)")]),
            Tok::Bind,
            Tok::Bind,
        ]),
        SqlType::I16 | SqlType::I32 | SqlType::I64 => Tok::Each(&[
            Tok::Bind,
            Tok::Bind,
            Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS SIGNED)")]),
            Tok::Bind,
        ]),
        // What is bound has no type of its own on MySQL and MariaDB: it is read as text.
        SqlType::Bytes => Tok::Each(&[
            Tok::Bind,
            Tok::Bind,
            Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS BINARY)")]),
            Tok::Seq(&[Tok::Lit("CAST("), Tok::Bind, Tok::Lit(" AS BINARY)")]),
        ]),
        SqlType::Array(_) | SqlType::Range(_) if D::HAS_ARRAYS => Tok::Seq(
            const { &[Tok::Each(const { &cast_tok(T::TYPE).0 }), Tok::Bind, Tok::Each(const { &cast_tok(T::TYPE).1 })] },
        ),
        ty => placeholder::<D>(ty),
    };
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.get().encode(binder)
    }
}

/// A value that may be NULL. It can be assigned, and looked for by `is_not_distinct_from`, but not compared with.
#[derive(Debug, Clone, Copy)]
pub struct Param<V>(pub(super) V);
impl<T: Scalar> Expr for Param<Option<T>> {
    type Base = T;
    type Uses = Maybe<Nothing>;
    #[inline]
    fn into_given(self, dialect: DialectKind) -> Given<Self> {
        Given::Value(self.0.into_datum(dialect))
    }
}
impl<D: Dialect, T: Scalar> Sql<D> for Param<Option<T>> {
    const TOK: Tok = placeholder::<D>(T::TYPE);
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.encode(binder)
    }
}
