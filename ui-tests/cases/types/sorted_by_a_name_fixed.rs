//! 159. Sorted by a name in quotes, in a query that is run. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).order_by(users::name).all(&mut connect());
}
