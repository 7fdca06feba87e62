//! Queries.

use super::{Input, Items::Unused, Scenario};
use crate::Filters;

/// An operation whose argument is the same, or cheap to make, each time.
macro_rules! read {
    ($name:literal, $rows:expr, $operations:expr, |$peer:ident, $number:ident, $see:ident| $call:expr) => {
        Scenario {
            name: $name,
            rows: $rows,
            operations: $operations,
            items: Unused,
            call: |_, $number| Box::new(move |$peer, $see| $call),
        }
    };
}

pub static SCENARIOS: &[Scenario] = &[
    read!("one row by key", 1, 5000, |peer, number, see| peer.one_row(1 + (number * 7919 % 10_000) as i64, see)),
    read!("1 row of 3 columns", 1, 5000, |peer, _number, see| peer.rows_3(1, see)),
    read!("100 rows of 3 columns", 100, 500, |peer, _number, see| peer.rows_3(100, see)),
    read!("10,000 rows of 3 columns", 10_000, 10, |peer, _number, see| peer.rows_3(10_000, see)),
    read!("1 row of 25 columns", 1, 2000, |peer, _number, see| peer.rows_25(1, see)),
    read!("100 rows of 25 columns", 100, 100, |peer, _number, see| peer.rows_25(100, see)),
    read!("10,000 rows of 25 columns", 10_000, 2, |peer, _number, see| peer.rows_25(10_000, see)),
    read!("left join, 10,000 matches", 10_000, 5, |peer, _number, see| peer.left_join_matched(0, see)),
    read!("left join, no match", 10_000, 5, |peer, _number, see| peer.left_join_unmatched(0, see)),
    read!("100 x 10 x 10 nested", 11_100, 5, |peer, _number, see| peer.nested(see)),
    Scenario { name: "list of 1", rows: 1, operations: 2000, items: Unused, call: |_, number| list(1, number) },
    Scenario { name: "list of 10", rows: 10, operations: 1000, items: Unused, call: |_, number| list(10, number) },
    Scenario { name: "list of 1,000", rows: 1000, operations: 20, items: Unused, call: |_, number| list(1000, number) },
    read!("five optional filters", 20, 500, |peer, number, see| peer.five_filters(&Filters::new(number), see)),
    read!("report over six joins", 100, 3, |peer, _number, see| peer.report(see)),
];

fn list<'a>(count: usize, number: usize) -> super::Call<'a> {
    let keys = Input::keys(count, number, 10_000);
    Box::new(move |peer, see| peer.in_list(&keys, see))
}
