//! 24. One table twice by a cross join.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).join(posts::table, posts::author_id.eq(users::id)).cross_join(users::table);
}
