//! The operations, for one backend after the other: what a program writes is the same for all but an upsert.

use aludel::engine::{Backend, Connection};
use aludel::prelude::*;
use harness::crowd::{THREADS, threads};
use harness::{Database, Digest, Filters, Hash, Item, Peer, Plan, See, Step, Told, Took};

use crate::tables::*;

pub struct Aludel<B: Backend> {
    engine: Engine<B>,
    /// A database in memory has one connection: it is given back while a session works.
    connection: Option<Connection<B>>,
}

impl<B: Backend> Aludel<B> {
    fn connection(&mut self) -> &mut Connection<B> {
        self.connection.get_or_insert_with(|| self.engine.connect().expect("a connection"))
    }
}

/// Handles with the session that knows their rows.
struct Nested<'a, B: Backend>(&'a Session<B>, Vec<(Handle<Author>, Vec<(Handle<Book>, Vec<Handle<Review>>)>)>);

impl<B: Backend> Digest for Nested<'_, B> {
    fn digest(&self, to: &mut Hash) {
        let Self(session, authors) = self;
        authors.len().digest(to);
        for (author, books) in authors {
            session[*author].digest(to);
            books.len().digest(to);
            for (book, reviews) in books {
                session[*book].digest(to);
                reviews.len().digest(to);
                reviews.iter().for_each(|review| session[*review].digest(to));
            }
        }
    }
}

/// The rows of many, to be inserted.
macro_rules! stored {
    ($items:expr) => {
        $items
            .iter()
            .map(|item| new!(Stored { name: &*item.name, price: item.price, stock: item.stock }))
            .collect::<Vec<_>>()
    };
}

