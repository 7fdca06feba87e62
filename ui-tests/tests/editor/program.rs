use aludel::prelude::*;

table! {
    /// Somebody who can sign in.
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        /// How others call them.
        #[max_len(50)]
        name: String,
        /// What they say about themselves.
        bio: Option<String>,
    }
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        #[references(users::id, on_delete = cascade), index]
        author_id: i64,
        title: String,
    }
}

schema! { pub Blog: users, posts }

fn main() -> aludel::Result<()> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Blog::create_all(&engine)?;
    let mut session = engine.session()?;
    let ann = session.add(new!(User { name: "Ann" }));
    session[ann].name = "Anna".into();

    let users = from(users::table).filter(users::name.eq("Anna")).all(&mut session)?;
    let bios = from(users::table).select((users::name, users::bio)).all(&mut session)?;
    let both = from(users::table).left_join(posts::table, posts::author_id.eq(users::id)).all(&mut session)?;
    println!("{users:?} {bios:?} {both:?}");
    // HERE
    Ok(())
}
