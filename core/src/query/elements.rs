//! Arrays and queries, one as the other: `unnest(array)`, `ARRAY(query)`. PostgreSQL only.

use super::{Rename, Tabular};
use crate::{
    Result,
    expr::{
        ArrayOf, Expr, OneColumn, Operand, Subquery, Typed, Unlimited, postgres,
        scope::{Correlated, Empty, Joined, Nothing, Of, Uses},
        typed,
    },
    schema::Column,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, InArray, NotNull},
};
use std::marker::PhantomData;

postgres! {
    /// `SELECT element AS name FROM unnest(array)`: PostgreSQL.
    ElementsSql<N, E> = ["SELECT element.value" N " FROM unnest(" E ") AS element(value)"];
    /// `ARRAY(query)`: PostgreSQL.
    ArrayOfSql<Q> = ["ARRAY(" Q ")"];
}

/// What stands behind the one column: the name that `C` has, a tuple; nothing for `()`.
pub struct NamedAs<C>(PhantomData<fn() -> C>);
impl<C> Clone for NamedAs<C> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<C> Copy for NamedAs<C> {}
crate::no_sql!(NamedAs<()>);
impl<D: Dialect, C: Column> Sql<D> for NamedAs<(C,)> {
    const TOK: Tok = Tok::Seq(&[Tok::Lit(" AS "), Tok::Ident(C::NAME)]);
}

/// The elements of the array `E` as the rows of a query. Made by [`elements`].
#[derive(Debug, Clone, Copy)]
pub struct Elements<E>(E);

/// The elements of an array as the rows of a query: `unnest(array)`. PostgreSQL only.
///
/// The query stands where others do: behind [`derived`](super::derived()) and `in_query` for an array of values, behind
/// [`cross_join_lateral`](super::Select::cross_join_lateral) for the array of each row.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{elements, from}, sql::{PostgreSQL, text_of}};
/// table! { pub struct Post in posts { #[primary_key] id: i64, tags: Vec<String> } }
/// shape! { pub tag { name: String } }
///
/// # fn main() {
/// let query = from(posts::table)
///     .cross_join_lateral(tag::table, elements(posts::tags))
///     .group_by(tag::name)
///     .select((tag::name, count()));
/// assert!(text_of::<PostgreSQL, _>(&query).contains(
///     r#"LATERAL (SELECT element.value AS "name" FROM unnest("posts"."tags") AS element(value)) AS "tag""#
/// ));
/// # }
/// ```
#[inline]
pub fn elements<A: Operand>(array: A) -> Elements<A::E>
where
    <A::E as Expr>::Base: ArrayOf<A::E>,
{
    Elements(array.into_operand())
}

/// What an array uses, if its elements can be rows: nothing, or the column of a row around.
#[diagnostic::on_unimplemented(
    message = "`elements(..)` takes a column or a value, not something computed",
    label = "a column that is a `Vec`, or a `Vec`, is needed"
)]
pub trait ElementsUse {
    /// The tables around that it takes the array from.
    type Outer;
}
impl ElementsUse for Nothing {
    type Outer = Empty;
}
impl<C: Column> ElementsUse for Of<C> {
    type Outer = Joined<C::Table, NotNull, Empty>;
}

impl<E: Expr<Uses: ElementsUse>> Subquery for Elements<E> {
    type Outer = <E::Uses as ElementsUse>::Outer;
    type Limit = Unlimited;
}
impl<T: InArray, E: Expr<Base = Vec<T>, Uses: ElementsUse>> Tabular for Elements<E> {
    type Columns = (T,);
}
impl<T: InArray, E: Expr<Base = Vec<T>, Uses: ElementsUse>> OneColumn for Elements<E> {
    type Base = T::Item;
}
impl<E, C> Rename<C> for Elements<E> {
    type Renamed = ElementsSql<NamedAs<C>, E>;
    fn rename(self) -> Self::Renamed {
        ElementsSql { N: NamedAs(PhantomData), E: self.0 }
    }
}
impl<D: Dialect, E: Clone> Sql<D> for Elements<E>
where
    ElementsSql<NamedAs<()>, E>: Sql<D>,
    E: Sql<D>,
{
    const TOK: Tok = <ElementsSql<NamedAs<()>, E> as Sql<D>>::TOK;
    fn render(&self, w: &mut Writer) {
        let unnamed = ElementsSql { N: NamedAs(PhantomData), E: self.0.clone() };
        Sql::<D>::render(&unnamed, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// A query of one column that can be gathered in an array, by the Rust types of its columns.
#[diagnostic::on_unimplemented(
    message = "a query of the columns `{Self}` is not gathered in an array",
    label = "a query of one column is needed"
)]
pub trait OneElement {
    /// What the array holds: `Option`s if the column can be NULL.
    type Element: InArray;
}
#[diagnostic::do_not_recommend]
impl<T: InArray> OneElement for (T,) {
    type Element = T;
}

/// The values of a query of one column, as an array: `ARRAY(SELECT ..)`. Of no rows it is empty. PostgreSQL only.
#[inline]
pub fn array_of<Q: Tabular<Columns: OneElement>>(
    query: Q,
) -> Typed<ArrayOfSql<Q>, Vec<<Q::Columns as OneElement>::Element>, Correlated<Q::Outer>>
where
    Correlated<Q::Outer>: Uses,
{
    typed(ArrayOfSql { Q: query })
}
