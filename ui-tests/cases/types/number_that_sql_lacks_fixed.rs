//! 157. A `usize` compared with a column. Put right.

include!("../blog.rs");

pub fn main() {
    let names: usize = 3;
    let names = i32::try_from(names).unwrap();
    let _ = from(users::table).filter(users::age.eq(names)).all(&mut connect());
}
