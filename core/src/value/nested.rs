//! Rows inside of a value: what a query that is nested in another one gives, read from JSON.
//!
//! Each row is an array, each of its cells what [`Cell`](crate::query::Cell) writes: a number, a text from which the very
//! value can be read again, or `null`.

use super::{Binder, Decimal, Element, Load, Row, SqlType, civil, lossy, unexpected_null};
use crate::{Error, ErrorKind, Result};
use serde_json::Value;
use std::{borrow::Cow, cell::RefCell};

/// A row that can be nested: a tuple, the row of a table, a struct that `row!` declares.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row that can be nested",
    label = "a tuple, the row of a table, or a struct declared by `row!` is needed"
)]
pub trait NestedRow: Load + 'static {}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: Load + 'static),+> NestedRow for ($($t,)+) {}
    )* };
}
crate::for_tuples!(tuples);

#[diagnostic::do_not_recommend]
impl<T: NestedRow> Element for T {
    const TYPE: SqlType = SqlType::Json;
    const IS_STORED: bool = false;
    fn encode_all<'v, B: Binder<'v> + ?Sized>(_: &'v Vec<T>, _: &mut B) -> Result<()> {
        Err(Error::new(ErrorKind::Encode, "rows of `nested` are read, not stored: for a document, store `Json<..>`"))
    }
    fn decode_all<R: Row + ?Sized>(row: &R, at: usize) -> Result<Vec<T>> {
        let text = row.json(at)?;
        let rows: Vec<Vec<Value>> = serde_json::from_str(&text).map_err(|_| lossy(row, at, "rows"))?;
        let name = |nth: usize| format!("{}[{nth}]", row.name(at));
        let rows = rows.into_iter().enumerate();
        rows.map(|(nth, cells)| T::load(&Cells { name: &|| name(nth), cells: RefCell::new(cells) }, 0)).collect()
    }
}

/// One nested row. What wants to own a text takes it out, so each cell is read once.
struct Cells<'a> {
    name: &'a dyn Fn() -> String,
    cells: RefCell<Vec<Value>>,
}

impl Cells<'_> {
    /// What `pick` makes of a cell; an error if that is nothing.
    fn get<T>(&self, at: usize, wanted: &str, pick: impl FnOnce(&mut Value) -> Option<T>) -> Result<T> {
        let picked = self.cells.borrow_mut().get_mut(at).and_then(pick);
        picked.ok_or_else(|| match self.is_null(at) {
            true => unexpected_null(self, at, wanted),
            false => lossy(self, at, wanted),
        })
    }
}

/// One line per method: what is wanted, and how it is made of a cell.
macro_rules! read {
    ($($name:ident -> $ty:ty, $wanted:literal: $pick:expr;)*) => { $(
        fn $name(&self, at: usize) -> Result<$ty> {
            self.get(at, $wanted, $pick)
        }
    )* };
}
impl Row for Cells<'_> {
    fn is_null(&self, at: usize) -> bool {
        self.cells.borrow().get(at).is_none_or(Value::is_null)
    }
    fn name(&self, _: usize) -> Cow<'_, str> {
        (self.name)().into()
    }
    fn width(&self) -> usize {
        self.cells.borrow().len()
    }
    fn list(&self, at: usize, each: &mut dyn FnMut(&dyn Row, usize) -> Result<()>) -> Result<()> {
        let cells = self.get(at, "array", |cell| match cell {
            Value::Array(cells) => Some(std::mem::take(cells)),
            _ => None,
        })?;
        let elements = Cells { name: self.name, cells: RefCell::new(cells) };
        (0..elements.width()).try_for_each(|i| each(&elements, i))
    }
    read! {
        bool -> bool, "boolean": |cell| match cell {
            Value::Bool(v) => Some(*v),
            _ => match cell.as_i64()? {
                0 => Some(false),
                1 => Some(true),
                _ => None,
            },
        };
        i64 -> i64, "integer": |cell| match cell {
            Value::Number(n) => n.as_i64(),
            Value::String(text) => whole(text.parse().ok()?),
            _ => None,
        };
        f64 -> f64, "float": |cell| match cell {
            Value::Number(n) => n.as_f64(),
            Value::String(text) => text.parse().ok(),
            _ => None,
        };
        text -> Cow<'_, str>, "text": |cell| cell.as_str().map(|text| text.to_owned().into());
        text_owned -> String, "text": take;
        bytes -> Cow<'_, [u8]>, "bytes": |cell| hex(cell).map(Cow::Owned);
        uuid -> [u8; 16], "UUID": |cell| hex(cell)?.try_into().ok();
        date -> i32, "date": |cell| match cell {
            Value::Number(days) => days.as_i64()?.try_into().ok(),
            _ => civil::parse_date(cell.as_str()?),
        };
        time -> i64, "time": |cell| moment(cell, civil::parse_time);
        timestamp -> i64, "timestamp": |cell| moment(cell, civil::parse_timestamp);
        timestamptz -> i64, "timestamp with time zone": |cell| moment(cell, civil::parse_timestamptz);
        decimal -> Decimal, "decimal": |cell| match cell {
            // A float of SQLite, which JSON writes with its fifteen digits.
            Value::Number(n) => n.to_string().parse().ok().map(plain),
            _ => cell.as_str()?.parse().ok(),
        };
        json -> Cow<'_, str>, "JSON document": |cell| take(cell).map(Cow::Owned);
    }
}

