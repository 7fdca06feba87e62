//! What relations give, as types.

use super::{
    parts::{Many, One, Relation},
    path::{RowOf, ToMany, ToOne},
};
use crate::{
    query::Absent,
    schema::BaseTable,
    session::{Entity, Handle},
    value::Null,
};

/// A relation of the rows of table `T`.
pub trait RelationOf<T: BaseTable<Row: Entity>> {
    /// What it gives for each of them: a `Vec`, a handle, or an `Option` of one.
    type Loaded: Clone;
}
impl<T, P, F, O, N> RelationOf<T> for Many<Relation<P, F, O, N>>
where
    T: BaseTable<Row: Entity>,
    P: ToMany<T>,
    N: RelationsOf<P::Rows>,
{
    type Loaded = Vec<N::Loaded>;
}
impl<T, P, N> RelationOf<T> for One<Relation<P, Absent, Absent, N>>
where
    T: BaseTable<Row: Entity>,
    P: ToOne<T, Null: Null<Wrap<N::Loaded>: Clone>>,
    N: RelationsOf<P::Rows>,
{
    type Loaded = <P::Null as Null>::Wrap<N::Loaded>;
}

/// Relations of the rows of table `T`, as a tuple.
pub trait RelationsOf<T: BaseTable<Row: Entity>> {
    /// The row's handle; if there are relations, a tuple of it and what each of them gives.
    type Loaded: Clone;
}
impl<T: BaseTable<Row: Entity>> RelationsOf<T> for () {
    type Loaded = Handle<RowOf<T>>;
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Tbl: BaseTable<Row: Entity>, $($t: RelationOf<Tbl>),+> RelationsOf<Tbl> for ($($t,)+) {
            type Loaded = (Handle<RowOf<Tbl>>, $($t::Loaded),+);
        }
    )* };
}
crate::for_tuples!(tuples);
