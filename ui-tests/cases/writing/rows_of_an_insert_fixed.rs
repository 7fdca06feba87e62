//! 195. Rows of an INSERT that gives none. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).returning_rows().one(&mut connect());
}
