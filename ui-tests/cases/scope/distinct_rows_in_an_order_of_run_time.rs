//! 63. Distinct rows sorted by terms that are gathered at run time.

include!("../blog.rs");

fn main() {
    let query = from(users::table).select(users::name).distinct();
    let _ = query.order_by(Ordering::new()).all(&mut connect());
}
