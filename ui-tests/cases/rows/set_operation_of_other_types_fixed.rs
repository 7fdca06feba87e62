//! 36. A set operation whose sides have different types. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(users::table).select((users::id, users::name)).union(from(posts::table).select((posts::id, posts::title))));
}
