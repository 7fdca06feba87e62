//! Rows that relations are loaded with.

use super::{
    from::{ManyFrom, OneFrom},
    load::LoadsRelations,
    parts::If,
    tuple::Push,
};
use crate::{
    Result,
    engine::{Backend, Connection, Runs},
    query::Query,
    schema::{Record, Table},
    session::{
        Entity, Handle, Session,
        attach::{Attach, Attaching},
    },
};

/// Rows of one table: a query of them, or handles.
#[diagnostic::on_unimplemented(
    message = "related rows are loaded with the rows of one table",
    label = "these are not rows of one table",
    note = "leave out `.select(..)` and joins: `from(users::table).with_many(posts::author_id)`"
)]
pub trait RowsOf {
    /// The table.
    type Table;
    /// A type that is known if these are rows of a table.
    #[doc(hidden)]
    type Fits;
}
#[diagnostic::do_not_recommend]
impl<Q: Query<Row: Entity>> RowsOf for Q {
    type Table = <Q::Row as Record>::Table;
    type Fits = <Q::Row as Record>::Columns;
}
#[diagnostic::do_not_recommend]
impl<T: Entity> RowsOf for Handle<T> {
    type Table = T::Table;
    type Fits = T::Columns;
}
#[diagnostic::do_not_recommend]
impl<T: Entity> RowsOf for &[Handle<T>] {
    type Table = T::Table;
    type Fits = T::Columns;
}

/// Rows `S`, a query or handles, and the relations `R` to load with them. For `session.load(..)`.
#[derive(Debug, Clone, Copy)]
pub struct Related<S, R> {
    rows: S,
    relations: R,
}
/// The rows, if they are of a table.
type Those<S> = If<<S as RowsOf>::Fits, S>;
/// One more relation, if it fits.
type AndMany<R, S> = <R as ManyFrom<<S as RowsOf>::Table>>::Many;
/// See [`AndMany`].
type AndOne<R, S> = <R as OneFrom<<S as RowsOf>::Table>>::One;

/// Naming relations to load with rows: with a query of the rows of one table, a handle, or a slice of handles.
pub trait RelateRows: Sized {
    /// With the rows that refer to each row, by the foreign key that is named.
    fn with_many<R>(self, relation: R) -> Related<Those<Self>, (AndMany<R, Self>,)>
    where
        Self: RowsOf,
        R: ManyFrom<Self::Table>,
    {
        Related { rows: self, relations: (relation.into_many(),) }
    }

    /// With the row that each row refers to, by the foreign key that is named; an `Option` if that can be NULL.
    fn with_one<R>(self, relation: R) -> Related<Those<Self>, (AndOne<R, Self>,)>
    where
        Self: RowsOf,
        R: OneFrom<Self::Table>,
    {
        Related { rows: self, relations: (relation.into_one(),) }
    }
}
impl<Q: Query> RelateRows for Q {}
impl<T> RelateRows for Handle<T> {}
impl<T> RelateRows for &[Handle<T>] {}

impl<S: RowsOf, Rs> Related<S, Rs> {
    /// And with the rows that refer to each row.
    pub fn with_many<R>(self, relation: R) -> Related<S, Rs::With>
    where
        R: ManyFrom<S::Table>,
        Rs: Push<AndMany<R, S>>,
    {
        Related { rows: self.rows, relations: self.relations.push(relation.into_many()) }
    }

    /// And with the row that each row refers to.
    pub fn with_one<R>(self, relation: R) -> Related<S, Rs::With>
    where
        R: OneFrom<S::Table>,
        Rs: Push<AndOne<R, S>>,
    {
        Related { rows: self.rows, relations: self.relations.push(relation.into_one()) }
    }
}

/// What `session.load(..)` takes: a query of rows, or [`Related`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` is nothing that can be loaded",
    label = "a query of rows is needed, or rows with their relations",
    note = "say `session.load(from(users::table))`, or `session.load(handles.with_many(posts::author_id))`"
)]
pub trait Loadable {
    /// Which of the two: it [`Loads`].
    type Form;
    #[doc(hidden)]
    fn into_form(self) -> Self::Form;
}
#[diagnostic::do_not_recommend]
impl<Q: Query> Loadable for Q {
    type Form = Alone<Q>;
    fn into_form(self) -> Alone<Q> {
        Alone(self)
    }
}
#[diagnostic::do_not_recommend]
impl<S, R> Loadable for Related<S, R> {
    type Form = Self;
    fn into_form(self) -> Self {
        self
    }
}

/// A query without relations.
pub struct Alone<Q>(Q);

/// What a session on backend `B` can load.
pub trait Loads<B: Backend> {
    /// What it gives for each row.
    type Loaded;
    #[doc(hidden)]
    fn load(self, session: &mut Session<B>) -> Result<Vec<Self::Loaded>>;
}

impl<Q, B> Loads<B> for Alone<Q>
where
    Q: Query<Row: Attach>,
    B: Backend,
    Connection<B>: Runs<Q>,
{
    type Loaded = <Q::Row as Attach>::Handle;
    fn load(self, session: &mut Session<B>) -> Result<Vec<Self::Loaded>> {
        session.flush()?;
        let log = session.used()?.wrote || self.0.may_write();
        let Session { connection: Some(connection), stores, .. } = session else {
            unreachable!("there is a transaction")
        };
        let mut handles = Vec::new();
        let mut attach = Q::Row::attach_each(Attaching { stores, log });
        connection.rows_of(&self.0, |row| {
            handles.push(attach(self.0.load(row))?);
            Ok(true)
        })?;
        Ok(handles)
    }
}

impl<S, R, B> Loads<B> for Related<S, R>
where
    S: RowsFrom<B>,
    R: LoadsRelations<<S::Row as Record>::Table, B>,
    B: Backend,
{
    type Loaded = R::Loaded;
    fn load(self, session: &mut Session<B>) -> Result<Vec<R::Loaded>> {
        let rows = self.rows.handles(session)?;
        self.relations.load(session, rows, S::WHOLE)
    }
}

/// Rows of one table, for a session on backend `B`.
pub trait RowsFrom<B: Backend> {
    /// The row.
    type Row: Entity;
    /// Whether they are all rows of the table.
    #[doc(hidden)]
    const WHOLE: bool = false;
    #[doc(hidden)]
    fn handles(self, session: &mut Session<B>) -> Result<Vec<Handle<Self::Row>>>;
}
#[diagnostic::do_not_recommend]
impl<Q, B> RowsFrom<B> for Q
where
    Q: Query<Row: Entity>,
    B: Backend,
    Connection<B>: Runs<Q>,
{
    type Row = Q::Row;
    // A derived table has rows of the struct, too, but not all.
    const WHOLE: bool = match Q::WHOLE {
        Some(table) => table.is_same_table(&<<Q::Row as Record>::Table as Table>::FROM),
        None => false,
    };
    fn handles(self, session: &mut Session<B>) -> Result<Vec<Handle<Q::Row>>> {
        Alone(self).load(session)
    }
}
#[diagnostic::do_not_recommend]
impl<T: Entity, B: Backend> RowsFrom<B> for Handle<T> {
    type Row = T;
    fn handles(self, session: &mut Session<B>) -> Result<Vec<Self>> {
        session.flush()?;
        Ok(vec![self])
    }
}
#[diagnostic::do_not_recommend]
impl<T: Entity, B: Backend> RowsFrom<B> for &[Handle<T>] {
    type Row = T;
    fn handles(self, session: &mut Session<B>) -> Result<Vec<Handle<T>>> {
        session.flush()?;
        Ok(self.to_vec())
    }
}
