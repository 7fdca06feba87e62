//! What a row gives, whichever backend it comes from.

use crate::{AnyRow, NotBuilt};
use aludel_core::{
    Result,
    value::{Decimal, Row},
};
use std::borrow::Cow;

/// The methods of [`Row`], those that read the column at an index, passed on to the backend's row.
macro_rules! delegate {
    ($(fn $method:ident -> $result:ty;)*) => {
        impl Row for AnyRow<'_, '_> {
            #[inline]
            fn width(&self) -> usize {
                let row = self;
                each!(AnyRow: row => row.width())
            }
            $(
                #[inline]
                fn $method(&self, at: usize) -> $result {
                    let row = self;
                    each!(AnyRow: row => row.$method(at))
                }
            )*
        }

        impl Row for NotBuilt {
            fn width(&self) -> usize {
                match *self {}
            }
            $(
                fn $method(&self, _: usize) -> $result {
                    match *self {}
                }
            )*
        }
    };
}

delegate! {
    fn is_null -> bool;
    fn name -> Cow<'_, str>;
    fn bool -> Result<bool>;
    fn i64 -> Result<i64>;
    fn f64 -> Result<f64>;
    fn text -> Result<Cow<'_, str>>;
    fn bytes -> Result<Cow<'_, [u8]>>;
    fn uuid -> Result<[u8; 16]>;
    fn date -> Result<i32>;
    fn time -> Result<i64>;
    fn timestamp -> Result<i64>;
    fn timestamptz -> Result<i64>;
    fn decimal -> Result<Decimal>;
    fn json -> Result<Cow<'_, str>>;
}
