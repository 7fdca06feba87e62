// What the cases share: a blog, a shop, and a connection.

pub use aludel::prelude::*;
use aludel::{
    engine::{self, Connection},
    sql::SQLite,
};

table! {
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        name: String,
        #[unique]
        email: String,
        #[default(0)]
        age: i32,
        bio: Option<String>,
    }
}

table! {
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        author_id: i64,
        title: String,
        #[default(false)]
        published: bool,
        #[default(0)]
        score: i64,
    }
}

table! {
    pub struct Comment in comments {
        #[primary_key(auto)]
        id: i64,
        #[references(posts::id)]
        post_id: i64,
        text: String,
    }
}

newtype! {
    pub struct MemberId(i64);
    pub struct OrderId(i64);
}

sql_enum! {
    pub enum Status { Open = "open", Paid = "paid" }
}

table! {
    pub struct Order in orders {
        #[primary_key]
        id: OrderId,
        member_id: MemberId,
        status: Status,
    }
}

schema! { pub Blog: users, posts, comments, orders }

/// A connection to a database of empty tables.
pub fn connect() -> Connection<Sqlite> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:").expect("opens");
    Blog::create_all(&engine).expect("creates the tables");
    engine.connect().expect("connects")
}

/// Runs a query; the database must accept it.
pub fn run<Q: Query + Sql<SQLite>>(query: &Q) {
    query.all(&mut connect()).expect("the database accepts it");
}

/// Runs a statement; the database must accept it.
pub fn execute<S: engine::Run + engine::Execute<Sqlite>>(statement: &S) {
    statement.execute(&mut connect()).expect("the database accepts it");
}
