//! What can stand where a value is wanted: literals, variables, expressions.

use super::{Bind, Expr, MayBeLeft, Param, Stated};
use crate::{
    Result,
    schema::{Assignable, Column},
    value::{Binder, Encode, GoesInto, InArray, InRange, Interval, NotNull, Nullable, Passes, Range, Scalar},
};
use std::{marker::PhantomData, ops};

/// Stands in messages for an argument that is not beside an expression.
#[allow(non_camel_case_types, reason = "as it is read in messages")]
pub struct this_argument;

/// Something that can stand where an expression of value type `T` is wanted, beside the expression `L`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit `{L}`: a `{T}` is needed",
    label = "a `{T}` value or expression is needed"
)]
pub trait Value<T, L = this_argument> {
    /// The expression it becomes.
    type E: Expr;
    /// Makes the expression.
    fn into_expr(self) -> Self::E;
}
impl<V: ValueFor<T, L, Null: NeverNull<L>>, T, L> Value<T, L> for V {
    type E = V::E;
    #[inline]
    fn into_expr(self) -> V::E {
        self.into_value()
    }
}

/// How something becomes a [`Value`]: an `Option` too, which is then refused in its own words.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit `{L}`: a `{T}` is needed",
    label = "a `{T}` value or expression is needed"
)]
pub trait ValueFor<T, L> {
    /// The expression it becomes.
    type E: Expr;
    /// Whether it can be `None`.
    type Null;
    /// Makes the expression.
    fn into_value(self) -> Self::E;
}
impl<E: Expr<Base: SameAs<T, E>>, T, L> ValueFor<T, L> for E {
    type E = E;
    type Null = NotNull;
    #[inline]
    fn into_value(self) -> E {
        self
    }
}
#[diagnostic::do_not_recommend]
impl<V, T: Scalar, L> ValueFor<T, L> for Option<V> {
    type E = NeverEqual<T>;
    type Null = Nullable;
    fn into_value(self) -> Self::E {
        NeverEqual(PhantomData)
    }
}

/// What an `Option` would be where it is refused. It is SQL, so that nothing else is told.
pub struct NeverEqual<T>(PhantomData<fn() -> T>);
impl<T> NeverEqual<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T: Scalar> Expr for NeverEqual<T> {
    type Base = T;
    type Uses = super::scope::Nothing;
}
crate::no_sql!([T: Scalar] NeverEqual<T>);

/// What a query would be where a value is wanted.
pub struct WholeQuery;
/// A query stands beside `L` as it is. None can: the trait is there for its message.
#[diagnostic::on_unimplemented(
    message = "a query cannot stand beside `{L}` as it is: say `scalar(..)`, or `.in_query(..)`",
    label = "this is a query",
    note = "`scalar(query)` is the one value of a query; `.in_query(query)` looks among all of them"
)]
pub trait TakesQuery<L> {}
#[diagnostic::do_not_recommend]
impl<L> TakesQuery<L> for super::scope::Empty {}
impl<L> NeverNull<L> for WholeQuery where WholeQuery: TakesQuery<L> {}

/// A value that is never NULL.
#[diagnostic::on_unimplemented(
    message = "an `Option` does not fit `{L}`: in SQL nothing equals NULL, not even NULL",
    label = "this can be `None`",
    note = "test with `.is_null()`, compare with `.is_not_distinct_from(..)`, which takes an `Option`, or unwrap it first"
)]
pub trait NeverNull<L> {}
#[diagnostic::do_not_recommend]
impl<L> NeverNull<L> for NotNull {}

/// The value type of the expression `E` is `T`.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, where a `{T}` is needed",
    label = "this is a `{Self}`, a `{T}` is needed",
    note = "`.cast::<..>()` converts"
)]
pub trait SameAs<T, E> {}
#[diagnostic::do_not_recommend]
impl<T, E> SameAs<T, E> for T {}

