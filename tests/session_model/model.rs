//! What a session does, said once more and plainly: rows in a map, every flush a look at what the rows will be.

use aludel::{ConstraintKind, ErrorKind, session::Gone};
use std::collections::{BTreeMap, BTreeSet};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Val {
    Null,
    Int(i64),
    Text(String),
    /// The key of a row that has none yet, by its place in memory.
    Key(usize),
}

/// What a foreign key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnDelete {
    Refuse,
    Cascade,
    SetNull,
}

/// A table: its columns and foreign keys (column, referenced table and column, what a deletion does).
pub struct Table {
    pub columns: &'static [&'static str],
    pub key: &'static [usize],
    pub auto: bool,
    pub version: Option<usize>,
    /// Columns that are unique, the key aside.
    pub unique: &'static [usize],
    pub foreign: &'static [(usize, usize, usize, OnDelete)],
}

pub const PLACES: usize = 0;
pub const TAGS: usize = 1;
pub const NODES: usize = 2;
pub const NOTES: usize = 3;
pub const NODE_TAGS: usize = 4;

/// The tables, each after those that it refers to.
pub const TABLES: [Table; 5] = [
    Table { columns: &["id", "code", "label"], key: &[0], auto: true, version: None, unique: &[1], foreign: &[] },
    Table { columns: &["name", "label"], key: &[0], auto: false, version: None, unique: &[], foreign: &[] },
    Table {
        columns: &["id", "version", "parent_id", "place_id", "code", "label"],
        key: &[0],
        auto: true,
        version: Some(1),
        unique: &[4],
        foreign: &[(2, NODES, 0, OnDelete::Refuse), (3, PLACES, 0, OnDelete::SetNull)],
    },
    Table {
        columns: &["id", "node_id", "label"],
        key: &[0],
        auto: true,
        version: None,
        unique: &[],
        foreign: &[(1, NODES, 0, OnDelete::Cascade)],
    },
    Table {
        columns: &["node_id", "tag", "label"],
        key: &[0, 1],
        auto: false,
        version: None,
        unique: &[],
        foreign: &[(0, NODES, 0, OnDelete::Cascade), (1, TAGS, 0, OnDelete::Refuse)],
    },
];

/// The last column of every table, which nothing depends on.
pub fn label(table: usize) -> usize {
    TABLES[table].columns.len() - 1
}

/// The rows of the database, each under a number of its own.
pub type Db = BTreeMap<usize, Row>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub table: usize,
    pub vals: Vec<Val>,
}

/// A row of the session.
#[derive(Debug, Clone)]
pub struct Mem {
    pub table: usize,
    /// The row of the database; a new one gets it with the flush that writes it.
    pub row: usize,
    pub state: Kept,
    /// As the program sees it. Of a new row: what it was given, `None` where that is nothing.
    pub vals: Vec<Option<Val>>,
    /// Columns that get the key of a row which has none yet.
    pub links: BTreeMap<usize, usize>,
    pub doomed: bool,
    /// Whether the row was read in a transaction that had written.
    pub unsure: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    New,
    Live,
    Stale,
    Gone(Gone),
}

/// Why a flush fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    Unique,
    ForeignKey,
    /// A row refers to one that is gone.
    Handle,
    /// Rows swap a key.
    Circle,
    /// A changed row went with one that had to be deleted first.
    Stale,
}

impl Why {
    pub fn of(error: &aludel::Error) -> Option<Why> {
        match (error.kind(), error.constraint().map(|c| c.kind)) {
            (ErrorKind::Constraint, Some(ConstraintKind::Unique)) => Some(Why::Unique),
            (ErrorKind::Constraint, Some(ConstraintKind::ForeignKey)) => Some(Why::ForeignKey),
            (ErrorKind::Handle, _) => Some(Why::Handle),
            (ErrorKind::StaleRow, _) => Some(Why::Stale),
            (ErrorKind::Circle, _) => Some(Why::Circle),
            _ => None,
        }
    }
}

/// What a flush is going to do.
#[derive(Debug, Default)]
pub struct Forecast {
    pub db: Db,
    /// The reasons to fail; it succeeds if there are none.
    pub must: BTreeSet<Why>,
    /// Reasons that depend on the order of statements.
    pub may: BTreeSet<Why>,
    /// Rows that are deleted before all else.
    pub early: BTreeSet<usize>,
    /// Rows that are inserted: place in memory, row.
    pub born: Vec<(usize, usize)>,
    /// Rows that get another version.
    pub updated: BTreeSet<usize>,
    pub deleted: BTreeSet<usize>,
}

/// The session and its database.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub db: Db,
    pub mem: Vec<Mem>,
    pub next_row: usize,
    /// What was at the last commit, and at each open savepoint.
    pub marks: Vec<(Db, Vec<Mem>)>,
    /// Whether something was written in the transaction.
    pub wrote: bool,
}

