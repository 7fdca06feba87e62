//! 43. A column assigned twice in an UPDATE by key.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).by_key([(1, (users::age.set(1), users::age.set(2)))]);
}
