//! Values for columns: `users::name.set("Ann")`, and lists of them.

use crate::{
    Result,
    expr::{
        Assign, Expr, Holds, Told,
        scope::{Covers, NoWindow, RowLevel, Uses},
    },
    schema::{Column, CompletedBy, Table},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, FitsInto},
};
use std::marker::PhantomData;

/// A column and what is assigned to it. As SQL it is the value; the column's name is in [`Assignments::COLUMNS`].
#[derive(Debug, Clone, Copy)]
pub struct Set<C, E> {
    column: PhantomData<fn() -> C>,
    pub(crate) value: E,
}

/// Assigning to a column, or the handle of a row to a foreign key of several columns.
pub trait SetColumn: Copy {
    /// What it is with an expression assigned.
    #[doc(hidden)]
    type Set<E>;
    /// What `new!` says for a field: [`set`](Self::set), whose messages are at the value.
    #[doc(hidden)]
    fn give<V: Assign<Self, E = E>, E>(self, value: V) -> Self::Set<E>;
    /// Assigns a value, an expression, or, to a nullable column, `None` or `Some(..)`.
    #[inline]
    fn set<V: Assign<Self, E = E, Checked: Told>, E>(self, value: V) -> Self::Set<E> {
        self.give(value)
    }
}
#[diagnostic::do_not_recommend]
impl<C: Column> SetColumn for C {
    type Set<E> = Set<C, E>;
    #[inline]
    fn give<V: Assign<Self, E = E>, E>(self, value: V) -> Set<Self, E> {
        Set { column: PhantomData, value: V::By::hold(value) }
    }
}

impl<D: Dialect, C, E: Sql<D>> Sql<D> for Set<C, E> {
    const TOK: Tok = E::TOK;
    fn render(&self, w: &mut Writer) {
        self.value.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.value.bind(binder)
    }
}

/// Table `Self` is `T`; `C` is the column that is asked about.
#[diagnostic::on_unimplemented(
    message = "`{C}` is not a column of `{T}`, but of `{Self}`",
    label = "not a column of `{T}`"
)]
pub trait IsTable<T, C> {}
#[diagnostic::do_not_recommend]
impl<T, C> IsTable<T, C> for T {}

/// What is assigned to column `C` fits, in a statement of scope `S`.
pub trait Assigned<S, C, I> {}
impl<E, S, C, I> Assigned<S, C, I> for E
where
    E: Expr<Uses: Uses<Kind: RowLevel + NoWindow>>,
    C: Column,
    S: Covers<E::Uses, I, Null: FitsInto<C::Null, C>>,
{
}
/// Assignments to columns of table `T`, in a statement of scope `S`: one `.set(..)`, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not assign to columns of `{T}`",
    label = "one `column.set(..)`, or a tuple of them, is needed",
    note = "`users::name.set(\"Ann\")` assigns; `.eq(..)` compares"
)]
pub trait Assignments<T, S, I> {
    /// The names of the columns.
    const COLUMNS: Tok;
}
impl<T, S, I, C, E> Assignments<T, S, I> for Set<C, E>
where
    C: Column<Table: IsTable<T, C>>,
    E: Assigned<S, C, I>,
{
    const COLUMNS: Tok = Tok::Ident(C::NAME);
}

/// [`Assignments`] that make the list `P` of an UPDATE: `name = value, ..`. The list is a parameter, so that a mistake breaks
/// one bound, and is told once.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not assign to columns of `{T}`",
    label = "one `column.set(..)`, or a tuple of them, is needed",
    note = "`users::name.set(\"Ann\")` assigns; `.eq(..)` compares"
)]
pub trait IntoPairs<T, S, P, I> {
    /// Makes it.
    fn into_pairs(self) -> P;
}
impl<T, S, I, C, E> IntoPairs<T, S, Pair<C, E>, I> for Set<C, E>
where
    C: Column<Table: IsTable<T, C>>,
    E: Assigned<S, C, I>,
{
    #[inline]
    fn into_pairs(self) -> Pair<C, E> {
        Pair(self)
    }
}

/// `name = value`
#[derive(Debug, Clone, Copy)]
pub struct Pair<C, E>(Set<C, E>);
impl<D: Dialect, C: Column, E: Sql<D>> Sql<D> for Pair<C, E> {
    const TOK: Tok = Tok::Seq(&[Tok::Ident(C::NAME), Tok::Lit(" = "), E::TOK]);
    fn render(&self, w: &mut Writer) {
        w.ident(C::NAME);
        w.lit(" = ");
        self.0.value.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.value.bind(binder)
    }
}

