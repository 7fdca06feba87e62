//! The files of a migration: SQL with a few lines of comment that say what it is for.
//!
//! ```sql
//! -- 0003_rename_bio
//! -- parent: 0002_posts
//! -- dialects: sqlite, postgres
//!
//! ALTER TABLE "users" RENAME COLUMN "bio" TO "about";
//!
//! -- dialect: postgres
//! ALTER TABLE "users" ALTER COLUMN "age" TYPE bigint USING "age"::bigint;
//!
//! -- dialect: sqlite, postgres
//! -- run: fill_slugs
//! ```
//!
//! | line | meaning |
//! | --- | --- |
//! | `-- parent: NAME` | the revision that it follows; the first one has none |
//! | `-- replaces: ..` | the revisions that `squash` made it of; a database that has them has it |
//! | `-- dialects: ..` | the dialects that it is for; running it on another one is an error. Without it: all |
//! | `-- dialect: ..` | what follows is for these only, up to the next such line; `all` ends it |
//! | `-- run: NAME` | here the program's function of this name is called, with a session in the same transaction |
//! | `-- transaction: none` | PostgreSQL, SQLite: no transaction around it, for `CREATE INDEX CONCURRENTLY`; the progress is recorded by statement |
//! | `-- rebuild: TABLE`, `-- end rebuild` | around what makes a table of SQLite anew: triggers and indexes that nobody declared are looked up before and made again after |
//! | `-- foreign keys: off` | SQLite does not look after foreign keys meanwhile, and checks all of them at the end; a rebuild says so, too |
//!
//! Statements end in a semicolon. Everything else in comments is for the reader.

use crate::sql::Step;
use aludel_core::{
    Error, ErrorKind, Result,
    schema::ddl::{closed, whole_end},
    sql::DialectKind,
};
use std::fmt::Write;

/// The dialects that have migrations, with the names that they have in files.
pub const DIALECTS: [(DialectKind, &str); 4] = [
    (DialectKind::Sqlite, "sqlite"),
    (DialectKind::Postgres, "postgres"),
    (DialectKind::MySql, "mysql"),
    (DialectKind::MariaDb, "mariadb"),
];

/// The name of a dialect in files.
pub fn dialect_name(dialect: DialectKind) -> &'static str {
    DIALECTS.iter().find(|(kind, _)| *kind == dialect).map_or("other", |(_, name)| name)
}

/// The dialect of a name.
pub fn dialect_of(name: &str) -> Option<DialectKind> {
    DIALECTS.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
}

/// One file of a migration: `up.sql` or `down.sql`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// The revision that it follows.
    pub parent: Option<String>,
    /// The revisions that it stands for, in order, of a squashed one.
    pub replaces: Vec<String>,
    /// The dialects that it is for; all if it does not say.
    pub dialects: Option<Vec<DialectKind>>,
    /// Whether it runs in one transaction, where the database can.
    pub transaction: bool,
    /// The steps, each with the dialects that it is for; all if it does not say.
    pub steps: Vec<(Option<Vec<DialectKind>>, Step)>,
}

