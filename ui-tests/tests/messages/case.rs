//! The cases: each a mistake, its title, and what the compiler says.

use crate::compiler::{Compiler, Diagnostic};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
    thread,
};

/// Words that say nothing about whose item it is.
const NOBODYS: [&str; 26] = [
    "table", "string", "str", "option", "bool", "i32", "i64", "the", "is", "a", "an", "in", "on", "of", "to", "not",
    "for", "with", "and", "or", "it", "let", "from", "this", "pub", "struct",
];

/// A case.
pub struct Case {
    pub number: u8,
    pub name: String,
    pub title: String,
    pub path: PathBuf,
    found: Vec<Diagnostic>,
}

impl Case {
    /// All of them, by their numbers.
    pub fn all() -> Vec<Self> {
        let compiler = Compiler::new();
        let work = Mutex::new(paths());
        let cases = Mutex::new(Vec::new());
        let next = || work.lock().expect("nobody panics").pop();
        thread::scope(|scope| {
            for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    while let Some(path) = next() {
                        let case = Self::read(path, &compiler);
                        cases.lock().expect("nobody panics").push(case);
                    }
                });
            }
        });
        let mut cases = cases.into_inner().expect("nobody panicked");
        cases.sort_by(|a: &Self, b: &Self| (a.number, &a.name).cmp(&(b.number, &b.name)));
        cases
    }

    fn read(path: PathBuf, compiler: &Compiler) -> Self {
        let source = fs::read_to_string(&path).expect("the case can be read");
        let first = source.lines().next().unwrap_or_default();
        let (number, title) = first
            .trim_start_matches("//! ")
            .split_once(". ")
            .unwrap_or_else(|| panic!("{} does not begin with `//! 16. Title.`", path.display()));
        let group = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        Self {
            number: number.parse().expect("a number"),
            name: format!("{group}/{file}"),
            title: title.to_owned(),
            found: compiler.check(&path),
            path,
        }
    }

    /// The first line of the first error.
    pub fn headline(&self) -> &str {
        self.found.first().map_or("", |first| &first.headline)
    }

    /// How many errors there are.
    pub fn errors(&self) -> usize {
        self.found.len()
    }

    /// How many lines are printed, blank ones not counted.
    pub fn lines(&self) -> usize {
        self.found.iter().flat_map(|error| error.text.lines()).filter(|line| !line.trim().is_empty()).count()
    }

    /// Whether the first line has, between backticks, a word that the user wrote in this file or in the one it includes: a
    /// table, a column, a type, a field, a variable, or the construct, in Rust's spelling or in SQL's.
    pub fn is_named(&self) -> bool {
        let mut source = fs::read_to_string(&self.path).unwrap_or_default();
        if let Some((_, included)) = source.split_once("include!(\"../") {
            let name = included.split('"').next().unwrap_or_default();
            source += &fs::read_to_string(Path::new("cases").join(name)).unwrap_or_default();
        }
        let code: Vec<_> =
            source.lines().filter(|line| !line.starts_with("//") && !line.starts_with("include!")).collect();
        let theirs = words(&code.join("\n"));
        let quoted: Vec<_> = self.headline().split('`').skip(1).step_by(2).collect();
        words(&quoted.join("\n")).iter().any(|word| theirs.contains(word))
    }

    /// The message without what another machine, or another line in the library, would make different.
    pub fn normalized(&self) -> String {
        let text: Vec<_> = self.found.iter().map(|error| normalize(&error.text)).collect();
        text.join("\n")
    }
}

/// The words of a text, small; `DISTINCT ON`, `distinct_on` and `DistinctOn` have the same ones.
fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        let word = word.to_lowercase();
        words.extend(word.split('_').map(str::to_owned));
        words.insert(word.replace('_', ""));
    }
    words.retain(|word| {
        word.len() > 1 && !NOBODYS.contains(&word.as_str()) && !word.chars().all(|c| c.is_ascii_digit())
    });
    words
}

/// Takes out line numbers of the library, and the names of files with long types.
fn normalize(text: &str) -> String {
    let mut normal = String::new();
    let mut library = false;
    for line in text.lines() {
        let trimmed = line.trim_start();
        let after = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
        let (number, body) = (&trimmed[..trimmed.len() - after.len()], after.trim_start());
        if let Some((arrow, place)) = body.split_once(' ').filter(|(arrow, _)| matches!(*arrow, "-->" | ":::")) {
            library = !place.contains("ui-tests/cases/");
            normal += &format!("    {arrow} {}", place_of(place, library));
        } else if body.starts_with(['|', '=']) || (body.is_empty() && !number.is_empty()) {
            normal += &format!("{:>4} {body}", if library { "" } else { number });
        } else if let Some(rest) = line.strip_prefix("...") {
            normal += &format!("... {}", rest.trim_start());
        } else if body.starts_with("and ") && body.ends_with(" others") {
            normal += &line.replace(|c: char| c.is_ascii_digit(), "").replace("and  ", "and ");
        } else {
            normal += line;
        }
        normal.truncate(normal.trim_end().len());
        normal.push('\n');
    }
    long_types(&normal).trim_end().to_owned() + "\n"
}

/// A place in a file: in the library and in the standard library without the line, and without where they are installed.
fn place_of(place: &str, library: bool) -> String {
    let place = place.replace("ui-tests/", "");
    let file = if library { place.split(':').next().unwrap_or_default() } else { &place };
    file.split_once("/library/").map_or_else(|| file.to_owned(), |(_, rest)| format!("rust/library/{rest}"))
}

/// The files that the compiler writes long types to have numbers in their names.
fn long_types(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        match line.split_once("has been written to '") {
            Some((before, _)) => lines.push(format!("{before}has been written to '..'")),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

/// The cases, without their twins.
fn paths() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for group in fs::read_dir("cases").expect("the folder of cases") {
        let group = group.expect("an entry").path();
        if group.is_dir() {
            found.extend(fs::read_dir(group).expect("a group").map(|file| file.expect("a file").path()));
        }
    }
    found.retain(|path| path.extension().is_some_and(|e| e == "rs") && !path.to_string_lossy().ends_with("_fixed.rs"));
    found
}
