//! The tables, as the harness makes them.

use diesel::prelude::*;
use harness::{digest, digest_wide};

diesel::table! {
    users (id) {
        id -> BigInt,
        name -> Text,
        age -> Integer,
    }
}

diesel::table! {
    posts (id) {
        id -> BigInt,
        user_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    drafts (id) {
        id -> BigInt,
        user_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    authors (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    books (id) {
        id -> BigInt,
        author_id -> BigInt,
        title -> Text,
    }
}

diesel::table! {
    reviews (id) {
        id -> BigInt,
        book_id -> BigInt,
        content -> Text,
    }
}

diesel::table! {
    regions (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    customers (id) {
        id -> BigInt,
        region_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    orders (id) {
        id -> BigInt,
        customer_id -> BigInt,
        placed -> Integer,
    }
}

diesel::table! {
    categories (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    suppliers (id) {
        id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    products (id) {
        id -> BigInt,
        category_id -> BigInt,
        supplier_id -> BigInt,
        name -> Text,
    }
}

diesel::table! {
    lines (id) {
        id -> BigInt,
        order_id -> BigInt,
        product_id -> BigInt,
        quantity -> Integer,
    }
}

diesel::table! {
    items (id) {
        id -> BigInt,
        name -> Text,
        price -> Double,
        stock -> Integer,
    }
}

diesel::table! {
    wide (id) {
        id -> BigInt,
        a1 -> BigInt,
        b1 -> Integer,
        c1 -> Double,
        d1 -> Bool,
        e1 -> Text,
        f1 -> Nullable<Text>,
        a2 -> BigInt,
        b2 -> Integer,
        c2 -> Double,
        d2 -> Bool,
        e2 -> Text,
        f2 -> Nullable<Text>,
        a3 -> BigInt,
        b3 -> Integer,
        c3 -> Double,
        d3 -> Bool,
        e3 -> Text,
        f3 -> Nullable<Text>,
        a4 -> BigInt,
        b4 -> Integer,
        c4 -> Double,
        d4 -> Bool,
        e4 -> Text,
        f4 -> Nullable<Text>,
    }
}

diesel::joinable!(posts -> users (user_id));
diesel::joinable!(drafts -> users (user_id));
diesel::joinable!(books -> authors (author_id));
diesel::joinable!(reviews -> books (book_id));
diesel::joinable!(customers -> regions (region_id));
diesel::joinable!(orders -> customers (customer_id));
diesel::joinable!(products -> categories (category_id));
diesel::joinable!(products -> suppliers (supplier_id));
diesel::joinable!(lines -> orders (order_id));
diesel::joinable!(lines -> products (product_id));
diesel::allow_columns_to_appear_in_same_group_by_clause!(regions::name, categories::name);
diesel::allow_tables_to_appear_in_same_query!(users, posts, drafts);
diesel::allow_tables_to_appear_in_same_query!(authors, books, reviews);
diesel::allow_tables_to_appear_in_same_query!(regions, customers, orders, categories, suppliers, products, lines);

#[derive(Queryable, Selectable)]
#[diesel(table_name = users)]
pub struct User {
    pub id: i64,
    pub name: String,
    pub age: i32,
}
digest!(User { id, name, age });

#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct Post {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
}
digest!(Post { id, user_id, title });

#[derive(Queryable, Selectable)]
#[diesel(table_name = drafts)]
pub struct Draft {
    pub id: i64,
    pub user_id: i64,
    pub title: String,
}
digest!(Draft { id, user_id, title });

#[derive(Queryable, Selectable, Identifiable)]
#[diesel(table_name = authors)]
pub struct Author {
    pub id: i64,
    pub name: String,
}
digest!(Author { id, name });

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = books)]
#[diesel(belongs_to(Author))]
pub struct Book {
    pub id: i64,
    pub author_id: i64,
    pub title: String,
}
digest!(Book { id, author_id, title });

#[derive(Queryable, Selectable, Identifiable, Associations)]
#[diesel(table_name = reviews)]
#[diesel(belongs_to(Book))]
pub struct Review {
    pub id: i64,
    pub book_id: i64,
    pub content: String,
}
digest!(Review { id, book_id, content });

#[derive(Queryable, Selectable)]
#[diesel(table_name = items)]
pub struct Stored {
    pub id: i64,
    pub name: String,
    pub price: f64,
    pub stock: i32,
}
digest!(Stored { id, name, price, stock });

#[derive(Queryable, Selectable)]
#[diesel(table_name = wide)]
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

#[derive(Insertable)]
#[diesel(table_name = items)]
pub struct New<'a> {
    pub name: &'a str,
    pub price: f64,
    pub stock: i32,
}
