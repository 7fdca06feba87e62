//! Set operations and queries behind a `with`, run for less than their rows. What [`Narrow`](super::Narrow) does to the
//! clauses of a SELECT is done here around the query as a whole.

use super::{Select, SelectList, SelectSql, narrow::FirstLimit};
use crate::{
    Result,
    sql::{Dialect, Sql, Tok, Writer},
    value::Binder,
};

/// A query that is narrowed as a whole.
pub trait Whole {
    /// What to write behind it for its first row.
    const LIMIT: &'static str;
    /// How many columns it has.
    const WIDTH: usize;
}

impl<S, G, D, P: SelectList, F, W, GB, H, O, L: FirstLimit> Whole for Select<S, G, SelectSql<D, P, F, W, GB, H, O, L>> {
    const LIMIT: &'static str = L::LIMIT;
    const WIDTH: usize = P::WIDTH;
}

/// A query with `LIMIT 1`, unless it has a limit.
pub struct FirstWhole<'q, Q>(pub(super) &'q Q);
/// The number of rows of a query.
pub struct CountedWhole<'q, Q>(pub(super) &'q Q);
/// Whether a query has rows.
pub struct ExistingWhole<'q, Q>(pub(super) &'q Q);

/// `before query after`
macro_rules! around {
    ($($name:ident: $around:expr;)*) => { $(
        impl<D: Dialect, Q: Sql<D> + Whole> Sql<D> for $name<'_, Q> {
            const TOK: Tok = Tok::Seq(&[$around.0, Q::TOK, $around.1]);
            fn render(&self, w: &mut Writer) {
                w.tok(const { &$around.0 });
                self.0.render(w);
                w.tok(const { &$around.1 });
            }
            #[inline(always)]
            fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
                self.0.bind(binder)
            }
        }
    )* };
}
around! {
    FirstWhole: (Tok::Lit(""), Tok::Lit(Q::LIMIT));
    CountedWhole: super::narrow::counting_whole(const { &super::narrow::counting_head(Q::WIDTH) });
    ExistingWhole: super::narrow::existing_whole(const { &super::narrow::existing_head(Q::WIDTH) });
}

/// Makes a query that is [`Whole`] one that can be narrowed.
macro_rules! narrow_whole {
    ([$($g:tt)*] $query:ty) => {
        impl<$($g)*> $crate::query::Narrow for $query
        where
            Self: $crate::query::Query + $crate::query::whole::Whole,
        {
            type First<'q>
                = $crate::query::whole::FirstWhole<'q, Self>
            where
                Self: 'q;
            type Count<'q>
                = $crate::query::whole::CountedWhole<'q, Self>
            where
                Self: 'q;
            type Exists<'q>
                = $crate::query::whole::ExistingWhole<'q, Self>
            where
                Self: 'q;
            fn narrow_first(&self) -> Self::First<'_> {
                $crate::query::whole::FirstWhole(self)
            }
            fn narrow_count(&self) -> Self::Count<'_> {
                $crate::query::whole::CountedWhole(self)
            }
            fn narrow_exists(&self) -> Self::Exists<'_> {
                $crate::query::whole::ExistingWhole(self)
            }
        }
    };
}
pub(super) use narrow_whole;
