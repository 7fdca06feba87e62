//! Which value types are text.

/// A value type that is text.
#[diagnostic::on_unimplemented(message = "`{Self}` is not text", label = "a text column or expression is needed")]
pub trait Textual {
    /// The type itself.
    type Text;
}
#[diagnostic::do_not_recommend]
impl Textual for String {
    type Text = Self;
}
