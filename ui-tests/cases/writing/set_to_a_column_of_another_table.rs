//! 192. A column set to one of another table.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::name.set(posts::title)).filter(users::id.eq(1)).execute(&mut connect());
}
