//! The smallest whole program: two tables, rows, queries. `cargo run --example quickstart`.

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
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?; // a pool
    println!("{}", Blog::create_all(&engine)?); // adds what is missing

    let mut connection = engine.connect()?;
    connection.transaction(|tx| {
        let ann = insert(users::table)
            .values(new!(User { name: "Ann", email: "ann@example.org" }))
            .returning(users::id)
            .one(tx)?;
        insert(posts::table).values(new!(Post { author_id: ann, title: "Hello" })).execute(tx)?;
        update(users::table).set(users::name.set("Anna")).filter(users::id.eq(ann)).execute(tx)?;
        insert(users::table).values(new!(User { name: "Alan", email: "alan@example.org" })).execute(tx)
    })?;

    let titles: Vec<(String, Option<String>)> = from(users::table)
        .left_join(posts::table, posts::author_id.eq(users::id))
        .filter(users::name.like("A%"))
        .order_by(posts::id.desc())
        .select((users::name, posts::title)) // Option: posts may be missing
        .all(&mut connection)?;
    println!("{titles:?}");

    let ann: User = from(users::table).filter(users::email.eq("ann@example.org")).one(&mut connection)?;
    println!("{ann:?}");
    Ok(())
}
