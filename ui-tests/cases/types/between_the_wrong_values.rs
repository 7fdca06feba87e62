//! 99. BETWEEN values of another type.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::age.between("1", "9"));
}
