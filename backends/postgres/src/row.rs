//! One row of a result.

use crate::{
    client::{cells::Cell, statement::Column},
    epoch,
    numeric::{self, Fault},
    parts,
};
use aludel_core::{
    Error, ErrorKind, Result,
    value::{self, Decimal, Ends, Interval, civil::DAY, lossy, unexpected_null},
};
use postgres_types::{Kind, Type};
use std::{borrow::Cow, str};

/// One row of a result, in the buffer of its connection.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    body: &'r [u8],
    cells: &'r [Cell],
    columns: &'r [Column],
}

impl<'r> Row<'r> {
    #[inline]
    pub(crate) fn new(body: &'r [u8], cells: &'r [Cell], columns: &'r [Column]) -> Self {
        Self { body, cells, columns }
    }

    /// The type of a column, for types that Aludel does not cover; `None` if there is no such column.
    pub fn column_type(&self, at: usize) -> Option<&'r Type> {
        self.columns.get(at).map(|column| &column.ty)
    }

    /// The bytes of a column, in PostgreSQL's binary format; `None` for NULL, or if there is no such column.
    #[inline]
    pub fn column_bytes(&self, at: usize) -> Option<&'r [u8]> {
        self.cells.get(at)?.of(self.body)
    }

    /// A copy that outlives the query.
    pub fn to_owned(&self) -> OwnedRow {
        OwnedRow {
            body: self.body.into(),
            cells: self.cells.into(),
            columns: self
                .columns
                .iter()
                .map(|column| Column { name: column.name.clone(), ty: column.ty.clone() })
                .collect(),
        }
    }

    /// A value and its type, if it is not NULL: the quick way.
    #[inline]
    fn usual(&self, at: usize) -> Option<(&'r Type, &'r [u8])> {
        Some((&self.columns.get(at)?.ty, self.column_bytes(at)?))
    }
}

/// A row that outlives its query. From [`Row::to_owned`].
pub struct OwnedRow {
    body: Box<[u8]>,
    cells: Box<[Cell]>,
    columns: Box<[Column]>,
}

impl OwnedRow {
    /// The row, to be read.
    pub fn row(&self) -> Row<'_> {
        Row::new(&self.body, &self.cells, &self.columns)
    }
}

impl Cells for Row<'_> {
    #[inline]
    fn usual_integer(&self, at: usize) -> Option<i64> {
        let (ty, raw) = self.usual(at)?;
        match *ty {
            Type::INT8 => raw.try_into().ok().map(i64::from_be_bytes),
            Type::INT4 => raw.try_into().ok().map(|raw| i32::from_be_bytes(raw).into()),
            _ => None,
        }
    }
    #[inline]
    fn usual_float(&self, at: usize) -> Option<f64> {
        let (ty, raw) = self.usual(at)?;
        if *ty == Type::FLOAT8 { raw.try_into().ok().map(f64::from_be_bytes) } else { None }
    }
    #[inline]
    fn usual_text(&self, at: usize) -> Option<&str> {
        let (ty, raw) = self.usual(at)?;
        if matches!(*ty, Type::TEXT | Type::VARCHAR) { str::from_utf8(raw).ok() } else { None }
    }
    #[inline]
    fn value(&self, at: usize, wanted: &str) -> Result<(&Type, &[u8])> {
        match self.usual(at) {
            Some(value) => Ok(value),
            None if at < self.cells.len() => Err(unexpected_null(self, at, wanted)),
            None => Err(self.missing(at, wanted)),
        }
    }
    #[inline]
    fn is_absent(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.is_null())
    }
    fn label(&self, at: usize) -> &str {
        self.columns.get(at).map_or("?", |column| &column.name)
    }
    fn type_of(&self, at: usize) -> &Type {
        &self.columns[at].ty
    }
    #[inline]
    fn count(&self) -> usize {
        self.cells.len()
    }
}

