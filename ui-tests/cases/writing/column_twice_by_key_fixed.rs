//! 43. A column assigned twice in an UPDATE by key. Put right.

include!("../blog.rs");

pub fn main() {
    let update = update(users::table).by_key([(1, (users::age.set(1), users::name.set("Ann")))]);
    assert_eq!(update.execute(&mut connect()).expect("the database accepts it"), 0);
}
