//! Loading the relations of rows that are in the session.

use super::{
    column::NotNarrowed,
    fetch,
    loaded::{RelationOf, RelationsOf},
    parts::{Many, One, Relation},
    path::{RowOf, ToMany, ToOne},
    text::BeforeMore,
};
use crate::{
    Result,
    engine::Backend,
    schema::BaseTable,
    session::{Entity, Handle, Session, state},
    value::Null,
};

/// A relation that a session on backend `B` can load.
pub trait LoadsRelation<T: BaseTable<Row: Entity>, B: Backend>: RelationOf<T> {
    /// What belongs to each row; `whole` if the table has no others.
    #[doc(hidden)]
    fn load(&self, session: &mut Session<B>, rows: &[Handle<RowOf<T>>], whole: bool) -> Result<Vec<Self::Loaded>>;
}

impl<T, P, F, O, N, B> LoadsRelation<T, B> for Many<Relation<P, F, O, N>>
where
    T: BaseTable<Row: Entity>,
    P: ToMany<T>,
    F: BeforeMore<B::Dialect>,
    O: BeforeMore<B::Dialect>,
    N: LoadsRelations<P::Rows, B>,
    B: Backend,
{
    fn load(&self, session: &mut Session<B>, rows: &[Handle<RowOf<T>>], whole: bool) -> Result<Vec<Self::Loaded>> {
        let found = fetch::many::<T, P, F, O, B>(session, rows, whole, &self.0.filter, &self.0.order)?;
        let whole = whole && P::IS_TOTAL && !F::THERE;
        let loaded = self.0.nested.load(session, found.rows, whole)?;
        let mut lists: Vec<Vec<_>> = found.counts.iter().map(|&count| Vec::with_capacity(count as usize)).collect();
        if P::SHARED {
            found.members.iter().for_each(|&(list, at)| lists[list as usize].push(loaded[at as usize].clone()));
        } else {
            found.members.iter().zip(loaded).for_each(|(&(list, _), one)| lists[list as usize].push(one));
        }
        // Rows may refer to one key together.
        let apart = found.list_of.iter().flatten().count() == lists.len();
        let mut of = |list: u32| match &mut lists[list as usize] {
            list if apart => std::mem::take(list),
            list => list.clone(),
        };
        Ok(found.list_of.iter().map(|list| list.map_or_else(Vec::new, &mut of)).collect())
    }
}

impl<T, P, F, O, N, B> LoadsRelation<T, B> for One<Relation<P, F, O, N>>
where
    T: BaseTable<Row: Entity>,
    F: NotNarrowed<P>,
    O: NotNarrowed<P>,
    P: ToOne<T, Null: Null<Wrap<N::Loaded>: Clone>>,
    N: LoadsRelations<P::Rows, B>,
    B: Backend,
{
    fn load(&self, session: &mut Session<B>, rows: &[Handle<RowOf<T>>], _: bool) -> Result<Vec<Self::Loaded>> {
        let (found, of) = fetch::one::<T, P, B>(session, rows)?;
        let loaded = self.0.nested.load(session, found, false)?;
        let wrap = |at: Option<u32>| P::Null::wrap(at.map(|at| loaded[at as usize].clone()));
        of.into_iter().map(|at| wrap(at).ok_or_else(state::no_row)).collect()
    }
}

/// Relations that a session on backend `B` can load.
pub trait LoadsRelations<T: BaseTable<Row: Entity>, B: Backend>: RelationsOf<T> {
    /// The rows with what belongs to them; `whole` if the table has no others.
    #[doc(hidden)]
    fn load(&self, session: &mut Session<B>, rows: Vec<Handle<RowOf<T>>>, whole: bool) -> Result<Vec<Self::Loaded>>;
}
impl<T: BaseTable<Row: Entity>, B: Backend> LoadsRelations<T, B> for () {
    fn load(&self, _: &mut Session<B>, rows: Vec<Handle<RowOf<T>>>, _: bool) -> Result<Vec<Self::Loaded>> {
        Ok(rows)
    }
}
macro_rules! tuples {
    ($(($($t:ident $n:tt $i:ident),+))*) => { $(
        impl<Tbl, Bk, $($t),+> LoadsRelations<Tbl, Bk> for ($($t,)+)
        where
            Tbl: BaseTable<Row: Entity>,
            Bk: Backend,
            $($t: LoadsRelation<Tbl, Bk>),+
        {
            #[allow(non_snake_case)]
            fn load(
                &self,
                session: &mut Session<Bk>,
                rows: Vec<Handle<RowOf<Tbl>>>,
                whole: bool,
            ) -> Result<Vec<Self::Loaded>> {
                $(let mut $t = self.$n.load(session, &rows, whole)?.into_iter();)+
                Ok(rows.into_iter().map_while(|row| Some((row, $($t.next()?),+))).collect())
            }
        }
    )* };
}
crate::for_tuples!(tuples);
