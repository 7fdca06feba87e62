//! 60. Sorted by the number of a column. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).order_by(posts::author_id.desc()));
}
