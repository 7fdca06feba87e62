use diesel::prelude::*;
use diesel::sql_types::Text;

diesel::table! { users (id) { id -> BigInt, name -> Text, email -> Text, age -> Integer, bio -> Nullable<Text> } }
diesel::table! { posts (id) { id -> BigInt, author_id -> BigInt, title -> Text, published -> Bool, score -> BigInt } }
diesel::table! { comments (id) { id -> BigInt, post_id -> BigInt, text -> Text } }
diesel::table! { orders (id) { id -> BigInt, member_id -> BigInt, status -> Text } }
diesel::joinable!(posts -> users (author_id));
diesel::joinable!(comments -> posts (post_id));
diesel::allow_tables_to_appear_in_same_query!(users, posts, comments, orders);

#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = users)]
pub struct User { pub id: i64, pub name: String, pub email: String, pub age: i32, pub bio: Option<String> }
#[derive(Insertable)]
#[diesel(table_name = users)]
pub struct NewUser<'a> { pub name: &'a str, pub email: &'a str, pub bio: Option<&'a str> }
#[derive(Queryable, Selectable, Debug)]
#[diesel(table_name = posts)]
pub struct Post { pub id: i64, pub author_id: i64, pub title: String, pub published: bool, pub score: i64 }

/// What running a query asks of it; the programs have a connection to SQLite only.
pub fn runs<DB: diesel::backend::Backend, Q: diesel::query_builder::QueryFragment<DB>>(_: &Q) {}

fn main() {
    let c = &mut SqliteConnection::establish(":memory:").unwrap();
    diesel::connection::SimpleConnection::batch_execute(c, SCHEMA).unwrap();
    match mistake(c) {
        Ok(()) => println!("the database accepts it"),
        Err(error) => println!("{error}"),
    }
}
