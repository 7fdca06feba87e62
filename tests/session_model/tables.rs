//! The tables of the sequences.

use aludel::prelude::*;

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Place in places { #[primary_key(auto)] id: i64, #[unique] code: Option<i64>, label: i64 }
}
table! {
    /// A natural key, which may change.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Tag in tags { #[primary_key, max_len(10)] name: String, label: i64 }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Node in nodes {
        #[primary_key(auto)]
        id: i64,
        #[version]
        version: i64,
        #[references(nodes::id)]
        parent_id: Option<i64>,
        #[references(places::id, on_delete = set_null)]
        place_id: Option<i64>,
        #[unique]
        code: Option<i64>,
        label: i64,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Note in notes {
        #[primary_key(auto)]
        id: i64,
        #[references(nodes::id, on_delete = cascade)]
        node_id: i64,
        label: i64,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct NodeTag in node_tags {
        #[primary_key, references(nodes::id, on_delete = cascade)]
        node_id: i64,
        #[primary_key, references(tags::name, on_update = cascade), max_len(10)]
        tag: String,
        label: i64,
    }
}

schema! { pub Tables: places, tags, nodes, notes, node_tags }

/// What every sequence begins with.
pub const SEED: &str = "
    UPDATE nodes SET parent_id = NULL;
    DELETE FROM node_tags; DELETE FROM notes; DELETE FROM nodes; DELETE FROM tags; DELETE FROM places;
    INSERT INTO places (id, code, label) VALUES (-1, 1, 0), (-2, NULL, 0);
    INSERT INTO tags (name, label) VALUES ('a', 0), ('b', 0);
    INSERT INTO nodes (id, version, parent_id, place_id, code, label) VALUES (-1, 1, NULL, -1, 1, 0), (-2, 1, -1, -1, NULL, 0);
    INSERT INTO notes (id, node_id, label) VALUES (-1, -2, 0);
    INSERT INTO node_tags (node_id, tag, label) VALUES (-1, 'a', 0), (-2, 'b', 0)
";
