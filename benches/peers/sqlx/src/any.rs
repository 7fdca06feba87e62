//! The backend that the URL names, chosen once.

use harness::data::Kind;
use harness::{Database, Filters, Item, Peer, See, Told};

use crate::peer::{Postgres, Sqlite};

pub struct Any(Box<dyn Peer>);

/// Hands each operation on.
macro_rules! forward {
    ($($name:ident($($parameter:ident: $ty:ty),*);)*) => {
        impl Peer for Any {
            fn open(database: &Database) -> Self {
                Self(match database.kind {
                    Kind::Sqlite => Box::new(Sqlite::open(database)),
                    Kind::Postgres => Box::new(Postgres::open(database)),
                    Kind::MariaDb => panic!("this peer is measured on SQLite and PostgreSQL"),
                })
            }

            fn execute(&mut self, sql: &str) {
                self.0.execute(sql);
            }

            $(fn $name(&mut self, $($parameter: $ty,)* see: See<'_>) -> Told {
                self.0.$name($($parameter,)* see)
            })*
        }
    };
}
forward! {
    one_row(id: i64);
    rows_3(count: i64);
    rows_25(count: i64);
    left_join_matched(age: i32);
    left_join_unmatched(age: i32);
    nested();
    in_list(ids: &[i64]);
    five_filters(filters: &Filters);
    report();
    insert(items: &[Item]);
    insert_keys(items: &[Item]);
    update_one(id: i64, stock: i32);
    update_many(changes: &[(i64, i32)]);
    upsert(items: &[(i64, Item)]);
    delete_list(ids: &[i64]);
    small_transaction(first: i64);
    session_add(items: &[Item]);
    session_change(changes: &[(i64, i32)]);
    items();
}
