//! 200. A query that is loaded, as in Diesel.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).load(&mut connect());
}
