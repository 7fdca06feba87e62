//! Finding related rows: in memory, or by one statement for every thousand keys.

use super::{
    key::{FoundKey, Positions},
    path::{RowOf, ToMany, ToOne, columns_of},
    text::{BeforeMore, CHUNK, FoundBy, OneOf, Select},
};
use crate::{
    Error, ErrorKind, Result,
    engine::Backend,
    query::Absent,
    schema::{BaseTable, Table},
    session::{
        Entity, Handle, Session, State,
        attach::{Attach, Attaching},
        field::column_of,
        flush::row_name,
        store::Store,
    },
    sql::SqlType,
    value::Load,
};
use hashbrown::{HashMap, hash_map::Entry};

/// Rows, each once, and which of them belong together.
pub(super) struct Found<R> {
    pub(super) rows: Vec<Handle<R>>,
    /// What belongs to which list, in order: the list, and the position in `rows`.
    pub(super) members: Vec<(u32, u32)>,
    /// How many belong to each list.
    pub(super) counts: Vec<u32>,
    /// For each of the rows that were asked about, its list.
    pub(super) list_of: Vec<Option<u32>>,
}

/// The list of a key. Rows of one list often follow each other, so that the last one is looked at first.
struct Lists<K> {
    by_key: HashMap<K, u32>,
    last: Option<(K, u32)>,
}
impl<K: FoundKey> Lists<K> {
    #[inline]
    fn find(&mut self, key: K) -> Option<u32> {
        match &self.last {
            Some((last, list)) if *last == key => Some(*list),
            _ => {
                let list = *self.by_key.get(&key)?;
                self.last = Some((key, list));
                Some(list)
            }
        }
    }
}

/// The values of columns of each row.
fn values_of<R: Entity, B: Backend, K: FoundKey>(
    session: &Session<B>,
    rows: &[Handle<R>],
    columns: &Positions,
) -> Result<Vec<K>> {
    let dialect = session.stores.style.kind;
    let of = |&row: &Handle<R>| {
        let row = session.row(row)?;
        K::of(columns.list().iter().map(|&at| column_of(row, at, dialect)))
    };
    rows.iter().map(of).collect()
}

/// The rows that refer to each of `rows` by way of `P`.
///
/// Where those are the whole table, so are the rows that refer to them: then no list of keys is sent, and the database need
/// not look for each of them.
pub(super) fn many<T, P, F, O, B>(
    session: &mut Session<B>,
    rows: &[Handle<RowOf<T>>],
    whole: bool,
    filter: &F,
    order: &O,
) -> Result<Found<RowOf<P::Rows>>>
where
    T: BaseTable<Row: Entity>,
    P: ToMany<T>,
    F: BeforeMore<B::Dialect>,
    O: BeforeMore<B::Dialect>,
    B: Backend,
{
    let mut keys: Vec<P::Key> = Vec::new();
    let mut lists = Lists { by_key: HashMap::new(), last: None };
    let mut list_of = Vec::with_capacity(rows.len());
    for key in values_of::<_, _, P::Key>(session, rows, &P::REFERENCED)? {
        list_of.push((!key.is_null()).then(|| {
            *lists.by_key.entry(key).or_insert_with_key(|key| {
                keys.push(key.clone());
                (keys.len() - 1) as u32
            })
        }));
    }

    let mut members: Vec<(u32, u32)> = Vec::new();
    let mut counts = vec![0; keys.len()];
    // Of rows that may come twice, the last of each list.
    let mut last = if P::SHARED { vec![None; keys.len()] } else { Vec::new() };
    let mut found = Vec::new();
    let mut positions = HashMap::new();
    let (table, columns) = P::FOUND_BY;
    // Texts may differ and be the same for the database: then it has to be asked for each.
    let whole = whole && matches!(P::TYPE, SqlType::I16 | SqlType::I32 | SqlType::I64 | SqlType::Uuid);
    let chunk = if whole { keys.len().max(1) } else { CHUNK };
    for keys in keys.chunks(chunk) {
        let found_by = match whole {
            true if P::NOT_NULL => FoundBy::All,
            true => FoundBy::NotNull { table, column: columns[0] },
            false => FoundBy::Keys(OneOf { table, columns, ty: P::TYPE, keys }),
        };
        let statement = Select {
            list: P::LIST,
            tables: P::TABLES,
            filter,
            found_by,
            order,
            by_key: Some((<P::Rows as Table>::NAME, <P::Rows as Table>::COLUMNS)),
        };
        let log = session.used()?.wrote;
        let Session { connection: Some(connection), stores, .. } = session else {
            unreachable!("there is a transaction")
        };
        let dialect = stores.style.kind;
        let mut to = Attaching { stores, log };
        connection.link().query(&statement, |row| {
            let loaded = RowOf::<P::Rows>::load(row, 0)?;
            let key = P::found_by(row, &loaded, dialect)?;
            let list = match lists.find(key) {
                Some(list) => list,
                // Of a row that was inserted since.
                None if whole => return Ok(true),
                None => return Err(found_by_another::<P::Rows>(&columns.join(", "))),
            };
            let handle = loaded.attach(&mut to)?;
            let mut keep = || {
                found.push(handle);
                (found.len() - 1) as u32
            };
            // By a foreign key of its own, a row comes once.
            let position = if P::SHARED { *positions.entry(handle).or_insert_with(keep) } else { keep() };
            // Two rows between that say the same follow each other.
            if !P::SHARED || last[list as usize].replace(position) != Some(position) {
                members.push((list, position));
                counts[list as usize] += 1;
            }
            Ok(true)
        })?;
    }
    Ok(Found { rows: found, members, counts, list_of })
}

