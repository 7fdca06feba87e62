//! Rows of a query in one value of another: a user with all its posts.

use super::{Absent, Everything, Limit, OrderBy, RowOf, Select, SelectSql, Selected, Then, Ungrouped};
use crate::{
    Result,
    expr::{
        Expr, PerRowExpr, SortTerms, Typed, column_tok,
        scope::{Correlated, Empty, Joined, RowLevel, Scope, Uses},
        typed,
    },
    node,
    schema::{BaseTable, Column, Record, Table},
    sql::{Dialect, Names, Sql, Tok, Writer},
    value::{Binder, Load, NestedRow, NotNull, Scalar, SqlType},
};
use std::marker::PhantomData;

// Two things are told to the database that SQL does not need: a column of the query's own table stands in each aggregate,
// which otherwise could be taken for one of the query around; and no order is that of a derived table, which MariaDB
// drops, and cannot correlate.
node!(/** The rows of a query as one JSON array of arrays. */ NestedSql<C, F, W, O, A> {
    SQLite => [
        "(SELECT json_group_array(json_array(" C ")" O ") FILTER (WHERE (" A " IS NULL) IS NOT NULL) FROM " F W ")"
    ];
    PostgreSQL => [
        "(SELECT coalesce(jsonb_agg(jsonb_build_array(" C ")" O ") FILTER (WHERE (" A " IS NULL) IS NOT NULL), '[]') FROM "
        F W ")"
    ];
    MySQL, MariaDB => [
        "(SELECT coalesce(concat('[', group_concat(CAST(json_array(" C ") AS CHAR), if(" A " IS NULL, '', '')" O
        " SEPARATOR ','), ']'), '[]') FROM " F W ")"
    ]
});

// MySQL cuts no aggregate, MariaDB correlates no derived table.
node!(/** As [`NestedSql`], of the first so many rows. */ NestedCutSql<C, F, W, O, A, L> {
    SQLite => [
        "(SELECT json_group_array(json(cut.line)) FROM (SELECT json_array(" C ") AS line FROM " F W O L ") AS cut)"
    ];
    PostgreSQL => [
        "(SELECT coalesce(jsonb_agg(cut.line), '[]') FROM (SELECT jsonb_build_array(" C ") AS line FROM " F W O L
        ") AS cut)"
    ];
    MySQL => [
        "(SELECT coalesce(concat('[', group_concat(CAST(cut.line AS CHAR) SEPARATOR ','), ']'), '[]') FROM (SELECT json_array(" C
        ") AS line FROM " F W O L ") AS cut)"
    ];
    MariaDB => [
        "(SELECT coalesce(concat('[', group_concat(CAST(json_array(" C ") AS CHAR), if(" A " IS NULL, '', '')" O
        " SEPARATOR ','" L "), ']'), '[]') FROM " F W ")"
    ]
});

