//! 31. A selected column that is neither grouped nor aggregated.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).group_by(posts::author_id).select((posts::title, count()));
}
