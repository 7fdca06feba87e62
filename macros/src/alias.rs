//! `alias!`: a second name for a table.

/// Gives a table a second name, for joining it with itself.
///
/// `alias!(users as managers);` gives the module `managers` with `managers::table` and a column for each of `users`.
/// The table must be declared in the same crate.
///
/// ```
/// # use aludel_macros::{alias, table};
/// table! {
///     pub struct User in users {
///         #[primary_key(auto)] id: i64,
///         name: String,
///         #[references(users::id)] manager_id: Option<i64>,
///     }
/// }
/// alias!(pub users as managers);
/// # fn main() { let _ = managers::name; }
/// ```
#[macro_export]
macro_rules! alias {
    ($vis:vis $($path:ident)::+ as $alias:ident $(;)?) => {
        $($path)::+::__columns! { [$vis] [$($path)::+] $alias }
    };
    ($($rest:tt)*) => {
        ::core::compile_error!("an alias is declared as `alias!(users as managers)`");
    };
}

/// Emits the module of an alias.
#[doc(hidden)]
#[macro_export]
macro_rules! __alias {
    (@emit [$vis:vis] [$($path:tt)+] $alias:ident $table:ident [$($column:ident)+]) => {
        $crate::__alias! { @shape [$vis] [$($path)+] $alias $table [$($column)+] }
        #[diagnostic::do_not_recommend]
        impl $crate::__private::schema::Readable for $alias::table {}
        #[diagnostic::do_not_recommend]
        impl $crate::__private::schema::Lockable for $alias::table {}
    };
    // A second name for a shape: what fills the shape fills it.
    (@shape [$vis:vis] [$($path:tt)+] $alias:ident $table:ident [$($column:ident)+]) => {
        $crate::__alias! { @module [$vis] $alias [$($column)+] }
        $crate::__alias! { @table [$($path)+] $alias $table }
        $crate::__alias! { @columns $alias [$($path)+] [$($column)+] }
    };
    (@module [$vis:vis] $alias:ident [$($column:ident)+]) => {
        #[allow(non_camel_case_types, non_upper_case_globals, dead_code)]
        $vis mod $alias {
            /// The table under its second name.
            pub struct table;
            $crate::__unit! { table }
            /// The type of the table, for signatures.
            pub type Table = table;
            $(
                /// The column under the second name of its table.
                pub struct $column;
                $crate::__unit! { $column }
            )+
        }
    };
    (@table [$($path:tt)+] $alias:ident $table:ident) => {
        impl $crate::__private::schema::Table for $alias::table {
            type Row = <$($path)+::table as $crate::__private::schema::Table>::Row;
            $crate::__id! { $alias::table }
            const NUMBER: u32 = $crate::__number!($alias);
            const KEY_LEN: usize = <$($path)+::table as $crate::__private::schema::Table>::KEY_LEN;
            const NAME: &'static str = ::core::stringify!($alias);
            const SCHEMA: $crate::__private::Option<&'static str> = $crate::__private::Option::None;
            const FROM: $crate::__private::sql::Tok = $crate::__private::sql::Tok::Seq(&[
                <$($path)+::table as $crate::__private::schema::Table>::FROM,
                $crate::__private::sql::Tok::Lit(" AS "),
                $crate::__private::sql::Tok::Ident(::core::stringify!($alias)),
            ]);
            const COLUMNS: &'static [$crate::__private::schema::meta::ColumnMeta] =
                <$($path)+::table as $crate::__private::schema::Table>::COLUMNS;
            const COLUMN_NAMES: &'static [&'static str] = <$($path)+::table as $crate::__private::schema::Table>::COLUMN_NAMES;
        }
        impl $crate::__private::schema::Alias for $alias::table {
            type Of = $($path)+::table;
        }
    };
    (@columns $alias:ident $path:tt [$($column:ident)+]) => {
        $($crate::__alias! { @column $alias $path $column })+
    };
    (@column $alias:ident [$($path:tt)+] $column:ident) => {
        $crate::__private::column_sql!($alias::$column);
        impl $crate::__private::schema::Column for $alias::$column {
            type Table = $alias::table;
            type Base = <$($path)+::$column as $crate::__private::schema::Column>::Base;
            type Null = <$($path)+::$column as $crate::__private::schema::Column>::Null;
            type Requirement = <$($path)+::$column as $crate::__private::schema::Column>::Requirement;
            const NAME: &'static str = <$($path)+::$column as $crate::__private::schema::Column>::NAME;
            const IS_KEY: bool = <$($path)+::$column as $crate::__private::schema::Column>::IS_KEY;
            const VALUE: Self = $alias::$column;
        }
    };
}
