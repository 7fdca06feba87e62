//! 61. A full join whose condition begins with something else than an equality of both sides.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).full_join(posts::table, posts::author_id.gt(users::id));
}
