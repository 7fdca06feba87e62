//! Columns with a type said in the SQL, where the database would take it from a first row.

use super::{RowOf, Select, SelectSql, Selected};
use crate::{
    Result,
    expr::{Expr, cast_tok},
    schema::{Column, Shape},
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Scalar, SqlType},
};
use std::marker::PhantomData;

/// What stands before and behind an operand whose type is pinned. SQLite's values have their types themselves.
///
/// In a recursive query PostgreSQL refuses a `varchar(50)` that grows, and MariaDB cuts it: both get a type without an
/// end.
const fn pin(ty: SqlType) -> ([Tok; 4], [Tok; 4]) {
    const NOTHING: Tok = Tok::Lit("");
    const CAST: Tok = Tok::Lit("CAST(");
    let (before, after) = cast_tok(ty);
    let mysql = match ty {
        SqlType::Text | SqlType::Json => Some(" AS CHAR(1000000))"),
        SqlType::Bytes => Some(" AS BINARY(1000000))"),
        SqlType::Decimal => Some(" AS DECIMAL(65, 30))"),
        _ => None,
    };
    let (open, close) = match mysql {
        Some(close) => (CAST, Tok::Lit(close)),
        None => (before[2], after[2]),
    };
    ([NOTHING, before[1], open, open], [NOTHING, after[1], close, close])
}

/// A select list `P` whose columns have the types of the columns `C`, a tuple.
pub struct Pinned<P, C>(P, PhantomData<fn() -> C>);
impl<P: Clone, C> Clone for Pinned<P, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}
impl<P: Copy, C> Copy for Pinned<P, C> {}

/// A part of a list: its comma, what stands before, and what stands behind an operand of column `C`.
struct Around<C, const N: usize>(PhantomData<C>);
impl<C: Column, const N: usize> Around<C, N> {
    const COMMA: Tok = Tok::Lit(if N == 0 { "" } else { ", " });
    const BEFORE: Tok = Tok::Each(const { &pin(<C::Base as Scalar>::TYPE).0 });
    const AFTER: Tok = Tok::Each(const { &pin(<C::Base as Scalar>::TYPE).1 });
    const NAMED: Tok = Tok::Seq(const { &[Tok::Lit(" AS "), Tok::Ident(C::NAME)] });
    /// `CAST(NULL AS type) AS name`
    const NULL: Tok = Tok::Seq(
        const {
            &[
                Self::COMMA,
                Tok::Each(const { &cast_tok(<C::Base as Scalar>::TYPE).0 }),
                Tok::Lit("NULL"),
                Tok::Each(const { &cast_tok(<C::Base as Scalar>::TYPE).1 }),
                Self::NAMED,
            ]
        },
    );
    const PINNED_NULL: Tok =
        Tok::Seq(const { &[Self::COMMA, Self::BEFORE, Tok::Lit("NULL"), Self::AFTER, Self::NAMED] });
}

impl<D: Dialect, P: Expr + Sql<D>, C: Column> Sql<D> for Pinned<P, (C,)> {
    const TOK: Tok = Tok::Seq(&[Around::<C, 0>::BEFORE, P::TOK, Around::<C, 0>::AFTER]);
    fn render(&self, w: &mut Writer) {
        w.tok(&Around::<C, 0>::BEFORE);
        self.0.render(w);
        w.tok(&Around::<C, 0>::AFTER);
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// A list of a NULL for each column of a tuple.
pub trait Nulls {
    /// The list, with names.
    const LIST: Tok;
    /// The list with pinned types, with names.
    const PINNED: Tok;
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Dia: Dialect, $($t: Sql<Dia>, $i: Column),+> Sql<Dia> for Pinned<($($t,)+), ($($i,)+)> {
            const TOK: Tok = Tok::Seq(&[
                $(Around::<$i, $n>::COMMA, Around::<$i, $n>::BEFORE, <$t as Sql<Dia>>::TOK, Around::<$i, $n>::AFTER),+
            ]);
            fn render(&self, w: &mut Writer) {
                $(
                    w.tok(&Around::<$i, $n>::COMMA);
                    w.tok(&Around::<$i, $n>::BEFORE);
                    Sql::<Dia>::render(&self.0.$n, w);
                    w.tok(&Around::<$i, $n>::AFTER);
                )+
            }
            fn bind<'v, Bin: Binder<'v> + ?Sized>(&'v self, binder: &mut Bin) -> Result<()> {
                $(Sql::<Dia>::bind(&self.0.$n, binder)?;)+
                Ok(())
            }
        }
        impl<$($t: Column),+> Nulls for ($($t,)+) {
            const LIST: Tok = Tok::Seq(&[$(Around::<$t, $n>::NULL),+]);
            const PINNED: Tok = Tok::Seq(&[$(Around::<$t, $n>::PINNED_NULL),+]);
        }
    )* };
}
crate::for_tuples!(tuples);

