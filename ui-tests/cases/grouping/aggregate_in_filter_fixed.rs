//! 29. An aggregate in a filter. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).group_by(posts::author_id).having(count().gt(5)).select(posts::author_id));
}