impl Model {
    /// The place in memory of a row. A stale one is not known to be it.
    pub fn find(&self, row: usize) -> Option<usize> {
        self.mem.iter().position(|mem| mem.row == row && mem.state == Kept::Live)
    }

    /// The value that a column of a row in memory will have.
    fn coming(&self, at: usize, column: usize) -> Result<Val, Why> {
        let mem = &self.mem[at];
        let target = |at: usize| self.coming(at, TABLES[self.mem[at].table].key[0]);
        match mem.state {
            Kept::Gone(_) | Kept::Stale => Err(Why::Handle),
            _ if mem.links.contains_key(&column) => target(mem.links[&column]),
            _ => match (&mem.vals[column], TABLES[mem.table].version) {
                (Some(Val::Key(to)), _) => target(*to),
                (Some(val), _) => Ok(val.clone()),
                (None, Some(version)) if version == column => Ok(Val::Int(1)),
                (None, _) if TABLES[mem.table].auto && column == 0 => Ok(Val::Key(at)),
                (None, _) => Ok(Val::Null),
            },
        }
    }

    pub fn forecast(&self) -> Forecast {
        let forecast = self.forecast_after(BTreeSet::new());
        match forecast.early.is_empty() {
            true => forecast,
            false => self.forecast_after(forecast.early),
        }
    }

    /// The same, where these rows have to be deleted first: others take what is unique of them.
    fn forecast_after(&self, early: BTreeSet<usize>) -> Forecast {
        let mut f = Forecast { db: self.db.clone(), ..Forecast::default() };
        f.delete(early.clone());
        f.check_foreign();
        if !early.is_empty() {
            // What refers to them, the order of statements decides.
            f.may.extend([Why::ForeignKey, Why::Handle, Why::Stale]);
        }
        let mut next = self.next_row;
        // Changes: those of referenced keys first, then those that a program made.
        let mut own: BTreeMap<usize, Vec<(usize, Val)>> = BTreeMap::new();
        for (at, mem) in self.mem.iter().enumerate() {
            if mem.state == Kept::New {
                f.must.extend((0..mem.vals.len()).filter_map(|column| self.coming(at, column).err()));
            }
            for &target in mem.links.values().filter(|_| mem.state == Kept::Live) {
                if matches!(self.mem[target].state, Kept::Gone(_) | Kept::Stale) {
                    f.must.insert(Why::Handle);
                }
            }
            if mem.state != Kept::Live || mem.doomed {
                continue;
            }
            let now = &self.db[&mem.row].vals;
            for (column, now) in now.iter().enumerate() {
                if let Ok(val) = self.coming(at, column)
                    && val != *now
                {
                    own.entry(mem.row).or_default().push((column, val));
                }
            }
        }
        if !f.must.is_empty() {
            return f;
        }
        if own.keys().any(|row| !f.db.contains_key(row)) {
            f.must.insert(Why::Stale);
            own.retain(|row, _| f.db.contains_key(row));
        }
        let renamed: BTreeMap<Val, Val> = own
            .iter()
            .filter(|(row, _)| self.db[row].table == TAGS)
            .flat_map(|(row, changes)| changes.iter().map(|change| (*row, change.clone())))
            .filter(|(_, (column, _))| *column == 0)
            .map(|(row, (_, new))| (self.db[&row].vals[0].clone(), new))
            .collect();
        if self.is_circular(&own) {
            f.must.insert(Why::Circle);
            return f;
        }
        for row in f.db.values_mut().filter(|row| row.table == NODE_TAGS) {
            if let Some(new) = renamed.get(&row.vals[1]) {
                row.vals[1] = new.clone();
            }
        }
        // A change that waits for a new row of its table holds its unique value, which another new row may want.
        if own.iter().any(|(row, changes)| {
            self.db[row].table == NODES && [2, 4].iter().all(|at| changes.iter().any(|(of, _)| of == at))
        }) {
            f.may.insert(Why::Unique);
        }
        for (row, changes) in own {
            f.updated.insert(row);
            for (column, val) in changes {
                f.db.get_mut(&row).unwrap().vals[column] = val;
            }
        }
        for (at, mem) in self.mem.iter().enumerate().filter(|(_, mem)| mem.state == Kept::New) {
            let vals = (0..mem.vals.len()).map(|column| self.coming(at, column).unwrap()).collect();
            f.db.insert(next, Row { table: mem.table, vals });
            f.born.push((at, next));
            next += 1;
        }
        let doomed: BTreeSet<usize> =
            self.mem.iter().filter(|mem| mem.state == Kept::Live && mem.doomed).map(|mem| mem.row).collect();
        f.check_unique(&doomed);
        if early.is_empty() {
            f.find_early(&self.db, &doomed);
        }
        // What a new row refers to has to be there, even if both go.
        f.check_foreign();
        // Of tables that do not refer to each other, it is open whose rows go first: a cascade from the one may or may
        // not have taken away what still refers to the other.
        if f.db.iter().any(|(number, row)| !doomed.contains(number) && f.is_refused(row, &doomed)) {
            f.may.insert(Why::ForeignKey);
        }
        f.delete(doomed);
        f.check_foreign();
        f
    }

