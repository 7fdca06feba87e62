//! 207. The number of values, by the function for rows. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).select(count_of(users::bio)).all(&mut connect());
}
