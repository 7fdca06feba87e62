//! RETURNING of an INSERT of many rows.

use super::{
    Batch, Chain, DefaultRows, Everything, InsertInto, Projection, SelectList, WrittenRows, returning::ReturningList,
};
use crate::{expr::scope::Single, schema::BaseTable, value::Row};

/// An INSERT of many rows that gives them back: run by `.all(..)`, whose rows are in the order of the values.
///
/// A row that `on_conflict(..).do_nothing()` left out gives nothing back.
///
/// ```
/// # use aludel_macros::{new, table};
/// # use aludel_core::query::insert;
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
/// # fn main() {
/// let rows: Vec<_> = ["Ann", "Ben"].iter().map(|name| new!(User { name: *name })).collect();
/// let query = insert(users::table).values(rows).returning((users::id, users::name));
/// // let users: Vec<(i64, String)> = query.all(&mut connection)?;
/// # let _ = query;
/// # }
/// ```
#[must_use = "it is run by `.all(..)`"]
pub struct ReturningBatch<T, V, K, P> {
    pub(crate) insert: InsertInto<T, V, Chain<K, ReturningList<P>>>,
}

impl<T, V, K, P: SelectList> ReturningBatch<T, V, K, P> {
    /// Reads one of the rows.
    #[inline(always)]
    pub(crate) fn load<R: Row + ?Sized>(&self, row: &R) -> crate::Result<P::Row> {
        self.insert.sql.K.B.P.load(row)
    }
}

impl<T, V, K> InsertInto<T, V, K> {
    fn giving_back<P>(self, list: P) -> ReturningBatch<T, V, K, P> {
        let end = Chain { A: self.sql.K, B: ReturningList { P: list } };
        ReturningBatch { insert: InsertInto::new(self.sql.V, end) }
    }
}

/// One line per kind of many rows.
macro_rules! returning {
    ($([$($g:ident),*] $rows:ty;)*) => { $(
        impl<T: BaseTable, $($g,)* K> InsertInto<T, $rows, K> {
            /// RETURNING an expression, a tuple of them, or a `row!`, of every row, in the order of the values. MySQL does
            /// not have it.
            pub fn returning<P: Projection<Single<T>, WrittenRows, I, List, WrittenRows>, List, I>(
                self,
                list: P,
            ) -> ReturningBatch<T, $rows, K, List> {
                self.giving_back(list.into_list())
            }

            /// RETURNING the rows, in the order of the values. MySQL does not have it.
            pub fn returning_rows(self) -> ReturningBatch<T, $rows, K, Everything<Single<T>>> {
                self.giving_back(Everything::default())
            }
        }
    )* };
}
returning! {
    [N, R] Batch<N, R>;
    [] DefaultRows;
}
