//! 89. A nested query of distinct rows.

include!("../blog.rs");

fn main() {
    let of_user = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
    let _ = from(users::table).select((users::name, nested(of_user.select((posts::title,)).distinct())));
}
