//! The libraries, and the mistakes made with them, as their documentation recommends to use them: `ui-tests/peers/`.

use std::fs;

use anyhow::{Context, Result, bail};

/// A library.
pub struct Peer {
    pub name: &'static str,
    pub package: &'static str,
    /// The lines of `[dependencies]`; none for what this workspace builds.
    pub dependencies: Option<&'static str>,
    /// The crates that the programs name.
    pub crates: &'static [&'static str],
    /// What stands before and behind the mistake.
    pub frame: [&'static str; 2],
}

/// All of them, ours first.
pub const ALL: [&Peer; 4] = [&ALUDEL, &DIESEL, &DRIZZLE, &SEA_ORM];

const ALUDEL: Peer = Peer {
    name: "Aludel",
    package: "aludel",
    dependencies: None,
    crates: &["aludel"],
    frame: ["fn mistake(c: &mut Db) -> aludel::Result<()> {", "Ok(())"],
};

const DIESEL: Peer = Peer {
    name: "Diesel",
    package: "diesel",
    dependencies: Some(
        "diesel = { version = \"2.3\", features = [\"sqlite\", \"postgres_backend\", \"mysql_backend\", \"returning_clauses_for_sqlite_3_35\"] }\n\
        libsqlite3-sys = { version = \"*\", features = [\"bundled\"] }\n",
    ),
    crates: &["diesel"],
    frame: ["fn mistake(c: &mut SqliteConnection) -> Result<(), Box<dyn std::error::Error>> {", "Ok(())"],
};

const DRIZZLE: Peer = Peer {
    name: "drizzle",
    package: "drizzle",
    dependencies: Some(
        "drizzle = { version = \"0.4.3\", features = [\"rusqlite\"] }\n\
        rusqlite = { version = \"*\", features = [\"bundled\"] }\n",
    ),
    crates: &["drizzle", "rusqlite"],
    frame: [
        "fn mistake(db: &Db, users: Users, posts: Posts, comments: Comments, orders: Orders) -> drizzle::Result<()> {",
        "Ok(())",
    ],
};

const SEA_ORM: Peer = Peer {
    name: "SeaORM",
    package: "sea-orm",
    dependencies: Some(
        "sea-orm = { version = \"2.0\", features = [\"sqlx-sqlite\", \"runtime-tokio\"] }\n\
        tokio = { version = \"1\", features = [\"rt\", \"macros\"] }\n",
    ),
    crates: &["sea_orm", "tokio"],
    frame: ["async fn mistake(c: &DatabaseConnection) -> Result<(), DbErr> {", "Ok(())"],
};

/// One mistake of `mistakes.rs`.
pub struct Section {
    pub number: u8,
    /// Why it cannot be made.
    pub impossible: Option<String>,
    /// Items at the top of the program, for the mistakes in declarations.
    pub items: String,
    /// The body of a function.
    pub body: String,
}

/// The mistakes of a peer. A line `//// 16` begins the body of one, `//// 16 items` its items, and
/// `//// 16 cannot be written: why` says that there is none.
pub fn sections(peer: &Peer) -> Result<Vec<Section>> {
    let path = format!("{}/mistakes.rs", directory(peer));
    let source = fs::read_to_string(&path).with_context(|| path.clone())?;
    let mut sections: Vec<Section> = Vec::new();
    let mut items = false;
    for line in source.lines() {
        if let Some(head) = line.strip_prefix("//// ") {
            let (number, rest) = head.trim().split_once(' ').unwrap_or((head.trim(), ""));
            let number = number.parse().with_context(|| format!("{path}: {line}"))?;
            if sections.last().is_none_or(|last| last.number != number) {
                sections.push(Section { number, impossible: None, items: String::new(), body: String::new() });
            }
            items = rest == "items";
            if let (Some(why), Some(section)) = (rest.strip_prefix("cannot be written: "), sections.last_mut()) {
                section.impossible = Some(why.to_owned());
            }
        } else if let Some(section) = sections.last_mut() {
            let text = if items { &mut section.items } else { &mut section.body };
            *text += line;
            text.push('\n');
        } else {
            bail!("{path} does not begin with `//// 1`");
        }
    }
    Ok(sections)
}

/// Where its texts are.
pub fn directory(peer: &Peer) -> String {
    format!("ui-tests/peers/{}", peer.package)
}
