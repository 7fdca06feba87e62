//! 159. Sorted by a name in quotes, in a query that is run.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).order_by("name").all(&mut connect());
}
