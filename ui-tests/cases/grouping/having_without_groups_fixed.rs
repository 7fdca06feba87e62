//! 205. HAVING without GROUP BY. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = from(posts::table).group_by(posts::author_id).having(count().gt(1)).select(count()).all(&mut connect());
}
