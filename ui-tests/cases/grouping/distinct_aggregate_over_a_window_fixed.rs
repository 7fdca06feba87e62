//! 172. An aggregate of distinct values over a window. Put right.

include!("../blog.rs");

pub fn main() {
    let titles = from(posts::table).group_by(posts::author_id);
    run(&titles.select((posts::author_id, aludel::expr::count_distinct(posts::title))));
}
