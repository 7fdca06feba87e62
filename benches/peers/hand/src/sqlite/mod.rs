mod api;
mod read;
mod write;

use api::{Connection, Statement};
use harness::crowd::connections;
use harness::{Database, Filters, Item, Peer, Plan, See, Told, Took};

/// SQLite by its C interface.
pub struct Sqlite {
    // Statements are finalized before their connection is closed.
    kept: Kept,
    db: Connection,
}

/// The statements that are kept, prepared when they are first needed.
#[derive(Default)]
pub struct Kept {
    one_row: Option<Statement>,
    rows_3: Option<Statement>,
    rows_25: Option<Statement>,
    matched: Option<Statement>,
    unmatched: Option<Statement>,
    authors: Option<Statement>,
    books: Option<Statement>,
    reviews: Option<Statement>,
    /// By how many values they have.
    lists: Vec<(usize, Statement)>,
    /// By which filters they have.
    filters: [Option<Statement>; 32],
    report: Option<Statement>,
    insert: Option<Statement>,
    insert_key: Option<Statement>,
    update: Option<Statement>,
    upsert: Option<Statement>,
    deletes: Vec<(usize, Statement)>,
    item: Option<Statement>,
    delete: Option<Statement>,
    items: Option<Statement>,
    begin: Option<Statement>,
    commit: Option<Statement>,
}

impl Peer for Sqlite {
    fn open(database: &Database) -> Self {
        Self { kept: Kept::default(), db: Connection::open(database.url.trim_start_matches("sqlite:")) }
    }

    fn execute(&mut self, sql: &str) {
        self.db.execute(sql);
    }

    fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
        Some(connections::<Self>(database, plan))
    }

    fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
        see(&read::one_row(self, id));
        Told::Done
    }

    fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
        see(&read::rows_3(self, count));
        Told::Done
    }

    fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
        see(&read::rows_25(self, count));
        Told::Done
    }

    fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
        let Self { kept, db } = self;
        see(&read::left_join(db, &mut kept.matched, "posts", age));
        Told::Done
    }

    fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
        let Self { kept, db } = self;
        see(&read::left_join(db, &mut kept.unmatched, "drafts", age));
        Told::Done
    }

    fn nested(&mut self, see: See<'_>) -> Told {
        see(&read::nested(self));
        Told::Done
    }

    fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        see(&read::in_list(self, ids));
        Told::Done
    }

    fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
        see(&read::five_filters(self, filters));
        Told::Done
    }

    fn report(&mut self, see: See<'_>) -> Told {
        see(&read::report(self));
        Told::Done
    }

    fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&write::insert(self, items));
        Told::Done
    }

    fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&write::insert_keys(self, items));
        Told::Done
    }

    fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
        see(&write::update_one(self, id, stock));
        Told::Done
    }

    fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        see(&write::update_many(self, changes));
        Told::Done
    }

    fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
        see(&write::upsert(self, items));
        Told::Done
    }

    fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        see(&write::delete_list(self, ids));
        Told::Done
    }

    fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
        see(&write::small_transaction(self, first));
        Told::Done
    }

    fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&write::insert_keys(self, items));
        Told::Done
    }

    fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        see(&write::session_change(self, changes));
        Told::Done
    }

    fn items(&mut self, see: See<'_>) -> Told {
        see(&write::items(self));
        Told::Done
    }
}
