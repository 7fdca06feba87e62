//! The clauses of a statement, as pieces of SQL.

use crate::{
    Result,
    expr::{And, Bind, LimitKind, Limited, Unlimited},
    node,
    schema::Table,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

/// A clause that is not there.
#[derive(Debug, Clone, Copy)]
pub struct Absent;
crate::no_sql!(Absent);

/// A clause that may be absent.
pub trait Clause {
    /// Whether it is there.
    const THERE: bool = true;
}
impl Clause for Absent {
    const THERE: bool = false;
}
impl<C> Clause for Where<C> {}
impl<X, C> Clause for Having<X, C> {}
impl Clause for Distinct {}
impl<T> Clause for DistinctOn<T> {}
impl<T> Clause for OrderBy<T> {}
impl<N> Clause for Limit<N> {}
impl<N, M> Clause for LimitOffset<N, M> {}
impl<M> Clause for Offset<M> {}

node!(/** `WHERE condition` */ Where<C> = " WHERE " C);
node!(/** `GROUP BY terms` */ GroupBy<G> = " GROUP BY " G);
node!(/** `HAVING condition`, behind what the condition adds to GROUP BY. */ Having<X, C> = X " HAVING " C);
node!(/** One piece of SQL behind another. */ Chain<A, B> = A B);
node!(/** `ORDER BY terms` */ OrderBy<T> = " ORDER BY " T);
node!(/** One list after another. */ Then<A, B> = A ", " B);
node!(/** `DISTINCT` */ Distinct<> = "DISTINCT ");
node!(/** `DISTINCT ON (terms)`: PostgreSQL. */ DistinctOn<T> {
    PostgreSQL => ["DISTINCT ON (" T ") "];
    SQLite, MySQL, MariaDB => lacks "`DISTINCT ON` does not exist on {Self}, only on PostgreSQL: number the rows of each group in a `derived(..)`, and filter";
    AnyDialect => lacks "`DISTINCT ON` does not exist on every backend, only on PostgreSQL"
});
node!(/** `LIMIT n` */ Limit<N> = " LIMIT " N);
node!(/** `LIMIT n OFFSET m` */ LimitOffset<N, M> = " LIMIT " N " OFFSET " M);
node!(/** `OFFSET m` without a limit */ Offset<M> {
    SQLite => [" LIMIT -1 OFFSET " M];
    PostgreSQL => [" OFFSET " M];
    MySQL, MariaDB => [" LIMIT 18446744073709551615 OFFSET " M]
});

/// How many rows to skip.
pub type Number = Bind<i64>;

/// How many rows a query gives at most.
#[derive(Debug, Clone, Copy)]
pub struct RowCount(Number);
impl RowCount {
    pub(super) fn new(n: i64) -> Self {
        Self(Bind::new(n))
    }
}
/// SQLite plans by the number in a LIMIT, and so prepares the statement again each time that one is bound; not if it is part
/// of an expression.
const UNPLANNED: Tok = Tok::Each(&[Tok::Lit(" + 0"), Tok::Lit(""), Tok::Lit(""), Tok::Lit("")]);
impl<D: Dialect> Sql<D> for RowCount {
    const TOK: Tok = Tok::Seq(const { &[<Number as Sql<D>>::TOK, UNPLANNED] });
    fn render(&self, w: &mut Writer) {
        Sql::<D>::render(&self.0, w);
        w.tok(&UNPLANNED);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        Sql::<D>::bind(&self.0, binder)
    }
}

/// A clause of conditions that another condition can be added to.
pub trait AddCondition<C> {
    /// The clause with both.
    type With;
    /// Adds it.
    fn and(self, condition: C) -> Self::With;
}
impl<C> AddCondition<C> for Absent {
    type With = Where<C>;
    #[inline]
    fn and(self, condition: C) -> Where<C> {
        Where { C: condition }
    }
}
impl<P, C> AddCondition<C> for Where<P> {
    type With = Where<And<P, C>>;
    #[inline]
    fn and(self, condition: C) -> Self::With {
        Where { C: And::new(self.C, condition) }
    }
}

/// A HAVING clause that another condition can be added to.
///
/// `X` is what the condition adds to GROUP BY.
pub trait AddHaving<X, C> {
    /// The clause with both.
    type With;
    /// Adds it.
    fn and_having(self, extra: X, condition: C) -> Self::With;
}
impl<X, C> AddHaving<X, C> for Absent {
    type With = Having<X, C>;
    fn and_having(self, extra: X, condition: C) -> Having<X, C> {
        Having { X: extra, C: condition }
    }
}
impl<Y, P, X, C> AddHaving<X, C> for Having<Y, P> {
    type With = Having<Chain<Y, X>, And<P, C>>;
    fn and_having(self, extra: X, condition: C) -> Self::With {
        Having { X: Chain { A: self.X, B: extra }, C: And::new(self.C, condition) }
    }
}

/// An ORDER BY clause that more terms can be added to.
pub trait AddOrder<T> {
    /// The clause with all.
    type With;
    /// Adds them.
    fn then(self, terms: T) -> Self::With;
}
impl<T> AddOrder<T> for Absent {
    type With = OrderBy<T>;
    #[inline]
    fn then(self, terms: T) -> OrderBy<T> {
        OrderBy { T: terms }
    }
}
impl<P, T> AddOrder<T> for OrderBy<P> {
    type With = OrderBy<Then<P, T>>;
    #[inline]
    fn then(self, terms: T) -> Self::With {
        OrderBy { T: Then { A: self.T, B: terms } }
    }
}

/// A LIMIT clause to which `.limit(..)` can be said.
#[diagnostic::on_unimplemented(message = "this query has a limit already", label = "a second `.limit(..)`")]
pub trait SetLimit {
    /// The clause with the limit.
    type With;
    /// Sets it.
    fn limit(self, n: i64) -> Self::With;
}
impl SetLimit for Absent {
    type With = Limit<RowCount>;
    fn limit(self, n: i64) -> Self::With {
        Limit { N: RowCount::new(n) }
    }
}
impl SetLimit for Offset<Number> {
    type With = LimitOffset<RowCount, Number>;
    fn limit(self, n: i64) -> Self::With {
        LimitOffset { N: RowCount::new(n), M: self.M }
    }
}

/// A LIMIT clause to which `.offset(..)` can be said.
#[diagnostic::on_unimplemented(message = "this query has an offset already", label = "a second `.offset(..)`")]
pub trait SetOffset {
    /// The clause with the offset.
    type With;
    /// Sets it.
    fn offset(self, n: i64) -> Self::With;
}
impl SetOffset for Absent {
    type With = Offset<Number>;
    fn offset(self, n: i64) -> Self::With {
        Offset { M: Bind::new(n) }
    }
}
impl SetOffset for Limit<RowCount> {
    type With = LimitOffset<RowCount, Number>;
    fn offset(self, n: i64) -> Self::With {
        LimitOffset { N: self.N, M: Bind::new(n) }
    }
}

/// The table `T`, in FROM and after INSERT INTO, UPDATE, DELETE FROM.
pub struct FromTable<T>(PhantomData<fn() -> T>);
impl<T> FromTable<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T> Clone for FromTable<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for FromTable<T> {}
impl<D: Dialect, T: Table> Sql<D> for FromTable<T> {
    const TOK: Tok = Tok::Reads(T::NAME, &T::FROM);
}

/// The name of a table that is written, or of a shape that a query in front of it fills.
#[derive(Debug)]
pub struct TableName<T>(PhantomData<fn() -> T>);
impl<T> TableName<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}
impl<T> Clone for TableName<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for TableName<T> {}
impl<D: Dialect, T: Table> Sql<D> for TableName<T> {
    const TOK: Tok = T::FROM;
}

