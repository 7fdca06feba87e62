//! The smallest whole program: two tables, the unit of work, a query. `cargo run --example quickstart`.
//!
//! It prints the statements it sends.

use aludel::prelude::*;

table! {
    /// Somebody who can sign in.
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        #[max_len(50)]
        name: String,
        #[max_len(120), unique]
        email: String,
        bio: Option<String>,
    }
}

table! {
    /// Something somebody wrote.
    #[derive(Debug, Clone, PartialEq)]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = cascade), index]
        author_id: i64,
        title: String,
        #[default(false)]
        published: bool,
    }
}

schema! {
    /// All tables of the program.
    pub Blog: users, posts
}

fn main() -> aludel::Result<()> {
    let engine = Engine::<Sqlite>::builder("sqlite::memory:").echo(true).open()?; // a pool
    Blog::create_all(&engine)?; // adds what is missing

    // the unit of work
    let mut session = engine.session()?;
    let ann = session.add(new!(User { name: "Ann", email: "ann@example.org" }));
    session.add(new!(Post { author_id: ann, title: "Hello" })); // the key is known after the flush
    session.commit()?;

    session[ann].name = "Anna".into();
    session.commit()?; // UPDATE users SET name = ? WHERE id = ?

    // the typed language
    let titles: Vec<(String, Option<String>)> = from(users::table)
        .left_join(posts::table, posts::author_id.eq(users::id))
        .filter(users::name.like("A%"))
        .order_by(posts::id.desc())
        .select((users::name, posts::title)) // Option: posts may be missing
        .all(&mut session)?;
    println!("{titles:?}");
    Ok(())
}
