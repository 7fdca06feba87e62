//! 9. Keys of different tables compared, both integers.

include!("../blog.rs");

fn main() {
    let _ = from(orders::table).filter(orders::member_id.eq(OrderId(1)));
}
