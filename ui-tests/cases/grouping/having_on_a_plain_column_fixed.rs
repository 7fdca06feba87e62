//! 32. HAVING by a column that is not grouped. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).group_by(posts::author_id).having(sum(posts::score).gt(5)).select(count()));
}
