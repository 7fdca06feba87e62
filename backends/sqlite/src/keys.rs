//! The key of a new row without RETURNING, for which SQLite makes and drops a table at each run: that is several times
//! the work of the INSERT itself.
//!
//! An INSERT of one row that returns its key alone is prepared without RETURNING where the key is certain to be the rowid
//! that the connection tells afterwards: the row can be neither left out nor changed by a conflict, the column is
//! another name of the rowid, and the table has no triggers, which might do either.

use crate::error::{self, Stage};
use aludel_core::Result;
use rusqlite::OptionalExtension as _;

/// What an INSERT returns: the key of a table, by its name.
pub(crate) struct Key {
    pub(crate) table: String,
    pub(crate) column: String,
}

/// Whether column `?2` is the rowid of table `?1`, of which there is one, without triggers. (A key that is declared `DESC`
/// has an index of its own.)
const IS_ROWID: &str = "\
    SELECT (SELECT count(*) = 1 AND max(schema = 'main' AND type = 'table' AND wr = 0) FROM pragma_table_list(?1))
       AND (SELECT count(*) = 1 AND max(name = ?2 COLLATE NOCASE AND type = 'INTEGER' COLLATE NOCASE)
            FROM pragma_table_info(?1) WHERE pk > 0)
       AND NOT EXISTS (SELECT 1 FROM pragma_index_list(?1) WHERE origin = 'pk')
       AND NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE)
       AND NOT EXISTS (SELECT 1 FROM sqlite_temp_schema WHERE type = 'trigger' AND tbl_name = ?1 COLLATE NOCASE)";

impl Key {
    /// What `INSERT INTO table (..) VALUES (..) RETURNING column` returns, and the text before RETURNING. `None` for any
    /// other text.
    pub(crate) fn of(sql: &str) -> Option<(Self, &str)> {
        let mut parts = Parts(sql);
        parts.word("INSERT")?;
        parts.word("INTO")?;
        let table = parts.name()?;
        let mut part = parts.next()?;
        if part == "(" {
            parts.close()?;
            part = parts.next()?;
        }
        if part.eq_ignore_ascii_case("VALUES") {
            parts.next().filter(|&part| part == "(")?;
            parts.close()?;
        } else {
            Some(part).filter(|part| part.eq_ignore_ascii_case("DEFAULT"))?;
            parts.word("VALUES")?;
        }
        let insert = &sql[..sql.len() - parts.0.len()];
        parts.word("RETURNING")?;
        let mut column = parts.part_of_name()?;
        if parts.0.starts_with('.') && column == table {
            parts.next()?;
            column = parts.name()?;
        }
        parts.0.trim().is_empty().then_some((Self { table, column }, insert))
    }

    /// Whether it is certain to be the rowid.
    pub(crate) fn is_rowid(&self, db: &rusqlite::Connection) -> bool {
        let is = db.query_row(IS_ROWID, (&self.table, &self.column), |row| row.get(0));
        is.optional().ok().flatten().flatten().unwrap_or(false)
    }

    /// The key of the row that was just inserted, by a table that may be another one than [`is_rowid`](Self::is_rowid)
    /// saw.
    #[cold]
    pub(crate) fn look_up(&self, db: &rusqlite::Connection) -> Result<i64> {
        let (column, table) = (quoted(&self.column), quoted(&self.table));
        let sql = format!("SELECT {column} FROM {table} WHERE rowid = last_insert_rowid()");
        db.query_row(&sql, (), |row| row.get(0)).map_err(|error| {
            error::from_rusqlite(error, Stage::Step).context("the table was made anew while a row was inserted")
        })
    }
}

/// A name in quotes.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The words, names and signs of a text. It ends at a comment.
pub(crate) struct Parts<'s>(pub(crate) &'s str);

