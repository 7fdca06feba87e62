//! Values for columns: `users::name.set("Ann")`, and lists of them.

use crate::{
    Result,
    expr::{
        Assign, Expr, Told,
        scope::{Covers, NoWindow, RowLevel, Uses},
    },
    schema::{Column, CompletedBy, Table},
    sql::{Dialect, Sentence, Sql, Tok, Writer, same},
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
        Set { column: PhantomData, value: value.assign() }
    }
}

/// What `new!` says for a field: [`SetColumn::set`], whose messages are at the value.
#[doc(hidden)]
#[inline]
pub fn given<C: SetColumn, V: Assign<C, E = E>, E>(column: C, value: V) -> C::Set<E> {
    column.give(value)
}

impl<D: Dialect, C, E: Sql<D>> Sql<D> for Set<C, E> {
    const TOK: Tok = E::TOK;
    fn render(&self, w: &mut Writer) {
        self.value.render(w);
    }
    #[inline]
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
    label = "one `column.set(..)`, or a tuple of them, is needed"
)]
pub trait Assignments<T, S, I> {
    /// The names of the columns.
    const COLUMNS: Tok;
    /// The list for UPDATE: `name = value, ..`
    type Pairs;
    /// Makes it.
    fn into_pairs(self) -> Self::Pairs;
}
impl<T, S, I, C, E> Assignments<T, S, I> for Set<C, E>
where
    C: Column<Table: IsTable<T, C>>,
    E: Assigned<S, C, I>,
{
    const COLUMNS: Tok = Tok::Ident(C::NAME);
    type Pairs = Pair<C, E>;
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
    #[inline]
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
    #[inline]
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

/// What to say if a column is among these twice: its name in a sentence.
pub(crate) const fn repeated(columns: &Tok) -> Option<Sentence> {
    let mut n = 0;
    while let Some(name) = nth_name(columns, &mut { n }) {
        let mut later = n + 1;
        while let Some(other) = nth_name(columns, &mut { later }) {
            if same(name, other) {
                return Some(Sentence::of(&["column `", name, "` is assigned twice"]));
            }
            later += 1;
        }
        n += 1;
    }
    None
}
/// The `n`th identifier; `n` is lowered by the number of those in front.
const fn nth_name(tok: &Tok, n: &mut usize) -> Option<&'static str> {
    match tok {
        Tok::Ident(name) => {
            if *n == 0 {
                return Some(name);
            }
            *n -= 1;
        }
        Tok::Seq(toks) => {
            let mut i = 0;
            while i < toks.len() {
                if let Some(name) = nth_name(&toks[i], n) {
                    return Some(name);
                }
                i += 1;
            }
        }
        _ => {}
    }
    None
}
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
            type Pairs = ($($a::Pairs,)+);
            #[inline]
            fn into_pairs(self) -> Self::Pairs {
                ($(self.$n.into_pairs(),)+)
            }
        }
    )* };
}
crate::for_tuples!(tuples);

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
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.assignments.bind(binder)
    }
}
