//! Lists as PostgreSQL's arrays.

use crate::{bind::Values, param::Param, parts};
use aludel_core::{
    Error, ErrorKind, Result,
    value::{End, Ends, List},
};
use bytes::BufMut;
use postgres_types::Type;

/// An array of a type, in the binary format.
pub(crate) fn binary(element: &Type, values: &dyn List) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(20 + values.len() * 12);
    let dimensions = i32::from(!values.is_empty());
    out.put_i32(dimensions);
    out.put_i32(0); // whether there are NULLs, known at the end
    out.put_u32(element.oid());
    if dimensions > 0 {
        out.put_i32(length(values.len())?);
        out.put_i32(1); // the first index
    }
    each(values, |value| {
        if !written(element, &value, &mut out)? {
            out[7] = 1;
        }
        Ok(())
    })?;
    Ok(out)
}

/// A range, in the binary format.
pub(crate) fn range(element: &Type, ends: Ends, values: &dyn List) -> Result<Vec<u8>> {
    let flags = match ends {
        Ends::Empty => parts::EMPTY,
        Ends::Of(lower, upper) => {
            flag(lower, parts::LOWER_INCLUDED, parts::LOWER_UNBOUNDED)
                | flag(upper, parts::UPPER_INCLUDED, parts::UPPER_UNBOUNDED)
        }
    };
    let mut out = vec![flags];
    each(values, |value| written(element, &value, &mut out).map(drop))?;
    Ok(out)
}

fn flag(end: End, included: u8, unbounded: u8) -> u8 {
    match end {
        End::Unbounded => unbounded,
        End::Included => included,
        End::Excluded => 0,
    }
}

/// Writes a value behind its length; whether it is a value rather than NULL.
fn written(element: &Type, value: &Param<'_>, out: &mut Vec<u8>) -> Result<bool> {
    let is_text = *element == Type::TEXT && matches!(value, Param::Text(_));
    if !is_text && !value.fits(element) {
        return Err(mixed(element, value));
    }
    let start = out.len();
    out.put_i32(-1);
    let is_value = value.write(element, out);
    if is_value {
        let len = length(out.len() - start - 4)?;
        out[start..start + 4].copy_from_slice(&len.to_be_bytes());
    }
    Ok(is_value)
}

/// An array as text, which fits arrays of whatever text fits.
pub(crate) fn text(values: &dyn List) -> Result<Vec<u8>> {
    let mut out = Vec::with_capacity(2 + values.len() * 16);
    out.push(b'{');
    each(values, |value| {
        if out.len() > 1 {
            out.push(b',');
        }
        match &value {
            Param::Null(_) => out.extend_from_slice(b"NULL"),
            Param::Text(text) => quoted(text.as_bytes(), &mut out),
            other => return Err(mixed(&Type::TEXT, other)),
        }
        Ok(())
    })?;
    out.push(b'}');
    Ok(out)
}

/// Writes an element of an array as text.
pub(crate) fn quoted(text: &[u8], out: &mut Vec<u8>) {
    out.push(b'"');
    for &byte in text {
        if matches!(byte, b'"' | b'\\') {
            out.push(b'\\');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// Hands over the elements, each bound as a value is.
fn each<'v>(values: &'v dyn List, mut write: impl FnMut(Param<'v>) -> Result<()>) -> Result<()> {
    let mut binder = Values::new();
    for i in 0..values.len() {
        let written = values.encode(i, &mut binder).and_then(|()| match binder.pop() {
            Some(value) => write(value),
            None => Err(Error::new(ErrorKind::Encode, "it did not hand over a value")),
        });
        written.map_err(|error| error.context(format_args!("element number {}", i + 1)))?;
    }
    Ok(())
}

fn length(len: usize) -> Result<i32> {
    i32::try_from(len).map_err(|_| Error::new(ErrorKind::Encode, "a list is too long for PostgreSQL; send it in parts"))
}

#[cold]
fn mixed(element: &Type, value: &Param<'_>) -> Error {
    Error::new(ErrorKind::Encode, format!("it is `{value:?}`, and the list is one of `{element}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_quoted_and_escaped() {
        let list = vec![Some(r#"a"b\c, {}"#.to_owned()), None, Some("NULL".to_owned()), Some(String::new())];
        assert_eq!(text(&list).unwrap(), br#"{"a\"b\\c, {}",NULL,"NULL",""}"#);
        assert_eq!(text(&Vec::<String>::new()).unwrap(), b"{}");
    }

    #[test]
    fn nulls_are_flagged() {
        let array = binary(&Type::INT4, &vec![Some(1i32), None]).unwrap();
        assert_eq!(array[..8], [0, 0, 0, 1, 0, 0, 0, 1]);
        assert_eq!(array[20..], [0, 0, 0, 4, 0, 0, 0, 1, 255, 255, 255, 255]);
        assert_eq!(binary(&Type::INT4, &Vec::<i32>::new()).unwrap(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 23]);
    }

    #[test]
    fn narrow_elements_are_widened_and_others_refused() {
        let array = binary(&Type::INT8, &vec![7i16]).unwrap();
        assert_eq!(array[20..], [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 7]);
        assert_eq!(binary(&Type::INT2, &vec![7i64]).unwrap_err().kind(), ErrorKind::Encode);
        assert_eq!(text(&vec![7i64]).unwrap_err().kind(), ErrorKind::Encode);
    }
}
