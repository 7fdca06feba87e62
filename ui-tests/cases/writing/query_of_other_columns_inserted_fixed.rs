//! 98. An insert from a query of other types. Put right.

include!("../blog.rs");

pub fn main() {
    let names = from(posts::table).select((posts::title, posts::title));
    execute(&insert(users::table).columns((users::name, users::email)).query(names));
}
