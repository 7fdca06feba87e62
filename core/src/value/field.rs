//! The fields of a declared struct.

use super::{Binder, Encode, Load, NotNull, Null, Nullable, Row, Scalar};
use crate::Result;

/// The type of a field: a value, or `Option` of one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the type of a column",
    label = "no column can have this type",
    note = "built in: integers, floats, bool, String, Vec<u8>, and `Option` of each; by feature: uuid, chrono, time, jiff, serde_json, rust_decimal",
    note = "wrap your own type with `newtype!` or `sql_enum!`"
)]
pub trait Field: Sized {
    /// The value.
    type Base: Scalar;
    /// Whether it can be NULL.
    type Null: Null;
    /// Reads it, as [`Load`] does. A bound on that trait would be a second error for a type that is no column's.
    #[doc(hidden)]
    fn read<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self>;
    /// Hands it over, as [`Encode`] does.
    #[doc(hidden)]
    fn hand_over<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;
}

macro_rules! fields {
    ($($ty:ty: $null:ident;)+) => { $(
        #[diagnostic::do_not_recommend]
        impl<T: Scalar> Field for $ty {
            type Base = T;
            type Null = $null;
            #[inline(always)]
            fn read<R: Row + ?Sized>(row: &R, at: usize) -> Result<Self> {
                Load::load(row, at)
            }
            #[inline(always)]
            fn hand_over<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                self.encode(binder)
            }
        }
    )+ };
}
fields! {
    T: NotNull;
    Option<T>: Nullable;
}
