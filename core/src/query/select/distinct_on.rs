//! DISTINCT ON: the first row of each group.

use super::{OrderTerms, Select, SelectSql};
use crate::{
    expr::{Asc, Desc, Expr, Fixed},
    query::{Absent, DistinctOn, OrderBy},
};

impl<S, Gr, P, F, W, G, H, L> Select<S, Gr, SelectSql<Absent, P, F, W, G, H, Absent, L>> {
    /// `DISTINCT ON (terms) .. ORDER BY terms`: of the rows that are equal in these terms only the first, by the
    /// `.order_by(..)` that follows. PostgreSQL.
    ///
    /// The rows are sorted by these terms, as PostgreSQL wants it; they may have a direction.
    ///
    /// ```
    /// # use aludel_macros::table;
    /// # use aludel_core::{expr::*, query::from};
    /// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, author_id: i64, views: i64 } }
    /// # fn main() {
    /// let best_of_each = from(posts::table).distinct_on(posts::author_id).order_by(posts::views.desc());
    /// # }
    /// ```
    #[inline]
    pub fn distinct_on<T, I>(
        self,
        terms: T,
    ) -> Select<S, Gr, SelectSql<DistinctOn<T::Exprs>, P, F, W, G, H, OrderBy<T>, L>>
    where
        T: OrderTerms<S, Gr, Absent, P, I> + OnTerms,
    {
        let SelectSql { D: _, P, F, W, G, H, O: _, L } = self.sql;
        Select::new(SelectSql { D: DistinctOn { T: terms.exprs() }, P, F, W, G, H, O: OrderBy { T: terms }, L })
    }
}

/// Terms of ORDER BY whose expressions can stand in DISTINCT ON: a column, an expression of columns, or a tuple of them.
#[diagnostic::on_unimplemented(
    message = "rows cannot be distinct by `{Self}`",
    label = "a column, or an expression without values, with `.asc()` or `.desc()` if wanted, or a tuple of them, is needed"
)]
pub trait OnTerms {
    /// The expressions.
    type Exprs;
    /// The expressions.
    fn exprs(&self) -> Self::Exprs;
}
#[diagnostic::do_not_recommend]
impl<E: Expr + Fixed + Clone> OnTerms for E {
    type Exprs = E;
    #[inline]
    fn exprs(&self) -> E {
        self.clone()
    }
}
macro_rules! directions {
    ($($direction:ident)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<E: Expr + Fixed + Clone> OnTerms for $direction<E> {
            type Exprs = E;
            #[inline]
            fn exprs(&self) -> E {
                self.E.clone()
            }
        }
    )* };
}
directions!(Asc Desc);
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        #[diagnostic::do_not_recommend]
        impl<$($t: OnTerms),+> OnTerms for ($($t,)+) {
            type Exprs = ($($t::Exprs,)+);
            #[inline]
            fn exprs(&self) -> Self::Exprs {
                ($(self.$n.exprs(),)+)
            }
        }
    )* };
}
crate::for_tuples!(tuples);
