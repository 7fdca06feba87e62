//! 161. A scalar subquery of two columns compared, in a query that is run.

include!("../blog.rs");

fn main() {
    let titles = from(posts::table).select((posts::title, posts::score));
    let _ = from(users::table).filter(users::name.eq(scalar(titles))).all(&mut connect());
}
