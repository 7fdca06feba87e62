//! The models, for the tables as the harness makes them.

use harness::{digest, digest_wide};
use toasty::Deferred;

#[derive(Debug, toasty::Model)]
#[table = "users"]
pub struct User {
    #[key]
    #[auto]
    pub id: i64,
    pub name: String,
    pub age: i32,
    #[has_many]
    pub posts: Deferred<Vec<Post>>,
    #[has_many]
    pub drafts: Deferred<Vec<Draft>>,
}
digest!(User { id, name, age });

#[derive(Debug, toasty::Model)]
#[table = "posts"]
pub struct Post {
    #[key]
    #[auto]
    pub id: i64,
    #[index]
    pub user_id: i64,
    #[belongs_to]
    pub user: Deferred<User>,
    pub title: String,
}
digest!(Post { id, user_id, title });

#[derive(Debug, toasty::Model)]
#[table = "drafts"]
pub struct Draft {
    #[key]
    #[auto]
    pub id: i64,
    #[index]
    pub user_id: i64,
    #[belongs_to]
    pub user: Deferred<User>,
    pub title: String,
}
digest!(Draft { id, user_id, title });

#[derive(Debug, toasty::Model)]
#[table = "authors"]
pub struct Author {
    #[key]
    #[auto]
    pub id: i64,
    pub name: String,
    #[has_many]
    pub books: Deferred<Vec<Book>>,
}
digest!(Author { id, name });

#[derive(Debug, toasty::Model)]
#[table = "books"]
pub struct Book {
    #[key]
    #[auto]
    pub id: i64,
    #[index]
    pub author_id: i64,
    #[belongs_to]
    pub author: Deferred<Author>,
    pub title: String,
    #[has_many]
    pub reviews: Deferred<Vec<Review>>,
}
digest!(Book { id, author_id, title });

#[derive(Debug, toasty::Model)]
#[table = "reviews"]
pub struct Review {
    #[key]
    #[auto]
    pub id: i64,
    #[index]
    pub book_id: i64,
    #[belongs_to]
    pub book: Deferred<Book>,
    pub content: String,
}
digest!(Review { id, book_id, content });

#[derive(Debug, toasty::Model)]
#[table = "items"]
pub struct Stored {
    #[key]
    #[auto]
    pub id: i64,
    pub name: String,
    pub price: f64,
    pub stock: i32,
}
digest!(Stored { id, name, price, stock });

#[derive(Debug, toasty::Model)]
#[table = "wide"]
pub struct Wide {
    #[key]
    #[auto]
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
