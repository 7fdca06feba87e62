//! What changes rows.

use super::{Input, Items, Scenario};

pub static SCENARIOS: &[Scenario] = &[
    Scenario {
        name: "insert 1",
        rows: 1,
        operations: 1000,
        items: Items::Round(0),
        call: |input, number| {
            let item = &input.items[number % 1000..][..1];
            Box::new(move |peer, see| peer.insert(item, see))
        },
    },
    Scenario {
        name: "insert 100",
        rows: 100,
        operations: 50,
        items: Items::Round(0),
        call: |input, _| Box::new(|peer, see| peer.insert(&input.items[..100], see)),
    },
    Scenario {
        name: "insert 10,000",
        rows: 10_000,
        operations: 2,
        items: Items::Each(0),
        call: |input, _| Box::new(|peer, see| peer.insert(&input.items, see)),
    },
    Scenario {
        name: "insert 1, key read back",
        rows: 1,
        operations: 1000,
        items: Items::Round(0),
        call: |input, number| {
            let item = &input.items[number % 1000..][..1];
            Box::new(move |peer, see| peer.insert_keys(item, see))
        },
    },
    Scenario {
        name: "insert 100, keys read back",
        rows: 100,
        operations: 50,
        items: Items::Round(0),
        call: |input, _| Box::new(|peer, see| peer.insert_keys(&input.items[..100], see)),
    },
    Scenario {
        name: "insert 10,000, keys read back",
        rows: 10_000,
        operations: 2,
        items: Items::Each(0),
        call: |input, _| Box::new(|peer, see| peer.insert_keys(&input.items, see)),
    },
    Scenario {
        name: "update one by key",
        rows: 1,
        operations: 1000,
        items: Items::Round(1000),
        call: |_, number| {
            let (id, stock) = Input::changes(1, number, 1000)[0];
            Box::new(move |peer, see| peer.update_one(id, stock, see))
        },
    },
    Scenario {
        name: "update 1,000 different rows",
        rows: 1000,
        operations: 10,
        items: Items::Round(10_000),
        call: |_, number| {
            let changes = Input::changes(1000, number, 10_000);
            Box::new(move |peer, see| peer.update_many(&changes, see))
        },
    },
    Scenario {
        name: "upsert 1,000",
        rows: 1000,
        operations: 10,
        items: Items::Each(1000),
        call: |input, _| Box::new(|peer, see| peer.upsert(&input.upserts, see)),
    },
    Scenario {
        name: "delete by list of 1,000",
        rows: 1000,
        operations: 10,
        items: Items::Each(10_000),
        call: |_, number| {
            let keys = Input::keys(1000, number, 10_000);
            Box::new(move |peer, see| peer.delete_list(&keys, see))
        },
    },
    Scenario {
        name: "transaction of ten statements",
        rows: 10,
        operations: 200,
        items: Items::Round(1000),
        call: |_, number| Box::new(move |peer, see| peer.small_transaction(1 + (number % 900) as i64, see)),
    },
];
