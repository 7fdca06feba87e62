//! 207. The number of values, by the function for rows.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select(count(users::bio)).all(&mut connect());
}
