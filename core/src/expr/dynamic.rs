//! Conditions and orderings whose shape exists only at run time, as checked as the others.

use super::{AtRunTime, Condition, Expr, OrderTerm, RowExpr, scope::Uses};
use crate::{
    Result,
    sql::{Dialect, DialectKind, Sql, Tok, Writer, loose},
    value::Binder,
};
use std::marker::PhantomData;

/// A condition that is there or not: made by `.filter_some(..)`.
#[derive(Debug, Clone, Copy)]
pub struct Perhaps<C>(pub(crate) Option<C>);
impl<C> Perhaps<C> {
    #[inline]
    pub(crate) fn new(condition: Option<C>) -> Self {
        Self(condition)
    }
}
impl<C: Expr> Expr for Perhaps<C> {
    type Base = bool;
    type Uses = C::Uses;
}
impl<D: Dialect, C: Sql<D>> Sql<D> for Perhaps<C> {
    const LOOSE: u8 = C::LOOSE;
    const TOK: Tok = Tok::Choice(&[C::TOK]);
    fn render(&self, w: &mut Writer) {
        match &self.0 {
            Some(condition) => w.piece::<D, C>(condition),
            None => w.lit("1 = 1"),
        }
    }
    #[inline]
    fn is_left_out(&self) -> bool {
        self.0.is_none()
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.way(self.0.is_some().into(), 2);
        self.0.as_ref().map_or(Ok(()), |condition| condition.bind(binder))
    }
}

/// The part of [`Sql`] that works through a dynamic type.
trait DynSql<D> {
    fn dyn_loose(&self) -> u8;
    fn dyn_render(&self, w: &mut Writer);
    fn dyn_bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()>;
}
impl<D: Dialect, T: Sql<D>> DynSql<D> for T {
    fn dyn_loose(&self) -> u8 {
        T::LOOSE
    }
    fn dyn_render(&self, w: &mut Writer) {
        self.render(w);
    }
    fn dyn_bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()> {
        self.bind(binder)
    }
}

/// Conditions on scope `S` in dialect `D`, gathered at run time; both are inferred from the query they are used in.
///
/// ```
/// use aludel_core::expr::Conditions;
/// # fn f<D: aludel_core::sql::Dialect, S>() {
/// let mut any: Conditions<D, S> = Conditions::any();
/// // any.push(users::name.eq("Ann"));
/// # }
/// ```
pub struct Conditions<D, S> {
    parts: Vec<Box<dyn DynSql<D>>>,
    all: bool,
    scope: PhantomData<fn() -> S>,
}

impl<D: Dialect, S> Conditions<D, S> {
    /// All of the conditions: AND. Without any it is true.
    pub fn all() -> Self {
        Self { parts: Vec::new(), all: true, scope: PhantomData }
    }

    /// Any of the conditions: OR. Without any it is false.
    pub fn any() -> Self {
        Self { parts: Vec::new(), all: false, scope: PhantomData }
    }

    /// Adds a condition, checked like one in `.filter(..)`.
    pub fn push<C: Condition<S, I> + Sql<D> + 'static, I>(&mut self, condition: C) -> &mut Self {
        self.parts.push(Box::new(condition));
        self
    }
}

/// The columns of a [`Conditions`]: those of scope `S`, which was checked on each push.
pub struct Checked<S>(PhantomData<S>);
impl<S> Uses for Checked<S> {
    type Kind = super::scope::PerRow;
}
#[diagnostic::do_not_recommend]
impl<S> super::scope::Varies for Checked<S> {}
// By a trait of the scope, as with `Gathers`: of several impls, messages give a list.
impl<S: Within<T>, T> super::scope::Covers<Checked<T>, ()> for S {
    type Null = crate::value::Nullable;
}
/// This scope has the tables of the scope `T`: it is the same, or the groups of it.
pub trait Within<T> {}
#[diagnostic::do_not_recommend]
impl<F, O> Within<super::scope::Scope<F, O>> for super::scope::Scope<F, O> {}
#[diagnostic::do_not_recommend]
impl<S> Within<S> for super::scope::GroupsOf<S> {}

