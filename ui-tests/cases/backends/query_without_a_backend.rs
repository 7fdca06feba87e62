//! 208. A query returned without where it can be run.

include!("../blog.rs");

fn adults() -> impl Query<Row = User> {
    from(users::table).filter(users::age.ge(18))
}

fn main() {
    let _ = adults().all(&mut connect());
}
