//! 168. A letter compared with text.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).filter(users::name.eq('A')).all(&mut connect());
}
