//! The declarative macros of Aludel. Depend on the package `aludel`, which re-exports them.
//!
//! All of them are `macro_rules!`: no syn, no quote. Each is in the file of its name.

mod alias;
#[doc(hidden)]
pub mod attribute;
mod chunks;
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
#[doc(hidden)]
pub mod taken;
mod unit;

/// What the macros refer to. Not part of the interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::{attribute, taken};
    pub use aludel_core::*;
    pub use std::{
        clone::Clone,
        fmt::Debug,
        marker::{Copy, PhantomData},
        option::Option,
        result::Result::{Err, Ok},
        stringify,
    };
}
