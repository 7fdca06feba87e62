//! The number of a table.

/// The number of a table, from its name and where it is declared.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($table:ident) => { $crate::__id!(@digits (::core::concat!(::core::module_path!(), ::core::line!(), ":", ::core::column!(), ::core::stringify!($table))) 0 1 2 3 4 5 6 7) };
    (@digits $name:tt $($at:literal)+) => {
        $crate::__private::schema::identity::Number<$({ $crate::__private::schema::identity::digit($name, $at) }),+>
    };
}
