//! Queries in FROM.

use super::{Alone, Fills, Rename, Source, TableName, Tabular};
use crate::{node, schema::Shape};
use std::marker::PhantomData;

node!(/** `(query) AS shape` */ DerivedSql<Q, T> = "(" Q ") AS " T);

/// A query in FROM, under the name of the shape `T`. Made by [`derived`].
pub struct Derived<T, Q> {
    query: Q,
    shape: PhantomData<fn() -> T>,
}
impl<T, Q: Clone> Clone for Derived<T, Q> {
    fn clone(&self) -> Self {
        Self { query: self.query.clone(), shape: PhantomData }
    }
}
impl<T, Q: Copy> Copy for Derived<T, Q> {}

/// A derived table: a query in FROM or in a join, that fills a shape.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{derived, from}};
/// # table! { pub struct Sale in sales { #[primary_key(auto)] id: i64, supplier_id: i64, price: f64 } }
/// # table! { pub struct Supplier in suppliers { #[primary_key(auto)] id: i64, name: String } }
/// shape! { pub revenue { supplier_id: i64, total: Option<f64> } }
///
/// # fn main() {
/// let totals = from(sales::table)
///     .group_by(sales::supplier_id)
///     .select(revenue::Columns { supplier_id: sales::supplier_id, total: sum(sales::price) });
/// let query = from(suppliers::table)
///     .join(derived(revenue::table, totals), revenue::supplier_id.eq(suppliers::id))
///     .select((suppliers::name, revenue::total));
/// # }
/// ```
#[inline]
pub fn derived<T: Shape, Q>(shape: T, query: Q) -> Derived<T, Q>
where
    Q: Tabular<Columns: Fills<T::Columns>, Outer: Alone> + Rename<T::Columns>,
{
    let _ = shape;
    Derived { query, shape: PhantomData }
}
#[diagnostic::do_not_recommend]
impl<T: Shape, Q: Rename<T::Columns>> Source for Derived<T, Q> {
    type Table = T;
    type Origin = super::Given;
    type Sql = DerivedSql<Q::Renamed, TableName<T>>;
    #[inline]
    fn into_source(self) -> Self::Sql {
        DerivedSql { Q: self.query.rename(), T: TableName::new() }
    }
}
