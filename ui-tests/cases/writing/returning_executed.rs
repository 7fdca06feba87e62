//! 193. Rows of RETURNING that are not read.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).returning(users::id).execute(&mut connect());
}
