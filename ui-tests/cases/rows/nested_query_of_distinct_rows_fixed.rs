//! 89. A nested query of distinct rows. Put right.

include!("../blog.rs");

pub fn main() {
    let of_user = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
    run(&from(users::table).select((users::name, nested(of_user.select((posts::title,))))));
}
