//! 201. A table that is filtered by itself.

include!("../blog.rs");

fn main() {
    let _ = users::table.filter(users::id.eq(1)).all(&mut connect());
}
