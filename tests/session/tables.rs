//! The tables of the programs.

use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users { #[primary_key(auto)] id: i64, #[unique, max_len(50)] name: String }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Address in addresses {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = set_null)]
        user_id: Option<i64>,
        email: String,
    }
}
table! {
    /// Goes with its user.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Note in notes {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = cascade)]
        user_id: i64,
        text: String,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node in nodes {
        #[primary_key(auto)]
        id: i64,
        #[references(nodes::id)]
        parent_id: Option<i64>,
        data: String,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Mixed in mixed {
        #[primary_key(auto)]
        id: i64,
        data: String,
        #[default("none"), max_len(20)]
        note: String,
    }
}
table! {
    /// The database says when it was made.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Event in events {
        #[primary_key(auto)]
        id: i64,
        name: String,
        #[default(sql = "(1 + 41)")]
        made: i64,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Person in people {
        #[primary_key(auto)]
        id: i64,
        #[references(balls::id)]
        favourite_ball_id: Option<i64>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Ball in balls { #[primary_key(auto)] id: i64, #[references(people::id)] person_id: i64, size: i32 }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Hen in hens { #[primary_key] id: i64, #[references(eggs::id)] egg_id: i64 }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Egg in eggs { #[primary_key] id: i64, #[references(hens::id)] hen_id: i64 }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Stock in stock { #[primary_key(auto)] id: i64, #[version] version: i32, count: i32 }
}
table! {
    /// A natural key, which may change.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Account in accounts { #[primary_key, max_len(20)] login: String, full_name: String }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Mail in mails {
        #[primary_key(auto)]
        id: i64,
        #[references(accounts::login, on_update = cascade), max_len(20)]
        login: String,
    }
}
table! {
    /// Its key follows another one.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Role in roles {
        #[primary_key, references(accounts::login, on_update = cascade), max_len(20)]
        login: String,
        #[primary_key, max_len(20)]
        name: String,
        level: i32,
    }
}
table! {
    /// A unique value that can be NULL.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Seat in seats { #[primary_key(auto)] id: i64, #[unique] number: Option<i32> }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Line in order_lines {
        #[primary_key]
        order_id: i64,
        #[primary_key, max_len(10)]
        code: String,
        quantity: i32,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Item in items { #[primary_key(auto)] id: i64, description: String }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Keyword in keywords { #[primary_key(auto)] id: i64, name: String }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct ItemKeyword in item_keywords {
        #[primary_key, references(items::id)]
        item_id: i64,
        #[primary_key, references(keywords::id)]
        keyword_id: i64,
    }
}

schema! {
    pub Tables: users, addresses, notes, nodes, mixed, events, people, balls, hens, eggs, stock, accounts, mails, roles,
        seats,
        order_lines, items, keywords, item_keywords
}