/// Values in PostgreSQL's binary format: the columns of a row, the elements of an array, the ends of a range.
pub(crate) trait Cells: value::Row {
    /// The type and the bytes of one that is not NULL.
    fn value(&self, at: usize, wanted: &str) -> Result<(&Type, &[u8])>;
    /// An integer, a float, a text, if it is of the type that they mostly are and not NULL: the quick way.
    fn usual_integer(&self, _: usize) -> Option<i64> {
        None
    }
    /// See [`usual_integer`](Self::usual_integer).
    fn usual_float(&self, _: usize) -> Option<f64> {
        None
    }
    /// See [`usual_integer`](Self::usual_integer).
    fn usual_text(&self, _: usize) -> Option<&str> {
        None
    }
    /// Whether it is NULL.
    fn is_absent(&self, at: usize) -> bool;
    /// Its name.
    fn label(&self, at: usize) -> &str;
    /// Its type.
    fn type_of(&self, at: usize) -> &Type;
    /// How many there are.
    fn count(&self) -> usize;

    /// The bytes of a column of one type.
    #[inline]
    fn of_type(&self, at: usize, ty: Type, wanted: &str) -> Result<&[u8]> {
        match self.value(at, wanted)? {
            (found, raw) if *found == ty => Ok(raw),
            _ => Err(self.other_type(at, wanted)),
        }
    }

    /// A column of one type that has `N` bytes.
    #[inline]
    fn fixed<const N: usize>(&self, at: usize, ty: Type, wanted: &str) -> Result<[u8; N]> {
        self.exactly(at, self.of_type(at, ty, wanted)?)
    }

    #[inline]
    fn exactly<const N: usize>(&self, at: usize, raw: &[u8]) -> Result<[u8; N]> {
        raw.try_into().map_err(|_| self.malformed(at))
    }

    #[inline]
    fn utf8<'a>(&self, at: usize, raw: &'a [u8]) -> Result<Cow<'a, str>> {
        // The server checks text, except in a database of the encoding SQL_ASCII.
        str::from_utf8(raw).map(Cow::Borrowed).map_err(|_| self.malformed(at))
    }

    #[inline]
    fn jsonb<'a>(&self, at: usize, raw: &'a [u8]) -> Result<Cow<'a, str>> {
        match raw {
            // The version of the format.
            [1, raw @ ..] => self.utf8(at, raw),
            _ => Err(self.malformed(at)),
        }
    }

    #[cold]
    fn missing(&self, at: usize, wanted: &str) -> Error {
        let width = self.count();
        let message = format!("a {wanted} was expected in column number {}, and there are only {width}", at + 1);
        Error::new(ErrorKind::Decode, message)
    }

    #[cold]
    fn other_type(&self, at: usize, wanted: &str) -> Error {
        let (name, found) = (self.label(at), self.type_of(at));
        Error::new(
            ErrorKind::Decode,
            format!("column `{name}` (number {}) is of the type `{found}`, a {wanted} was expected", at + 1),
        )
    }

    #[cold]
    fn malformed(&self, at: usize) -> Error {
        let (name, found) = (self.label(at), self.type_of(at));
        Error::new(
            ErrorKind::Decode,
            format!("column `{name}` (number {}) does not hold the bytes of a `{found}`", at + 1),
        )
    }

    #[cold]
    fn beyond(&self, at: usize, wanted: &str) -> Error {
        let (name, found) = (self.label(at), self.type_of(at));
        Error::new(
            ErrorKind::Decode,
            format!(
                "column `{name}` (number {}) holds a `{found}` that no {wanted} can be: infinity, NaN, or one out of range",
                at + 1
            ),
        )
    }

    #[cold]
    fn no_number(&self, at: usize, fault: Fault, wanted: &str) -> Error {
        match fault {
            Fault::Malformed => self.malformed(at),
            Fault::NotFinite | Fault::TooLong => self.beyond(at, wanted),
        }
    }
}

