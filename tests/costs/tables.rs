use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        name: String,
        age: Option<i32>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Point in points {
        #[primary_key(auto)]
        id: i64,
        x: i64,
        y: i64,
    }
}
table! {
    pub struct Ticket in tickets {
        #[primary_key(auto)]
        id: i64,
    }
}

schema! { pub Tables: users, points, tickets }
