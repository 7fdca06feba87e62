//! `newtype!`: a type of one's own around a SQL value.

/// Declares a type around a SQL value, so that `UserId` and `PostId` do not compare even if both are integers.
///
/// `users::id.cast::<i64>()` is the number in a `UserId`, and `.cast::<UserId>()` the way back.
///
/// `: number` lets it be calculated with; `: text` lets text literals and patterns stand for it.
///
/// ```
/// # use aludel_macros::newtype;
/// newtype! {
///     /// The key of a user.
///     #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
///     pub struct UserId(i64);
/// }
/// newtype! { #[derive(Debug, Clone, PartialEq)] pub struct Email(String): text; }
/// newtype! { #[derive(Debug, Clone, Copy, PartialEq)] pub struct Cents(i64): number; }
/// # fn main() { assert_eq!(UserId(1), UserId(1)); }
/// ```
#[macro_export]
macro_rules! newtype {
    ($($(#[$($attr:tt)*])* $vis:vis struct $name:ident($field_vis:vis $inner:ty) $(: $kind:ident)?;)+) => { $(
        $(#[$($attr)*])*
        $vis struct $name(pub $inner);
        impl $crate::__private::value::Encode for $name {
            #[inline]
            fn encode<'v, B: $crate::__private::value::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> $crate::__private::Result<()> {
                $crate::__private::value::Encode::encode(&self.0, binder)
            }
            #[inline]
            fn into_datum(self, dialect: $crate::__private::sql::DialectKind) -> $crate::__private::Result<$crate::__private::value::Datum> {
                $crate::__private::value::Encode::into_datum(self.0, dialect)
            }
        }
        impl $crate::__private::value::Scalar for $name {
            const TYPE: $crate::__private::value::SqlType = <$inner as $crate::__private::value::Scalar>::TYPE;
            #[inline]
            fn decode<R: $crate::__private::value::Row + ?Sized>(row: &R, at: usize) -> $crate::__private::Result<Self> {
                <$inner as $crate::__private::value::Scalar>::decode(row, at).map($name)
            }
        }
        impl ::core::convert::From<$inner> for $name {
            fn from(inner: $inner) -> Self {
                $name(inner)
            }
        }
        $crate::__private::in_arrays!($name);
        $crate::__private::literal!($name);
        #[diagnostic::do_not_recommend]
        impl $crate::__private::expr::CastTo<$inner> for $name {
            const IS_SAME: bool = true;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::__private::expr::CastTo<$name> for $inner {
            const IS_SAME: bool = true;
        }
        $($crate::__newtype_kind!($kind $name $inner);)?
    )+ };
    ($($rest:tt)*) => {
        ::core::compile_error!("a newtype is declared as `pub struct UserId(i64);`, with `: number` or `: text` before the semicolon if wanted");
    };
}

/// What a kind of newtype can do.
#[doc(hidden)]
#[macro_export]
macro_rules! __newtype_kind {
    (number $name:ident $inner:ty) => {
        #[diagnostic::do_not_recommend]
        impl<E> $crate::__private::expr::CalculatesWith<E> for $name {
            type Number = $name;
        }
        impl $crate::__private::expr::Number for $name {
            type Div<L: $crate::__private::expr::Expr, R: $crate::__private::expr::Expr> =
                <$inner as $crate::__private::expr::Number>::Div<L, R>;
            type Rem<L: $crate::__private::expr::Expr, R: $crate::__private::expr::Expr> =
                <$inner as $crate::__private::expr::Number>::Rem<L, R>;
            type Sum = $name;
            type Summed<A> = <$inner as $crate::__private::expr::Number>::Summed<A>;
            type Avg = <$inner as $crate::__private::expr::Number>::Avg;
            type Average<E: $crate::__private::expr::Expr> = <$inner as $crate::__private::expr::Number>::Average<E>;
            #[inline]
            fn summed<A>(sum: A) -> Self::Summed<A> {
                <$inner as $crate::__private::expr::Number>::summed(sum)
            }
            #[inline]
            fn div<L: $crate::__private::expr::Expr, R: $crate::__private::expr::Expr>(
                left: L,
                right: R,
            ) -> Self::Div<L, R> {
                <$inner as $crate::__private::expr::Number>::div(left, right)
            }
            #[inline]
            fn rem<L: $crate::__private::expr::Expr, R: $crate::__private::expr::Expr>(
                left: L,
                right: R,
            ) -> Self::Rem<L, R> {
                <$inner as $crate::__private::expr::Number>::rem(left, right)
            }
            #[inline]
            fn average<E: $crate::__private::expr::Expr>(operand: E) -> Self::Average<E> {
                <$inner as $crate::__private::expr::Number>::average(operand)
            }
        }
        impl $crate::__private::expr::Ordered for $name {}
    };
    (text $name:ident $inner:ty) => {
        impl $crate::__private::expr::FromText for $name {}
        #[diagnostic::do_not_recommend]
        impl $crate::__private::expr::Textual for $name {
            type Text = Self;
        }
        impl $crate::__private::expr::Ordered for $name {}
    };
    ($other:ident $name:ident $inner:ty) => {
        ::core::compile_error!(::core::concat!(
            "`",
            ::core::stringify!($other),
            "` is not a kind of newtype; there are number and text"
        ));
    };
}
