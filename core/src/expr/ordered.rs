//! Which value types have an order.

/// A value type with a smallest and a largest value on every backend.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no smallest and largest value in SQL",
    label = "numbers, text, dates and times have"
)]
pub trait Ordered {}
macro_rules! ordered {
    ($($ty:ty)*) => { $(#[diagnostic::do_not_recommend] impl Ordered for $ty {})* };
}
ordered!(i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 String crate::value::Interval);
#[cfg(feature = "chrono")]
ordered!(chrono::NaiveDate chrono::NaiveTime chrono::NaiveDateTime chrono::DateTime<chrono::Utc>);
#[cfg(feature = "jiff")]
ordered!(jiff::civil::Date jiff::civil::Time jiff::civil::DateTime jiff::Timestamp);
#[cfg(feature = "rust_decimal")]
ordered!(rust_decimal::Decimal);
#[cfg(feature = "time")]
ordered!(time::Date time::Time time::PrimitiveDateTime time::OffsetDateTime);
