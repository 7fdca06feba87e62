//! Nullability, as types.

/// Whether something can be NULL.
pub trait Null: 'static {
    /// The Rust type it is read as: `T` or `Option<T>`.
    type Wrap<T>;
    /// NULL if one of both is.
    type Or<N: Null>: Null;
    /// NULL only if both are.
    type And<N: Null>: Null;
    /// `A` if it is never NULL, else `B`.
    type Choose<A, B>;
    /// As a value.
    const IS_NULLABLE: bool;
    /// What was found, as it is read; `None` if nothing was found where there must be something.
    #[doc(hidden)]
    fn wrap<T>(found: Option<T>) -> Option<Self::Wrap<T>>;
}

/// Never NULL.
#[derive(Debug, Clone, Copy)]
pub struct NotNull;
/// Can be NULL.
#[derive(Debug, Clone, Copy)]
pub struct Nullable;

impl Null for NotNull {
    type Wrap<T> = T;
    type Or<N: Null> = N;
    type And<N: Null> = NotNull;
    type Choose<A, B> = A;
    const IS_NULLABLE: bool = false;
    fn wrap<T>(found: Option<T>) -> Option<T> {
        found
    }
}
impl Null for Nullable {
    type Wrap<T> = Option<T>;
    type Or<N: Null> = Nullable;
    type And<N: Null> = N;
    type Choose<A, B> = B;
    const IS_NULLABLE: bool = true;
    fn wrap<T>(found: Option<T>) -> Option<Option<T>> {
        Some(found)
    }
}

/// How a value is passed on. Not by the traits that know the column, whose functions would be compiled for each column.
pub trait Passes {
    /// The value.
    type Pass<E>;
    /// Passes the value on.
    fn pass<E>(value: E) -> Self::Pass<E>;
}
/// As it is.
pub struct AsItIs;
impl Passes for AsItIs {
    type Pass<E> = E;
    #[inline]
    fn pass<E>(value: E) -> E {
        value
    }
}

/// A column of this nullability takes NULL.
pub trait AcceptsNull<C> {
    /// How.
    type By: Passes;
}
#[diagnostic::do_not_recommend]
impl<C> AcceptsNull<C> for Nullable {
    type By = AsItIs;
}

/// A value of this nullability goes into a column of nullability `N`; `C` names the column in the message.
#[diagnostic::on_unimplemented(
    message = "NULL cannot be assigned to `{C}`: the column is NOT NULL",
    label = "NULL for a column that is NOT NULL",
    note = "give it a value, or declare the column as `Option<..>`"
)]
pub trait GoesInto<N, C> {
    /// How.
    type By: Passes;
}
#[diagnostic::do_not_recommend]
impl<N, C> GoesInto<N, C> for NotNull {
    type By = AsItIs;
}
#[diagnostic::do_not_recommend]
impl<N: AcceptsNull<C>, C> GoesInto<N, C> for Nullable {
    type By = N::By;
}

/// An expression of this nullability fits into a column of nullability `N`; `C` names the column in the message.
#[diagnostic::on_unimplemented(
    message = "an expression that can be NULL cannot be assigned to `{C}`: the column is NOT NULL",
    label = "this can be NULL",
    note = "say what stands for NULL: `coalesce(.., ..)`"
)]
pub trait FitsInto<N, C> {}
#[diagnostic::do_not_recommend]
impl<N, C> FitsInto<N, C> for NotNull {}
#[diagnostic::do_not_recommend]
impl<C> FitsInto<Nullable, C> for Nullable {}
