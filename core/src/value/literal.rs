//! What can stand where a value is wanted: literals, variables, expressions.

use super::{AcceptsNull, Encode, Scalar};
use crate::expr::{Bind, Expr, Param};

/// Something that can stand where an expression of value type `T` is wanted.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand where a `{T}` is needed",
    label = "a `{T}` value or expression is needed"
)]
pub trait Value<T> {
    /// The expression it becomes.
    type E: Expr<Base = T>;
    /// Makes the expression.
    fn into_expr(self) -> Self::E;
}
#[diagnostic::do_not_recommend]
impl<E: Expr> Value<E::Base> for E {
    type E = E;
    #[inline]
    fn into_expr(self) -> E {
        self
    }
}

/// Something that is an expression by itself, whatever stands beside it: an expression, or a value of a SQL type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an expression, nor a value of a SQL type",
    label = "a column, an expression or a value is needed"
)]
pub trait Operand {
    /// The expression it becomes.
    type E: Expr;
    /// Makes the expression.
    fn into_operand(self) -> Self::E;
}
#[diagnostic::do_not_recommend]
impl<E: Expr> Operand for E {
    type E = E;
    #[inline]
    fn into_operand(self) -> E {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<'a> Operand for &'a str {
    type E = Bind<String, &'a str>;
    #[inline]
    fn into_operand(self) -> Self::E {
        Bind::new(self)
    }
}

/// A value type that text literals can stand for: `String`, and newtypes of it.
#[diagnostic::on_unimplemented(
    message = "text cannot stand where `{Self}` is needed",
    label = "this is text, `{Self}` is needed"
)]
pub trait FromText: Scalar {}
impl FromText for String {}
#[diagnostic::do_not_recommend]
impl<'a, T: FromText> Value<T> for &'a str {
    type E = Bind<T, &'a str>;
    #[inline]
    fn into_expr(self) -> Self::E {
        Bind::new(self)
    }
}

/// Something that can be assigned to a column of value type `T` and nullability `N`; `C` is the column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be assigned to `{C}`, which is a `{T}`",
    label = "a `{T}` value or expression is needed"
)]
pub trait AssignTo<T, N, C> {
    /// The expression it becomes.
    type E: Expr<Base = T>;
    /// Makes the expression.
    fn into_assigned(self) -> Self::E;
}

/// Something that can be assigned to the column `C`.
pub trait Assign<C> {
    /// The expression it becomes.
    type E;
    /// Makes the expression.
    fn assign(self) -> Self::E;
}
#[diagnostic::do_not_recommend]
impl<C: crate::schema::Column, V: AssignTo<C::Base, C::Null, C>> Assign<C> for V {
    type E = V::E;
    #[inline]
    fn assign(self) -> V::E {
        self.into_assigned()
    }
}

#[diagnostic::do_not_recommend]
impl<E: Expr, N, C> AssignTo<E::Base, N, C> for E {
    type E = E;
    #[inline]
    fn into_assigned(self) -> E {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<'a, T: FromText, N, C> AssignTo<T, N, C> for &'a str {
    type E = Bind<T, &'a str>;
    #[inline]
    fn into_assigned(self) -> Self::E {
        Bind::new(self)
    }
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, N: AcceptsNull<C>, C> AssignTo<T, N, C> for Option<T> {
    type E = Param<Option<T>>;
    #[inline]
    fn into_assigned(self) -> Self::E {
        Param(self)
    }
}

/// Lets values of a Rust type, and references to them, stand where its SQL value is wanted.
///
/// `newtype!` and `sql_enum!` use it; a hand-written [`Scalar`] needs it once: `literal!(Cents);`.
#[macro_export]
macro_rules! literal {
    (@impl [$($g:tt)*] $from:ty => $ty:ty as $held:ty, |$v:ident| $into:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::value::Value<$ty> for $from {
            type E = $crate::expr::Bind<$ty, $held>;
            #[inline]
            fn into_expr(self) -> Self::E {
                let $v = self;
                $crate::expr::Bind::new($into)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$($g)* N, C> $crate::value::AssignTo<$ty, N, C> for $from {
            type E = $crate::expr::Bind<$ty, $held>;
            #[inline]
            fn into_assigned(self) -> Self::E {
                let $v = self;
                $crate::expr::Bind::new($into)
            }
        }
    };
    (@generic [$($g:tt)*] $ty:ty) => {
        $crate::literal!(@impl [$($g)*] $ty => $ty as $ty, |v| v);
        $crate::literal!(@impl ['a, $($g)*] &'a $ty => $ty as &'a $ty, |v| v);
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::value::Operand for $ty {
            type E = $crate::expr::Bind<$ty>;
            #[inline]
            fn into_operand(self) -> Self::E {
                $crate::expr::Bind::new(self)
            }
        }
    };
    ($from:ty => $ty:ty, |$v:ident| $into:expr) => {
        $crate::literal!(@impl [] $from => $ty as $ty, |$v| $into);
        // Converted too: a driver may know only the SQL type of `$ty`.
        $crate::literal!(@impl ['a,] &'a $from => $ty as $ty, |$v| { let $v = ::core::clone::Clone::clone($v); $into });
    };
    ($($ty:ty),+ $(,)?) => { $( $crate::literal!(@generic [] $ty); )+ };
}

literal!(bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, Vec<u8>);
// An integer literal without a suffix is an `i32` where more than one type fits.
literal!(i32 => i64, |v| v.into());

impl<'a> Value<Vec<u8>> for &'a [u8] {
    type E = Bind<Vec<u8>, &'a [u8]>;
    fn into_expr(self) -> Self::E {
        Bind::new(self)
    }
}
impl<'a, N, C> AssignTo<Vec<u8>, N, C> for &'a [u8] {
    type E = Bind<Vec<u8>, &'a [u8]>;
    fn into_assigned(self) -> Self::E {
        Bind::new(self)
    }
}

impl Encode for str {
    #[inline]
    fn encode<'v, B: super::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> crate::Result<()> {
        binder.text(self.into())
    }
}
impl Encode for [u8] {
    #[inline]
    fn encode<'v, B: super::Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> crate::Result<()> {
        binder.bytes(self)
    }
}
