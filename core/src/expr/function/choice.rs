//! The greatest and the least of several values.

use crate::{
    expr::{Expr, Operand, Ordered, Value, expr},
    node,
};

node!(/** What [`greatest`] makes. */ Greatest<A, B> {
    SQLite => ["coalesce(max(" A ", " B "), " A ", " B ")"];
    PostgreSQL => ["greatest(" A ", " B ")"];
    MySQL, MariaDB => ["coalesce(greatest(" A ", " B "), " A ", " B ")"]
});
node!(/** What [`least`] makes. */ Least<A, B> {
    SQLite => ["coalesce(min(" A ", " B "), " A ", " B ")"];
    PostgreSQL => ["least(" A ", " B ")"];
    MySQL, MariaDB => ["coalesce(least(" A ", " B "), " A ", " B ")"]
});
expr! {
    Greatest<A, B> either -> A::Base;
    Least<A, B> either -> A::Base;
}

/// The greater of both. A NULL is passed over: it is NULL only if both are.
#[inline]
pub fn greatest<A: Operand<E: Expr<Base: Ordered>>, B: Value<<A::E as Expr>::Base, A::E>>(
    first: A,
    second: B,
) -> Greatest<A::E, B::E> {
    Greatest { A: first.into_operand(), B: second.into_expr() }
}

/// The lesser of both. A NULL is passed over: it is NULL only if both are.
#[inline]
pub fn least<A: Operand<E: Expr<Base: Ordered>>, B: Value<<A::E as Expr>::Base, A::E>>(
    first: A,
    second: B,
) -> Least<A::E, B::E> {
    Least { A: first.into_operand(), B: second.into_expr() }
}
