//! 64. An aggregate assigned to a column.

include!("../blog.rs");

fn main() {
    let _ = update(posts::table).set(posts::score.set(count())).all_rows();
}
