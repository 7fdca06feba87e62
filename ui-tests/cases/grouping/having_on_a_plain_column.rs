//! 32. HAVING by a column that is not grouped.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).group_by(posts::author_id).having(posts::score.gt(5)).select(count());
}
