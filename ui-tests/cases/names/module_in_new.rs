//! 185. The module of a table, not its struct, in `new!`.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(users { name: "Ann", email: "" }));
}
