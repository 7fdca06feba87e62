//! COPY in the binary format.

use crate::{
    bind::Values,
    client::copy::CopyIn,
    connection::Connection,
    error,
    param::{Param, list_type},
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::CopyTexts,
    sql::{PostgreSQL, Sql},
    value::SqlType,
};
use bytes::BufMut;
use postgres_types::{Kind, Type};

/// What a stream of rows begins with: the signature, no flags, no extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What it ends with, in the place of a row's number of columns.
const END: i16 = -1;
/// How much is collected before it is sent, in bytes.
const PORTION: usize = 32 * 1024;

/// A column as the database has it.
struct Target<'a> {
    name: &'a str,
    ty: &'a Type,
}

impl Connection {
    /// Takes rows in; says how many there were.
    pub(crate) fn copy_in<R: Sql<PostgreSQL>>(
        &mut self,
        texts: &CopyTexts<'_>,
        rows: impl Iterator<Item = R>,
    ) -> Result<u64> {
        let client = self.raw();
        // The format has no casts: values are written as the types that the columns have.
        let probe = client.describe(texts.types).map_err(error::from_client)?;
        let targets: Vec<Target<'_>> =
            probe.columns.iter().map(|column| Target { name: &column.name, ty: base(&column.ty) }).collect();
        let mut copy = CopyIn::begin(&mut client.wire, texts.copy).map_err(error::from_client)?;
        let mut out = Vec::with_capacity(PORTION * 2);
        out.extend_from_slice(HEAD);
        for (number, row) in (1u64..).zip(rows) {
            // Dropped, the COPY is taken back.
            if let Err((at, error)) = write_row(&row, &targets, &mut out) {
                let column = targets.get(at).map_or("?", |target| target.name);
                return Err(error.context(format_args!("column `{column}` of `{}`, row number {number}", texts.table)));
            }
            if out.len() >= PORTION {
                copy.send(&out).map_err(error::from_client)?;
                out.clear();
            }
        }
        out.put_i16(END);
        copy.send(&out).map_err(error::from_client)?;
        copy.finish().map_err(error::from_client)
    }
}

/// Writes a row; an error comes with the position of its column.
fn write_row<R: Sql<PostgreSQL>>(row: &R, targets: &[Target<'_>], out: &mut Vec<u8>) -> Result<(), (usize, Error)> {
    let mut values = Values::to_copy();
    if let Err(error) = row.bind(&mut values) {
        return Err((values.list().len(), error));
    }
    let values = values.list();
    if values.len() != targets.len() {
        return Err((0, Error::new(ErrorKind::Encode, "the row does not have as many values as columns")));
    }
    out.put_i16(targets.len() as i16);
    for (at, (value, target)) in values.iter().zip(targets).enumerate() {
        write_value(value, target.ty, out).map_err(|error| (at, error))?;
    }
    Ok(())
}

fn write_value(value: &Param<'_>, ty: &Type, out: &mut Vec<u8>) -> Result<()> {
    let start = out.len();
    out.put_i32(-1);
    let written = match value {
        Param::Null(_) => false,
        Param::Text(text) if takes_text(ty) => {
            if *ty == Type::JSONB {
                // The version of its format.
                out.put_u8(1);
            }
            out.put_slice(text.as_bytes());
            true
        }
        Param::List(list) if fits_array(list.of, ty) => {
            out.put_slice(&list.bytes);
            if let Kind::Array(element) = ty.kind() {
                // Texts are written as TEXT, whatever they are in the column.
                let head = start + 4 + 8;
                out[head..head + 4].copy_from_slice(&element.oid().to_be_bytes());
            }
            true
        }
        Param::Text(_) | Param::List(..) => return Err(misfit(value, ty)),
        value if value.fits(ty) => value.write(ty, out),
        value => return Err(misfit(value, ty)),
    };
    if written {
        let length = i32::try_from(out.len() - start - 4)
            .map_err(|_| Error::new(ErrorKind::Encode, "the value is too long for PostgreSQL"))?;
        out[start..start + 4].copy_from_slice(&length.to_be_bytes());
    }
    Ok(())
}

/// Whether an array of values can be written to a column as it is.
fn fits_array(of: SqlType, ty: &Type) -> bool {
    match (ty.kind(), list_type(of)) {
        // The binary format of JSONB is not its text.
        (Kind::Array(element), Type::UNKNOWN) => takes_text(element) && *element != Type::JSONB,
        (_, declared) => declared == *ty,
    }
}

/// The type that a domain is of.
fn base(ty: &Type) -> &Type {
    match ty.kind() {
        Kind::Domain(of) => base(of),
        _ => ty,
    }
}

/// Whether the binary format of a type is its text; of JSONB, with a byte in front.
fn takes_text(ty: &Type) -> bool {
    matches!(*ty, Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::JSON | Type::JSONB | Type::XML)
        || matches!(ty.kind(), Kind::Enum(_))
        || ty.name() == "citext"
}

#[cold]
fn misfit(value: &Param<'_>, ty: &Type) -> Error {
    Error::new(
        ErrorKind::Encode,
        format!("the column is `{ty}` in the database, and COPY does not cast the `{value:?}` to it; use `insert(..)`"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: Param<'_>, ty: Type) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        write_value(&value, &ty, &mut out).map(|()| out)
    }

    #[test]
    fn values_have_their_length_in_front() {
        assert_eq!(written(Param::Text("ab".into()), Type::VARCHAR).unwrap(), [0, 0, 0, 2, b'a', b'b']);
        assert_eq!(written(Param::Text("1".into()), Type::JSONB).unwrap(), [0, 0, 0, 2, 1, b'1']);
        assert_eq!(written(Param::Null(aludel_core::value::SqlType::Text), Type::TEXT).unwrap(), [255; 4]);
        assert_eq!(written(Param::I16(1), Type::INT4).unwrap(), [0, 0, 0, 4, 0, 0, 0, 1]);
    }

    #[test]
    fn what_would_need_a_cast_is_refused() {
        for (value, ty) in [
            (Param::Text("1".into()), Type::INT4),
            (Param::I64(1), Type::INT4),
            (Param::I32(1), Type::NUMERIC),
            (Param::F64(1.0), Type::FLOAT4),
        ] {
            let error = written(value, ty).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Encode);
        }
    }
}
