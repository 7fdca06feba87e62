//! MariaDB by the crate `mysql`, with kept statements; many rows go in one statement.

use std::collections::HashMap;

use harness::crowd::connections;
use harness::{Database, Filters, Item, Peer, Plan, See, Told, Took};
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, Params, Row, Statement, Value, from_value};

use crate::rows::{Author, Book, Post, Review, Stored, User, WIDE, Wide, nest};

/// How many rows one statement takes.
const ROWS: usize = 1000;

pub struct MariaDb {
    conn: Conn,
    kept: HashMap<String, Statement>,
}

/// The columns of a row, one after the other.
struct Columns(std::vec::IntoIter<Value>);

impl Columns {
    fn of(row: Row) -> Self {
        Self(row.unwrap().into_iter())
    }

    fn next<T: mysql::prelude::FromValue>(&mut self) -> T {
        from_value(self.0.next().unwrap())
    }
}

fn user(row: &mut Columns) -> User {
    User { id: row.next(), name: row.next(), age: row.next() }
}

fn stored(row: &mut Columns) -> Stored {
    Stored { id: row.next(), name: row.next(), price: row.next(), stock: row.next() }
}

macro_rules! wide {
    ($row:ident: $($field:ident)*) => { Wide { $($field: $row.next(),)* } };
}

fn wide(row: &mut Columns) -> Wide {
    wide!(row: id a1 b1 c1 d1 e1 f1 a2 b2 c2 d2 e2 f2 a3 b3 c3 d3 e3 f3 a4 b4 c4 d4 e4 f4)
}

const INSERT_KEY: &str = "INSERT INTO items (name, price, stock) VALUES (?, ?, ?) RETURNING id";
const UPDATE: &str = "UPDATE items SET stock = ? WHERE id = ?";
const ITEMS: &str = "SELECT id, name, price, stock FROM items ORDER BY id";

impl MariaDb {
    fn statement(&mut self, sql: &str) -> Statement {
        if let Some(statement) = self.kept.get(sql) {
            return statement.clone();
        }
        let statement = self.conn.prep(sql).unwrap();
        self.kept.insert(sql.to_owned(), statement.clone());
        statement
    }

    fn all<T>(&mut self, sql: &str, params: impl Into<Params>, row: impl Fn(&mut Columns) -> T) -> Vec<T> {
        let statement = self.statement(sql);
        let rows = self.conn.exec_iter(&statement, params).unwrap();
        rows.map(|found| row(&mut Columns::of(found.unwrap()))).collect()
    }

    fn run(&mut self, sql: &str, params: impl Into<Params>) -> u64 {
        let statement = self.statement(sql);
        self.conn.exec_iter(&statement, params).unwrap().affected_rows()
    }

    fn left_join(&mut self, sql: &str, age: i32) -> Vec<(User, Option<Post>)> {
        self.all(sql, (age,), |row| {
            let user = user(row);
            let (id, user_id, title) = (row.next::<Option<i64>>(), row.next::<Option<i64>>(), row.next());
            (user, id.zip(user_id).zip(title).map(|((id, user_id), title)| Post { id, user_id, title }))
        })
    }

    fn insert_all(&mut self, items: &[Item]) -> Vec<i64> {
        let one_statement = items.len() <= ROWS;
        if !one_statement {
            self.conn.query_drop("BEGIN").unwrap();
        }
        let mut keys = Vec::with_capacity(items.len());
        for items in items.chunks(ROWS) {
            let rows = vec!["(?, ?, ?)"; items.len()].join(", ");
            let sql = format!("INSERT INTO items (name, price, stock) VALUES {rows} RETURNING id");
            let mut values: Vec<Value> = Vec::with_capacity(items.len() * 3);
            for item in items {
                values.extend([Value::from(&*item.name), item.price.into(), item.stock.into()]);
            }
            keys.append(&mut self.all(&sql, values, |row| row.next()));
        }
        if !one_statement {
            self.conn.query_drop("COMMIT").unwrap();
        }
        keys
    }

    /// One statement for a page of rows.
    fn change(&mut self, changes: &[(i64, i32)]) -> u64 {
        let mut changed = 0;
        for changes in changes.chunks(ROWS) {
            let rows = format!("SELECT ? AS id, ? AS stock{}", " UNION ALL SELECT ?, ?".repeat(changes.len() - 1));
            let sql = format!("UPDATE items JOIN ({rows}) AS new ON new.id = items.id SET items.stock = new.stock");
            let values: Vec<Value> = changes.iter().flat_map(|(id, stock)| [(*id).into(), (*stock).into()]).collect();
            changed += self.run(&sql, values);
        }
        changed
    }
}

impl Peer for MariaDb {
    fn open(database: &Database) -> Self {
        let opts = mysql::OptsBuilder::from_opts(Opts::from_url(&database.url).unwrap())
            // By TCP, as all others: it would go on by the server's socket, which is some microseconds less.
            .prefer_socket(false)
            // An UPDATE counts the rows that it found, as elsewhere.
            .additional_capabilities(mysql::consts::CapabilityFlags::CLIENT_FOUND_ROWS);
        Self { conn: Conn::new(opts).unwrap(), kept: HashMap::new() }
    }

    fn execute(&mut self, sql: &str) {
        self.conn.query_drop(sql).unwrap();
    }

    fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
        Some(connections::<Self>(database, plan))
    }

    fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
        see(&self.all("SELECT id, name, age FROM users WHERE id = ?", (id,), user).pop());
        Told::Done
    }

    fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
        see(&self.all("SELECT id, name, age FROM users WHERE id <= ? ORDER BY id", (count,), user));
        Told::Done
    }

    fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
        see(&self.all(&format!("{WIDE} ? ORDER BY id"), (count,), wide));
        Told::Done
    }

    fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
        let sql = "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u \
                   LEFT JOIN posts p ON p.user_id = u.id WHERE u.age >= ? ORDER BY u.id";
        see(&self.left_join(sql, age));
        Told::Done
    }

    fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
        let sql = "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u \
                   LEFT JOIN drafts p ON p.user_id = u.id WHERE u.age >= ? ORDER BY u.id";
        see(&self.left_join(sql, age));
        Told::Done
    }

    fn nested(&mut self, see: See<'_>) -> Told {
        let author = |row: &mut Columns| Author { id: row.next(), name: row.next() };
        let book = |row: &mut Columns| Book { id: row.next(), author_id: row.next(), title: row.next() };
        let review = |row: &mut Columns| Review { id: row.next(), book_id: row.next(), content: row.next() };
        let authors = self.all("SELECT id, name FROM authors ORDER BY id", (), author);
        let books = self.all("SELECT id, author_id, title FROM books ORDER BY id", (), book);
        let reviews = self.all("SELECT id, book_id, content FROM reviews ORDER BY id", (), review);
        see(&nest(authors, books, reviews));
        Told::Done
    }

    fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let list = vec!["?"; ids.len()].join(", ");
        let sql = format!("SELECT id, name, age FROM users WHERE id IN ({list}) ORDER BY id");
        let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
        see(&self.all(&sql, values, user));
        Told::Done
    }

    fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
        let Filters { youngest, oldest, name, after, before } = *filters;
        let asked: [(&str, Option<Value>); 5] = [
            ("age >=", youngest.map(Value::from)),
            ("age <=", oldest.map(Value::from)),
            ("name LIKE", name.map(Value::from)),
            ("id >", after.map(Value::from)),
            ("id <", before.map(Value::from)),
        ];
        let mut sql = "SELECT id, name, age FROM users WHERE TRUE".to_owned();
        let mut values = Vec::with_capacity(5);
        for (part, value) in asked {
            if let Some(value) = value {
                sql += &format!(" AND {part} ?");
                values.push(value);
            }
        }
        let params = if values.is_empty() { Params::Empty } else { Params::Positional(values) };
        see(&self.all(&(sql + " ORDER BY id LIMIT 20"), params, user));
        Told::Done
    }

    fn report(&mut self, see: See<'_>) -> Told {
        let sql = "SELECT r.name, g.name, CAST(SUM(l.quantity) AS INTEGER) FROM `lines` l \
                   JOIN orders o ON o.id = l.order_id JOIN customers c ON c.id = o.customer_id \
                   JOIN regions r ON r.id = c.region_id JOIN products p ON p.id = l.product_id \
                   JOIN categories g ON g.id = p.category_id JOIN suppliers s ON s.id = p.supplier_id \
                   WHERE o.placed >= ? AND s.id <= ? GROUP BY r.name, g.name ORDER BY r.name, g.name";
        let rows = self.all(sql, (30, 15), |row| (row.next::<String>(), row.next::<String>(), row.next::<i64>()));
        see(&rows);
        Told::Done
    }

    fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
        match items {
            [item] => {
                let sql = "INSERT INTO items (name, price, stock) VALUES (?, ?, ?)";
                self.run(sql, (&*item.name, item.price, item.stock));
            }
            many => drop(self.insert_all(many)),
        }
        see(&(items.len() as u64));
        Told::Done
    }

    fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&self.insert_all(items));
        Told::Done
    }

    fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
        see(&self.run(UPDATE, (stock, id)));
        Told::Done
    }

    fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        see(&self.change(changes));
        Told::Done
    }

    fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
        let rows = vec!["(?, ?, ?, ?)"; items.len()].join(", ");
        let sql = format!(
            "INSERT INTO items (id, name, price, stock) VALUES {rows} \
             ON DUPLICATE KEY UPDATE price = VALUES(price), stock = VALUES(stock)"
        );
        let mut values: Vec<Value> = Vec::with_capacity(items.len() * 4);
        for (id, item) in items {
            values.extend([Value::from(*id), Value::from(&*item.name), item.price.into(), item.stock.into()]);
        }
        self.run(&sql, values);
        see(&(items.len() as u64));
        Told::Done
    }

    fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let sql = format!("DELETE FROM items WHERE id IN ({})", vec!["?"; ids.len()].join(", "));
        let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
        see(&self.run(&sql, values));
        Told::Done
    }

    fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
        self.conn.query_drop("BEGIN").unwrap();
        let mut read = Vec::with_capacity(4);
        for id in first..first + 4 {
            let item = self.all("SELECT id, name, price, stock FROM items WHERE id = ?", (id,), stored).pop().unwrap();
            self.run(UPDATE, (item.stock + 1, id));
            read.push(item);
        }
        let key: i64 = self.all(INSERT_KEY, ("Temporary", 1.0, 1), |row| row.next())[0];
        self.run("DELETE FROM items WHERE id = ?", (key,));
        self.conn.query_drop("COMMIT").unwrap();
        see(&read);
        Told::Done
    }

    fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&self.insert_all(items));
        Told::Done
    }

    fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        self.conn.query_drop("BEGIN").unwrap();
        let mut rows = self.all(ITEMS, (), stored);
        for (id, stock) in changes {
            rows[*id as usize - 1].stock = *stock;
        }
        self.change(changes);
        self.conn.query_drop("COMMIT").unwrap();
        see(&rows.len());
        Told::Done
    }

    fn items(&mut self, see: See<'_>) -> Told {
        see(&self.all(ITEMS, (), stored));
        Told::Done
    }
}
