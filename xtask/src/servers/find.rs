//! Finds installed servers, also where PATH does not look.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::kind::Found;
use crate::process;

/// Every directory of PATH, then every one of `patterns`.
pub fn directories(patterns: &[&str]) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).chain(patterns.iter().flat_map(|pattern| expand(pattern))).collect()
}

/// The files `name` in `directories`, links followed to the real ones: what belongs to a server lies beside those.
pub fn files(directories: &[PathBuf], name: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for directory in directories {
        if let Ok(file) = directory.join(name).canonicalize()
            && file.is_file()
            && !files.contains(&file)
        {
            files.push(file);
        }
    }
    files
}

/// Asks a binary what it is.
pub fn ask(server: PathBuf) -> Option<Found> {
    let version = process::output(Command::new(&server).arg("--version"))?;
    // MariaDB says its own path first.
    let version = match version.split_once(' ') {
        Some((path, rest)) if path.starts_with('/') => rest.trim().trim_start_matches("Ver ").to_owned(),
        _ => version,
    };
    Some(Found { server, version })
}

/// The numbers of a version, to compare by: `[15, 18]` of `postgres (PostgreSQL) 15.18 (Debian 15.18-0)`.
pub fn numbers(version: &str) -> Vec<u32> {
    version
        .split_whitespace()
        .find(|word| word.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or_default()
        .split(|c: char| !c.is_ascii_digit())
        .map_while(|number| number.parse().ok())
        .collect()
}

/// The directories that match `pattern`, in which one name may have one `*`.
fn expand(pattern: &str) -> Vec<PathBuf> {
    let Some((before, after)) = pattern.split_once('*') else {
        return vec![pattern.into()];
    };
    let (parent, prefix) = before.rsplit_once('/').unwrap_or((".", before));
    let (suffix, below) = after.split_once('/').unwrap_or((after, ""));
    let Ok(entries) = fs::read_dir(Path::new(parent)) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.strip_prefix(prefix).is_some_and(|rest| rest.ends_with(suffix))
        })
        .map(|entry| entry.path().join(below))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_compare_as_numbers() {
        let old = numbers("postgres (PostgreSQL) 9.6.24");
        let new = numbers("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)");
        assert_eq!(old, [9, 6, 24]);
        assert_eq!(new, [15, 18]);
        assert!(old < new);
        assert_eq!(numbers("mariadbd  Ver 10.11.19-MariaDB-0+deb12u1 for debian-linux-gnu"), [10, 11, 19]);
        assert!(numbers("none").is_empty());
    }

    #[test]
    fn a_star_matches_inside_one_name() {
        let root = tempfile::tempdir().unwrap();
        for name in ["pg-15/bin", "pg-16/bin", "other/bin"] {
            fs::create_dir_all(root.path().join(name)).unwrap();
        }
        let root = root.path().display();
        let mut found = expand(&format!("{root}/pg-*/bin"));
        found.sort();
        assert_eq!(found, ["15", "16"].map(|version| PathBuf::from(format!("{root}/pg-{version}/bin"))));
    }
}
