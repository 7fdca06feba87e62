#![allow(unused_imports)]
use drizzle::core::expr::*;
use drizzle::core::{asc, desc};
use drizzle::sqlite::prelude::*;
use drizzle::sqlite::rusqlite::Drizzle;

#[SQLiteTable]
pub struct Users {
    #[column(primary, autoincrement)]
    pub id: i64,
    pub name: String,
    #[column(unique)]
    pub email: String,
    #[column(default = 0)]
    pub age: i32,
    pub bio: Option<String>,
}
#[SQLiteTable]
pub struct Posts {
    #[column(primary, autoincrement)]
    pub id: i64,
    #[column(references = Users::id)]
    pub author_id: i64,
    pub title: String,
    #[column(default = false)]
    pub published: bool,
    #[column(default = 0)]
    pub score: i64,
}
#[SQLiteTable]
pub struct Comments {
    #[column(primary, autoincrement)]
    pub id: i64,
    #[column(references = Posts::id)]
    pub post_id: i64,
    pub text: String,
}
#[derive(SQLiteEnum, Default, Clone, PartialEq, Debug)]
pub enum Status {
    #[default]
    Open,
    Paid,
}
#[SQLiteTable]
pub struct Orders {
    #[column(primary)]
    pub id: i64,
    pub member_id: i64,
    #[column(enum)]
    pub status: Status,
}
#[derive(SQLiteSchema)]
pub struct Schema {
    pub users: Users,
    pub posts: Posts,
    pub comments: Comments,
    pub orders: Orders,
}
type Db = Drizzle<Schema>;

fn main() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    connection.execute_batch(SCHEMA).unwrap();
    // Its enums are stored by the names of their variants.
    connection.execute_batch("UPDATE orders SET status = 'Open'").unwrap();
    let (db, Schema { users, posts, comments, orders }) = Drizzle::new(connection);
    match mistake(&db, users, posts, comments, orders) {
        Ok(()) => println!("the database accepts it"),
        Err(error) => println!("{error}"),
    }
}
