//! The primary key of a table, gathered from its columns.

use super::Column;
use crate::{
    Result,
    value::{Binder, Scalar},
};
use std::marker::PhantomData;

/// A list of key columns: `C`, then `Rest`.
pub struct KeyColumns<C, Rest>(PhantomData<(C, Rest)>);
/// The end of a list of key columns.
pub struct NoKey;

/// How a column takes part in the key.
pub trait PushKey<C> {
    /// Whether it is in the key.
    const IS_IN: bool;
    /// The list with the column, or without it.
    type Onto<List>;
}
/// A list of key columns.
pub trait KeyList {
    /// How many there are.
    const LEN: usize;
}
impl KeyList for NoKey {
    const LEN: usize = 0;
}
impl<C, Rest: KeyList> KeyList for KeyColumns<C, Rest> {
    const LEN: usize = 1 + Rest::LEN;
}
/// The column is in the key.
pub struct InKey;
/// The column is not in the key.
pub struct SkipKey;
impl<C> PushKey<C> for InKey {
    const IS_IN: bool = true;
    type Onto<List> = KeyColumns<C, List>;
}
impl<C> PushKey<C> for SkipKey {
    const IS_IN: bool = false;
    type Onto<List> = List;
}

/// The primary key of table `T`.
#[diagnostic::on_unimplemented(
    message = "table `{T}` has no primary key",
    label = "no column is marked `#[primary_key]`",
    note = "mark one: `#[primary_key(auto)] id: i64`; several marked columns are one composite key"
)]
pub trait PrimaryKey<T> {
    /// Its Rust type: the value of the one column, or a tuple.
    type Key: KeyValue;
}

/// A primary key, as Rust holds it.
#[doc(hidden)]
pub trait KeyValue {
    /// Hands over its values, in order of declaration.
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()>;
}
impl<T: Scalar> KeyValue for T {
    #[inline]
    fn bind<'v, B: Binder<'v> + ?Sized>(&'v self, binder: &mut B) -> Result<()> {
        self.encode(binder)
    }
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<$($t: Scalar),+> KeyValue for ($($t,)+) {
            fn bind<'v, Bi: Binder<'v> + ?Sized>(&'v self, binder: &mut Bi) -> Result<()> {
                $(self.$n.encode(binder)?;)+
                Ok(())
            }
        }
    )* };
}
crate::for_tuples!(tuples);

macro_rules! keys {
    ($($head:ident: $list:ty => $key:ty [$($c:ident)+];)*) => { $(
        #[diagnostic::do_not_recommend]
        impl<T, $($c: Column),+> PrimaryKey<T> for $list {
            type Key = $key;
        }
    )* };
}
type K<C, R> = KeyColumns<C, R>;
keys! {
    one: K<A, NoKey> => A::Base [A];
    two: K<A, K<B, NoKey>> => (A::Base, B::Base) [A B];
    three: K<A, K<B, K<C, NoKey>>> => (A::Base, B::Base, C::Base) [A B C];
    four: K<A, K<B, K<C, K<D, NoKey>>>> => (A::Base, B::Base, C::Base, D::Base) [A B C D];
    five: K<A, K<B, K<C, K<D, K<E, NoKey>>>>> => (A::Base, B::Base, C::Base, D::Base, E::Base) [A B C D E];
    six: K<A, K<B, K<C, K<D, K<E, K<F, NoKey>>>>>> => (A::Base, B::Base, C::Base, D::Base, E::Base, F::Base) [A B C D E F];
}
