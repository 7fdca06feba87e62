//! 19. Grouped by a table that is not in FROM.

include!("../blog.rs");

fn main() {
    let _ = from(posts::table).group_by(users::name).select(count());
}
