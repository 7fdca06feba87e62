//! RETURNING: rows from INSERT, UPDATE and DELETE.

use super::{
    Absent, ColumnNames, Delete, DeleteUsing, Everything, InsertInto, Merge, Query, SelectList, Selects, SoFar,
    UpdateFromSet, Where, Writes, WrittenRows,
    insert::{DefaultValues, FromQuery, FromQueryThen, Values},
    update::UpdateSet,
};
use crate::{
    Result,
    expr::{
        Expr, Fixed, Is, Told,
        scope::{Empty, Joined, OfRow, Scope, Single, WithRow},
    },
    node,
    schema::{BaseTable, Column},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, NotNull, Row},
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

node!(/** `merge RETURNING list`: PostgreSQL, from version 17. */ MergeReturning<S, P> {
    PostgreSQL => [S " RETURNING " P];
    SQLite, MySQL, MariaDB => lacks "`MERGE` does not exist on {Self}, only on PostgreSQL";
    AnyDialect => lacks "`MERGE` does not exist on every backend, only on PostgreSQL"
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
    (@one $method:ident [$($bounds:tt)*] $node:ident [$scope:ident $(, $g:ident)*] $statement:ty) => {
        impl<T: BaseTable, $($g),*> $statement {
            /// RETURNING an expression, a tuple of them, or a `row!`. MySQL does not have it, MariaDB not for UPDATE.
            ///
            /// What an UPDATE gives is the row as it is afterwards; [`old()`] names the row as it was.
            pub fn $method<$($bounds)*>(
                self,
                list: P,
            ) -> Returning<$node<Self, List>, List>
            where
                SoFar<$scope<T>, WrittenRows>: Is<So>,
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
    InsertReturning: [Single, C, V, K] InsertInto<T, Values<C, V>, K>;
    InsertReturning: [Single, C, Q, K] InsertInto<T, FromQuery<C, Q>, K>;
    InsertReturning: [Single, C, Q, K] InsertInto<T, FromQueryThen<C, Q>, K>;
    InsertReturning: [Single, K] InsertInto<T, DefaultValues, K>;
    UpdateReturning: [Changed, A, C] UpdateSet<T, A, Where<C>>;
    UpdateReturning: [Changed, A] UpdateSet<T, A, Absent>;
    UpdateReturning: [Changed, A, F, S, C] UpdateFromSet<T, A, F, S, Where<C>>;
    UpdateReturning: [Changed, A, F, S] UpdateFromSet<T, A, F, S, Absent>;
    DeleteUsingReturning: [Single, U, S, C] DeleteUsing<T, U, S, Where<C>>;
    DeleteUsingReturning: [Single, U, S] DeleteUsing<T, U, S, Absent>;
    DeleteReturning: [Single, C] Delete<T, Where<C>>;
    DeleteReturning: [Single] Delete<T, Absent>;
    MergeReturning: [Single, S, Q, M, N] Merge<T, S, Q, M, N>;
}

/// What messages call [`old()`](fn@old).
#[allow(non_camel_case_types, reason = "as it is read in messages")]
pub struct old {}
/// The scope of the RETURNING of an UPDATE: the row as it is, and as it was.
type Changed<T> = Scope<Joined<T, NotNull, Empty>, WithRow<old>>;

node!(/** A column of the row as it was: PostgreSQL, from version 18. */ OldSql<C> {
    PostgreSQL => ["old." C];
    SQLite, MySQL, MariaDB => lacks "`old` does not exist on {Self}, only on PostgreSQL: read the rows first, with `.for_update()` where it is";
    AnyDialect => lacks "`old` does not exist on every backend, only on PostgreSQL"
});
/// In `.returning(..)` of an UPDATE, the value that a column had before it: `old.name`. PostgreSQL, from version 18; an
/// older server refuses the statement, and the error says why.
///
/// ```
/// # use aludel_macros::table;
/// # use aludel_core::{expr::*, query::{SetColumn, old, update}, sql::{PostgreSQL, text_of}};
/// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, views: i64 } }
/// # fn main() {
/// let counted = update(posts::table)
///     .set(posts::views.set(posts::views.add(1)))
///     .filter(posts::id.eq(1))
///     .returning((posts::id, old(posts::views), posts::views));
/// assert!(text_of::<PostgreSQL, _>(&counted).ends_with(r#"RETURNING "posts"."id", old."views", "posts"."views""#));
/// # }
/// ```
#[inline]
pub fn old<C: Column>(column: C) -> OldSql<ColumnNames<C, ()>> {
    let _ = column;
    OldSql { C: ColumnNames::new() }
}
impl<C: Column> Expr for OldSql<ColumnNames<C, ()>> {
    type Base = C::Base;
    type Uses = OfRow<old, C>;
}
impl<C> Fixed for OldSql<ColumnNames<C, ()>> {}
macro_rules! has_list {
    ($($node:ident)*) => { $(
        impl<S, P> HasList<P> for $node<S, P> {
            fn list(&self) -> &P {
                &self.P
            }
        }
    )* };
}
has_list!(InsertReturning UpdateReturning DeleteReturning DeleteUsingReturning MergeReturning);

impl<N: HasList<P>, P: SelectList> Query for Returning<N, P> {
    type Row = P::Row;
    fn may_write(&self) -> bool {
        true
    }
    #[inline(always)]
    fn load<R: Row + ?Sized>(&self, row: &R) -> Result<P::Row> {
        self.node.list().load(row)
    }
}
impl<D: Dialect, N: Sql<D>, P> Sql<D> for Returning<N, P> {
    const TOK: Tok = N::TOK;
    fn render(&self, w: &mut Writer) {
        self.node.render(w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.node.bind(binder)
    }
}
