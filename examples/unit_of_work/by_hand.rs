//! The same work, written by hand on the driver.

use crate::tables::*;
use aludel::{
    Result,
    engine::{Backend, Connection},
    prelude::*,
};

/// What is written by hand for a backend. It may use the connection, or one of its own.
pub trait ByHand<B: Backend> {
    /// Inserts customers of these names in a transaction, and gives them with their keys.
    fn insert(&mut self, connection: &mut Connection<B>, names: Vec<String>) -> Result<Vec<Customer>>;

    /// Writes the notes of these customers.
    fn update(&mut self, connection: &mut Connection<B>, customers: &[Customer]) -> Result<()>;

    /// Begins or ends the transaction that updates are in.
    fn frame(&mut self, connection: &mut Connection<B>, sql: &'static str) -> Result<()> {
        connection.script(sql)
    }
}

/// On the C API's wrapper.
pub struct Rusqlite;
/// On the driver `postgres`.
#[cfg(feature = "postgres")]
pub struct Driver(postgres::Client);
/// By Aludel's statements, without a session.
#[cfg(feature = "mysql")]
pub struct Statements;

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn customers(keys: impl IntoIterator<Item = i64>, names: Vec<String>) -> Vec<Customer> {
    keys.into_iter().zip(names).map(|(id, name)| Customer { id, name, note: None }).collect()
}

impl ByHand<Sqlite> for Rusqlite {
    /// A kept prepared statement, row by row.
    fn insert(&mut self, connection: &mut Connection<Sqlite>, names: Vec<String>) -> Result<Vec<Customer>> {
        let db = connection.raw().raw_ref();
        let failed = |error: aludel::sqlite::rusqlite::Error| aludel::Error::application(error);
        db.execute_batch("BEGIN").map_err(failed)?;
        let mut insert = db.prepare("INSERT INTO shop_customers (name, note) VALUES (?, ?)").map_err(failed)?;
        let mut made = Vec::with_capacity(names.len());
        for name in names {
            insert.execute((&name, None::<&str>)).map_err(failed)?;
            made.push(Customer { id: db.last_insert_rowid(), name, note: None });
        }
        drop(insert);
        db.execute_batch("COMMIT").map_err(failed)?;
        Ok(made)
    }

    fn update(&mut self, connection: &mut Connection<Sqlite>, customers: &[Customer]) -> Result<()> {
        let db = connection.raw().raw_ref();
        let failed = |error: aludel::sqlite::rusqlite::Error| aludel::Error::application(error);
        let mut update = db.prepare("UPDATE shop_customers SET note = ? WHERE id = ?").map_err(failed)?;
        for customer in customers {
            update.execute((&customer.note, customer.id)).map_err(failed)?;
        }
        Ok(())
    }
}

#[cfg(feature = "postgres")]
impl Driver {
    pub fn connect(url: &str) -> Result<Self> {
        postgres::Client::connect(url, postgres::NoTls).map(Self).map_err(aludel::Error::application)
    }
}

#[cfg(feature = "postgres")]
impl ByHand<Postgres> for Driver {
    /// A thousand rows in each statement, as arrays.
    fn insert(&mut self, _: &mut Connection<Postgres>, names: Vec<String>) -> Result<Vec<Customer>> {
        const INSERT: &str = "INSERT INTO shop_customers (name, note) \
                              SELECT name, NULL FROM unnest($1::text[]) AS name RETURNING id";
        let mut keys = Vec::with_capacity(names.len());
        let mut insert = || {
            let mut transaction = self.0.transaction()?;
            let statement = transaction.prepare(INSERT)?;
            for page in names.chunks(1000) {
                keys.extend(transaction.query(&statement, &[&page])?.iter().map(|row| row.get::<_, i64>(0)));
            }
            transaction.commit()
        };
        insert().map_err(aludel::Error::application)?;
        Ok(customers(keys, names))
    }

    /// All rows in one statement, as arrays.
    fn update(&mut self, _: &mut Connection<Postgres>, customers: &[Customer]) -> Result<()> {
        const UPDATE: &str = "UPDATE shop_customers AS c SET note = d.note \
                              FROM unnest($1::bigint[], $2::text[]) AS d(id, note) WHERE c.id = d.id";
        let ids: Vec<i64> = customers.iter().map(|customer| customer.id).collect();
        let notes: Vec<Option<&str>> = customers.iter().map(|customer| customer.note.as_deref()).collect();
        self.0.execute(UPDATE, &[&ids, &notes]).map(drop).map_err(aludel::Error::application)
    }

    fn frame(&mut self, _: &mut Connection<Postgres>, sql: &'static str) -> Result<()> {
        self.0.batch_execute(sql).map_err(aludel::Error::application)
    }
}

#[cfg(feature = "mysql")]
impl ByHand<MariaDb> for Statements {
    /// A thousand rows in each statement, and their keys by one query.
    fn insert(&mut self, connection: &mut Connection<MariaDb>, names: Vec<String>) -> Result<Vec<Customer>> {
        let keys: Vec<i64> = connection.transaction(|tx| {
            for page in names.chunks(1000) {
                let rows: Vec<_> = page.iter().map(|name| new!(Customer { name: name.as_str() })).collect();
                insert(shop_customers::table).values(rows).execute(tx)?;
            }
            from(shop_customers::table).select(shop_customers::id).order_by(shop_customers::id).all(tx)
        })?;
        Ok(customers(keys, names))
    }

    fn update(&mut self, connection: &mut Connection<MariaDb>, customers: &[Customer]) -> Result<()> {
        for customer in customers {
            let note = shop_customers::note.set(customer.note.clone());
            update(shop_customers::table).set(note).filter(shop_customers::id.eq(customer.id)).execute(connection)?;
        }
        Ok(())
    }
}
