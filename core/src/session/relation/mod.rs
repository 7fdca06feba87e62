//! Relations: rows loaded together with the rows that they refer to, or that refer to them.
//!
//! A relation is named by its foreign key, as a column; where two foreign keys lead to one table, the column says which.
//! What is loaded is in the type, so that what is not loaded cannot be mistaken for empty.
//!
//! | given to `session.load(..)` | gives a `Vec` of |
//! | --- | --- |
//! | `from(users::table).with_many(posts::author_id)` | `(Handle<User>, Vec<Handle<Post>>)` |
//! | `from(posts::table).with_one(posts::author_id)` | `(Handle<Post>, Handle<User>)`, an `Option` if the column can be NULL |
//! | `from(users::table).with_many(posts::author_id).with_many(notes::user_id)` | `(Handle<User>, Vec<Handle<Post>>, Vec<Handle<Note>>)` |
//! | `from(users::table).with_many(posts::author_id.with_many(comments::post_id))` | `(Handle<User>, Vec<(Handle<Post>, Vec<Handle<Comment>>)>)` |
//! | `from(items::table).with_many(item_keywords::item_id.through(item_keywords::keyword_id))` | `(Handle<Item>, Vec<Handle<Keyword>>)` |
//! | `handles.with_many(posts::author_id)`, of a slice or `Vec` of handles | as for a query; their own rows are not read again |
//!
//! For one handle: `let (_, posts) = session.load_one(ann.with_many(posts::author_id))?`.
//!
//! - **Statements.** What was changed is flushed first. Then there is one statement for the query, and one for each
//!   relation and every 1000 different keys, whatever the number of rows. Where the query is all of a table, what belongs to
//!   its rows is read without keys, by one statement. `with_one` asks only for rows that are not in the
//!   session: none, if all of them are.
//! - **Rows.** A row that nothing refers to has an empty list. No row comes twice in a list, also where the table between
//!   has two rows that say the same. Lists are in the order of the primary key, or as
//!   [`ordered_by`](RelateColumn::ordered_by) says; [`filtered`](RelateColumn::filtered) leaves rows out.
//! - **Identity.** A row that is here already keeps its handle and is refreshed. The lists themselves are not kept:
//!   they are what the database had when they were loaded.
//! - **Foreign keys over several columns** are relations by their names: with `#[foreign_key(line: (a, b), ..)]` it is
//!   `.with_one(parts::line)` and `.with_many(parts::line)`. Naming one of the columns does not compile.

mod column;
mod fetch;
mod from;
mod key;
mod load;
mod loaded;
mod parts;
mod path;
mod rows;
mod text;
mod tuple;

pub use column::{IntoRelation, NotNarrowed, RelateColumn, RelateKey, RelationAs};
pub use from::{ManyFrom, OneFrom};
pub use key::{FoundKey, Positions};
pub use load::{LoadsRelation, LoadsRelations};
pub use loaded::{RelationOf, RelationsOf};
pub use parts::{ByForeignKey, Known, Many, One, Relation, Through};
pub use path::{Path, ToMany, ToOne};
pub use rows::{Alone, Loadable, Loads, RelateRows, Related, RowsFrom, RowsOf};
pub use text::BeforeMore;
pub use tuple::Push;
