//! The numbers of tables and columns.

/// The number of a table, from its name and where it is declared.
#[doc(hidden)]
#[macro_export]
macro_rules! __id {
    ($table:ident) => { $crate::__id!(@digits (::core::concat!(::core::module_path!(), ::core::line!(), ":", ::core::column!(), ::core::stringify!($table))) 0 1 2 3 4 5 6 7) };
    (@digits $name:tt $($at:literal)+) => {
        $crate::__private::schema::identity::Number<$({ $crate::__private::schema::identity::digit($name, $at) }),+>
    };
}

/// The place of a column, as `__table!` counts them.
#[doc(hidden)]
#[macro_export]
macro_rules! __place {
    ([]) => { $crate::__private::schema::identity::Unnumbered };
    ([$at:ident]) => { $crate::__place!(@ 0 $at) };
    ([x $at:ident]) => { $crate::__place!(@ 1 $at) };
    ([x x $at:ident]) => { $crate::__place!(@ 2 $at) };
    ([x x x $at:ident]) => { $crate::__place!(@ 3 $at) };
    ([x x x x $at:ident]) => { $crate::__place!(@ 4 $at) };
    ([x x x x x $at:ident]) => { $crate::__place!(@ 5 $at) };
    ([x x x x x x $at:ident]) => { $crate::__place!(@ 6 $at) };
    ([x x x x x x x $at:ident]) => { $crate::__place!(@ 7 $at) };
    (@ $block:literal a) => { $crate::__private::schema::identity::Place<$block, 0> };
    (@ $block:literal b) => { $crate::__private::schema::identity::Place<$block, 1> };
    (@ $block:literal c) => { $crate::__private::schema::identity::Place<$block, 2> };
    (@ $block:literal e) => { $crate::__private::schema::identity::Place<$block, 3> };
    (@ $block:literal f) => { $crate::__private::schema::identity::Place<$block, 4> };
    (@ $block:literal g) => { $crate::__private::schema::identity::Place<$block, 5> };
    (@ $block:literal h) => { $crate::__private::schema::identity::Place<$block, 6> };
    (@ $block:literal i) => { $crate::__private::schema::identity::Place<$block, 7> };
}
