//! Lists of values as tables.

use super::{
    Rename, Source, TableName, Tabular,
    assign::Assigned,
    derived::DerivedSql,
    insert::NoScope,
    pinned::{NoPinnedRow, NoRow, NoRowOf, Pin},
};
use crate::{
    Result,
    expr::{Assign, Holds, Subquery, scope::Empty},
    node,
    schema::{Column, Shape},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Null},
};
/// Rows of values that fill the shape `T`. Made by [`rows`].
pub struct RowList<T, L> {
    sql: RowsSql<NoRow<T>, RowsOf<L>>,
}
impl<T, L: Clone> Clone for RowList<T, L> {
    fn clone(&self) -> Self {
        Self { sql: self.sql.clone() }
    }
}
impl<T, L: Copy> Copy for RowList<T, L> {}

/// A list of values as a table: `VALUES (..), (..)`. An array or a vector of tuples, one value for each column of the
/// shape; it may be empty.
///
/// The text of an array is constant.
///
/// ```
/// # use aludel_macros::{shape, table};
/// # use aludel_core::{expr::*, query::{from, rows}};
/// # table! { pub struct Sale in sales { #[primary_key(auto)] id: i64, kind: i64, price: f64 } }
/// shape! { pub kinds { id: i64, name: String } }
///
/// # fn main() {
/// let query = from(sales::table)
///     .join(rows(kinds::table, [(1, "retail"), (2, "wholesale")]), kinds::id.eq(sales::kind))
///     .select((kinds::name, sales::price));
/// # }
/// ```
#[inline]
pub fn rows<T: Shape, R: IntoRows<T::Columns, I>, I>(shape: T, rows: R) -> RowList<T, R::List> {
    let _ = shape;
    RowList { sql: RowsSql { H: NoRow::default(), R: RowsOf(rows.into_rows()) } }
}

/// Rows for the columns `C`: an array or a vector of tuples of values.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of rows for the columns `{C}`",
    label = "an array or a vector of tuples is needed, one value for each column"
)]
pub trait IntoRows<C, I> {
    /// The rows as SQL.
    type List;
    /// Makes them.
    fn into_rows(self) -> Self::List;
}
#[diagnostic::do_not_recommend]
impl<C, R: RowFor<C, I>, I, const N: usize> IntoRows<C, I> for [R; N] {
    type List = [R::Row; N];
    #[inline]
    fn into_rows(self) -> Self::List {
        self.map(RowFor::into_row)
    }
}
#[diagnostic::do_not_recommend]
impl<C, R: RowFor<C, I>, I> IntoRows<C, I> for Vec<R> {
    type List = Vec<R::Row>;
    fn into_rows(self) -> Self::List {
        self.into_iter().map(RowFor::into_row).collect()
    }
}

/// A tuple of values, one for each of the columns `C`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row for the columns `{C}`",
    label = "a tuple of values is needed, one for each column; for one column `(value,)`"
)]
pub trait RowFor<C, I> {
    /// The values as SQL.
    type Row;
    /// Makes it.
    fn into_row(self) -> Self::Row;
}
/// The Rust types of columns.
pub trait ShapeTypes {
    /// The types, as a tuple.
    type Types;
}
/// Two tuples in step: `$t` are the values, `$i` the columns.
macro_rules! values {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: Column),+> ShapeTypes for ($($t,)+) {
            type Types = ($(<$t::Null as Null>::Wrap<$t::Base>,)+);
        }
        values!(@row [$($t $n $i),+]);
    )* };
    (@row [$($t:ident $n:tt $i:ident),+]) => {
        #[diagnostic::do_not_recommend]
        impl<Ix, $($t, $i: Column),+> RowFor<($($i,)+), Ix> for ($($t,)+)
        where
            $($t: Assign<$i>,)+
            ($($t::E,)+): EachAssigned<($($i,)+), Ix>,
        {
            type Row = ($($t::E,)+);
            #[inline]
            fn into_row(self) -> Self::Row {
                ($(<$t::By as Holds<$t, $t::E>>::hold(self.$n),)+)
            }
        }
    };
}
crate::for_tuples!(values);

/// Values that fit the columns `C`, without a column of any table.
pub trait EachAssigned<C, I> {}
macro_rules! each {
    ($([$($t:ident $c:ident $i:ident),+])*) => { $(
        impl<$($t: Assigned<NoScope, $c, $i>, $c, $i),+> EachAssigned<($($c,)+), ($($i,)+)> for ($($t,)+) {}
    )* };
}
each! {
    [A A1 A2]
    [A A1 A2, B B1 B2]
    [A A1 A2, B B1 B2, C C1 C2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2, H H1 H2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2, H H1 H2, J J1 J2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2, H H1 H2, J J1 J2, K K1 K2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2, H H1 H2, J J1 J2, K K1 K2, L L1 L2]
    [A A1 A2, B B1 B2, C C1 C2, D D1 D2, E E1 E2, F F1 F2, G G1 G2, H H1 H2, J J1 J2, K K1 K2, L L1 L2, M M1 M2]
}

