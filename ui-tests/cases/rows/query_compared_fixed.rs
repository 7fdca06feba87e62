//! 203. A query compared with a column. Put right.

include!("../blog.rs");

pub fn main() {
    let newest = from(posts::table).select(posts::author_id).limit(1);
    let _ = from(users::table).filter(users::id.eq(scalar(newest))).all(&mut connect());
}
