//! 59. Raw SQL from a `String`.

include!("../blog.rs");

fn main() {
    let name = "Ann";
    let text = format!("SELECT id FROM users WHERE name = '{name}'");
    let _ = sql::<i64>(&text);
}
