//! `schema!`: a set of tables.

/// Collects tables, for creating, comparing and migrating them: `schema! { pub Blog: users, posts }`.
///
/// ```
/// # use aludel_macros::{schema, table};
/// # use aludel_core::schema::Schema;
/// table! { pub struct User in users { #[primary_key(auto)] id: i64, name: String } }
/// schema! { pub Blog: users }
/// # fn main() { assert_eq!(Blog::TABLES[0].name, "users"); }
/// ```
#[macro_export]
macro_rules! schema {
    ($(#[$($attr:tt)*])* $vis:vis $name:ident : $($($table:ident)::+),+ $(,)?) => {
        $(#[$($attr)*])*
        #[derive(Debug, Clone, Copy)]
        $vis struct $name;
        impl $crate::__private::schema::Schema for $name {
            const TABLES: &'static [&'static $crate::__private::schema::meta::TableMeta] =
                &[$($crate::__private::schema::meta_of(&$($table)::+::table)),+];
        }
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("a schema is declared as `pub Blog: users, posts`");
    };
}
