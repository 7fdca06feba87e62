//! 64. An aggregate assigned to a column.

include!("../blog.rs");

pub fn main() {
    execute(&update(posts::table).set(posts::score.set(posts::score.add(1))).all_rows());
}
