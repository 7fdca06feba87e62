//! The declarative macros of Aludel. Depend on the package `aludel`, which re-exports them.
//!
//! All of them are `macro_rules!`: no syn, no quote. Each is in the file of its name.

mod alias;
mod collation;
mod identity;
mod new;
mod newtype;
mod row;
mod schema;
mod shape;
mod sql_enum;
mod sql_function;
mod table;

/// What the macros refer to. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use aludel_core::*;
    pub use std::{clone::Clone, fmt::Debug, marker::Copy, option::Option, stringify};

    /// What can be said about a column: for the message about one that cannot. They are explained at
    /// [`table!`](crate::table).
    #[allow(non_upper_case_globals, missing_docs)]
    pub mod attributes_of_columns {
        pub const primary_key: () = ();
        pub const unique: () = ();
        pub const index: () = ();
        pub const max_len: () = ();
        pub const decimal: () = ();
        pub const default: () = ();
        pub const references: () = ();
        pub const generated: () = ();
        pub const check: () = ();
        pub const version: () = ();
        pub const name: () = ();
        pub const sql_type: () = ();
        pub const was: () = ();
        pub const comment: () = ();
    }
}
