//! A value of any SQL type, held by itself.

use super::{Binder, Decimal, Ends, Interval, List, Row, SqlType};
use crate::{Result, sql::DialectKind};
use std::{borrow::Cow, cell::RefCell, hash};

/// A value of any SQL type, or NULL, as a [`Binder`] is handed it and a [`Row`] gives it back.
///
/// Two are equal if they would be stored alike: floats by their bits.
#[derive(Clone)]
pub enum Datum {
    /// NULL of a type.
    Null(SqlType),
    /// A boolean.
    Bool(bool),
    /// A 16-bit integer.
    I16(i16),
    /// A 32-bit integer.
    I32(i32),
    /// A 64-bit integer.
    I64(i64),
    /// A 32-bit float.
    F32(f32),
    /// A 64-bit float.
    F64(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A UUID.
    Uuid([u8; 16]),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// Microseconds since 1970-01-01T00:00:00, local.
    Timestamp(i64),
    /// Microseconds since 1970-01-01T00:00:00Z.
    TimestampTz(i64),
    /// A decimal number; in a box, which keeps the others small.
    Decimal(Box<Decimal>),
    /// A JSON document as text.
    Json(String),
    /// An interval.
    Interval(Interval),
    /// An array.
    Array(Box<Many>),
    /// A range, with the values of its ends.
    Range(Ends, Box<Many>),
}

/// Values of one type.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Many {
    /// The type.
    pub ty: SqlType,
    /// The values.
    pub values: Vec<Datum>,
}

impl Many {
    fn of(ty: SqlType, dialect: DialectKind, list: &dyn List) -> Result<Box<Self>> {
        let mut values = Capture { dialect, taken: Vec::with_capacity(list.len()) };
        (0..list.len()).try_for_each(|i| list.encode(i, &mut values))?;
        Ok(Box::new(Self { ty, values: values.taken }))
    }
}

impl std::fmt::Debug for Datum {
    /// The type alone: values are not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.sql_type())?;
        f.write_str(if self.is_null() { " NULL" } else { "" })
    }
}

impl Datum {
    /// Drops it. Of what has no memory of its own, nothing is left of that where the compiler knows what it is.
    #[inline(always)]
    pub(crate) fn done_with(self) {
        match self {
            Datum::Text(text) | Datum::Json(text) => drop(text),
            Datum::Bytes(bytes) => drop(bytes),
            Datum::Decimal(_) | Datum::Array(_) | Datum::Range(..) => drop(self),
            _ => std::mem::forget(self),
        }
    }

    /// Whether it is NULL.
    #[inline]
    pub fn is_null(&self) -> bool {
        matches!(self, Datum::Null(_))
    }

    /// The type.
    pub fn sql_type(&self) -> SqlType {
        match self {
            Datum::Null(ty) => *ty,
            Datum::Bool(_) => SqlType::Bool,
            Datum::I16(_) => SqlType::I16,
            Datum::I32(_) => SqlType::I32,
            Datum::I64(_) => SqlType::I64,
            Datum::F32(_) => SqlType::F32,
            Datum::F64(_) => SqlType::F64,
            Datum::Text(_) => SqlType::Text,
            Datum::Bytes(_) => SqlType::Bytes,
            Datum::Uuid(_) => SqlType::Uuid,
            Datum::Date(_) => SqlType::Date,
            Datum::Time(_) => SqlType::Time,
            Datum::Timestamp(_) => SqlType::Timestamp,
            Datum::TimestampTz(_) => SqlType::TimestampTz,
            Datum::Decimal(_) => SqlType::Decimal,
            Datum::Json(_) => SqlType::Json,
            Datum::Interval(_) => SqlType::Interval,
            Datum::Array(v) => SqlType::Array(element(v.ty)),
            Datum::Range(_, v) => SqlType::Range(element(v.ty)),
        }
    }

    /// The integer that it is, if it is one.
    #[inline]
    pub(crate) fn whole(&self) -> Option<i64> {
        match self {
            Datum::I16(n) => Some((*n).into()),
            Datum::I32(n) => Some((*n).into()),
            Datum::I64(n) => Some(*n),
            _ => None,
        }
    }

    /// An integer as a value of type `ty`, if it fits.
    pub fn integer(ty: SqlType, n: i64) -> Option<Self> {
        Some(match ty {
            SqlType::Bool => Datum::Bool(match n {
                0 => false,
                1 => true,
                _ => return None,
            }),
            SqlType::I16 => Datum::I16(n.try_into().ok()?),
            SqlType::I32 => Datum::I32(n.try_into().ok()?),
            SqlType::I64 => Datum::I64(n),
            SqlType::F64 => Datum::F64(n as f64),
            SqlType::Decimal => Datum::Decimal(Box::new(Decimal { mantissa: n.into(), scale: 0 })),
            _ => return None,
        })
    }

