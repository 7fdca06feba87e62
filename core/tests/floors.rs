//! The house stands: nothing imports upwards, and no two files import each other in a circle.
//!
//! The source is read as text, for its `use` and its paths. What only tests use is not looked at, and a re-export is
//! an import only where the file itself uses the name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The floors of `core/src`, from the ground up.
const FLOORS: [&str; 7] = ["sql", "value", "schema", "expr", "query", "engine", "session"];

/// A file: its module path, and its text without comments and tests.
struct File {
    module: Vec<String>,
    text: String,
}

impl File {
    fn read(path: &Path, root: &Path) -> Self {
        let inside = path.strip_prefix(root).unwrap().with_extension("");
        let mut module: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        module.pop_if(|last| last == "mod");
        let text = fs::read_to_string(path).unwrap();
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        File { module, text: lines.collect::<Vec<_>>().join("\n") }
    }

    fn name(&self) -> String {
        self.module.join("::")
    }

    /// How high the file stands; what is in no floor, `error.rs`, is below all.
    fn floor(&self) -> Option<usize> {
        floor(&self.module)
    }

    /// The names that are defined at the left margin, those of `node!` included.
    fn defines(&self) -> BTreeSet<&str> {
        let words = ["struct", "enum", "trait", "fn", "type", "const", "static", "macro_rules!"];
        let items = self.text.lines().filter(|line| !line.starts_with(char::is_whitespace)).filter_map(|line| {
            let mut parts = line.split_whitespace().skip_while(|part| part.starts_with("pub") || *part == "unsafe");
            let mut kind = parts.next()?;
            let mut name = parts.next()?;
            if kind == "const" && name == "fn" {
                (kind, name) = (name, parts.next()?);
            }
            words.contains(&kind).then(|| ident(name))
        });
        let nodes = self.text.split("\nnode!(").skip(1).filter_map(|node| {
            let name = node.split("*/").find(|part| !part.trim_start().starts_with("/**"))?;
            Some(ident(name.trim_start()))
        });
        items.chain(nodes).filter(|name| !name.is_empty()).collect()
    }

    /// The paths that the file uses, from the root of the crate.
    fn uses(&self) -> Vec<Vec<String>> {
        let mut statements = Vec::new();
        let mut code = String::new();
        for (i, part) in self.text.split(';').enumerate() {
            let at = part.rfind("\nuse ").or_else(|| (i == 0).then(|| part.find("use "))?);
            let exported = part.rfind("pub use ").or_else(|| part.rfind("pub(super) use "));
            match (exported, at) {
                (Some(at), _) => {
                    code.push_str(&part[..at]);
                    statements.push((true, part[at..].split_once("use ").unwrap().1));
                }
                (None, Some(at)) => {
                    code.push_str(&part[..at]);
                    statements.push((false, part[at..].split_once("use ").unwrap().1));
                }
                (None, None) => code.push_str(part),
            }
            code.push('\n');
        }
        let mentions = |name: &str| {
            let lines = code.lines().filter(|line| !line.contains("mod "));
            lines.into_iter().any(|line| line.split(|c: char| !is_word(c)).any(|word| word == name))
        };
        let mut paths = Vec::new();
        for (exported, statement) in statements {
            let mut found = Vec::new();
            expand(&[], statement, &mut found);
            paths.extend(found.into_iter().filter(|path| !exported || path.last().is_some_and(|name| mentions(name))));
        }
        for start in ["crate::", "super::"] {
            for (at, _) in code.match_indices(start) {
                let whole = !code[..at].ends_with(|c: char| is_word(c) || c == ':');
                let end = code[at..].find(|c: char| !is_word(c) && c != ':').unwrap_or(code.len() - at);
                let path = code[at..at + end].split("::").filter(|part| !part.is_empty());
                paths.extend(whole.then(|| path.map(str::to_owned).collect::<Vec<_>>()));
            }
        }
        paths.into_iter().filter_map(|path| self.absolute(path)).collect()
    }

