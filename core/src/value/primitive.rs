//! The types of the standard library.

use super::{Binder, Encode, Row, Scalar, SqlType, lossy};
use crate::{Error, ErrorKind, Result};

/// One line per type: how it is stored, bound and read.
macro_rules! scalars {
    ($($ty:ty: $sql:ident, |$v:ident, $b:ident| $bind:expr, |$row:ident, $at:ident| $read:expr;)*) => { $(
        impl Encode for $ty {
            #[inline]
            fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, $b: &mut B) -> Result<()> {
                let $v = self;
                $bind
            }
        }
        impl Scalar for $ty {
            const TYPE: SqlType = SqlType::$sql;
            #[inline]
            fn decode<R: Row + ?Sized>($row: &R, $at: usize) -> Result<Self> {
                $read
            }
        }
    )* };
}

scalars! {
    bool: Bool, |v, b| b.bool(*v), |row, at| row.bool(at);
    i8: I16, |v, b| b.i16((*v).into()), |row, at| narrow(row, at);
    i16: I16, |v, b| b.i16(*v), |row, at| narrow(row, at);
    i32: I32, |v, b| b.i32(*v), |row, at| narrow(row, at);
    i64: I64, |v, b| b.i64(*v), |row, at| row.i64(at);
    u8: I16, |v, b| b.i16((*v).into()), |row, at| narrow(row, at);
    u16: I32, |v, b| b.i32((*v).into()), |row, at| narrow(row, at);
    u32: I64, |v, b| b.i64((*v).into()), |row, at| narrow(row, at);
    u64: I64, |v, b| b.i64(signed(*v)?), |row, at| narrow(row, at);
    f32: F32, |v, b| b.f32(*v), |row, at| single(row, at);
    f64: F64, |v, b| b.f64(*v), |row, at| row.f64(at);
    String: Text, |v, b| b.text(v.as_str().into()), |row, at| row.text(at).map(Into::into);
    Vec<u8>: Bytes, |v, b| b.bytes(v), |row, at| row.bytes(at).map(Into::into);
}

#[inline]
fn narrow<T: TryFrom<i64>, R: Row + ?Sized>(row: &R, at: usize) -> Result<T> {
    T::try_from(row.i64(at)?).map_err(|_| lossy(row, at, std::any::type_name::<T>()))
}

fn single<R: Row + ?Sized>(row: &R, at: usize) -> Result<f32> {
    let wide = row.f64(at)?;
    let single = wide as f32;
    if f64::from(single) == wide || wide.is_nan() { Ok(single) } else { Err(lossy(row, at, "f32")) }
}

fn signed(v: u64) -> Result<i64> {
    i64::try_from(v).map_err(|_| {
        Error::new(ErrorKind::Encode, "a `u64` above 9223372036854775807 cannot be stored: SQL's BIGINT is signed")
    })
}
