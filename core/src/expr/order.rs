//! The terms of ORDER BY.

use super::Expr;
use crate::node;

node!(/** `operand ASC` */ Asc<E> = E " ASC");
node!(/** `operand DESC` */ Desc<E> = E " DESC");
node!(/** A term with its NULLs first; MySQL sorts by `IS NULL` before it. */ NullsFirst<E, T> @ COMPARISON {
    SQLite, PostgreSQL => [T " NULLS FIRST"];
    MySQL, MariaDB => [[E] " IS NULL DESC, " T]
});
node!(/** A term with its NULLs last; MySQL sorts by `IS NULL` before it. */ NullsLast<E, T> @ COMPARISON {
    SQLite, PostgreSQL => [T " NULLS LAST"];
    MySQL, MariaDB => [[E] " IS NULL, " T]
});

/// A term of ORDER BY: an expression, with or without a direction.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not something to sort by",
    label = "a column or an expression is needed",
    note = "name it as a column: `.order_by(users::name)`, `.order_by(users::name.desc())`"
)]
pub trait OrderTerm {
    /// The expression.
    type Of: Expr;
    /// When it is known what it sorts by: [`WhenCompiled`] or [`AtRunTime`].
    type Known;
}
/// The term says in its type what it sorts by.
pub struct WhenCompiled;
/// What is sorted by exists at run time only.
pub struct AtRunTime;
#[diagnostic::do_not_recommend]
impl<E: Expr> OrderTerm for E {
    type Of = E;
    type Known = WhenCompiled;
}
macro_rules! directions {
    ($($n:ident)*) => { $(
        impl<E: Expr> OrderTerm for $n<E> {
            type Of = E;
            type Known = WhenCompiled;
        }
        impl<E: Expr + Clone> $n<E> {
            /// NULLs before everything else, on every backend.
            #[inline]
            pub fn nulls_first(self) -> NullsFirst<E, Self> {
                NullsFirst { E: self.E.clone(), T: self }
            }

            /// NULLs after everything else, on every backend.
            #[inline]
            pub fn nulls_last(self) -> NullsLast<E, Self> {
                NullsLast { E: self.E.clone(), T: self }
            }
        }
    )* };
}
directions!(Asc Desc);
impl<E: Expr, T> OrderTerm for NullsFirst<E, T> {
    type Of = E;
    type Known = WhenCompiled;
}
impl<E: Expr, T> OrderTerm for NullsLast<E, T> {
    type Of = E;
    type Known = WhenCompiled;
}

/// Directions of sorting.
///
/// Where NULLs go without being told differs: last on PostgreSQL, first elsewhere. `.asc().nulls_last()` says it.
pub trait Order: Expr {
    /// Smallest first; what sorting does without being told.
    #[inline]
    fn asc(self) -> Asc<Self> {
        Asc { E: self }
    }

    /// Largest first.
    #[inline]
    fn desc(self) -> Desc<Self> {
        Desc { E: self }
    }
}
impl<E: Expr> Order for E {}
