//! 39. A shape in FROM that nothing fills. Put right.

include!("../blog.rs");

shape! { pub summary { author_id: i64, best: i64 } }

pub fn main() {
    let scores = from(posts::table).select((posts::author_id, posts::score));
    run(&from(derived(summary::table, scores)));
}
