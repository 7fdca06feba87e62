//! 39. A shape in FROM that nothing fills.

include!("../blog.rs");

shape! { pub summary { author_id: i64, best: i64 } }

fn main() {
    run(&from(summary::table));
}
