//! The scenarios in rusqlite: `prepare_cached`, and rows mapped by hand.

use std::collections::HashMap;

use harness::crowd::connections;
use harness::{Database, Filters, Item, Peer, Plan, See, Told, Took, digest, digest_wide};
use rusqlite::{Connection, Params, Row, ToSql, params, params_from_iter};

harness::main!(Rusqlite);

struct Rusqlite(Connection);

struct User {
    id: i64,
    name: String,
    age: i32,
}
digest!(User { id, name, age });

struct Post {
    id: i64,
    user_id: i64,
    title: String,
}
digest!(Post { id, user_id, title });

struct Author {
    id: i64,
    name: String,
}
digest!(Author { id, name });

struct Book {
    id: i64,
    author_id: i64,
    title: String,
}
digest!(Book { id, author_id, title });

struct Review {
    id: i64,
    book_id: i64,
    content: String,
}
digest!(Review { id, book_id, content });

struct Stored {
    id: i64,
    name: String,
    price: f64,
    stock: i32,
}
digest!(Stored { id, name, price, stock });

macro_rules! wide {
    ($($field:ident: $ty:ty = $column:literal,)*) => {
        struct Wide {
            $($field: $ty,)*
        }
        digest_wide!(Wide);

        fn wide(row: &Row<'_>) -> rusqlite::Result<Wide> {
            Ok(Wide { $($field: row.get($column)?,)* })
        }
    };
}
wide! {
    id: i64 = 0,
    a1: i64 = 1, b1: i32 = 2, c1: f64 = 3, d1: bool = 4, e1: String = 5, f1: Option<String> = 6,
    a2: i64 = 7, b2: i32 = 8, c2: f64 = 9, d2: bool = 10, e2: String = 11, f2: Option<String> = 12,
    a3: i64 = 13, b3: i32 = 14, c3: f64 = 15, d3: bool = 16, e3: String = 17, f3: Option<String> = 18,
    a4: i64 = 19, b4: i32 = 20, c4: f64 = 21, d4: bool = 22, e4: String = 23, f4: Option<String> = 24,
}

fn user(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User { id: row.get(0)?, name: row.get(1)?, age: row.get(2)? })
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { id: row.get(0)?, name: row.get(1)?, price: row.get(2)?, stock: row.get(3)? })
}

const INSERT: &str = "INSERT INTO items (name, price, stock) VALUES (?, ?, ?)";
const UPDATE: &str = "UPDATE items SET stock = ? WHERE id = ?";

fn all<T>(db: &Connection, sql: &str, params: impl Params, row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
    let mut statement = db.prepare_cached(sql).unwrap();
    statement.query_map(params, row).unwrap().collect::<rusqlite::Result<_>>().unwrap()
}

fn placeholders(count: usize) -> String {
    vec!["?"; count].join(", ")
}

impl Rusqlite {
    fn left_join(&self, table: &str, age: i32) -> Vec<(User, Option<Post>)> {
        let sql = format!(
            "SELECT u.id, u.name, u.age, p.id, p.user_id, p.title FROM users u LEFT JOIN {table} p ON p.user_id = u.id \
             WHERE u.age >= ? ORDER BY u.id"
        );
        all(&self.0, &sql, [age], |row| {
            let post = match row.get(3)? {
                Some(id) => Some(Post { id, user_id: row.get(4)?, title: row.get(5)? }),
                None => None,
            };
            Ok((user(row)?, post))
        })
    }

    fn insert_all(&mut self, items: &[Item]) -> Vec<i64> {
        let insert = |db: &Connection| {
            let mut statement = db.prepare_cached(INSERT).unwrap();
            items.iter().map(|item| statement.insert(params![item.name, item.price, item.stock]).unwrap()).collect()
        };
        if items.len() == 1 {
            return insert(&self.0);
        }
        let tx = self.0.transaction().unwrap();
        let keys = insert(&tx);
        tx.commit().unwrap();
        keys
    }
}

impl Peer for Rusqlite {
    fn open(database: &Database) -> Self {
        let db = Connection::open(database.url.trim_start_matches("sqlite:")).unwrap();
        db.set_prepared_statement_cache_capacity(128);
        Self(db)
    }

    fn execute(&mut self, sql: &str) {
        self.0.execute_batch(sql).unwrap();
    }

    fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
        Some(connections::<Self>(database, plan))
    }

    fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
        use rusqlite::OptionalExtension;
        let mut statement = self.0.prepare_cached("SELECT id, name, age FROM users WHERE id = ?").unwrap();
        see(&statement.query_row([id], user).optional().unwrap());
        Told::Done
    }

    fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
        see(&all(&self.0, "SELECT id, name, age FROM users WHERE id <= ? ORDER BY id", [count], user));
        Told::Done
    }

    fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
        let sql = "SELECT id, a1, b1, c1, d1, e1, f1, a2, b2, c2, d2, e2, f2, a3, b3, c3, d3, e3, f3, \
                   a4, b4, c4, d4, e4, f4 FROM wide WHERE id <= ? ORDER BY id";
        see(&all(&self.0, sql, [count], wide));
        Told::Done
    }

    fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
        see(&self.left_join("posts", age));
        Told::Done
    }

    fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
        see(&self.left_join("drafts", age));
        Told::Done
    }

    fn nested(&mut self, see: See<'_>) -> Told {
        let authors = all(&self.0, "SELECT id, name FROM authors ORDER BY id", [], |row| {
            Ok(Author { id: row.get(0)?, name: row.get(1)? })
        });
        let books = all(&self.0, "SELECT id, author_id, title FROM books ORDER BY id", [], |row| {
            Ok(Book { id: row.get(0)?, author_id: row.get(1)?, title: row.get(2)? })
        });
        let reviews = all(&self.0, "SELECT id, book_id, content FROM reviews ORDER BY id", [], |row| {
            Ok(Review { id: row.get(0)?, book_id: row.get(1)?, content: row.get(2)? })
        });
        let mut by_book: HashMap<i64, Vec<Review>> = HashMap::new();
        reviews.into_iter().for_each(|review| by_book.entry(review.book_id).or_default().push(review));
        let mut by_author: HashMap<i64, Vec<(Book, Vec<Review>)>> = HashMap::new();
        for book in books {
            let reviews = by_book.remove(&book.id).unwrap_or_default();
            by_author.entry(book.author_id).or_default().push((book, reviews));
        }
        let nested: Vec<_> = authors
            .into_iter()
            .map(|author| {
                let books = by_author.remove(&author.id).unwrap_or_default();
                (author, books)
            })
            .collect();
        see(&nested);
        Told::Done
    }

    fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let list = placeholders(ids.len());
        let sql = format!("SELECT id, name, age FROM users WHERE id IN ({list}) ORDER BY id");
        see(&all(&self.0, &sql, params_from_iter(ids), user));
        Told::Done
    }

    fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
        let Filters { youngest, oldest, name, after, before } = filters;
        let mut sql = "SELECT id, name, age FROM users WHERE TRUE".to_owned();
        let mut values: Vec<&dyn ToSql> = Vec::new();
        if let Some(age) = youngest {
            sql += " AND age >= ?";
            values.push(age);
        }
        if let Some(age) = oldest {
            sql += " AND age <= ?";
            values.push(age);
        }
        if let Some(name) = name {
            sql += " AND name LIKE ?";
            values.push(name);
        }
        if let Some(id) = after {
            sql += " AND id > ?";
            values.push(id);
        }
        if let Some(id) = before {
            sql += " AND id < ?";
            values.push(id);
        }
        sql += " ORDER BY id LIMIT 20";
        see(&all(&self.0, &sql, &values[..], user));
        Told::Done
    }

    fn report(&mut self, see: See<'_>) -> Told {
        let sql = "SELECT r.name, g.name, SUM(l.quantity) FROM lines l JOIN orders o ON o.id = l.order_id \
                   JOIN customers c ON c.id = o.customer_id JOIN regions r ON r.id = c.region_id \
                   JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id \
                   JOIN suppliers s ON s.id = p.supplier_id WHERE o.placed >= ? AND s.id <= ? \
                   GROUP BY r.name, g.name ORDER BY r.name, g.name";
        let row = |row: &Row<'_>| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?));
        see(&all(&self.0, sql, [30, 15], row));
        Told::Done
    }

    fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&(self.insert_all(items).len() as u64));
        Told::Done
    }

    fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
        see(&self.insert_all(items));
        Told::Done
    }

    fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
        let mut statement = self.0.prepare_cached(UPDATE).unwrap();
        see(&(statement.execute(params![stock, id]).unwrap() as u64));
        Told::Done
    }

    fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        let tx = self.0.transaction().unwrap();
        let mut statement = tx.prepare_cached(UPDATE).unwrap();
        let changed: usize = changes.iter().map(|(id, stock)| statement.execute(params![stock, id]).unwrap()).sum();
        drop(statement);
        tx.commit().unwrap();
        see(&(changed as u64));
        Told::Done
    }

    fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
        let tx = self.0.transaction().unwrap();
        let sql = "INSERT INTO items (id, name, price, stock) VALUES (?, ?, ?, ?) \
                   ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock";
        let mut statement = tx.prepare_cached(sql).unwrap();
        for (id, item) in items {
            statement.execute(params![id, item.name, item.price, item.stock]).unwrap();
        }
        drop(statement);
        tx.commit().unwrap();
        see(&(items.len() as u64));
        Told::Done
    }

    fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
        let sql = format!("DELETE FROM items WHERE id IN ({})", placeholders(ids.len()));
        let mut statement = self.0.prepare_cached(&sql).unwrap();
        see(&(statement.execute(params_from_iter(ids)).unwrap() as u64));
        Told::Done
    }

    fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
        let tx = self.0.transaction().unwrap();
        let mut read = Vec::with_capacity(4);
        for id in first..first + 4 {
            let mut query = tx.prepare_cached("SELECT id, name, price, stock FROM items WHERE id = ?").unwrap();
            let item = query.query_row([id], stored).unwrap();
            tx.prepare_cached(UPDATE).unwrap().execute(params![item.stock + 1, id]).unwrap();
            read.push(item);
        }
        let key = tx.prepare_cached(INSERT).unwrap().insert(params!["Temporary", 1.0, 1]).unwrap();
        tx.prepare_cached("DELETE FROM items WHERE id = ?").unwrap().execute([key]).unwrap();
        tx.commit().unwrap();
        see(&read);
        Told::Done
    }

    fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
        self.insert_keys(items, see)
    }

    fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
        let tx = self.0.transaction().unwrap();
        let mut rows = all(&tx, "SELECT id, name, price, stock FROM items ORDER BY id", [], stored);
        let mut statement = tx.prepare_cached(UPDATE).unwrap();
        for (id, stock) in changes {
            rows[*id as usize - 1].stock = *stock;
            statement.execute(params![stock, id]).unwrap();
        }
        drop(statement);
        tx.commit().unwrap();
        see(&rows.len());
        Told::Done
    }

    fn items(&mut self, see: See<'_>) -> Told {
        see(&all(&self.0, "SELECT id, name, price, stock FROM items ORDER BY id", [], stored));
        Told::Done
    }
}
