//! Running migrations.

use crate::{
    advice::{hint, is_done_already, is_transactional},
    chain::{Chain, Embedded, Migration, checksum, schema},
    file::{File, dialect_name},
    history::{self, Applied, Next, State},
    lock::{Held, begin},
    rebuild::{Kept, check_foreign_keys, is_enforced},
    sql::Step,
    step::RustStep,
};
use aludel_core::{
    Result,
    engine::{Backend, Connection, Engine},
    session::Session,
    sql::DialectKind,
};
use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::Path,
    time::Duration,
};

type StepFn<B> = Box<dyn Fn(&mut Session<B>) -> Result<()> + Send + Sync>;

/// The migrations of a program, and what runs them.
///
/// ```no_run
/// # mod migrations { aludel_migrate::migrations!(); }
/// # use aludel_core::{Result, engine::{Backend, Engine}};
/// # fn example<Sqlite: Backend>() -> Result<()> {
/// use aludel_migrate::Migrations;
///
/// let engine = Engine::<Sqlite>::open("sqlite:blog.db")?;
/// for revision in Migrations::embedded(migrations::ALL)?.up(&engine)? {
///     println!("applied {revision}");
/// }
/// # Ok(())
/// # }
/// ```
///
/// Several programs may run the same migrations at the same time: each migration is applied once. On SQLite and
/// PostgreSQL a migration is one transaction, so that a failure leaves nothing of it. MySQL and MariaDB commit each
/// change of a schema by itself: there the progress is noted, and the next `up` goes on where the last one stopped.
pub struct Migrations<B: Backend> {
    chain: Chain,
    steps: HashMap<String, StepFn<B>>,
    lock_timeout: Duration,
}

impl<B: Backend> std::fmt::Debug for Migrations<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let revisions: Vec<_> = self.chain.all().iter().map(|migration| &migration.revision).collect();
        f.debug_struct("Migrations").field("revisions", &revisions).finish_non_exhaustive()
    }
}

/// What the database and the migrations say of each other.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Status {
    /// What the database knows, in order.
    pub applied: Vec<Applied>,
    /// The revisions that it does not have yet, in order.
    pub pending: Vec<String>,
    /// Why nothing can be run, if so: a changed file, an unknown revision, ..
    pub problem: Option<String>,
}

impl<B: Backend> Migrations<B> {
    /// Those that are built into the program, by [`migrations!`](crate::migrations).
    ///
    /// # Errors
    /// `Schema` for a file that is not understood, and for revisions that are no chain.
    pub fn embedded(all: &[Embedded]) -> Result<Self> {
        Chain::embedded(all).map(Self::of)
    }

    /// Those of a directory.
    ///
    /// # Errors
    /// `Schema` for a file that is missing or not understood, and for revisions that are no chain.
    pub fn directory(directory: impl AsRef<Path>) -> Result<Self> {
        Chain::read(directory.as_ref()).map(Self::of)
    }

    /// Those of a chain.
    pub fn of(chain: Chain) -> Self {
        Self { chain, steps: HashMap::new(), lock_timeout: Duration::from_secs(60) }
    }

    /// The function that a line `-- run: NAME` calls. It gets a session in the transaction of the migration, against the
    /// schema as it is at that line, and must not commit; what it did not flush is flushed after it.
    pub fn step(mut self, name: &str, f: impl Fn(&mut Session<B>) -> Result<()> + Send + Sync + 'static) -> Self {
        self.steps.insert(name.to_owned(), Box::new(f));
        self
    }

    /// The functions of the steps that are in the directory of the migrations: `migrations::STEPS`, which `mod.rs` declares
    /// once there is one.
    pub fn steps(self, steps: &[RustStep<B>]) -> Self {
        steps.iter().fold(self, |migrations, (name, f)| migrations.step(name, *f))
    }

    /// How long to wait for another program that runs migrations: 60 seconds, if it is not said.
    pub fn lock_timeout(mut self, timeout: Duration) -> Self {
        self.lock_timeout = timeout;
        self
    }

    /// The migrations, in order.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// Applies all that are not applied yet, and says which.
    ///
    /// # Errors
    /// `Schema` if the database and the migrations do not fit together, which is told before anything is run;
    /// `LockTimeout` if another program does not finish in time; and what the database says, with the migration and the
    /// statement, and what is to be done.
    pub fn up(&self, engine: &Engine<B>) -> Result<Vec<String>> {
        self.go(engine, |_| Ok(self.chain.all().len()))
    }

