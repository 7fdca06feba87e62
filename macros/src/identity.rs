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
    ($table:ty) => {
        type Id = $crate::__id!(@digits $table, Number<Self> 0 1);
        type IdRest = $crate::__id!(@digits $table, RestOf<> 2 3 4 5 6 7);
    };
    (@digits $table:ty, $of:ident<$($self:ident)?> $($at:literal)+) => {
        $crate::__private::schema::identity::$of<$($self,)? $({ $crate::__private::schema::identity::digit::<$table>($at) }),+>
    };
}
