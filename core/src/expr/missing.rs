//! Whether a value that is assigned may be missing.

use crate::{
    schema::Optional,
    value::{GoesInto, NotNull, Nullable},
};
use std::marker::PhantomData;

/// Of what may be missing: the nullability of what is there, `N`.
pub struct Missing<N>(PhantomData<fn() -> N>);
#[diagnostic::do_not_recommend]
impl<N: GoesInto<M, C>, M, C> GoesInto<M, C> for Missing<N> {
    type By = N::By;
}

/// What is assigned to the column `C` is there, or the column, of the requirement `R`, has a default.
#[diagnostic::on_unimplemented(
    message = "`{C}` has no default",
    label = "this may be missing, and the column has no default",
    note = "declare it with `#[default(..)]` or as `Option<..>`, or give it a value"
)]
pub trait MayBeLeft<R, C> {}
#[diagnostic::do_not_recommend]
impl<R, C> MayBeLeft<R, C> for NotNull {}
#[diagnostic::do_not_recommend]
impl<R, C> MayBeLeft<R, C> for Nullable {}
#[diagnostic::do_not_recommend]
impl<N, C> MayBeLeft<Optional, C> for Missing<N> {}

/// What is compared is there. Only what is assigned may be missing.
#[diagnostic::on_unimplemented(
    message = "what `or_default(..)` makes is assigned, not compared",
    label = "this may be missing",
    note = "an `Option` itself can be compared by `is_not_distinct_from`"
)]
pub trait NeverMissing {}
#[diagnostic::do_not_recommend]
impl NeverMissing for NotNull {}
#[diagnostic::do_not_recommend]
impl NeverMissing for Nullable {}