macro_rules! peer {
    ($backend:ty, |$rows:ident, $on:ident| $upsert:expr) => {
        impl Peer for Aludel<$backend> {
            fn open(database: &Database) -> Self {
                // MariaDB's own scheme tells its dialect from that of MySQL.
                let url = database.url.replace("mysql://", "mariadb://");
                Self { engine: Engine::open(&url).expect("an engine"), connection: None }
            }

            fn execute(&mut self, sql: &str) {
                self.connection().link().script(sql).expect("a statement that is right");
            }

            fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
                let url = database.url.replace("mysql://", "mariadb://");
                let engine = Engine::<$backend>::builder(&url).pool_size(THREADS as u32).open().unwrap();
                let mut all: Vec<_> = (0..THREADS).map(|_| engine.connect().unwrap()).collect();
                for connection in &mut all {
                    database.pragmas().iter().for_each(|pragma| connection.link().script(pragma).unwrap());
                }
                drop(all);
                Some(threads(
                    plan,
                    || (),
                    |(), step| {
                        let mut connection = engine.connect().unwrap();
                        match step {
                            Step::Read(id) => {
                                let user =
                                    from(users::table).filter(users::id.eq(id)).optional(&mut connection).unwrap();
                                assert!(user.is_some());
                            }
                            Step::Write(id, stock) => {
                                let update = update(items::table).set(items::stock.set(stock)).filter(items::id.eq(id));
                                assert_eq!(update.execute(&mut connection).unwrap(), 1);
                            }
                        }
                    },
                ))
            }

            fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
                see(&from(users::table).filter(users::id.eq(id)).optional(self.connection()).unwrap());
                Told::Done
            }

            fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
                see(&from(users::table)
                    .filter(users::id.le(count))
                    .order_by(users::id)
                    .all(self.connection())
                    .unwrap());
                Told::Done
            }

            fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
                see(&from(wide::table).filter(wide::id.le(count)).order_by(wide::id).all(self.connection()).unwrap());
                Told::Done
            }

            fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
                let query = from(users::table)
                    .left_join(posts::table, posts::user_id.eq(users::id))
                    .filter(users::age.ge(age))
                    .order_by(users::id);
                see(&query.all(self.connection()).unwrap());
                Told::Done
            }

            fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
                let query = from(users::table)
                    .left_join(drafts::table, drafts::user_id.eq(users::id))
                    .filter(users::age.ge(age))
                    .order_by(users::id);
                see(&query.all(self.connection()).unwrap());
                Told::Done
            }

            fn nested(&mut self, see: See<'_>) -> Told {
                self.connection = None;
                let mut session = self.engine.session().unwrap();
                let authors = session
                    .load(from(authors::table).order_by(authors::id).with_many(
                        books::author_id.ordered_by(books::id).with_many(reviews::book_id.ordered_by(reviews::id)),
                    ))
                    .unwrap();
                see(&Nested(&session, authors));
                Told::Done
            }

            fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                let query = from(users::table).filter(users::id.in_list(ids)).order_by(users::id);
                see(&query.all(self.connection()).unwrap());
                Told::Done
            }

            fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
                let query = from(users::table)
                    .filter_some(filters.youngest, |age| users::age.ge(age))
                    .filter_some(filters.oldest, |age| users::age.le(age))
                    .filter_some(filters.name, |name| users::name.like(name))
                    .filter_some(filters.after, |id| users::id.gt(id))
                    .filter_some(filters.before, |id| users::id.lt(id))
                    .order_by(users::id)
                    .limit(20);
                see(&query.all(self.connection()).unwrap());
                Told::Done
            }

            fn report(&mut self, see: See<'_>) -> Told {
                let query = from(lines::table)
                    .join(orders::table, orders::id.eq(lines::order_id))
                    .join(customers::table, customers::id.eq(orders::customer_id))
                    .join(regions::table, regions::id.eq(customers::region_id))
                    .join(products::table, products::id.eq(lines::product_id))
                    .join(categories::table, categories::id.eq(products::category_id))
                    .join(suppliers::table, suppliers::id.eq(products::supplier_id))
                    .filter(orders::placed.ge(30).and(suppliers::id.le(15)))
                    .group_by((regions::name, categories::name))
                    .order_by((regions::name, categories::name))
                    .select((regions::name, categories::name, sum(lines::quantity)));
                see(&query.all(self.connection()).unwrap());
                Told::Done
            }

            fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
                let connection = self.connection();
                let inserted = match items {
                    [item] => insert(items::table)
                        .values(new!(Stored { name: &*item.name, price: item.price, stock: item.stock }))
                        .execute(connection),
                    many => insert(items::table).values(stored!(many)).execute(connection),
                };
                see(&inserted.unwrap());
                Told::Done
            }

            fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
                let connection = self.connection();
                let keys = match items {
                    [item] => insert(items::table)
                        .values(new!(Stored { name: &*item.name, price: item.price, stock: item.stock }))
                        .returning(items::id)
                        .all(connection),
                    many => insert(items::table).values(stored!(many)).returning(items::id).all(connection),
                };
                see(&keys.unwrap());
                Told::Done
            }

            fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
                let changed = update(items::table)
                    .set(items::stock.set(stock))
                    .filter(items::id.eq(id))
                    .execute(self.connection())
                    .unwrap();
                see(&changed);
                Told::Done
            }

            fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                let rows = changes.iter().map(|(id, stock)| (*id, items::stock.set(*stock)));
                see(&update(items::table).by_key(rows).execute(self.connection()).unwrap());
                Told::Done
            }

            fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
                let $rows: Vec<_> = items
                    .iter()
                    .map(|(id, item)| new!(Stored { id: *id, name: &*item.name, price: item.price, stock: item.stock }))
                    .collect();
                let $on = self.connection();
                $upsert.unwrap();
                see(&(items.len() as u64));
                Told::Done
            }

            fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                see(&delete(items::table).filter(items::id.in_list(ids)).execute(self.connection()).unwrap());
                Told::Done
            }

            fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
                let read: aludel::Result<Vec<Stored>> = self.connection().transaction(|tx| {
                    let mut read = Vec::with_capacity(4);
                    for id in first..first + 4 {
                        let item = from(items::table).filter(items::id.eq(id)).one(tx)?;
                        update(items::table)
                            .set(items::stock.set(item.stock + 1))
                            .filter(items::id.eq(id))
                            .execute(tx)?;
                        read.push(item);
                    }
                    let key = insert(items::table)
                        .values(new!(Stored { name: "Temporary", price: 1.0, stock: 1 }))
                        .returning(items::id)
                        .one(tx)?;
                    delete(items::table).filter(items::id.eq(key)).execute(tx)?;
                    Ok(read)
                });
                see(&read.unwrap());
                Told::Done
            }

            fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
                self.connection = None;
                let mut session = self.engine.session().unwrap();
                let added: Vec<_> = items
                    .iter()
                    .map(|item| session.add(new!(Stored { name: &*item.name, price: item.price, stock: item.stock })))
                    .collect();
                session.commit().unwrap();
                see(&Keys(&session, added));
                Told::Done
            }

            fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                self.connection = None;
                let mut session = self.engine.session().unwrap();
                let rows = session.load(from(items::table).order_by(items::id)).unwrap();
                for (id, stock) in changes {
                    session[rows[*id as usize - 1]].stock = *stock;
                }
                session.commit().unwrap();
                see(&rows.len());
                Told::Done
            }

            fn items(&mut self, see: See<'_>) -> Told {
                see(&from(items::table).order_by(items::id).all(self.connection()).unwrap());
                Told::Done
            }
        }
    };
}

/// Handles with the session that knows their keys.
struct Keys<'a, B: Backend>(&'a Session<B>, Vec<Handle<Stored>>);

impl<B: Backend> Digest for Keys<'_, B> {
    fn digest(&self, to: &mut Hash) {
        self.1.len().digest(to);
        self.1.iter().for_each(|handle| self.0[*handle].id.digest(to));
    }
}

peer!(
    aludel::Sqlite,
    |rows, on| insert(items::table)
        .values(rows)
        .on_conflict(items::id)
        .do_update((items::price.set(proposed(items::price)), items::stock.set(proposed(items::stock))))
        .execute(on)
);
#[cfg(feature = "servers")]
peer!(
    aludel::Postgres,
    |rows, on| insert(items::table)
        .values(rows)
        .on_conflict(items::id)
        .do_update((items::price.set(proposed(items::price)), items::stock.set(proposed(items::stock))))
        .execute(on)
);
#[cfg(feature = "servers")]
peer!(
    aludel::MariaDb,
    |rows, on| insert(items::table)
        .values(rows)
        .on_duplicate_key_update((items::price.set(proposed(items::price)), items::stock.set(proposed(items::stock))))
        .execute(on)
);
