//! `docs/run-time-errors.md` has every kind of error, and the tests that it names exist and look at that kind.

use std::{fs, path::Path};

/// The variants of an enum, from its source.
fn variants(source: &str, name: &str) -> Vec<String> {
    let body = source.split_once(&format!("pub enum {name} {{")).expect("the enum").1;
    let body = body.split_once("\n}").expect("its end").0;
    let names = body.lines().map(str::trim).filter(|line| !line.starts_with("//") && line.ends_with(','));
    names.map(|line| line.trim_end_matches(',').to_owned()).collect()
}

/// What stands between backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

#[test]
fn every_kind_is_told_and_provoked() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let page = read("docs/run-time-errors.md");
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let kinds: Vec<_> = rows.iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    assert_eq!(
        kinds,
        variants(&read("core/src/error.rs"), "ErrorKind"),
        "docs/run-time-errors.md, in order of the enum"
    );

    for row in &rows {
        let (kind, tests) = (row[0].trim_matches('`'), row[3]);
        assert!(quoted(tests).any(|name| !name.ends_with(".rs")), "`{kind}` names no test");
        let mut source = String::new();
        for name in quoted(tests) {
            if name.ends_with(".rs") {
                source = read(name);
                assert!(source.contains(&format!("ErrorKind::{kind}")), "{name} does not look for `{kind}`");
            } else {
                assert!(
                    source.contains(&format!("fn {name}")),
                    "there is no test `{name}`, which is to provoke `{kind}`"
                );
            }
        }
        assert!(!source.is_empty(), "`{kind}` has no test");
    }
}
