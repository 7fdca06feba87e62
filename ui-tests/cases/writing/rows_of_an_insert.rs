//! 195. Rows of an INSERT that gives none.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(User { name: "Ann", email: "" })).one(&mut connect());
}
