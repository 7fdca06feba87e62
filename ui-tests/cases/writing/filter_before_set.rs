//! 190. An UPDATE that is filtered before it sets something.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).filter(users::id.eq(1)).set(users::name.set("Ann")).execute(&mut connect());
}