impl File {
    /// Reads a file.
    ///
    /// # Errors
    /// `Schema` for a line that is not understood; the message has its number. The name of the file is for the caller to add.
    pub fn parse(text: &str) -> Result<Self> {
        let mut file = Self { transaction: true, ..Self::default() };
        let mut section: Option<Vec<DialectKind>> = None;
        let mut rebuilding = false;
        let mut rest = text;
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            if let Some(comment) = rest.strip_prefix("--") {
                let (line, after) = comment.split_once('\n').unwrap_or((comment, ""));
                let number = text[..text.len() - rest.len()].matches('\n').count() + 1;
                let wrong = |why: String| Error::new(ErrorKind::Schema, format!("line {number}: {why}"));
                rest = after;
                // Further in, it is for the reader.
                let line = match line.strip_prefix(' ') {
                    Some(line) if !line.starts_with(' ') => line.trim_end(),
                    _ => continue,
                };
                if line == "end rebuild" {
                    if !std::mem::take(&mut rebuilding) {
                        return Err(wrong("`-- end rebuild` without `-- rebuild: TABLE` before it".to_owned()));
                    }
                    file.steps.push((section.clone(), Step::EndRebuild));
                    continue;
                }
                let Some((key, value)) = line.split_once(':') else { continue };
                let (key, value) = (key.trim(), value.trim());
                match key {
                    "parent" => file.parent = Some(value.to_owned()),
                    "replaces" => file.replaces = value.split(',').map(|name| name.trim().to_owned()).collect(),
                    "dialects" => file.dialects = Some(dialects(value).map_err(wrong)?),
                    "dialect" if value == "all" => section = None,
                    "dialect" => section = Some(dialects(value).map_err(wrong)?),
                    "transaction" if value == "none" => file.transaction = false,
                    "transaction" => {
                        return Err(wrong(format!("`-- transaction: {value}`: only `none` can be said")));
                    }
                    "run" => file.steps.push((section.clone(), Step::Run(value.to_owned()))),
                    "rebuild" if rebuilding => {
                        return Err(wrong("`-- rebuild:` before the last one's `-- end rebuild`".to_owned()));
                    }
                    "rebuild" => {
                        rebuilding = true;
                        file.steps.push((section.clone(), Step::Rebuild(value.to_owned())));
                    }
                    "foreign keys" if value == "off" => file.steps.push((section.clone(), Step::ForeignKeysOff)),
                    _ => {}
                }
                continue;
            }
            let end = statement_end(rest);
            let statement = rest[..end].trim_end().trim_end_matches(';').trim_end();
            if !statement.is_empty() {
                file.steps.push((section.clone(), Step::Sql(statement.to_owned())));
            }
            rest = &rest[end..];
        }
        if rebuilding {
            return Err(Error::new(ErrorKind::Schema, "`-- rebuild:` without `-- end rebuild` after it"));
        }
        Ok(file)
    }

    /// The steps for a dialect; `None` if the file is not for it.
    pub fn steps(&self, dialect: DialectKind) -> Option<Vec<&Step>> {
        if self.dialects.as_ref().is_some_and(|dialects| !dialects.contains(&dialect)) {
            return None;
        }
        let own = self.steps.iter().filter(|(section, _)| section.as_ref().is_none_or(|s| s.contains(&dialect)));
        Some(own.map(|(_, step)| step).collect())
    }
}

fn dialects(names: &str) -> Result<Vec<DialectKind>, String> {
    let one = |name: &str| {
        let known = DIALECTS.map(|(_, name)| name).join("`, `");
        dialect_of(name).ok_or_else(|| format!("`{name}` is none of the dialects `{known}`"))
    };
    names.split(',').map(|name| one(name.trim())).collect()
}

/// Writes a file: the steps of each dialect, those that are the same together.
pub(crate) fn write(head: &str, parent: Option<&str>, steps: &[(DialectKind, Vec<Step>)]) -> String {
    let mut text = String::new();
    for line in head.lines() {
        let _ = writeln!(text, "-- {line}");
    }
    if let Some(parent) = parent {
        let _ = writeln!(text, "-- parent: {parent}");
    }
    let names = |dialects: &[DialectKind]| dialects.iter().map(|d| dialect_name(*d)).collect::<Vec<_>>().join(", ");
    let all: Vec<_> = steps.iter().map(|(dialect, _)| *dialect).collect();
    let _ = writeln!(text, "-- dialects: {}", names(&all));
    let mut groups: Vec<(Vec<DialectKind>, &Vec<Step>)> = Vec::new();
    for (dialect, steps) in steps {
        match groups.iter_mut().find(|(_, known)| *known == steps) {
            Some((dialects, _)) => dialects.push(*dialect),
            None => groups.push((vec![*dialect], steps)),
        }
    }
    for (dialects, steps) in &groups {
        if groups.len() > 1 {
            let _ = write!(text, "\n-- dialect: {}\n", names(dialects));
        } else {
            text.push('\n');
        }
        for step in *steps {
            let _ = writeln!(text, "{}", line(step));
        }
    }
    text
}

/// A step as it is in a file.
pub(crate) fn line(step: &Step) -> String {
    match step {
        Step::Sql(sql) => format!("{};", closed(sql)),
        Step::Note(note) => note.lines().map(|line| format!("-- {line}")).collect::<Vec<_>>().join("\n"),
        Step::Run(name) => format!("-- run: {name}"),
        Step::Rebuild(table) => format!("-- rebuild: {table}"),
        Step::EndRebuild => "-- end rebuild".to_owned(),
        Step::ForeignKeysOff => "-- foreign keys: off".to_owned(),
    }
}