    /// Takes the last `count` of those that are applied back, and says which.
    ///
    /// # Errors
    /// As [`up`](Self::up).
    pub fn down(&self, engine: &Engine<B>, count: usize) -> Result<Vec<String>> {
        self.go(engine, |history| {
            // One that was stopped on the way down counts, one that was stopped on the way up does not go down.
            let there = history.iter().filter(|applied| applied.state != State::Up).count();
            Ok(there.saturating_sub(count))
        })
    }

    /// Goes up or down to a revision, which is applied then as the last one, and says which were applied or taken back.
    /// `base` is the state before the first one.
    ///
    /// # Errors
    /// As [`up`](Self::up); `Schema` if there is no such revision.
    pub fn to(&self, engine: &Engine<B>, revision: &str) -> Result<Vec<String>> {
        let goal = self.goal(revision)?;
        self.go(engine, |_| Ok(goal))
    }

    /// Notes that the schema is at a revision, without running anything: for a database that was made by other means, and
    /// after a file was changed on purpose.
    ///
    /// # Errors
    /// `Schema` if there is no such revision; `LockTimeout`; what the database says.
    pub fn stamp(&self, engine: &Engine<B>, revision: &str) -> Result<()> {
        let goal = self.goal(revision)?;
        let mut connection = engine.connect()?;
        let held = match connection.link().style().kind {
            DialectKind::Sqlite | DialectKind::Postgres => None,
            // There, a transaction is no lock, and making a table ends it.
            _ => {
                let held = Held::take(engine, &mut connection, self.lock_timeout)?;
                history::create(&mut connection)?;
                Some(held)
            }
        };
        let result = self.stamped(&mut connection, goal);
        if let Some(held) = held {
            held.release(Some(&mut connection));
        }
        result
    }

    fn stamped(&self, connection: &mut Connection<B>, goal: usize) -> Result<()> {
        begin(connection, self.lock_timeout)?;
        let result = (|| {
            history::create(connection)?;
            for applied in history::read(connection)? {
                history::delete(connection, &applied.revision)?;
            }
            for (at, migration) in self.chain.all().iter().take(goal).enumerate() {
                history::insert(connection, at + 1, &migration.revision, &migration.checksum, State::Applied)?;
            }
            Ok(())
        })();
        ended(connection, result)
    }

    /// What is applied and what is not.
    ///
    /// # Errors
    /// What the database says.
    pub fn status(&self, engine: &Engine<B>) -> Result<Status> {
        let applied = history::read_for(&mut engine.connect()?, &self.chain)?;
        let problem = history::check(&applied, &self.chain).err().map(|error| error.message().to_owned());
        let known = |revision: &String| applied.iter().any(|a| a.revision == *revision && a.state == State::Applied);
        let pending = self.chain.all().iter().map(|migration| migration.revision.clone()).filter(|r| !known(r));
        Ok(Status { pending: pending.collect(), applied, problem })
    }

    /// What [`to`](Self::to) would do: each migration, and whether it goes up.
    pub(crate) fn plan(&self, engine: &Engine<B>, goal: Option<usize>, down: usize) -> Result<Vec<(&Migration, bool)>> {
        let mut history = history::read_for(&mut engine.connect()?, &self.chain)?;
        let there = history.iter().filter(|applied| applied.state != State::Up).count();
        let goal = goal.unwrap_or(there.saturating_sub(down));
        let mut plan = Vec::new();
        while let Some(Next { at, up }) = history::next(&history, &self.chain, goal)? {
            let migration = &self.chain.all()[at];
            plan.push((migration, up));
            history.truncate(at);
            if up {
                history.push(Applied {
                    number: at as i64 + 1,
                    revision: migration.revision.clone(),
                    checksum: migration.checksum.clone(),
                    applied_at: String::new(),
                    state: State::Applied,
                    done: 0,
                    trying: 0,
                    prefix: String::new(),
                });
            }
        }
        Ok(plan)
    }

    /// How many migrations are applied at a revision.
    pub(crate) fn goal(&self, revision: &str) -> Result<usize> {
        if revision == "base" { Ok(0) } else { self.chain.position(revision).map(|at| at + 1) }
    }

