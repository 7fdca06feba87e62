//! 30. An aggregate beside a plain column, without GROUP BY. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).group_by(posts::author_id).select((posts::author_id, count())));
}