/// One cell of a nested row: an expression, so written in JSON that its very value can be read again.
#[derive(Debug, Clone, Copy)]
pub struct Cell<E>(E);
impl<D: Dialect, E: Expr + Sql<D>> Sql<D> for Cell<E> {
    const TOK: Tok = Tok::Seq(&[before(<E::Base as Scalar>::TYPE), E::TOK, after(<E::Base as Scalar>::TYPE)]);
    fn render(&self, w: &mut Writer) {
        w.tok(const { &before(<E::Base as Scalar>::TYPE) });
        self.0.render(w);
        w.tok(const { &after(<E::Base as Scalar>::TYPE) });
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// What stands around a cell of each type, before it and behind it: on SQLite, PostgreSQL, MySQL and MariaDB.
///
/// JSON writes floats of SQLite with fifteen digits, `quote` with all; the text of a time on PostgreSQL depends on the
/// session, its number does not.
macro_rules! around {
    ($($($ty:ident)|+: [$s:literal $p:literal $m:literal] [$s2:literal $p2:literal $m2:literal];)*) => {
        const fn before(ty: SqlType) -> Tok {
            match ty {
                $($(SqlType::$ty)|+ => Tok::Each(&[Tok::Lit($s), Tok::Lit($p), Tok::Lit($m), Tok::Lit($m)]),)*
                SqlType::Array(of) => Tok::Lit(if is_exact_in_json(*of) { "" } else { "CAST(" }),
                SqlType::Interval => panic!("an interval cannot be nested: nest its parts, `extract(unit::Day, ..)`, or `total_micros(..)`"),
                SqlType::Range(_) => panic!("a range cannot be nested: nest its ends, `lower_end(..)` and `upper_end(..)`"),
            }
        }
        const fn after(ty: SqlType) -> Tok {
            match ty {
                $($(SqlType::$ty)|+ => Tok::Each(&[Tok::Lit($s2), Tok::Lit($p2), Tok::Lit($m2), Tok::Lit($m2)]),)*
                SqlType::Array(of) => Tok::Lit(if is_exact_in_json(*of) { "" } else { " AS text[])" }),
                SqlType::Range(_) | SqlType::Interval => Tok::Lit(""),
            }
        }
    };
}
around! {
    Bool | I16 | I32 | I64: ["" "" ""] ["" "" ""];
    F32 | F64: ["nullif(quote(" "CAST(CAST(" "CAST(("] ["), 'NULL')" " AS double precision) AS text)" ") * 1e0 AS CHAR)"];
    Text: ["" "CAST(" "CAST("] ["" " AS text)" " AS CHAR)"];
    Bytes: ["nullif(quote(" "encode(" "hex("] ["), 'NULL')" ", 'hex')" ")"];
    Uuid: ["nullif(quote(" "CAST(" "hex("] ["), 'NULL')" " AS text)" ")"];
    Date: ["" "((" "CAST("] ["" ") - DATE '1970-01-01')" " AS CHAR)"];
    Time | Timestamp | TimestampTz: ["" "CAST(extract(epoch FROM " "CAST("] ["" ") * 1000000 AS bigint)" " AS CHAR)"];
    Decimal: ["" "CAST(" "CAST("] ["" " AS text)" " AS CHAR)"];
    Json: ["((" "CAST(" "CAST("] [") || '')" " AS text)" " AS CHAR)"];
}

/// Whether PostgreSQL's JSON of an array of these says their very values; of others their texts do.
const fn is_exact_in_json(ty: SqlType) -> bool {
    !matches!(ty, SqlType::F32 | SqlType::F64 | SqlType::Decimal | SqlType::Bytes | SqlType::Json | SqlType::Interval)
}

/// A list of expressions as cells.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of expressions of single rows",
    label = "an aggregate, a window function or something else stands in this list",
    note = "`nested` gathers the rows as they are"
)]
pub trait CellList {
    /// The cells.
    type Cells;
    /// Makes them.
    fn into_cells(self) -> Self::Cells;
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: PerRowExpr),+> CellList for ($($t,)+) {
            type Cells = ($(Cell<$t>,)+);
            fn into_cells(self) -> Self::Cells {
                ($(Cell(self.$n),)+)
            }
        }
        impl<Dia: Dialect, Rest: ColumnCells<Dia>, $($t: Column),+> ColumnCells<Dia> for (($($t,)+), Rest) {
            const FIRST: Tok = Tok::Seq(&[$(Tok::Lit(if $n == 0 { "" } else { ", " }), column_cell::<Dia, $t>(),)+ Rest::MORE]);
            const MORE: Tok = Tok::Seq(&[$(Tok::Lit(", "), column_cell::<Dia, $t>(),)+ Rest::MORE]);
        }
    )* };
}
crate::for_tuples!(tuples);

/// All columns of a table as cells, by its [`Chunks`](BaseTable::Chunks).
pub trait ColumnCells<D: Dialect> {
    /// The cells.
    const FIRST: Tok;
    /// The same, each behind a comma.
    const MORE: Tok;
}
impl<D: Dialect> ColumnCells<D> for () {
    const FIRST: Tok = Tok::Lit("");
    const MORE: Tok = Tok::Lit("");
}
const fn column_cell<D: Dialect, C: Column>() -> Tok {
    Tok::Seq(const { &[before(<C::Base as Scalar>::TYPE), column_tok::<C, D>(), after(<C::Base as Scalar>::TYPE)] })
}

