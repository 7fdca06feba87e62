//! Row values: `(orders::year, orders::number).eq((2024, 7))`.

use super::{
    Expr, Fixed, Value,
    list::MOST_WAYS,
    scope::{Both, Uses},
};
use crate::{
    Result, node,
    sql::{Dialect, DialectKind, Sql, Tok, Writer, loose},
    value::Binder,
};

// MariaDB takes a comparison of rows for one that is never NULL, so that IS NULL is false of it; but not within an OR,
// which does not keep it from using an index.
node!(/** `(a, b) = (c, d)` */ RowEq<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") = (" R ")"];
    MySQL, MariaDB => ["((" L ") = (" R ") OR FALSE)"]
});
node!(/** `(a, b) <> (c, d)` */ RowNe<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") <> (" R ")"];
    MySQL, MariaDB => ["((" L ") <> (" R ") OR FALSE)"]
});
node!(/** `(a, b) < (c, d)` */ RowLt<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") < (" R ")"];
    MySQL, MariaDB => ["((" L ") < (" R ") OR FALSE)"]
});
node!(/** `(a, b) <= (c, d)` */ RowLe<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") <= (" R ")"];
    MySQL, MariaDB => ["((" L ") <= (" R ") OR FALSE)"]
});
node!(/** `(a, b) > (c, d)` */ RowGt<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") > (" R ")"];
    MySQL, MariaDB => ["((" L ") > (" R ") OR FALSE)"]
});
node!(/** `(a, b) >= (c, d)` */ RowGe<L, R> @ COMPARISON {
    SQLite, PostgreSQL => ["(" L ") >= (" R ")"];
    MySQL, MariaDB => ["((" L ") >= (" R ") OR FALSE)"]
});

/// Several expressions.
pub trait Exprs {
    /// The columns they use.
    type Uses: Uses;
}

/// Values that stand where those of the expressions `L` are needed, one for each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with the row `{L}`",
    label = "a tuple of as many values, each of the type of its place, is needed"
)]
pub trait FitsRow<L> {
    /// The expressions they become.
    type E: Exprs;
    /// Makes the expressions.
    fn into_row(self) -> Self::E;
}

macro_rules! uses {
    ($one:ident) => { $one::Uses };
    ($first:ident $($more:ident)+) => { Both<$first::Uses, uses!($($more)+)> };
}
macro_rules! rows {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: Expr),+> Exprs for ($($t,)+) {
            type Uses = uses!($($t)+);
        }
        impl<$($t: Fixed),+> Fixed for ($($t,)+) {}
        #[diagnostic::do_not_recommend]
        impl<$($t: Expr, $i: Value<$t::Base, $t>),+> FitsRow<($($t,)+)> for ($($i,)+) {
            type E = ($($i::E,)+);
            #[inline]
            fn into_row(self) -> Self::E {
                ($(self.$n.into_expr(),)+)
            }
        }
        impl<$($t: Expr),+> CompareRows for ($($t,)+) {}
    )* };
}
crate::for_tuples!(rows);

macro_rules! comparisons {
    ($($(#[$m:meta])* $method:ident<$r:ident: $fits:path> -> $node:ident;)*) => {
        /// Comparing rows of values with each other, from left to right.
        pub trait CompareRows: Exprs + Sized {
            $(
                $(#[$m])*
                #[inline]
                fn $method<$r: $fits>(self, other: $r) -> $node<Self, $r::E> {
                    $node { L: self, R: other.into_row() }
                }
            )*

            /// `(a, b) IN ((1, 2), (3, 4))`. An empty list holds nothing: false.
            fn in_list<R: FitsRow<Self>>(self, rows: impl IntoIterator<Item = R>) -> RowInList<Self, R::E, false> {
                RowInList { operand: self, rows: rows.into_iter().map(FitsRow::into_row).collect() }
            }

            /// `(a, b) NOT IN ((1, 2), (3, 4))`. An empty list holds nothing: true.
            fn not_in_list<R: FitsRow<Self>>(self, rows: impl IntoIterator<Item = R>) -> RowInList<Self, R::E, true> {
                RowInList { operand: self, rows: rows.into_iter().map(FitsRow::into_row).collect() }
            }
        }
        $(
            impl<L: Exprs, R: Exprs> Expr for $node<L, R> {
                type Base = bool;
                type Uses = Both<L::Uses, R::Uses>;
            }
            impl<L: Fixed, R: Fixed> Fixed for $node<L, R> {}
            impl<L, R> super::Composed for $node<L, R> {}
        )*
    };
}
comparisons! {
    /// All are equal.
    eq<R: FitsRow<Self>> -> RowEq;
    /// One is different.
    ne<R: FitsRow<Self>> -> RowNe;
    /// The first that is different is less: what comes before a row in an order.
    lt<R: FitsRow<Self>> -> RowLt;
    /// All are equal, or the first that is different is less.
    le<R: FitsRow<Self>> -> RowLe;
    /// The first that is different is greater: the next page of rows that are sorted by these.
    gt<R: FitsRow<Self>> -> RowGt;
    /// All are equal, or the first that is different is greater.
    ge<R: FitsRow<Self>> -> RowGe;
}

/// `(a, b) IN (rows)`, or NOT IN.
#[derive(Debug, Clone)]
pub struct RowInList<L, R, const NOT: bool> {
    operand: L,
    rows: Vec<R>,
}
impl<L: Exprs, R: Exprs, const NOT: bool> Expr for RowInList<L, R, NOT> {
    type Base = bool;
    type Uses = Both<L::Uses, R::Uses>;
}
impl<D: Dialect, L: Sql<D>, R: Sql<D>, const NOT: bool> Sql<D> for RowInList<L, R, NOT> {
    const LOOSE: u8 = loose::COMPARISON;
    const TOK: Tok = Tok::Choice(&[L::TOK, R::TOK]);
    fn render(&self, w: &mut Writer) {
        if self.rows.is_empty() {
            return w.lit(if NOT { "1 = 1" } else { "1 = 0" });
        }
        w.lit("(");
        self.operand.render(w);
        w.lit(if NOT { ") NOT IN (" } else { ") IN (" });
        // SQLite has lists of rows only as a table.
        w.lit(if w.style().kind == DialectKind::Sqlite { "VALUES " } else { "" });
        for (i, row) in self.rows.iter().enumerate() {
            w.lit(if i > 0 { ", (" } else { "(" });
            row.render(w);
            w.lit(")");
        }
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        binder.way(self.rows.len(), MOST_WAYS);
        if self.rows.is_empty() {
            return Ok(());
        }
        self.operand.bind(binder)?;
        self.rows.iter().try_for_each(|row| row.bind(binder))
    }
}
