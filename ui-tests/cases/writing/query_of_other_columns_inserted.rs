//! 98. An insert from a query of other types.

include!("../blog.rs");

fn main() {
    let names = from(posts::table).select((posts::title, posts::score));
    let _ = insert(users::table).columns((users::name, users::email)).query(names);
}