/// All columns of the table `T`, as cells.
pub struct TableCells<T>(PhantomData<fn() -> T>);
impl<T> Clone for TableCells<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for TableCells<T> {}
impl<D: Dialect, T: BaseTable<Chunks: ColumnCells<D>>> Sql<D> for TableCells<T> {
    const TOK: Tok = <T::Chunks as ColumnCells<D>>::FIRST;
}

/// What a nested query selects: its rows can be read again.
#[diagnostic::on_unimplemented(
    message = "`nested` cannot take what this query selects",
    label = "a tuple, the rows of one table, or a struct of `row!` is needed",
    note = "select a tuple, of one expression too: `.select((posts::title,))`",
    note = "for a struct of your own, declare it: `row! {{ struct Line {{ title: String = posts::title }} }}`, and select `Line::row()`"
)]
pub trait NestedList<Row, Cells> {
    /// Makes the cells.
    fn into_cells(self) -> Cells;
}
#[diagnostic::do_not_recommend]
impl<P: CellList, R: NestedRow> NestedList<R, P::Cells> for Selected<P, R> {
    fn into_cells(self) -> P::Cells {
        self.0.into_cells()
    }
}
// A function, not a closure: then it is the one that `row!` declares, and the fields are in the order of the struct.
#[diagnostic::do_not_recommend]
impl<P: CellList, A: Load, R: NestedRow> NestedList<R, P::Cells> for RowOf<P, A, fn(A) -> R> {
    fn into_cells(self) -> P::Cells {
        self.into_projection().into_cells()
    }
}
#[diagnostic::do_not_recommend]
impl<T: BaseTable, O> NestedList<T::Row, TableCells<T>> for Everything<Scope<Joined<T, NotNull, Empty>, O>> {
    fn into_cells(self) -> TableCells<T> {
        TableCells(PhantomData)
    }
}
#[diagnostic::do_not_recommend]
impl<R: Record> NestedRow for R {}

/// An ORDER BY that can stand inside of an aggregate.
#[diagnostic::on_unimplemented(
    message = "nested rows cannot be sorted by a window function",
    label = "this is sorted by a window function"
)]
pub trait NestedOrder {}
#[diagnostic::do_not_recommend]
impl NestedOrder for Absent {}
#[diagnostic::do_not_recommend]
impl<T: SortsNested> NestedOrder for OrderBy<T> {}
/// Terms of such an ORDER BY.
pub trait SortsNested {}
#[diagnostic::do_not_recommend]
impl<T: SortTerms<Uses: Uses<Kind: RowLevel>>> SortsNested for T {}
#[diagnostic::do_not_recommend]
impl<A: SortsNested, B: SortsNested> SortsNested for Then<A, B> {}

/// A column of the table `T`, whichever.
pub struct AnyOf<T>(PhantomData<fn() -> T>);
impl<T> Clone for AnyOf<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for AnyOf<T> {}
impl<D: Dialect, T: Table> Sql<D> for AnyOf<T> {
    const TOK: Tok = Tok::Column { table: T::NAME, name: T::COLUMN_NAMES[0] };
}

