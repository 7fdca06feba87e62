//! `serde_json`.

mod finite;

use super::{Binder, Encode, Row, Scalar, SqlType, primitive::scalars};
use crate::{Error, ErrorKind, Result};
use serde_core::{Serialize, de::DeserializeOwned};
use serde_json::{Value, error::Category};
use std::{
    any::type_name,
    ops::{Deref, DerefMut},
};

scalars! {
    Value: Json, |v, b| write(v, b), |row, at| read(row, at);
}

/// A value of a type of one's own, stored as a JSON document.
///
/// ```
/// use aludel_core::value::{Json, Scalar, SqlType};
/// use std::collections::BTreeMap;
///
/// type Settings = Json<BTreeMap<String, bool>>;
/// assert_eq!(Settings::TYPE, SqlType::Json);
///
/// let mut settings = Settings::default();
/// settings.insert("dark".into(), true);
/// ```
///
/// `Json(None)` is the document `null`; for SQL's NULL declare the column as `Option<Json<T>>`. Floats come back to the
/// last bit, and a NaN or an infinity is refused, as JSON has none. What `T` is, and what a document without one of its
/// fields becomes, is said with serde's attributes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Json<T>(pub T);

impl<T> Deref for Json<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Json(value)
    }
}

impl<T: Serialize> Encode for Json<T> {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        write(&self.0, binder)
    }
}
impl<T: Serialize + DeserializeOwned + 'static> Scalar for Json<T> {
    const TYPE: SqlType = SqlType::Json;
    fn decode<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
        read(row, at).map(Json)
    }
}

fn write<'v, T: Serialize, B: Binder<'v> + ?Sized>(value: &T, binder: &mut B) -> Result<()> {
    if !binder.wants_values() {
        return Ok(());
    }
    let refuse = |why: &dyn std::fmt::Display| {
        Error::new(ErrorKind::Encode, format!("a `{}` cannot be written as JSON: {why}", type_name::<T>()))
    };
    let text = serde_json::to_string(value).map_err(|e| match e.classify() {
        // The text is that of the type's own code, and may quote the value.
        Category::Data | Category::Io => refuse(&"its `Serialize` refuses; try `serde_json::to_string` on the value"),
        Category::Syntax | Category::Eof => refuse(&e),
    })?;
    // serde_json writes `null` for what JSON has no number for.
    if text.contains("null") && !finite::is_finite(value) {
        return Err(refuse(&"it holds a NaN or an infinity, which JSON does not have; store an `Option`, or text"));
    }
    binder.json(text.into())
}

fn read<T: DeserializeOwned, R: Row + ?Sized>(row: &R, at: usize) -> Result<T> {
    serde_json::from_str(&row.json(at)?).map_err(|e| {
        let text = e.to_string();
        // What serde says of other data quotes the document.
        let says = match e.classify() {
            Category::Data if !text.starts_with("missing field `") && !text.starts_with("duplicate field `") => {
                format!("not what was expected at line {} column {}", e.line(), e.column())
            }
            _ => text,
        };
        let (name, wanted) = (row.name(at), type_name::<T>());
        Error::new(ErrorKind::Decode, format!("column `{name}` (number {}) holds no `{wanted}`: {says}", at + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::testing::{Stored, random, refused, round_trips, stored, unreadable};
    use serde_json::json;
    use std::{collections::BTreeMap, ops::Bound};

    fn cell(text: &str) -> Stored {
        Stored::Json(text.into())
    }

    #[test]
    fn documents_come_back() {
        let text = "\u{0}\"\\\u{1F600}\u{2028} null";
        round_trips([
            json!(null),
            json!(true),
            json!([]),
            json!({}),
            json!({"a": [1, -2, 0.1, {"b": text}], "": text}),
        ]);
        round_trips([json!(u64::MAX), json!(i64::MIN), json!(f64::MAX), json!(f64::MIN_POSITIVE), json!(-0.0)]);
        round_trips([Json((1u8, Some(text.to_owned()), BTreeMap::from([(7i64, vec![0.5f32])])))]);
        round_trips([Json(None), Json(Some(1))]);
        assert_eq!(stored(&Json(vec![1, 2])), cell("[1,2]"));
        assert_eq!(stored(&Json(None::<i32>)), cell("null"));
        assert_eq!(stored(&None::<Json<i32>>), Stored::Null(SqlType::Json));
    }

    #[test]
    fn floats_come_back_to_the_last_bit() {
        let floats = || random().map(f64::from_bits).filter(|f| f.is_finite());
        round_trips(floats().map(Json));
        round_trips(floats().map(|f| json!([f])));
        round_trips(random().map(|n| f32::from_bits(n as u32)).filter(|f| f.is_finite()).map(Json));
    }

    #[test]
    fn what_json_does_not_have_is_refused() {
        for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(refused(&Json(float)).contains("NaN"));
            assert!(refused(&Json((1, None::<u8>, vec![Some(float)]))).contains("NaN"));
            assert!(refused(&Json(BTreeMap::from([("a", Bound::Included(float as f32))]))).contains("NaN"));
            assert!(refused(&Json(0.0..float)).contains("NaN"));
        }
        round_trips([Json((1, None::<u8>, vec![Some(0.5)]))]);
        assert!(refused(&Json(BTreeMap::from([((1, 2), 3)]))).contains("key must be a string"));
    }

    #[test]
    fn what_is_unreadable_is_named_but_not_quoted() {
        let number = unreadable::<Json<BTreeMap<String, u8>>>(cell(r#"{"a": "secret"}"#));
        assert!(number.contains("at line 1 column 14") && !number.contains("secret"), "{number}");
        assert!(unreadable::<Json<std::time::Duration>>(cell(r#"{"secs": 1}"#)).contains("missing field `nanos`"));
        assert!(unreadable::<Value>(cell("{")).contains("EOF"));
        assert!(unreadable::<Value>(cell("1e999")).contains("out of range"));
        unreadable::<Value>(Stored::Text("{}".into()));
    }

    #[test]
    fn it_stands_in_a_comparison() {
        use crate::expr::{Compare, value};
        let _ = value(json!(1)).eq(json!(2));
        let _ = value(Json(vec![1])).is_distinct_from(&Json(vec![2]));
    }
}
