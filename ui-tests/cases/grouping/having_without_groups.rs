//! 205. HAVING without GROUP BY.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).having(count().gt(1)).select(count()).all(&mut connect());
}
