//! 10. An enum compared with text. Put right.

include!("../blog.rs");

pub fn main() {
    run(&from(orders::table).filter(orders::status.eq(Status::Open)));
}
