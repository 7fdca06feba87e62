//! Which relations fit which rows.

use super::{
    column::{IntoRelation, RelationAs},
    loaded::RelationOf,
    parts::{If, Many, One},
};
use crate::{schema::BaseTable, session::Entity};

/// A relation from a row of table `T` to any number of rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not refer to `{T}`",
    label = "not a foreign key to `{T}`",
    note = "name a column that is declared so: `#[references(users::id)] author_id: i64`; for the row that a row refers to, say `.with_one(..)`"
)]
pub trait ManyFrom<T> {
    /// The relation, once it is known to fit.
    type Many;
    #[doc(hidden)]
    fn into_many(self) -> Self::Many;
}
impl<T, R> ManyFrom<T> for R
where
    T: BaseTable<Row: Entity>,
    R: IntoRelation,
    Many<RelationAs<R>>: RelationOf<T>,
{
    type Many = If<<Many<RelationAs<R>> as RelationOf<T>>::Fits, Many<RelationAs<R>>>;
    fn into_many(self) -> Self::Many {
        Many(self.into_relation())
    }
}

/// A relation from a row of table `T` to the one that it refers to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a foreign key of `{T}`",
    label = "not a column of `{T}` that refers to another table",
    note = "name a column that is declared so: `#[references(users::id)] author_id: i64`; for the rows that refer to a row, say `.with_many(..)`"
)]
pub trait OneFrom<T> {
    /// The relation, once it is known to fit.
    type One;
    #[doc(hidden)]
    fn into_one(self) -> Self::One;
}
impl<T, R> OneFrom<T> for R
where
    T: BaseTable<Row: Entity>,
    R: IntoRelation,
    One<RelationAs<R>>: RelationOf<T>,
{
    type One = If<<One<RelationAs<R>> as RelationOf<T>>::Fits, One<RelationAs<R>>>;
    fn into_one(self) -> Self::One {
        One(self.into_relation())
    }
}
