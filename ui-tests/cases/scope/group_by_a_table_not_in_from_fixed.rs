//! 19. Grouped by a table that is not in FROM. Put right.

include!("../blog.rs");

pub fn main() {
    let query = from(posts::table).join(users::table, posts::author_id.eq(users::id));
    run(&query.group_by(users::name).select(count()));
}
