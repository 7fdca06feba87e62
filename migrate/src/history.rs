//! What the database knows of migrations: its table `_aludel_migrations`.

use crate::chain::{Chain, schema};
use aludel_core::{
    Result,
    engine::{Backend, Connection, Fetch, Run},
    query::sql,
    sql::DialectKind,
};
use std::time::{SystemTime, UNIX_EPOCH};

/// The name of the table.
pub const TABLE: &str = "_aludel_migrations";

/// How far a migration has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum State {
    /// It is applied.
    Applied,
    /// It was stopped half-way on the way up.
    Up,
    /// It was stopped half-way on the way down.
    Down,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            State::Applied => "applied",
            State::Up => "up",
            State::Down => "down",
        }
    }
}

/// A migration that the database knows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Applied {
    /// Its place in the order, from 1.
    pub number: i64,
    /// Its revision.
    pub revision: String,
    /// The checksum of `up.sql` as it was applied.
    pub checksum: String,
    /// When, in UTC.
    pub applied_at: String,
    /// How far it has come.
    pub state: State,
    /// How many of its statements are done, if it was stopped half-way.
    pub done: i64,
    /// The statement that was begun last.
    pub trying: i64,
    /// The checksum of those that are done.
    pub prefix: String,
}

/// Makes the table, if it is not there.
pub(crate) fn create<B: Backend>(connection: &mut Connection<B>) -> Result<()> {
    if exists(connection)? {
        return Ok(());
    }
    connection.script(CREATE)
}

/// What makes the table, on every database.
pub(crate) const CREATE: &str = "CREATE TABLE _aludel_migrations (number BIGINT NOT NULL PRIMARY KEY, \
     revision VARCHAR(255) NOT NULL UNIQUE, checksum VARCHAR(64) NOT NULL, applied_at VARCHAR(32) NOT NULL, \
     state VARCHAR(8) NOT NULL, done BIGINT NOT NULL, trying BIGINT NOT NULL, prefix VARCHAR(64) NOT NULL)";

fn exists<B: Backend>(connection: &mut Connection<B>) -> Result<bool> {
    let question = match connection.link().style().kind {
        DialectKind::Sqlite => {
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '_aludel_migrations'"
        }
        // Not that of another schema of the search path.
        DialectKind::Postgres => {
            "SELECT count(to_regclass(quote_ident(current_schema()::text) || '._aludel_migrations'))"
        }
        _ => {
            "SELECT count(*) FROM information_schema.tables \
             WHERE table_schema = DATABASE() AND table_name = '_aludel_migrations'"
        }
    };
    Ok(sql::<i64>(question).one(connection)? > 0)
}

/// What is in the table, in order; nothing if there is no table.
pub(crate) fn read<B: Backend>(connection: &mut Connection<B>) -> Result<Vec<Applied>> {
    if !exists(connection)? {
        return Ok(Vec::new());
    }
    type Line = (i64, String, String, String, String, i64, i64, String);
    let lines = sql::<Line>(
        "SELECT number, revision, checksum, applied_at, state, done, trying, prefix FROM _aludel_migrations ORDER BY number",
    );
    let applied = |(number, revision, checksum, applied_at, state, done, trying, prefix): Line| {
        let state = match &*state {
            "up" => State::Up,
            "down" => State::Down,
            _ => State::Applied,
        };
        Applied { number, revision, checksum, applied_at, state, done, trying, prefix }
    };
    Ok(lines.all(connection)?.into_iter().map(applied).collect())
}

/// What the table says, with a squashed migration in the place of those that it was made of.
pub(crate) fn read_for<B: Backend>(connection: &mut Connection<B>, chain: &Chain) -> Result<Vec<Applied>> {
    Ok(squashed(read(connection)?, chain))
}

fn squashed(history: Vec<Applied>, chain: &Chain) -> Vec<Applied> {
    let Some(first) = chain.all().first().filter(|first| !first.up.replaces.is_empty()) else { return history };
    // One that was squashed already may be squashed again: what it stood for is among the replaced ones, too.
    let replaced = &first.up.replaces;
    let Some(last) = replaced.last() else { return history };
    let Some(at) = history.iter().position(|applied| applied.revision == *last && applied.state == State::Applied)
    else {
        return history;
    };
    if !history[..=at].iter().all(|applied| replaced.contains(&applied.revision)) {
        return history;
    }
    let mut seen = vec![Applied {
        number: 1,
        revision: first.revision.clone(),
        checksum: first.checksum.clone(),
        ..history[at].clone()
    }];
    seen.extend(history.into_iter().skip(at + 1));
    seen
}

/// Writes the table anew where a squashed migration stands for others.
pub(crate) fn settle<B: Backend>(connection: &mut Connection<B>, chain: &Chain) -> Result<()> {
    let known = read(connection)?;
    let seen = squashed(known.clone(), chain);
    if known.len() != seen.len() || known.first().map(|one| &one.revision) != seen.first().map(|one| &one.revision) {
        for applied in &known {
            delete(connection, &applied.revision)?;
        }
        for (at, applied) in seen.iter().enumerate() {
            insert(connection, at + 1, &applied.revision, &applied.checksum, applied.state)?;
            if applied.state != State::Applied {
                let (done, trying) = (applied.done as usize, applied.trying as usize);
                progress(connection, &applied.revision, applied.state, (done, trying), &applied.prefix)?;
            }
        }
    }
    Ok(())
}

