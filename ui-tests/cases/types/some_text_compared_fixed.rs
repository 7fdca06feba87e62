//! 158. A comparison with `Some`, in a query that is run. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).filter(users::bio.eq("x")).all(&mut connect());
}
