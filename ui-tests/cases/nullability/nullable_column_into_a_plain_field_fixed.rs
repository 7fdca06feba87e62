//! 27. A nullable column, read into a field that is not `Option`. Put right.

include!("../blog.rs");

row! {
    pub struct About { name: String = users::name, bio: Option<String> = users::bio }
}

pub fn main() {
    run(&from(users::table).select(About::row()));
}
