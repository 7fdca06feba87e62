//! The text of a SELECT.

use crate::{
    Result, node,
    sql::{Dialect, Names, Sql, Tok, Writer},
    value::Binder,
};
use std::marker::PhantomData;

node!(@struct [/** `SELECT distinct list FROM tables where group having order limit` */] SelectSql [D P F W G H O L]);

impl<Di: Dialect, D, P, F, W, G, H, O, L> Sql<Di> for SelectSql<D, P, F, W, G, H, O, L>
where
    D: Sql<Di>,
    P: Sql<Di>,
    F: Sql<Di>,
    W: Sql<Di>,
    G: Sql<Di>,
    H: Sql<Di>,
    O: Sql<Di>,
    L: Sql<Di>,
{
    const TOK: Tok = Self::tok::<Di, P>();
    fn render(&self, w: &mut Writer) {
        self.render_with::<Di, P>(&self.P, w);
    }
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.D.bind(binder)?;
        self.P.bind(binder)?;
        self.bind_behind_list::<Di, _>(binder)
    }
}

impl<D, P, F, W, G, H, O, L> SelectSql<D, P, F, W, G, H, O, L> {
    /// The text with the select list `X`.
    pub(crate) const fn tok<Di: Dialect, X: Sql<Di>>() -> Tok
    where
        D: Sql<Di>,
        F: Sql<Di>,
        W: Sql<Di>,
        G: Sql<Di>,
        H: Sql<Di>,
        O: Sql<Di>,
        L: Sql<Di>,
    {
        Tok::Query(
            const {
                let (distinct, order) = (in_order::<Di, X, D>(), in_order::<Di, X, O>());
                &[distinct, X::TOK, F::TOK, W::TOK, G::TOK, H::TOK, order, L::TOK]
            },
        )
    }

    /// Writes it with a select list.
    pub(crate) fn render_with<Di: Dialect, X: Sql<Di>>(&self, list: &X, w: &mut Writer)
    where
        D: Sql<Di>,
        F: Sql<Di>,
        W: Sql<Di>,
        G: Sql<Di>,
        H: Sql<Di>,
        O: Sql<Di>,
        L: Sql<Di>,
    {
        w.naming(w.names().in_query(&F::TOK), |w| {
            w.piece::<Di, _>(&Head(&self.D, list, &self.F));
            w.piece::<Di, W>(&self.W);
            w.piece::<Di, _>(&Tail(PhantomData::<X>, &self.G, &self.H, &self.O, &self.L));
        });
    }

    /// The values behind the select list.
    #[inline]
    pub(crate) fn bind_behind_list<'v, Di: Dialect, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>
    where
        F: Sql<Di>,
        W: Sql<Di>,
        G: Sql<Di>,
        H: Sql<Di>,
        O: Sql<Di>,
        L: Sql<Di>,
    {
        self.F.bind(binder)?;
        self.W.bind(binder)?;
        self.G.bind(binder)?;
        self.H.bind(binder)?;
        self.O.bind(binder)?;
        self.L.bind(binder)
    }
}

/// ORDER BY or DISTINCT ON, `T`, behind the select list `P`.
///
/// A name alone is there that of a selected expression, if one is called so, and PostgreSQL calls `lower(word)` by its
/// function. Columns have their own names.
const fn in_order<D: Dialect, P: Sql<D>, T: Sql<D>>() -> Tok {
    if P::TOK.is_columns() || matches!(T::TOK, Tok::Lit(_)) { T::TOK } else { Tok::Full(&T::TOK) }
}
fn render_in_order<D: Dialect, P: Sql<D>, T: Sql<D>>(terms: &T, w: &mut Writer) {
    let names = if const { P::TOK.is_columns() } { w.names() } else { Names::Full };
    w.naming(names, |w| w.piece::<D, T>(terms));
}

// Of a query whose shape is known at run time only, mostly the condition is not known: what stands before and behind it is a
// constant each.

/// `SELECT distinct list FROM tables`
struct Head<'q, D, P, F>(&'q D, &'q P, &'q F);
impl<Di: Dialect, D: Sql<Di>, P: Sql<Di>, F: Sql<Di>> Sql<Di> for Head<'_, D, P, F> {
    const TOK: Tok = Tok::Seq(&[Tok::Lit("SELECT "), in_order::<Di, P, D>(), P::TOK, Tok::Lit(" FROM "), F::TOK]);
    fn render(&self, w: &mut Writer) {
        w.lit("SELECT ");
        render_in_order::<Di, P, D>(self.0, w);
        w.piece::<Di, P>(self.1);
        w.lit(" FROM ");
        w.piece::<Di, F>(self.2);
    }
}
/// `group having order limit`, of the select list `P`.
struct Tail<'q, P, G, H, O, L>(PhantomData<P>, &'q G, &'q H, &'q O, &'q L);
impl<D: Dialect, P: Sql<D>, G: Sql<D>, H: Sql<D>, O: Sql<D>, L: Sql<D>> Sql<D> for Tail<'_, P, G, H, O, L> {
    const TOK: Tok = Tok::Seq(&[G::TOK, H::TOK, in_order::<D, P, O>(), L::TOK]);
    fn render(&self, w: &mut Writer) {
        w.piece::<D, G>(self.1);
        w.piece::<D, H>(self.2);
        render_in_order::<D, P, O>(self.3, w);
        w.piece::<D, L>(self.4);
    }
}
