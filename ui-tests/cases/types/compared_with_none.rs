//! 15. A comparison with `None`.

include!("../blog.rs");

fn main() {
    let bio: Option<String> = None;
    let _ = from(users::table).filter(users::bio.eq(bio));
}
