//! 24. One table twice by a cross join. Put right.

include!("../blog.rs");

pub fn main() {
    alias!(users as others);
    run(&from(users::table).join(posts::table, posts::author_id.eq(users::id)).cross_join(others::table));
}
