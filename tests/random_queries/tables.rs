//! The tables of the random queries, and their few rows.

use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key]
        id: i64,
        #[max_len(50)]
        name: String,
        bio: Option<String>,
        age: Option<i32>,
        score: Option<f64>,
        active: bool,
        avatar: Option<Vec<u8>>,
        #[references(users::id, on_delete = set_null)]
        manager_id: Option<i64>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Post in posts {
        #[primary_key]
        id: i64,
        #[references(users::id, on_delete = cascade), index]
        author_id: i64,
        title: String,
        views: i64,
        likes: Option<i32>,
        rating: Option<f64>,
        published: bool,
        pinned: Option<bool>,
        big: i64,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Comment in comments {
        #[primary_key(auto)]
        id: i64,
        #[references(posts::id, on_delete = cascade)]
        post_id: i64,
        #[references(users::id, on_delete = set_null)]
        user_id: Option<i64>,
        body: Option<String>,
        stars: i16,
        weight: f64,
        #[default(false)]
        flagged: bool,
    }
}

table! {
    /// A table that makes all its values by itself.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Defaulted in defaulted {
        #[primary_key(auto)]
        id: i64,
        #[default(7)]
        n: i64,
        #[default(true)]
        b: bool,
        t: Option<String>,
    }
}

shape! {
    #[view]
    pub busy { id: i64, author: String, views: i64, likes: Option<i32> }
}
/// The view [`busy`], by a query that every backend takes.
pub const BUSY: &str = "CREATE VIEW busy AS SELECT p.id, u.name AS author, p.views, p.likes FROM posts p \
                        JOIN users u ON u.id = p.author_id WHERE p.views > 0";

alias!(pub users as managers);
alias!(pub posts as others);

schema! { pub Blog: users, posts, comments, defaulted }

/// Texts with what quoting, escaping and encoding could get wrong.
///
/// None has the character 0, which PostgreSQL does not store.
pub const TEXTS: &[&str] = &[
    "",
    "a",
    "A",
    "Ann",
    "ann",
    "Ben",
    "O'Hara",
    "50%",
    "a_b",
    "Zoë",
    "a\\b",
    "\\",
    "%",
    "_",
    "!",
    "\"",
    "`",
    "''",
    "?",
    "$1",
    "--",
    "漢字",
    "🦀",
    "e\u{301}",
    " x",
    "a ",
    "Ann ",
    " ",
    "1 ",
    "line\nbreak",
    "\t.",
    ";",
    "NULL",
    "0",
    "1",
];

/// The users.
pub fn all_users() -> Vec<User> {
    let user = |id, name: &str, bio: Option<&str>, age, score, active, avatar: Option<&[u8]>, manager_id| User {
        id,
        name: name.to_owned(),
        bio: bio.map(str::to_owned),
        age,
        score,
        active,
        avatar: avatar.map(<[u8]>::to_vec),
        manager_id,
    };
    vec![
        user(1, "Ann", Some("a_b"), Some(30), Some(1.5), true, None, None),
        user(2, "Ben", None, Some(-7), None, false, Some(&[0, 255, 39]), Some(1)),
        user(3, "O'Hara", Some(""), None, Some(-0.25), true, Some(b""), Some(1)),
        user(4, "50%", Some("50% "), Some(i32::MAX), Some(1e300), false, Some(b"ab"), Some(2)),
        user(5, "漢字", Some("🦀"), Some(i32::MIN + 1), Some(0.0), true, None, Some(5)),
        user(6, "ann", None, None, None, false, None, None),
        user(7, "a\\b", Some("'\"`\\"), Some(0), Some(5e-324), true, Some(b"a\\b"), None),
    ]
}

/// The posts.
pub fn all_posts() -> Vec<Post> {
    let post = |id, author_id, title: &str, views, likes, rating, published, pinned, big| Post {
        id,
        author_id,
        title: title.to_owned(),
        views,
        likes,
        rating,
        published,
        pinned,
        big,
    };
    vec![
        post(1, 1, "Ann", 10, Some(3), Some(4.5), true, None, i64::MAX),
        post(2, 1, "", 0, None, None, false, Some(true), i64::MIN),
        post(3, 2, "a_b", -3, Some(0), Some(-2.0), true, Some(false), 0),
        post(4, 3, "50%", 7, Some(-5), Some(0.0), true, None, 1),
        post(5, 3, "50% ", 7, Some(3), None, false, Some(true), -1),
        post(6, 4, "🦀", 100, None, Some(4.5), true, Some(true), 1 << 53),
        post(7, 5, "line\nbreak", 1, Some(12), Some(0.125), false, None, (1 << 53) + 1),
        post(8, 5, " x", 2, Some(3), Some(8.0), true, Some(false), i64::MAX - 1),
        post(9, 1, "a\\b", -100, None, None, false, None, i64::MIN + 1),
    ]
}

/// The comments; the database makes their keys, one after the other.
pub fn all_comments() -> Vec<Comment> {
    let comment = |id, post_id, user_id, body: Option<&str>, stars, weight, flagged| Comment {
        id,
        post_id,
        user_id,
        body: body.map(str::to_owned),
        stars,
        weight,
        flagged,
    };
    vec![
        comment(1, 1, Some(1), Some("Ann"), 5, 0.5, false),
        comment(2, 1, None, None, -5, -1.25, true),
        comment(3, 2, Some(3), Some("% "), 0, 0.0, false),
        comment(4, 3, Some(3), Some("_"), 1, 1024.0, true),
        comment(5, 3, Some(2), Some(""), i16::MAX, 3.0, false),
        comment(6, 6, Some(6), Some("O'Hara"), i16::MIN, 0.0625, false),
        comment(7, 6, None, Some("漢字"), 5, 2.0, true),
        comment(8, 8, Some(1), None, 3, -8.0, false),
    ]
}
