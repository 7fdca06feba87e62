//! 10. An enum compared with text.

include!("../blog.rs");

fn main() {
    let _ = from(orders::table).filter(orders::status.eq("open"));
}
