//! 191. An UPDATE that sets twice.

include!("../blog.rs");

fn main() {
    let _ = update(users::table).set(users::name.set("Ann")).set(users::age.set(30)).filter(users::id.eq(1)).execute(&mut connect());
}
