//! UPDATE and DELETE of the first so many rows.

use super::{
    Absent, AddOrder, Delete, Limit, Number, OrderBy, OrderTerms, Statement, Ungrouped, UpdateSet, Where, Writes,
};
use crate::{
    Result,
    expr::{Bind, scope::Single},
    node,
    schema::BaseTable,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

node!(/** `statement ORDER BY terms LIMIT n`: MySQL and MariaDB. */ SomeRowsSql<S, O, L> {
    MySQL, MariaDB => [S O L];
    SQLite, PostgreSQL => lacks "an UPDATE or DELETE on {Self} has no `ORDER BY` and `LIMIT`: say which rows with `.filter(users::id.in_query(..))`";
    AnyDialect => lacks "an UPDATE or DELETE has `ORDER BY` and `LIMIT` only on MySQL and MariaDB: say which rows with `.filter(users::id.in_query(..))`"
});

/// An UPDATE or DELETE of table `T` that takes rows in order, or only so many.
pub struct SomeRows<T, S, O, L> {
    sql: SomeRowsSql<S, O, L>,
    table: PhantomData<fn() -> T>,
}

/// One line per kind of statement.
macro_rules! some_rows {
    ($([$($g:ident),*] $statement:ty;)*) => { $(
        impl<T: BaseTable, $($g),*> $statement {
            /// ORDER BY: in which order rows are taken, for a limit. MySQL and MariaDB.
            #[inline]
            pub fn order_by<Q: OrderTerms<Single<T>, Ungrouped, Absent, (), I>, I>(
                self,
                terms: Q,
            ) -> SomeRows<T, Self, OrderBy<Q>, Absent> {
                SomeRows { sql: SomeRowsSql { S: self, O: Absent.then(terms), L: Absent }, table: PhantomData }
            }

            /// At most `n` rows. MySQL and MariaDB.
            #[inline]
            pub fn limit(self, n: u32) -> SomeRows<T, Self, Absent, Limit<Number>> {
                let limit = Limit { N: Bind::new(i64::from(n)) };
                SomeRows { sql: SomeRowsSql { S: self, O: Absent, L: limit }, table: PhantomData }
            }
        }
    )* };
}
some_rows! {
    [A, C] UpdateSet<T, A, Where<C>>;
    [A] UpdateSet<T, A, Absent>;
    [C] Delete<T, Where<C>>;
    [] Delete<T, Absent>;
}

impl<T, S, O> SomeRows<T, S, O, Absent> {
    /// At most `n` rows.
    #[inline]
    pub fn limit(self, n: u32) -> SomeRows<T, S, O, Limit<Number>> {
        let SomeRowsSql { S, O, L: _ } = self.sql;
        SomeRows { sql: SomeRowsSql { S, O, L: Limit { N: Bind::new(i64::from(n)) } }, table: PhantomData }
    }
}
impl<D: Dialect, T: BaseTable, S: Sql<D>, O: Sql<D>, L: Sql<D>> Sql<D> for SomeRows<T, S, O, L>
where
    SomeRowsSql<S, O, L>: Sql<D>,
{
    const TOK: Tok = Tok::Writes { table: &T::FROM, several: false, inner: &<SomeRowsSql<S, O, L> as Sql<D>>::TOK };
    fn render(&self, w: &mut Writer) {
        w.writes(&T::FROM, false, |w| Sql::<D>::render(&self.sql, w));
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.sql, binder)
    }
}
impl<T, S: Writes, O, L> Writes for SomeRows<T, S, O, L> {}
#[diagnostic::do_not_recommend]
impl<T, S: Statement, O, L> Statement for SomeRows<T, S, O, L> {}
