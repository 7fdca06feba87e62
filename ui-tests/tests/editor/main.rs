//! What an editor offers and shows: rust-analyzer, asked about a small program.
//!
//! It needs rust-analyzer, on `PATH` or in `ALUDEL_TEST_RUST_ANALYZER`, and the source of the standard library; without
//! them it says so and passes.
//!
//! Not possible, in any macro that takes expressions, `vec!` too: completion right behind `users::` in `new!(..)` and
//! `row!(..)`. With one letter more it works.

mod server;

use server::Server;

/// What an editor must offer, and what it must not: the library's own business.
fn offers(server: &mut Server, line: &str, wanted: &[&str], unwanted: &[&str]) {
    let found = server.completions(line);
    for name in wanted {
        assert!(found.iter().any(|found| found == name), "`{line}` does not offer `{name}`: {found:?}");
    }
    for name in unwanted {
        assert!(!found.iter().any(|found| found == name), "`{line}` offers `{name}`: {found:?}");
    }
}

/// "Go to definition" must show a line of the user's program, and no other file.
fn leads_to(server: &mut Server, marked: &str, line: &str) {
    let found = server.definition(marked);
    let own = |path: &str| path.ends_with("editor/src/main.rs");
    assert!(found.iter().any(|found| own(&found.path) && found.line == line), "{marked}: {found:?}");
    assert!(found.iter().all(|found| own(&found.path)), "{marked}: {found:?}");
}

fn shows(server: &mut Server, marked: &str, wanted: &[&str]) {
    let found = server.hover(marked);
    for text in wanted {
        assert!(found.contains(text), "`{marked}` does not show `{text}`: {found}");
    }
}

#[test]
fn editor_completes_shows_and_finds() {
    let path = match Server::find() {
        Ok(path) => path,
        Err(missing) => return println!("skipped: {missing}"),
    };
    let server = &mut Server::start(&path);

    // A column shows its doc comment and its Rust type, also as a field of a new row.
    shows(server, "filter(users::na^me", &["name: String", "How others call them."]);
    shows(server, "(users::name, users::b^io)", &["bio: Option", "What they say about themselves."]);
    shows(server, "new!(User { na^me", &["name: String", "How others call them."]);
    shows(server, "session[ann].na^me", &["name: String", "How others call them."]);
    shows(server, "new!(Us^er {", &["pub struct User", "Somebody who can sign in."]);
    // What a query gives is known, whatever its own type is.
    shows(server, "let ^ann", &["Handle<User>"]);
    shows(server, "let us^ers", &["Vec<User>"]);
    shows(server, "let bi^os", &["Vec<(String, Option<String>)>"]);
    shows(server, "let bo^th", &["Vec<(User, Option<Post>)>"]);

    leads_to(server, "filter(users::na^me", "name: String,");
    leads_to(server, "new!(User { na^me", "name: String,");
    leads_to(server, "session[ann].na^me", "name: String,");
    leads_to(server, "references(users::i^d", "id: i64,");
    leads_to(server, "posts::author^_id.eq", "author_id: i64,");
    leads_to(server, "new!(Us^er {", "pub struct User in users {");
    leads_to(server, "pub Blog: us^ers", "pub struct User in users {");
    leads_to(server, "Bl^og::create_all", "schema! { pub Blog: users, posts }");

    offers(server, "users::^", &["id", "name", "bio", "table"], &["__COLUMNS", "__named_in_full"]);
    offers(server, "posts::author_id.^", &["eq", "in_list", "desc", "is_null", "with_one"], &["render", "bind"]);
    let query =
        ["filter", "join", "left_join", "order_by", "group_by", "select", "limit", "all", "first", "one", "count"];
    offers(server, "from(users::table).^", &query, &["render", "bind", "load", "may_begin"]);
    offers(server, "from(users::table).select(users::name).^", &["filter", "order_by", "all"], &["join", "render"]);
    offers(server, "update(users::table).set(users::name.set(\"\")).^", &["filter", "all_rows"], &["render", "bind"]);
    offers(server, "insert(users::table).^", &["values", "columns"], &[]);
    offers(server, "session.^", &["add", "commit", "get", "load", "delete", "savepoint"], &["ready"]);
    offers(server, "session[ann].^", &["id", "name", "bio"], &[]);
    offers(server, "let row = new!(User { n^ });", &["name", "bio"], &[]);
    offers(server, "let row = row!(User { id: users::i^ });", &["id", "name", "bio"], &[]);
}
