//! Functions of one value per row, one declaration each: from it come the function in Rust, its typing, its
//! documentation and its spelling in each dialect.
//!
//! A function is NULL if one of its arguments is, unless it says otherwise. It means the same on every backend, or its
//! documentation says what differs; one that a backend lacks does not compile there.

mod age;
mod choice;
mod date;
mod interval;
mod joined;
mod json;
#[cfg(feature = "serde_json")]
mod json_build;
#[cfg(feature = "serde_json")]
mod json_change;
mod math;
mod number;
mod text;
mod user;

pub use age::*;
pub use choice::*;
pub use date::*;
pub use interval::*;
pub use joined::*;
pub use json::*;
#[cfg(feature = "serde_json")]
pub use json_build::*;
#[cfg(feature = "serde_json")]
pub use json_change::*;
pub use math::*;
pub use number::*;
pub use text::*;
pub use user::*;

/// Declares functions.
///
/// ```ignore
/// /// The first `count` characters.
/// left<T: Expr<Base: Textual>>(text, count: N = i32) -> String = Left {
///     SQLite => ["substr(" T ", 1, max(" N ", 0))"];
///     PostgreSQL => ["left(" T ", CASE WHEN (" N ") < 0 THEN 0 ELSE " N " END)"];
///     MySQL, MariaDB => ["left(" T ", " N ")"]
/// };
/// ```
///
/// The first argument is an expression, the others are values of a type. Its bound is written in the line, so that
/// messages show that line. Behind the arguments may stand how the result uses them, as in `expr!`. Then come the node's
/// name and its parts, as in `node!`.
macro_rules! functions {
    ($(
        $(#[$m:meta])*
        $name:ident<$F:ident: $bound:path>($first:ident $(, $arg:ident: $A:ident = $ty:ty)*)
            $(: $how:ident)? -> $base:ty $(where $bounds:tt)? = $node:ident $spelling:tt;
    )*) => { $(
        $crate::expr::function::functions!(@node [concat!("What [`", stringify!($name), "`](fn@", stringify!($name), ") makes.")] $node [$F $($A)*] $spelling);
        $crate::expr::expr!($node<$F $(, $A)*> $($how)? -> $base $(where $bounds)?;);

        $(#[$m])*
        #[inline]
        pub fn $name<$F: $bound $(, $A: $crate::expr::Value<$ty, $F>)*>(
            $first: $F
            $(, $arg: $A)*
        ) -> $node<$F $(, $A::E)*> {
            $node { $F: $first $(, $A: $crate::expr::Value::<$ty, $F>::into_expr($arg))* }
        }
    )* };
    (@node [$doc:expr] $node:ident [$($g:ident)*] [$($part:tt)*]) => {
        $crate::node!(#[doc = $doc] $node<$($g),*> = $($part)*);
    };
    (@node [$doc:expr] $node:ident [$($g:ident)*] { $($arms:tt)* }) => {
        $crate::node!(#[doc = $doc] $node<$($g),*> { $($arms)* });
    };
}
pub(in crate::expr) use functions;
