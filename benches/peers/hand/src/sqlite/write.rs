use harness::Item;

use super::api::{Connection, Statement};
use super::read::placeholders;
use super::{Kept, Sqlite};
use crate::rows::Stored;

const INSERT: &str = "INSERT INTO items (name, price, stock) VALUES (?, ?, ?)";

/// `Kept` without the statements of the transaction, which are run around it.
fn in_transaction<T>(peer: &mut Sqlite, work: impl FnOnce(&Connection, &mut Kept) -> T) -> T {
    let Sqlite { kept, db } = peer;
    db.kept(&mut kept.begin, || "BEGIN".to_owned()).run();
    let result = work(db, kept);
    db.kept(&mut kept.commit, || "COMMIT".to_owned()).run();
    result
}

fn run_insert(insert: &mut Statement, item: &Item) {
    insert.bind_text(1, &item.name);
    insert.bind_f64(2, item.price);
    insert.bind_i64(3, item.stock.into());
    insert.run();
}

pub fn insert(peer: &mut Sqlite, items: &[Item]) -> u64 {
    let insert_all = |db: &Connection, kept: &mut Kept| {
        let insert = db.kept(&mut kept.insert, || INSERT.to_owned());
        items.iter().for_each(|item| run_insert(insert, item));
    };
    // One statement is a transaction by itself.
    if items.len() == 1 {
        insert_all(&peer.db, &mut peer.kept);
    } else {
        in_transaction(peer, insert_all);
    }
    items.len() as u64
}

pub fn insert_keys(peer: &mut Sqlite, items: &[Item]) -> Vec<i64> {
    let insert_all = |db: &Connection, kept: &mut Kept| {
        let insert = db.kept(&mut kept.insert_key, || INSERT.to_owned());
        let mut keys = Vec::with_capacity(items.len());
        for item in items {
            run_insert(insert, item);
            keys.push(db.last_rowid());
        }
        keys
    };
    if items.len() == 1 { insert_all(&peer.db, &mut peer.kept) } else { in_transaction(peer, insert_all) }
}

fn set_stock(db: &Connection, place: &mut Option<Statement>, id: i64, stock: i32) -> u64 {
    let update = db.kept(place, || "UPDATE items SET stock = ? WHERE id = ?".to_owned());
    update.bind_i64(1, stock.into());
    update.bind_i64(2, id);
    update.run();
    db.changes() as u64
}

pub fn update_one(peer: &mut Sqlite, id: i64, stock: i32) -> u64 {
    set_stock(&peer.db, &mut peer.kept.update, id, stock)
}

pub fn update_many(peer: &mut Sqlite, changes: &[(i64, i32)]) -> u64 {
    in_transaction(peer, |db, kept| {
        changes.iter().map(|(id, stock)| set_stock(db, &mut kept.update, *id, *stock)).sum()
    })
}

pub fn upsert(peer: &mut Sqlite, items: &[(i64, Item)]) -> u64 {
    in_transaction(peer, |db, kept| {
        let upsert = db.kept(&mut kept.upsert, || {
            "INSERT INTO items (id, name, price, stock) VALUES (?, ?, ?, ?) \
             ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock"
                .to_owned()
        });
        for (id, item) in items {
            upsert.bind_i64(1, *id);
            upsert.bind_text(2, &item.name);
            upsert.bind_f64(3, item.price);
            upsert.bind_i64(4, item.stock.into());
            upsert.run();
        }
        items.len() as u64
    })
}

pub fn delete_list(peer: &mut Sqlite, ids: &[i64]) -> u64 {
    let Sqlite { kept, db } = peer;
    let found = kept.deletes.iter().position(|(count, _)| *count == ids.len());
    let place = found.unwrap_or_else(|| {
        let delete = db.prepare(&format!("DELETE FROM items WHERE id IN {}", placeholders(ids.len())));
        kept.deletes.push((ids.len(), delete));
        kept.deletes.len() - 1
    });
    let delete = &mut kept.deletes[place].1;
    for (index, id) in (1..).zip(ids) {
        delete.bind_i64(index, *id);
    }
    delete.run();
    db.changes() as u64
}

fn stored(row: &Statement) -> Stored {
    Stored { id: row.i64(0), name: row.text(1), price: row.f64(2), stock: row.i32(3) }
}

pub fn small_transaction(peer: &mut Sqlite, first: i64) -> Vec<Stored> {
    in_transaction(peer, |db, kept| {
        let mut read = Vec::with_capacity(4);
        for id in first..first + 4 {
            let sql = || "SELECT id, name, price, stock FROM items WHERE id = ?".to_owned();
            let query = db.kept(&mut kept.item, sql);
            query.bind_i64(1, id);
            assert!(query.step());
            let item = stored(query);
            query.reset();
            set_stock(db, &mut kept.update, id, item.stock + 1);
            read.push(item);
        }
        let insert = db.kept(&mut kept.insert_key, || INSERT.to_owned());
        insert.bind_text(1, "Temporary");
        insert.bind_f64(2, 1.0);
        insert.bind_i64(3, 1);
        insert.run();
        let key = db.last_rowid();
        let delete = db.kept(&mut kept.delete, || "DELETE FROM items WHERE id = ?".to_owned());
        delete.bind_i64(1, key);
        delete.run();
        read
    })
}

pub fn session_change(peer: &mut Sqlite, changes: &[(i64, i32)]) -> usize {
    in_transaction(peer, |db, kept| {
        let mut rows = all_items(db, kept);
        for (id, stock) in changes {
            rows[*id as usize - 1].stock = *stock;
            set_stock(db, &mut kept.update, *id, *stock);
        }
        rows.len()
    })
}

fn all_items(db: &Connection, kept: &mut Kept) -> Vec<Stored> {
    db.kept(&mut kept.items, || "SELECT id, name, price, stock FROM items ORDER BY id".to_owned()).all(stored)
}

pub fn items(peer: &mut Sqlite) -> Vec<Stored> {
    all_items(&peer.db, &mut peer.kept)
}
