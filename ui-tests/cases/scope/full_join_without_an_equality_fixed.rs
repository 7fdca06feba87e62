//! 61. A full join whose condition begins with something else than an equality of both sides. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).full_join(posts::table, posts::author_id.eq(users::id)));
}
