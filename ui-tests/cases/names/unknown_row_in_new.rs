//! 85. A row that was not declared, in `new!`.

include!("../blog.rs");

fn main() {
    let _ = insert(users::table).values(new!(Usr { name: "Ann", email: "" }));
}
