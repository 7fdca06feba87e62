//! The structs that rows are read into.

use harness::{digest, digest_wide};
use sqlx::FromRow;

#[derive(FromRow)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub age: i32,
}
digest!(User { id, name, age });

#[derive(FromRow)]
pub struct Author {
    pub id: i64,
    pub name: String,
}
digest!(Author { id, name });

#[derive(FromRow)]
pub struct Book {
    pub id: i64,
    pub author_id: i64,
    pub title: String,
}
digest!(Book { id, author_id, title });

#[derive(FromRow)]
pub struct Review {
    pub id: i64,
    pub book_id: i64,
    pub content: String,
}
digest!(Review { id, book_id, content });

#[derive(FromRow)]
pub struct Stored {
    pub id: i64,
    pub name: String,
    pub price: f64,
    pub stock: i32,
}
digest!(Stored { id, name, price, stock });

#[derive(FromRow)]
pub struct Wide {
    pub id: i64,
    pub a1: i64,
    pub b1: i32,
    pub c1: f64,
    pub d1: bool,
    pub e1: String,
    pub f1: Option<String>,
    pub a2: i64,
    pub b2: i32,
    pub c2: f64,
    pub d2: bool,
    pub e2: String,
    pub f2: Option<String>,
    pub a3: i64,
    pub b3: i32,
    pub c3: f64,
    pub d3: bool,
    pub e3: String,
    pub f3: Option<String>,
    pub a4: i64,
    pub b4: i32,
    pub c4: f64,
    pub d4: bool,
    pub e4: String,
    pub f4: Option<String>,
}
digest_wide!(Wide);

/// A user, and what was joined from the left.
#[derive(FromRow)]
pub struct Joined {
    #[sqlx(flatten)]
    pub user: User,
    pub post_id: Option<i64>,
    pub user_id: Option<i64>,
    pub title: Option<String>,
}

pub struct Post {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
}
digest!(Post { id, user_id, title });

impl Joined {
    pub fn pair(self) -> (User, Option<Post>) {
        let post = self.post_id.zip(self.user_id).zip(self.title);
        (self.user, post.map(|((id, user_id), title)| Post { id, user_id, title }))
    }
}
