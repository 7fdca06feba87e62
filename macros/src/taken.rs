//! Names that the module of a table has for itself, for the message about a column of that name.
//!
//! A lint that is denied: of what the compiler says about a name, its text alone is ours.

/// Declares the names.
macro_rules! taken {
    ($($name:ident)+) => { $(
        #[deprecated(note = "the module of a table has this name for itself; call the column otherwise, and give its name in the database: `#[name = \"table\"]`")]
        #[allow(non_upper_case_globals, missing_docs)]
        pub const $name: () = ();
    )+ };
}
taken!(table Table Columns);
