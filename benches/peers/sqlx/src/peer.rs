//! The operations, for one database after the other: they are written alike.

use std::collections::HashMap;

use harness::crowd::THREADS;
use harness::{Database, Filters, Item, Peer, Plan, See, Step, Told, Took};
use sqlx::pool::PoolOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, QueryBuilder, query, query_as, query_scalar};
use tokio::runtime::Runtime;

use crate::rows::*;

/// How many rows one INSERT takes: SQLite has 32,766 values for a statement.
const ROWS: usize = 5000;

/// A text with placeholders: `$1`, or a question mark.
macro_rules! text {
    (@part numbered [$n:literal]) => { concat!("$", $n) };
    (@part plain [$n:literal]) => { "?" };
    (@part $style:ident $text:literal) => { $text };
    ($style:ident: $($part:tt)+) => { concat!($(text!(@part $style $part)),+) };
}

macro_rules! peer {
    ($name:ident, $style:ident, $database:ty, $connection:ty, |$url:ident| $path:expr, $lines:literal, $sum:literal, $conflict:literal) => {
        pub struct $name {
            runtime: Runtime,
            db: $connection,
        }

        impl $name {
            fn left_join(&mut self, sql: &'static str, age: i32) -> Vec<(User, Option<Post>)> {
                let rows: Vec<Joined> = self.runtime.block_on(query_as(sql).bind(age).fetch_all(&mut self.db)).unwrap();
                rows.into_iter().map(Joined::pair).collect()
            }

            async fn insert_all(db: &mut $connection, items: &[Item]) -> sqlx::Result<Vec<i64>> {
                let mut tx = db.begin().await?;
                let mut keys = Vec::with_capacity(items.len());
                for items in items.chunks(ROWS) {
                    let mut insert = QueryBuilder::<$database>::new("INSERT INTO items (name, price, stock) ");
                    insert.push_values(items, |mut row, item| {
                        row.push_bind(&*item.name).push_bind(item.price).push_bind(item.stock);
                    });
                    insert.push(" RETURNING id");
                    keys.append(&mut insert.build_query_scalar::<i64>().fetch_all(&mut *tx).await?);
                }
                tx.commit().await?;
                Ok(keys)
            }

            async fn set_stock(db: &mut $connection, id: i64, stock: i32) -> sqlx::Result<u64> {
                let update = query(text!($style: "UPDATE items SET stock = " [1] " WHERE id = " [2])).bind(stock).bind(id);
                Ok(update.execute(db).await?.rows_affected())
            }
        }

        impl Peer for $name {
            fn open(database: &Database) -> Self {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                let $url = &database.url;
                let path: String = $path;
                let db = runtime.block_on(<$connection>::connect(&path)).unwrap();
                Self { runtime, db }
            }

            fn execute(&mut self, sql: &str) {
                self.runtime.block_on(self.db.execute(AssertSqlSafe(sql.to_owned()))).unwrap();
            }

            fn crowd(&mut self, database: &Database, plan: Plan) -> Option<Took> {
                let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
                let $url = &database.url;
                let path: String = $path;
                let pragmas = database.pragmas();
                Some(runtime.block_on(async {
                    let options = PoolOptions::<$database>::new().max_connections(THREADS as u32);
                    let options = options.after_connect(move |connection, _| {
                        Box::pin(async move {
                            for pragma in pragmas {
                                connection.execute(*pragma).await?;
                            }
                            Ok(())
                        })
                    });
                    let pool = options.connect(&path).await.unwrap();
                    harness::tasks!(plan, pool, |pool, step| match step {
                        Step::Read(id) => {
                            let sql = text!($style: "SELECT id, name, age FROM users WHERE id = " [1]);
                            let query = query_as::<_, User>(sql).bind(id);
                            assert!(query.fetch_optional(&pool).await.unwrap().is_some());
                        }
                        Step::Write(id, stock) => {
                            let sql = text!($style: "UPDATE items SET stock = " [1] " WHERE id = " [2]);
                            let done = query(sql).bind(stock).bind(id).execute(&pool).await.unwrap();
                            assert_eq!(done.rows_affected(), 1);
                        }
                    })
                }))
            }

            fn one_row(&mut self, id: i64, see: See<'_>) -> Told {
                let query = query_as::<_, User>(text!($style: "SELECT id, name, age FROM users WHERE id = " [1])).bind(id);
                see(&self.runtime.block_on(query.fetch_optional(&mut self.db)).unwrap());
                Told::Done
            }

            fn rows_3(&mut self, count: i64, see: See<'_>) -> Told {
                let sql = text!($style: "SELECT id, name, age FROM users WHERE id <= " [1] " ORDER BY id");
                let query = query_as::<_, User>(sql).bind(count);
                see(&self.runtime.block_on(query.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }

            fn rows_25(&mut self, count: i64, see: See<'_>) -> Told {
                let sql = text!($style: "SELECT id, a1, b1, c1, d1, e1, f1, a2, b2, c2, d2, e2, f2, a3, b3, c3, d3, e3, f3, \
                           a4, b4, c4, d4, e4, f4 FROM wide WHERE id <= " [1] " ORDER BY id");
                let query = query_as::<_, Wide>(sql).bind(count);
                see(&self.runtime.block_on(query.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }

            fn left_join_matched(&mut self, age: i32, see: See<'_>) -> Told {
                let sql = text!($style: "SELECT u.id, u.name, u.age, p.id AS post_id, p.user_id, p.title FROM users u \
                           LEFT JOIN posts p ON p.user_id = u.id WHERE u.age >= " [1] " ORDER BY u.id");
                see(&self.left_join(sql, age));
                Told::Done
            }

            fn left_join_unmatched(&mut self, age: i32, see: See<'_>) -> Told {
                let sql = text!($style: "SELECT u.id, u.name, u.age, p.id AS post_id, p.user_id, p.title FROM users u \
                           LEFT JOIN drafts p ON p.user_id = u.id WHERE u.age >= " [1] " ORDER BY u.id");
                see(&self.left_join(sql, age));
                Told::Done
            }

            fn nested(&mut self, see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let nested = runtime.block_on(async {
                    let authors: Vec<Author> =
                        query_as("SELECT id, name FROM authors ORDER BY id").fetch_all(&mut *db).await?;
                    let books: Vec<Book> =
                        query_as("SELECT id, author_id, title FROM books ORDER BY id").fetch_all(&mut *db).await?;
                    let reviews: Vec<Review> =
                        query_as("SELECT id, book_id, content FROM reviews ORDER BY id").fetch_all(&mut *db).await?;
                    let mut by_book: HashMap<i64, Vec<Review>> = HashMap::new();
                    reviews.into_iter().for_each(|review| by_book.entry(review.book_id).or_default().push(review));
                    let mut by_author: HashMap<i64, Vec<(Book, Vec<Review>)>> = HashMap::new();
                    for book in books {
                        let reviews = by_book.remove(&book.id).unwrap_or_default();
                        by_author.entry(book.author_id).or_default().push((book, reviews));
                    }
                    let with_books = |author: Author| {
                        let books = by_author.remove(&author.id).unwrap_or_default();
                        (author, books)
                    };
                    Ok::<_, sqlx::Error>(authors.into_iter().map(with_books).collect::<Vec<_>>())
                });
                see(&nested.unwrap());
                Told::Done
            }

            fn in_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                let mut query = QueryBuilder::<$database>::new("SELECT id, name, age FROM users WHERE id IN (");
                let mut list = query.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                query.push(") ORDER BY id");
                let rows = query.build_query_as::<User>();
                see(&self.runtime.block_on(rows.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }

            fn five_filters(&mut self, filters: &Filters, see: See<'_>) -> Told {
                let mut query = QueryBuilder::<$database>::new("SELECT id, name, age FROM users WHERE TRUE");
                if let Some(age) = filters.youngest {
                    query.push(" AND age >= ").push_bind(age);
                }
                if let Some(age) = filters.oldest {
                    query.push(" AND age <= ").push_bind(age);
                }
                if let Some(name) = filters.name {
                    query.push(" AND name LIKE ").push_bind(name);
                }
                if let Some(id) = filters.after {
                    query.push(" AND id > ").push_bind(id);
                }
                if let Some(id) = filters.before {
                    query.push(" AND id < ").push_bind(id);
                }
                query.push(" ORDER BY id LIMIT 20");
                let rows = query.build_query_as::<User>();
                see(&self.runtime.block_on(rows.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }

            fn report(&mut self, see: See<'_>) -> Told {
                let sql = text!($style: "SELECT r.name, g.name, " $sum " FROM " $lines " l JOIN orders o ON o.id = l.order_id \
                           JOIN customers c ON c.id = o.customer_id JOIN regions r ON r.id = c.region_id \
                           JOIN products p ON p.id = l.product_id JOIN categories g ON g.id = p.category_id \
                           JOIN suppliers s ON s.id = p.supplier_id WHERE o.placed >= " [1] " AND s.id <= " [2] " \
                           GROUP BY r.name, g.name ORDER BY r.name, g.name");
                let query = query_as::<_, (String, String, i64)>(sql).bind(30).bind(15i64);
                see(&self.runtime.block_on(query.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }

            fn insert(&mut self, items: &[Item], see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let inserted = runtime.block_on(async {
                    let [item] = items else {
                        return Ok::<_, sqlx::Error>(Self::insert_all(db, items).await?.len() as u64);
                    };
                    let insert = query(text!($style: "INSERT INTO items (name, price, stock) VALUES (" [1] ", " [2] ", " [3] ")"));
                    let done = insert.bind(&*item.name).bind(item.price).bind(item.stock).execute(&mut *db).await?;
                    Ok::<_, sqlx::Error>(done.rows_affected())
                });
                see(&inserted.unwrap());
                Told::Done
            }

            fn insert_keys(&mut self, items: &[Item], see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let keys = runtime.block_on(async {
                    let [item] = items else { return Self::insert_all(db, items).await };
                    let sql = text!($style: "INSERT INTO items (name, price, stock) VALUES (" [1] ", " [2] ", " [3] ") RETURNING id");
                    let insert = query_scalar(sql).bind(&*item.name).bind(item.price).bind(item.stock);
                    insert.fetch_all(&mut *db).await
                });
                see(&keys.unwrap());
                Told::Done
            }

            fn update_one(&mut self, id: i64, stock: i32, see: See<'_>) -> Told {
                see(&self.runtime.block_on(Self::set_stock(&mut self.db, id, stock)).unwrap());
                Told::Done
            }

            fn update_many(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let changed = runtime.block_on(async {
                    let mut tx = db.begin().await?;
                    let mut changed = 0;
                    for (id, stock) in changes {
                        changed += Self::set_stock(&mut tx, *id, *stock).await?;
                    }
                    tx.commit().await?;
                    Ok::<_, sqlx::Error>(changed)
                });
                see(&changed.unwrap());
                Told::Done
            }

            fn upsert(&mut self, items: &[(i64, Item)], see: See<'_>) -> Told {
                let mut insert = QueryBuilder::<$database>::new("INSERT INTO items (id, name, price, stock) ");
                insert.push_values(items, |mut row, (id, item)| {
                    row.push_bind(*id).push_bind(&*item.name).push_bind(item.price).push_bind(item.stock);
                });
                insert.push($conflict);
                self.runtime.block_on(insert.build().execute(&mut self.db)).unwrap();
                see(&(items.len() as u64));
                Told::Done
            }

            fn delete_list(&mut self, ids: &[i64], see: See<'_>) -> Told {
                let mut delete = QueryBuilder::<$database>::new("DELETE FROM items WHERE id IN (");
                let mut list = delete.separated(", ");
                for id in ids {
                    list.push_bind(*id);
                }
                delete.push(")");
                let done = self.runtime.block_on(delete.build().execute(&mut self.db)).unwrap();
                see(&done.rows_affected());
                Told::Done
            }

            fn small_transaction(&mut self, first: i64, see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let read = runtime.block_on(async {
                    let mut tx = db.begin().await?;
                    let mut read = Vec::with_capacity(4);
                    for id in first..first + 4 {
                        let sql = text!($style: "SELECT id, name, price, stock FROM items WHERE id = " [1]);
                        let item: Stored = query_as(sql).bind(id).fetch_one(&mut *tx).await?;
                        Self::set_stock(&mut tx, id, item.stock + 1).await?;
                        read.push(item);
                    }
                    let sql = text!($style: "INSERT INTO items (name, price, stock) VALUES (" [1] ", " [2] ", " [3] ") RETURNING id");
                    let key: i64 =
                        query_scalar(sql).bind("Temporary").bind(1.0f64).bind(1i32).fetch_one(&mut *tx).await?;
                    query(text!($style: "DELETE FROM items WHERE id = " [1])).bind(key).execute(&mut *tx).await?;
                    tx.commit().await?;
                    Ok::<_, sqlx::Error>(read)
                });
                see(&read.unwrap());
                Told::Done
            }

            fn session_add(&mut self, items: &[Item], see: See<'_>) -> Told {
                self.insert_keys(items, see)
            }

            fn session_change(&mut self, changes: &[(i64, i32)], see: See<'_>) -> Told {
                let Self { runtime, db } = self;
                let rows = runtime.block_on(async {
                    let mut tx = db.begin().await?;
                    let sql = "SELECT id, name, price, stock FROM items ORDER BY id";
                    let mut rows: Vec<Stored> = query_as(sql).fetch_all(&mut *tx).await?;
                    for (id, stock) in changes {
                        rows[*id as usize - 1].stock = *stock;
                        Self::set_stock(&mut tx, *id, *stock).await?;
                    }
                    tx.commit().await?;
                    Ok::<_, sqlx::Error>(rows)
                });
                see(&rows.unwrap().len());
                Told::Done
            }

            fn items(&mut self, see: See<'_>) -> Told {
                let query = query_as::<_, Stored>("SELECT id, name, price, stock FROM items ORDER BY id");
                see(&self.runtime.block_on(query.fetch_all(&mut self.db)).unwrap());
                Told::Done
            }
        }
    };
}

/// What a connection of a pool is set up by.

peer!(
    Sqlite,
    numbered,
    sqlx::Sqlite,
    sqlx::SqliteConnection,
    |url| match url.as_str() {
        "sqlite::memory:" => url.clone(),
        file => format!("{file}?mode=rwc"),
    },
    "lines",
    "SUM(l.quantity)",
    " ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock"
);
peer!(
    Postgres,
    numbered,
    sqlx::Postgres,
    sqlx::PgConnection,
    |url| url.clone(),
    "lines",
    "SUM(l.quantity)",
    " ON CONFLICT (id) DO UPDATE SET price = excluded.price, stock = excluded.stock"
);
peer!(
    MariaDb,
    plain,
    sqlx::MySql,
    sqlx::MySqlConnection,
    |url| url.clone(),
    "`lines`",
    "CAST(SUM(l.quantity) AS INTEGER)",
    " ON DUPLICATE KEY UPDATE price = VALUES(price), stock = VALUES(stock)"
);
