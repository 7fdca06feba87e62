//! The number of a table.

/// The number of a table, from its name and where it is declared.
#[doc(hidden)]
#[macro_export]
macro_rules! __number {
    ($table:ident) => {
        $crate::__private::schema::identity::number(::core::concat!(
            ::core::module_path!(),
            ::core::line!(),
            ":",
            ::core::column!(),
            ::core::stringify!($table)
        ))
    };
}

/// The same as a type.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($table:ty) => { $crate::__id!(@digits $table, 0 1 2 3 4 5 6 7) };
    (@digits $table:ty, $($at:literal)+) => {
        $crate::__private::schema::identity::Number<$({ $crate::__private::schema::identity::digit::<$table>($at) }),+>
    };
}
