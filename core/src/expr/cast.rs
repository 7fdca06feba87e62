//! CAST.

use super::{Expr, Fixed};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer, loose, postgres_types},
    value::{Binder, Scalar, SqlType},
};
use std::marker::PhantomData;

/// An expression converted to value type `T`.
#[derive(Debug)]
pub struct Cast<E, T>(E, PhantomData<fn() -> T>);
crate::cloned!(Cast<E, T> { 0: E, 1 };);

/// What stands before and behind the operand of a cast.
pub(crate) const fn cast_tok(ty: SqlType) -> ([Tok; 4], [Tok; 4]) {
    (before(ty), after(ty))
}
const fn each(sqlite: &'static str, postgres: &'static str, mysql: &'static str) -> [Tok; 4] {
    [Tok::Lit(sqlite), Tok::Lit(postgres), Tok::Lit(mysql), Tok::Lit(mysql)]
}

/// SQLite keeps dates and times as text, which CAST leaves as it is. The parts are taken by their place: `date(..)` and
/// `time(..)` round to milliseconds, and the last moment of 9999 to NULL.
const fn before(ty: SqlType) -> [Tok; 4] {
    let sqlite = match ty {
        SqlType::Date | SqlType::Time => "substr(",
        SqlType::Timestamp => "datetime(",
        _ => "CAST(",
    };
    each(sqlite, "CAST(", "CAST(")
}

const fn after(ty: SqlType) -> [Tok; 4] {
    let postgres = postgres_after(ty);
    match ty {
        SqlType::Bool => each(" AS INTEGER)", postgres, " AS UNSIGNED)"),
        SqlType::I16 | SqlType::I32 | SqlType::I64 => each(" AS INTEGER)", postgres, " AS SIGNED)"),
        SqlType::F32 | SqlType::F64 => each(" AS REAL)", postgres, " AS DOUBLE)"),
        SqlType::Text | SqlType::Json => each(" AS TEXT)", postgres, " AS CHAR)"),
        SqlType::Bytes => each(" AS BLOB)", postgres, " AS BINARY)"),
        SqlType::Uuid => each(" AS BLOB)", postgres, " AS BINARY(16))"),
        SqlType::Date => each(", 1, 10)", postgres, " AS DATE)"),
        SqlType::Time => each(", 12)", postgres, " AS TIME(6))"),
        SqlType::Timestamp => each(")", postgres, " AS DATETIME(6))"),
        SqlType::TimestampTz => each(" AS TEXT)", postgres, " AS DATETIME(6))"),
        SqlType::Decimal => each(" AS NUMERIC)", postgres, " AS DECIMAL(38, 10))"),
        // Only PostgreSQL has them: where they are used elsewhere, the compiler says so.
        SqlType::Array(_) | SqlType::Range(_) | SqlType::Interval => each("", postgres, ""),
    }
}

macro_rules! postgres_casts {
    (values { $($ty:ident $name:literal)+ } ranges { $($of:ident $range:literal)+ }) => {
        const fn postgres_after(ty: SqlType) -> &'static str {
            match ty {
                $(SqlType::$ty => concat!(" AS ", $name, ")"),)+
                $(SqlType::Array(SqlType::$ty) => concat!(" AS ", $name, "[])"),)+
                $(SqlType::Range(SqlType::$of) => concat!(" AS ", $range, ")"),)+
                SqlType::Array(_) => " AS text[])",
                SqlType::Range(_) => " AS int4range)",
            }
        }
    };
}
postgres_types!(postgres_casts);

