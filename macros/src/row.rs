//! `row!`: rows into a struct of one's own, by name.

/// Reads rows into a struct of one's own, field by field.
///
/// As a declaration it makes the struct, and `Line::row()` to select it, also inside of `nested(..)`:
///
/// ```
/// # use aludel_macros::{row, table};
/// # use aludel_core::query::from;
/// table! { pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, score: i64 } }
/// row! {
///     /// A line of the overview.
///     #[derive(Debug)]
///     pub struct Line { title: String = posts::title, points: i64 = posts::score }
/// }
/// # fn main() {
/// let lines = from(posts::table).select(Line::row());
/// # }
/// ```
///
/// As an expression it fills any struct, from any expressions:
///
/// ```
/// # use aludel_macros::{row, table};
/// # use aludel_core::{expr::*, query::from};
/// # table! { pub struct Post in posts { #[primary_key(auto)] id: i64, title: String, score: i64 } }
/// struct Best { title: String, points: Option<i64> }
/// # fn main() {
/// let best = from(posts::table)
///     .group_by(posts::title)
///     .select(row!(Best { title: posts::title, points: max(posts::score) }));
/// # }
/// ```
#[macro_export]
macro_rules! row {
    ($(#[$($attr:tt)*])* $vis:vis struct $name:ident {
        $($(#[$($field_attr:tt)*])* $field_vis:vis $field:ident : $ty:ty = $($column:ident)::+),+ $(,)?
    }) => {
        $(#[$($attr)*])*
        $vis struct $name { $($(#[$($field_attr)*])* pub $field: $ty),+ }
        impl $name {
            /// Selects the columns that fill the struct.
            #[allow(clippy::type_complexity)]
            $vis fn row() -> $crate::__private::query::RowOf<($($($column)::+,)+), ($($ty,)+), fn(($($ty,)+)) -> $name> {
                $crate::__row!([$name] columns [$($field)+])
            }
        }
        $crate::__private::nested_row!($name [$($field: $ty),+]);
    };
    ($($name:ident)::+ { $($field:ident : $value:expr),+ $(,)? }) => {
        $crate::__row!([$($name)::+] ($($value,)+) [$($field)+])
    };
    ($($rest:tt)*) => {
        ::core::compile_error!(
            "a row is declared as `struct Line { title: String = posts::title }`, or made as `row!(Line { title: posts::title })`"
        );
    };
}

/// Gives each field a variable of our own: one named after the field could be taken for a column in scope.
#[doc(hidden)]
#[macro_export]
macro_rules! __row {
    ($name:tt $values:tt [$($field:ident)+]) => {
        $crate::__row!(@zip $name $values [$($field)+] [v0 v1 v2 v3 v4 v5 v6 v7 v8 v9 v10 v11 v12 v13 v14 v15] [])
    };
    (@zip $name:tt $values:tt [$field:ident $($fields:ident)*] [$var:ident $($vars:ident)*] [$($done:tt)*]) => {
        $crate::__row!(@zip $name $values [$($fields)*] [$($vars)*] [$($done)* ($field $var)])
    };
    // Of columns alone, by the type: each is written once, so that an unknown one is one error.
    (@zip [$($name:tt)+] columns [] $vars:tt [$(($field:ident $var:ident))+]) => {
        $crate::__private::query::RowOf::of_columns(|($($var,)+)| $($name)+ { $($field: $var),+ })
    };
    (@zip [$($name:tt)+] $values:tt [] $vars:tt [$(($field:ident $var:ident))+]) => {
        $crate::__private::query::RowOf::new($values, |($($var,)+)| $($name)+ { $($field: $var),+ })
    };
    (@zip $name:tt $values:tt [$($more:ident)+] [] $done:tt) => {
        ::core::compile_error!("a row has at most sixteen fields")
    };
}
