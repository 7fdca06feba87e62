//! Functions of ranges. PostgreSQL only.

use super::postgres;
use crate::{
    Result,
    expr::{
        Composed, Expr, Fixed, Operand, Value, expr,
        function::functions,
        scope::{Both, Sure},
    },
    sql::{PostgreSQL, Sql, Tok, Writer},
    value::{Binder, InRange, Range, Scalar, SqlType},
};

/// The value type of the expression `E` is a range.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not a range",
    label = "a range is needed: a column that is a `Range`"
)]
pub trait RangeOf<E> {
    /// Of what.
    type Item: Scalar;
}
#[diagnostic::do_not_recommend]
impl<T: InRange, E> RangeOf<E> for Range<T> {
    type Item = T;
}

/// An expression that is a range.
pub trait RangeExpr: Expr {
    /// Of what.
    type Item: Scalar;
}
impl<E: Expr<Base: RangeOf<E>>> RangeExpr for E {
    type Item = <E::Base as RangeOf<E>>::Item;
}

macro_rules! ranges {
    ($(
        $(#[$m:meta])*
        $name:ident<$F:ident: $bound:path>($($args:tt)*) $(: $how:ident)? -> $base:ty $(where $bounds:tt)? = $node:ident $parts:tt;
    )*) => { $(
        functions! {
            $(#[$m])*
            $name<$F: $bound>($($args)*) $(: $how)? -> $base $(where $bounds)? = $node {
                PostgreSQL => $parts;
                SQLite, MySQL, MariaDB => lacks "{Self} has no ranges, only PostgreSQL has";
                AnyDialect => lacks "not every backend has ranges, only PostgreSQL has"
            };
        }
    )* };
}
ranges! {
    /// The lower end; NULL if there is none.
    lower_end<R: RangeExpr>(range): maybe -> <R::Base as RangeOf<R>>::Item where [R::Base: RangeOf<R>] = LowerEnd ["lower(" R ")"];
    /// The upper end; NULL if there is none. Of whole numbers and days it is the first that is not in the range.
    upper_end<R: RangeExpr>(range): maybe -> <R::Base as RangeOf<R>>::Item where [R::Base: RangeOf<R>] = UpperEnd ["upper(" R ")"];
    /// Whether nothing is in the range.
    is_empty<R: RangeExpr>(range) -> bool = IsEmpty ["isempty(" R ")"];
    /// The smallest range in which both are, and what is between them.
    range_merge<R: RangeExpr>(range, other: V = R::Base) -> R::Base = RangeMerge ["range_merge(" R ", " V ")"];
}

postgres! {
    /// `left << right`: PostgreSQL.
    IsBefore<L, R> @ OTHER = [[L] " << " [R]];
    /// `left >> right`: PostgreSQL.
    IsAfter<L, R> @ OTHER = [[L] " >> " [R]];
    /// `left -|- right`: PostgreSQL.
    IsAdjacent<L, R> @ OTHER = [[L] " -|- " [R]];
    /// `left + right`: PostgreSQL.
    RangeUnion<L, R> = ["((" L ") + (" R "))"];
    /// `left * right`: PostgreSQL.
    RangeIntersection<L, R> = ["((" L ") * (" R "))"];
    /// `left - right`: PostgreSQL.
    RangeDifference<L, R> = ["((" L ") - (" R "))"];
}
expr! {
    IsBefore<L, R> -> bool;
    IsAfter<L, R> -> bool;
    IsAdjacent<L, R> -> bool;
    RangeUnion<L, R> -> L::Base;
    RangeIntersection<L, R> -> L::Base;
    RangeDifference<L, R> -> L::Base;
}

/// One line per operator of two ranges.
macro_rules! operators {
    ($($(#[$m:meta])* $method:ident -> $node:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        fn $method<V: Value<Self::Base, Self>>(self, other: V) -> $node<Self, V::E>
        where
            Self::Base: RangeOf<Self>,
        {
            $node { L: self, R: other.into_expr() }
        }
    )* };
}

/// Where ranges lie, and what they have in common. PostgreSQL only.
pub trait Ranges: Expr {
    operators! {
        /// Whether it ends before the other begins: `<<`.
        is_before -> IsBefore;
        /// Whether it begins behind the other's end: `>>`.
        is_after -> IsAfter;
        /// Whether it ends where the other begins, or the other way round: `-|-`.
        is_adjacent_to -> IsAdjacent;
        /// What is in one of both: `+`. The database refuses it if something lies between them; see [`range_merge`].
        joined_with -> RangeUnion;
        /// What is in both: `*`.
        common_with -> RangeIntersection;
        /// What is in it but not in the other: `-`. The database refuses it if two parts would be left.
        without -> RangeDifference;
    }
}
impl<E: Expr> Ranges for E {}

/// A range between two expressions. Made by [`range_between`].
#[derive(Debug, Clone, Copy)]
pub struct RangeBetween<L, U>(L, U);
impl<T: InRange, L: Expr<Base = T>, U: Expr> Expr for RangeBetween<L, U> {
    type Base = Range<T>;
    type Uses = Sure<Both<L::Uses, U::Uses>>;
}
impl<L: Fixed, U: Fixed> Fixed for RangeBetween<L, U> {}
impl<L, U> Composed for RangeBetween<L, U> {}
impl<L: Expr + Sql<PostgreSQL>, U: Sql<PostgreSQL>> Sql<PostgreSQL> for RangeBetween<L, U> {
    const TOK: Tok =
        Tok::Seq(&[Tok::Lit(function(<L::Base as Scalar>::TYPE)), L::TOK, Tok::Lit(", "), U::TOK, Tok::Lit(")")]);
    fn render(&self, w: &mut Writer) {
        w.lit(function(<L::Base as Scalar>::TYPE));
        self.0.render(w);
        w.lit(", ");
        self.1.render(w);
        w.lit(")");
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.0.bind(binder)?;
        self.1.bind(binder)
    }
}
const fn function(of: SqlType) -> &'static str {
    match of {
        SqlType::I64 => "int8range(",
        SqlType::Decimal => "numrange(",
        SqlType::Date => "daterange(",
        SqlType::Timestamp => "tsrange(",
        SqlType::TimestampTz => "tstzrange(",
        _ => "int4range(",
    }
}

/// The range from one value, which is in it, to another, which is not: `range_between(jobs::begin, jobs::end)`. An end that
/// is NULL is none; one before the other is refused by the database. PostgreSQL only.
#[inline]
pub fn range_between<L: Operand<E: Expr<Base: InRange>>, U: Value<<L::E as Expr>::Base, L::E>>(
    lower: L,
    upper: U,
) -> RangeBetween<L::E, U::E> {
    RangeBetween(lower.into_operand(), upper.into_expr())
}
