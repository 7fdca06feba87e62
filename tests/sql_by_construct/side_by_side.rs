//! The page `docs/tpch.md`: the 22 queries of TPC-H, their SQL and the typed language beside each other, as the example
//! `tpch` runs and compares them. `ALUDEL_TEST_UPDATE=1` rewrites it, and it has to be as committed otherwise.

use std::{env, fmt::Write as _, fs};

const INTRODUCTION: &str = "\
# TPC-H, side by side

The 22 queries of TPC-H as SQL, and in the typed language, out of `examples/tpch/queries/`. The example runs both on the same
database and compares their rows, on SQLite, PostgreSQL and MariaDB:

```sh
cargo run --release --example tpch -- --scale 0.01
```
";

/// The lines without the indentation that all of them have.
fn flush(text: &str) -> String {
    let lines = text.lines();
    let indent = lines.clone().skip(1).filter(|l| !l.trim().is_empty()).map(|l| l.len() - l.trim_start().len()).min();
    let cut = |(at, line): (usize, &str)| match at {
        0 => line.to_owned(),
        _ => line.get(indent.unwrap_or(0)..).unwrap_or("").to_owned(),
    };
    lines.enumerate().map(cut).collect::<Vec<_>>().join("\n")
}

/// The title of a query, what it is in the language, and its SQL.
fn parts(source: &str) -> (String, String, String) {
    let title = source.lines().next().and_then(|line| line.strip_prefix("//! ")).expect("a title");
    let (code, text) = source.split_once("/// The same as text.").expect("the text");
    let uses_end =
        code.find("use aludel").and_then(|at| code[at..].find(";\n").map(|end| at + end + 2)).expect("imports");
    let code: Vec<_> = code[uses_end..].lines().skip_while(|l| l.starts_with("use ") || l.is_empty()).collect();
    let sql = text.split('"').nth(1).expect("the SQL");
    (title.to_owned(), code.join("\n").trim_end().to_owned(), flush(sql))
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for number in 1..=22 {
        let file = format!("{}/examples/tpch/queries/q{number:02}.rs", env!("CARGO_MANIFEST_DIR"));
        let (title, code, sql) = parts(&fs::read_to_string(file).unwrap());
        let _ = write!(
            page,
            "\n## {title}\n\n<table>\n<tr>\n<td>\n\n```sql\n{sql}\n```\n\n</td>\n<td>\n\n```rust,ignore\n{code}\n```\n\n</td>\n</tr>\n</table>\n"
        );
    }
    page
}

#[test]
fn the_queries_of_tpch_stand_side_by_side() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/tpch.md");
    if env::var_os("ALUDEL_TEST_UPDATE").is_some() {
        return fs::write(file, page()).unwrap();
    }
    assert!(
        fs::read_to_string(file).is_ok_and(|there| there == page()),
        "docs/tpch.md is not what the example says: run this with ALUDEL_TEST_UPDATE=1"
    );
}
