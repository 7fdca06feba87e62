//! 193. Rows of RETURNING that are not read. Put right.

include!("../blog.rs");

pub fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).returning(users::id).one(&mut connect());
}