impl<E: Expr, T: Scalar> Expr for Cast<E, T> {
    type Base = T;
    type Uses = E::Uses;
}
impl<E: Fixed, T> Fixed for Cast<E, T> {}
impl<E, T> super::Composed for Cast<E, T> {}
impl<D: Dialect, E: Sql<D> + Expr<Base: CastTo<T>>, T: Scalar> Sql<D> for Cast<E, T> {
    const TOK: Tok = match <E::Base as CastTo<T>>::IS_SAME {
        true => E::TOK,
        false => Tok::Seq(const { &[Tok::Each(&before(T::TYPE)), E::TOK, Tok::Each(&after(T::TYPE))] }),
    };
    const LOOSE: u8 = if <E::Base as CastTo<T>>::IS_SAME { E::LOOSE } else { loose::ATOM };
    fn render(&self, w: &mut Writer) {
        if <E::Base as CastTo<T>>::IS_SAME {
            return self.0.render(w);
        }
        w.tok(const { &Tok::Each(&before(T::TYPE)) });
        self.0.render(w);
        w.tok(const { &Tok::Each(&after(T::TYPE)) });
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// A value type that can be converted to `T` with the same outcome on every backend.
#[diagnostic::on_unimplemented(
    message = "a `{Self}` cannot be cast to `{T}`",
    label = "no cast to `{T}`",
    note = "numbers are cast to numbers, integers to text, a date with time to its parts, a newtype to what it is made of and back; what has no cast can be said with `raw`"
)]
pub trait CastTo<T> {
    /// Whether both are stored alike: a newtype and what it is made of.
    const IS_SAME: bool = false;
}
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
    bool => i32; // PostgreSQL has no cast to other integers
}
// A decimal is not cast to text: SQLite drops the zeros behind its point. A moment is not cast to a date: whose?
#[cfg(feature = "rust_decimal")]
casts! {
    i8 => rust_decimal::Decimal;
    i16 => rust_decimal::Decimal;
    i32 => rust_decimal::Decimal;
    i64 => rust_decimal::Decimal;
    u8 => rust_decimal::Decimal;
    u16 => rust_decimal::Decimal;
    u32 => rust_decimal::Decimal;
    u64 => rust_decimal::Decimal;
    rust_decimal::Decimal => f64;
}
#[cfg(feature = "chrono")]
casts! {
    chrono::NaiveDateTime => chrono::NaiveDate, chrono::NaiveTime;
    chrono::NaiveDate => chrono::NaiveDateTime;
}
#[cfg(feature = "jiff")]
casts! {
    jiff::civil::DateTime => jiff::civil::Date, jiff::civil::Time;
    jiff::civil::Date => jiff::civil::DateTime;
}
#[cfg(feature = "time")]
casts! {
    time::PrimitiveDateTime => time::Date, time::Time;
    time::Date => time::PrimitiveDateTime;
}

/// Conversion to another value type.
pub trait Casts: Expr {
    /// `CAST(self AS type of T)`. Between a newtype and what it is made of nothing is to be done: `users::id.cast::<i64>()`
    /// is the column, read as an `i64`.
    #[inline]
    fn cast<T: Scalar>(self) -> Cast<Self, T>
    where
        Self::Base: CastTo<T>,
    {
        Cast(self, PhantomData)
    }
}
impl<E: Expr> Casts for E {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{expr::value, sql::*};

    #[test]
    fn each_dialect_names_its_type() {
        let cast = value(1i64).cast::<String>();
        assert_eq!(text_of::<SQLite, _>(&cast), "CAST(? AS TEXT)");
        assert_eq!(text_of::<PostgreSQL, _>(&cast), "CAST($1 AS text)");
        assert_eq!(text_of::<MySQL, _>(&cast), "CAST(CAST(? AS SIGNED) AS CHAR)");
        assert_eq!(text_of::<AnyDialect, _>(&cast), "CAST(? AS TEXT)");
    }

    #[cfg(feature = "chrono")]
    #[test]
    fn a_date_with_time_is_taken_apart() {
        use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
        let both = || value(NaiveDateTime::default());
        assert_eq!(text_of::<SQLite, _>(&both().cast::<NaiveDate>()), "substr(?, 1, 10)");
        assert_eq!(text_of::<SQLite, _>(&both().cast::<NaiveTime>()), "substr(?, 12)");
        assert_eq!(text_of::<SQLite, _>(&value(NaiveDate::MIN).cast::<NaiveDateTime>()), "datetime(?)");
        assert_eq!(text_of::<PostgreSQL, _>(&both().cast::<NaiveDate>()), "CAST($1 AS date)");
        assert_eq!(text_of::<MariaDB, _>(&both().cast::<NaiveTime>()), "CAST(? AS TIME(6))");
    }
}
