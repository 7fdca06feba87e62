//! Rows of all tables alike.

use crate::{
    model::{self, Val},
    tables::*,
};
use aludel::session::Handle;

/// A handle of any table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Any {
    Place(Handle<Place>),
    Tag(Handle<Tag>),
    Node(Handle<Node>),
    Note(Handle<Note>),
    NodeTag(Handle<NodeTag>),
}

/// Does the same with a handle of whatever table.
macro_rules! with {
    ($any:expr, $h:ident => $e:expr) => {
        match $any {
            Any::Place($h) => $e,
            Any::Tag($h) => $e,
            Any::Node($h) => $e,
            Any::Note($h) => $e,
            Any::NodeTag($h) => $e,
        }
    };
}
pub(crate) use with;

/// A row as values, one for each column.
pub trait Columns {
    const TABLE: usize;
    fn vals(&self) -> Vec<Val>;
    fn put(&mut self, column: usize, val: &Val);
}

impl Val {
    pub fn int(&self) -> Option<i64> {
        match self {
            Val::Int(n) => Some(*n),
            _ => None,
        }
    }
    pub fn number(&self) -> i64 {
        self.int().expect("a number")
    }
    pub fn text(&self) -> String {
        match self {
            Val::Text(text) => text.clone(),
            other => panic!("{other:?} for a text"),
        }
    }
}
impl From<i64> for Val {
    fn from(n: i64) -> Self {
        Val::Int(n)
    }
}
impl From<Option<i64>> for Val {
    fn from(n: Option<i64>) -> Self {
        n.map_or(Val::Null, Val::Int)
    }
}
impl From<String> for Val {
    fn from(text: String) -> Self {
        Val::Text(text)
    }
}

/// How the columns of a row are read and written, by their places.
macro_rules! columns {
    ($($table:ident $row:ident { $($n:literal $field:ident $from:ident),+ })+) => { $(
        impl Columns for $row {
            const TABLE: usize = model::$table;
            fn vals(&self) -> Vec<Val> {
                vec![$(Val::from(self.$field.clone())),+]
            }
            fn put(&mut self, column: usize, val: &Val) {
                match column {
                    $($n => self.$field = val.$from(),)+
                    _ => panic!("no such column"),
                }
            }
        }
    )+ };
}
columns! {
    PLACES Place { 0 id number, 1 code int, 2 label number }
    NODES Node { 0 id number, 1 version number, 2 parent_id int, 3 place_id int, 4 code int, 5 label number }
    TAGS Tag { 0 name text, 1 label number }
    NOTES Note { 0 id number, 1 node_id number, 2 label number }
    NODE_TAGS NodeTag { 0 node_id number, 1 tag text, 2 label number }
}
