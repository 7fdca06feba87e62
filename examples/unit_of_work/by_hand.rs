//! The same inserts, written by hand on the driver.

use crate::tables::*;
use aludel::{Result, engine::Connection, prelude::*};

/// Inserts customers of these names in a transaction, and gives them with their keys.
pub type Insert<B> = fn(&mut Connection<B>, Vec<String>) -> Result<Vec<Customer>>;

#[cfg(any(feature = "postgres", feature = "mysql"))]
fn customers(keys: impl IntoIterator<Item = i64>, names: Vec<String>) -> Vec<Customer> {
    keys.into_iter().zip(names).map(|(id, name)| Customer { id, name, note: None }).collect()
}

/// A kept prepared statement, row by row.
pub fn sqlite(connection: &mut Connection<Sqlite>, names: Vec<String>) -> Result<Vec<Customer>> {
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

/// A thousand rows in each statement, as arrays.
#[cfg(feature = "postgres")]
pub fn postgres(connection: &mut Connection<Postgres>, names: Vec<String>) -> Result<Vec<Customer>> {
    const INSERT: &str = "INSERT INTO shop_customers (name, note) \
                          SELECT name, NULL FROM unnest($1::text[]) AS name RETURNING id";
    let mut keys = Vec::with_capacity(names.len());
    let client = connection.raw().raw();
    let mut insert = || {
        let mut transaction = client.transaction()?;
        let statement = transaction.prepare(INSERT)?;
        for page in names.chunks(1000) {
            keys.extend(transaction.query(&statement, &[&page])?.iter().map(|row| row.get::<_, i64>(0)));
        }
        transaction.commit()
    };
    insert().map_err(aludel::Error::application)?;
    Ok(customers(keys, names))
}

/// A thousand rows in each statement, and their keys by one query.
#[cfg(feature = "mysql")]
pub fn mariadb(connection: &mut Connection<MariaDb>, names: Vec<String>) -> Result<Vec<Customer>> {
    let keys: Vec<i64> = connection.transaction(|tx| {
        for page in names.chunks(1000) {
            let rows: Vec<_> = page.iter().map(|name| new!(Customer { name: name.as_str() })).collect();
            insert(shop_customers::table).values(rows).execute(tx)?;
        }
        from(shop_customers::table).select(shop_customers::id).order_by(shop_customers::id).all(tx)
    })?;
    Ok(customers(keys, names))
}
