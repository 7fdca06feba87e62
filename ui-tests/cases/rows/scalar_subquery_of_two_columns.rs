//! 37. A scalar subquery with two columns.

include!("../blog.rs");

fn main() {
    let best = from(posts::table).select((posts::title, posts::score));
    let _ = from(users::table).select((users::name, scalar(best)));
}
