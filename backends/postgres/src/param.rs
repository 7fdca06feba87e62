//! One value of a statement, and how it is sent.

use crate::numeric;
use aludel_core::value::{Decimal, Interval, SqlType};
use bytes::BufMut;
use postgres_types::Type;
use std::{borrow::Cow, fmt};

/// One value of a statement. Days and moments are PostgreSQL's numbers.
pub(crate) enum Param<'v> {
    Null(SqlType),
    Bool(bool),
    I16(i16),
    I32(i32),
    I64(i64),
    F32(f32),
    F64(f64),
    /// Text and JSON.
    Text(Cow<'v, str>),
    Bytes(&'v [u8]),
    Uuid([u8; 16]),
    Date(i32),
    Time(i64),
    Timestamp(i64),
    TimestampTz(i64),
    /// The halves of the mantissa, which keep this type small, and the scale.
    Decimal(i64, u64, u32),
    Interval(Interval),
    /// An array, ready to be sent: as text if its type is [`Type::UNKNOWN`].
    List(Box<Ready>),
    /// A range, ready to be sent.
    Range(Box<Ready>),
}

/// Values that are ready to be sent. Behind a pointer, as it is larger than any other value.
pub(crate) struct Ready {
    /// What they are.
    pub(crate) of: SqlType,
    declared: Type,
    pub(crate) bytes: Box<[u8]>,
}

impl Ready {
    pub(crate) fn list<'v>(of: SqlType, bytes: Box<[u8]>) -> Param<'v> {
        Param::List(Box::new(Self { of, declared: list_type(of), bytes }))
    }

    /// In the binary format.
    pub(crate) fn texts<'v>(bytes: Box<[u8]>) -> Param<'v> {
        Param::List(Box::new(Self { of: SqlType::Text, declared: Type::TEXT_ARRAY, bytes }))
    }

    pub(crate) fn range<'v>(of: SqlType, bytes: Box<[u8]>) -> Param<'v> {
        Param::Range(Box::new(Self { of, declared: range_type(of), bytes }))
    }
}

/// The type that a value is declared as. UNKNOWN lets the server choose, and the value is sent as text.
#[inline]
pub(crate) const fn scalar_type(ty: SqlType) -> Type {
    match ty {
        SqlType::Bool => Type::BOOL,
        SqlType::I16 => Type::INT2,
        SqlType::I32 => Type::INT4,
        SqlType::I64 => Type::INT8,
        SqlType::F32 => Type::FLOAT4,
        SqlType::F64 => Type::FLOAT8,
        SqlType::Bytes => Type::BYTEA,
        SqlType::Uuid => Type::UUID,
        SqlType::Date => Type::DATE,
        SqlType::Time => Type::TIME,
        SqlType::Timestamp => Type::TIMESTAMP,
        SqlType::TimestampTz => Type::TIMESTAMPTZ,
        SqlType::Decimal => Type::NUMERIC,
        SqlType::Interval => Type::INTERVAL,
        SqlType::Array(of) => list_type(*of),
        SqlType::Range(of) => range_type(*of),
        _ => Type::UNKNOWN,
    }
}

/// The type that a list is declared as.
pub(crate) const fn list_type(ty: SqlType) -> Type {
    match ty {
        SqlType::Bool => Type::BOOL_ARRAY,
        SqlType::I16 => Type::INT2_ARRAY,
        SqlType::I32 => Type::INT4_ARRAY,
        SqlType::I64 => Type::INT8_ARRAY,
        SqlType::F32 => Type::FLOAT4_ARRAY,
        SqlType::F64 => Type::FLOAT8_ARRAY,
        SqlType::Bytes => Type::BYTEA_ARRAY,
        SqlType::Uuid => Type::UUID_ARRAY,
        SqlType::Date => Type::DATE_ARRAY,
        SqlType::Time => Type::TIME_ARRAY,
        SqlType::Timestamp => Type::TIMESTAMP_ARRAY,
        SqlType::TimestampTz => Type::TIMESTAMPTZ_ARRAY,
        SqlType::Decimal => Type::NUMERIC_ARRAY,
        SqlType::Interval => Type::INTERVAL_ARRAY,
        SqlType::Range(SqlType::I32) => Type::INT4_RANGE_ARRAY,
        SqlType::Range(SqlType::I64) => Type::INT8_RANGE_ARRAY,
        SqlType::Range(SqlType::Decimal) => Type::NUM_RANGE_ARRAY,
        SqlType::Range(SqlType::Date) => Type::DATE_RANGE_ARRAY,
        SqlType::Range(SqlType::Timestamp) => Type::TS_RANGE_ARRAY,
        SqlType::Range(SqlType::TimestampTz) => Type::TSTZ_RANGE_ARRAY,
        _ => Type::UNKNOWN,
    }
}

/// The type of a range of values.
const fn range_type(of: SqlType) -> Type {
    match of {
        SqlType::I32 => Type::INT4_RANGE,
        SqlType::I64 => Type::INT8_RANGE,
        SqlType::Decimal => Type::NUM_RANGE,
        SqlType::Date => Type::DATE_RANGE,
        SqlType::Timestamp => Type::TS_RANGE,
        SqlType::TimestampTz => Type::TSTZ_RANGE,
        _ => Type::UNKNOWN,
    }
}

impl Param<'_> {
    /// The type that it is declared as.
    #[inline]
    pub(crate) fn declared(&self) -> Type {
        match self {
            Param::Null(ty) => scalar_type(*ty),
            Param::Bool(_) => Type::BOOL,
            Param::I16(_) => Type::INT2,
            Param::I32(_) => Type::INT4,
            Param::I64(_) => Type::INT8,
            Param::F32(_) => Type::FLOAT4,
            Param::F64(_) => Type::FLOAT8,
            Param::Text(_) => Type::UNKNOWN,
            Param::Bytes(_) => Type::BYTEA,
            Param::Uuid(_) => Type::UUID,
            Param::Date(_) => Type::DATE,
            Param::Time(_) => Type::TIME,
            Param::Timestamp(_) => Type::TIMESTAMP,
            Param::TimestampTz(_) => Type::TIMESTAMPTZ,
            Param::Decimal(..) => Type::NUMERIC,
            Param::Interval(_) => Type::INTERVAL,
            Param::List(ready) | Param::Range(ready) => ready.declared.clone(),
        }
    }

    /// Whether it can be sent, unchanged, where `declared` was declared: its own type, or a wider one.
    #[inline]
    pub(crate) fn fits(&self, declared: &Type) -> bool {
        match self {
            Param::Null(_) => true,
            Param::I16(_) => matches!(*declared, Type::INT2 | Type::INT4 | Type::INT8),
            Param::I32(_) => matches!(*declared, Type::INT4 | Type::INT8),
            Param::F32(_) => matches!(*declared, Type::FLOAT4 | Type::FLOAT8),
            other => other.declared() == *declared,
        }
    }

    /// Whether it is sent as text.
    #[inline]
    pub(crate) fn is_text(&self) -> bool {
        match self {
            Param::Text(_) => true,
            Param::List(ready) => ready.declared == Type::UNKNOWN,
            _ => false,
        }
    }

    /// Writes it in the format for `ty`, which it fits; whether it is a value rather than NULL.
    #[inline]
    pub(crate) fn write(&self, ty: &Type, out: &mut impl BufMut) -> bool {
        match self {
            Param::Null(_) => return false,
            Param::Bool(v) => out.put_u8((*v).into()),
            Param::I16(v) => integer((*v).into(), ty, out),
            Param::I32(v) => integer((*v).into(), ty, out),
            Param::I64(v) => out.put_i64(*v),
            Param::F32(v) if *ty == Type::FLOAT8 => out.put_f64((*v).into()),
            Param::F32(v) => out.put_f32(*v),
            Param::F64(v) => out.put_f64(*v),
            Param::Text(v) => out.put_slice(v.as_bytes()),
            Param::Bytes(v) => out.put_slice(v),
            Param::Uuid(v) => out.put_slice(v),
            Param::Date(v) => out.put_i32(*v),
            Param::Time(v) | Param::Timestamp(v) | Param::TimestampTz(v) => out.put_i64(*v),
            Param::Decimal(high, low, scale) => {
                let mantissa = i128::from(*high) << 64 | i128::from(*low);
                numeric::encode(Decimal { mantissa, scale: *scale }, out);
            }
            Param::Interval(v) => {
                out.put_i64(v.micros);
                out.put_i32(v.days);
                out.put_i32(v.months);
            }
            Param::List(ready) | Param::Range(ready) => out.put_slice(&ready.bytes),
        }
        true
    }
}

