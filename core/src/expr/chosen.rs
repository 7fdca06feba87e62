//! Terms of ORDER BY that are chosen at run time among those that are written.

use super::{SortTerms, scope::Both};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

/// The terms `L` or the terms `R`: made by [`choose`].
#[derive(Debug, Clone, Copy)]
pub struct Chosen<L, R> {
    left: bool,
    terms: (L, R),
}
impl<L: SortTerms, R: SortTerms> SortTerms for Chosen<L, R> {
    type Uses = Both<L::Uses, R::Uses>;
}
impl<D: Dialect, L: Sql<D>, R: Sql<D>> Sql<D> for Chosen<L, R> {
    const TOK: Tok = Tok::Choice(&[L::TOK, R::TOK]);
    fn render(&self, w: &mut Writer) {
        match self.left {
            true => self.terms.0.render(w),
            false => self.terms.1.render(w),
        }
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.way(self.left.into(), 2);
        match self.left {
            true => self.terms.0.bind(binder),
            false => self.terms.1.bind(binder),
        }
    }
}

/// A choice that lacks its last case: [`otherwise`](Self::otherwise).
#[derive(Debug, Clone, Copy)]
#[must_use = "a choice needs `.otherwise(..)`"]
pub struct Choosing<T> {
    decided: bool,
    terms: T,
}
impl<T> Choosing<T> {
    /// These terms, if the condition holds and none before did.
    #[inline]
    pub fn when<R>(self, condition: bool, terms: R) -> Choosing<Chosen<T, R>> {
        let decided = self.decided || condition;
        Choosing { decided, terms: self.otherwise(terms) }
    }

    /// These terms, if no condition holds.
    #[inline]
    pub fn otherwise<R>(self, terms: R) -> Chosen<T, R> {
        Chosen { left: self.decided, terms: (self.terms, terms) }
    }
}

/// Sorts by what is chosen at run time, among terms that are all checked like those of any ORDER BY: a term or a tuple of
/// them.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::from, sql::{PostgreSQL, text_of}};
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String, age: i32 } }
/// #[derive(PartialEq)]
/// enum Sort { Name, Oldest, Newest }
/// # fn main() {
/// # let sort = Sort::Oldest;
/// let query = from(users::table).order_by(
///     choose(sort == Sort::Name, users::name)
///         .when(sort == Sort::Oldest, (users::age.desc(), users::name))
///         .otherwise(users::id.desc()),
/// );
/// assert!(text_of::<PostgreSQL, _>(&query).ends_with(r#"ORDER BY "age" DESC, "name""#));
/// # }
/// ```
///
/// The text is put together when the query runs; there are as many as there are cases. Terms that are gathered one by one
/// are an [`Ordering`](super::Ordering).
#[inline]
pub fn choose<T>(condition: bool, terms: T) -> Choosing<T> {
    Choosing { decided: condition, terms }
}
