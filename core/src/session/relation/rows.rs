//! Rows that relations are loaded with.

use super::{
    column::{IntoRelation, NotNarrowed, RelationAs},
    load::LoadsRelations,
    loaded::RelationsOf,
    parts::{Many, One},
    path::{ToMany, ToOne},
    tuple::Push,
};
use crate::{
    Result,
    engine::{Backend, Connection, Runs},
    query::Query,
    schema::Record,
    session::{
        Entity, Handle, Session,
        attach::{Attach, Attaching},
    },
};

/// Rows of one table: a query of them, or handles.
pub trait RowsOf {
    /// The row.
    type Row: Entity;
}
#[diagnostic::do_not_recommend]
impl<Q: Query<Row: Entity>> RowsOf for Q {
    type Row = Q::Row;
}
#[diagnostic::do_not_recommend]
impl<T: Entity> RowsOf for Handle<T> {
    type Row = T;
}
#[diagnostic::do_not_recommend]
impl<T: Entity> RowsOf for &[Handle<T>] {
    type Row = T;
}
/// The table of those rows.
type TableOf<S> = <<S as RowsOf>::Row as Record>::Table;

/// Rows `S`, a query or handles, and the relations `R` to load with them. For `session.load(..)`.
#[derive(Debug, Clone, Copy)]
pub struct Related<S, R> {
    rows: S,
    relations: R,
}

/// Naming relations to load with rows.
pub trait RelateRows: Sized {
    /// With the rows that refer to each row.
    fn with_many<R>(self, relation: R) -> Related<Self, (Many<RelationAs<R>>,)>
    where
        Self: RowsOf,
        R: IntoRelation<Path: ToMany<TableOf<Self>>, Nested: RelationsOf<<R::Path as super::Path>::Rows>>,
    {
        Related { rows: self, relations: (Many(relation.into_relation()),) }
    }

    /// With the row that each row refers to.
    fn with_one<R>(self, relation: R) -> Related<Self, (One<RelationAs<R>>,)>
    where
        Self: RowsOf,
        R: IntoRelation<
                Path: ToOne<TableOf<Self>>,
                Filter: NotNarrowed,
                Order: NotNarrowed,
                Nested: RelationsOf<<R::Path as ToOne<TableOf<Self>>>::Rows>,
            >,
    {
        Related { rows: self, relations: (One(relation.into_relation()),) }
    }
}
impl<Q: Query> RelateRows for Q {}
impl<T> RelateRows for Handle<T> {}
impl<T> RelateRows for &[Handle<T>] {}

impl<S: RowsOf, Rs> Related<S, Rs> {
    /// See [`RelateRows::with_many`].
    pub fn with_many<R>(self, relation: R) -> Related<S, Rs::With>
    where
        R: IntoRelation<Path: ToMany<TableOf<S>>, Nested: RelationsOf<<R::Path as super::Path>::Rows>>,
        Rs: Push<Many<RelationAs<R>>>,
    {
        Related { rows: self.rows, relations: self.relations.push(Many(relation.into_relation())) }
    }

    /// See [`RelateRows::with_one`].
    pub fn with_one<R>(self, relation: R) -> Related<S, Rs::With>
    where
        R: IntoRelation<
                Path: ToOne<TableOf<S>>,
                Filter: NotNarrowed,
                Order: NotNarrowed,
                Nested: RelationsOf<<R::Path as ToOne<TableOf<S>>>::Rows>,
            >,
        Rs: Push<One<RelationAs<R>>>,
    {
        Related { rows: self.rows, relations: self.relations.push(One(relation.into_relation())) }
    }
}

/// What a session on backend `B` can load: a query of rows, or [`Related`].
pub trait Loads<B: Backend> {
    /// What it gives for each row.
    type Loaded;
    #[doc(hidden)]
    fn load_into(self, session: &mut Session<B>) -> Result<Vec<Self::Loaded>>;
}

impl<Q, B> Loads<B> for Q
where
    Q: Query<Row: Attach>,
    B: Backend,
    Connection<B>: Runs<Q>,
{
    type Loaded = <Q::Row as Attach>::Handle;
    fn load_into(self, session: &mut Session<B>) -> Result<Vec<Self::Loaded>> {
        session.flush()?;
        let log = session.used()?.wrote;
        let Session { connection: Some(connection), stores, .. } = session else {
            unreachable!("there is a transaction")
        };
        let mut handles = Vec::new();
        let mut to = Attaching { stores, log };
        connection.rows_of(&self, |row| {
            handles.push(self.load(row)?.attach(&mut to)?);
            Ok(true)
        })?;
        Ok(handles)
    }
}

impl<Q, R, B> Loads<B> for Related<Q, R>
where
    Q: Query<Row: Entity>,
    R: LoadsRelations<<Q::Row as Record>::Table, B>,
    B: Backend,
    Connection<B>: Runs<Q>,
{
    type Loaded = R::Loaded;
    fn load_into(self, session: &mut Session<B>) -> Result<Vec<R::Loaded>> {
        let rows = self.rows.load_into(session)?;
        self.relations.load(session, rows)
    }
}

/// Handles: their rows are here, only the relations are loaded.
macro_rules! handles {
    ($($ty:ty: $rows:ident => $vec:expr;)+) => { $(
        impl<T, R, B> Loads<B> for Related<$ty, R>
        where
            T: Entity,
            R: LoadsRelations<T::Table, B>,
            B: Backend,
        {
            type Loaded = R::Loaded;
            fn load_into(self, session: &mut Session<B>) -> Result<Vec<R::Loaded>> {
                session.flush()?;
                let $rows = self.rows;
                self.relations.load(session, $vec)
            }
        }
    )+ };
}
handles! {
    Handle<T>: row => vec![row];
    &[Handle<T>]: rows => rows.to_vec();
}