/// Notes a migration.
pub(crate) fn insert<B: Backend>(
    connection: &mut Connection<B>,
    number: usize,
    revision: &str,
    checksum: &str,
    state: State,
) -> Result<()> {
    sql::<()>(
        "INSERT INTO _aludel_migrations (number, revision, checksum, applied_at, state, done, trying, prefix) \
         VALUES (?, ?, ?, ?, ?, 0, 0, '')",
    )
    .bind(number as i64)
    .bind(revision)
    .bind(checksum)
    .bind(now())
    .bind(state.word())
    .execute(connection)
    .map(drop)
}

/// Forgets a migration.
pub(crate) fn delete<B: Backend>(connection: &mut Connection<B>, revision: &str) -> Result<()> {
    sql::<()>("DELETE FROM _aludel_migrations WHERE revision = ?").bind(revision).execute(connection).map(drop)
}

/// Notes how far a migration has come.
pub(crate) fn progress<B: Backend>(
    connection: &mut Connection<B>,
    revision: &str,
    state: State,
    (done, trying): (usize, usize),
    prefix: &str,
) -> Result<()> {
    sql::<()>("UPDATE _aludel_migrations SET state = ?, done = ?, trying = ?, prefix = ? WHERE revision = ?")
        .bind(state.word())
        .bind(done as i64)
        .bind(trying as i64)
        .bind(prefix)
        .bind(revision)
        .execute(connection)
        .map(drop)
}

/// Notes that a migration is applied, as it is now.
pub(crate) fn finish<B: Backend>(connection: &mut Connection<B>, revision: &str, checksum: &str) -> Result<()> {
    sql::<()>(
        "UPDATE _aludel_migrations SET state = 'applied', done = 0, trying = 0, prefix = '', checksum = ?, applied_at = ? \
         WHERE revision = ?",
    )
    .bind(checksum)
    .bind(now())
    .bind(revision)
    .execute(connection)
    .map(drop)
}

/// What is to be done next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Next {
    /// Which migration.
    pub(crate) at: usize,
    pub(crate) up: bool,
}

/// Checks that what the database knows and the migrations fit together, and says how many are applied in full.
///
/// # Errors
/// `Schema` for a revision that is not here, one that was left out, and one that has changed since it was applied.
pub(crate) fn check(history: &[Applied], chain: &Chain) -> Result<usize> {
    for (at, applied) in history.iter().enumerate() {
        let revision = &applied.revision;
        let Some(here) = chain.all().iter().position(|migration| migration.revision == *revision) else {
            if let Some(squashed) = chain.all().first().filter(|first| first.up.replaces.contains(revision)) {
                return Err(schema(format!(
                    "the database has `{revision}`, but not all of the revisions that `{}` was made of (`-- replaces:`): apply \
                     the others first, by a program from before `squash`",
                    squashed.revision
                )));
            }
            return Err(schema(format!(
                "the database has the revision `{revision}`, which is not among the migrations here: this program is older \
                 than the database, or the directory of that migration is missing. Take the newer program, or restore the \
                 directory; if it is gone for good, `stamp` a revision that the schema is at"
            )));
        };
        if here != at {
            let left_out = &chain.all()[at.min(chain.all().len() - 1)].revision;
            return Err(schema(format!(
                "the revision `{left_out}` is not applied, but `{revision}`, which follows it, is: `{left_out}` was put in \
                 front of it later. Let it follow the last revision instead (`rebase {left_out}`)"
            )));
        }
        if applied.state == State::Applied && chain.all()[at].checksum != applied.checksum {
            return Err(schema(format!(
                "`{revision}/up.sql` has changed since it was applied at {} UTC: databases that have it and databases that \
                 will get it would differ. Restore the file and put the change into a new migration; or, if the database is \
                 right as it is, `stamp {}`",
                applied.applied_at,
                history.last().map_or(&**revision, |last| &last.revision)
            )));
        }
    }
    Ok(history.iter().filter(|applied| applied.state == State::Applied).count())
}

/// What is to be done next, so that `goal` migrations are applied.
///
/// # Errors
/// Those of [`check`], and `Schema` for one that was left half-way in the other direction.
pub(crate) fn next(history: &[Applied], chain: &Chain, goal: usize) -> Result<Option<Next>> {
    let applied = check(history, chain)?;
    if let Some((at, open)) = history.iter().enumerate().find(|(_, one)| one.state != State::Applied) {
        let up = open.state == State::Up;
        if up == (goal > at) {
            return Ok(Some(Next { at, up }));
        }
        let (way, mend) = if up { ("up", "up") } else { ("down", "down") };
        return Err(schema(format!(
            "`{}` was stopped half-way on the way {way}, after {} statements; run `{mend}` first, which goes on there",
            open.revision, open.done
        )));
    }
    Ok(match applied.cmp(&goal) {
        std::cmp::Ordering::Less => Some(Next { at: applied, up: true }),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(Next { at: applied - 1, up: false }),
    })
}

/// The moment, in UTC: `2026-11-22 21:16:43`.
fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, second) = ((seconds / 86_400) as i64, seconds % 86_400);
    // The civil calendar, in eras of 400 years that begin in March.
    let shifted = days + 719_468;
    let (era, day) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}
