//! The unit of work; for those who have none, what it comes to.

use super::{Input, Items, Scenario};

pub static SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "session: add 10,000, commit",
        rows: 10_000,
        operations: 2,
        items: Items::Each(0),
        call: |input, _| Box::new(|peer, see| peer.session_add(&input.items, see)),
    },
    Scenario {
        name: "session: load 10,000, change 100, commit",
        rows: 10_000,
        operations: 5,
        items: Items::Round(10_000),
        call: |_, number| {
            let changes = Input::changes(100, number, 10_000);
            Box::new(move |peer, see| peer.session_change(&changes, see))
        },
    },
];
