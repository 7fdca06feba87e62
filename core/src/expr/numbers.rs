//! The types that are numbers.

/// One line per kind of number: how it is divided and what remains, its sum, how it is averaged and what that is.
#[doc(hidden)]
#[macro_export]
macro_rules! numbers {
    ($($ty:ty: $div:ident $rem:ident, $summed:ident $whole:ident $sum:ty, $average:ident $avg:ty;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<E> $crate::expr::CalculatesWith<E> for $ty {
            type Number = $ty;
        }
        #[diagnostic::do_not_recommend]
        impl $crate::expr::Number for $ty {
            type Div<L: $crate::expr::Expr, R: $crate::expr::Expr> = $crate::expr::$div<L, R>;
            type Rem<L: $crate::expr::Expr, R: $crate::expr::Expr> = $crate::expr::$rem<L, R>;
            type Sum = $sum;
            type Summed<A> = $crate::expr::$summed<A>;
            type Avg = $avg;
            type Average<E: $crate::expr::Expr> = $crate::expr::$average<E>;
            #[inline]
            fn div<L: $crate::expr::Expr, R: $crate::expr::Expr>(left: L, right: R) -> Self::Div<L, R> {
                $crate::expr::$div::new(left, right)
            }
            #[inline]
            fn rem<L: $crate::expr::Expr, R: $crate::expr::Expr>(left: L, right: R) -> Self::Rem<L, R> {
                $crate::expr::$rem::new(left, right)
            }
            #[inline]
            fn summed<A>(sum: A) -> Self::Summed<A> {
                $crate::expr::$whole(sum)
            }
            #[inline]
            fn average<E: $crate::expr::Expr>(operand: E) -> Self::Average<E> {
                $crate::expr::$average::new(operand)
            }
        }
    )* };
}
numbers! {
    i8: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    i16: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    i32: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    i64: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    u8: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    u16: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    u32: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    u64: IntDiv Rem, WholeSum whole_sum i64, AvgFloat f64;
    f32: Div FloatRem, PlainSum plain_sum f64, AvgFloat f64;
    f64: Div FloatRem, PlainSum plain_sum f64, AvgFloat f64;
}
#[cfg(feature = "rust_decimal")]
numbers! {
    rust_decimal::Decimal: DecimalDiv DecimalRem, PlainSum plain_sum rust_decimal::Decimal, Avg rust_decimal::Decimal;
}
