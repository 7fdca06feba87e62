//! Reading the SQL that databases keep of their tables and indexes.

mod create;
mod lex;

pub(crate) use create::{Element, create_index, create_table, plain_key, unescaped};
pub(crate) use lex::{Lexer, Word, same, unquoted};
