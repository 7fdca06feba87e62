//! The tables as they are at this step. The program's own declarations go on without this file, which stays as it is.
//! Indexes, comments and conditions, which mean nothing for rows, are left out.

#![allow(missing_docs, dead_code)]

use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct People in people {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        first_name: Option<String>,
        last_order: Option<chrono::NaiveDate>,
        #[default(false)]
        gold: bool,
        #[version]
        version: i32,
    }
}

schema! { pub Frozen: people }
