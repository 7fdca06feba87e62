//! The types of the standard library.

use super::{Row, lossy};
use crate::{Error, ErrorKind, Result};

/// One line per type: how it is stored, bound and read.
macro_rules! scalars {
    ($($ty:ty: $sql:ident, |$v:ident, $b:ident| $bind:expr, |$row:ident, $at:ident| $read:expr $(, owned $datum:ident)?;)*) => { $(
        impl $crate::value::Encode for $ty {
            #[inline]
            fn encode<'v, B: $crate::value::Binder<'v> + ?Sized>(&'v self, $b: &mut B) -> $crate::Result<()> {
                let $v = self;
                $bind
            }
            $(
                #[inline]
                fn into_datum(self, _: $crate::sql::DialectKind) -> $crate::Result<$crate::value::Datum> {
                    Ok($crate::value::Datum::$datum(self))
                }
            )?
        }
        impl $crate::value::Scalar for $ty {
            const TYPE: $crate::value::SqlType = $crate::value::SqlType::$sql;
            #[inline]
            fn decode<R: $crate::value::Row + ?Sized>($row: &R, $at: usize) -> $crate::Result<Self> {
                $read
            }
        }
    )* };
}
// Each foreign crate is behind a feature.
#[allow(unused_imports)]
pub(super) use scalars;

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
    String: Text, |v, b| b.text(v.as_str().into()), |row, at| row.text_owned(at), owned Text;
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

#[cfg(test)]
mod tests {
    use crate::value::testing::{Stored, random, refused, round_trips, stored, unreadable};

    #[test]
    fn integers_come_back_as_wide_as_they_are() {
        macro_rules! each {
            ($($ty:ty)*) => { $(
                round_trips([<$ty>::MIN, <$ty>::MAX, 0, 1]);
                round_trips(random().map(|n| n as $ty));
            )* };
        }
        each!(i8 i16 i32 i64 u8 u16 u32);
        round_trips([0, 1, i64::MAX as u64]);
        round_trips(random().map(|n| n >> 1));
        round_trips([true, false]);
    }

    #[test]
    fn an_integer_that_does_not_fit_is_refused() {
        for n in [1 << 63, u64::MAX] {
            let why = refused(&n);
            assert!(why.contains("BIGINT is signed") && !why.contains(&n.to_string()), "{why}");
        }
        for n in [i64::MIN, -1] {
            assert!(unreadable::<u64>(Stored::I64(n)).contains("`u64`"));
        }
        for n in [-1, 256, i64::MAX] {
            assert!(unreadable::<u8>(Stored::I64(n)).contains("`u8`"));
        }
        unreadable::<i8>(Stored::I16(-129));
        unreadable::<u32>(Stored::I64(1 << 32));
        unreadable::<i32>(Stored::Null(crate::value::SqlType::I32));
    }

    #[test]
    fn floats_come_back_to_the_last_bit() {
        round_trips([f64::MIN, f64::MAX, f64::MIN_POSITIVE, f64::INFINITY, f64::from_bits(1)]);
        round_trips([f32::MIN, f32::MAX, f32::MIN_POSITIVE, f32::NEG_INFINITY, f32::from_bits(1)]);
        round_trips(random().map(|n| f32::from_bits(n as u32)).filter(|f| !f.is_nan()));
        let zero = <f32 as crate::value::Scalar>::decode(&stored(&-0.0f32), 0).unwrap();
        assert!(zero.is_sign_negative());
        assert!(<f32 as crate::value::Scalar>::decode(&Stored::F64(f64::NAN), 0).unwrap().is_nan());
    }

    #[test]
    fn a_double_is_read_as_a_float_only_if_it_is_one() {
        round_trips([0.5f32]);
        assert_eq!(<f32 as crate::value::Scalar>::decode(&Stored::F64(0.5), 0).unwrap(), 0.5);
        for wide in [0.1, 16_777_217.0, 1e39, -1e300, 1e-300] {
            unreadable::<f32>(Stored::F64(wide));
        }
    }

    #[test]
    fn text_and_bytes_come_back() {
        round_trips(["".to_owned(), "\0\u{1F600}'\"".to_owned()]);
        round_trips([vec![], (0..=255).collect::<Vec<u8>>()]);
    }
}