    /// The column of a row, which is declared as `ty`.
    ///
    /// # Errors
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) if it holds something else.
    pub fn read<R: Row + ?Sized>(row: &R, at: usize, ty: SqlType) -> Result<Self> {
        if row.is_null(at) {
            return Ok(Datum::Null(ty));
        }
        let narrow = || super::lossy(row, at, "the declared integer");
        Ok(match ty {
            SqlType::Bool => Datum::Bool(row.bool(at)?),
            SqlType::I16 => Datum::I16(row.i64(at)?.try_into().map_err(|_| narrow())?),
            SqlType::I32 => Datum::I32(row.i64(at)?.try_into().map_err(|_| narrow())?),
            SqlType::I64 => Datum::I64(row.i64(at)?),
            SqlType::F32 => Datum::F32(row.f64(at)? as f32),
            SqlType::F64 => Datum::F64(row.f64(at)?),
            SqlType::Text => Datum::Text(row.text(at)?.into_owned()),
            SqlType::Bytes => Datum::Bytes(row.bytes(at)?.into_owned()),
            SqlType::Uuid => Datum::Uuid(row.uuid(at)?),
            SqlType::Date => Datum::Date(row.date(at)?),
            SqlType::Time => Datum::Time(row.time(at)?),
            SqlType::Timestamp => Datum::Timestamp(row.timestamp(at)?),
            SqlType::TimestampTz => Datum::TimestampTz(row.timestamptz(at)?),
            SqlType::Decimal => Datum::Decimal(Box::new(row.decimal(at)?)),
            SqlType::Json => Datum::Json(row.json(at)?.into_owned()),
            SqlType::Interval => Datum::Interval(row.interval(at)?),
            SqlType::Array(&ty) => {
                let mut values = Vec::new();
                row.list(at, &mut |row, at| {
                    values.push(Datum::read(row, at, ty)?);
                    Ok(())
                })?;
                Datum::Array(Box::new(Many { ty, values }))
            }
            SqlType::Range(&ty) => {
                let mut values = Vec::new();
                let ends = row.range(at, &mut |row, at| {
                    values.push(Datum::read(row, at, ty)?);
                    Ok(())
                })?;
                Datum::Range(ends, Box::new(Many { ty, values }))
            }
        })
    }
}

/// The type as one that lives for ever: only those of which there are arrays and ranges.
fn element(ty: SqlType) -> &'static SqlType {
    use SqlType as Ty;
    match ty {
        Ty::Bool => &Ty::Bool,
        Ty::I16 => &Ty::I16,
        Ty::I32 => &Ty::I32,
        Ty::I64 => &Ty::I64,
        Ty::F32 => &Ty::F32,
        Ty::F64 => &Ty::F64,
        Ty::Text => &Ty::Text,
        Ty::Bytes => &Ty::Bytes,
        Ty::Uuid => &Ty::Uuid,
        Ty::Date => &Ty::Date,
        Ty::Time => &Ty::Time,
        Ty::Timestamp => &Ty::Timestamp,
        Ty::TimestampTz => &Ty::TimestampTz,
        Ty::Decimal => &Ty::Decimal,
        Ty::Json => &Ty::Json,
        Ty::Interval => &Ty::Interval,
        Ty::Array(of) | Ty::Range(of) => of,
    }
}

impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Datum::Null(_), Datum::Null(_)) => true,
            (Datum::Bool(a), Datum::Bool(b)) => a == b,
            (Datum::I16(a), Datum::I16(b)) => a == b,
            (Datum::I32(a), Datum::I32(b)) => a == b,
            (Datum::I64(a), Datum::I64(b)) => a == b,
            (Datum::F32(a), Datum::F32(b)) => a.to_bits() == b.to_bits(),
            (Datum::F64(a), Datum::F64(b)) => a.to_bits() == b.to_bits(),
            (Datum::Text(a), Datum::Text(b)) | (Datum::Json(a), Datum::Json(b)) => a == b,
            (Datum::Bytes(a), Datum::Bytes(b)) => a == b,
            (Datum::Uuid(a), Datum::Uuid(b)) => a == b,
            (Datum::Date(a), Datum::Date(b)) => a == b,
            (Datum::Time(a), Datum::Time(b)) => a == b,
            (Datum::Timestamp(a), Datum::Timestamp(b)) => a == b,
            (Datum::TimestampTz(a), Datum::TimestampTz(b)) => a == b,
            (Datum::Decimal(a), Datum::Decimal(b)) => a == b,
            (Datum::Interval(a), Datum::Interval(b)) => a == b,
            (Datum::Array(a), Datum::Array(b)) => a == b,
            (Datum::Range(a, b), Datum::Range(c, d)) => a == c && b == d,
            _ => false,
        }
    }
}
impl Eq for Datum {}
impl hash::Hash for Datum {
    #[inline]
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        match self {
            Datum::Null(_) => state.write_u8(0),
            Datum::Bool(v) => v.hash(state),
            Datum::I16(v) => v.hash(state),
            Datum::I32(v) | Datum::Date(v) => v.hash(state),
            Datum::I64(v) | Datum::Time(v) | Datum::Timestamp(v) | Datum::TimestampTz(v) => v.hash(state),
            Datum::F32(v) => v.to_bits().hash(state),
            Datum::F64(v) => v.to_bits().hash(state),
            Datum::Text(v) | Datum::Json(v) => v.hash(state),
            Datum::Bytes(v) => v.hash(state),
            Datum::Uuid(v) => v.hash(state),
            Datum::Decimal(v) => v.hash(state),
            Datum::Interval(v) => v.hash(state),
            Datum::Array(v) => v.hash(state),
            Datum::Range(ends, v) => (ends, v).hash(state),
        }
    }
}

/// Takes values: one into an `Option`, many into a `Vec`.
pub(crate) struct Capture<S> {
    pub(crate) dialect: DialectKind,
    pub(crate) taken: S,
}

/// Where values are taken to.
pub(crate) trait Take {
    fn take(&mut self, datum: Datum);
}
impl Take for Option<Datum> {
    #[inline]
    fn take(&mut self, datum: Datum) {
        *self = Some(datum);
    }
}
impl Take for Vec<Datum> {
    fn take(&mut self, datum: Datum) {
        self.push(datum);
    }
}

