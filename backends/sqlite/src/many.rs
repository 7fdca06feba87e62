//! Many runs of an INSERT of one row as few of many rows.
//!
//! At each run SQLite opens the table and looks for the place of the row: 64 rows in one run take half the time of 64 runs.
//! The database makes the same of them, but for what a run tells. Of keys that it makes itself it tells the last one, so
//! that rows go together only where the others are certain: the keys are rowids, which count up from row to row, and
//! the table has no triggers and no conflict clause, which could insert other rows or leave one out.

use crate::{
    keys::{Key, Parts, quoted},
    statement::{Input, Run, Statement},
};
use aludel_core::Result;

/// The fewest rows that go together.
pub(crate) const FEWEST: usize = 16;
/// The most rows that go together.
const MOST: usize = 64;
/// The most values that go together: of wide rows it is the values that take the time, not the runs.
const VALUES: usize = 256;
/// A statement of many rows is prepared for at least so many of its runs.
const WORTH: usize = 4;
/// From so many runs on it is looked whether rows can go together.
pub(crate) const RUNS: usize = FEWEST * WORTH;

/// What is known of an INSERT of one row of which many are run.
pub(crate) struct Many {
    /// How often it had been prepared for another schema when the table was looked at.
    schema: i32,
    /// `None` if each row has to go alone.
    together: Option<Together>,
}

/// The INSERTs of many rows beside one of one row.
pub(crate) struct Together {
    insert: Insert,
    keys: Keys,
    /// Of more rows, and of fewer.
    statements: [Option<Statement>; 2],
}

/// Which keys the rows have.
enum Keys {
    /// Those that they are given, if any.
    Given,
    /// Those that the database makes: rowids. With the question whether there is one behind another.
    Made(Statement),
}

/// The columns of the primary key of a table.
const KEY: &str = "SELECT name FROM pragma_table_info(?1) WHERE pk > 0";

/// Whether a table has a conflict clause.
const HAS_CONFLICT: &str = "\
    SELECT EXISTS (SELECT 1 FROM sqlite_schema
                   WHERE type = 'table' AND tbl_name = ?1 COLLATE NOCASE AND instr(lower(sql), 'conflict') > 0)";

impl Many {
    /// Looks at the text of an INSERT of one row, and at its table.
    pub(crate) fn of(db: &rusqlite::Connection, sql: &str, schema: i32) -> Self {
        // What cannot be found out goes alone.
        let sql = Key::of(sql).map_or(sql, |(_, insert)| insert);
        let together = Insert::of(sql).and_then(|insert| {
            let keys = Keys::of(db, &insert).ok().flatten()?;
            Some(Together { insert, keys, statements: [None, None] })
        });
        Self { schema, together }
    }

    pub(crate) fn is_of(&self, schema: i32) -> bool {
        self.schema == schema
    }

    pub(crate) fn together(&mut self) -> Option<&mut Together> {
        self.together.as_mut()
    }
}

impl Together {
    /// Whether rows are told one by one, by the keys that the database makes for them.
    pub(crate) fn makes_keys(&self) -> bool {
        matches!(self.keys, Keys::Made(_))
    }

    /// Whether the keys of so many more rows follow that of the last one. (Behind the greatest rowid, SQLite takes any.)
    pub(crate) fn counts_on(&mut self, last: i64, more: usize) -> Result<bool> {
        let Keys::Made(behind) = &mut self.keys else { return Ok(true) };
        let mut run = Run::new(behind);
        run.bind(Input::Integer(last))?;
        Ok(!run.step()? && last.checked_add_unsigned(more as u64).is_some())
    }

    /// The statement for the next of the rows that are left, as long as there are so many as it takes. `None` if they have to go alone.
    pub(crate) fn of_next(
        &mut self,
        db: &rusqlite::Connection,
        left: usize,
        runs: usize,
    ) -> Option<(usize, &mut Statement)> {
        let most = (VALUES / self.insert.width).min(MOST);
        let [more, fewer] = &mut self.statements;
        let (rows, statement) = if left >= most && (more.is_some() || runs >= WORTH * most) {
            (most, more)
        } else if left >= FEWEST && (fewer.is_some() || runs >= WORTH * FEWEST) {
            (FEWEST, fewer)
        } else {
            return None;
        };
        if statement.is_none() {
            *statement = Statement::prepare(db, &self.insert.of_rows(rows)).ok()?.0;
        }
        statement.as_mut().map(|statement| (rows, statement))
    }
}

impl Keys {
    /// Which keys the rows of an INSERT have. `None` if that is not certain.
    fn of(db: &rusqlite::Connection, insert: &Insert) -> rusqlite::Result<Option<Self>> {
        let key = db
            .prepare_cached(KEY)?
            .query_map([&insert.table], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        // A view, a virtual table, or one whose rows nobody can tell apart.
        if key.is_empty() {
            return Ok(None);
        }
        let is_given = |column: &String| insert.columns.iter().any(|given| given.eq_ignore_ascii_case(column));
        // Nobody asks which rows a conflict left out.
        if insert.end.is_empty() && !key.iter().all(is_given) {
            let [column] = &*key else { return Ok(None) };
            let key = Key { table: insert.table.clone(), column: column.clone() };
            if !key.is_rowid(db) || db.query_row(HAS_CONFLICT, [&key.table], |row| row.get(0))? {
                return Ok(None);
            }
            let sql = format!("SELECT 1 FROM {} WHERE {} > ?", quoted(&key.table), quoted(&key.column));
            let behind = Statement::prepare(db, &sql).ok().and_then(|(statement, _)| statement);
            return Ok(behind.map(Keys::Made));
        }
        Ok(Some(Keys::Given))
    }
}

/// `INSERT INTO table (columns) VALUES (?, ..) end`
struct Insert {
    table: String,
    columns: Vec<String>,
    /// How many values a row has.
    width: usize,
    /// The text before the row, the row, and what stands behind it: what happens at a conflict.
    before: String,
    row: String,
    end: String,
}

impl Insert {
    /// `None` for any other text.
    fn of(sql: &str) -> Option<Self> {
        let mut parts = Parts(sql);
        parts.word("INSERT")?;
        parts.word("INTO")?;
        let table = parts.name()?;
        parts.next().filter(|&part| part == "(")?;
        let mut columns = Vec::new();
        loop {
            columns.push(parts.name()?);
            match parts.next()? {
                "," => {}
                ")" => break,
                _ => return None,
            }
        }
        parts.word("VALUES")?;
        let before = sql.len() - parts.0.len();
        parts.next().filter(|&part| part == "(")?;
        for at in 0..columns.len() {
            parts.next().filter(|&part| part == "?")?;
            parts.next().filter(|&part| part == if at + 1 < columns.len() { "," } else { ")" })?;
        }
        let (row, end) = (&sql[before..sql.len() - parts.0.len()], parts.0);
        let mut rest = Parts(end);
        // Its values would be those of one row.
        let has_values = Parts(end).any(|part| part == "?" || part.eq_ignore_ascii_case("last_insert_rowid"));
        let is_known = end.trim().is_empty() || rest.word("ON").and_then(|()| rest.word("CONFLICT")).is_some();
        let [before, row, end] = [&sql[..before], row.trim(), end].map(str::to_owned);
        let width = columns.len();
        (is_known && !has_values && width * FEWEST <= VALUES).then_some(Self {
            table,
            columns,
            width,
            before,
            row,
            end,
        })
    }

    /// The same of so many rows.
    fn of_rows(&self, rows: usize) -> String {
        format!("{} {}{}", self.before, vec![&*self.row; rows].join(", "), self.end)
    }
}