/// Where a statement ends, its semicolon included. A semicolon in a literal, in a comment, or in the body of a trigger or
/// a function ends none.
fn statement_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut words: Vec<String> = Vec::new();
    // How deep in BEGIN .. END of a body.
    let mut depth = 0usize;
    while at < bytes.len() {
        let rest = &text[at..];
        let first = rest.chars().next().unwrap_or_default();
        if let Some(end) = whole_end(rest) {
            at += end;
            continue;
        }
        at += match first {
            '$' => dollar_quoted(rest).unwrap_or(1),
            ';' if depth == 0 => return at + 1,
            _ if first.is_alphabetic() || first == '_' => {
                let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
                let word = rest[..end].to_uppercase();
                if has_body(&words) {
                    let after = rest[end..].trim_start().to_uppercase();
                    match &*word {
                        "BEGIN" | "CASE" => depth += 1,
                        "END" if !["IF", "LOOP", "WHILE", "REPEAT"].iter().any(|w| after.starts_with(w)) => {
                            depth = depth.saturating_sub(1);
                        }
                        _ => {}
                    }
                }
                words.push(word);
                end
            }
            _ => first.len_utf8(),
        };
    }
    text.len()
}

/// Whether the statement that begins with these words has statements inside of it.
fn has_body(words: &[String]) -> bool {
    words.first().is_some_and(|word| word == "CREATE")
        && words.iter().take(8).any(|word| matches!(&**word, "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT"))
}

/// How long `$tag$ .. $tag$` is.
fn dollar_quoted(text: &str) -> Option<usize> {
    let end = text[1..].find('$')? + 2;
    let tag = &text[..end];
    if !tag[1..end - 1].chars().all(|c| c.is_alphanumeric() || c == '_') {
        return None;
    }
    text[end..].find(tag).map(|at| at + 2 * end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statements(text: &str) -> Vec<String> {
        let file = File::parse(text).unwrap();
        let sql = file.steps.into_iter().filter_map(|(_, step)| match step {
            Step::Sql(sql) => Some(sql),
            _ => None,
        });
        sql.collect()
    }

    #[test]
    fn a_semicolon_ends_a_statement_where_it_is_one() {
        let text = "INSERT INTO a VALUES ('x;''y');\n-- no; statement\nSELECT 1 /* ; */; DO $x$ BEGIN a; b; END $x$;
            CREATE TRIGGER t AFTER UPDATE ON a BEGIN UPDATE a SET b = CASE WHEN c THEN 1 END; DELETE FROM d; END; SELECT 2";
        let found = statements(text);
        assert_eq!(found.len(), 5, "{found:?}");
        assert!(found[3].ends_with("DELETE FROM d; END"));
        assert_eq!(found[4], "SELECT 2");
    }

    #[test]
    fn what_is_written_is_read() {
        let sql = |text: &str| Step::Sql(text.to_owned());
        let sqlite = vec![Step::Rebuild("users".into()), sql("SELECT 1"), Step::EndRebuild, Step::Run("fill".into())];
        let steps = [(DialectKind::Sqlite, sqlite.clone()), (DialectKind::Postgres, vec![sql("SELECT 2")])];
        let file = File::parse(&write("0002_b\nwhat it does", Some("0001_a"), &steps)).unwrap();
        assert_eq!(file.parent.as_deref(), Some("0001_a"));
        let own = |dialect| file.steps(dialect).map(|steps| steps.into_iter().cloned().collect::<Vec<_>>());
        assert_eq!(own(DialectKind::Sqlite), Some(sqlite));
        assert_eq!(own(DialectKind::Postgres), Some(vec![sql("SELECT 2")]));
        assert_eq!(own(DialectKind::MySql), None);
    }

    #[test]
    fn a_dialect_that_there_is_not_is_told() {
        let error = File::parse("\n-- dialect: oracle\nSELECT 1").unwrap_err();
        assert!(error.message().starts_with("line 2: `oracle` is none of the dialects"), "{error}");
    }
}
