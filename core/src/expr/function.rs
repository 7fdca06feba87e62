//! Scalar functions, one line each.

use super::{Expr, Number, Textual, expr};
use crate::node;

node!(/** `lower(text)` */ Lower<E> = "lower(" E ")");
node!(/** `upper(text)` */ Upper<E> = "upper(" E ")");
node!(/** `trim(text)` */ Trim<E> = "trim(" E ")");
node!(/** The number of characters. */ Length<E> {
    SQLite, PostgreSQL => ["length(" E ")"];
    MySQL, MariaDB => ["char_length(" E ")"]
});
node!(/** `abs(number)` */ Abs<E> = "abs(" E ")");
expr! {
    Lower<E> -> E::Base;
    Upper<E> -> E::Base;
    Trim<E> -> E::Base;
    Length<E> -> i64;
    Abs<E> -> E::Base;
}

/// One line per function of one operand.
macro_rules! functions {
    ($($(#[$m:meta])* $name:ident($bound:ident) -> $node:ident;)*) => { $(
        $(#[$m])*
        #[inline]
        pub fn $name<E: Expr<Base: $bound>>(operand: E) -> $node<E> {
            $node { E: operand }
        }
    )* };
}
functions! {
    /// The text in lower case. SQLite knows only the letters of ASCII.
    lower(Textual) -> Lower;
    /// The text in upper case. SQLite knows only the letters of ASCII.
    upper(Textual) -> Upper;
    /// The text without spaces at both ends.
    trim(Textual) -> Trim;
    /// The number of characters.
    length(Textual) -> Length;
    /// The number without its sign.
    abs(Number) -> Abs;
}
