//! What a statement does, as far as its counts are concerned.

/// What a statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    /// INSERT or REPLACE: changes rows. Whether its table has rowids is not known.
    Insert,
    /// INSERT that may leave a row out or update one instead, so that changed rows need not have new rowids.
    Upsert,
    /// INSERT into a table known to have rowids; or one that uses `last_insert_rowid()` itself.
    InsertRowid,
    /// UPDATE or DELETE: changes rows.
    Change,
    /// PRAGMA: may take effect when it is prepared, so that it is prepared each time.
    Pragma,
    /// Whatever else. SQLite's count of changed rows would be that of an earlier statement.
    Other,
}

impl Verb {
    /// Of a statement's text.
    pub(crate) fn of(sql: &str) -> Self {
        let mut words = Words(sql);
        let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
        let Some(first) = words.next() else { return Verb::Other };
        let verb = if is(first, "WITH") {
            // The tables of WITH are in parentheses, which are skipped; their names cannot be these words.
            words
                .find_map(|word| match Verb::of_word(word) {
                    Verb::Other if is(word, "SELECT") || is(word, "VALUES") => Some(Verb::Other),
                    Verb::Other | Verb::Pragma => None,
                    verb => Some(verb),
                })
                .unwrap_or(Verb::Other)
        } else {
            Verb::of_word(first)
        };
        if verb != Verb::Insert {
            return verb;
        }
        if sql.to_ascii_lowercase().contains("last_insert_rowid") {
            return Verb::InsertRowid;
        }
        if Words(sql).any(|word| is(word, "CONFLICT") || is(word, "OR")) { Verb::Upsert } else { Verb::Insert }
    }

    fn of_word(word: &str) -> Self {
        let is = |other| word.eq_ignore_ascii_case(other);
        match () {
            () if is("INSERT") || is("REPLACE") => Verb::Insert,
            () if is("UPDATE") || is("DELETE") => Verb::Change,
            () if is("PRAGMA") => Verb::Pragma,
            () => Verb::Other,
        }
    }
}

/// The bare words of a text, without what is in quotes, parentheses and comments.
struct Words<'s>(&'s str);

impl<'s> Iterator for Words<'s> {
    type Item = &'s str;

    fn next(&mut self) -> Option<&'s str> {
        let mut depth = 0u32;
        loop {
            let first = self.0.chars().next()?;
            let len = match first {
                '-' if self.0.starts_with("--") => self.0.find('\n').map_or(self.0.len(), |end| end + 1),
                '/' if self.0.starts_with("/*") => self.0[2..].find("*/").map_or(self.0.len(), |end| end + 4),
                '\'' | '"' | '`' => self.0[1..].find(first).map_or(self.0.len(), |end| end + 2),
                '[' => self.0.find(']').map_or(self.0.len(), |end| end + 1),
                c if is_word(c) => self.0.find(|c| !is_word(c)).unwrap_or(self.0.len()),
                c => c.len_utf8(),
            };
            let (token, rest) = self.0.split_at(len);
            self.0 = rest;
            match first {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                c if is_word(c) && depth == 0 => return Some(token),
                _ => {}
            }
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_is_found_behind_comments_and_with() {
        for (sql, verb) in [
            ("INSERT INTO t VALUES (1)", Verb::Insert),
            (" -- é\n /* DELETE ( */ replace into t VALUES (1)", Verb::Insert),
            (
                "WITH a (x) AS (SELECT ')' FROM \"INSERT\"), b AS (VALUES (1)) INSERT INTO t SELECT * FROM a",
                Verb::Insert,
            ),
            ("INSERT INTO t VALUES (Last_Insert_RowID())", Verb::InsertRowid),
            ("INSERT OR IGNORE INTO t VALUES (1)", Verb::Upsert),
            ("INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING", Verb::Upsert),
            ("INSERT INTO \"or\" VALUES ('conflict' OR 1)", Verb::Insert),
            ("with a as not materialized (delete) update t set x = 1", Verb::Change),
            ("WITH a AS (SELECT 1) SELECT 'INSERT'", Verb::Other),
            ("delete from t", Verb::Change),
            ("PRAGMA foreign_keys", Verb::Pragma),
            ("EXPLAIN DELETE FROM t", Verb::Other),
            ("CREATE TABLE t (x)", Verb::Other),
            ("'unfinished", Verb::Other),
            ("/*", Verb::Other),
            ("", Verb::Other),
        ] {
            assert_eq!(Verb::of(sql), verb, "{sql}");
        }
    }
}