    /// Whether rows swap their keys.
    fn is_circular(&self, own: &BTreeMap<usize, Vec<(usize, Val)>>) -> bool {
        let mut takes: BTreeMap<(usize, Vec<Val>), Vec<Val>> = BTreeMap::new();
        for (row, changes) in own {
            let row = &self.db[row];
            let mut vals = row.vals.clone();
            for (column, val) in changes {
                vals[*column] = val.clone();
            }
            let key = |vals: &[Val]| -> Vec<Val> { TABLES[row.table].key.iter().map(|&at| vals[at].clone()).collect() };
            let (old, new) = (key(&row.vals), key(&vals));
            if old != new {
                takes.insert((row.table, old), new);
            }
        }
        takes.keys().any(|start| {
            let (mut steps, mut at) = (0, start.clone());
            while let Some(next) = takes.get(&at).filter(|_| steps <= takes.len()) {
                (steps, at) = (steps + 1, (start.0, next.clone()));
            }
            steps > takes.len()
        })
    }
}

impl Forecast {
    /// Unique values, while the rows are there that go by themselves.
    fn check_unique(&mut self, doomed: &BTreeSet<usize>) {
        let mut seen = BTreeSet::new();
        for row in self.db.iter().filter(|(row, _)| !doomed.contains(row)).map(|(_, row)| row) {
            let table = &TABLES[row.table];
            let key: Vec<&Val> = table.key.iter().map(|&at| &row.vals[at]).collect();
            let unique = table.unique.iter().map(|&at| (at + 1, vec![&row.vals[at]]));
            for (number, vals) in unique.chain([(0, key)]) {
                if !vals.contains(&&Val::Null) && !seen.insert((row.table, number, vals)) {
                    self.must.insert(Why::Unique);
                }
            }
        }
    }

    /// The rows of which others take what is unique.
    fn find_early(&mut self, old: &Db, doomed: &BTreeSet<usize>) {
        for row in self.db.iter().filter(|(row, _)| !doomed.contains(row)).map(|(_, row)| row) {
            let table = &TABLES[row.table];
            let same = |gone: &Row, columns: &[usize]| {
                gone.table == row.table
                    && columns.iter().all(|&at| gone.vals[at] == row.vals[at] && row.vals[at] != Val::Null)
            };
            let taken = |gone: &Row| same(gone, table.key) || table.unique.iter().any(|&at| same(gone, &[at]));
            self.early.extend(doomed.iter().filter(|gone| taken(&old[gone])));
        }
        // Those that refer to them go before.
        let refers = |child: &Row, to: &Row| {
            let foreign = TABLES[child.table].foreign.iter();
            foreign
                .clone()
                .any(|(at, table, referenced, _)| to.table == *table && child.vals[*at] == to.vals[*referenced])
        };
        loop {
            let early = &self.early;
            let refers = |gone: &&usize| early.iter().any(|to| refers(&old[gone], &old[to]));
            let more: Vec<usize> = doomed.iter().filter(|gone| !early.contains(gone)).filter(refers).copied().collect();
            if more.is_empty() {
                return;
            }
            self.early.extend(more);
        }
    }

    fn delete(&mut self, doomed: BTreeSet<usize>) {
        self.deleted.extend(&doomed);
        let mut going: Vec<usize> = doomed.into_iter().collect();
        while let Some(row) = going.pop() {
            let Some(row) = self.db.remove(&row) else { continue };
            let mut cascaded = Vec::new();
            for (&number, child) in &mut self.db {
                for &(column, table, referenced, on_delete) in TABLES[child.table].foreign {
                    if table != row.table || child.vals[column] != row.vals[referenced] {
                        continue;
                    }
                    match on_delete {
                        OnDelete::Cascade => cascaded.push(number),
                        OnDelete::SetNull => child.vals[column] = Val::Null,
                        OnDelete::Refuse => {}
                    }
                }
            }
            going.extend(cascaded);
        }
    }

    /// Whether a row is in the way of a deletion.
    fn is_refused(&self, row: &Row, doomed: &BTreeSet<usize>) -> bool {
        TABLES[row.table].foreign.iter().any(|&(column, table, referenced, on_delete)| {
            let refers = |to: &Row| to.table == table && to.vals[referenced] == row.vals[column];
            on_delete == OnDelete::Refuse && doomed.iter().filter_map(|gone| self.db.get(gone)).any(refers)
        })
    }

    fn check_foreign(&mut self) {
        for row in self.db.values() {
            for &(column, table, referenced, _) in TABLES[row.table].foreign {
                let val = &row.vals[column];
                if *val != Val::Null && !self.db.values().any(|to| to.table == table && to.vals[referenced] == *val) {
                    self.must.insert(Why::ForeignKey);
                }
            }
        }
    }
}
