//! The tables, as the harness makes them.

use aludel::prelude::*;
use harness::{digest, digest_wide};

table! {
    #[derive(Debug, Clone)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        name: String,
        age: i32,
    }
}
digest!(User { id, name, age });

table! {
    #[derive(Debug, Clone)]
    pub struct Wide in wide {
        #[primary_key(auto)]
        id: i64,
        a1: i64, b1: i32, c1: f64, d1: bool, e1: String, f1: Option<String>,
        a2: i64, b2: i32, c2: f64, d2: bool, e2: String, f2: Option<String>,
        a3: i64, b3: i32, c3: f64, d3: bool, e3: String, f3: Option<String>,
        a4: i64, b4: i32, c4: f64, d4: bool, e4: String, f4: Option<String>,
    }
}
digest_wide!(Wide);

table! {
    #[derive(Debug, Clone)]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        user_id: i64,
        title: String,
    }
}
digest!(Post { id, user_id, title });

table! {
    #[derive(Debug, Clone)]
    pub struct Draft in drafts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id)]
        user_id: i64,
        title: String,
    }
}
digest!(Draft { id, user_id, title });

table! {
    #[derive(Debug, Clone)]
    pub struct Author in authors {
        #[primary_key(auto)]
        id: i64,
        name: String,
    }
}
digest!(Author { id, name });

table! {
    #[derive(Debug, Clone)]
    pub struct Book in books {
        #[primary_key(auto)]
        id: i64,
        #[references(authors::id)]
        author_id: i64,
        title: String,
    }
}
digest!(Book { id, author_id, title });

table! {
    #[derive(Debug, Clone)]
    pub struct Review in reviews {
        #[primary_key(auto)]
        id: i64,
        #[references(books::id)]
        book_id: i64,
        content: String,
    }
}
digest!(Review { id, book_id, content });

table! { pub struct Region in regions { #[primary_key(auto)] id: i64, name: String } }
table! { pub struct Customer in customers { #[primary_key(auto)] id: i64, region_id: i64, name: String } }
table! { pub struct Order in orders { #[primary_key(auto)] id: i64, customer_id: i64, placed: i32 } }
table! { pub struct Category in categories { #[primary_key(auto)] id: i64, name: String } }
table! { pub struct Supplier in suppliers { #[primary_key(auto)] id: i64, name: String } }
table! {
    pub struct Product in products { #[primary_key(auto)] id: i64, category_id: i64, supplier_id: i64, name: String }
}
table! { pub struct Line in lines { #[primary_key(auto)] id: i64, order_id: i64, product_id: i64, quantity: i32 } }

table! {
    #[derive(Debug, Clone)]
    pub struct Stored in items {
        #[primary_key(auto)]
        id: i64,
        name: String,
        price: f64,
        stock: i32,
    }
}
digest!(Stored { id, name, price, stock });
