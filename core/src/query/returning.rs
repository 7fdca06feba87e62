//! RETURNING: rows from INSERT, UPDATE and DELETE.

use super::{
    Absent, Delete, DeleteUsing, Everything, InsertInto, Query, SelectList, Selects, SoFar, UpdateFromSet, Where,
    Writes, WrittenRows,
    insert::{DefaultValues, FromQuery, FromQueryThen, Values},
    update::UpdateSet,
};
use crate::{
    Result,
    expr::{Is, Told, scope::Single},
    node,
    schema::BaseTable,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Row},
};

node!(/** `insert RETURNING list`: not on MySQL. */ InsertReturning<S, P> {
    SQLite, PostgreSQL, MariaDB => [S " RETURNING " P];
    MySQL => lacks "`RETURNING` does not exist on {Self}";
    AnyDialect => lacks "`RETURNING` does not exist on every backend"
});
node!(/** `RETURNING list`, behind an INSERT of many rows: not on MySQL. */ ReturningList<P> {
    SQLite, PostgreSQL, MariaDB => [" RETURNING " P];
    MySQL => lacks "`RETURNING` does not exist on {Self}";
    AnyDialect => lacks "`RETURNING` does not exist on every backend"
});
node!(/** `update RETURNING list`: SQLite and PostgreSQL. */ UpdateReturning<S, P> {
    SQLite, PostgreSQL => [S " RETURNING " P];
    MySQL, MariaDB => lacks "`UPDATE .. RETURNING` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`UPDATE .. RETURNING` does not exist on every backend, only on SQLite and PostgreSQL"
});
node!(/** `delete RETURNING list`: not on MySQL. */ DeleteReturning<S, P> {
    SQLite, PostgreSQL, MariaDB => [S " RETURNING " P];
    MySQL => lacks "`RETURNING` does not exist on {Self}";
    AnyDialect => lacks "`RETURNING` does not exist on every backend"
});

node!(/** `delete using RETURNING list`: SQLite and PostgreSQL. */ DeleteUsingReturning<S, P> {
    SQLite, PostgreSQL => [S " RETURNING " P];
    MySQL, MariaDB => lacks "`DELETE .. USING .. RETURNING` does not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "`DELETE .. USING .. RETURNING` does not exist on every backend, only on SQLite and PostgreSQL"
});

/// A statement that gives back rows it wrote.
pub struct Returning<N, P> {
    node: N,
    list: std::marker::PhantomData<fn() -> P>,
}
crate::cloned!(Returning<N, P> { node: N, list };);

/// A node that holds a list of RETURNING.
pub trait HasList<P> {
    /// The list.
    fn list(&self) -> &P;
}

impl<T, V, K> Writes for InsertInto<T, V, K> {}
impl<T, A, W> Writes for UpdateSet<T, A, W> {}
impl<T, W> Writes for Delete<T, W> {}

/// One line per kind of statement, behind the name and the bounds of the method: so messages show these.
macro_rules! returning {
    ($method:ident $bounds:tt; $($node:ident: $g:tt $statement:ty;)*) => {
        $(returning!(@one $method $bounds $node $g $statement);)*
    };
    (@one $method:ident [$($bounds:tt)*] $node:ident [$($g:ident),*] $statement:ty) => {
        impl<T: BaseTable, $($g),*> $statement {
            /// RETURNING an expression, a tuple of them, or a `row!`. MySQL does not have it, MariaDB not for UPDATE.
            ///
            /// What an UPDATE gives is the row as it is afterwards. The row as it was, `old` of PostgreSQL 18, is not
            /// part of the language: no other backend has it. In a transaction, read it first with `.for_update()`.
            pub fn $method<$($bounds)*>(
                self,
                list: P,
            ) -> Returning<$node<Self, List>, List>
            where
                SoFar<Single<T>, WrittenRows>: Is<So>,
            {
                Returning { node: $node { S: self, P: So::list_of(list) }, list: std::marker::PhantomData }
            }

            /// RETURNING the rows. MySQL does not have it, MariaDB not for UPDATE.
            pub fn returning_rows(self) -> Returning<$node<Self, Everything<Single<T>>>, Everything<Single<T>>> {
                Returning { node: $node { S: self, P: Everything::default() }, list: std::marker::PhantomData }
            }
        }
    };
}
returning! {
    returning[P, So: Selects<P, I, List, WrittenRows, Checked: Told>, List, I];
    InsertReturning: [C, V, K] InsertInto<T, Values<C, V>, K>;
    InsertReturning: [C, Q, K] InsertInto<T, FromQuery<C, Q>, K>;
    InsertReturning: [C, Q, K] InsertInto<T, FromQueryThen<C, Q>, K>;
    InsertReturning: [K] InsertInto<T, DefaultValues, K>;
    UpdateReturning: [A, C] UpdateSet<T, A, Where<C>>;
    UpdateReturning: [A] UpdateSet<T, A, Absent>;
    UpdateReturning: [A, F, S, C] UpdateFromSet<T, A, F, S, Where<C>>;
    UpdateReturning: [A, F, S] UpdateFromSet<T, A, F, S, Absent>;
    DeleteUsingReturning: [U, S, C] DeleteUsing<T, U, S, Where<C>>;
    DeleteUsingReturning: [U, S] DeleteUsing<T, U, S, Absent>;
    DeleteReturning: [C] Delete<T, Where<C>>;
    DeleteReturning: [] Delete<T, Absent>;
}
macro_rules! has_list {
    ($($node:ident)*) => { $(
        impl<S, P> HasList<P> for $node<S, P> {
            fn list(&self) -> &P {
                &self.P
            }
        }
    )* };
}
has_list!(InsertReturning UpdateReturning DeleteReturning DeleteUsingReturning);

impl<N: HasList<P>, P: SelectList> Query for Returning<N, P> {
    type Row = P::Row;
    fn may_write(&self) -> bool {
        true
    }
    #[inline]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<P::Row> {
        self.node.list().load(row)
    }
}
impl<D: Dialect, N: Sql<D>, P> Sql<D> for Returning<N, P> {
    const TOK: Tok = N::TOK;
    fn render(&self, w: &mut Writer) {
        self.node.render(w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.node.bind(binder)
    }
}
