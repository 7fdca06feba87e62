//! Functions that a program declares: `sql_function!`.

use crate::{
    Result,
    expr::{
        Composed, Expr, Fixed,
        scope::{Both, Maybe, Nothing, Sure, Uses},
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
impl<F, A: Clone, U> Clone for Call<F, A, U> {
    fn clone(&self) -> Self {
        Call(self.0.clone(), PhantomData)
    }
}
impl<F, A: Copy, U> Copy for Call<F, A, U> {}
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
}
impl Strictness for NotNull {
    type Argument<U: Uses> = U;
    type Result<U: Uses> = U;
}
impl Strictness for Nullable {
    type Argument<U: Uses> = Sure<U>;
    type Result<U: Uses> = Maybe<U>;
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
impl<D: Dialect> Sql<D> for NoArguments {
    const TOK: Tok = Tok::Lit("");
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}

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
