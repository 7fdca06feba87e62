//! 39. A shape filled by a query of another row type. Put right.

include!("../blog.rs");

shape! { pub summary { author_id: i64, best: i64 } }

pub fn main() {
    let scores = from(posts::table).select(summary::Columns { author_id: posts::author_id, best: posts::score });
    run(&from(derived(summary::table, scores)));
}
