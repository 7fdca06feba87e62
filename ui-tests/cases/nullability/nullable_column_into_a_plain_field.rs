//! 27. A nullable column, read into a field that is not `Option`.

include!("../blog.rs");

row! {
    pub struct About { name: String = users::name, bio: String = users::bio }
}

fn main() {
    let _ = from(users::table).select(About::row());
}
