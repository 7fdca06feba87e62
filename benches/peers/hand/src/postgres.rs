//! PostgreSQL by the crate `postgres`, with kept statements; many rows go as arrays.

use std::collections::HashMap;

use harness::crowd::connections;
use harness::{Database, Filters, Item, Peer, Plan, See, Told, Took};
use postgres::types::ToSql;
use postgres::{Client, NoTls, Row, Statement};

use crate::rows::{Author, Book, Post, Review, Stored, User, WIDE, Wide, nest};

pub struct Postgres {
    client: Client,
    kept: HashMap<&'static str, Statement>,
    /// By which filters they have.
    filters: [Option<Statement>; 32],
}

fn user(row: &Row) -> User {
    User { id: row.get(0), name: row.get(1), age: row.get(2) }
}

fn stored(row: &Row) -> Stored {
    Stored { id: row.get(0), name: row.get(1), price: row.get(2), stock: row.get(3) }
}

macro_rules! wide {
    ($row:ident: $($field:ident = $column:literal,)*) => { Wide { $($field: $row.get($column),)* } };
}

fn wide(row: &Row) -> Wide {
    wide!(row: id = 0,
        a1 = 1, b1 = 2, c1 = 3, d1 = 4, e1 = 5, f1 = 6,
        a2 = 7, b2 = 8, c2 = 9, d2 = 10, e2 = 11, f2 = 12,
        a3 = 13, b3 = 14, c3 = 15, d3 = 16, e3 = 17, f3 = 18,
        a4 = 19, b4 = 20, c4 = 21, d4 = 22, e4 = 23, f4 = 24,
    )
}

const INSERT: &str = "INSERT INTO items (name, price, stock) VALUES ($1, $2, $3)";
const INSERT_KEY: &str = "INSERT INTO items (name, price, stock) VALUES ($1, $2, $3) RETURNING id";
const INSERT_ALL: &str = "INSERT INTO items (name, price, stock) \
    SELECT * FROM unnest($1::text[], $2::float8[], $3::int[]) RETURNING id";
const UPDATE: &str = "UPDATE items SET stock = $1 WHERE id = $2";
const UPDATE_ALL: &str = "UPDATE items SET stock = new.stock FROM unnest($1::bigint[], $2::int[]) AS new (id, stock) \
    WHERE items.id = new.id";
const ITEMS: &str = "SELECT id, name, price, stock FROM items ORDER BY id";

impl Postgres {
    fn statement(&mut self, sql: &'static str) -> Statement {
        let Self { client, kept, .. } = self;
        kept.entry(sql).or_insert_with(|| client.prepare(sql).unwrap()).clone()
    }

    fn all<T>(&mut self, sql: &'static str, params: &[&(dyn ToSql + Sync)], row: impl Fn(&Row) -> T) -> Vec<T> {
        let statement = self.statement(sql);
        self.client.query(&statement, params).unwrap().iter().map(row).collect()
    }

    fn run(&mut self, sql: &'static str, params: &[&(dyn ToSql + Sync)]) -> u64 {
        let statement = self.statement(sql);
        self.client.execute(&statement, params).unwrap()
    }

    fn left_join(&mut self, sql: &'static str, age: i32) -> Vec<(User, Option<Post>)> {
        self.all(sql, &[&age], |row| {
            let post = row.get::<_, Option<i64>>(3).map(|id| Post { id, user_id: row.get(4), title: row.get(5) });
            (user(row), post)
        })
    }

    fn insert_all(&mut self, items: &[Item]) -> Vec<i64> {
        let names: Vec<&str> = items.iter().map(|item| &*item.name).collect();
        let prices: Vec<f64> = items.iter().map(|item| item.price).collect();
        let stocks: Vec<i32> = items.iter().map(|item| item.stock).collect();
        self.all(INSERT_ALL, &[&names, &prices, &stocks], |row| row.get(0))
    }

    fn change(&mut self, changes: &[(i64, i32)]) -> u64 {
        let (ids, stocks): (Vec<i64>, Vec<i32>) = changes.iter().copied().unzip();
        self.run(UPDATE_ALL, &[&ids, &stocks])
    }
}

impl Peer for Postgres {
    fn open(database: &Database) -> Self {
        let client = Client::connect(&database.url, NoTls).unwrap();
        Self { client, kept: HashMap::new(), filters: Default::default() }
    }

    fn execute(&mut self, sql: &str) {
        self.client.batch_execute(sql).unwrap();
    }

    fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
        Some(connections::<Self>(database, plan))
    }

    fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
        let statement = self.statement("SELECT id, name, age FROM users WHERE id = $1");
        see(&self.client.query_opt(&statement, &[&id]).unwrap().as_ref().map(user));
        Told::Done
    }

    fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
        see(&self.all("SELECT id, name, age FROM users WHERE id <= $1 ORDER BY id", &[&count], user));
        Told::Done
    }

    fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
        if !self.kept.contains_key(WIDE) {
            let statement = self.client.prepare(&format!("{WIDE} $1 ORDER BY id")).unwrap();
            self.kept.insert(WIDE, statement);
        }
        see(&self.all(WIDE, &[&count], wide));
        Told::Done
    }

    fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
        let sql = "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u \
                   LEFT JOIN posts p ON p.user_id = u.id WHERE u.age >= $1 ORDER BY u.id";
        see(&self.left_join(sql, age));
        Told::Done
    }

    fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
        let sql = "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u \
                   LEFT JOIN drafts p ON p.user_id = u.id WHERE u.age >= $1 ORDER BY u.id";
        see(&self.left_join(sql, age));
        Told::Done
    }

    fn nested(&mut self, see: See<'_>) -> Told {
        let author = |row: &Row| Author { id: row.get(0), name: row.get(1) };
        let book = |row: &Row| Book { id: row.get(0), author_id: row.get(1), title: row.get(2) };
        let review = |row: &Row| Review { id: row.get(0), book_id: row.get(1), content: row.get(2) };
        let authors = self.all("SELECT id, name FROM authors ORDER BY id", &[], author);
        let books = self.all("SELECT id, author_id, title FROM books ORDER BY id", &[], book);
        let reviews = self.all("SELECT id, book_id, content FROM reviews ORDER BY id", &[], review);
        see(&nest(authors, books, reviews));
        Told::Done
    }

    fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        see(&self.all("SELECT id, name, age FROM users WHERE id = ANY($1) ORDER BY id", &[&ids], user));
        Told::Done
    }

    fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
        let Filters { youngest, oldest, name, after, before } = filters;
        type Value<'v> = Option<&'v (dyn ToSql + Sync)>;
        let asked: [(&str, Value<'_>); 5] = [
            ("age >=", youngest.as_ref().map(|value| value as _)),
            ("age <=", oldest.as_ref().map(|value| value as _)),
            ("name LIKE", name.as_ref().map(|value| value as _)),
            ("id >", after.as_ref().map(|value| value as _)),
            ("id <", before.as_ref().map(|value| value as _)),
        ];
        let which: usize = asked.iter().enumerate().map(|(bit, (_, value))| usize::from(value.is_some()) << bit).sum();
        let values: Vec<_> = asked.iter().filter_map(|(_, value)| *value).collect();
        let client = &mut self.client;
        let statement = self.filters[which].get_or_insert_with(|| {
            let mut sql = "SELECT id, name, age FROM users WHERE TRUE".to_owned();
            for ((part, _), index) in asked.iter().filter(|(_, value)| value.is_some()).zip(1..) {
                sql += &format!(" AND {part} ${index}");
            }
            client.prepare(&(sql + " ORDER BY id LIMIT 20")).unwrap()
        });
        see(&client.query(&*statement, &values).unwrap().iter().map(user).collect::<Vec<_>>());
        Told::Done
    }

    fn report(&mut self, see: See<'_>) -> Told {
        let sql = "SELECT r.name, g.name, SUM(l.quantity) FROM lines l JOIN orders o ON o.id = l.order_id \
                   JOIN customers c ON c.id = o.customer_id JOIN regions r ON r.id = c.region_id \
                   JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id \
                   JOIN suppliers s ON s.id = p.supplier_id WHERE o.placed >= $1 AND s.id <= $2 \
                   GROUP BY r.name, g.name ORDER BY r.name, g.name";
        let rows = self
            .all(sql, &[&30, &15i64], |row| (row.get::<_, String>(0), row.get::<_, String>(1), row.get::<_, i64>(2)));
        see(&rows);
        Told::Done
    }

    fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
        match items {
            [item] => drop(self.run(INSERT, &[&item.name, &item.price, &item.stock])),
            many => drop(self.insert_all(many)),
        }
        see(&(items.len() as u64));
        Told::Done
    }

    fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
        let keys = match items {
            [item] => self.all(INSERT_KEY, &[&item.name, &item.price, &item.stock], |row| row.get(0)),
            many => self.insert_all(many),
        };
        see(&keys);
        Told::Done
    }

    fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
        see(&self.run(UPDATE, &[&stock, &id]));
        Told::Done
    }

    fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        see(&self.change(changes));
        Told::Done
    }

    fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
        let ids: Vec<i64> = items.iter().map(|(id, _)| *id).collect();
        let names: Vec<&str> = items.iter().map(|(_, item)| &*item.name).collect();
        let prices: Vec<f64> = items.iter().map(|(_, item)| item.price).collect();
        let stocks: Vec<i32> = items.iter().map(|(_, item)| item.stock).collect();
        let sql = "INSERT INTO items (id, name, price, stock) \
                   SELECT * FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::int[]) \
                   ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock";
        see(&self.run(sql, &[&ids, &names, &prices, &stocks]));
        Told::Done
    }

    fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        see(&self.run("DELETE FROM items WHERE id = ANY($1)", &[&ids]));
        Told::Done
    }

    fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
        self.client.batch_execute("BEGIN").unwrap();
        let mut read = Vec::with_capacity(4);
        for id in first..first + 4 {
            let query = self.statement("SELECT id, name, price, stock FROM items WHERE id = $1");
            let item = stored(&self.client.query_one(&query, &[&id]).unwrap());
            self.run(UPDATE, &[&(item.stock + 1), &id]);
            read.push(item);
        }
        let key: i64 = self.all(INSERT_KEY, &[&"Temporary", &1.0f64, &1i32], |row| row.get(0))[0];
        self.run("DELETE FROM items WHERE id = $1", &[&key]);
        self.client.batch_execute("COMMIT").unwrap();
        see(&read);
        Told::Done
    }

    fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&self.insert_all(items));
        Told::Done
    }

    fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        self.client.batch_execute("BEGIN").unwrap();
        let mut rows = self.all(ITEMS, &[], stored);
        for (id, stock) in changes {
            rows[*id as usize - 1].stock = *stock;
        }
        self.change(changes);
        self.client.batch_execute("COMMIT").unwrap();
        see(&rows.len());
        Told::Done
    }

    fn items(&mut self, see: See<'_>) -> Told {
        see(&self.all(ITEMS, &[], stored));
        Told::Done
    }
}
