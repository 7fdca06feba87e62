//! A relation as it is said: a foreign key, and what is wanted besides.

use super::{
    parts::{Bare, ByForeignKey, Many, One, Relation, Through},
    path::Path,
    tuple::Push,
};
use crate::{
    expr::{Accepts, Is, Told, scope::Single},
    query::{Absent, AddCondition, AddOrder, OrderTerms, Ungrouped},
    schema::{Column, ForeignKey, ForeignKeyOf},
};

/// What `with_many` and `with_one` take.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation",
    label = "a foreign key is needed here",
    note = "name the column that refers to the other table: `.with_many(posts::author_id)`"
)]
pub trait IntoRelation {
    /// The way to the other rows.
    type Path;
    /// The conditions on them.
    type Filter;
    /// Their order.
    type Order;
    /// Their relations.
    type Nested;
    #[doc(hidden)]
    fn into_relation(self) -> Relation<Self::Path, Self::Filter, Self::Order, Self::Nested>;
}
#[diagnostic::do_not_recommend]
impl<C: Column> IntoRelation for C {
    type Path = C;
    type Filter = Absent;
    type Order = Absent;
    type Nested = ();
    fn into_relation(self) -> Bare<C> {
        Relation::new()
    }
}
#[diagnostic::do_not_recommend]
impl<P, F, O, N> IntoRelation for Relation<P, F, O, N> {
    type Path = P;
    type Filter = F;
    type Order = O;
    type Nested = N;
    fn into_relation(self) -> Self {
        self
    }
}

/// A relation as it is kept.
pub type RelationAs<R> = Relation<
    <R as IntoRelation>::Path,
    <R as IntoRelation>::Filter,
    <R as IntoRelation>::Order,
    <R as IntoRelation>::Nested,
>;

/// Neither conditions nor an order, of a relation by the column `P`.
#[diagnostic::on_unimplemented(
    message = "`{P}` is a relation to one row: it takes no condition and no order",
    label = "`.filtered(..)` and `.ordered_by(..)` are for `with_many`",
    note = "a row refers to one other row, or to none; leave it out by a condition on the query"
)]
pub trait NotNarrowed<P> {
    /// `()`.
    #[doc(hidden)]
    type Fits;
}
#[diagnostic::do_not_recommend]
impl<P> NotNarrowed<P> for Absent {
    type Fits = ();
}

/// What can be said about a foreign key when it names a relation. The methods of [`Relation`] do the same.
pub trait RelateColumn: Column {
    /// The related rows come with the rows that refer to them: `posts::author_id.with_many(comments::post_id)`.
    fn with_many<R: IntoRelation>(self, relation: R) -> Relation<Self, Absent, Absent, (Many<RelationAs<R>>,)> {
        Bare::new().with_many(relation)
    }

    /// The related rows come with the row that they refer to: `posts::author_id.with_one(posts::category_id)`.
    fn with_one<R: IntoRelation>(self, relation: R) -> Relation<Self, Absent, Absent, (One<RelationAs<R>>,)> {
        Bare::new().with_one(relation)
    }

    /// Through the table of both foreign keys: `item_keywords::item_id.through(item_keywords::keyword_id)` leads from
    /// items to keywords. The rows between are not loaded.
    fn through<C: ForeignKeyOf<Self::Table>>(self, other: C) -> Relation<Through<Self, C>, Absent, Absent, ()> {
        let _ = other;
        Relation::new()
    }

    /// Only the related rows for which this holds: `posts::author_id.filtered(posts::published.eq(true))`. Said again,
    /// both must hold.
    fn filtered<C, Sc, I>(self, condition: C) -> Relation<Self, <Absent as AddCondition<C>>::With, Absent, ()>
    where
        Self: Path,
        Sc: Accepts<C, I, Checked: Told>,
        Single<<Self as Path>::Rows>: Is<Sc>,
    {
        Bare::new().filtered(condition)
    }

    /// The related rows in this order: `posts::author_id.ordered_by(posts::title)`. Rows that are equal so far, and all
    /// where nothing is said, come in the order of their primary key.
    fn ordered_by<T, I>(self, terms: T) -> Relation<Self, Absent, <Absent as AddOrder<T>>::With, ()>
    where
        Self: Path,
        T: OrderTerms<Single<<Self as Path>::Rows>, Ungrouped, Absent, (), I>,
    {
        Bare::new().ordered_by(terms)
    }
}
impl<C: Column> RelateColumn for C {}

/// What can be said about a foreign key of several columns when it names a relation; see [`RelateColumn`].
pub trait RelateKey: ForeignKey {
    /// See [`RelateColumn::with_many`].
    fn with_many<R: IntoRelation>(self, relation: R) -> OfKey<Self, Absent, Absent, (Many<RelationAs<R>>,)> {
        Bare::new().with_many(relation)
    }

    /// See [`RelateColumn::with_one`].
    fn with_one<R: IntoRelation>(self, relation: R) -> OfKey<Self, Absent, Absent, (One<RelationAs<R>>,)> {
        Bare::new().with_one(relation)
    }

    /// See [`RelateColumn::filtered`].
    fn filtered<C, Sc, I>(self, condition: C) -> OfKey<Self, <Absent as AddCondition<C>>::With, Absent, ()>
    where
        Sc: Accepts<C, I, Checked: Told>,
        Single<Self::Table>: Is<Sc>,
    {
        Bare::new().filtered(condition)
    }

    /// See [`RelateColumn::ordered_by`].
    fn ordered_by<T, I>(self, terms: T) -> OfKey<Self, Absent, <Absent as AddOrder<T>>::With, ()>
    where
        T: OrderTerms<Single<Self::Table>, Ungrouped, Absent, (), I>,
    {
        Bare::new().ordered_by(terms)
    }
}
impl<K: ForeignKey> RelateKey for K {}
/// A relation along a foreign key of several columns.
type OfKey<K, F, O, N> = Relation<ByForeignKey<K>, F, O, N>;

impl<P, F, O, N> Relation<P, F, O, N> {
    /// See [`RelateColumn::with_many`].
    pub fn with_many<R: IntoRelation>(self, relation: R) -> Relation<P, F, O, N::With>
    where
        N: Push<Many<RelationAs<R>>>,
    {
        let Self { path, filter, order, nested } = self;
        Relation { path, filter, order, nested: nested.push(Many(relation.into_relation())) }
    }

    /// See [`RelateColumn::with_one`].
    pub fn with_one<R: IntoRelation>(self, relation: R) -> Relation<P, F, O, N::With>
    where
        N: Push<One<RelationAs<R>>>,
    {
        let Self { path, filter, order, nested } = self;
        Relation { path, filter, order, nested: nested.push(One(relation.into_relation())) }
    }

    /// See [`RelateColumn::filtered`].
    pub fn filtered<C, Sc, I>(self, condition: C) -> Relation<P, F::With, O, N>
    where
        P: Path,
        Sc: Accepts<C, I, Checked: Told>,
        Single<P::Rows>: Is<Sc>,
        F: AddCondition<C>,
    {
        let Self { path, filter, order, nested } = self;
        Relation { path, filter: filter.and(condition), order, nested }
    }

    /// See [`RelateColumn::ordered_by`].
    pub fn ordered_by<T, I>(self, terms: T) -> Relation<P, F, O::With, N>
    where
        P: Path,
        T: OrderTerms<Single<P::Rows>, Ungrouped, Absent, (), I>,
        O: AddOrder<T>,
    {
        let Self { path, filter, order, nested } = self;
        Relation { path, filter, order: order.then(terms), nested }
    }
}
