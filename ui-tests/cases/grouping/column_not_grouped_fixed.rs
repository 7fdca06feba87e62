//! 31. A selected column that is neither grouped nor aggregated. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(posts::table).group_by(posts::author_id).select((max(posts::title), count())));
}