    fn go(&self, engine: &Engine<B>, goal: impl FnOnce(&[Applied]) -> Result<usize>) -> Result<Vec<String>> {
        let mut runner = Runner { engine, connection: Some(engine.connect()?), migrations: self, unenforced: false };
        let connection = runner.connection()?;
        let kind = connection.link().style().kind;
        let history = history::read_for(connection, &self.chain)?;
        let goal = goal(&history)?;
        if let Some(next) = history::next(&history, &self.chain, goal)? {
            // All that can be known to fail fails before anything is run.
            let range = if next.up { next.at..goal } else { goal..next.at + 1 };
            for migration in &self.chain.all()[range] {
                self.can_run(migration, next.up, kind)?;
            }
        }
        let mut done = Vec::new();
        while let Some(at) = runner.one(goal)? {
            done.extend(at.map(|at| self.chain.all()[at].revision.clone()));
        }
        Ok(done)
    }

    fn can_run(&self, migration: &Migration, up: bool, kind: DialectKind) -> Result<()> {
        let revision = &migration.revision;
        let name = if up { "up.sql" } else { "down.sql" };
        let file = if up { &migration.up } else { &migration.down };
        let dialect = dialect_name(kind);
        let Some(steps) = file.steps(kind) else {
            return Err(schema(format!(
                "`{revision}/{name}` is not for {dialect}: its line `-- dialects:` does not name it. Add what is to be run \
                 there under `-- dialect: {dialect}`, and {dialect} to that line"
            )));
        };
        if !up && steps.is_empty() && migration.up.steps(kind).is_some_and(|steps| !steps.is_empty()) {
            return Err(schema(format!(
                "`{revision}` has no way down: there is no statement for {dialect} in `{revision}/down.sql`. Write it, or \
                 restore a backup"
            )));
        }
        let unknown = steps.iter().find_map(|step| match step {
            Step::Run(name) if !self.steps.contains_key(name) => Some(name),
            _ => None,
        });
        match unknown {
            None => Ok(()),
            Some(step) => Err(schema(format!(
                "`{revision}/{name}` has a line `-- run: {step}`, but this program has no such function: give it by \
                 `.step(\"{step}\", |session| ..)`, or, if it is in a `step.rs`, by `.steps(migrations::STEPS)`"
            ))),
        }
    }
}

struct Runner<'a, B: Backend> {
    engine: &'a Engine<B>,
    /// `None` while a session has it, and if it was lost.
    connection: Option<Connection<B>>,
    migrations: &'a Migrations<B>,
    /// Whether SQLite does not look after foreign keys on the connection, as it did before.
    unenforced: bool,
}

