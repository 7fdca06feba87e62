//! Which value types are text.

use super::Expr;

/// A value type that is text.
#[diagnostic::on_unimplemented(message = "`{Self}` is not text", label = "a text column or expression is needed")]
pub trait Textual {
    /// The type itself.
    type Text;
}
/// The value type of the expression `E` is text.
#[diagnostic::on_unimplemented(
    message = "`{E}` is a `{Self}`, not text",
    label = "a text column or expression is needed"
)]
pub trait TextOf<E> {
    /// The type itself.
    type Text;
}
#[diagnostic::do_not_recommend]
impl<T: Textual, E> TextOf<E> for T {
    type Text = T::Text;
}

/// An expression that is text.
pub trait TextExpr: Expr {
    /// See [`Told`](super::Told).
    type Checked;
}
impl<E: Expr<Base: TextOf<E>>> TextExpr for E {
    type Checked = ();
}

#[diagnostic::do_not_recommend]
impl Textual for String {
    type Text = Self;
}
