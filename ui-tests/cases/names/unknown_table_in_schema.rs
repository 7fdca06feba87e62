//! 81. A table that was not declared, in `schema!`.

include!("../blog.rs");

schema! { pub Shop: users, postz }

fn main() {
    run(&from(users::table));
}