/// A query, or a LIMIT clause, that has a limit or none.
pub trait Limits {
    /// Which.
    type Limit: LimitKind;
}
/// One line per clause.
macro_rules! limits {
    ($($clause:ty => $kind:ident;)*) => { $(
        impl Limits for $clause {
            type Limit = $kind;
        }
    )* };
}
limits! {
    Absent => Unlimited;
    Limit<RowCount> => Limited;
    Offset<Number> => Limited;
    LimitOffset<RowCount, Number> => Limited;
}

/// The marker of an expression list in SQL: `a, b, c`.
macro_rules! lists {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Dia: Dialect, $($t: Sql<Dia>),+> Sql<Dia> for ($($t,)+) {
            const TOK: Tok = lists!(@toks Dia $($t)+);
            #[allow(non_snake_case)]
            fn render(&self, w: &mut crate::sql::Writer) {
                let ($($t,)+) = self;
                lists!(@render Dia w $($t)+);
            }
            #[allow(non_snake_case)]
            #[inline]
            fn bind<'v, Bin: Binder<'v> + ?Sized>(&'v self, binder: &mut Bin) -> Result<()> {
                let ($($t,)+) = self;
                $(if let Err(error) = Sql::<Dia>::bind($t, binder) {
                    return Err(error);
                })+
                Ok(())
            }
        }
    )* };
    (@toks $d:ident $first:ident $($t:ident)*) => {
        Tok::Seq(&[<$first as Sql<$d>>::TOK, $(Tok::Lit(", "), <$t as Sql<$d>>::TOK),*])
    };
    (@render $d:ident $w:ident $first:ident $($t:ident)*) => {
        Sql::<$d>::render($first, $w);
        $($w.lit(", "); Sql::<$d>::render($t, $w);)*
    };
}
crate::for_tuples!(lists);
