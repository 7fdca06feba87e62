//! Every mistake of the list does not compile, and its message is the reviewed one, within the budget.
//!
//! `cargo xtask errors` prints the figures; `cargo xtask errors --write` writes the messages and the list in `README.md`:
//! read both before you commit them.

mod case;
mod compiler;

use case::Case;
use std::{collections::BTreeMap, env, fs};

/// How many lines a message may have.
const MOST_LINES: usize = 25;
/// How many lines half of the messages may have.
const MEDIAN_LINES: usize = 15;
/// How many of a hundred first lines have to name something of the user's.
const NAMED: usize = 95;
/// Where the compiler sets the limit: `README.md` says why, and what was tried.
const LIMITS: [&str; 0] = [];
/// How many mistakes there are.
const MISTAKES: u8 = 100;

#[test]
fn mistakes_do_not_compile_and_say_why() {
    let write = env::var_os("ALUDEL_WRITE_MESSAGES").is_some();
    let cases = Case::all();
    let mut wrong = Vec::new();
    for case in &cases {
        let path = case.path.with_extension("stderr");
        let expected = fs::read_to_string(&path).unwrap_or_default();
        let found = case.normalized();
        if write {
            fs::write(&path, found).expect("the message can be written");
        } else if found != expected {
            wrong.push(format!("== {}: the message is not the reviewed one\n{found}", case.name));
        }
    }
    print(&cases);
    list(&cases, write);
    wrong.extend(budget(&cases));
    assert!(wrong.is_empty(), "{}\n`cargo xtask errors --write` writes the messages", wrong.join("\n"));
}

/// One line for each case, and one for all.
fn print(cases: &[Case]) {
    println!("errors  lines  names");
    for case in cases {
        let named = if case.is_named() { "yes" } else { "no" };
        println!("{:>6}  {:>5}  {named:<5}  {}: {}", case.errors(), case.lines(), case.name, case.headline());
    }
    let one = cases.iter().filter(|case| case.errors() == 1).count();
    let named = cases.iter().filter(|case| case.is_named()).count();
    println!(
        "errors: {} cases, {one} with exactly one error, median {} lines, max {} lines, headline names the user's item in {named}",
        cases.len(),
        median(cases),
        cases.iter().map(Case::lines).max().unwrap_or(0),
    );
}

fn median(cases: &[Case]) -> usize {
    let mut lines: Vec<_> = cases.iter().map(Case::lines).collect();
    lines.sort_unstable();
    lines[lines.len() / 2]
}

/// Compares or writes the table of the README.
fn list(cases: &[Case], write: bool) {
    let mut list = String::from("| number | mistake | lines | headline |\n| --- | --- | --- | --- |\n");
    for case in cases {
        let headline = case.headline().replace('|', "\\|");
        let title = case.title.trim_end_matches('.');
        list += &format!("| {} | [{title}](cases/{}.rs) | {} | {headline} |\n", case.number, case.name, case.lines());
    }
    let readme = fs::read_to_string("README.md").expect("README.md");
    let start = readme.find("| number |").unwrap_or(readme.len());
    if write {
        fs::write("README.md", format!("{}{list}", &readme[..start])).expect("README.md can be written");
    } else {
        assert_eq!(&readme[start..], list, "README.md is not up to date: `cargo xtask errors --write` writes it");
    }
}

/// What is wrong with the budget: one error per mistake, short enough to read, in the user's words; and every mistake has a
/// case.
fn budget(cases: &[Case]) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut count: BTreeMap<u8, usize> = BTreeMap::new();
    for case in cases {
        *count.entry(case.number).or_default() += 1;
        let (errors, lines) = (case.errors(), case.lines());
        let kept = errors == 1 && lines <= MOST_LINES;
        match LIMITS.iter().find(|name| **name == case.name) {
            None if !kept => wrong.push(format!("{}: {errors} errors, {lines} lines", case.name)),
            Some(_) if kept => wrong.push(format!("{} keeps the budget: take it out of the list of limits", case.name)),
            _ => {}
        }
    }
    wrong.extend((1..=MISTAKES).filter(|n| !count.contains_key(n)).map(|n| format!("mistake {n} has no case")));
    if median(cases) > MEDIAN_LINES {
        wrong.push(format!("the median is {} lines", median(cases)));
    }
    let named = cases.iter().filter(|case| case.is_named()).count();
    if named * 100 < cases.len() * NAMED {
        wrong.push(format!("only {named} of {} headlines name something of the user's", cases.len()));
    }
    wrong
}
