//! 168. A letter compared with text. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(users::table).filter(users::name.eq("A")).all(&mut connect());
}