impl<B: Backend> Runner<'_, B> {
    fn connection(&mut self) -> Result<&mut Connection<B>> {
        if self.connection.is_none() {
            self.connection = Some(self.engine.connect()?);
        }
        Ok(self.connection.as_mut().expect("it was set"))
    }

    /// Does what is next, and says which migration that was; `Some(None)` if another program was faster.
    fn one(&mut self, goal: usize) -> Result<Option<Option<usize>>> {
        let chain = &self.migrations.chain;
        let connection = self.connection()?;
        let kind = connection.link().style().kind;
        let Some(next) = history::next(&history::read_for(connection, chain)?, chain, goal)? else { return Ok(None) };
        let migration = &chain.all()[next.at];
        self.migrations.can_run(migration, next.up, kind)?;
        let file = if next.up { &migration.up } else { &migration.down };
        let transaction = match kind {
            DialectKind::Sqlite => true,
            DialectKind::Postgres => file.transaction,
            _ => false,
        };
        if !transaction {
            return self.stepwise(next, goal).map(Some);
        }
        let off = kind == DialectKind::Sqlite && turns_off_foreign_keys(file);
        let connection = self.connection()?;
        let enforced = off && is_enforced(connection)?;
        if enforced {
            // A pragma that does nothing inside of a transaction.
            connection.script("PRAGMA foreign_keys = OFF")?;
            self.unenforced = true;
        }
        let result = self.whole(next, goal, enforced);
        self.enforce()?;
        result.map(Some)
    }

    /// Lets SQLite look after foreign keys again, so that the connection goes back to the pool as it came.
    fn enforce(&mut self) -> Result<()> {
        match &mut self.connection {
            Some(connection) if std::mem::take(&mut self.unenforced) => connection.script("PRAGMA foreign_keys = ON"),
            _ => Ok(()),
        }
    }

    /// In one transaction.
    fn whole(&mut self, next: Next, goal: usize, check: bool) -> Result<Option<usize>> {
        let chain = &self.migrations.chain;
        let migration = &chain.all()[next.at];
        let timeout = self.migrations.lock_timeout;
        begin(self.connection()?, timeout)?;
        let result = (|| {
            let connection = self.connection()?;
            history::create(connection)?;
            history::settle(connection, chain)?;
            // Now that nobody else is at it.
            if history::next(&history::read_for(connection, chain)?, chain, goal)? != Some(next) {
                return Ok(None);
            }
            self.all_steps(migration, next.up)
                .map_err(|error| error.context(format!("nothing of `{}` was applied", migration.revision)))?;
            let connection = self.connection()?;
            if check {
                check_foreign_keys(connection, &migration.revision)?;
            }
            match next.up {
                true => {
                    let (revision, checksum) = (&migration.revision, &migration.checksum);
                    history::insert(connection, next.at + 1, revision, checksum, State::Applied)?;
                }
                false => history::delete(connection, &migration.revision)?,
            }
            Ok(Some(next.at))
        })();
        match &mut self.connection {
            Some(connection) => ended(connection, result),
            None => result,
        }
    }

    fn all_steps(&mut self, migration: &Migration, up: bool) -> Result<()> {
        let kind = self.connection()?.link().style().kind;
        let file = if up { &migration.up } else { &migration.down };
        let steps = file.steps(kind).unwrap_or_default();
        let total = executable(&steps).count();
        let mut number = 0;
        let mut kept: Option<Kept> = None;
        for step in steps {
            match step {
                Step::Rebuild(table) if kind == DialectKind::Sqlite => {
                    kept = Some(Kept::begin(self.connection()?, table)?)
                }
                Step::EndRebuild => {
                    if let Some(kept) = kept.take() {
                        kept.end(self.connection()?)?;
                    }
                }
                Step::Sql(_) | Step::Run(_) => {
                    number += 1;
                    self.step(step).map_err(|error| {
                        let what = format!("{}, statement {number} of {total}", place(migration, up));
                        hint(error, step).context(what)
                    })?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn step(&mut self, step: &Step) -> Result<()> {
        match step {
            Step::Sql(sql) => self.connection()?.link().script(sql),
            Step::Run(name) => {
                let connection = self.connection.take().ok_or_else(|| schema("the connection was lost".to_owned()))?;
                let mut session = Session::within(self.engine, connection);
                let f = &self.migrations.steps[name];
                let result = catch_unwind(AssertUnwindSafe(|| f(&mut session)));
                let (connection, ended) = session.end_within(matches!(result, Ok(Ok(()))));
                self.connection = connection;
                let result = result.unwrap_or_else(|panic| {
                    // A pragma does nothing inside of a transaction.
                    if let Some(connection) = &mut self.connection {
                        let _ = connection.link().undo(1);
                    }
                    let _ = self.enforce();
                    resume_unwind(panic)
                });
                result.and(ended).map_err(|error| error.context(format!("the function `{name}`")))
            }
            _ => Ok(()),
        }
    }

    /// Statement by statement, with the progress noted, where the database commits each by itself.
    fn stepwise(&mut self, next: Next, goal: usize) -> Result<Option<usize>> {
        let timeout = self.migrations.lock_timeout;
        let engine = self.engine;
        let held = Held::take(engine, self.connection()?, timeout)?;
        let result = self.each(next, goal);
        held.release(self.connection.as_mut());
        result
    }

    fn each(&mut self, next: Next, goal: usize) -> Result<Option<usize>> {
        let chain = &self.migrations.chain;
        let migration = &chain.all()[next.at];
        let revision = &migration.revision;
        let connection = self.connection()?;
        let kind = connection.link().style().kind;
        history::create(connection)?;
        history::settle(connection, chain)?;
        let history = history::read(connection)?;
        // Now that nobody else is at it.
        if history::next(&history, chain, goal)? != Some(next) {
            return Ok(None);
        }
        let state = if next.up { State::Up } else { State::Down };
        let file = if next.up { &migration.up } else { &migration.down };
        let steps = file.steps(kind).unwrap_or_default();
        let steps: Vec<&Step> = executable(&steps).copied().collect();
        let before = history.get(next.at);
        let (mut done, mut doubtful) = (0, false);
        match before {
            None => history::insert(connection, next.at + 1, revision, &migration.checksum, state)?,
            Some(open) if open.state == state => {
                done = open.done as usize;
                doubtful = open.trying > open.done;
                if done > 0 && (done > steps.len() || prefix(&steps[..done]) != open.prefix) {
                    return Err(schema(format!(
                        "`{revision}` was stopped after {done} statements, which are done, and they are not what is in {} \
                         now; restore them, and change only what comes after them",
                        place(migration, next.up)
                    )));
                }
            }
            Some(_) => {}
        }
        if before.is_some_and(|known| known.state != state) {
            history::progress(connection, revision, state, (0, 0), "")?;
        }
        let total = steps.len();
        while done < total {
            let step = steps[done];
            let after = prefix(&steps[..=done]);
            let result = match is_transactional(step) {
                // With its progress in one transaction, so that it is done once.
                true => {
                    begin(self.connection()?, timeout_of_nobody())?;
                    let result = self.step(step).and_then(|()| {
                        let connection = self.connection()?;
                        history::progress(connection, revision, state, (done + 1, done + 1), &after)
                    });
                    match &mut self.connection {
                        Some(connection) => ended(connection, result),
                        None => result,
                    }
                }
                false => {
                    let now = prefix(&steps[..done]);
                    history::progress(self.connection()?, revision, state, (done, done + 1), &now)?;
                    let result = self.step(step).or_else(|error| match doubtful && is_done_already(&error, step) {
                        // The last run did it, and was stopped before it could note so.
                        true => Ok(()),
                        false => Err(error),
                    });
                    result.and_then(|()| {
                        history::progress(self.connection()?, revision, state, (done + 1, done + 1), &after)
                    })
                }
            };
            doubtful = false;
            if let Err(error) = result {
                let command = if next.up { "up" } else { "down" };
                let rest = match done {
                    0 => "none of its statements is applied".to_owned(),
                    1 => "its statement 1 is applied and stays".to_owned(),
                    _ => format!("its statements 1 to {done} are applied and stay"),
                };
                let at = done + 1;
                return Err(hint(error, step).context(format!(
                    "{}, statement {at} of {total} failed; {rest}. Mend the data, or the file from statement {at} on, and \
                     run `{command}` again: it goes on there",
                    place(migration, next.up)
                )));
            }
            done += 1;
        }
        let connection = self.connection()?;
        match next.up {
            true => history::finish(connection, revision, &migration.checksum)?,
            false => history::delete(connection, revision)?,
        }
        Ok(Some(next.at))
    }
}

/// The lock is held already.
fn timeout_of_nobody() -> Duration {
    Duration::ZERO
}

fn place(migration: &Migration, up: bool) -> String {
    format!("`{}/{}.sql`", migration.revision, if up { "up" } else { "down" })
}

/// The steps that do something.
fn executable<'s, 'f>(steps: &'s [&'f Step]) -> impl Iterator<Item = &'s &'f Step> {
    steps.iter().filter(|step| matches!(step, Step::Sql(_) | Step::Run(_)))
}

fn prefix(steps: &[&Step]) -> String {
    checksum(&steps.iter().map(|step| crate::file::line(step)).collect::<Vec<_>>().join("\n"))
}

fn turns_off_foreign_keys(file: &File) -> bool {
    let steps = file.steps(DialectKind::Sqlite).unwrap_or_default();
    steps.iter().any(|step| matches!(step, Step::Rebuild(_) | Step::ForeignKeysOff))
}

/// Commits, or rolls back what failed or found nothing to do.
fn ended<B: Backend, T>(connection: &mut Connection<B>, result: Result<T>) -> Result<T> {
    match result {
        Ok(value) => connection.link().leave(1).map(|()| value),
        Err(error) => {
            // The error is the one to tell.
            let _ = connection.link().undo(1);
            Err(error)
        }
    }
}