/// How [`Cells`] are read.
macro_rules! read {
    ($cells:ty) => {
        impl value::Row for $cells {
            #[inline]
            fn is_null(&self, at: usize) -> bool {
                self.is_absent(at)
            }

            fn name(&self, at: usize) -> Cow<'_, str> {
                self.label(at).into()
            }

            #[inline]
            fn width(&self) -> usize {
                self.count()
            }

            fn list(&self, at: usize, each: &mut dyn FnMut(&dyn value::Row, usize) -> Result<()>) -> Result<()> {
                let (ty, raw) = self.value(at, "array")?;
                let Kind::Array(of) = ty.kind() else { return Err(self.other_type(at, "array")) };
                match parts::elements(raw) {
                    Ok(Some(elements)) => {
                        let elements = Parts { of, cells: elements, name: self.label(at) };
                        (0..elements.cells.len()).try_for_each(|i| each(&elements, i))
                    }
                    Ok(None) => Err(self.beyond(at, "array of one dimension")),
                    Err(parts::Malformed) => Err(self.malformed(at)),
                }
            }

            fn range(&self, at: usize, each: &mut dyn FnMut(&dyn value::Row, usize) -> Result<()>) -> Result<Ends> {
                let (ty, raw) = self.value(at, "range")?;
                let Kind::Range(of) = ty.kind() else { return Err(self.other_type(at, "range")) };
                let Ok((ends, cells)) = parts::range(raw) else { return Err(self.malformed(at)) };
                let values = Parts { of, cells, name: self.label(at) };
                (0..values.cells.len()).try_for_each(|i| each(&values, i)).map(|()| ends)
            }

            #[inline]
            fn bool(&self, at: usize) -> Result<bool> {
                self.fixed(at, Type::BOOL, "boolean").map(|[byte]| byte != 0)
            }

            #[inline]
            fn i64(&self, at: usize) -> Result<i64> {
                const WANTED: &str = "whole number";
                if let Some(integer) = self.usual_integer(at) {
                    return Ok(integer);
                }
                let (ty, raw) = self.value(at, WANTED)?;
                match *ty {
                    Type::INT8 => self.exactly(at, raw).map(i64::from_be_bytes),
                    Type::INT4 => self.exactly(at, raw).map(|raw| i32::from_be_bytes(raw).into()),
                    Type::INT2 => self.exactly(at, raw).map(|raw| i16::from_be_bytes(raw).into()),
                    Type::OID => self.exactly(at, raw).map(|raw| u32::from_be_bytes(raw).into()),
                    Type::NUMERIC => match numeric::integer(raw) {
                        Ok(Some(integer)) => Ok(integer),
                        Ok(None) => Err(lossy(self, at, "i64")),
                        Err(fault) => Err(self.no_number(at, fault, WANTED)),
                    },
                    _ => Err(self.other_type(at, WANTED)),
                }
            }

            #[inline]
            fn f64(&self, at: usize) -> Result<f64> {
                const WANTED: &str = "float";
                if let Some(float) = self.usual_float(at) {
                    return Ok(float);
                }
                let (ty, raw) = self.value(at, WANTED)?;
                match *ty {
                    Type::FLOAT8 => self.exactly(at, raw).map(f64::from_be_bytes),
                    Type::FLOAT4 => self.exactly(at, raw).map(|raw| f32::from_be_bytes(raw).into()),
                    Type::NUMERIC => numeric::float(raw).map_err(|fault| self.no_number(at, fault, WANTED)),
                    _ => Err(self.other_type(at, WANTED)),
                }
            }

            #[inline]
            fn text(&self, at: usize) -> Result<Cow<'_, str>> {
                const WANTED: &str = "text";
                if let Some(text) = self.usual_text(at) {
                    return Ok(Cow::Borrowed(text));
                }
                let (ty, raw) = self.value(at, WANTED)?;
                match *ty {
                    Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME => self.utf8(at, raw),
                    Type::UNKNOWN | Type::JSON | Type::XML => self.utf8(at, raw),
                    Type::JSONB => self.jsonb(at, raw),
                    _ if matches!(ty.kind(), Kind::Enum(_)) || ty.name() == "citext" => self.utf8(at, raw),
                    _ => Err(self.other_type(at, WANTED)),
                }
            }

            #[inline]
            fn bytes(&self, at: usize) -> Result<Cow<'_, [u8]>> {
                self.of_type(at, Type::BYTEA, "BYTEA").map(Cow::Borrowed)
            }

            #[inline]
            fn uuid(&self, at: usize) -> Result<[u8; 16]> {
                self.fixed(at, Type::UUID, "UUID")
            }

            #[inline]
            fn date(&self, at: usize) -> Result<i32> {
                let days = i32::from_be_bytes(self.fixed(at, Type::DATE, "date")?);
                epoch::day_from(days).ok_or_else(|| self.beyond(at, "date"))
            }

            #[inline]
            fn time(&self, at: usize) -> Result<i64> {
                let micros = i64::from_be_bytes(self.fixed(at, Type::TIME, "time of day")?);
                // PostgreSQL has 24:00:00.
                if (0..DAY).contains(&micros) { Ok(micros) } else { Err(self.beyond(at, "time of day")) }
            }

            #[inline]
            fn timestamp(&self, at: usize) -> Result<i64> {
                let micros = i64::from_be_bytes(self.fixed(at, Type::TIMESTAMP, "timestamp without a zone")?);
                epoch::moment_from(micros).ok_or_else(|| self.beyond(at, "timestamp"))
            }

            #[inline]
            fn timestamptz(&self, at: usize) -> Result<i64> {
                let micros = i64::from_be_bytes(self.fixed(at, Type::TIMESTAMPTZ, "timestamp with a zone")?);
                epoch::moment_from(micros).ok_or_else(|| self.beyond(at, "timestamp"))
            }

            #[inline]
            fn decimal(&self, at: usize) -> Result<Decimal> {
                let raw = self.of_type(at, Type::NUMERIC, "decimal")?;
                numeric::decode(raw).map_err(|fault| self.no_number(at, fault, "decimal of 38 digits"))
            }

            fn interval(&self, at: usize) -> Result<Interval> {
                let [m0, m1, m2, m3, m4, m5, m6, m7, d0, d1, d2, d3, n0, n1, n2, n3] =
                    self.fixed(at, Type::INTERVAL, "interval")?;
                let micros = i64::from_be_bytes([m0, m1, m2, m3, m4, m5, m6, m7]);
                let (days, months) = ([d0, d1, d2, d3], [n0, n1, n2, n3]);
                Ok(Interval::new(i32::from_be_bytes(months), i32::from_be_bytes(days), micros))
            }

            #[inline]
            fn json(&self, at: usize) -> Result<Cow<'_, str>> {
                const WANTED: &str = "JSON document";
                let (ty, raw) = self.value(at, WANTED)?;
                match *ty {
                    Type::JSONB => self.jsonb(at, raw),
                    // A value that is selected as it was bound comes back as TEXT.
                    Type::JSON | Type::TEXT | Type::VARCHAR => self.utf8(at, raw),
                    _ => Err(self.other_type(at, WANTED)),
                }
            }
        }
    };
}
read!(Row<'_>);
read!(Parts<'_>);

/// Elements of an array, or ends of a range.
pub(crate) struct Parts<'a> {
    of: &'a Type,
    cells: Vec<Option<&'a [u8]>>,
    name: &'a str,
}

impl Cells for Parts<'_> {
    fn value(&self, at: usize, wanted: &str) -> Result<(&Type, &[u8])> {
        match self.cells.get(at) {
            Some(Some(raw)) => Ok((self.of, raw)),
            Some(None) => Err(unexpected_null(self, at, wanted)),
            None => Err(self.missing(at, wanted)),
        }
    }
    fn is_absent(&self, at: usize) -> bool {
        matches!(self.cells.get(at), Some(None))
    }
    fn label(&self, _: usize) -> &str {
        self.name
    }
    fn type_of(&self, _: usize) -> &Type {
        self.of
    }
    fn count(&self) -> usize {
        self.cells.len()
    }
}
