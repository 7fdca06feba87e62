//! 27. A nullable column, read into a field that is not `Option`. Put right.

include!("../blog.rs");

pub struct About {
    pub name: String,
    pub bio: Option<String>,
}

fn main() {
    run(&from(users::table).select(row!(About { name: users::name, bio: users::bio })));
}