#[inline]
fn integer(v: i64, ty: &Type, out: &mut impl BufMut) {
    match *ty {
        Type::INT2 => out.put_i16(v as i16),
        Type::INT4 => out.put_i32(v as i32),
        _ => out.put_i64(v),
    }
}

/// The type without the value: messages show this.
impl fmt::Debug for Param<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Param::Null(_) => f.write_str("NULL"),
            Param::Text(_) => f.write_str("text"),
            Param::List(list) => write!(f, "list of {:?}", list.of),
            _ => f.write_str(self.declared().name()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_small() {
        assert!(size_of::<Param<'_>>() <= 32);
    }

    #[test]
    fn a_value_fits_its_own_type_and_wider_ones() {
        assert!(Param::I32(1).fits(&Type::INT8) && Param::I32(1).fits(&Type::INT4) && !Param::I32(1).fits(&Type::INT2));
        assert!(!Param::I64(1).fits(&Type::INT4));
        assert!(Param::F32(1.0).fits(&Type::FLOAT8) && !Param::F64(1.0).fits(&Type::FLOAT4));
        assert!(Param::Text("".into()).fits(&Type::UNKNOWN) && !Param::Text("".into()).fits(&Type::INT8));
        assert!(Param::Null(SqlType::Bool).fits(&Type::INT8));
    }

    #[test]
    fn debug_does_not_show_the_value() {
        assert_eq!(format!("{:?}", [Param::Text("secret".into()), Param::I64(4711)]), "[text, int8]");
    }
}
