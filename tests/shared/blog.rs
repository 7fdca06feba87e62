//! The tables of most tests, and their rows.
#![allow(dead_code, unused_imports, unused_macros, reason = "no binary of the tests uses all of it")]

use crate::harness::{Db, TestBackend};
use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        name: String,
        #[max_len(120), unique]
        email: String,
        bio: Option<String>,
        age: Option<i32>,
        #[references(users::id)]
        manager_id: Option<i64>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = cascade), index]
        author_id: i64,
        title: String,
        #[default(false)]
        published: bool,
        #[default(0), check("views >= 0")]
        views: i64,
        rating: Option<f64>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Tag in tags {
        #[primary_key(auto)]
        id: i64,
        #[max_len(30), unique]
        label: String,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct PostTag in post_tags {
        #[primary_key, references(posts::id, on_delete = cascade)]
        post_id: i64,
        #[primary_key, references(tags::id)]
        tag_id: i64,
    }
}

alias!(pub users as managers);

schema! { pub Blog: users, posts, tags, post_tags }

/// Creates the tables, without rows.
pub fn empty_blog<B: TestBackend>(db: &mut Db<B>) {
    db.create::<Blog>();
}

/// Creates the tables with their rows:
///
/// | user | bio | age | manager | posts (views, rating; * published) | tags |
/// | --- | --- | --- | --- | --- | --- |
/// | 1 Ann | Writes | 30 | | 1 Hello* (10, 4.5), 2 World (0) | 1: rust, sql |
/// | 2 Ben | | 20 | Ann | 3 Hello* (5, 3) | 3: sql |
/// | 3 Cid | (empty text) | | Ann | | |
/// | 4 Dee | Reads | 40 | Ben | | |
///
/// No post has the tag `misc`.
pub fn blog<B: TestBackend>(db: &mut Db<B>) {
    empty_blog(db);
    fill(db);
}

/// The rows of [`blog`], into tables that are there.
pub fn fill<E: Executor>(on: &mut E) {
    // As SQL, because a generic function cannot say that the typed statements are there for every backend.
    for rows in [
        "INSERT INTO users (name, email, bio, age, manager_id) VALUES ('Ann', 'ann@example.org', 'Writes', 30, NULL)",
        "INSERT INTO users (name, email, bio, age, manager_id) VALUES ('Ben', 'ben@example.org', NULL, 20, 1), \
         ('Cid', 'cid@example.org', '', NULL, 1), ('Dee', 'dee@example.org', 'Reads', 40, 2)",
        "INSERT INTO posts (author_id, title, published, views, rating) VALUES (1, 'Hello', true, 10, 4.5), \
         (1, 'World', false, 0, NULL), (2, 'Hello', true, 5, 3)",
        "INSERT INTO tags (label) VALUES ('rust'), ('sql'), ('misc')",
        "INSERT INTO post_tags (post_id, tag_id) VALUES (1, 1), (1, 2), (3, 2)",
    ] {
        sql::<()>(rows).execute(on).unwrap();
    }
}

/// A user as in [`blog`], but without bio, age and manager.
pub fn user(id: i64, name: &str) -> User {
    let email = format!("{}@example.org", name.to_lowercase());
    User { id, name: name.to_owned(), email, bio: None, age: None, manager_id: None }
}
