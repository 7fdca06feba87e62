//! FILTER: an aggregate of some of the rows.

use crate::{
    expr::{Expr, Fixed, expr, scope::Nothing},
    node,
    sql::{Dialect, Sql, Tok},
    value::Binder,
};

node!(/** What is aggregated of the rows for which a condition holds: MySQL and MariaDB have no FILTER. */ Only<C, E> {
    SQLite, PostgreSQL => [E];
    MySQL, MariaDB => ["CASE WHEN " C " THEN " E " END"]
});
expr!(Only<C, E> maybe -> E::Base;);

node!(/** `aggregate FILTER (WHERE condition)` */ Filtered<A, C> {
    SQLite, PostgreSQL => [A " FILTER (WHERE " C ")"];
    MySQL, MariaDB => [A]
});
impl<A: Expr, C> Expr for Filtered<A, C> {
    type Base = A::Base;
    type Uses = A::Uses;
}
impl<A: Fixed, C: Fixed> Fixed for Filtered<A, C> {}
impl<A, C> crate::expr::Composed for Filtered<A, C> {}

/// The number 1, as it stands.
#[derive(Debug, Clone, Copy)]
pub struct One;
impl Expr for One {
    type Base = i32;
    type Uses = Nothing;
}
impl Fixed for One {}
impl<D: Dialect> Sql<D> for One {
    const TOK: Tok = Tok::Lit("1");
}

impl<C, E> Only<C, E> {
    pub(super) fn new(condition: C, operand: E) -> Self {
        Only { C: condition, E: operand }
    }
}
impl<A, C> Filtered<A, C> {
    pub(super) fn new(aggregate: A, condition: C) -> Self {
        Filtered { A: aggregate, C: condition }
    }
}
