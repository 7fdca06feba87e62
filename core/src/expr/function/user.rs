//! Functions that a program declares: `sql_function!`.

use crate::{
    Result,
    expr::{
        AnyWindow, Composed, Expr, Fixed, PerRowExpr, PlainExpr, Value, WindowFunction,
        scope::{Aggregated, Both, Gathered, Maybe, Nothing, Sure, Uses},
    },
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Field, NotNull, Nullable},
};
use std::marker::PhantomData;

/// A function that a program declares, by `sql_function!`.
pub trait Function {
    /// Its name in SQL, as written.
    const NAME: &'static str;
    /// Its result: `Option<..>` if it can be NULL whatever the arguments are.
    type Result: Field;
}

/// A call of the function `F`. `U` is how it uses the columns of its arguments.
pub struct Call<F, A, U>(A, PhantomData<fn() -> (F, U)>);
crate::cloned!(Call<F, A, U> { 0: A, 1 };);
impl<F, A, U> Call<F, A, U> {
    #[doc(hidden)]
    #[inline]
    pub fn new(arguments: A) -> Self {
        Call(arguments, PhantomData)
    }
}

/// What nullability makes of the columns that an argument or a result uses.
pub trait Strictness {
    /// Of an argument: one that may be `None` does not make the result NULL.
    type Argument<U: Uses>: Uses;
    /// Of the result.
    type Result<U: Uses>: Uses;
    /// Of the result of an aggregate.
    type Gathered<U: Uses>: Uses;
}
impl Strictness for NotNull {
    type Argument<U: Uses> = U;
    type Result<U: Uses> = U;
    type Gathered<U: Uses> = Gathered<U>;
}
impl Strictness for Nullable {
    type Argument<U: Uses> = Sure<U>;
    type Result<U: Uses> = Maybe<U>;
    type Gathered<U: Uses> = Maybe<U>;
}
/// What an argument declared as `T` uses.
pub type ArgumentUses<T, E> = <<T as Field>::Null as Strictness>::Argument<<E as Expr>::Uses>;
/// What both use.
pub type BothUse<A, B> = Both<A, B>;
/// Nothing is used.
pub type NoUses = Nothing;

impl<F: Function<Result: Field<Null: Strictness>>, A, U: Uses> Expr for Call<F, A, U> {
    type Base = <F::Result as Field>::Base;
    type Uses = <<F::Result as Field>::Null as Strictness>::Result<U>;
}
impl<F, U> Fixed for Call<F, NoArguments, U> {}
macro_rules! fixed {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Fun, Use, $($t: Fixed),+> Fixed for Call<Fun, ($($t,)+), Use> {}
    )* };
}
crate::for_tuples!(fixed);
impl<F, A, U> Composed for Call<F, A, U> {}

/// No arguments.
#[derive(Debug, Clone, Copy)]
pub struct NoArguments;
crate::no_sql!(NoArguments);

impl<D: Dialect, F: Function, A: Sql<D>, U> Sql<D> for Call<F, A, U> {
    const TOK: Tok = Tok::Seq(&[Tok::Lit(F::NAME), Tok::Lit("("), A::TOK, Tok::Lit(")")]);
    fn render(&self, w: &mut Writer) {
        w.lit(F::NAME);
        w.lit("(");
        Sql::<D>::render(&self.0, w);
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// A call of the aggregate `F`, that a program declares.
pub struct AggregateCall<F, A, U>(Call<F, A, U>);
impl<F, A: Clone, U> Clone for AggregateCall<F, A, U> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}
impl<F, A: Copy, U> Copy for AggregateCall<F, A, U> {}
impl<F, A, U> AggregateCall<F, A, U> {
    #[doc(hidden)]
    #[inline]
    pub fn new(arguments: A) -> Self {
        AggregateCall(Call::new(arguments))
    }
}
impl<F: Function<Result: Field<Null: Strictness>>, A, U: Uses> Expr for AggregateCall<F, A, U> {
    type Base = <F::Result as Field>::Base;
    type Uses = Aggregated<<<F::Result as Field>::Null as Strictness>::Gathered<U>, F>;
}
impl<F: Function<Result: Field<Null: Strictness>>, A, U: Uses> WindowFunction for AggregateCall<F, A, U> {
    type Base = <F::Result as Field>::Base;
    type Whole = <<F::Result as Field>::Null as Strictness>::Result<U>;
    type Framed = Maybe<U>;
    type Wants = AnyWindow;
}
impl<F, A, U> Fixed for AggregateCall<F, A, U> where Call<F, A, U>: Fixed {}
impl<F, A, U> Composed for AggregateCall<F, A, U> {}
impl<D: Dialect, F: Function, A: Sql<D>, U> Sql<D> for AggregateCall<F, A, U> {
    const TOK: Tok = <Call<F, A, U> as Sql<D>>::TOK;
    fn render(&self, w: &mut Writer) {
        Sql::<D>::render(&self.0, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// Declares what an argument is: a [`Value`] whose expression fulfils a bound.
macro_rules! arguments {
    ($($(#[$m:meta])* $name:ident $method:ident: $bound:path;)*) => { $(
        $(#[$m])*
        pub trait $name<T> {
            /// The expression it becomes.
            type E: $bound;
            /// Makes the expression.
            fn $method(self) -> Self::E;
        }
        impl<T, V: Value<T, E: $bound>> $name<T> for V {
            type E = V::E;
            #[inline]
            fn $method(self) -> V::E {
                self.into_expr()
            }
        }
    )* };
}
arguments! {
    /// An argument of an aggregate: a value, or an expression of single rows.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not fit an aggregate: a `{T}` of single rows is needed",
        label = "a `{T}` value or expression, without another aggregate, is needed"
    )]
    RowValue into_row_value: PerRowExpr;
    /// An argument of a function that gives rows: a value.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` is not a `{T}` by itself, which a function that gives rows is called with",
        label = "a `{T}` value is needed"
    )]
    GivenValue into_given_value: PlainExpr;
}
