//! Select lists whose columns have names of their own.

use crate::{
    Result,
    expr::Expr,
    schema::Column,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

/// The select list `P`, an expression or a tuple, with the names of the columns `C`, a tuple: `price * 2 AS "double"`.
pub struct Named<P, C>(P, PhantomData<fn() -> C>);
impl<P, C> Named<P, C> {
    pub(crate) fn new(list: P) -> Self {
        Self(list, PhantomData)
    }
}
impl<P: Clone, C> Clone for Named<P, C> {
    fn clone(&self) -> Self {
        Self::new(self.0.clone())
    }
}
impl<P: Copy, C> Copy for Named<P, C> {}

impl<D: Dialect, P: Expr + Sql<D>, C: Column> Sql<D> for Named<P, (C,)> {
    const TOK: Tok = Tok::Seq(&[P::TOK, Tok::Lit(" AS "), Tok::Ident(C::NAME)]);
    fn render(&self, w: &mut Writer) {
        self.0.render(w);
        w.lit(" AS ");
        w.ident(C::NAME);
    }
    #[inline(always)]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)
    }
}

/// What stands in front of the `n`th name.
const fn comma(n: usize) -> &'static str {
    if n == 0 { "" } else { ", " }
}
macro_rules! named {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Dia: Dialect, $($t: Sql<Dia>, $i: Column),+> Sql<Dia> for Named<($($t,)+), ($($i,)+)> {
            const TOK: Tok = Tok::Seq(&[
                $(Tok::Lit(comma($n)), <$t as Sql<Dia>>::TOK, Tok::Lit(" AS "), Tok::Ident($i::NAME)),+
            ]);
            fn render(&self, w: &mut Writer) {
                $(
                    w.lit(comma($n));
                    Sql::<Dia>::render(&self.0.$n, w);
                    w.lit(" AS ");
                    w.ident($i::NAME);
                )+
            }
            #[inline]
            fn bind<'v, Bin: Binder<'v> + ?Sized>(&'v self, binder: &mut Bin) -> Result<()> {
                $(Sql::<Dia>::bind(&self.0.$n, binder)?;)+
                Ok(())
            }
        }
    )* };
}
crate::for_tuples!(named);
