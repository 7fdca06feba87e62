//! The operations, for one backend after the other: they are written alike but for keys and upserts.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, Pool};
use diesel::upsert::excluded;
use harness::crowd::{THREADS, threads};
use harness::{Database, Filters, Item, Peer, Plan, See, Step, Told, Took};

use crate::tables::*;

fn new(item: &Item) -> New<'_> {
    New { name: &item.name, price: item.price, stock: item.stock }
}

macro_rules! peer {
    (
        $name:ident,
        $connection:ty,
        |$keys_db:ident, $keys_items:ident| $keys:expr,
        |$upsert_db:ident, $upsert_items:ident| $upsert:expr,
        |$key_db:ident, $key_row:ident| $key:expr
    ) => {
        pub struct $name($connection);

        impl $name {
            fn set_stock(db: &mut $connection, id: i64, stock: i32) -> QueryResult<usize> {
                diesel::update(items::table.find(id)).set(items::stock.eq(stock)).execute(db)
            }
        }

        impl Peer for $name {
            fn open(database: &Database) -> Self {
                Self(<$connection>::establish(database.url.trim_start_matches("sqlite:")).unwrap())
            }

            fn execute(&mut self, sql: &str) {
                self.0.batch_execute(sql).unwrap();
            }

            fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
                let manager = ConnectionManager::<$connection>::new(database.url.trim_start_matches("sqlite:"));
                let pool = Pool::builder().max_size(THREADS as u32).build(manager).unwrap();
                let mut all: Vec<_> = (0..THREADS).map(|_| pool.get().unwrap()).collect();
                for connection in &mut all {
                    database.pragmas().iter().for_each(|pragma| connection.batch_execute(pragma).unwrap());
                }
                drop(all);
                Some(threads(
                    plan,
                    || (),
                    |(), step| {
                        let mut connection = pool.get().unwrap();
                        match step {
                            Step::Read(id) => {
                                let user = users::table.find(id).select(User::as_select()).first(&mut connection);
                                user.optional().unwrap().expect("the row");
                            }
                            Step::Write(id, stock) => {
                                let update = diesel::update(items::table.find(id)).set(items::stock.eq(stock));
                                assert_eq!(update.execute(&mut connection).unwrap(), 1);
                            }
                        }
                    },
                ))
            }

            fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
                let found = users::table.find(id).select(User::as_select()).first(&mut self.0).optional();
                see(&found.unwrap());
                Told::Done
            }

            fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
                let query = users::table.filter(users::id.le(count)).order(users::id).select(User::as_select());
                see(&query.load(&mut self.0).unwrap());
                Told::Done
            }

            fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
                let query = wide::table.filter(wide::id.le(count)).order(wide::id).select(Wide::as_select());
                see(&query.load(&mut self.0).unwrap());
                Told::Done
            }

            fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
                let query = users::table
                    .left_join(posts::table)
                    .filter(users::age.ge(age))
                    .order(users::id)
                    .select((User::as_select(), Option::<Post>::as_select()));
                let rows: Vec<(User, Option<Post>)> = query.load(&mut self.0).unwrap();
                see(&rows);
                Told::Done
            }

            fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
                let query = users::table
                    .left_join(drafts::table)
                    .filter(users::age.ge(age))
                    .order(users::id)
                    .select((User::as_select(), Option::<Draft>::as_select()));
                let rows: Vec<(User, Option<Draft>)> = query.load(&mut self.0).unwrap();
                see(&rows);
                Told::Done
            }

            fn nested(&mut self, see: See<'_>) -> Told {
                let db = &mut self.0;
                let authors = authors::table.order(authors::id).select(Author::as_select()).load(db).unwrap();
                let books = Book::belonging_to(&authors).order(books::id).select(Book::as_select()).load(db).unwrap();
                let reviews =
                    Review::belonging_to(&books).order(reviews::id).select(Review::as_select()).load(db).unwrap();
                let reviews = reviews.grouped_by(&books);
                let books = books.into_iter().zip(reviews).grouped_by(&authors);
                let nested: Vec<(Author, Vec<(Book, Vec<Review>)>)> = authors.into_iter().zip(books).collect();
                see(&nested);
                Told::Done
            }

            fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                let query = users::table.filter(users::id.eq_any(ids)).order(users::id).select(User::as_select());
                see(&query.load(&mut self.0).unwrap());
                Told::Done
            }

            fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
                let mut query = users::table.order(users::id).limit(20).select(User::as_select()).into_boxed();
                if let Some(age) = filters.youngest {
                    query = query.filter(users::age.ge(age));
                }
                if let Some(age) = filters.oldest {
                    query = query.filter(users::age.le(age));
                }
                if let Some(name) = filters.name {
                    query = query.filter(users::name.like(name));
                }
                if let Some(id) = filters.after {
                    query = query.filter(users::id.gt(id));
                }
                if let Some(id) = filters.before {
                    query = query.filter(users::id.lt(id));
                }
                see(&query.load(&mut self.0).unwrap());
                Told::Done
            }

            fn report(&mut self, see: See<'_>) -> Told {
                let query = lines::table
                    .inner_join(orders::table.inner_join(customers::table.inner_join(regions::table)))
                    .inner_join(products::table.inner_join(categories::table).inner_join(suppliers::table))
                    .filter(orders::placed.ge(30).and(suppliers::id.le(15)))
                    .group_by((regions::name, categories::name))
                    .order((regions::name, categories::name))
                    .select((regions::name, categories::name, diesel::dsl::sum(lines::quantity)));
                let rows: Vec<(String, String, Option<i64>)> = query.load(&mut self.0).unwrap();
                see(&rows);
                Told::Done
            }

            fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
                let inserted = match items {
                    [item] => diesel::insert_into(items::table).values(new(item)).execute(&mut self.0),
                    many => {
                        let rows: Vec<_> = many.iter().map(new).collect();
                        diesel::insert_into(items::table).values(&rows).execute(&mut self.0)
                    }
                };
                see(&(inserted.unwrap() as u64));
                Told::Done
            }

            fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
                let $keys_db = &mut self.0;
                let $keys_items = items;
                match $keys {
                    Some(keys) => see(&keys),
                    None => return Told::Missing,
                }
                Told::Done
            }

            fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
                see(&(Self::set_stock(&mut self.0, id, stock).unwrap() as u64));
                Told::Done
            }

            fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                let changed = self.0.transaction(|db| {
                    changes.iter().map(|(id, stock)| Self::set_stock(db, *id, *stock)).sum::<QueryResult<usize>>()
                });
                see(&(changed.unwrap() as u64));
                Told::Done
            }

            fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
                let $upsert_db = &mut self.0;
                let $upsert_items = items;
                let done: QueryResult<()> = $upsert;
                done.unwrap();
                see(&(items.len() as u64));
                Told::Done
            }

            fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                let deleted = diesel::delete(items::table.filter(items::id.eq_any(ids))).execute(&mut self.0);
                see(&(deleted.unwrap() as u64));
                Told::Done
            }

            fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
                let read = self.0.transaction(|db| {
                    let mut read = Vec::with_capacity(4);
                    for id in first..first + 4 {
                        let item = items::table.find(id).select(Stored::as_select()).first(db)?;
                        Self::set_stock(db, id, item.stock + 1)?;
                        read.push(item);
                    }
                    let temporary = New { name: "Temporary", price: 1.0, stock: 1 };
                    let $key_db = &mut *db;
                    let $key_row = temporary;
                    let key: i64 = $key?;
                    diesel::delete(items::table.find(key)).execute(db)?;
                    QueryResult::Ok(read)
                });
                see(&read.unwrap());
                Told::Done
            }

            fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
                self.insert_keys(items, see)
            }

            fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                let rows = self.0.transaction(|db| {
                    let mut rows = items::table.order(items::id).select(Stored::as_select()).load(db)?;
                    for (id, stock) in changes {
                        rows[*id as usize - 1].stock = *stock;
                        Self::set_stock(db, *id, *stock)?;
                    }
                    QueryResult::Ok(rows)
                });
                see(&rows.unwrap().len());
                Told::Done
            }

            fn items(&mut self, see: See<'_>) -> Told {
                see(&items::table.order(items::id).select(Stored::as_select()).load(&mut self.0).unwrap());
                Told::Done
            }
        }
    };
}

