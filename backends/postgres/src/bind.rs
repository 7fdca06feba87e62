//! Collects the values of a statement, and refuses those that PostgreSQL does not have.

use crate::{
    Postgres,
    client::{
        failure::{Failure, Outcome},
        output,
    },
    epoch, list, literal, numeric,
    param::{Param, Ready, scalar_type},
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::DynParams,
    sql::DialectKind,
    value::{Binder, Decimal, Ends, Interval, List, SqlType, civil::DAY},
};
use bytes::BufMut;
use postgres_types::Type;
use smallvec::SmallVec;
use std::borrow::Cow;

/// So many values are bound without an allocation.
const INLINE: usize = 12;

/// The values of a statement.
pub struct Values<'v> {
    list: SmallVec<[Param<'v>; INLINE]>,
    /// Whether they are for COPY, which knows no texts of arrays.
    copies: bool,
}

impl<'v> Values<'v> {
    pub(crate) fn of(params: &dyn DynParams<'v, Postgres>) -> Result<Self> {
        let mut values = Self::new();
        match params.bind_to(&mut values) {
            Ok(()) => Ok(values),
            Err(error) => Err(error.context(format_args!("value number {}", values.list.len() + 1))),
        }
    }

    #[inline]
    pub(crate) fn new() -> Self {
        Values { list: SmallVec::new(), copies: false }
    }

    /// For COPY.
    #[inline]
    pub(crate) fn to_copy() -> Self {
        Values { copies: true, ..Self::new() }
    }

    /// Writes them, as they are sent to a statement that they were found to fit: how many and in which formats, then each
    /// behind its length.
    #[inline]
    pub(crate) fn write(&self, declared: &[Type], out: &mut Vec<u8>) -> Outcome<()> {
        if self.list.iter().any(Param::is_text) {
            output::count(out, self.list.len())?;
            self.list.iter().for_each(|value| out.put_u16((!value.is_text()).into()));
        } else {
            // One format for all: binary.
            out.put_slice(&[0, 1, 0, 1]);
        }
        output::count(out, self.list.len())?;
        for (value, ty) in self.list.iter().zip(declared) {
            let start = out.len();
            out.put_i32(-1);
            if value.write(ty, out) {
                let length = i32::try_from(out.len() - start - 4).map_err(|_| Failure::Unsendable)?;
                out[start..start + 4].copy_from_slice(&length.to_be_bytes());
            }
        }
        Ok(())
    }

    /// The types that they are declared as.
    pub(crate) fn declared(&self) -> Box<[Type]> {
        self.list.iter().map(Param::declared).collect()
    }

    /// Whether a statement that was prepared for these types can be run with them.
    #[inline]
    pub(crate) fn fit(&self, declared: &[Type]) -> bool {
        self.list.len() == declared.len() && self.list.iter().zip(declared).all(|(value, ty)| value.fits(ty))
    }

    /// Whether there are as many as a statement has placeholders.
    #[inline]
    pub(crate) fn suit(&self, placeholders: usize) -> Outcome<()> {
        if self.list.len() == placeholders { Ok(()) } else { Err(Failure::Values(self.list.len(), placeholders)) }
    }

    /// The values.
    pub(crate) fn list(&self) -> &[Param<'v>] {
        &self.list
    }

    /// Takes the last value out.
    pub(crate) fn pop(&mut self) -> Option<Param<'v>> {
        self.list.pop()
    }

    #[inline]
    fn push(&mut self, value: Param<'v>) -> Result<()> {
        self.list.push(value);
        Ok(())
    }

    #[inline]
    fn text_or_json(&mut self, v: Cow<'v, str>) -> Result<()> {
        if v.as_bytes().contains(&0) {
            return Err(refuse("its text has a NUL byte in it; remove it, or store bytes"));
        }
        self.push(Param::Text(v))
    }
}

#[inline]
fn moment(micros: i64) -> Result<i64> {
    epoch::moment_to(micros).ok_or_else(|| refuse("a timestamp lies between 4714-11-24 BC and 294276 AD"))
}

#[cold]
fn refuse(why: &str) -> Error {
    Error::new(ErrorKind::Encode, format!("PostgreSQL cannot hold it: {why}"))
}

impl<'v> Binder<'v> for Values<'v> {
    #[inline]
    fn dialect(&self) -> DialectKind {
        DialectKind::Postgres
    }
    #[inline]
    fn null(&mut self, ty: SqlType) -> Result<()> {
        self.push(Param::Null(ty))
    }
    #[inline]
    fn bool(&mut self, v: bool) -> Result<()> {
        self.push(Param::Bool(v))
    }
    #[inline]
    fn i16(&mut self, v: i16) -> Result<()> {
        self.push(Param::I16(v))
    }
    #[inline]
    fn i32(&mut self, v: i32) -> Result<()> {
        self.push(Param::I32(v))
    }
    #[inline]
    fn i64(&mut self, v: i64) -> Result<()> {
        self.push(Param::I64(v))
    }
    #[inline]
    fn f32(&mut self, v: f32) -> Result<()> {
        self.push(Param::F32(v))
    }
    #[inline]
    fn f64(&mut self, v: f64) -> Result<()> {
        self.push(Param::F64(v))
    }
    #[inline]
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.text_or_json(v)
    }
    #[inline]
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.push(Param::Bytes(v))
    }
    #[inline]
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.push(Param::Uuid(v))
    }
    #[inline]
    fn date(&mut self, days: i32) -> Result<()> {
        match epoch::day_to(days) {
            Some(days) => self.push(Param::Date(days)),
            None => Err(refuse("a date lies between 4714-11-24 BC and 5874897-12-31 AD")),
        }
    }
    #[inline]
    fn time(&mut self, micros: i64) -> Result<()> {
        if !(0..DAY).contains(&micros) {
            return Err(refuse("a time of day lies between 00:00:00 and 23:59:59.999999"));
        }
        self.push(Param::Time(micros))
    }
    #[inline]
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        self.push(Param::Timestamp(moment(micros)?))
    }
    #[inline]
    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        self.push(Param::TimestampTz(moment(micros)?))
    }
    #[inline]
    fn decimal(&mut self, v: Decimal) -> Result<()> {
        if v.scale > numeric::MAX_SCALE {
            return Err(refuse("a NUMERIC has 16383 digits behind the point at most"));
        }
        self.push(Param::Decimal((v.mantissa >> 64) as i64, v.mantissa as u64, v.scale))
    }
    #[inline]
    fn json(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.text_or_json(v)
    }
    #[inline]
    fn interval(&mut self, v: Interval) -> Result<()> {
        self.push(Param::Interval(v))
    }
    fn list(&mut self, ty: SqlType, values: &'v dyn List) -> Result<()> {
        let bytes = match (ty, scalar_type(ty)) {
            // Arrays of the rows of a column, sent as their texts.
            (SqlType::Array(_), _) => return self.push(Ready::list(SqlType::Text, literal::of_arrays(values)?)),
            (_, Type::UNKNOWN) if self.copies => list::binary(&Type::TEXT, values),
            (_, Type::UNKNOWN) => list::text(values),
            (_, element) => list::binary(&element, values),
        };
        self.push(Ready::list(ty, bytes?.into()))
    }
    fn texts(&mut self, values: &'v dyn List) -> Result<()> {
        self.push(Ready::texts(list::binary(&Type::TEXT, values)?.into()))
    }
    fn range(&mut self, ty: SqlType, ends: Ends, values: &'v dyn List) -> Result<()> {
        self.push(Ready::range(ty, list::range(&scalar_type(ty), ends, values)?.into()))
    }
}
