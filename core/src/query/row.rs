//! Rows into a user's own struct, by name.

use super::{Part, Projection, ProjectionForm, SelectList, Selectable};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Load, Row},
};
use std::marker::PhantomData;

/// A projection `P` whose columns, read as the tuple `A`, are made into a row by the function `F`. Written as `row!`.
pub struct RowOf<P, A, F> {
    projection: P,
    make: F,
    fields: PhantomData<fn() -> A>,
}
impl<P, A, F> RowOf<P, A, F> {
    #[doc(hidden)]
    #[inline]
    pub fn new<T>(projection: P, make: F) -> Self
    where
        F: Fn(A) -> T,
    {
        Self { projection, make, fields: PhantomData }
    }
}
impl<P: AllColumns, A, F> RowOf<P, A, F> {
    #[doc(hidden)]
    #[inline]
    pub fn of_columns(make: F) -> Self {
        Self { projection: P::ALL, make, fields: PhantomData }
    }
}
impl<P, A, F> RowOf<P, A, F> {
    /// What is selected.
    pub(crate) fn into_projection(self) -> P {
        self.projection
    }

    /// What makes the row.
    pub(crate) fn make(&self) -> &F {
        &self.make
    }
}
/// A tuple of columns, as a value.
#[doc(hidden)]
pub trait AllColumns {
    /// The columns.
    const ALL: Self;
}
macro_rules! all {
    ($(($($c:ident $n:tt $i:ident),+))*) => { $(
        impl<$($c: crate::schema::Column),+> AllColumns for ($($c,)+) {
            const ALL: Self = ($($c::VALUE,)+);
        }
    )* };
}
crate::for_tuples!(all);
impl<P: Clone, A, F: Clone> Clone for RowOf<P, A, F> {
    fn clone(&self) -> Self {
        Self { projection: self.projection.clone(), make: self.make.clone(), fields: PhantomData }
    }
}

/// The expression `C`, read as `Self`, fits a field of type `F`.
#[diagnostic::on_unimplemented(
    message = "`{C}` is read as `{Self}`, which does not fit into a field of type `{F}`",
    label = "`{Self}` does not fit into `{F}`",
    note = "a column that can be NULL, or of a table behind a left join, needs a field of type `Option<..>`"
)]
pub trait ReadAs<F, C> {}
#[diagnostic::do_not_recommend]
impl<T, C> ReadAs<T, C> for T {}
#[diagnostic::do_not_recommend]
impl<T, C> ReadAs<Option<T>, C> for T {}

/// The columns of a row, which are the expressions `P`, fit into fields of the types `A`.
pub trait FieldsFit<A, P> {}
macro_rules! fit {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Pr, $($t, $i),+> FieldsFit<($($i,)+), Pr> for ($($t,)+)
        where
            $(Pr: Part<$n>, $t: ReadAs<$i, <Pr as Part<$n>>::Expr>,)+
        {
        }
    )* };
}
crate::for_tuples!(fit);

impl<D: Dialect, P: Sql<D>, A, F> Sql<D> for RowOf<P, A, F> {
    const TOK: Tok = P::TOK;
    fn render(&self, w: &mut Writer) {
        self.projection.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.projection.bind(binder)
    }
}

#[diagnostic::do_not_recommend]
impl<P, A, F> Selectable for RowOf<P, A, F> {
    type Form = Self;
}
impl<S, G, I, L, After, P, A, T, F> ProjectionForm<S, G, (I, L), Self, After> for RowOf<P, A, F>
where
    P: Projection<S, G, I, L, After>,
    L: SelectList<Row: FieldsFit<A, P>>,
    A: Load,
    F: Fn(A) -> T,
{
    #[inline]
    fn list(self) -> Self {
        self
    }
}
impl<P, A: Load, T, F: Fn(A) -> T> SelectList for RowOf<P, A, F> {
    type Row = T;
    const WIDTH: usize = A::WIDTH;
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<T> {
        A::load(row, 0).map(&self.make)
    }
}

/// Index: in the list of a `row!`.
pub struct AsRow<I>(PhantomData<I>);
#[diagnostic::do_not_recommend]
impl<E, R, P, A, F> super::Lists<E, AsRow<R>> for RowOf<P, A, F> where super::Selected<P, A>: super::Lists<E, R> {}
