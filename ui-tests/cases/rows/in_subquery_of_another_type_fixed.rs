//! 38. IN with a subquery of another type. Put right.

include!("../blog.rs");

pub fn main() {
    let authors = from(posts::table).select(posts::author_id);
    run(&from(users::table).filter(users::id.in_query(authors)));
}