/// How many conditions stand beside each other. SQLite's trees grow deeper with each of them, and end at 1,000. It takes
/// groups that are joined by AND apart again, and puts them one behind the other, unless a `+` is before them.
const BESIDE: usize = 64;

/// Conditions beside each other, in groups if there are many.
fn joined<D: Dialect>(parts: &[Box<dyn DynSql<D>>], all: bool, w: &mut Writer) {
    let (word, level) = if all { (" AND ", loose::AND) } else { (" OR ", loose::OR) };
    if parts.len() > BESIDE {
        let opens = if all && w.style().kind == DialectKind::Sqlite { "+(" } else { "(" };
        for (i, group) in parts.chunks(parts.len().div_ceil(BESIDE)).enumerate() {
            w.lit(if i > 0 { word } else { "" });
            // An index may help with the first of them.
            w.lit(if i > 0 { opens } else { "(" });
            joined(group, all, w);
            w.lit(")");
        }
        return;
    }
    for (i, part) in parts.iter().enumerate() {
        w.lit(if i > 0 { word } else { "" });
        let group = part.dyn_loose() >= level;
        w.lit(if group { "(" } else { "" });
        part.dyn_render(w);
        w.lit(if group { ")" } else { "" });
    }
}

impl<D, S> Expr for Conditions<D, S> {
    type Base = bool;
    type Uses = Checked<S>;
}
impl<D: Dialect, S> Sql<D> for Conditions<D, S> {
    const LOOSE: u8 = loose::OR;
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        if self.parts.is_empty() {
            return w.lit(if self.all { "1 = 1" } else { "1 = 0" });
        }
        joined(&self.parts, self.all, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, mut binder: &mut B) -> Result<()> {
        self.parts.iter().try_for_each(|part| part.dyn_bind(&mut binder))
    }
}

/// What the terms of an [`Ordering`] are: of scope `S`, which was checked on each push.
pub struct Gathered<S>(PhantomData<S>);
impl<S> Expr for Gathered<S> {
    type Base = bool;
    type Uses = Checked<S>;
}

/// Terms of ORDER BY on scope `S` in dialect `D`, gathered at run time; both are inferred from the query.
///
/// Not for distinct rows: they are sorted by what is selected, which the compiler checks.
pub struct Ordering<D, S> {
    terms: Vec<Box<dyn DynSql<D>>>,
    scope: PhantomData<fn() -> S>,
}

impl<D: Dialect, S> Ordering<D, S> {
    /// No term: the rows come as they come.
    #[expect(clippy::new_without_default, reason = "both parameters are inferred, a default would need them")]
    pub fn new() -> Self {
        Self { terms: Vec::new(), scope: PhantomData }
    }

    /// Adds a term, checked like one in `.order_by(..)`.
    pub fn push<T, I>(&mut self, term: T) -> &mut Self
    where
        T: OrderTerm<Of: RowExpr<S, I>> + Sql<D> + 'static,
    {
        self.terms.push(Box::new(term));
        self
    }
}

impl<D, S> OrderTerm for Ordering<D, S> {
    type Of = Gathered<S>;
    type Known = AtRunTime;
}
impl<D: Dialect, S> Sql<D> for Ordering<D, S> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        if self.terms.is_empty() {
            // PostgreSQL refuses a constant here, unless it comes from a query.
            w.lit("(SELECT NULL)");
        }
        for (i, term) in self.terms.iter().enumerate() {
            if i > 0 {
                w.lit(", ");
            }
            term.dyn_render(w);
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, mut binder: &mut B) -> Result<()> {
        self.terms.iter().try_for_each(|term| term.dyn_bind(&mut binder))
    }
}
