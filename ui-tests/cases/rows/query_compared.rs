//! 203. A query compared with a column.

include!("../blog.rs");

fn main() {
    let newest = from(posts::table).select(posts::author_id).limit(1);
    let _ = from(users::table).filter(users::id.eq(newest)).all(&mut connect());
}