/// The row that each of `rows` refers to, and its position; rows of the session are not asked for.
pub(super) fn one<T, P, B>(
    session: &mut Session<B>,
    rows: &[Handle<RowOf<T>>],
) -> Result<(Vec<Handle<RowOf<P::Rows>>>, Vec<Option<u32>>)>
where
    T: BaseTable<Row: Entity>,
    P: ToOne<T>,
    B: Backend,
{
    let targets = const { &P::TARGETS };
    let keys: Vec<P::Key> = values_of(session, rows, &P::COLUMNS)?;
    let store = session.stores.of::<RowOf<P::Rows>>();
    let number = session.stores.session;
    session.stores.at_mut(store).rows.complete_index()?;
    let here = Here::new(session.stores.at(store), targets.list());
    let mut found = Vec::new();
    let mut positions = HashMap::new();
    let mut missing = Vec::new();
    for key in keys.iter().filter(|key| !key.is_null()) {
        let Entry::Vacant(entry) = positions.entry(key.clone()) else { continue };
        match here.find(key) {
            Some(slot) => {
                entry.insert(Some(found.len() as u32));
                found.push(Handle::new(number, slot));
            }
            None => {
                entry.insert(None);
                missing.push(key.clone());
            }
        }
    }

    let names: Vec<&'static str> = targets.list().iter().map(|&at| <P::Rows as Table>::COLUMN_NAMES[at]).collect();
    for keys in missing.chunks(CHUNK) {
        let statement = Select {
            list: columns_of::<P::Rows>(),
            tables: <P::Rows as Table>::FROM,
            filter: &Absent,
            found_by: FoundBy::Keys(OneOf {
                table: <P::Rows as Table>::NAME,
                columns: &names,
                ty: <P::Rows as Table>::COLUMNS[targets.list()[0]].ty,
                keys,
            }),
            order: &Absent,
            by_key: None,
        };
        let log = session.used()?.wrote;
        let Session { connection: Some(connection), stores, .. } = &mut *session else {
            unreachable!("there is a transaction")
        };
        let dialect = stores.style.kind;
        let mut to = Attaching { stores, log };
        connection.link().query(&statement, |row| {
            let loaded = RowOf::<P::Rows>::load(row, 0)?;
            let key = P::Key::of(targets.list().iter().map(|&at| column_of(&loaded, at, dialect)))?;
            let position =
                positions.get_mut(&key).ok_or_else(|| found_by_another::<P::Rows>(&targets.names::<P::Rows>()))?;
            *position = Some(found.len() as u32);
            found.push(loaded.attach(&mut to)?);
            Ok(true)
        })?;
    }

    let of = keys.iter().zip(rows).map(|(key, &row)| match positions.get(key) {
        None => Ok(None),
        Some(Some(position)) => Ok(Some(*position)),
        Some(None) => Err(dangling::<T, P, B>(session, row)),
    });
    let of = of.collect::<Result<_>>()?;
    Ok((found, of))
}

/// The rows of a table in memory, by the values of columns.
enum Here<'s, K> {
    /// They are the primary key.
    ByKey(&'s Store),
    /// They are others.
    Other(HashMap<K, u32>),
}

impl<'s, K: FoundKey> Here<'s, K> {
    fn new(store: &'s Store, columns: &[usize]) -> Self {
        if store.key == columns {
            return Here::ByKey(store);
        }
        let usable = (0..store.rows.len() as u32).filter(|&slot| is_usable(store, slot));
        let key = |slot| K::of(columns.iter().map(|&at| store.rows.known(slot, at))).ok();
        Here::Other(usable.filter_map(|slot| Some((key(slot)?, slot))).collect())
    }

    fn find(&self, key: &K) -> Option<u32> {
        match self {
            Here::ByKey(store) => store.rows.find(key.values()).filter(|&slot| is_usable(store, slot)),
            Here::Other(slots) => slots.get(key).copied(),
        }
    }
}

fn is_usable(store: &Store, slot: u32) -> bool {
    matches!(store.rows.state(slot), State::Clean | State::Dirty)
}

/// The error for a row that the database finds by a key from which it differs.
#[cold]
fn found_by_another<T: Table>(column: &str) -> Error {
    Error::new(
        ErrorKind::Decode,
        format!(
            "a row of `{}` was found by `{column}`, but holds another value than it was found by: the database takes \
             values for equal that differ, as a collation without case does; make the values of both columns the same, \
             or declare the columns with a binary collation",
            T::NAME
        ),
    )
}

/// The error for a row that refers to a row which the database does not have.
#[cold]
fn dangling<T, P, B>(session: &Session<B>, row: Handle<RowOf<T>>) -> Error
where
    T: BaseTable<Row: Entity>,
    P: ToOne<T>,
    B: Backend,
{
    let name = match session.stores.locate(row) {
        Ok((store, slot)) => {
            let of = session.stores.at(store);
            row_name(of.meta, of.key, |at| of.rows.known(slot, at).ok())
        }
        Err(error) => return error,
    };
    Error::new(
        ErrorKind::NotFound,
        format!(
            "row {name} refers by `{}` to a row of `{}` that the database does not have: another transaction may have \
             deleted it since; `refresh` the row, or load it again",
            P::COLUMNS.names::<T>(),
            <P::Rows as Table>::NAME
        ),
    )
}
