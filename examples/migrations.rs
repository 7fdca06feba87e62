//! The life of a schema: a first version with data, five changes with a rename among them, a step in Rust, drift, and the way back.
//!
//! `cargo run --example migrations` on a SQLite file of its own, or with `-- --url postgres://..` on the database of a URL,
//! which has no tables `authors`, `posts` and `comments` before and none afterwards.
//!
//! A program of one's own has the declarations once and the migrations in its repository; what is run here by
//! [`Migrate::run`] is said on its command line there: `cargo run --bin migrate -- generate grow`.

use aludel::{
    migrate::{Migrate, Migrations, RustStep},
    prelude::*,
};
use std::{env, error::Error, fs, path::Path};

/// The declarations in the first version of the program.
mod first {
    use aludel::prelude::*;

    table! {
        /// Somebody who writes.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Author in authors {
            #[primary_key(auto)]
            id: i64,
            #[max_len(50)]
            name: String,
            #[max_len(500)]
            bio: Option<String>,
            visits: i32,
        }
    }

    table! {
        /// Something somebody wrote.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Post in posts {
            #[primary_key(auto)]
            id: i64,
            #[references(authors::id, on_delete = cascade), index]
            author_id: i64,
            #[max_len(200)]
            title: String,
            #[max_len(20)]
            language: Option<String>,
        }
    }

    schema! { pub Blog: authors, posts }
}

/// The declarations in the second version.
mod second {
    use aludel::prelude::*;

    table! {
        /// Somebody who writes.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Author in authors {
            #[primary_key(auto)]
            id: i64,
            #[max_len(50), unique] // 1: no two authors of one name
            name: String,
            #[max_len(500), was = "bio"] // 2: another name; without `was`, `generate` asks
            about: Option<String>,
            #[check("visits >= 0")]
            visits: i64, // 3: a wider type (SQLite has one for all integers), and a check
        }
    }

    table! {
        /// Something somebody wrote.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Post in posts {
            #[primary_key(auto)]
            id: i64,
            #[references(authors::id, on_delete = cascade), index]
            author_id: i64,
            #[max_len(200)]
            title: String,
            #[max_len(20), default("en")] // 4: takes no NULL any more; the default fills those that are there
            language: String,
        }
    }

    table! {
        /// What somebody said about it.
        #[derive(Debug, Clone, PartialEq)]
        pub struct Comment in comments { // 5: a new table
            #[primary_key(auto)]
            id: i64,
            #[references(posts::id, on_delete = cascade), index]
            post_id: i64,
            text: String,
        }
    }

    schema! { pub Blog: authors, posts, comments }
}

/// Whatever the URL names.
type Any = aludel::Any;

