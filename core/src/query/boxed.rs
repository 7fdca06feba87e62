//! Queries of which only the row is known.

use super::Query;
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Row},
};

/// A query in dialect `D` whose rows are `R`, whatever it looks like: for a struct, for a list of queries, for branches
/// that give different ones. Made by [`Boxed::boxed`].
///
/// Its text is made when it runs.
pub struct BoxedQuery<D, R>(Box<dyn DynQuery<D, R> + Send + Sync>);

/// What can be done with a query of which only the row is known.
trait DynQuery<D, R> {
    fn render(&self, w: &mut Writer);
    fn bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()>;
    fn load(&self, row: &dyn Row) -> Result<R>;
    fn may_write(&self) -> bool;
}
impl<D: Dialect, Q: Query + Sql<D>> DynQuery<D, Q::Row> for Q {
    fn render(&self, w: &mut Writer) {
        Sql::<D>::render(self, w);
    }
    fn bind<'v>(&'v self, binder: &mut dyn Binder<'v>) -> Result<()> {
        Sql::<D>::bind(self, &mut &mut *binder)
    }
    fn load(&self, row: &dyn Row) -> Result<Q::Row> {
        Query::load(self, row)
    }
    fn may_write(&self) -> bool {
        Query::may_write(self)
    }
}

/// Forgetting what a query looks like.
pub trait Boxed: Query + Sized {
    /// The query as one of which only the dialect and the row are known.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::{from, Boxed, BoxedQuery}, sql::SQLite};
    /// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String, city: String } }
    /// fn names(by_city: bool) -> BoxedQuery<SQLite, (String, i64)> {
    ///     if by_city {
    ///         from(users::table).group_by(users::city).select((users::city, count())).boxed()
    ///     } else {
    ///         from(users::table).group_by(users::name).select((users::name, count())).boxed()
    ///     }
    /// }
    /// # fn main() { let _ = names(true); }
    /// ```
    fn boxed<D: Dialect>(self) -> BoxedQuery<D, Self::Row>
    where
        Self: Sql<D> + Send + Sync + 'static,
    {
        BoxedQuery(Box::new(self))
    }
}
impl<Q: Query> Boxed for Q {}

impl<D, R> Query for BoxedQuery<D, R> {
    type Row = R;
    fn may_write(&self) -> bool {
        self.0.may_write()
    }
    fn load<S: Row + ?Sized>(&self, row: &S) -> Result<R> {
        self.0.load(&row)
    }
}
impl<D: Dialect, R> Sql<D> for BoxedQuery<D, R> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, mut binder: &mut B) -> Result<()> {
        self.0.bind(&mut binder)
    }
}
