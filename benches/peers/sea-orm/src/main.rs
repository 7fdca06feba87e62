//! The scenarios in SeaORM: entities, and their generated columns.

mod entities;

use std::time::Duration;

use harness::{Database, Filters, Item, Peer, Plan, See, Step, Told, Took};
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::sqlx::sqlite::SqliteSynchronous;
use sea_orm::{
    ConnectOptions, Database as SeaDatabase, DatabaseTransaction, ExprTrait, IntoActiveModel, JoinType, QueryOrder,
    QuerySelect, QueryTrait, Set, TransactionTrait,
};
use tokio::runtime::Runtime;

use entities::*;

harness::main!(SeaOrm);

struct SeaOrm {
    runtime: Runtime,
    db: DatabaseConnection,
}

/// How many rows one INSERT takes: SQLite has 32,766 values for a statement.
const ROWS: usize = 5000;

async fn connect(database: &Database, size: u32) -> DatabaseConnection {
    let mut url = database.url.clone();
    if url.starts_with("sqlite:") && url != "sqlite::memory:" {
        url += "?mode=rwc";
    }
    let mut options = ConnectOptions::new(url);
    // As the pragmas of the others, which are for one connection.
    options.map_sqlx_sqlite_opts(|options| {
        options.synchronous(SqliteSynchronous::Normal).busy_timeout(Duration::from_secs(30))
    });
    options.min_connections(size).max_connections(size).sqlx_logging(false);
    SeaDatabase::connect(options).await.unwrap()
}

fn new(item: &Item) -> items::ActiveModel {
    items::ActiveModel {
        name: Set(item.name.clone()),
        price: Set(item.price),
        stock: Set(item.stock),
        ..Default::default()
    }
}

async fn set_stock(db: &impl ConnectionTrait, id: i64, stock: i32) -> Result<u64, DbErr> {
    let update = items::Entity::update_many().col_expr(items::Column::Stock, Expr::value(stock));
    Ok(update.filter(items::COLUMN.id.eq(id)).exec(db).await?.rows_affected)
}

async fn insert_all(db: &DatabaseConnection, items: &[Item]) -> Result<Vec<i64>, DbErr> {
    let tx = db.begin().await?;
    let mut keys = Vec::with_capacity(items.len());
    for items in items.chunks(ROWS) {
        let insert = items::Entity::insert_many(items.iter().map(new));
        keys.append(&mut insert.exec_with_returning_keys(&tx).await?);
    }
    tx.commit().await?;
    Ok(keys)
}

/// The keys of many rows, which it does not read back where there is no RETURNING in its reading of the database.
fn seen(keys: Result<Vec<i64>, DbErr>, see: See<'_>) -> Told {
    match keys {
        Ok(keys) => see(&keys),
        Err(DbErr::RecordNotInserted) => return Told::Missing,
        Err(error) => panic!("{error}"),
    }
    Told::Done
}

async fn small_transaction(tx: &DatabaseTransaction, first: i64) -> Result<Vec<items::Model>, DbErr> {
    let mut read = Vec::with_capacity(4);
    for id in first..first + 4 {
        let item = items::Entity::find_by_id(id).one(tx).await?.unwrap();
        set_stock(tx, id, item.stock + 1).await?;
        read.push(item);
    }
    let temporary = new(&Item { name: "Temporary".to_owned(), price: 1.0, stock: 1 }).insert(tx).await?;
    items::Entity::delete_by_id(temporary.id).exec(tx).await?;
    Ok(read)
}