    /// A path from the root of the crate; `None` for one of another crate.
    fn absolute(&self, path: Vec<String>) -> Option<Vec<String>> {
        let ups = path.iter().take_while(|part| *part == "super").count();
        let base = match path.first()?.as_str() {
            "crate" => return Some(path[1..].to_vec()),
            "super" => &self.module[..self.module.len().checked_sub(ups)?],
            _ => &self.module,
        };
        Some([base, &path[ups..]].concat())
    }
}

fn floor(path: &[String]) -> Option<usize> {
    FLOORS.iter().position(|floor| path.first().is_some_and(|first| first == floor))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn ident(text: &str) -> &str {
    text.split(|c| !is_word(c)).next().unwrap_or_default()
}

/// `a::{b, c::d}` as `a::b` and `a::c::d`.
fn expand(before: &[String], tree: &str, into: &mut Vec<Vec<String>>) {
    let tree = tree.trim();
    let (path, group) = match tree.split_once('{') {
        Some((path, group)) => (path, group.trim_end().strip_suffix('}')),
        None => (tree.split(" as ").next().unwrap_or_default(), None),
    };
    let parts = path.split("::").map(str::trim).filter(|part| !part.is_empty() && *part != "self");
    let path: Vec<String> = before.iter().cloned().chain(parts.map(str::to_owned)).collect();
    let Some(group) = group else { return into.push(path) };
    let (mut depth, mut start) = (0, 0);
    for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                if !group[start..at].trim().is_empty() {
                    expand(&path, &group[start..at], into);
                }
                start = at + 1;
            }
            _ => {}
        }
    }
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") && !path.ends_with("lib.rs") {
                files.push(File::read(&path, &root));
            }
        }
    }
    assert!(files.len() > 50, "the source was not found");
    files
}

#[test]
fn nothing_imports_upwards() {
    let mut upwards = BTreeSet::new();
    for file in files() {
        for path in file.uses() {
            if floor(&path) > file.floor() {
                upwards.insert(format!("{} uses {}", file.name(), path.join("::")));
            }
        }
    }
    assert!(upwards.is_empty(), "these imports go up the house:\n{}", Vec::from_iter(upwards).join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let files = files();
    let modules: BTreeMap<&[String], usize> = files.iter().enumerate().map(|(i, f)| (&f.module[..], i)).collect();
    let mut defined: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, file) in files.iter().enumerate() {
        file.defines().into_iter().for_each(|name| defined.entry(name).or_default().push(i));
    }
    // A path leads to the file that defines its name, below the deepest module that it goes through.
    let target = |path: &[String]| {
        let depth = (1..=path.len()).rev().find(|&n| modules.contains_key(&path[..n]))?;
        let module = modules[&path[..depth]];
        let Some(name) = path.get(depth) else { return Some(module) };
        let below = |i: &usize| files[*i].module.starts_with(&path[..depth]);
        let found: Vec<usize> = defined.get(name.as_str())?.iter().copied().filter(below).collect();
        if found.contains(&module) { Some(module) } else { <[usize; 1]>::try_from(found).ok().map(|[one]| one) }
    };
    let edges: Vec<BTreeSet<usize>> = files
        .iter()
        .enumerate()
        .map(|(i, file)| file.uses().iter().filter_map(|path| target(path)).filter(|&to| to != i).collect())
        .collect();
    assert!(edges.iter().map(BTreeSet::len).sum::<usize>() > 100, "the imports were not found");

    // What is left after taking away, again and again, what imports nothing that is left: circles, and what leads to them.
    let mut left: BTreeSet<usize> = (0..files.len()).collect();
    while let Some(&leaf) = left.iter().find(|&&i| edges[i].is_disjoint(&left)) {
        left.remove(&leaf);
    }
    let mut walk = Vec::from_iter(left.first().copied());
    while let Some(&next) = walk.last().and_then(|&last| edges[last].intersection(&left).next()) {
        if let Some(start) = walk.iter().position(|&i| i == next) {
            let circle: Vec<_> = walk[start..].iter().chain([&next]).map(|&i| files[i].name()).collect();
            panic!("these files import each other in a circle: {}", circle.join(" -> "));
        }
        walk.push(next);
    }
}
