//! `sql_function!`: a function of the database, declared.

/// Declares functions that the database has, or gets: an extension's, a stored function, one of SQLite written in Rust.
///
/// ```
/// # use aludel_macros::sql_function;
/// sql_function! {
///     /// The text without accents.
///     pub fn unaccent(text: String) -> String;
///     /// The distance between two texts, NULL if there is none.
///     fn distance(a: String, b: String) -> Option<f64> = "text_distance";
/// }
/// # fn main() {}
/// ```
///
/// Each becomes a function in Rust: `from(users::table).filter(unaccent(users::name).eq("Zoe"))`. It is called by its
/// name, or by the one behind `=`, which is written into the SQL as it stands (`"geo.distance"`).
///
/// It is NULL if one of its arguments is; an argument of type `Option<..>` does not count. A result of type `Option<..>`
/// can always be NULL. Whether a backend has the function is not checked before the statement runs. On SQLite one can be
/// written in Rust: see `function` of the backend's `Functions`.
///
/// # Aggregates, and functions that give rows
///
/// ```
/// # use aludel_macros::{shape, sql_function, table};
/// # use aludel_core::{expr::{NumberExpr, window}, query::from, sql::{PostgreSQL, text_of}};
/// # use aludel_core::expr::WindowFunction;
/// # table! { pub struct Sale in sales { #[primary_key(auto)] id: i64, price: f64, pieces: i64 } }
/// shape! { pub series { n: i64 } }
/// sql_function! {
///     /// The bits that are set in all values.
///     pub aggregate fn bits_of_all(number: i64) -> i64 = "bit_and";
/// }
/// sql_function! {
///     /// The numbers from one to another.
///     pub table fn generate_series(first: i64, last: i64) -> series;
/// }
/// # fn main() {
/// let query = from(sales::table).group_by(sales::id).select((sales::id, bits_of_all(sales::pieces)));
/// let numbers = from(generate_series(1, 5)).select(series::n);
/// assert_eq!(
///     text_of::<PostgreSQL, _>(&numbers),
///     r#"SELECT "series"."n" FROM generate_series(CAST($1 AS bigint), CAST($2 AS bigint)) AS "series" ("n")"#
/// );
/// # }
/// ```
///
/// An `aggregate` is used like the library's own, over a window (`.over(..)`) too. It is NULL of no rows: a result that is
/// no `Option` is one without GROUP BY. A `table` function gives rows of a shape, to select from and to join, on SQLite and
/// PostgreSQL; its arguments are values. On SQLite its columns are called as the shape says, on PostgreSQL their places count.
#[macro_export]
macro_rules! sql_function {
    ($(
        $(#[$($attr:tt)*])*
        $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $result:ty $(= $sql:literal)?;
    )+) => { $(
        $crate::__sql_function! { @function $vis $name $result, $($sql)? }
        $(#[$($attr)*])*
        #[allow(non_camel_case_types, clippy::too_many_arguments)]
        $vis fn $name<$($arg: $crate::__private::expr::Value<<$ty as $crate::__private::value::Field>::Base>),*>(
            $($arg: $arg),*
        ) -> $crate::__private::expr::Call<
            $name,
            $crate::__sql_function!(@types $($arg)*),
            $crate::__sql_function!(@uses $($arg $ty,)*)
        > {
            $crate::__private::expr::Call::new($crate::__sql_function!(@values $($arg)*))
        }
    )+ };
    ($(
        $(#[$($attr:tt)*])*
        $vis:vis aggregate fn $name:ident($($arg:ident: $ty:ty),+ $(,)?) -> $result:ty $(= $sql:literal)?;
    )+) => { $(
        $crate::__sql_function! { @function $vis $name $result, $($sql)? }
        $(#[$($attr)*])*
        #[allow(non_camel_case_types, clippy::too_many_arguments)]
        $vis fn $name<$($arg: $crate::__private::expr::RowValue<<$ty as $crate::__private::value::Field>::Base>),+>(
            $($arg: $arg),+
        ) -> $crate::__private::expr::AggregateCall<
            $name,
            $crate::__sql_function!(@types $($arg)+),
            $crate::__sql_function!(@uses $($arg $ty,)+)
        > {
            $crate::__private::expr::AggregateCall::new(($($crate::__private::expr::RowValue::into_row_value($arg),)+))
        }
    )+ };
    ($(
        $(#[$($attr:tt)*])*
        $vis:vis table fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $shape:ident $(= $sql:literal)?;
    )+) => { $(
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        $vis struct $name {}
        impl $crate::__private::query::TableFunction for $name {
            const NAME: &'static str = $crate::__sql_function!(@name $name $($sql)?);
            type Shape = $shape::table;
        }
        $(#[$($attr)*])*
        #[allow(non_camel_case_types, clippy::too_many_arguments)]
        $vis fn $name<$($arg: $crate::__private::expr::GivenValue<<$ty as $crate::__private::value::Field>::Base>),*>(
            $($arg: $arg),*
        ) -> $crate::__private::query::TableCall<$name, $crate::__sql_function!(@arguments $($arg)*)> {
            $crate::__private::query::TableCall::new($crate::__sql_function!(@given $($arg)*))
        }
    )+ };
    ($($rest:tt)*) => {
        ::core::compile_error!(
            "a function is declared as `pub fn unaccent(text: String) -> String;`, with `= \"name_in_sql\"` before the semicolon if that differs"
        );
    };
}

/// Parts of the signature.
#[doc(hidden)]
#[macro_export]
macro_rules! __sql_function {
    (@function $vis:vis $name:ident $result:ty, $($sql:literal)?) => {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        $vis struct $name {}
        impl $crate::__private::expr::Function for $name {
            const NAME: &'static str = $crate::__sql_function!(@name $name $($sql)?);
            type Result = $result;
        }
    };
    (@name $name:ident) => { ::core::stringify!($name) };
    (@name $name:ident $sql:literal) => { $sql };
    (@types) => { $crate::__private::expr::NoArguments };
    (@types $($arg:ident)+) => { ($($arg::E,)+) };
    (@values) => { $crate::__private::expr::NoArguments };
    (@values $($arg:ident)+) => { ($($crate::__private::expr::Value::into_expr($arg),)+) };
    (@arguments) => { $crate::__private::expr::NoArguments };
    (@arguments $($arg:ident)+) => { ($($crate::__private::query::Argument<$arg::E>,)+) };
    (@given) => { $crate::__private::expr::NoArguments };
    (@given $($arg:ident)+) => {
        ($($crate::__private::query::Argument::new($crate::__private::expr::GivenValue::into_given_value($arg)),)+)
    };
    (@uses) => { $crate::__private::expr::NoUses };
    (@uses $arg:ident $ty:ty, $($rest:tt)*) => {
        $crate::__private::expr::BothUse<
            $crate::__private::expr::ArgumentUses<$ty, $arg::E>,
            $crate::__sql_function!(@uses $($rest)*)
        >
    };
}
