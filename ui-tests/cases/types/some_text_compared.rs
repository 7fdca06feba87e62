//! 158. A comparison with `Some`, in a query that is run.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::bio.eq(Some("x"))).all(&mut connect());
}