fn main() -> Result<(), Box<dyn Error>> {
    let place = tempfile::tempdir()?;
    let directory = place.path().join("migrations");
    let url = match env::args().skip_while(|argument| argument != "--url").nth(1) {
        Some(url) => url,
        None => format!("sqlite:{}", place.path().join("blog.db").display()),
    };
    let engine = AnyEngine::open(&url)?;
    let dialect = match engine.connect()?.link().style().kind {
        DialectKind::Sqlite => "sqlite",
        DialectKind::Postgres => "postgres",
        DialectKind::MySql => "mysql",
        _ => "mariadb",
    };

    println!("== the first version: `generate first`, `up`");
    command::<first::Blog>(&directory, &["generate", "first", "--dialects", dialect]);
    command::<first::Blog>(&directory, &["up", "--url", &url]);
    fill(&engine)?;

    println!("\n== five changes in the declarations: `check`, which fails until they have a migration");
    let code = command::<second::Blog>(&directory, &["check"]);
    println!("(exit code {code})");

    println!("\n== `generate grow`, with what to think about");
    command::<second::Blog>(&directory, &["generate", "grow"]);
    println!("\n== 0002_grow/up.sql, to be read and edited");
    print!("{}", fs::read_to_string(directory.join("0002_grow/up.sql"))?);

    println!("\n== `up`: a program may do it when it starts");
    let migrations = Migrations::<Any>::directory(&directory)?;
    println!("applied {}", migrations.up(&engine)?.join(", "));
    show(&engine)?;
    command::<second::Blog>(&directory, &["status", "--url", &url]);

    println!("\n== `new about --rust`: a step in Rust, with the tables as they are now, whatever becomes of them");
    command::<second::Blog>(&directory, &["new", "about", "--rust"]);
    print!("{}", fs::read_to_string(directory.join("0003_about/schema.rs"))?);
    let migrations = Migrations::<Any>::directory(&directory)?.steps(STEPS);
    println!("applied {}", migrations.up(&engine)?.join(", "));
    show(&engine)?;

    println!("\n== `verify`: is the database what is declared?");
    command::<second::Blog>(&directory, &["verify", "--url", &url]);
    println!("-- somebody changes it by hand: a column more, an index less");
    let by_hand = match dialect {
        "sqlite" | "postgres" => "ALTER TABLE posts ADD COLUMN likes INTEGER; DROP INDEX ix_comments_post_id",
        _ => "ALTER TABLE posts ADD COLUMN likes INTEGER; ALTER TABLE authors DROP INDEX uq_authors_name",
    };
    engine.connect()?.script(by_hand)?;
    let code = command::<second::Blog>(&directory, &["verify", "--url", &url]);
    println!("(exit code {code})");
    let mended = match dialect {
        "sqlite" | "postgres" => {
            "ALTER TABLE posts DROP COLUMN likes; CREATE INDEX ix_comments_post_id ON comments (post_id)"
        }
        _ => "ALTER TABLE posts DROP COLUMN likes; ALTER TABLE authors ADD CONSTRAINT uq_authors_name UNIQUE (name)",
    };
    engine.connect()?.script(mended)?;

    println!("\n== `down`: back to the first version, the rows are there");
    command::<second::Blog>(&directory, &["down", "2", "--url", &url, "--yes"]);
    let authors = from(first::authors::table).order_by(first::authors::id.asc()).all(&mut engine.connect()?)?;
    for author in authors {
        println!("{author:?}");
    }
    command::<second::Blog>(&directory, &["to", "base", "--url", &url, "--yes"]);
    engine.connect()?.script("DROP TABLE _aludel_migrations")?;
    Ok(())
}

/// What `step.rs` has in a program of one's own, whose `migrations::STEPS` names it; the tables are those of `schema.rs` there.
const STEPS: &[RustStep<Any>] = &[("0003_about", about)];

fn about(session: &mut Session<Any>) -> aludel::Result<()> {
    use second::{authors, posts};
    for (author, posts) in session.load(from(authors::table).with_many(posts::author_id))? {
        if session[author].about.is_none() {
            session[author].about = Some(format!("Wrote {} posts", posts.len()));
        }
    }
    session.flush()
}

/// What the program of somebody's own does with its arguments.
fn command<S: aludel::schema::Schema>(directory: &Path, arguments: &[&str]) -> u8 {
    println!("$ migrate {}", arguments.iter().map(|word| shown(word)).collect::<Vec<_>>().join(" "));
    Migrate::<Any>::new::<S>(directory).steps(STEPS).run(["migrate"].iter().chain(arguments))
}

/// A URL may hold a password.
fn shown(word: &str) -> &str {
    if word.contains("://") || word.starts_with("sqlite:") { "$DATABASE_URL" } else { word }
}

fn fill(engine: &AnyEngine) -> aludel::Result<()> {
    use first::{Author, Post};
    let mut session = engine.session()?;
    let ann = session.add(new!(Author { name: "Ann", bio: Some("Writes about trees".to_owned()), visits: 41 }));
    session.add(new!(Author { name: "Bo", visits: 7 }));
    session.add(new!(Post { author_id: ann, title: "Oaks" }));
    session.add(new!(Post { author_id: ann, title: "Birken", language: Some("de".to_owned()) }));
    session.commit()
}

fn show(engine: &AnyEngine) -> aludel::Result<()> {
    use second::{authors, posts};
    let rows = from(posts::table)
        .join(authors::table, posts::author_id.eq(authors::id))
        .order_by(posts::id.asc())
        .select((authors::name, authors::about, posts::title, posts::language))
        .all(&mut engine.connect()?)?;
    for (name, about, title, language) in rows {
        println!("{name} ({}): {title} [{language}]", about.unwrap_or_default());
    }
    Ok(())
}
