//! ANY and ALL: a comparison with every value of a query.

use super::{
    Expr, ScalarQuery, Typed,
    scope::{Correlated, Uses},
    subquery::{Closing, InUses, Opening, beside, typed},
};
use crate::node;

/// One line per comparison: its node, and its method.
macro_rules! quantified {
    ($($(#[$m:meta])* $method:ident $node:ident $sql:literal;)*) => {
        $(node!(#[doc = concat!("`operand", $sql, "query)`: not on SQLite.")] $node<E, O, Q, C> @ COMPARISON {
            PostgreSQL, MySQL, MariaDB => [[E] $sql O Q C ")"];
            SQLite => lacks "`ANY` and `ALL` do not exist on {Self}: compare with the `max` or `min` of the query";
            AnyDialect => lacks "`ANY` and `ALL` do not exist on every backend: SQLite lacks them"
        });)*

        /// Comparing with every value of a query. Not on SQLite. `= ANY` is `in_query`.
        #[allow(non_snake_case, reason = "parts are named as in `node!`")]
        pub trait Quantified: Expr {
            $(
                $(#[$m])*
                #[inline]
                fn $method<Q: ScalarQuery<Self::Base>>(self, query: Q) -> Typed<$node<Self, Opening<Q>, Q, Closing<Q>>, bool, InUses<Self, Q>>
                where
                    Correlated<Q::Outer>: Uses,
                {
                    let (O, Q, C) = beside(query);
                    typed($node { E: self, O, Q, C })
                }
            )*
        }
        impl<E: Expr> Quantified for E {}
    };
}
quantified! {
    /// `self < ANY (query)`: less than one of them.
    lt_any LtAny " < ANY (";
    /// `self <= ANY (query)`
    le_any LeAny " <= ANY (";
    /// `self > ANY (query)`: greater than one of them.
    gt_any GtAny " > ANY (";
    /// `self >= ANY (query)`
    ge_any GeAny " >= ANY (";
    /// `self < ALL (query)`: less than each of them; true if there are none.
    lt_all LtAll " < ALL (";
    /// `self <= ALL (query)`
    le_all LeAll " <= ALL (";
    /// `self > ALL (query)`: greater than each of them; true if there are none.
    gt_all GtAll " > ALL (";
    /// `self >= ALL (query)`
    ge_all GeAll " >= ALL (";
}
