//! 208. A query returned without where it can be run. Put right.

include!("../blog.rs");

fn adults() -> impl Query<Row = User> + Portable {
    from(users::table).filter(users::age.ge(18))
}

pub fn main() {
    let _ = adults().all(&mut connect());
}