/// A Rust value that stands for a SQL value of type `T`. Declared with [`literal!`](crate::literal).
pub trait Literal<T> {
    /// The expression it becomes.
    type E: Expr<Base = T>;
    /// Makes the expression.
    fn hold(self) -> Self::E;
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
    type E = Stated<String, &'a str>;
    #[inline]
    fn into_operand(self) -> Self::E {
        Stated::new(self)
    }
}

/// Makes an expression of a value, where it stands first: `value(1).sub(items::discount)`.
#[inline]
pub fn value<V: Operand>(value: V) -> V::E {
    value.into_operand()
}

/// A value type that text literals can stand for: `String`, and newtypes of it.
#[diagnostic::on_unimplemented(
    message = "text cannot stand where `{Self}` is needed",
    label = "this is text, `{Self}` is needed"
)]
pub trait FromText: Scalar {}
impl FromText for String {}
#[diagnostic::do_not_recommend]
impl<'a, T: FromText, L> ValueFor<T, L> for &'a str {
    type E = Bind<T, &'a str>;
    type Null = NotNull;
    #[inline]
    fn into_value(self) -> Self::E {
        Bind::new(self)
    }
}

/// Something that can be assigned to a column of value type `T`; `C` is the column.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be assigned to `{C}`, which is a `{T}`",
    label = "a `{T}` value or expression is needed",
    note = "if it can be NULL, it also takes `None` and an `Option<{T}>`"
)]
pub trait AssignTo<T, C>: Sized {
    /// The expression it becomes.
    type E: Expr;
    /// Whether it can be `None`.
    type Null;
    /// What makes the expression.
    type By: Holds<Self, Self::E>;
}

/// Makes the expression `E` of a value. Where this does not know the column, it is not compiled for each column.
pub trait Holds<V, E> {
    /// Makes it.
    fn hold(value: V) -> E;
}
/// An expression is held as it is.
pub struct ByItself;
impl<E> Holds<E, E> for ByItself {
    #[inline]
    fn hold(value: E) -> E {
        value
    }
}
/// A text.
pub struct ByText;
impl<'a, T: FromText> Holds<&'a str, Bind<T, &'a str>> for ByText {
    #[inline]
    fn hold(value: &'a str) -> Bind<T, &'a str> {
        Bind::new(value)
    }
}
/// A value or none.
pub struct ByOption;
impl<T: Scalar> Holds<Option<T>, Param<Option<T>>> for ByOption {
    #[inline]
    fn hold(value: Option<T>) -> Param<Option<T>> {
        Param(value)
    }
}
impl<T: HeldByReference> Holds<Option<&str>, NeverEqual<T>> for ByOption {
    fn hold(_: Option<&str>) -> NeverEqual<T> {
        NeverEqual(PhantomData)
    }
}
/// What [`literal!`](crate::literal) declared.
pub struct ByLiteral;
impl<T, V: Literal<T, E = E>, E: Expr<Base = T>> Holds<V, E> for ByLiteral {
    #[inline]
    fn hold(value: V) -> E {
        value.hold()
    }
}

/// Something that can be assigned to the column `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be assigned to `{C}`",
    label = "a value or an expression of the column's type is needed"
)]
pub trait Assign<C>: Sized {
    /// The expression it becomes.
    type E;
    /// See [`Told`](super::Told).
    type Checked;
    /// What makes the expression.
    type By: Holds<Self, Self::E>;
}
impl<C, V> Assign<C> for V
where
    C: Column<Requirement: Assignable<C>>,
    V: AssignTo<C::Base, C, Null: GoesInto<C::Null, C> + MayBeLeft<C::Requirement, C>>,
{
    type E = <<V::Null as GoesInto<C::Null, C>>::By as Passes>::Pass<V::E>;
    type Checked = ();
    type By = Passed<V::By, <V::Null as GoesInto<C::Null, C>>::By, V::E>;
}
/// The expression `E`, made by `H` and passed on by `P`.
pub struct Passed<H, P, E>(PhantomData<fn() -> (H, P, E)>);
impl<V, H: Holds<V, E>, P: Passes, E> Holds<V, P::Pass<E>> for Passed<H, P, E> {
    #[inline]
    fn hold(value: V) -> P::Pass<E> {
        P::pass(H::hold(value))
    }
}

