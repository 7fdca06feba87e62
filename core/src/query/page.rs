//! Pages of a result, each found from the last row of the page before.

use super::{Absent, AddCondition, Limit, OrderBy, RowCount, Select, SelectSql, Ungrouped};
use crate::{
    expr::{And, Asc, Desc, Ge, Gt, InScope, Le, Lt, Or, Perhaps, Value},
    schema::Column,
    value::NotNull,
};

impl<S, P, F, W> Select<S, Ungrouped, SelectSql<Absent, P, F, W, Absent, Absent, Absent, Absent>> {
    /// A page of rows: sorted by `keys`, the first `rows` of them behind `after`, which has the values of the keys in the
    /// last row of the page before; `None` gives the first page.
    ///
    /// Unlike `.offset(..)` this takes no longer for later pages, if there is an index, and neither repeats nor leaves out
    /// rows when others are inserted. The keys are a tuple of up to four columns that cannot be NULL, each with `.asc()`
    /// or `.desc()` if wanted; the last ones make every row different, as a primary key does.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::from};
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, views: i64 } }
    /// # fn main() {
    /// let last_seen: Option<(i64, i64)> = Some((120, 7));
    /// let next = from(posts::table).page((posts::views.desc(), posts::id), last_seen, 20);
    /// // One key is a tuple, too.
    /// let by_key = from(posts::table).page((posts::id,), Some((7_i64,)), 20);
    /// # _ = (next, by_key);
    /// # }
    /// ```
    ///
    /// Where it is always the first page, [`first_page`](Self::first_page) needs no `None` of a type.
    #[inline]
    pub fn page<K: PageKeys<S, V, I>, V, I>(
        self,
        keys: K,
        after: Option<V>,
        rows: u32,
    ) -> Select<S, Ungrouped, SelectSql<Absent, P, F, W::With, Absent, Absent, OrderBy<K>, Limit<RowCount>>>
    where
        W: AddCondition<Perhaps<K::After>>,
    {
        let SelectSql { D, P, F, W, G, H, .. } = self.sql;
        let after = Perhaps::new(after.map(K::after));
        let limit = Limit { N: RowCount::new(rows.into()) };
        Select::new(SelectSql { D, P, F, W: W.and(after), G, H, O: OrderBy { T: keys }, L: limit })
    }

    /// The first page of rows: sorted by `keys`, the first `rows` of them. The next ones are found by [`page`](Self::page).
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::from};
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, views: i64 } }
    /// # fn main() {
    /// let first = from(posts::table).first_page((posts::views.desc(), posts::id), 20);
    /// # _ = first;
    /// # }
    /// ```
    #[inline]
    pub fn first_page<K: PageOrder<S, I>, I>(
        self,
        keys: K,
        rows: u32,
    ) -> Select<S, Ungrouped, SelectSql<Absent, P, F, W, Absent, Absent, OrderBy<K>, Limit<RowCount>>> {
        let SelectSql { D, P, F, W, G, H, .. } = self.sql;
        let limit = Limit { N: RowCount::new(rows.into()) };
        Select::new(SelectSql { D, P, F, W, G, H, O: OrderBy { T: keys }, L: limit })
    }
}

/// A key of a page: a column, with or without a direction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a key of pages",
    label = "a column is needed, with `.asc()` or `.desc()` if wanted"
)]
pub trait PageKey {
    /// The column.
    type Column: Column;
    /// The condition that the column lies behind a value.
    type Behind<E>;
    /// The condition that it lies behind a value or at it.
    type From<E>;
    /// Makes the one.
    fn behind<E>(value: E) -> Self::Behind<E>;
    /// Makes the other.
    fn from<E>(value: E) -> Self::From<E>;
}
macro_rules! page_keys {
    ($([$($g:ident: $bound:path),+] $key:ty, $column:ty: $behind:ident $from:ident;)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($g: $bound),+> PageKey for $key {
            type Column = $column;
            type Behind<E> = $behind<$column, E>;
            type From<E> = $from<$column, E>;
            #[inline]
            fn behind<E>(value: E) -> Self::Behind<E> {
                $behind::new(<$column>::VALUE, value)
            }
            #[inline]
            fn from<E>(value: E) -> Self::From<E> {
                $from::new(<$column>::VALUE, value)
            }
        }
    )* };
}
page_keys! {
    [C: Column] C, C: Gt Ge;
    [C: Column] Asc<C>, C: Gt Ge;
    [C: Column] Desc<C>, C: Lt Le;
}

