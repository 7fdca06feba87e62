//! What can be said about a column, for the messages about what cannot.

/// Declares the attributes of a column: each with how it is written.
macro_rules! attributes {
    ($d:tt $($name:ident: $form:literal;)+) => {
        /// The attributes by name. They are explained at [`table!`](crate::table).
        #[allow(non_upper_case_globals, missing_docs)]
        pub mod attributes_of_columns {
            $(pub const $name: () = ();)+
        }

        /// The error about an attribute that `table!` does not take: one that is written otherwise, or that is none.
        #[doc(hidden)]
        #[macro_export]
        macro_rules! __attribute {
            $(($d table:ident $d column:ident $name) => {
                ::core::compile_error! { ::core::concat!(
                    "column `", ::core::stringify!($d column), "` of `", ::core::stringify!($d table),
                    "`: the attribute `", ::core::stringify!($name), "` is written ", $form
                ) }
            };)+
            // An error at the attribute, with the one that was meant: all of them are constants there.
            ($d table:ident $d column:ident $d unknown:ident) => {
                const _: () = $d crate::__private::attributes_of_columns::$d unknown;
            };
        }
    };
}
attributes! { $
    primary_key: "`#[primary_key]` or `#[primary_key(auto)]`";
    unique: "`#[unique]`";
    index: "`#[index]`";
    max_len: "`#[max_len(80)]`";
    decimal: "`#[decimal(10, 2)]`";
    default: "with a literal (of an enum, its text), `now` or SQL: `#[default(0)]`, `#[default(\"draft\")]`, `#[default(now)]`, `#[default(sql = \"..\")]`";
    references: "`#[references(users::id)]` or `#[references(users::id, on_delete = cascade)]`";
    generated: "`#[generated(\"price * 2\")]` or `#[generated(virtual = \"..\")]`";
    check: "`#[check(\"price > 0\")]`";
    version: "`#[version]`";
    name: "`#[name = \"emailAddress\"]`";
    sql_type: "`#[sql_type(postgres = \"citext\")]`, with any of `sqlite`, `postgres`, `mysql` and `mariadb`";
    was: "`#[was = \"mail\"]`";
    comment: "`#[comment]` or `#[comment = \"..\"]`";
}