node!(
    /// Rows as SQL, behind a head that has the names and types of the columns and no row: so a list may be empty, and its
    /// types do not depend on its first row.
    RowsSql<H, R> = "SELECT " H R
);
node!(
    /// Rows as one SELECT: a recursive query of MariaDB does not mix UNION ALL and UNION.
    Listed<Q> = "SELECT * FROM (" Q ") AS listed"
);
/// The rows of a list, behind its head.
#[derive(Debug, Clone, Copy)]
pub struct RowsOf<L>(L);

const VALUES: Tok = Tok::Lit(" UNION ALL VALUES (");
const SELECT: Tok = Tok::Lit(" UNION ALL SELECT ");
const MORE: Tok = Tok::Lit(", (");
/// What stands before the first row. MySQL spells it `VALUES ROW(..)`; MariaDB does not know that, and cuts text that is
/// bound in a VALUES behind a SELECT.
const FIRST: Tok = Tok::Each(&[VALUES, VALUES, SELECT, SELECT]);
/// What stands before each further row.
const NEXT: Tok = Tok::Each(&[MORE, MORE, SELECT, SELECT]);
/// What stands behind a row.
const END: Tok = Tok::Each(&[Tok::Lit(")"), Tok::Lit(")"), Tok::Lit(""), Tok::Lit("")]);

fn render_rows<D: Dialect, R: Sql<D>>(rows: &[R], w: &mut Writer) {
    for (i, row) in rows.iter().enumerate() {
        w.tok(if i == 0 { &FIRST } else { &NEXT });
        row.render(w);
        w.tok(&END);
    }
}
impl<D: Dialect, R: Sql<D>, const N: usize> Sql<D> for RowsOf<[R; N]> {
    const TOK: Tok = Tok::Seq(
        const {
            &{
                let mut rows = [Tok::Seq(const { &[NEXT, R::TOK, END] }); N];
                if N > 0 {
                    rows[0] = Tok::Seq(const { &[FIRST, R::TOK, END] });
                }
                rows
            }
        },
    );
    fn render(&self, w: &mut Writer) {
        render_rows(&self.0, w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|row| row.bind(binder))
    }
}
impl<D: Dialect, R: Sql<D>> Sql<D> for RowsOf<Vec<R>> {
    const TOK: Tok = Tok::Dynamic;
    fn render(&self, w: &mut Writer) {
        render_rows(&self.0, w);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.iter().try_for_each(|row| row.bind(binder))
    }
}

impl<D: Dialect, T, L> Sql<D> for RowList<T, L>
where
    RowsSql<NoRow<T>, RowsOf<L>>: Sql<D>,
{
    const TOK: Tok = <RowsSql<NoRow<T>, RowsOf<L>> as Sql<D>>::TOK;
    fn render(&self, w: &mut Writer) {
        Sql::<D>::render(&self.sql, w);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.sql, binder)
    }
}
impl<T, L> Subquery for RowList<T, L> {
    type Outer = Empty;
    type Limit = crate::expr::Unlimited;
}
impl<T: Shape<Columns: ShapeTypes>, L> Tabular for RowList<T, L> {
    type Columns = <T::Columns as ShapeTypes>::Types;
}
impl<T, L, C> Rename<C> for RowList<T, L> {
    type Renamed = RowsSql<NoRowOf<C>, RowsOf<L>>;
    fn rename(self) -> Self::Renamed {
        RowsSql { H: NoRowOf::default(), R: self.sql.R }
    }
}
impl<T, L, C> Pin<C> for RowList<T, L> {
    type Pinned = Listed<RowsSql<NoPinnedRow<T>, RowsOf<L>>>;
    fn pin(self) -> Self::Pinned {
        Listed { Q: RowsSql { H: NoPinnedRow::default(), R: self.sql.R } }
    }
}
#[diagnostic::do_not_recommend]
impl<T: Shape, L> Source for RowList<T, L> {
    type Table = T;
    type Origin = super::Given;
    type Sql = DerivedSql<RowsSql<NoRow<T>, RowsOf<L>>, TableName<T>>;
    #[inline]
    fn into_source(self) -> Self::Sql {
        DerivedSql { Q: self.sql, T: TableName::new() }
    }
}
