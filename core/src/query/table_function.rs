//! Functions that give rows, which a program declares: `sql_function! { table fn .. }`.

use super::{CteHead, Given, Source, TableName};
use crate::{
    Result,
    expr::{Expr, cast_tok},
    node,
    schema::Shape,
    sql::{Dialect, Sql, Tok, Writer},
    value::{Binder, Scalar, SqlType},
};
use std::marker::PhantomData;

/// A function that gives rows, as a program declares it.
pub trait TableFunction {
    /// Its name in SQL, as written.
    const NAME: &'static str;
    /// Its columns.
    type Shape: Shape;
}

// On SQLite the columns have the names that the function gives them; on PostgreSQL those of the shape.
node!(/** `function(arguments) AS shape (columns)` */ TableCallSql<N, A, T, H> {
    SQLite => [N "(" A ") AS " T];
    PostgreSQL => [N "(" A ") AS " H];
    MySQL, MariaDB => lacks "functions that give rows do not exist on {Self}, only on SQLite and PostgreSQL";
    AnyDialect => lacks "functions that give rows do not exist on every backend, only on SQLite and PostgreSQL"
});

/// The name of the function `F`.
pub struct FunctionName<F>(PhantomData<fn() -> F>);
impl<D: Dialect, F: TableFunction> Sql<D> for FunctionName<F> {
    const TOK: Tok = Tok::Lit(F::NAME);
}

/// An argument, whose type PostgreSQL is told: of several functions of one name it takes the one that fits.
#[derive(Debug, Clone, Copy)]
pub struct Argument<E>(E);
impl<E> Argument<E> {
    #[doc(hidden)]
    #[inline]
    pub fn new(argument: E) -> Self {
        Self(argument)
    }
}
const NOTHING: Tok = Tok::Lit("");
const fn before(ty: SqlType) -> [Tok; 4] {
    let [_, postgres, ..] = cast_tok(ty).0;
    [NOTHING, postgres, NOTHING, NOTHING]
}
const fn after(ty: SqlType) -> [Tok; 4] {
    let [_, postgres, ..] = cast_tok(ty).1;
    [NOTHING, postgres, NOTHING, NOTHING]
}
impl<D: Dialect, E: Expr + Sql<D>> Sql<D> for Argument<E> {
    const TOK: Tok = Tok::Seq(
        const { &[Tok::Each(&before(<E::Base as Scalar>::TYPE)), E::TOK, Tok::Each(&after(<E::Base as Scalar>::TYPE))] },
    );
    fn render(&self, w: &mut Writer) {
        w.tok(const { &Tok::Each(&before(<E::Base as Scalar>::TYPE)) });
        self.0.render(w);
        w.tok(const { &Tok::Each(&after(<E::Base as Scalar>::TYPE)) });
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// A call of the function `F`, that gives rows. It stands in FROM and in joins.
pub struct TableCall<F, A>(A, PhantomData<fn() -> F>);
crate::cloned!(TableCall<F, A> { 0: A, 1 };);
impl<F, A> TableCall<F, A> {
    #[doc(hidden)]
    #[inline]
    pub fn new(arguments: A) -> Self {
        Self(arguments, PhantomData)
    }
}
#[diagnostic::do_not_recommend]
impl<F: TableFunction, A> Source for TableCall<F, A> {
    type Table = F::Shape;
    type Origin = Given;
    type Sql = TableCallSql<FunctionName<F>, A, TableName<F::Shape>, CteHead<F::Shape>>;
    #[inline]
    fn into_source(self) -> Self::Sql {
        TableCallSql { N: FunctionName(PhantomData), A: self.0, T: TableName::new(), H: CteHead::new() }
    }
}