/// The nullability of the column `C` in a query: it is never NULL.
#[diagnostic::on_unimplemented(
    message = "pages cannot be sorted by `{C}`, which can be NULL",
    label = "`{C}` can be NULL",
    note = "nothing lies behind NULL: sort by columns that are NOT NULL and in no outer join"
)]
pub trait Certain<C> {}
#[diagnostic::do_not_recommend]
impl<C> Certain<C> for NotNull {}

/// The keys of pages in a query of scope `S`, whatever their values: a tuple of up to four.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not keys of pages",
    label = "a tuple of up to four columns is needed, with `.asc()` or `.desc()` if wanted; one key is a tuple, too: `(users::id,)`"
)]
pub trait PageOrder<S, I> {}
/// The keys of pages in a query of scope `S`: a tuple of up to four; `V` is the tuple of their values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` are not keys of pages with values of the types `{V}`",
    label = "a tuple of up to four columns is needed, with `.asc()` or `.desc()` if wanted, and a value for each"
)]
pub trait PageKeys<S, V, I> {
    /// The condition that a row lies behind the values.
    type After;
    /// Makes it.
    fn after(values: V) -> Self::After;
}

/// `first >= a AND (first > a OR rest)`: the first part lets an index find the place.
macro_rules! after {
    (@type $k:ident $v:ident) => { <$k as PageKey>::Behind<<$v as Value<Base<$k>, $k>>::E> };
    (@type $k:ident $v:ident $($rest:ident)+) => {
        And<
            <$k as PageKey>::From<<$v as Value<Base<$k>, $k>>::E>,
            Or<<$k as PageKey>::Behind<<$v as Value<Base<$k>, $k>>::E>, after!(@type $($rest)+)>,
        >
    };
    (@value $k:ident $v:ident) => { $k::behind($v) };
    (@value $k:ident $v:ident $($rest:ident)+) => {
        And::new($k::from($v.clone()), Or::new($k::behind($v), after!(@value $($rest)+)))
    };
    ($([$($k:ident $v:ident $i:ident),+] [$($flat:ident)+])*) => { $(
        #[diagnostic::do_not_recommend]
        impl<Sc, $($k, $i),+> PageOrder<Sc, ($($i,)+)> for ($($k,)+)
        where
            $($k: PageKey<Column: InScope<Sc, $i, Null: Certain<<$k as PageKey>::Column>>>,)+
        {
        }
        #[diagnostic::do_not_recommend]
        #[allow(non_snake_case)]
        impl<Sc, $($k, $v, $i),+> PageKeys<Sc, ($($v,)+), ($($i,)+)> for ($($k,)+)
        where
            $($k: PageKey<Column: InScope<Sc, $i, Null: Certain<<$k as PageKey>::Column>>>,
            $v: Value<Base<$k>, $k, E: Clone>,)+
        {
            type After = after!(@type $($flat)+);
            #[inline]
            fn after(($($v,)+): ($($v,)+)) -> Self::After {
                $(let $v = $v.into_expr();)+
                after!(@value $($flat)+)
            }
        }
    )* };
}
/// The type of a key.
type Base<K> = <<K as PageKey>::Column as crate::expr::Expr>::Base;
after! {
    [A A1 A2] [A A1]
    [A A1 A2, B B1 B2] [A A1 B B1]
    [A A1 A2, B B1 B2, C C1 C2] [A A1 B B1 C C1]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2] [A A1 B B1 C C1 D D1]
}
