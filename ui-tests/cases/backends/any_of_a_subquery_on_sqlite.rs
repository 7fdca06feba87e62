//! 49. ANY of a subquery on SQLite.

include!("../blog.rs");

fn main() {
    let scores = from(posts::table).select(posts::score);
    let _ = from(posts::table).filter(posts::score.gt_all(scores)).all(&mut connect());
}
