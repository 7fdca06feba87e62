//! 168. A value that may be missing, for a column without a default.

include!("../blog.rs");

fn main() {
    let title = Some("Hello");
    let _ = insert(posts::table).values(new!(Post { author_id: 1, title: or_default(title) }));
}
