//! SQL as text: the tokens it is made of, the dialects it is written in, how a statement becomes a
//! constant, and how its values are handed over.

mod bind;
pub mod dialect;
mod interval;
mod names;
mod node;
mod sentence;
mod shape;
mod single;
mod text;
mod tok;
mod types;
mod writer;

pub use bind::{Binder, List};
pub use dialect::{AnyDialect, Dialect, DialectKind, MariaDB, MySQL, PostgreSQL, SQLite, Style};
pub use interval::Interval;
pub(crate) use names::Names;
pub use sentence::Sentence;
pub(crate) use sentence::same;
pub(crate) use shape::Shape;
pub use text::{SqlText, Text, text_of};
pub use tok::Tok;
pub(crate) use types::postgres_types;
pub use types::{Decimal, End, Ends, SqlType};
pub use writer::Writer;

use crate::Result;

/// A piece of SQL in dialect `D`: its constant text, its run-time text and its values, in one order.
///
/// A construct that a dialect lacks has no impl for it, so that its use is a compile error.
#[diagnostic::on_unimplemented(
    message = "this cannot be run on {D}: `{Self}`",
    label = "this is run on {D}",
    note = "a query behind `impl Query` says where it can be run: `impl Query<Row = User> + Portable`, or `.. + Sql<SQLite>`"
)]
#[rust_analyzer::completions(ignore_methods)]
pub trait Sql<D: Dialect> {
    /// The text as a tree of tokens, known to the compiler.
    const TOK: Tok;

    /// How loosely the piece binds in an expression; a surrounding operator adds parentheses where needed.
    const LOOSE: u8 = loose::ATOM;

    /// Writes the text of a shape that exists only at run time.
    fn render(&self, w: &mut Writer) {
        w.tok(&Self::TOK);
    }

    /// Whether the statement may begin a transaction that nobody here knows of, as SQL that a user wrote may.
    #[inline]
    fn may_begin(&self) -> bool {
        false
    }

    /// Whether it is a condition that is not asked for, which leaves out the AND before it.
    #[inline]
    fn is_left_out(&self) -> bool {
        false
    }

    /// Hands over the values, in the order of their placeholders. A piece without any has nothing to say here.
    ///
    /// One that only hands on to another is `#[inline(always)]`: the optimizer would go over all that it holds once more.
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        let _ = binder;
        Ok(())
    }
}

/// Levels of [`Sql::LOOSE`], from the tightest to the loosest.
pub mod loose {
    /// A column, a value, a function call.
    pub const ATOM: u8 = 0;
    /// Unary minus.
    pub const SIGN: u8 = 1;
    /// `*`, `/`, `%`.
    pub const PRODUCT: u8 = 2;
    /// `+`, `-`.
    pub const SUM: u8 = 3;
    /// `||` and other operators.
    pub const OTHER: u8 = 4;
    /// `=`, `<`, LIKE, IN, BETWEEN, IS.
    pub const COMPARISON: u8 = 5;
    /// NOT.
    pub const NOT: u8 = 6;
    /// AND.
    pub const AND: u8 = 7;
    /// OR.
    pub const OR: u8 = 8;
}
