//! Every mistake of the list does not compile, and its message is the reviewed one; its twin compiles and runs.
//!
//! `TRYBUILD=overwrite cargo test -p aludel-ui-tests` writes the messages, and then the list in `README.md`: read both
//! before you commit them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How long a message may be.
const LINES: usize = 25;
/// Messages that cannot be held to it: see `README.md`.
const UNRULY: [&str; 2] = ["names/column_twice_in_table", "scope/table_twice_without_alias"];
/// The mistakes that the present features do not make possible.
const NOT_YET: [u8; 1] = [44];
/// How many mistakes there are.
const MISTAKES: u8 = 87;

/// A case: a mistake, its title and its message.
struct Case {
    number: u8,
    name: String,
    title: String,
    message: String,
}

impl Case {
    fn read(path: &Path) -> Self {
        let source = fs::read_to_string(path).expect("the case can be read");
        let first = source.lines().next().unwrap_or_default();
        let (number, title) = first
            .trim_start_matches("//! ")
            .split_once(". ")
            .unwrap_or_else(|| panic!("{} does not begin with `//! 16. Title.`", path.display()));
        let group = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        let message = fs::read_to_string(path.with_extension("stderr")).unwrap_or_default();
        Case {
            number: number.parse().expect("a number"),
            name: format!("{group}/{file}"),
            title: title.to_owned(),
            message,
        }
    }

    fn headline(&self) -> &str {
        let first = self.message.lines().next().unwrap_or_default();
        first.split_once(": ").map_or(first, |(_, headline)| headline)
    }

    fn errors(&self) -> usize {
        self.message.lines().filter(|line| line.starts_with("error")).count()
    }

    fn lines(&self) -> usize {
        self.message.trim_end().lines().count()
    }
}

/// The cases, without their twins.
fn cases() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for group in fs::read_dir("cases").expect("the folder of cases") {
        let group = group.expect("an entry").path();
        if group.is_dir() {
            found.extend(fs::read_dir(group).expect("a group").map(|file| file.expect("a file").path()));
        }
    }
    found.retain(|path| path.extension().is_some_and(|e| e == "rs") && !path.to_string_lossy().ends_with("_fixed.rs"));
    found.sort();
    found
}

fn twin(case: &Path) -> PathBuf {
    let name = format!("{}_fixed.rs", case.file_stem().unwrap_or_default().to_string_lossy());
    case.with_file_name(name)
}

#[test]
fn mistakes_do_not_compile_and_say_why() {
    let overwrite = std::env::var_os("TRYBUILD").is_some_and(|how| how == "overwrite");
    let paths = cases();
    {
        let t = trybuild::TestCases::new();
        for case in &paths {
            t.compile_fail(case);
            t.pass(twin(case));
        }
    }

    let mut cases: Vec<_> = paths.iter().map(|path| Case::read(path)).collect();
    cases.sort_by_key(|case| case.number);
    let list = list(&cases);
    let readme = fs::read_to_string("README.md").expect("README.md");
    let start = readme.find("| number |").unwrap_or(readme.len());
    if overwrite {
        fs::write("README.md", format!("{}{list}", &readme[..start])).expect("README.md can be written");
    } else {
        assert_eq!(&readme[start..], list, "README.md is not up to date: TRYBUILD=overwrite writes it");
    }
    budget(&cases);
}

/// The table of the README.
fn list(cases: &[Case]) -> String {
    let mut list = String::from("| number | mistake | lines | headline |\n| --- | --- | --- | --- |\n");
    for case in cases {
        let headline = case.headline().replace('|', "\\|");
        list += &format!(
            "| {} | [{}](cases/{}.rs) | {} | {headline} |\n",
            case.number,
            case.title.trim_end_matches('.'),
            case.name,
            case.lines(),
        );
    }
    list
}

/// One error per mistake, short enough to read; every mistake has a case, or is known to be impossible yet.
fn budget(cases: &[Case]) {
    let mut count: BTreeMap<u8, usize> = NOT_YET.iter().map(|&number| (number, 1)).collect();
    for case in cases {
        *count.entry(case.number).or_default() += 1;
        if !UNRULY.contains(&case.name.as_str()) {
            assert_eq!(case.errors(), 1, "{} gives more than one error", case.name);
            assert!(case.lines() <= LINES, "{} gives {} lines", case.name, case.lines());
        }
    }
    for number in 1..=MISTAKES {
        assert!(count.contains_key(&number), "mistake {number} has no case");
    }
    let mut lines: Vec<_> = cases.iter().map(Case::lines).collect();
    lines.sort_unstable();
    println!("median: {} lines", lines[lines.len() / 2]);
}
