//! How new rows of one shape are inserted, and how what the database made for them comes back.

use crate::{
    Error, ErrorKind, Result,
    schema::meta::TableMeta,
    session::{blank::declared, store::Shape},
    sql::DialectKind,
    value::{Datum, Row},
};
use hashbrown::HashMap;

/// How the rows of one shape are inserted.
pub(super) struct Way {
    pub(super) columns: Vec<usize>,
    /// The column of the key that the database makes.
    pub(super) auto: Option<usize>,
    /// Columns whose values are known to the database only.
    pub(super) read: Vec<usize>,
    /// What is returned by the INSERT itself.
    pub(super) returning: Vec<usize>,
    /// Whether many rows are one statement.
    pub(super) batch: bool,
    /// Whether the database computes what is given.
    pub(super) computed: bool,
}

impl Way {
    pub(super) fn of(meta: &TableMeta, key: &[usize], shape: &Shape, kind: DialectKind) -> Self {
        let columns = shape.columns.to_vec();
        let mut computed: Vec<usize> = Vec::new();
        let open = if shape.open.is_empty() { 0 } else { shape.slots.len() as u32 };
        for at in 0..open {
            for column in shape.open.iter().map(|&column| usize::from(column)) {
                if shape.piece(at, column).is_some() && !computed.contains(&column) {
                    computed.push(column);
                }
            }
        }
        let missing = |at: &usize| !columns.contains(at);
        let auto = (0..meta.columns.len()).find(|at| meta.columns[*at].auto && missing(at));
        let unknown = |at: &usize| missing(at) && Some(*at) != auto && declared(&meta.columns[*at]).is_none();
        let mut read: Vec<usize> = (0..meta.columns.len()).filter(unknown).collect();
        read.extend(&computed);
        // A row is told by the key that the database makes in order, or by the one it was given.
        let key_given = key.iter().all(|at| columns.contains(at) && !computed.contains(at));
        let told = auto.is_some() || key_given || read.is_empty();
        let returns = match kind {
            DialectKind::Postgres | DialectKind::MariaDb => true,
            // Telling the last rowid costs nothing, RETURNING half a microsecond.
            DialectKind::Sqlite => !read.is_empty(),
            DialectKind::MySql | DialectKind::Other => false,
        };
        let batches = matches!(kind, DialectKind::Postgres | DialectKind::MariaDb);
        let mut returning = Vec::new();
        if returns {
            returning.extend(auto);
            if auto.is_none() && key_given && !read.is_empty() {
                returning.extend(key);
            }
            returning.extend(&read);
        }
        let batch = batches && told && computed.is_empty() && !columns.is_empty();
        Self { computed: !computed.is_empty(), columns, auto, read, returning, batch }
    }

    /// Whether nothing but the key comes back that the database makes.
    pub(super) fn returns_key(&self) -> bool {
        self.read.is_empty() && self.auto.is_some_and(|auto| self.returning == [auto])
    }
}

/// The columns of a returned row.
pub(super) fn read<R: Row + ?Sized>(meta: &TableMeta, row: &R, columns: &[usize]) -> Result<Vec<Datum>> {
    columns.iter().enumerate().map(|(i, &at)| Datum::read(row, i, meta.columns[at].ty)).collect()
}

/// The keys that the database made for rows, in their order: they grow in the order of the rows that were sent.
pub(super) fn in_order(mut keys: Vec<i64>) -> Vec<i64> {
    if !keys.is_sorted() {
        keys.sort_unstable();
    }
    keys
}

/// Returned rows with the rows they belong to, in whatever order they came.
///
/// Keys that the database makes grow in the order of the rows that were sent; so they are sorted. Given keys are looked
/// up.
pub(super) fn matched(
    rows: &[u32],
    mut read: Vec<Vec<Datum>>,
    way: &Way,
    key_of: impl Fn(u32) -> Result<Vec<Datum>>,
) -> Result<Vec<(u32, Vec<Datum>)>> {
    if way.auto.is_some() {
        read.sort_by_key(|values| values[0].whole());
        return Ok(rows.iter().copied().zip(read).collect());
    }
    let keys = rows.iter().map(|&at| Ok((key_of(at)?, at))).collect::<Result<HashMap<_, _>>>()?;
    let width = way.returning.len() - way.read.len();
    let find = |values: Vec<Datum>| {
        let at = keys.get(&values[..width]).copied();
        at.map(|at| (at, values)).ok_or_else(|| {
            Error::new(ErrorKind::Statement, "a row came back from an INSERT under another key than it was given")
        })
    };
    read.into_iter().map(find).collect()
}

/// A version, counted up.
pub(in crate::session) fn counted(version: Datum, by: i64) -> Datum {
    let next = version.whole().and_then(|n| Datum::integer(version.sql_type(), n + by));
    next.unwrap_or(version)
}

/// A value of a key, for a message.
pub(super) fn shown(value: &Datum) -> String {
    match value {
        Datum::Text(text) => format!("'{text}'"),
        Datum::Uuid(bytes) => {
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
        }
        value => value.whole().map_or_else(|| format!("{value:?}"), |n| n.to_string()),
    }
}

#[cold]
pub(super) fn untold_key(meta: &TableMeta) -> Error {
    Error::new(ErrorKind::Statement, format!("the database does not tell the key it made for a row of `{}`", meta.name))
}
