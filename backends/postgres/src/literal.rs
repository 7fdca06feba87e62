//! Arrays as the texts of their values, where each is an element of an array itself.

use crate::list::quoted;
use aludel_core::{
    Error, ErrorKind, Result,
    sql::DialectKind,
    value::{Binder, Decimal, Interval, List, SqlType, civil},
};
use std::{borrow::Cow, fmt::Display};

/// An array of arrays, each as its text: `{"{1,2}","{}"}`.
pub(crate) fn of_arrays(values: &dyn List) -> Result<Box<[u8]>> {
    let mut outer = Array::default();
    for i in 0..values.len() {
        values.encode(i, &mut outer).map_err(|error| error.context(format_args!("element number {}", i + 1)))?;
    }
    Ok(outer.finish().into())
}

/// An array that is being written: each value becomes an element.
#[derive(Default)]
struct Array(Vec<u8>);

impl Array {
    fn push(&mut self, text: Option<&[u8]>) -> Result<()> {
        if !self.0.is_empty() {
            self.0.push(b',');
        }
        match text {
            Some(text) => quoted(text, &mut self.0),
            None => self.0.extend_from_slice(b"NULL"),
        }
        Ok(())
    }

    fn shown(&mut self, value: impl Display) -> Result<()> {
        self.push(Some(value.to_string().as_bytes()))
    }

    /// A day or a moment, if a text can say it.
    fn moment(&mut self, text: Option<String>, zone: &str) -> Result<()> {
        match text {
            Some(text) => self.shown(text + zone),
            None => {
                Err(refuse("many arrays at once hold days and moments from the year 1 to 9999; write this row alone"))
            }
        }
    }

    fn finish(self) -> Vec<u8> {
        [b"{", &self.0[..], b"}"].concat()
    }
}

#[cold]
fn refuse(why: &str) -> Error {
    Error::new(ErrorKind::Encode, why.to_owned())
}

impl<'v> Binder<'v> for Array {
    fn dialect(&self) -> DialectKind {
        DialectKind::Postgres
    }
    fn null(&mut self, _: SqlType) -> Result<()> {
        self.push(None)
    }
    fn bool(&mut self, v: bool) -> Result<()> {
        self.shown(v)
    }
    fn i16(&mut self, v: i16) -> Result<()> {
        self.shown(v)
    }
    fn i32(&mut self, v: i32) -> Result<()> {
        self.shown(v)
    }
    fn i64(&mut self, v: i64) -> Result<()> {
        self.shown(v)
    }
    fn f32(&mut self, v: f32) -> Result<()> {
        self.shown(v)
    }
    fn f64(&mut self, v: f64) -> Result<()> {
        self.shown(v)
    }
    fn text(&mut self, v: Cow<'v, str>) -> Result<()> {
        if v.as_bytes().contains(&0) {
            return Err(refuse("PostgreSQL cannot hold it: its text has a NUL byte in it; remove it, or store bytes"));
        }
        self.push(Some(v.as_bytes()))
    }
    fn bytes(&mut self, v: &'v [u8]) -> Result<()> {
        self.shown(v.iter().fold("\\x".to_owned(), |text, byte| text + &format!("{byte:02x}")))
    }
    fn uuid(&mut self, v: [u8; 16]) -> Result<()> {
        self.shown(format_args!("{:032x}", u128::from_be_bytes(v)))
    }
    fn date(&mut self, days: i32) -> Result<()> {
        self.moment(civil::format_date(days), "")
    }
    fn time(&mut self, micros: i64) -> Result<()> {
        self.shown(civil::format_time(micros))
    }
    fn timestamp(&mut self, micros: i64) -> Result<()> {
        self.moment(civil::format_timestamp(micros), "")
    }
    fn timestamptz(&mut self, micros: i64) -> Result<()> {
        self.moment(civil::format_timestamp(micros), "+00")
    }
    fn decimal(&mut self, v: Decimal) -> Result<()> {
        self.shown(v)
    }
    fn json(&mut self, v: Cow<'v, str>) -> Result<()> {
        self.text(v)
    }
    fn interval(&mut self, v: Interval) -> Result<()> {
        self.shown(v)
    }
    fn list(&mut self, _: SqlType, values: &'v dyn List) -> Result<()> {
        let mut inner = Array::default();
        (0..values.len()).try_for_each(|i| values.encode(i, &mut inner))?;
        self.push(Some(&inner.finish()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_quoted_twice() {
        let arrays = vec![vec![Some("a\"b".to_owned()), None], vec![]];
        assert_eq!(&*of_arrays(&arrays).unwrap(), br#"{"{\"a\\\"b\",NULL}","{}"}"#);
        assert_eq!(&*of_arrays(&vec![Some(vec![1i64, -2]), None]).unwrap(), br#"{"{\"1\",\"-2\"}",NULL}"#);
        assert_eq!(&*of_arrays(&vec![vec![vec![0u8, 255]]]).unwrap(), br#"{"{\"\\\\x00ff\"}"}"#);
    }
}
