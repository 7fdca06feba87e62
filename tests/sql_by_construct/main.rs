//! The page `src/sql_by_construct.md`: which construct is how said, and where it is. Each cell of its table is a test.
//!
//! [`list`] has one line per construct. From it come the table, which `ALUDEL_TEST_UPDATE=1` rewrites and which has to be
//! as committed otherwise, and what is run: where a backend has the construct, it is run there; where it has it not, the
//! construct does not implement [`Sql`](aludel::sql::Sql) for the dialect, so that a program which uses it does not
//! compile.

#![allow(missing_docs)]

#[path = "../shared/blog.rs"]
mod blog;
#[path = "../shared/generated.rs"]
mod entries;
mod generated;
#[path = "../shared/harness.rs"]
mod harness;
mod list;
mod nulls;
mod side_by_side;

use std::{env, fs, marker::PhantomData};

/// A construct of dialect `D`, to be asked whether it is there.
pub struct Probe<D, C>(pub PhantomData<D>, pub C);
/// What the probe says of a construct that the dialect has.
pub trait Has {
    fn has(&self) -> bool {
        true
    }
}
/// What it says otherwise: the compiler comes here only if it cannot have the other.
pub trait Lacks {
    fn has(&self) -> bool {
        false
    }
}
impl<D: aludel::sql::Dialect, C: aludel::sql::Sql<D>> Has for Probe<D, C> {}
impl<D, C> Lacks for &Probe<D, C> {}

/// One line of the list: its words, where it is in this library, and what SQLite, PostgreSQL, MariaDB and MySQL have.
pub struct Line {
    pub group: &'static str,
    pub sql: &'static str,
    pub here: &'static str,
    pub how: &'static str,
    pub cells: [&'static str; 4],
}

/// What comes before the table.
const INTRODUCTION: &str = "\
SQL by construct: what it is called here, and which backends have it.

Where a backend lacks a construct, a query with it does not compile there, and the message says so. What all four have
compiles for [`AnyEngine`](crate::AnyEngine), too, and means the same everywhere.

Each cell is a test: `yes` was run on a server, `no` was refused by the compiler. `typed` is MySQL's, where MariaDB has
something else: its text is checked by the compiler, and run on MySQL 9.7 by hand, since the tests start no MySQL server;
what else it has is run in its dialect on MariaDB's, too. `from 18` is a version of the server: its text is checked by the
compiler, run where the tests have such a server, and on an older one the error says which it needs.

# What differs

What a construct gives is the same rows on every backend that has it: the tests make thousands of random queries of 140 of
these constructs and compare. What is left to the backend is said where it is declared, and is this:

- the order of text is that of the column's collation, and where NULLs come without `nulls_first` or `nulls_last` is the
  backend's choice;
- regular expressions, full text, and what two texts have in common by a collation of one's own are in the dialect of the
  backend;
- decimals of SQLite are floats, averages of decimals have as many digits as the backend likes, and the last digits of a
  float are those of its mathematics;
- what does not fit into its type is an error on some backends and NULL, or a float, on others.
";

/// The page.
fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    let mut group = "";
    for line in list::LINES {
        if line.group != group {
            group = line.group;
            page += &format!(
                "\n# {group}\n\n| SQL | here | SQLite | PostgreSQL | MariaDB | MySQL |\n| --- | --- | --- | --- | --- | --- |\n"
            );
        }
        let word = |cell: &str| match cell {
            "+" => "yes".to_owned(),
            "." => "typed".to_owned(),
            "-" => "no".to_owned(),
            since => format!("from {since}"),
        };
        let [sqlite, postgres, mariadb, mysql] = line.cells.map(word);
        page += &format!("| {} | {} | {sqlite} | {postgres} | {mariadb} | {mysql} |\n", line.sql, line.here);
    }
    page
}

#[test]
fn the_page_is_as_the_list_says() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/sql_by_construct.md");
    if env::var_os("ALUDEL_TEST_UPDATE").is_some() {
        return fs::write(file, page()).unwrap();
    }
    assert!(
        fs::read_to_string(file).unwrap() == page(),
        "src/sql_by_construct.md is not what tests/sql_by_construct/list.rs says: run this with ALUDEL_TEST_UPDATE=1"
    );
}
