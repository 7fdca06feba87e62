//! What a generated crate contains, whatever library it is written for.

use super::peers::Peer;

/// The contents that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// No more than the names that a program imports: what cargo and the library alone cost.
    Empty,
    /// Tables in one chain of foreign keys; for each an insert, a load and an update, and a join with the table that it
    /// refers to.
    Program { tables: usize, columns: usize },
    /// One query over so many joined tables.
    Join(usize),
    /// One table of so many columns, with an insert, a load and an update.
    Wide(usize),
    /// So many queries, each a join of two of ten tables.
    Queries(usize),
}

/// The SQL type of a column, which goes round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Int,
    OptionalText,
    Float,
    Bool,
    Long,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Text, Self::Int, Self::OptionalText, Self::Float, Self::Bool, Self::Long];

    /// Its type in Rust.
    pub fn rust(self) -> &'static str {
        match self {
            Self::Text => "String",
            Self::Int => "i32",
            Self::OptionalText => "Option<String>",
            Self::Float => "f64",
            Self::Bool => "bool",
            Self::Long => "i64",
        }
    }

    /// A value where `"a"` is good enough for text.
    pub fn borrowed(self) -> &'static str {
        match self {
            Self::Text => "\"a\"",
            Self::Int => "1",
            Self::OptionalText => "None",
            Self::Float => "1.5",
            Self::Bool => "true",
            Self::Long => "7i64",
        }
    }

    /// A value of [`Kind::rust`].
    pub fn owned(self) -> &'static str {
        if self == Self::Text { "\"a\".to_owned()" } else { self.borrowed() }
    }
}

/// A table: `id`, `parent_id` for all but the first, then `c0`, `c1`, ...
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub number: usize,
    /// How many there are; the next one refers to this one.
    pub of: usize,
    columns: usize,
}

impl Table {
    /// Whether it refers to the table before.
    pub fn has_parent(self) -> bool {
        self.number > 0
    }

    /// Whether the next table refers to it.
    pub fn has_child(self) -> bool {
        self.number + 1 < self.of
    }

    /// Its columns but the keys.
    pub fn columns(self) -> impl Iterator<Item = (usize, Kind)> {
        let keys = 1 + usize::from(self.has_parent());
        (0..self.columns - keys).map(|number| (number, Kind::ALL[number % Kind::ALL.len()]))
    }

    /// Its columns, each written by `f`.
    pub fn each(self, f: impl Fn(usize, Kind) -> String) -> String {
        self.columns().map(|(number, kind)| f(number, kind)).collect()
    }
}

/// A join of a table with the one it refers to.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// The number of the function.
    pub name: usize,
    /// The table that refers.
    pub table: usize,
    /// What its integer column is compared with.
    pub literal: usize,
    /// Its integer column.
    pub int: usize,
    /// A text column of both.
    pub text: usize,
}

impl Pair {
    fn new(name: usize, table: usize, literal: usize) -> Self {
        Self { name, table, literal, int: [1, 7][name % 2], text: [0, 6][name / 2 % 2] }
    }

    /// The table that is referred to.
    pub fn parent(self) -> usize {
        self.table - 1
    }
}

impl Content {
    /// The widest table.
    pub fn columns(self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Program { columns, .. } | Self::Wide(columns) => columns,
            Self::Join(_) => 4,
            Self::Queries(_) => 12,
        }
    }

    fn count(self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Program { tables, .. } | Self::Join(tables) => tables,
            Self::Wide(_) => 1,
            Self::Queries(_) => 10,
        }
    }

    /// The tables.
    pub fn tables(self) -> Vec<Table> {
        (0..self.count()).map(|number| Table { number, of: self.count(), columns: self.columns() }).collect()
    }

    /// The source of the crate; each `edit` changes a literal in one query.
    pub fn source(self, peer: &dyn Peer, edit: usize) -> String {
        let tables = self.tables();
        let mut source = format!("#![allow(dead_code, unused_imports)]\n{}\n", peer.head(self));
        source += &peer.tables(&tables);
        let mut names = Vec::new();
        if matches!(self, Self::Program { .. } | Self::Wide(_)) {
            for &table in &tables {
                source += &peer.insert(table);
                source += &peer.load(table, if table.number == 0 { 3 + edit } else { 3 });
                source += &peer.update(table);
                let kinds = ["insert", "load", "update"];
                names.extend(kinds.map(|kind| format!("{kind}{}", table.number)));
            }
        }
        let pairs: Vec<Pair> = match self {
            Self::Program { tables, .. } => (1..tables).map(|table| Pair::new(table, table, 5)).collect(),
            Self::Queries(count) => {
                (0..count).map(|name| Pair::new(name, 1 + name % 9, if name == 0 { 5 + edit } else { 5 })).collect()
            }
            _ => Vec::new(),
        };
        for pair in pairs {
            source += &peer.pair(pair);
            names.push(format!("pair{}", pair.name));
        }
        if let Self::Join(count) = self {
            source += &peer.join(count);
            names.push("join".to_owned());
        }
        // So that a program that calls it holds all of them.
        source += "pub fn keep() {\n";
        for name in names {
            source += &format!("    std::hint::black_box({name} as *const ());\n");
        }
        source + "}\n"
    }
}

impl std::fmt::Display for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Empty => write!(f, "empty"),
            Self::Program { tables, columns } => write!(f, "{tables} x {columns}"),
            Self::Join(tables) => write!(f, "{tables} joined"),
            Self::Wide(columns) => write!(f, "{columns} columns"),
            Self::Queries(count) => write!(f, "{count} queries"),
        }
    }
}
