//! 30. An aggregate beside a plain column, without GROUP BY.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).select((posts::author_id, count()));
}
