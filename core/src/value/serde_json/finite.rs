//! Whether all floats of a value are numbers of JSON.

use serde_core::ser::{self, Serialize, Serializer};
use std::fmt::{self, Display};

/// Whether no float in it is NaN or infinite.
pub(super) fn is_finite<T: Serialize>(value: &T) -> bool {
    value.serialize(Finite).is_ok()
}

/// Writes nothing, and stops at a float that is not finite.
struct Finite;

#[derive(Debug)]
struct NotFinite;
impl Display for NotFinite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not finite")
    }
}
impl std::error::Error for NotFinite {}
impl ser::Error for NotFinite {
    fn custom<T: Display>(_: T) -> Self {
        NotFinite
    }
}

type Checked<T = ()> = Result<T, NotFinite>;

macro_rules! leaves {
    ($($method:ident($($ty:ty),*))*) => { $(
        fn $method(self, $(_: $ty),*) -> Checked {
            Ok(())
        }
    )* };
}
macro_rules! floats {
    ($($method:ident($ty:ty))*) => { $(
        fn $method(self, v: $ty) -> Checked {
            if v.is_finite() { Ok(()) } else { Err(NotFinite) }
        }
    )* };
}
macro_rules! inside {
    ($($method:ident($($ty:ty),*))*) => { $(
        fn $method<T: ?Sized + Serialize>(self, $(_: $ty,)* value: &T) -> Checked {
            value.serialize(Finite)
        }
    )* };
}
macro_rules! open {
    ($($method:ident($($ty:ty),*) -> $kind:ident;)*) => {
        $(type $kind = Finite;)*
        $(fn $method(self, $(_: $ty),*) -> Checked<Finite> {
            Ok(Finite)
        })*
    };
}

impl Serializer for Finite {
    type Ok = ();
    type Error = NotFinite;

    floats! { serialize_f32(f32) serialize_f64(f64) }
    leaves! {
        serialize_bool(bool) serialize_char(char) serialize_str(&str) serialize_bytes(&[u8])
        serialize_i8(i8) serialize_i16(i16) serialize_i32(i32) serialize_i64(i64) serialize_i128(i128)
        serialize_u8(u8) serialize_u16(u16) serialize_u32(u32) serialize_u64(u64) serialize_u128(u128)
        serialize_none() serialize_unit() serialize_unit_struct(&'static str)
        serialize_unit_variant(&'static str, u32, &'static str)
    }
    inside! {
        serialize_some()
        serialize_newtype_struct(&'static str)
        serialize_newtype_variant(&'static str, u32, &'static str)
    }
    open! {
        serialize_seq(Option<usize>) -> SerializeSeq;
        serialize_tuple(usize) -> SerializeTuple;
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant;
        serialize_map(Option<usize>) -> SerializeMap;
        serialize_struct(&'static str, usize) -> SerializeStruct;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant;
    }
}

macro_rules! parts {
    ($($part:ident: $($method:ident($($ty:ty),*)),+;)*) => { $(
        impl ser::$part for Finite {
            type Ok = ();
            type Error = NotFinite;
            $(fn $method<T: ?Sized + Serialize>(&mut self, $(_: $ty,)* value: &T) -> Checked {
                value.serialize(Finite)
            })+
            fn end(self) -> Checked {
                Ok(())
            }
        }
    )* };
}
parts! {
    SerializeSeq: serialize_element();
    SerializeTuple: serialize_element();
    SerializeTupleStruct: serialize_field();
    SerializeTupleVariant: serialize_field();
    SerializeMap: serialize_key(), serialize_value();
    SerializeStruct: serialize_field(&'static str);
    SerializeStructVariant: serialize_field(&'static str);
}
