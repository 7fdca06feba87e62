//! AND, OR, NOT.

use super::{Boolean, Expr, Value, expr};
use crate::{
    Result, node,
    sql::{Binder, Dialect, Sql, Tok, Writer, loose},
};

/// `left AND right`
#[derive(Debug, Clone, Copy)]
pub struct And<L, R> {
    left: L,
    right: R,
}
impl<L, R> And<L, R> {
    #[inline]
    pub(crate) fn new(left: L, right: R) -> Self {
        And { left, right }
    }
}
impl<D: Dialect, L: Sql<D>, R: Sql<D>> Sql<D> for And<L, R> {
    const LOOSE: u8 = loose::AND;
    const TOK: Tok = Tok::Seq(&[
        Tok::Group(L::LOOSE > loose::AND, &L::TOK),
        Tok::Lit(" AND "),
        Tok::Group(R::LOOSE >= loose::AND, &R::TOK),
    ]);
    /// Of conditions that are left out, as optional filters may be, the last stands for all.
    fn render(&self, w: &mut Writer) {
        if !self.left.is_left_out() {
            w.group::<D, L>(L::LOOSE > loose::AND, &self.left);
            if self.right.is_left_out() {
                return;
            }
            w.lit(" AND ");
        }
        w.group::<D, R>(R::LOOSE >= loose::AND, &self.right);
    }
    #[inline]
    fn is_left_out(&self) -> bool {
        self.left.is_left_out() && self.right.is_left_out()
    }
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.left.bind(binder)?;
        self.right.bind(binder)
    }
}

node!(/** `left OR right` */ Or<L, R> @ OR = (L) " OR " [R]);
node!(/** `NOT operand` */ Not<E> @ NOT = "NOT " (E));
expr! {
    And<L, R> -> bool;
    Or<L, R> -> bool;
    Not<E> -> bool;
}

impl<L, R> Or<L, R> {
    #[inline]
    pub(crate) fn new(left: L, right: R) -> Self {
        Or { L: left, R: right }
    }
}

/// Combining conditions.
pub trait Logic: Expr {
    /// `self AND other`
    #[inline]
    fn and<R: Value<bool, Self>>(self, other: R) -> And<Self, R::E>
    where
        Self::Base: Boolean,
    {
        And::new(self, other.into_expr())
    }

    /// `self OR other`
    #[inline]
    fn or<R: Value<bool, Self>>(self, other: R) -> Or<Self, R::E>
    where
        Self::Base: Boolean,
    {
        Or { L: self, R: other.into_expr() }
    }

    /// `NOT self`
    #[inline]
    fn not(self) -> Not<Self>
    where
        Self::Base: Boolean,
    {
        Not { E: self }
    }
}
impl<E: Expr> Logic for E {}