/// `name = value`, on MySQL and MariaDB `table.name = value`: there all tables of an UPDATE are one.
#[derive(Debug, Clone, Copy)]
pub struct QualifiedPair<C, E>(Pair<C, E>);
impl<C: Column, E> QualifiedPair<C, E> {
    const TABLE: Tok = Tok::Seq(&[Tok::Ident(<C::Table as Table>::NAME), Tok::Lit(".")]);
    const QUALIFIER: Tok = Tok::Each(&[Tok::Lit(""), Tok::Lit(""), Self::TABLE, Self::TABLE]);
}
impl<D: Dialect, C: Column, E: Sql<D>> Sql<D> for QualifiedPair<C, E> {
    const TOK: Tok = Tok::Seq(&[Self::QUALIFIER, <Pair<C, E> as Sql<D>>::TOK]);
    fn render(&self, w: &mut Writer) {
        w.tok(&Self::QUALIFIER);
        self.0.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}
/// Pairs whose columns can stand behind their table.
pub trait Qualify {
    /// The pairs.
    type Qualified;
    /// Makes them.
    fn qualify(self) -> Self::Qualified;
}
impl<C, E> Qualify for Pair<C, E> {
    type Qualified = QualifiedPair<C, E>;
    #[inline]
    fn qualify(self) -> Self::Qualified {
        QualifiedPair(self)
    }
}
macro_rules! qualify {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $(
        impl<$($a: Qualify),+> Qualify for ($($a,)+) {
            type Qualified = ($($a::Qualified,)+);
            #[inline]
            fn qualify(self) -> Self::Qualified {
                ($(self.$n.qualify(),)+)
            }
        }
    )* };
}
crate::for_tuples!(qualify);

macro_rules! names {
    ($s:ident $t:ident [$first:ident $fi:ident $(, $a:ident $i:ident)*]) => {
        Tok::Seq(&[<$first as Assignments<$t, $s, $fi>>::COLUMNS, $(Tok::Lit(", "), <$a as Assignments<$t, $s, $i>>::COLUMNS),*])
    };
}
macro_rules! tuples {
    ($(($($a:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Tab, Sc, $($a: Assignments<Tab, Sc, $i>, $i),+> Assignments<Tab, Sc, ($($i,)+)> for ($($a,)+) {
            const COLUMNS: Tok = names!(Sc Tab [$($a $i),+]);
        }
    )* };
}
crate::for_tuples!(tuples);

/// Tuples of ever more: each element, its position, its pair and its index.
macro_rules! pairs {
    ([$($done:tt)*]) => {};
    ([$($done:tt)*] $next:tt $($rest:tt)*) => {
        pairs!(@impl $($done)* $next);
        pairs!([$($done)* $next] $($rest)*);
    };
    (@impl $(($a:ident $n:tt $p:ident $i:ident))+) => {
        #[diagnostic::do_not_recommend]
        impl<Tab, Sc, $($a: IntoPairs<Tab, Sc, $p, $i>, $p, $i),+> IntoPairs<Tab, Sc, ($($p,)+), ($($i,)+)> for ($($a,)+) {
            #[inline]
            fn into_pairs(self) -> ($($p,)+) {
                ($(self.$n.into_pairs(),)+)
            }
        }
    };
}
#[rustfmt::skip]
pairs!([]
    (A 0 AP AI) (B 1 BP BI) (C 2 CP CI) (D 3 DP DI) (E 4 EP EI) (F 5 FP FI) (G 6 GP GI) (H 7 HP HI)
    (I 8 IP II) (J 9 JP JI) (K 10 KP KI) (L 11 LP LI) (M 12 MP MI) (N 13 NP NI) (O 14 OP OI) (P 15 PP PI));

/// A row that does not exist yet: assignments for table `T`. Written as `new!(User { name: "Ann" })`.
#[derive(Debug, Clone, Copy)]
#[must_use = "a new row is only written by `session.add(..)`, or by `insert(..).values(..)`"]
pub struct Draft<T, A> {
    table: PhantomData<fn() -> T>,
    pub(crate) assignments: A,
}
impl<T, A> Draft<T, A> {
    /// A row of assignments that give every required column a value.
    #[inline]
    pub fn new(assignments: A) -> Self
    where
        T: CompletedBy<A, Checked: Told>,
    {
        Self { table: PhantomData, assignments }
    }
}
impl<D: Dialect, T, A: Sql<D>> Sql<D> for Draft<T, A> {
    const TOK: Tok = A::TOK;
    fn render(&self, w: &mut Writer) {
        self.assignments.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.assignments.bind(binder)
    }
}
