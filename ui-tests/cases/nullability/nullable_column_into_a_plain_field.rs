//! 27. A nullable column, read into a field that is not `Option`.

include!("../blog.rs");

pub struct About {
    pub name: String,
    pub bio: String,
}

fn main() {
    let _ = from(users::table).select(row!(About { name: users::name, bio: users::bio }));
}
