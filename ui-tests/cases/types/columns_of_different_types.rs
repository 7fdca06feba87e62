//! 8. Two columns of different types compared.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::id.eq(users::name));
}
