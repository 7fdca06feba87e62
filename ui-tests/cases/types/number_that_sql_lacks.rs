//! 157. A `usize` compared with a column.

include!("../blog.rs");

fn main() {
    let names: usize = 3;
    let _ = from(users::table).filter(users::age.eq(names)).all(&mut connect());
}
