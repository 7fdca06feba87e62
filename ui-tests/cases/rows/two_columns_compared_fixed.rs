//! 161. A scalar subquery of two columns compared, in a query that is run. Put right.

include!("../blog.rs");

pub fn main() {
    let titles = from(posts::table).select(posts::title).limit(1);
    let _ = from(users::table).filter(users::name.eq(scalar(titles))).all(&mut connect());
}