impl<'s> Iterator for Parts<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        let text = self.0.trim_start();
        let first = text.chars().next()?;
        let len = match first {
            '-' if text.starts_with("--") => return None,
            '/' if text.starts_with("/*") => return None,
            // A quote within is written twice: then another part begins at once.
            '\'' | '"' | '`' => text[1..].find(first)? + 2,
            '[' => text.find(']')? + 1,
            c if is_word(c) => text.find(|c| !is_word(c)).unwrap_or(text.len()),
            c => c.len_utf8(),
        };
        let (part, rest) = text.split_at(len);
        self.0 = rest;
        Some(part)
    }
}

impl Parts<'_> {
    pub(crate) fn word(&mut self, word: &str) -> Option<()> {
        self.next().filter(|part| part.eq_ignore_ascii_case(word)).map(drop)
    }

    /// A name, bare or in double quotes, that is not part of a longer one.
    pub(crate) fn name(&mut self) -> Option<String> {
        self.part_of_name().filter(|_| !self.0.starts_with('.'))
    }

    fn part_of_name(&mut self) -> Option<String> {
        let part = self.next()?;
        let name = match part.strip_prefix('"') {
            Some(quoted) => quoted.strip_suffix('"')?,
            None => Some(part).filter(|part| part.starts_with(is_word))?,
        };
        (!self.0.starts_with('"')).then(|| name.to_owned())
    }

    /// Passes what is left of a pair of parentheses.
    fn close(&mut self) -> Option<()> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
        }
        Some(())
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_insert_that_returns_one_name_is_found() {
        for (sql, table, column, insert) in [
            ("INSERT INTO t (a, b) VALUES (?, ?) RETURNING id", "t", "id", "INSERT INTO t (a, b) VALUES (?, ?)"),
            (
                "insert into \"a b\" values ((1), ')') returning \"Id\" ",
                "a b",
                "Id",
                "insert into \"a b\" values ((1), ')')",
            ),
            ("INSERT INTO \"t\" (a) VALUES (?) RETURNING \"t\".\"id\"", "t", "id", "INSERT INTO \"t\" (a) VALUES (?)"),
            ("INSERT INTO t DEFAULT VALUES RETURNING id", "t", "id", "INSERT INTO t DEFAULT VALUES"),
        ] {
            let (key, text) = Key::of(sql).unwrap_or_else(|| panic!("{sql}"));
            assert_eq!((&*key.table, &*key.column, text), (table, column, insert));
        }
    }

    #[test]
    fn other_texts_are_left_alone() {
        for sql in [
            "INSERT INTO t (a) VALUES (?)",
            "INSERT INTO t (a) VALUES (?), (?) RETURNING id",
            "INSERT INTO t (a) VALUES (?) RETURNING id, a",
            "INSERT INTO t (a) VALUES (?) RETURNING id + 1",
            "INSERT INTO t (a) VALUES (?) RETURNING u.id",
            "INSERT INTO t (a) VALUES (?) RETURNING t.id.x",
            "INSERT INTO t (a) VALUES (?) RETURNING t.id + 1",
            "INSERT INTO t (a) VALUES (?) RETURNING id AS x",
            "INSERT INTO t (a) VALUES (?) RETURNING *",
            "INSERT INTO t (a) VALUES (?) ON CONFLICT DO NOTHING RETURNING id",
            "INSERT INTO t (a) SELECT 1 RETURNING id",
            "INSERT OR IGNORE INTO t (a) VALUES (?) RETURNING id",
            "INSERT INTO main.t (a) VALUES (?) RETURNING id",
            "INSERT INTO \"t\"\"\" (a) VALUES (?) RETURNING id",
            "INSERT INTO t (a) VALUES (? /* ) */) RETURNING id",
            "INSERT INTO t (a) VALUES (?) RETURNING id; DELETE FROM t",
            "REPLACE INTO t (a) VALUES (?) RETURNING id",
            "WITH x AS (SELECT 1) INSERT INTO t (a) VALUES (?) RETURNING id",
            "SELECT 1",
            "",
        ] {
            assert!(Key::of(sql).is_none(), "{sql}");
        }
    }
}
