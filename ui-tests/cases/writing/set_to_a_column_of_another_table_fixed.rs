//! 192. A column set to one of another table. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = update(users::table)
        .from(posts::table)
        .set(users::name.set(posts::title))
        .filter(posts::author_id.eq(users::id))
        .execute(&mut connect());
}