impl<E: Expr<Base: SameAs<T, E>>, T, C> AssignTo<T, C> for E {
    type E = E;
    type Null = NotNull;
    type By = ByItself;
}
#[diagnostic::do_not_recommend]
impl<'a, T: FromText, C> AssignTo<T, C> for &'a str {
    type E = Bind<T, &'a str>;
    type Null = NotNull;
    type By = ByText;
}
#[diagnostic::do_not_recommend]
impl<T: Scalar, C> AssignTo<T, C> for Option<T> {
    type E = Param<Option<T>>;
    type Null = Nullable;
    type By = ByOption;
}
#[diagnostic::do_not_recommend]
impl<T: HeldByReference, C> AssignTo<T, C> for Option<&str> {
    type E = NeverEqual<T>;
    type Null = Nullable;
    type By = ByOption;
}
/// Never: `None` is an `Option` of the column's own type, and would have none if there were several. The impl above is there
/// so that the compiler tells of `Some("text")` in the words of [`AssignTo`], and of nothing else.
trait HeldByReference: Scalar {}

/// Lets values of a Rust type, and references to them, stand where its SQL value is wanted.
///
/// `newtype!` and `sql_enum!` use it; a hand-written [`Scalar`] needs it once: `literal!(Cents);`.
#[macro_export]
macro_rules! literal {
    (@impl [$($g:tt)*] $from:ty => $ty:ty as $held:ty, |$v:ident| $into:expr) => {
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::expr::Literal<$ty> for $from {
            type E = $crate::expr::Bind<$ty, $held>;
            #[inline]
            fn hold(self) -> Self::E {
                let $v = self;
                $crate::expr::Bind::new($into)
            }
        }
    };
    // For any wanted type, so that a wrong one is told about in the words of `Value` and `AssignTo`.
    (@stands [$($g:tt)*] $from:ty) => {
        #[diagnostic::do_not_recommend]
        impl<$($g)* Wanted, L> $crate::expr::ValueFor<Wanted, L> for $from
        where
            $from: $crate::expr::Literal<Wanted>,
        {
            type E = <$from as $crate::expr::Literal<Wanted>>::E;
            type Null = $crate::value::NotNull;
            #[inline]
            fn into_value(self) -> Self::E {
                $crate::expr::Literal::hold(self)
            }
        }
        #[diagnostic::do_not_recommend]
        impl<$($g)* Wanted, C> $crate::expr::AssignTo<Wanted, C> for $from
        where
            $from: $crate::expr::Literal<Wanted>,
        {
            type E = <$from as $crate::expr::Literal<Wanted>>::E;
            type Null = $crate::value::NotNull;
            type By = $crate::expr::ByLiteral;
        }
    };
    (@generic [$($g:tt)*] $ty:ty) => {
        $crate::literal!(@impl [$($g)*] $ty => $ty as $ty, |v| v);
        $crate::literal!(@impl ['a, $($g)*] &'a $ty => $ty as &'a $ty, |v| v);
        $crate::literal!(@stands [$($g)*] $ty);
        $crate::literal!(@stands ['a, $($g)*] &'a $ty);
        #[diagnostic::do_not_recommend]
        impl<$($g)*> $crate::expr::Operand for $ty {
            type E = $crate::expr::Stated<$ty>;
            #[inline]
            fn into_operand(self) -> Self::E {
                $crate::expr::Stated::new(self)
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

// Each type for itself: were an `i32` taken for an `i64` too, an integer literal inside of a larger expression would have
// no type of its own.
literal!(bool, i8, i16, i32, i64, u8, u16, u32, u64, f32, f64, String, Vec<u8>, Interval);
literal!(@generic [T: InArray + Clone,] Vec<T>);
literal!(@generic [T: InRange,] Range<T>);
/// The ranges of the standard library.
macro_rules! std_ranges {
    ($($range:ident)*) => { $(
        literal!(@impl [T: InRange,] ops::$range<T> => Range<T> as Range<T>, |v| v.into());
        literal!(@stands [T: InRange,] ops::$range<T>);
    )* };
}
std_ranges!(Range RangeInclusive RangeFrom RangeTo RangeToInclusive);
literal!(@impl [T: InRange,] ops::RangeFull => Range<T> as Range<T>, |v| v.into());
literal!(@stands [] ops::RangeFull);

// A plain value is no expression: `order_by("name")`, `select("*")`, `filter(a && b)`. It is SQL, so that it is the one
// thing that is told.
crate::no_sql!(&str, String, bool, i32, i64, f64);

/// Numbers and letters of Rust that are no values of SQL: told in the words of `Value` and `AssignTo`, too.
macro_rules! never {
    ($($ty:ty)*) => { $( literal!(@stands [] $ty); )* };
}
never!(usize isize i128 u128 char);

/// Values that are an array together: `["a", "b"]`.
#[derive(Debug, Clone)]
pub struct Items<T, I>(Vec<I>, PhantomData<fn() -> T>);
impl<T: Scalar, I: Encode> Encode for Items<T, I> {
    fn encode<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.list(T::TYPE, &self.0)
    }
}
#[diagnostic::do_not_recommend]
impl<T, V, L, const N: usize> ValueFor<Vec<T>, L> for [V; N]
where
    T: InArray<Item = T> + Scalar,
    V: Value<T, L, E: Encode>,
{
    type E = Bind<Vec<T>, Items<T, V::E>>;
    type Null = NotNull;
    fn into_value(self) -> Self::E {
        Bind::new(Items(self.into_iter().map(Value::into_expr).collect(), PhantomData))
    }
}
#[diagnostic::do_not_recommend]
impl<T, V, C, const N: usize> AssignTo<Vec<T>, C> for [V; N]
where
    T: InArray<Item = T> + Scalar,
    V: Value<T, C, E: Encode>,
{
    type E = Bind<Vec<T>, Items<T, V::E>>;
    type Null = NotNull;
    type By = ByValue<Vec<T>, C>;
}
/// As beside the column `C`, for the type `T`.
pub struct ByValue<T, C>(PhantomData<fn() -> (T, C)>);
impl<T, C, V: ValueFor<T, C>> Holds<V, V::E> for ByValue<T, C> {
    fn hold(value: V) -> V::E {
        value.into_value()
    }
}

literal!(@impl ['a,] &'a [u8] => Vec<u8> as &'a [u8], |v| v);
literal!(@stands ['a,] &'a [u8]);

#[cfg(feature = "uuid")]
literal!(uuid::Uuid);
#[cfg(feature = "chrono")]
literal!(chrono::NaiveDate, chrono::NaiveTime, chrono::NaiveDateTime, chrono::DateTime<chrono::Utc>);
#[cfg(feature = "jiff")]
literal!(jiff::civil::Date, jiff::civil::Time, jiff::civil::DateTime, jiff::Timestamp);
#[cfg(feature = "time")]
literal!(time::Date, time::Time, time::PrimitiveDateTime, time::OffsetDateTime);
#[cfg(feature = "serde_json")]
literal!(serde_json::Value);
#[cfg(feature = "serde_json")]
literal!(@generic [T: serde_core::Serialize + serde_core::de::DeserializeOwned + 'static,] crate::value::Json<T>);
#[cfg(feature = "rust_decimal")]
literal!(rust_decimal::Decimal);
// Whole literals only: a float is not exact.
#[cfg(feature = "rust_decimal")]
literal!(i32 => rust_decimal::Decimal, |v| v.into());
