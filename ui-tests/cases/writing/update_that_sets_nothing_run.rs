//! 164. An UPDATE that sets nothing, run.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).filter(users::id.eq(1)).execute(&mut connect());
}