/// A query that can be nested: of plain rows.
#[diagnostic::on_unimplemented(
    message = "`nested` takes a query of plain rows, and this one is not",
    label = "a SELECT without DISTINCT, GROUP BY and aggregates is needed",
    note = "group them in a `derived(..)`, and nest the rows of that"
)]
pub trait Nestable<Row, Outer, N> {
    /// Makes the rows one value.
    fn into_nested(self) -> N;
}
/// The limit of a nested query: none, or `LIMIT n`.
#[diagnostic::on_unimplemented(
    message = "nested rows cannot have this limit",
    label = "`.limit(n)` is taken, an offset is not"
)]
pub trait NestedLimit {
    /// What says it with the parts `C F W O A`.
    type Sql<C, F, W, O, A>;
    /// Makes it.
    #[allow(non_snake_case, reason = "parts are named as in `node!`")]
    fn nest<C, F, W, O, A>(self, C: C, F: F, W: W, O: O, A: A) -> Self::Sql<C, F, W, O, A>;
}
#[diagnostic::do_not_recommend]
#[allow(non_snake_case, reason = "parts are named as in `node!`")]
impl NestedLimit for Absent {
    type Sql<C, F, W, O, A> = NestedSql<C, F, W, O, A>;
    fn nest<C, F, W, O, A>(self, C: C, F: F, W: W, O: O, A: A) -> NestedSql<C, F, W, O, A> {
        NestedSql { C, F, W, O, A }
    }
}
#[diagnostic::do_not_recommend]
#[allow(non_snake_case, reason = "parts are named as in `node!`")]
impl<N> NestedLimit for Limit<N> {
    type Sql<C, F, W, O, A> = NestedCutSql<C, F, W, O, A, Self>;
    fn nest<C, F, W, O, A>(self, C: C, F: F, W: W, O: O, A: A) -> NestedCutSql<C, F, W, O, A, Self> {
        NestedCutSql { C, F, W, O, A, L: self }
    }
}

/// A nested query `N` of the cells `C`.
#[derive(Debug)]
pub struct NestedIn<C, N>(N, PhantomData<fn() -> C>);
crate::cloned!(NestedIn<C, N> { 0: N, 1 };);
impl<D: Dialect, C, N: Sql<D>> Sql<D> for NestedIn<C, N> {
    const TOK: Tok = Tok::Full(&N::TOK);
    fn render(&self, w: &mut Writer) {
        w.naming(Names::Full, |w| self.0.render(w));
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

// What it makes are parameters, not associated types: so a mistake breaks one bound, and is told once.
impl<T, N, R, Outer, P: NestedList<Row, Cells>, F, W, O: NestedOrder, L: NestedLimit, Row, Cells>
    Nestable<Row, Outer, NestedIn<Cells, L::Sql<Cells, F, W, O, AnyOf<T>>>>
    for Select<Scope<Joined<T, N, R>, Outer>, Ungrouped, SelectSql<Absent, P, F, W, Absent, Absent, O, L>>
{
    fn into_nested(self) -> NestedIn<Cells, L::Sql<Cells, F, W, O, AnyOf<T>>> {
        let SelectSql { P, F, W, O, L, .. } = self.sql;
        NestedIn(L.nest(P.into_cells(), F, W, O, AnyOf(PhantomData)), PhantomData)
    }
}

/// The rows of a query as one value, a `Vec`: for each user all its posts, in one statement. Of no rows it is empty, never
/// NULL.
///
/// ```
/// # use aludel_macros::{row, table};
/// # use aludel_core::{expr::*, query::*};
/// # table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
/// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, author_id: i64, title: String } }
/// row! { pub struct PostLine { pub title: String = posts::title } }
/// # fn main() {
/// let of_user = from(posts::table)
///     .correlate(users::table)
///     .filter(posts::author_id.eq(users::id))
///     .order_by(posts::id)
///     .select(PostLine::row());
/// let users = from(users::table).select((users::name, nested(of_user)));
/// # fn rows<Q: Query<Row = (String, Vec<PostLine>)>>(_: &Q) {}
/// rows(&users);
/// # }
/// ```
///
/// The rows are tuples, those of a table (without `.select(..)`), or a struct that `row!` declares; what is
/// nested may nest. They travel as JSON, and each value is read as from a column of its own: decimals, floats, bytes and
/// times to the last digit, on every backend. Without `order_by` they come as they come. With `.limit(n)` they are the
/// first so many of each.
#[inline]
pub fn nested<Q: Nestable<R, O, N>, R, O, N>(query: Q) -> Typed<N, Vec<R>, Correlated<O>> {
    typed(query.into_nested())
}
