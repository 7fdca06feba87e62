//! Tables and columns, as queries see them.

use super::meta::ColumnMeta;
use crate::{
    sql::Tok,
    value::{Load, Null, Scalar},
};

/// Something that rows come from: a table, or an alias of one.
pub trait Table: Copy + 'static {
    /// One row of it.
    type Row: Load;
    /// Its number, by which the compiler tells it from others.
    type Id;
    /// Its further digits.
    #[doc(hidden)]
    type IdRest;
    /// The same as a value.
    const NUMBER: u32;
    /// How many columns its primary key has.
    const KEY_LEN: usize;
    /// How its columns are qualified.
    const NAME: &'static str;
    /// The schema it was declared in.
    const SCHEMA: Option<&'static str>;
    /// Its text in FROM.
    const FROM: Tok;
    /// Its columns.
    const COLUMNS: &'static [ColumnMeta];
    /// Their names in the database.
    const COLUMN_NAMES: &'static [&'static str];
}

/// A column, as a value of size zero.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a column nor an expression",
    label = "a column, or something computed from columns and values, is needed",
    note = "a plain value becomes an expression with `value(..)`, a query of one value with `scalar(..)`"
)]
pub trait Column: Copy + 'static {
    /// Where it belongs.
    type Table: Table;
    /// Its value type, without `Option`.
    type Base: Scalar;
    /// Whether it takes NULL.
    type Null: Null;
    /// Whether an insert must give it a value: [`Required`](super::Required) or [`Optional`](super::Optional).
    type Requirement;
    /// Its name in the database.
    const NAME: &'static str;
    /// Whether it is in the primary key.
    const IS_KEY: bool;
    /// Its value.
    const VALUE: Self;
}
