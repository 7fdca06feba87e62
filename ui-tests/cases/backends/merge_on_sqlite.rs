//! 49. MERGE on SQLite.

include!("../blog.rs");

fn main() {
    let statement = merge(users::table)
        .using(posts::table, posts::author_id.eq(users::id))
        .delete_matched();
    let _ = statement.execute(&mut connect());
}
