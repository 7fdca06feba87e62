//! What is measured, each scenario declared once.

mod read;
mod session;
mod write;

use crate::{Database, Item, Peer, See, Told, data};

/// What the operations are given, made before they are measured.
pub struct Input {
    pub items: Vec<Item>,
    /// Half of the keys are those of rows that are there.
    pub upserts: Vec<(i64, Item)>,
}

impl Input {
    pub fn new() -> Self {
        let items: Vec<_> = (1..=data::ROWS).map(Item::new).collect();
        let upserts = items[..1000].iter().enumerate().map(|(n, item)| (n as i64 + 501, item.clone())).collect();
        Self { items, upserts }
    }

    /// `count` keys, other ones for each number, all over the table.
    pub fn keys(count: usize, number: usize, rows: usize) -> Vec<i64> {
        let mut keys: Vec<i64> = (0..count).map(|n| 1 + ((n * 7919 + number * 104_729) % rows) as i64).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// `count` keys with a new number for each.
    pub fn changes(count: usize, number: usize, rows: usize) -> Vec<(i64, i32)> {
        Self::keys(count, number, rows)
            .into_iter()
            .map(|key| (key, (key as usize * 31 + number * 17) as i32 % 100_000))
            .collect()
    }
}

impl Default for Input {
    fn default() -> Self {
        Self::new()
    }
}

/// What `items` holds before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Items {
    /// It is not used.
    Unused,
    /// So many rows, before each round.
    Round(usize),
    /// So many rows, before each operation.
    Each(usize),
}

/// The prepared call of one operation: what it needs is made outside of what is measured.
pub type Call<'a> = Box<dyn FnMut(&mut dyn Peer, See<'_>) -> Told + 'a>;

/// One line of the results.
pub struct Scenario {
    pub name: &'static str,
    /// How many rows are read or written.
    pub rows: usize,
    /// How many operations a round has.
    pub operations: usize,
    pub items: Items,
    /// The operation of a number.
    pub call: for<'a> fn(&'a Input, usize) -> Call<'a>,
}

impl Scenario {
    /// Fills `items` as the scenario wants it.
    pub fn before(&self, peer: &mut dyn Peer, database: &Database, each: bool) {
        let rows = match self.items {
            Items::Round(rows) if !each => rows,
            Items::Each(rows) if each => rows,
            _ => return,
        };
        peer.execute(database.empty());
        if rows > 0 {
            peer.execute(&database.fill(rows));
        }
    }
}

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    read::SCENARIOS.iter().chain(write::SCENARIOS).chain(session::SCENARIOS)
}
