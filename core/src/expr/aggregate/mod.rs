//! Aggregates: one value per group, or one for all rows.
//!
//! An aggregate passes over NULLs. Of no values at all it is NULL, but for counts; so its type is an `Option` where there
//! may be none: without GROUP BY, of an operand that can be NULL, and behind `.filter(..)`.

mod basic;
mod filter;
mod interval;
#[cfg(feature = "serde_json")]
mod json;
mod percentile;
mod statistics;
mod string;
mod whole;

pub use basic::*;
pub use filter::*;
pub use interval::*;
#[cfg(feature = "serde_json")]
pub use json::*;
pub use percentile::*;
pub use statistics::*;
pub use string::*;
pub use whole::*;

/// Declares the typing of aggregates of one operand: their value type, and what they are as window functions; and their
/// `.filter(..)`.
///
/// `gathered`: NULL if there are no values. `counted`: never. `maybe`: always possible. `only` in front: it is no window
/// function.
macro_rules! aggregates {
    ($($n:ident<$e:ident $(, $more:ident)*> $how:ident -> $base:ty $(where [$($bound:tt)*])?;)*) => { $(
        $crate::expr::aggregate::aggregates!(@filter $n $e [$($more)*]);
        $crate::expr::aggregate::aggregates!(@expr $n [$e $($more)*] $how [$base] [$($($bound)*)?]);
        impl<$e: $crate::expr::Expr $(, $more: $crate::expr::Expr)*> $crate::expr::WindowFunction for $n<$e $(, $more)*>
            $(where $($bound)*)?
        {
            type Base = $base;
            type Whole = $crate::expr::aggregate::aggregates!(@whole $how $e);
            type Framed = $crate::expr::aggregate::aggregates!(@framed $how $e);
            type Wants = $crate::expr::AnyWindow;
        }
    )* };
    (only $($n:ident<$e:ident $(, $more:ident)*> $how:ident -> $base:ty $(where [$($bound:tt)*])?;)*) => { $(
        impl<$e $(, $more)*> $n<$e $(, $more)*> {
            /// There is none: it is here for its message.
            #[doc(hidden)]
            pub fn over<W>(self, window: W) -> Self
            where
                Self: $crate::expr::OverWindows,
            {
                let _ = window;
                self
            }
        }
        $crate::expr::aggregate::aggregates!(@filter $n $e [$($more)*]);
        $crate::expr::aggregate::aggregates!(@expr $n [$e $($more)*] $how [$base] [$($($bound)*)?]);
    )* };
    (@expr $n:ident [$($g:ident)+] $how:ident [$base:ty] [$($bound:tt)*]) => {
        impl<$($g: $crate::expr::Expr),+> $crate::expr::Expr for $n<$($g),+> where $($bound)* {
            type Base = $base;
            type Uses = $crate::expr::scope::Aggregated<
                $crate::expr::aggregate::aggregates!(@uses $how $crate::expr::expr!(@both [$($g)+])),
                Self,
            >;
        }
        impl<$($g: $crate::expr::Fixed),+> $crate::expr::Fixed for $n<$($g),+> {}
        impl<$($g),+> $crate::expr::Composed for $n<$($g),+> {}
    };
    (@filter $n:ident $e:ident [$($more:ident)*]) => {
        impl<$e: $crate::expr::Expr $(, $more)*> $n<$e $(, $more)*> {
            /// Only of the rows for which the condition holds: FILTER, on MySQL and MariaDB by CASE.
            #[inline]
            #[allow(non_snake_case, reason = "parts are named as in `node!`")]
            pub fn filter<C>(self, condition: C) -> $crate::expr::Filtered<$n<$crate::expr::Only<C, $e> $(, $more)*>, C>
            where
                C: $crate::expr::PerRowExpr<Base: $crate::expr::Boolean> + Clone,
            {
                let $n { $e: operand $(, $more)* } = self;
                let only = $crate::expr::Only::new(condition.clone(), operand);
                $crate::expr::Filtered::new($n { $e: only $(, $more)* }, condition)
            }
        }
    };
    (@uses gathered $u:ty) => { $crate::expr::scope::Gathered<$u> };
    (@uses counted $u:ty) => { $crate::expr::scope::Sure<$u> };
    (@uses maybe $u:ty) => { $crate::expr::scope::Maybe<$u> };
    (@whole gathered $e:ident) => { $e::Uses };
    (@whole counted $e:ident) => { $crate::expr::scope::Sure<$e::Uses> };
    (@whole maybe $e:ident) => { $crate::expr::scope::Maybe<$e::Uses> };
    (@framed gathered $e:ident) => { $crate::expr::scope::Maybe<$e::Uses> };
    (@framed counted $e:ident) => { $crate::expr::scope::Sure<$e::Uses> };
    (@framed maybe $e:ident) => { $crate::expr::scope::Maybe<$e::Uses> };
}
use aggregates;
