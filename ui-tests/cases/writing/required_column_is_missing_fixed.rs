//! 40. An insert without a required column. Put right.

include!("../blog.rs");

fn main() {
    execute(&insert(users::table).values(new!(User { name: "Ann", email: "ann@example.org" })));
}
