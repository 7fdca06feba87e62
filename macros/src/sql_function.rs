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
#[macro_export]
macro_rules! sql_function {
    ($(
        $(#[$($attr:tt)*])*
        $vis:vis fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $result:ty $(= $sql:literal)?;
    )+) => { $(
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        $vis struct $name {}
        impl $crate::__private::expr::Function for $name {
            const NAME: &'static str = $crate::__sql_function!(@name $name $($sql)?);
            type Result = $result;
        }
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
    (@name $name:ident) => { ::core::stringify!($name) };
    (@name $name:ident $sql:literal) => { $sql };
    (@types) => { $crate::__private::expr::NoArguments };
    (@types $($arg:ident)+) => { ($($arg::E,)+) };
    (@values) => { $crate::__private::expr::NoArguments };
    (@values $($arg:ident)+) => { ($($crate::__private::expr::Value::into_expr($arg),)+) };
    (@uses) => { $crate::__private::expr::NoUses };
    (@uses $arg:ident $ty:ty, $($rest:tt)*) => {
        $crate::__private::expr::BothUse<
            $crate::__private::expr::ArgumentUses<$ty, $arg::E>,
            $crate::__sql_function!(@uses $($rest)*)
        >
    };
}
