//! CAST.

use super::{Expr, Fixed};
use crate::{
    Result, node,
    sql::{Dialect, Sql, Tok},
    value::{Binder, Scalar, SqlType},
};
use std::marker::PhantomData;

node!(/** `CAST(operand AS type)` */ CastSql<E, T> = "CAST(" E " AS " T ")");

/// An expression converted to value type `T`.
#[derive(Debug, Clone, Copy)]
pub struct Cast<E, T>(CastSql<E, TypeName<T>>);

/// The name of the type that `T` is stored as, in CAST.
#[derive(Debug)]
pub struct TypeName<T>(PhantomData<fn() -> T>);
impl<T> Clone for TypeName<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for TypeName<T> {}

const fn each(sqlite: &'static str, postgres: &'static str, mysql: &'static str) -> [Tok; 4] {
    [Tok::Lit(sqlite), Tok::Lit(postgres), Tok::Lit(mysql), Tok::Lit(mysql)]
}

impl<D: Dialect, T: Scalar> Sql<D> for TypeName<T> {
    const TOK: Tok = Tok::Each(
        const {
            &match T::TYPE {
                SqlType::Bool => each("INTEGER", "boolean", "UNSIGNED"),
                SqlType::I16 => each("INTEGER", "smallint", "SIGNED"),
                SqlType::I32 => each("INTEGER", "integer", "SIGNED"),
                SqlType::I64 => each("INTEGER", "bigint", "SIGNED"),
                SqlType::F32 => each("REAL", "real", "DOUBLE"),
                SqlType::F64 => each("REAL", "double precision", "DOUBLE"),
                SqlType::Text => each("TEXT", "text", "CHAR"),
                SqlType::Bytes => each("BLOB", "bytea", "BINARY"),
                SqlType::Uuid => each("BLOB", "uuid", "BINARY(16)"),
                SqlType::Date => each("TEXT", "date", "DATE"),
                SqlType::Time => each("TEXT", "time", "TIME(6)"),
                SqlType::Timestamp => each("TEXT", "timestamp", "DATETIME(6)"),
                SqlType::TimestampTz => each("TEXT", "timestamptz", "DATETIME(6)"),
                SqlType::Decimal => each("NUMERIC", "numeric", "DECIMAL(38, 10)"),
                SqlType::Json => each("TEXT", "jsonb", "CHAR"),
            }
        },
    );
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

impl<E: Expr, T: Scalar> Expr for Cast<E, T> {
    type Base = T;
    type Uses = E::Uses;
}
impl<E: Fixed, T> Fixed for Cast<E, T> {}
impl<E, T> super::Composed for Cast<E, T> {}
impl<D: Dialect, E: Sql<D>, T: Scalar> Sql<D> for Cast<E, T> {
    const TOK: Tok = <CastSql<E, TypeName<T>> as Sql<D>>::TOK;
    fn render(&self, w: &mut crate::sql::Writer) {
        Sql::<D>::render(&self.0, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// A value type that can be converted to `T` with the same outcome on every backend.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be cast to `{T}`",
    label = "no cast to `{T}`",
    note = "numbers are cast to numbers and to text; what has no cast can be said with `raw`"
)]
pub trait CastTo<T> {}
macro_rules! casts {
    ($($from:ty => $($to:ty),+;)*) => { $($(
        #[diagnostic::do_not_recommend]
        impl CastTo<$to> for $from {}
    )+)* };
}
casts! {
    i8 => i16, i32, i64, f32, f64, String;
    i16 => i32, i64, f32, f64, String;
    i32 => i16, i64, f32, f64, String;
    i64 => i16, i32, f32, f64, String;
    u8 => i16, i32, i64, f32, f64, String;
    u16 => i32, i64, f32, f64, String;
    u32 => i64, f64, String;
    f32 => f64;
    bool => i32, i64;
}

/// Conversion to another value type.
pub trait Casts: Expr {
    /// `CAST(self AS type of T)`
    #[inline]
    fn cast<T: Scalar>(self) -> Cast<Self, T>
    where
        Self::Base: CastTo<T>,
    {
        Cast(CastSql { E: self, T: TypeName(PhantomData) })
    }
}
impl<E: Expr> Casts for E {}
