//! `collation!`: a way to compare and sort text.

/// Declares collations, each by its name on the backends that have it.
///
/// ```
/// # use aludel_macros::collation;
/// collation! {
///     /// Without regard to case, as each backend means it.
///     pub NoCase { SQLite = "NOCASE", MySQL = "utf8mb4_general_ci", MariaDB = "utf8mb4_general_ci" }
/// }
/// # fn main() {}
/// ```
///
/// `users::name.collate(NoCase).eq("ann")`, `.order_by(users::name.collate(NoCase))`. On a backend that has no name for it
/// the query does not compile. What equals what is up to the collation, and differs from backend to backend.
#[macro_export]
macro_rules! collation {
    ($($(#[$($attr:tt)*])* $vis:vis $name:ident { $($dialect:ident = $sql:literal),+ $(,)? })+) => { $(
        $(#[$($attr)*])*
        #[derive(Debug, Clone, Copy)]
        $vis struct $name;
        impl $crate::__private::expr::Collation for $name {}
        $(
            impl $crate::__private::sql::Sql<$crate::__private::sql::$dialect> for $name {
                const TOK: $crate::__private::sql::Tok = $crate::__private::sql::Tok::Ident($sql);
                fn bind<'v, B: $crate::__private::value::Binder<'v> + ?Sized>(
                    &'v self,
                    _: &mut B,
                ) -> $crate::__private::Result<()> {
                    ::core::result::Result::Ok(())
                }
            }
        )+
    )+ };
    ($($rest:tt)*) => {
        ::core::compile_error!("a collation is declared as `pub NoCase { SQLite = \"NOCASE\" }`, with its name on each dialect");
    };
}
