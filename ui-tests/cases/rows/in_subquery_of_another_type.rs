//! 38. IN with a subquery of another type.

include!("../blog.rs");

fn main() {
    let authors = from(posts::table).select(posts::title);
    let _ = from(users::table).filter(users::id.in_query(authors));
}