macro_rules! no_row {
    ($($(#[$m:meta])* $name:ident = $list:ident;)*) => { $(
        $(#[$m])*
        #[derive(Debug)]
        pub struct $name<T>(PhantomData<fn() -> T>);
        impl<T> Default for $name<T> {
            fn default() -> Self {
                Self(PhantomData)
            }
        }
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }
        impl<T> Copy for $name<T> {}
        impl<D: Dialect, T: Shape<Columns: Nulls>> Sql<D> for $name<T> {
            const TOK: Tok = Tok::Seq(&[<T::Columns as Nulls>::$list, Tok::Each(&NO_ROW)]);
        }
    )* };
}
no_row! {
    /// The columns of a shape in a query without rows.
    NoRow = LIST;
    /// The columns of a shape, with pinned types, in a query without rows.
    NoPinnedRow = PINNED;
}
/// The columns `C`, a tuple, in a query without rows.
#[derive(Debug)]
pub struct NoRowOf<C>(PhantomData<fn() -> C>);
impl<C> Default for NoRowOf<C> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
impl<D: Dialect, C: Nulls> Sql<D> for NoRowOf<C> {
    const TOK: Tok = Tok::Seq(&[C::LIST, Tok::Each(&NO_ROW)]);
}
const WHERE: Tok = Tok::Lit(" WHERE 1 = 0");
const DUAL: Tok = Tok::Lit(" FROM DUAL WHERE 1 = 0");
/// What stands behind a list of which there is no row.
const NO_ROW: [Tok; 4] = [WHERE, WHERE, DUAL, DUAL];

/// A query whose columns can get the types of the columns `C`, a tuple.
#[diagnostic::on_unimplemented(
    message = "this query cannot be a part of a recursive one",
    label = "a SELECT without ORDER BY and LIMIT, or `rows(..)`, is needed"
)]
pub trait Pin<C> {
    /// The query with the types.
    type Pinned;
    /// Gives it the types.
    fn pin(self) -> Self::Pinned;
}
macro_rules! pin {
    ($([$($g:ident),*] $list:ty => $projection:ty: |$l:ident| $into:expr;)*) => { $(
        impl<S, Gr, C, D, F, W, G, H, $($g),*> Pin<C>
            for Select<S, Gr, SelectSql<D, $list, F, W, G, H, super::Absent, super::Absent>>
        {
            type Pinned = SelectSql<D, Pinned<$projection, C>, F, W, G, H, super::Absent, super::Absent>;
            #[inline]
            fn pin(self) -> Self::Pinned {
                let SelectSql { D, P: $l, F, W, G, H, O, L } = self.sql;
                SelectSql { D, P: Pinned($into, PhantomData), F, W, G, H, O, L }
            }
        }
    )* };
}
pin! {
    [P, R] Selected<P, R> => P: |list| list.0;
    [P, A, M] RowOf<P, A, M> => P: |list| list.into_projection();
}
