//! Columns as expressions.

use super::{Expr, Fixed, scope::Of};
use crate::{
    Result,
    schema::{Column, Table},
    sql::{Dialect, Sql, Tok},
    value::Binder,
};

#[diagnostic::do_not_recommend]
impl<C: Column> Expr for C {
    type Base = C::Base;
    type Uses = Of<C>;
}
impl<C: Column> Fixed for C {}
#[diagnostic::do_not_recommend]
impl<D: Dialect, C: Column> Sql<D> for C {
    const TOK: Tok = Tok::Seq(&[Tok::Ident(<C::Table as Table>::NAME), Tok::Lit("."), Tok::Ident(C::NAME)]);
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, _: &mut B) -> Result<()> {
        Ok(())
    }
}
