//! 199. A query that is executed.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::id.eq(1)).execute(&mut connect());
}
