//! 81. A table that was not declared, in `schema!`. Put right.

include!("../blog.rs");

schema! { pub Shop: users, posts }

pub fn main() {
    run(&from(users::table));
}
