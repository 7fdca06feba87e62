//! 9. Keys of different tables compared, both integers. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(orders::table).filter(orders::member_id.eq(MemberId(1))));
}
