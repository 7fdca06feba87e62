//! What relations give, as types.

use super::{
    column::NotNarrowed,
    parts::{If, Many, One, Relation},
    path::{RowOf, ToMany, ToOne},
};
use crate::{
    schema::BaseTable,
    session::{Entity, Handle},
    value::Null,
};

/// A relation of the rows of table `T`.
pub trait RelationOf<T: BaseTable<Row: Entity>> {
    /// What it gives for each of them: a `Vec`, a handle, or an `Option` of one.
    type Loaded: Clone;
    /// `()`, if it fits.
    #[doc(hidden)]
    type Fits;
}
impl<T: BaseTable<Row: Entity>, P, F, O, N> RelationOf<T> for Many<Relation<P, F, O, N>>
where
    P: ToMany<T>,
    N: RelationsOf<P::Rows>,
{
    type Loaded = Vec<N::Loaded>;
    type Fits = If<P::Referenced, N::Fits>;
}
impl<T: BaseTable<Row: Entity>, P, F: NotNarrowed<P>, O: NotNarrowed<P>, N> RelationOf<T> for One<Relation<P, F, O, N>>
where
    P: ToOne<T, Null: Null<Wrap<N::Loaded>: Clone>>,
    N: RelationsOf<P::Rows>,
{
    type Loaded = <P::Null as Null>::Wrap<N::Loaded>;
    type Fits = If<P::Known, If<F::Fits, If<O::Fits, N::Fits>>>;
}

/// Relations of the rows of table `T`, as a tuple.
pub trait RelationsOf<T: BaseTable<Row: Entity>> {
    /// The row's handle; if there are relations, a tuple of it and what each of them gives.
    type Loaded: Clone;
    /// `()`, if they fit.
    #[doc(hidden)]
    type Fits;
}
impl<T: BaseTable<Row: Entity>> RelationsOf<T> for () {
    type Loaded = Handle<RowOf<T>>;
    type Fits = ();
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Tbl: BaseTable<Row: Entity>, $($t: RelationOf<Tbl>),+> RelationsOf<Tbl> for ($($t,)+) {
            type Loaded = (Handle<RowOf<Tbl>>, $($t::Loaded),+);
            type Fits = tuples!(@fit $($t)+);
        }
    )* };
    (@fit) => { () };
    (@fit $t:ident $($rest:ident)*) => { If<$t::Fits, tuples!(@fit $($rest)*)> };
}
crate::for_tuples!(tuples);
