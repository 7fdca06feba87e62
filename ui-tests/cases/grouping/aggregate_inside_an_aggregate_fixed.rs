//! 167. An aggregate inside of an aggregate. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(posts::table).select(sum(posts::score)).one(&mut connect());
}