/// One line per method: what it makes of the value.
macro_rules! capture {
    ($($name:ident($v:ident: $ty:ty) => $datum:expr;)*) => { $(
        #[inline]
        fn $name(&mut self, $v: $ty) -> Result<()> {
            self.taken.take($datum);
            Ok(())
        }
    )* };
}
impl<'v, S: Take> Binder<'v> for Capture<S> {
    fn dialect(&self) -> DialectKind {
        self.dialect
    }
    capture! {
        null(v: SqlType) => Datum::Null(v);
        bool(v: bool) => Datum::Bool(v);
        i16(v: i16) => Datum::I16(v);
        i32(v: i32) => Datum::I32(v);
        i64(v: i64) => Datum::I64(v);
        f32(v: f32) => Datum::F32(v);
        f64(v: f64) => Datum::F64(v);
        text(v: Cow<'v, str>) => Datum::Text(v.into_owned());
        bytes(v: &'v [u8]) => Datum::Bytes(v.to_owned());
        uuid(v: [u8; 16]) => Datum::Uuid(v);
        date(v: i32) => Datum::Date(v);
        time(v: i64) => Datum::Time(v);
        timestamp(v: i64) => Datum::Timestamp(v);
        timestamptz(v: i64) => Datum::TimestampTz(v);
        decimal(v: Decimal) => Datum::Decimal(Box::new(v));
        json(v: Cow<'v, str>) => Datum::Json(v.into_owned());
        interval(v: Interval) => Datum::Interval(v);
    }
    fn list(&mut self, ty: SqlType, values: &'v dyn List) -> Result<()> {
        self.taken.take(Datum::Array(Many::of(ty, self.dialect, values)?));
        Ok(())
    }
    fn range(&mut self, ty: SqlType, ends: Ends, values: &'v dyn List) -> Result<()> {
        self.taken.take(Datum::Range(ends, Many::of(ty, self.dialect, values)?));
        Ok(())
    }
}

/// Values as a row to read from. What wants to own a text takes it out without a copy, so each column is read once.
pub struct DatumRow<'a> {
    values: RefCell<&'a mut [Datum]>,
    /// The column of the first of them.
    first: usize,
}

impl<'a> DatumRow<'a> {
    /// A row of values.
    pub fn new(values: &'a mut [Datum]) -> Self {
        Self { values: RefCell::new(values), first: 0 }
    }

    /// One value, which is that of a column.
    #[inline]
    pub(crate) fn one(value: &'a mut Datum, column: usize) -> Self {
        Self { values: RefCell::new(std::slice::from_mut(value)), first: column }
    }

    /// What `pick` makes of a value; an error if that is nothing.
    #[inline]
    fn get<T>(&self, at: usize, wanted: &str, pick: impl FnOnce(&mut Datum) -> Option<T>) -> Result<T> {
        let picked = self.values.borrow_mut().get_mut(at.wrapping_sub(self.first)).and_then(pick);
        picked.ok_or_else(|| match self.is_null(at) {
            true => super::unexpected_null(self, at, wanted),
            false => super::lossy(self, at, wanted),
        })
    }
}

/// One line per method: which values it reads.
macro_rules! read {
    ($($name:ident -> $ty:ty, $wanted:literal: $($datum:pat => $value:expr),+;)*) => { $(
        #[inline]
        fn $name(&self, at: usize) -> Result<$ty> {
            self.get(at, $wanted, |datum| match datum {
                $($datum => Some($value),)+
                _ => None,
            })
        }
    )* };
}
impl Row for DatumRow<'_> {
    #[inline]
    fn is_null(&self, at: usize) -> bool {
        self.values.borrow().get(at.wrapping_sub(self.first)).is_none_or(Datum::is_null)
    }
    fn name(&self, at: usize) -> Cow<'_, str> {
        format!("number {}", at + 1).into()
    }
    fn width(&self) -> usize {
        self.first + self.values.borrow().len()
    }
    fn list(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<()> {
        let mut values = self.get(at, "array", |datum| match datum {
            Datum::Array(v) => Some(std::mem::take(&mut v.values)),
            _ => None,
        })?;
        let row = DatumRow::new(&mut values);
        (0..row.width()).try_for_each(|i| each(&row, i))
    }
    fn range(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<Ends> {
        let (ends, mut values) = self.get(at, "range", |datum| match datum {
            Datum::Range(ends, v) => Some((*ends, std::mem::take(&mut v.values))),
            _ => None,
        })?;
        let row = DatumRow::new(&mut values);
        (0..row.width()).try_for_each(|i| each(&row, i)).map(|()| ends)
    }
    read! {
        bool -> bool, "boolean": Datum::Bool(v) => *v;
        i64 -> i64, "integer": Datum::I64(v) => *v, Datum::I32(v) => (*v).into(), Datum::I16(v) => (*v).into();
        f64 -> f64, "float": Datum::F64(v) => *v, Datum::F32(v) => (*v).into();
        text -> Cow<'_, str>, "text": Datum::Text(v) => v.clone().into();
        text_owned -> String, "text": Datum::Text(v) => std::mem::take(v);
        bytes -> Cow<'_, [u8]>, "bytes": Datum::Bytes(v) => v.clone().into();
        bytes_owned -> Vec<u8>, "bytes": Datum::Bytes(v) => std::mem::take(v);
        uuid -> [u8; 16], "UUID": Datum::Uuid(v) => *v;
        date -> i32, "date": Datum::Date(v) => *v;
        time -> i64, "time": Datum::Time(v) => *v;
        timestamp -> i64, "timestamp": Datum::Timestamp(v) => *v;
        timestamptz -> i64, "timestamp with time zone": Datum::TimestampTz(v) => *v;
        decimal -> Decimal, "decimal": Datum::Decimal(v) => **v;
        json -> Cow<'_, str>, "JSON document": Datum::Json(v) => v.clone().into();
        interval -> Interval, "interval": Datum::Interval(v) => *v;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Encode, Load};

    fn datum<T: Encode + ?Sized>(value: &T) -> Datum {
        Datum::of(value, DialectKind::Sqlite).unwrap()
    }

    #[test]
    fn values_come_back() {
        let mut row = [datum("Ann"), datum(&7i16), datum(&None::<i64>), datum(&vec![1u8]), datum(&f64::NAN)];
        let read = <(String, i16, Option<i64>, Vec<u8>, f64)>::load(&DatumRow::new(&mut row), 0).unwrap();
        assert_eq!((&*read.0, read.1, read.2, &*read.3, read.4.is_nan()), ("Ann", 7, None, &[1][..], true));
    }

    #[test]
    fn those_that_are_stored_alike_are_equal() {
        assert_eq!(datum(&f64::NAN), datum(&f64::NAN));
        assert_ne!(datum(&0.0), datum(&-0.0));
        assert_ne!(datum("1"), datum(&1));
        assert_eq!(datum(&None::<i64>), datum(&None::<String>));
    }

    #[test]
    fn a_value_is_not_shown() {
        assert_eq!(format!("{:?} {:?}", datum("secret"), datum(&None::<i64>)), "Text I64 NULL");
    }

    #[test]
    fn they_are_small() {
        assert_eq!(size_of::<Datum>(), 32);
    }
}
