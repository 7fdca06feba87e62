//! The tables of the faults.

use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Crate in crates { #[primary_key(auto)] id: i64, #[version] version: i64, #[unique, max_len(40)] label: String }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thing in things {
        #[primary_key(auto)]
        id: i64,
        #[references(crates::id, on_delete = cascade)]
        crate_id: i64,
        text: String,
    }
}

schema! { pub Tables: crates, things }
