//! 167. An aggregate inside of an aggregate.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).select(sum(max(posts::score))).one(&mut connect());
}
