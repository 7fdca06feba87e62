//! 160. Everything selected by a star.

include!("../blog.rs");

fn main() {
    let _ = from(users::table).select("*").all(&mut connect());
}