impl Peer for SeaOrm {
    fn open(database: &Database) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let db = runtime.block_on(connect(database, 1));
        Self { runtime, db }
    }

    fn execute(&mut self, sql: &str) {
        self.runtime.block_on(self.db.execute_unprepared(sql)).unwrap();
    }

    fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        Some(runtime.block_on(async {
            let pool = connect(database, harness::crowd::THREADS as u32).await;
            harness::tasks!(plan, pool, |pool, step| match step {
                Step::Read(id) => assert!(users::Entity::find_by_id(id).one(&pool).await.unwrap().is_some()),
                Step::Write(id, stock) => assert_eq!(set_stock(&pool, id, stock).await.unwrap(), 1),
            })
        }))
    }

    fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
        see(&self.runtime.block_on(users::Entity::find_by_id(id).one(&self.db)).unwrap());
        Told::Done
    }

    fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
        let query = users::Entity::find().filter(users::COLUMN.id.lte(count)).order_by_asc(users::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
        let query = wide::Entity::find().filter(wide::COLUMN.id.lte(count)).order_by_asc(wide::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
        let query = users::Entity::find()
            .find_also_related(posts::Entity)
            .filter(users::COLUMN.age.gte(age))
            .order_by_asc(users::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
        let query = users::Entity::find()
            .find_also_related(drafts::Entity)
            .filter(users::COLUMN.age.gte(age))
            .order_by_asc(users::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn nested(&mut self, see: See<'_>) -> Told {
        let query = authors::Entity::load().order_by_asc(authors::COLUMN.id).with((books::Entity, reviews::Entity));
        let authors = self.runtime.block_on(query.all(&self.db)).unwrap();
        see(&Nested(&authors));
        Told::Done
    }

    fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let query =
            users::Entity::find().filter(users::COLUMN.id.is_in(ids.iter().copied())).order_by_asc(users::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
        let query = users::Entity::find()
            .apply_if(filters.youngest, |query, age| query.filter(users::COLUMN.age.gte(age)))
            .apply_if(filters.oldest, |query, age| query.filter(users::COLUMN.age.lte(age)))
            .apply_if(filters.name, |query, name| query.filter(users::COLUMN.name.like(name)))
            .apply_if(filters.after, |query, id| query.filter(users::COLUMN.id.gt(id)))
            .apply_if(filters.before, |query, id| query.filter(users::COLUMN.id.lt(id)))
            .order_by_asc(users::COLUMN.id)
            .limit(20);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn report(&mut self, see: See<'_>) -> Told {
        let sum = Expr::col((lines::Entity, lines::Column::Quantity)).sum();
        // MariaDB's sums of integers are decimals.
        let sum = match self.db.get_database_backend() {
            sea_orm::DatabaseBackend::MySql => sum.cast_as("INTEGER"),
            _ => sum,
        };
        let query = lines::Entity::find()
            .select_only()
            .column(regions::Column::Name)
            .column(categories::Column::Name)
            .column_as(sum, "sold")
            .join(JoinType::InnerJoin, lines::Relation::Orders.def())
            .join(JoinType::InnerJoin, orders::Relation::Customers.def())
            .join(JoinType::InnerJoin, customers::Relation::Regions.def())
            .join(JoinType::InnerJoin, lines::Relation::Products.def())
            .join(JoinType::InnerJoin, products::Relation::Categories.def())
            .join(JoinType::InnerJoin, products::Relation::Suppliers.def())
            .filter(orders::COLUMN.placed.gte(30))
            .filter(suppliers::COLUMN.id.lte(15))
            .group_by(regions::COLUMN.name)
            .group_by(categories::COLUMN.name)
            .order_by_asc(regions::COLUMN.name)
            .order_by_asc(categories::COLUMN.name)
            .into_tuple::<(String, String, i64)>();
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }

    fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
        let inserted = self.runtime.block_on(async {
            match items {
                [item] => items::Entity::insert(new(item)).exec_without_returning(&self.db).await,
                many => {
                    let tx = self.db.begin().await?;
                    let mut inserted = 0;
                    for items in many.chunks(ROWS) {
                        let insert = items::Entity::insert_many(items.iter().map(new));
                        inserted += insert.exec_without_returning(&tx).await?;
                    }
                    tx.commit().await?;
                    Ok(inserted)
                }
            }
        });
        see(&inserted.unwrap());
        Told::Done
    }

    fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
        let keys = self.runtime.block_on(async {
            match items {
                [item] => Ok(vec![items::Entity::insert(new(item)).exec(&self.db).await?.last_insert_id]),
                many => insert_all(&self.db, many).await,
            }
        });
        seen(keys, see)
    }

    fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
        see(&self.runtime.block_on(set_stock(&self.db, id, stock)).unwrap());
        Told::Done
    }

    fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        let changed = self.runtime.block_on(async {
            let tx = self.db.begin().await?;
            let mut changed = 0;
            for (id, stock) in changes {
                changed += set_stock(&tx, *id, *stock).await?;
            }
            tx.commit().await?;
            Ok::<_, DbErr>(changed)
        });
        see(&changed.unwrap());
        Told::Done
    }

    fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
        let rows = items.iter().map(|(id, item)| items::ActiveModel { id: Set(*id), ..new(item) });
        let conflict = OnConflict::column(items::Column::Id)
            .update_columns([items::Column::Price, items::Column::Stock])
            .to_owned();
        let upsert = items::Entity::insert_many(rows).on_conflict(conflict);
        self.runtime.block_on(upsert.exec_without_returning(&self.db)).unwrap();
        see(&(items.len() as u64));
        Told::Done
    }

    fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let delete = items::Entity::delete_many().filter(items::COLUMN.id.is_in(ids.iter().copied()));
        see(&self.runtime.block_on(delete.exec(&self.db)).unwrap().rows_affected);
        Told::Done
    }

    fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
        let read = self.runtime.block_on(async {
            let tx = self.db.begin().await?;
            let read = small_transaction(&tx, first).await?;
            tx.commit().await?;
            Ok::<_, DbErr>(read)
        });
        see(&read.unwrap());
        Told::Done
    }

    fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
        seen(self.runtime.block_on(insert_all(&self.db, items)), see)
    }

    fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        let rows = self.runtime.block_on(async {
            let tx = self.db.begin().await?;
            let mut rows = items::Entity::find().order_by_asc(items::COLUMN.id).all(&tx).await?;
            for (id, stock) in changes {
                let row = &mut rows[*id as usize - 1];
                row.stock = *stock;
                let mut changed = row.clone().into_active_model();
                changed.stock = Set(*stock);
                changed.update(&tx).await?;
            }
            tx.commit().await?;
            Ok::<_, DbErr>(rows.len())
        });
        see(&rows.unwrap());
        Told::Done
    }

    fn items(&mut self, see: See<'_>) -> Told {
        let query = items::Entity::find().order_by_asc(items::COLUMN.id);
        see(&self.runtime.block_on(query.all(&self.db)).unwrap());
        Told::Done
    }
}
