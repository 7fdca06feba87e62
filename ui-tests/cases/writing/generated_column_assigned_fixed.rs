//! 44. A column that the database makes, assigned. Put right.

include!("../blog.rs");

fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })));
}