/// Many rows, and their keys: one statement has up to 32,766 values.
macro_rules! returned {
    ($db:ident, $items:ident) => {{
        let keys = $db.transaction(|db| {
            let mut keys = Vec::with_capacity($items.len());
            for items in $items.chunks(10_000) {
                let rows: Vec<_> = items.iter().map(new).collect();
                let insert = diesel::insert_into(items::table).values(rows).returning(items::id);
                keys.append(&mut insert.get_results::<i64>(db)?);
            }
            QueryResult::Ok(keys)
        });
        Some(keys.unwrap())
    }};
}

/// The rows of an upsert, for one statement.
fn with_ids(items: &[(i64, Item)]) -> Vec<(diesel::dsl::Eq<items::id, &i64>, New<'_>)> {
    items.iter().map(|(id, item)| (items::id.eq(id), new(item))).collect()
}

peer!(
    Sqlite,
    SqliteConnection,
    |db, items| returned!(db, items),
    // It has no such statement of many rows.
    |db, items| db.transaction(|db| {
        for (id, item) in items {
            diesel::insert_into(items::table)
                .values((items::id.eq(id), new(item)))
                .on_conflict(items::id)
                .do_update()
                .set((items::price.eq(excluded(items::price)), items::stock.eq(excluded(items::stock))))
                .execute(db)?;
        }
        Ok(())
    }),
    |db, row| diesel::insert_into(items::table).values(row).returning(items::id).get_result(db)
);
peer!(
    Postgres,
    PgConnection,
    |db, items| returned!(db, items),
    |db, items| diesel::insert_into(items::table)
        .values(with_ids(items))
        .on_conflict(items::id)
        .do_update()
        .set((items::price.eq(excluded(items::price)), items::stock.eq(excluded(items::stock))))
        .execute(db)
        .map(drop),
    |db, row| diesel::insert_into(items::table).values(row).returning(items::id).get_result(db)
);

#[cfg(feature = "mysql")]
diesel::define_sql_function! { fn last_insert_id() -> diesel::sql_types::BigInt; }

#[cfg(feature = "mysql")]
peer!(
    MariaDb,
    MysqlConnection,
    // It knows no RETURNING there.
    |_db, _items| None::<Vec<i64>>,
    // Nor the proposed row in an upsert.
    |db, items| db.transaction(|db| {
        for (id, item) in items {
            diesel::insert_into(items::table)
                .values((items::id.eq(id), new(item)))
                .on_conflict(diesel::dsl::DuplicatedKeys)
                .do_update()
                .set((items::price.eq(item.price), items::stock.eq(item.stock)))
                .execute(db)?;
        }
        Ok(())
    }),
    |db, row| {
        diesel::insert_into(items::table).values(row).execute(db)?;
        diesel::select(last_insert_id()).get_result(db)
    }
);
