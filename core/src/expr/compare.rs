//! Comparison.
//!
//! Text is compared as it is, case, accents and spaces at the end included: in columns that `create_all` and migrations make
//! it is so on every backend. In a table of another program its collation decides: those of MySQL and MariaDB whose names do
//! not say `nopad` or `0900` fill the shorter text up with spaces, so that `'a' = 'a '` holds there.

use super::{AssignTo, Expr, Holds, NeverMissing, Value, expr};
use crate::node;

node!(/** `left = right` */ Eq<L, R> @ COMPARISON = [L] " = " [R]);
node!(/** `left <> right` */ Ne<L, R> @ COMPARISON = [L] " <> " [R]);
node!(/** `left < right` */ Lt<L, R> @ COMPARISON = [L] " < " [R]);
node!(/** `left <= right` */ Le<L, R> @ COMPARISON = [L] " <= " [R]);
node!(/** `left > right` */ Gt<L, R> @ COMPARISON = [L] " > " [R]);
node!(/** `left >= right` */ Ge<L, R> @ COMPARISON = [L] " >= " [R]);
node!(/** `operand BETWEEN low AND high` */ Between<E, L, H> @ COMPARISON = [E] " BETWEEN " [L] " AND " [H]);
node!(/** `operand NOT BETWEEN low AND high` */ NotBetween<E, L, H> @ COMPARISON = [E] " NOT BETWEEN " [L] " AND " [H]);
node!(/** `operand BETWEEN SYMMETRIC one AND other` */ BetweenSymmetric<E, L, H> @ COMPARISON {
    SQLite => [[E] " BETWEEN min(" L ", " H ") AND max(" L ", " H ")"];
    PostgreSQL => [[E] " BETWEEN SYMMETRIC " [L] " AND " [H]];
    MySQL, MariaDB => [[E] " BETWEEN least(" L ", " H ") AND greatest(" L ", " H ")"]
});
node!(/** Equal, NULL being equal to NULL. */ IsNotDistinctFrom<L, R> @ COMPARISON {
    SQLite => [[L] " IS " [R]];
    PostgreSQL => [[L] " IS NOT DISTINCT FROM " [R]];
    MySQL, MariaDB => [[L] " <=> " [R]]
});
node!(/** Different, NULL being equal to NULL. */ IsDistinctFrom<L, R> @ NOT {
    SQLite => [[L] " IS NOT " [R]];
    PostgreSQL => [[L] " IS DISTINCT FROM " [R]];
    MySQL, MariaDB => ["NOT " [L] " <=> " [R]]
});
expr! {
    Eq<L, R> -> bool;
    Ne<L, R> -> bool;
    Lt<L, R> -> bool;
    Le<L, R> -> bool;
    Gt<L, R> -> bool;
    Ge<L, R> -> bool;
    Between<E, L, H> -> bool;
    NotBetween<E, L, H> -> bool;
    BetweenSymmetric<E, L, H> -> bool;
    IsNotDistinctFrom<L, R> sure -> bool;
    IsDistinctFrom<L, R> sure -> bool;
}

macro_rules! made {
    ($($node:ident)*) => { $(
        impl<L, R> $node<L, R> {
            #[inline]
            pub(crate) fn new(left: L, right: R) -> Self {
                $node { L: left, R: right }
            }
        }
    )* };
}
made!(Lt Le Gt Ge);

/// One line per operator of two operands of one type. The bound is written in the line, so that messages show that line.
macro_rules! comparisons {
    ($($(#[$m:meta])* $method:ident<$r:ident: $value:path> -> $node:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        fn $method<$r: $value>(self, other: $r) -> $node<Self, $r::E> {
            $node { L: self, R: other.into_expr() }
        }
    )* };
}

/// Comparing expressions with values and with each other. Both sides have the same value type.
///
/// Comparing with `None` does not compile: in SQL nothing equals NULL. Use [`is_null`](super::NullTests::is_null) or
/// [`is_not_distinct_from`](Self::is_not_distinct_from).
pub trait Compare: Expr {
    comparisons! {
        /// `self = other`
        eq<R: Value<Self::Base, Self>> -> Eq;
        /// `self <> other`
        ne<R: Value<Self::Base, Self>> -> Ne;
        /// `self < other`
        lt<R: Value<Self::Base, Self>> -> Lt;
        /// `self <= other`
        le<R: Value<Self::Base, Self>> -> Le;
        /// `self > other`
        gt<R: Value<Self::Base, Self>> -> Gt;
        /// `self >= other`
        ge<R: Value<Self::Base, Self>> -> Ge;
    }

    /// Equal, and NULL is equal to NULL: `IS NOT DISTINCT FROM`, in SQLite `IS`, in MySQL `<=>`. Never NULL itself.
    ///
    /// It takes an `Option` too.
    #[inline]
    fn is_not_distinct_from<R: AssignTo<Self::Base, Self, Null: NeverMissing>>(
        self,
        other: R,
    ) -> IsNotDistinctFrom<Self, R::E> {
        IsNotDistinctFrom { L: self, R: R::By::hold(other) }
    }

    /// Different, and NULL is equal to NULL. Never NULL itself. It takes an `Option` too.
    #[inline]
    fn is_distinct_from<R: AssignTo<Self::Base, Self, Null: NeverMissing>>(
        self,
        other: R,
    ) -> IsDistinctFrom<Self, R::E> {
        IsDistinctFrom { L: self, R: R::By::hold(other) }
    }

    /// `self BETWEEN low AND high`, both ends included.
    #[inline]
    fn between<L: Value<Self::Base, Self>, H: Value<Self::Base, Self>>(
        self,
        low: L,
        high: H,
    ) -> Between<Self, L::E, H::E> {
        Between { E: self, L: low.into_expr(), H: high.into_expr() }
    }

    /// `self BETWEEN SYMMETRIC one AND other`: between both, whichever is the smaller, both included.
    #[inline]
    fn between_symmetric<L: Value<Self::Base, Self>, H: Value<Self::Base, Self>>(
        self,
        one: L,
        other: H,
    ) -> BetweenSymmetric<Self, L::E, H::E> {
        BetweenSymmetric { E: self, L: one.into_expr(), H: other.into_expr() }
    }

    /// `self NOT BETWEEN low AND high`.
    #[inline]
    fn not_between<L: Value<Self::Base, Self>, H: Value<Self::Base, Self>>(
        self,
        low: L,
        high: H,
    ) -> NotBetween<Self, L::E, H::E> {
        NotBetween { E: self, L: low.into_expr(), H: high.into_expr() }
    }
}
impl<E: Expr> Compare for E {}