fn take(cell: &mut Value) -> Option<String> {
    match cell {
        Value::String(text) => Some(std::mem::take(text)),
        _ => None,
    }
}

/// Microseconds as a number, or a text that `parse` reads.
fn moment(cell: &Value, parse: fn(&str) -> Option<i64>) -> Option<i64> {
    match cell {
        Value::Number(micros) => micros.as_i64(),
        _ => parse(cell.as_str()?),
    }
}

/// A decimal without a fraction, as an integer.
fn whole(v: Decimal) -> Option<i64> {
    let v = plain(v);
    if v.scale == 0 { v.mantissa.try_into().ok() } else { None }
}

/// Without zeros at the end of the fraction.
fn plain(mut v: Decimal) -> Decimal {
    while v.scale > 0 && v.mantissa % 10 == 0 {
        v = Decimal { mantissa: v.mantissa / 10, scale: v.scale - 1 };
    }
    v
}

/// Bytes from `00ff`, from `\x00ff`, from `X'00ff'` and `'00ff'` as SQLite writes them, from a UUID with its hyphens.
fn hex(cell: &Value) -> Option<Vec<u8>> {
    let text = cell.as_str()?;
    let text = text.strip_prefix("\\x").or(text.strip_prefix('X')).unwrap_or(text).trim_matches('\'');
    let digits = text.bytes().filter(|&b| b != b'-').map(|b| char::from(b).to_digit(16).map(|digit| digit as u8));
    let digits: Vec<u8> = digits.collect::<Option<_>>()?;
    let (pairs, rest) = digits.as_chunks();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| high << 4 | low).collect())
}

/// Makes a struct that `row!` declares a row that can be nested.
#[doc(hidden)]
#[macro_export]
macro_rules! nested_row {
    ($row:ident [$($field:ident: $ty:ty),+]) => {
        impl $crate::value::Load for $row {
            const WIDTH: usize = <($($ty,)+) as $crate::value::Load>::WIDTH;
            fn load<R: $crate::value::Row + ?Sized>(row: &R, at: usize) -> $crate::Result<Self> {
                <($($ty,)+) as $crate::value::Load>::load(row, at).map(|($($field,)+)| $row { $($field),+ })
            }
            fn is_absent<R: $crate::value::Row + ?Sized>(row: &R, at: usize) -> bool {
                <($($ty,)+) as $crate::value::Load>::is_absent(row, at)
            }
        }
        #[diagnostic::do_not_recommend]
        impl $crate::value::NestedRow for $row {}
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Scalar, testing::Stored};

    fn read<T: NestedRow>(json: &str) -> Result<Vec<T>> {
        Scalar::decode(&Stored::Json(json.into()), 0)
    }

    #[test]
    fn rows_are_read() {
        let rows: Vec<(i64, Option<String>, bool, f64)> =
            read(r#"[[1, "a\u0000\"", true, "1.5"], [9223372036854775807, null, 0, "9.0e+999"]]"#).unwrap();
        assert_eq!(rows, [(1, Some("a\0\"".into()), true, 1.5), (i64::MAX, None, false, f64::INFINITY)]);
        assert!(read::<(i64,)>("[]").unwrap().is_empty());
        assert_eq!(
            read::<(Vec<u8>,)>(r#"[["00ff"], ["X'FF00'"], [""]]"#).unwrap(),
            [(vec![0, 255],), (vec![255, 0],), (vec![],)]
        );
        assert_eq!(read::<(i64, Vec<(i32,)>)>(r#"[[1, "[[2], [3]]"]]"#).unwrap(), [(1, vec![(2,), (3,)])]);
    }

    #[test]
    fn what_is_no_row_is_refused_without_being_shown() {
        for json in ["7", "[7]", r#"[["secret"]]"#, "[[null]]", "[[1.5]]", r#"[["1.5"]]"#, "[[]]", "{"] {
            let error = read::<(i64,)>(json).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Decode);
            assert!(!error.message().contains("secret") && error.message().contains("cell"), "{error}");
        }
    }

    #[test]
    fn they_are_not_stored() {
        let rows = vec![(1i64,)];
        assert!(crate::value::testing::refused(&rows).contains("are read, not stored"));
    }
}
