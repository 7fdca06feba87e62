//! The command line, as a function of the program that knows the declarations.

mod args;
mod loss;
mod print;

use crate::{
    Chain, Migrations,
    chain::schema as wrong,
    file::{DIALECTS, dialect_name, dialect_of, line},
    model::Model,
    project::{Difference, Project, Wanted},
    reflect::reflect,
    rename::{Candidate, Renames, declared as declared_renames},
    sql::Step,
    step::{RustStep, backend_path},
    verify::Drift,
};
use aludel_any::Any;
use aludel_core::{
    Result,
    engine::{Backend, Engine},
    schema::{Schema, meta::TableMeta},
    session::Session,
    sql::DialectKind,
};
use clap::ArgMatches;
use loss::destructive;
use print::{Report, Style};
use serde_json::json;
use std::{
    env,
    ffi::OsString,
    fs,
    io::{BufRead, IsTerminal, Write, stderr, stdin},
    path::PathBuf,
    process::ExitCode,
};

/// The command line of a program: `fn main() -> ExitCode { aludel::migrate::main::<Blog>() }`.
///
/// The migrations are in the directory `migrations`; the database is what `--url` or `DATABASE_URL` names, of the backends
/// that are built in. [`Migrate`] says more: functions of data steps, another directory, one backend.
pub fn main<S: Schema>() -> ExitCode {
    Migrate::<Any>::new::<S>("migrations").main()
}

/// The command line of a program, set up.
///
/// ```no_run
/// # use aludel_core::{engine::Backend, schema::Schema};
/// # fn example<Sqlite: Backend, Blog: Schema>() -> std::process::ExitCode {
/// use aludel_migrate::Migrate;
///
/// Migrate::<Sqlite>::new::<Blog>("migrations")
///     .step("fill_slugs", |session| {
///         // the typed language and the session, in the transaction of the migration
///         session.flush()
///     })
///     .main()
/// # }
/// ```
pub struct Migrate<B: Backend> {
    directory: PathBuf,
    tables: Option<&'static [&'static TableMeta]>,
    steps: Vec<NamedStep<B>>,
}

/// Adds one function to the migrations, which are read for each command anew.
type NamedStep<B> = Box<dyn FnOnce(Migrations<B>) -> Migrations<B>>;

impl<B: Backend> std::fmt::Debug for Migrate<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Migrate").field("directory", &self.directory).finish_non_exhaustive()
    }
}

impl<B: Backend> Migrate<B> {
    /// For the declarations of a schema; the migrations are in the directory, which is seen from where the program runs.
    pub fn new<S: Schema>(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), tables: Some(S::TABLES), steps: Vec::new() }
    }

    /// For what needs no declarations: `up`, `down`, `status`, ..
    pub fn without_declarations(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), tables: None, steps: Vec::new() }
    }

    /// The function that a line `-- run: NAME` calls, as [`Migrations::step`].
    pub fn step(mut self, name: &str, f: impl Fn(&mut Session<B>) -> Result<()> + Send + Sync + 'static) -> Self {
        let name = name.to_owned();
        self.steps.push(Box::new(move |migrations| migrations.step(&name, f)));
        self
    }

    /// The functions of the steps that are in the directory of the migrations: `migrations::STEPS`, as
    /// [`Migrations::steps`].
    pub fn steps(self, steps: &[RustStep<B>]) -> Self {
        steps.iter().fold(self, |migrate, (name, f)| migrate.step(name, *f))
    }

    /// Does what the program's arguments say.
    pub fn main(self) -> ExitCode {
        ExitCode::from(self.run(env::args_os()))
    }

    /// Does what the arguments say, the first of which is the name of the program. Gives the exit code: 0 if all is well,
    /// 1 if something differs, 2 for an error.
    pub fn run(self, arguments: impl IntoIterator<Item = impl Into<OsString> + Clone>) -> u8 {
        let matches = match args::command(self.tables.is_some()).try_get_matches_from(arguments) {
            Ok(matches) => matches,
            Err(error) => {
                // Help is no error.
                let code = u8::try_from(error.exit_code()).unwrap_or(2);
                let _ = error.print();
                return code;
            }
        };
        let json = matches.get_flag("json");
        match self.command(&matches) {
            Ok(report) => report.print(json),
            Err(error) => print::failed(&error, json),
        }
    }

    fn command(mut self, matches: &ArgMatches) -> Result<Report> {
        if let Some(directory) = matches.get_one::<String>("directory") {
            self.directory = directory.into();
        }
        let (name, of) = matches.subcommand().unwrap_or(("", matches));
        match name {
            "generate" => self.generate(of),
            "check" => self.check(of),
            "verify" => self.verify(of),
            "squash" => self.squash(of),
            "rebase" => self.rebase(of),
            "new" => self.empty(of),
            "up" => self.go(of, |chain, _| Ok(Goal::At(chain.all().len()))),
            "down" => self.go(of, |_, of| Ok(Goal::Down(*of.get_one::<u32>("count").unwrap_or(&1) as usize))),
            "to" => self.go(of, |chain, of| match text(of, "revision") {
                "base" => Ok(Goal::At(0)),
                revision => Ok(Goal::At(chain.position(revision)? + 1)),
            }),
            "status" => self.status(of),
            "stamp" => self.stamp(of),
            "sql" => self.sql(of),
            "reflect" => self.reflect(of),
            _ => Err(wrong(format!("`{name}` is no command"))),
        }
    }

    fn project(&self) -> Project {
        Project::new(&self.directory)
    }

    /// The declarations, in each dialect that there are migrations for.
    fn wanted(&self, of: &ArgMatches) -> Result<Wanted> {
        self.wanted_for(of, |project| project.dialects())
    }

    /// As [`wanted`](Self::wanted); `known` says the dialects, if the command does not.
    fn wanted_for(
        &self,
        of: &ArgMatches,
        known: impl FnOnce(&Project) -> Result<Option<Vec<DialectKind>>>,
    ) -> Result<Wanted> {
        let tables = self.tables.unwrap_or_default();
        let dialects = match of.get_many::<String>("dialects") {
            Some(names) => {
                let known = DIALECTS.map(|(_, name)| name).join("`, `");
                let one = |name: &String| {
                    dialect_of(name).ok_or_else(|| wrong(format!("`{name}` is none of the dialects `{known}`")))
                };
                names.map(one).collect::<Result<Vec<_>>>()?
            }
            None => match known(&self.project())? {
                Some(dialects) => dialects,
                None => built_in::<B>(),
            },
        };
        dialects.into_iter().map(|dialect| Ok((dialect, Model::declared(tables, dialect)?))).collect()
    }

    fn generate(&self, of: &ArgMatches) -> Result<Report> {
        let project = self.project();
        let wanted = self.wanted(of)?;
        let mut renames = declared_renames(self.tables.unwrap_or_default());
        if let Some((_, to)) = wanted.first() {
            // All dialects have the tables and columns that are declared.
            for text in of.get_many::<String>("rename").into_iter().flatten() {
                renames.add_text(text, to).map_err(wrong)?;
            }
        }
        if !of.get_flag("no-renames") {
            ask(&project, &wanted, &mut renames)?;
        }
        let Some((revision, differences)) = project.generate(text(of, "name"), &wanted, &renames)? else {
            return Ok(Report::new(
                "the declarations and the migrations agree; there is nothing to generate",
                json!({
                    "revision": null,
                }),
            ));
        };
        let path = self.directory.join(&revision);
        let mut report = Report::new(
            format!("{} {}", Style::good("written"), path.display()),
            json!({ "revision": revision, "path": path, "differences": as_json(&differences) }),
        );
        report.changes(&differences);
        report.lints(differences.iter().map(|difference| (difference.dialect, &difference.lints[..])));
        report.obsolete(&self.obsolete(&project)?);
        Ok(report)
    }

    /// The attributes `#[was]` that rename nothing any more.
    fn obsolete(&self, project: &Project) -> Result<Vec<String>> {
        let told = declared_renames(self.tables.unwrap_or_default());
        if told.is_empty() {
            return Ok(Vec::new());
        }
        let mut done = Vec::new();
        for migration in project.chain()?.all() {
            let renames = project.snapshot_of(&migration.revision)?.renames;
            for (old, new) in told.tables.iter().filter(|one| renames.tables.contains(one)) {
                done.push(format!(
                    "`#[was = \"{old}\"]` on `{new}` has done its work in `{}`: take it away",
                    migration.revision
                ));
            }
            for (table, old, new) in told.columns.iter().filter(|one| renames.columns.contains(one)) {
                let revision = &migration.revision;
                done.push(format!(
                    "`#[was = \"{old}\"]` on `{table}.{new}` has done its work in `{revision}`: take it away"
                ));
            }
        }
        Ok(done)
    }

    fn check(&self, of: &ArgMatches) -> Result<Report> {
        let project = self.project();
        let renames = declared_renames(self.tables.unwrap_or_default());
        let differences = project.difference(&self.wanted(of)?, &renames)?;
        let lints = project.lints()?;
        let agree = differences.iter().all(|difference| difference.changes.is_empty());
        let said = match agree {
            true => Style::good("the declarations and the migrations agree"),
            false => Style::bad("the declarations and the migrations disagree") + "; run `generate`",
        };
        let found = lints.iter().any(|(_, lints)| !lints.is_empty());
        let mut report = Report::new(said, json!({ "agree": agree, "differences": as_json(&differences) }));
        report.changes(&differences);
        report.lints(lints.iter().map(|(dialect, lints)| (*dialect, &lints[..])));
        report.obsolete(&self.obsolete(&project)?);
        report.code = u8::from(!agree || (found && of.get_flag("strict")));
        Ok(report)
    }

    fn verify(&self, of: &ArgMatches) -> Result<Report> {
        let engine = open::<B>(of)?;
        let drift = Drift::read(engine.connect()?.link(), self.tables.unwrap_or_default())?;
        let said = match drift.is_empty() {
            true => Style::good("the database is what is declared"),
            false => drift.report(true),
        };
        let differences = drift.differences.iter().map(|one| {
            json!({
                "what": one.what, "table": one.table, "column": one.column, "declared": one.declared, "live": one.live,
                "file": one.file, "line": one.line,
            })
        });
        let differences: Vec<_> = differences.collect();
        let mut report = Report::new(said, json!({ "same": drift.is_empty(), "differences": differences }));
        report.code = u8::from(!drift.is_empty());
        Ok(report)
    }

    fn reflect(&self, of: &ArgMatches) -> Result<Report> {
        let engine = open::<B>(of)?;
        let mut connection = engine.connect()?;
        let dialect = connection.link().style().kind;
        let rust = reflect(&Model::live(connection.link(), &Model::default())?, dialect, text(of, "schema"));
        Ok(match of.get_one::<String>("output") {
            None => Report::new(rust.trim_end().to_owned(), json!({ "rust": rust })),
            Some(path) => {
                fs::write(path, &rust).map_err(|error| wrong(format!("`{path}` cannot be written: {error}")))?;
                Report::new(format!("{} {path}", Style::good("written")), json!({ "path": path }))
            }
        })
    }

    fn squash(&self, of: &ArgMatches) -> Result<Report> {
        let project = self.project();
        let old = project.chain()?;
        let count = old.all().len();
        let in_rust = old.all().iter().any(|migration| project.has_step(&migration.revision));
        let question = format!(
            "{count} migrations in {} become one; the files of the old ones are deleted",
            self.directory.display()
        );
        confirm(of, &question)?;
        let (revision, lost) = project.squash(text(of, "name"), &self.wanted(of)?)?;
        let mut said = format!("{} {}", Style::good("written"), self.directory.join(&revision).display());
        if !lost.is_empty() {
            said += &format!(
                "\n{} steps that change rows are gone with the old migrations; copy into `up.sql` what a new database needs:\n  {}",
                Style::warn("look:"),
                lost.join("\n  ")
            );
        }
        if in_rust {
            said += "\nthe steps in Rust are gone, too: take `.steps(migrations::STEPS)` out of the program";
        }
        Ok(Report::new(said, json!({ "revision": revision, "lost": lost })))
    }

    fn rebase(&self, of: &ArgMatches) -> Result<Report> {
        let revision = text(of, "revision");
        // While there is a branch, there is no last migration.
        let wanted = self.wanted_for(of, |project| Ok(Some(project.snapshot_of(revision)?.dialects())))?;
        let onto = self.project().rebase(revision, &wanted, self.tables.unwrap_or_default())?;
        let said = format!(
            "`{revision}` follows `{onto}` now; look whether its SQL still fits, and run `check` and, on a copy of the database, \
             `up` and `verify`"
        );
        Ok(Report::new(said, json!({ "revision": revision, "parent": onto })))
    }

    fn empty(&self, of: &ArgMatches) -> Result<Report> {
        let project = self.project();
        let rust = of.get_flag("rust");
        let revision = match rust {
            true => {
                let declared = self.tables.unwrap_or_default();
                project.rust_step(text(of, "name"), &backend_path::<B>(), declared)?
            }
            false => project.empty(text(of, "name"))?,
        };
        let path = self.directory.join(&revision);
        let next = match rust {
            true => {
                "; fill in `run` in step.rs, and give the program the steps, if it has not got them: \
                 `.steps(migrations::STEPS)`, after `#[path = \"../migrations/mod.rs\"] mod migrations;`"
            }
            false => "; fill in up.sql and down.sql",
        };
        let said = format!("{} {}{next}", Style::good("written"), path.display());
        Ok(Report::new(said, json!({ "revision": revision, "path": path })))
    }

    fn migrations(self) -> Result<Migrations<B>> {
        let migrations = Migrations::directory(&self.directory)?;
        Ok(self.steps.into_iter().fold(migrations, |migrations, add| add(migrations)))
    }

    fn go(self, of: &ArgMatches, goal: impl FnOnce(&Chain, &ArgMatches) -> Result<Goal>) -> Result<Report> {
        let engine = open::<B>(of)?;
        let project = self.project();
        let migrations = self.migrations()?;
        let goal = goal(migrations.chain(), of)?;
        let kind = engine.connect()?.link().style().kind;
        let plan = match goal {
            Goal::At(at) => migrations.plan(&engine, Some(at), 0)?,
            Goal::Down(count) => migrations.plan(&engine, None, count)?,
        };
        let mut losses = Vec::new();
        for (migration, up) in &plan {
            let file = if *up { &migration.up } else { &migration.down };
            let steps = file.steps(kind).unwrap_or_default();
            let way = if *up { "up" } else { "down" };
            // What the step begins with. One that was written by hand may have no snapshot.
            let before = if *up { migration.up.parent.as_ref() } else { Some(&migration.revision) };
            let before = before.and_then(|revision| project.snapshot_of(revision).ok());
            let before = before.map(|snapshot| snapshot.model(kind)).unwrap_or_default();
            let lost = destructive(&steps, &before);
            losses.extend(lost.into_iter().map(|sql| format!("{} ({way}): {sql}", migration.revision)));
        }
        if !losses.is_empty() {
            confirm(of, &format!("data will be lost:\n  {}", losses.join("\n  ")))?;
        }
        let up = plan.first().is_none_or(|(_, up)| *up);
        let done = match goal {
            Goal::At(0) => migrations.to(&engine, "base")?,
            Goal::At(at) => migrations.to(&engine, &migrations.chain().all()[at - 1].revision)?,
            Goal::Down(count) => migrations.down(&engine, count)?,
        };
        let word = if up { "applied" } else { "taken back" };
        let lines: Vec<_> = done.iter().map(|revision| format!("{} {revision}", Style::good(word))).collect();
        let said = if lines.is_empty() { "nothing to do, the database is there".to_owned() } else { lines.join("\n") };
        Ok(Report::new(said, json!({ "up": up, "revisions": done })))
    }

    fn status(self, of: &ArgMatches) -> Result<Report> {
        let engine = open::<B>(of)?;
        let status = self.migrations()?.status(&engine)?;
        let mut lines = Vec::new();
        let mut all = Vec::new();
        for applied in &status.applied {
            let state = match applied.state {
                crate::history::State::Applied => Style::good("applied"),
                _ => Style::bad("half-way"),
            };
            lines.push(format!("{state}  {}  {} UTC", applied.revision, applied.applied_at));
            all.push(json!({ "revision": applied.revision, "state": format!("{:?}", applied.state).to_lowercase(),
                "applied_at": applied.applied_at, "statements_done": applied.done }));
        }
        for revision in
            status.pending.iter().filter(|revision| !status.applied.iter().any(|a| a.revision == **revision))
        {
            lines.push(format!("{}  {revision}", Style::warn("pending")));
            all.push(json!({ "revision": revision, "state": "pending" }));
        }
        if let Some(problem) = &status.problem {
            lines.push(format!("{} {problem}", Style::bad("problem:")));
        }
        if lines.is_empty() {
            lines.push("there are no migrations".to_owned());
        }
        let mut report = Report::new(lines.join("\n"), json!({ "revisions": all, "problem": status.problem }));
        report.code = if status.problem.is_some() { 2 } else { 0 };
        Ok(report)
    }

    fn stamp(self, of: &ArgMatches) -> Result<Report> {
        let engine = open::<B>(of)?;
        let migrations = self.migrations()?;
        let revision = text(of, "revision");
        confirm(of, &format!("the database will be taken to be at `{revision}`, and nothing is run"))?;
        migrations.stamp(&engine, revision)?;
        Ok(Report::new(format!("the database is taken to be at `{revision}`"), json!({ "revision": revision })))
    }

    fn sql(&self, of: &ArgMatches) -> Result<Report> {
        let chain = self.project().chain()?;
        let name = text(of, "dialect");
        let dialect = dialect_of(name).ok_or_else(|| wrong(format!("`{name}` is no dialect of migrations")))?;
        let place = |revision: &str| match revision {
            "base" => Ok(0),
            revision => chain.position(revision).map(|at| at + 1),
        };
        let from = place(text(of, "from"))?;
        let to = of.get_one::<String>("to").map_or(Ok(chain.all().len()), |revision| place(revision))?;
        let script = script(&chain, from, to, dialect)?;
        Ok(Report::new(script.clone(), json!({ "sql": script })))
    }
}

enum Goal {
    At(usize),
    Down(usize),
}

/// The dialects of the backends that are built in.
fn built_in<B: Backend>() -> Vec<DialectKind> {
    let has = B::is_built_in;
    let built = |kind| match kind {
        DialectKind::Sqlite => has("sqlite"),
        DialectKind::Postgres => has("postgres"),
        DialectKind::MySql => has("mysql"),
        _ => has("mysql") || has("mariadb"),
    };
    let kinds = <B::Dialect as aludel_core::sql::Dialect>::STYLES.iter().map(|style| style.kind);
    kinds.filter(|kind| built(*kind)).collect()
}

fn text<'m>(of: &'m ArgMatches, name: &str) -> &'m str {
    of.get_one::<String>(name).map_or("", String::as_str)
}

fn open<B: Backend>(of: &ArgMatches) -> Result<Engine<B>> {
    let url = of.get_one::<String>("url").cloned().or_else(|| env::var("DATABASE_URL").ok());
    let url = url.ok_or_else(|| wrong("no database is named: give `--url`, or set DATABASE_URL".to_owned()))?;
    Engine::open(&url)
}

/// Asks which drops and adds are renames.
fn ask(project: &Project, wanted: &Wanted, renames: &mut Renames) -> Result<()> {
    let mut refused: Vec<Candidate> = Vec::new();
    loop {
        let open = project.candidates(wanted, renames)?;
        let open: Vec<_> = open.into_iter().filter(|candidate| !refused.contains(candidate)).collect();
        let Some(first) = open.first().cloned() else { return Ok(()) };
        if !stdin().is_terminal() {
            let all: Vec<_> = open.iter().map(|candidate| format!("--rename {candidate}")).collect();
            return Err(wrong(format!(
                "what is gone and what is new look alike, and nobody is there to be asked whether that is a rename. If it is, \
                 say which, else data would be lost:\n  {}\nIf none is, say `--no-renames`",
                all.join("\n  ")
            )));
        }
        let question = match &first {
            Candidate::Table { old, new } => format!("Is the table `{new}` the former `{old}`?"),
            Candidate::Column { table, old, new } => format!("Is the column `{table}.{new}` the former `{old}`?"),
        };
        if answer(&question) { renames.add(first) } else { refused.push(first) }
    }
}

/// Asks before something that cannot be undone.
fn confirm(of: &ArgMatches, what: &str) -> Result<()> {
    if of.get_flag("yes") {
        return Ok(());
    }
    if !stdin().is_terminal() {
        return Err(wrong(format!("{what}\nIf that is wanted, say `--yes`")));
    }
    if answer(&format!("{what}\nGo on?")) { Ok(()) } else { Err(wrong("nothing was done".to_owned())) }
}

fn answer(question: &str) -> bool {
    eprint!("{question} [y/N] ");
    let _ = stderr().flush();
    let mut line = String::new();
    stdin().lock().read_line(&mut line).is_ok() && matches!(line.trim(), "y" | "Y" | "yes")
}

/// What would run, as a script for the database's own shell.
fn script(chain: &Chain, from: usize, to: usize, dialect: DialectKind) -> Result<String> {
    let mut text = String::new();
    let up = from <= to;
    let mut all: Vec<_> = chain.all()[from.min(to)..from.max(to)].iter().collect();
    if !up {
        all.reverse();
    }
    for migration in all {
        let file = if up { &migration.up } else { &migration.down };
        let steps = file.steps(dialect).ok_or_else(|| {
            wrong(format!(
                "`{}` is not for {}: its line `-- dialects:` does not name it",
                migration.revision,
                dialect_name(dialect)
            ))
        })?;
        let off = dialect == DialectKind::Sqlite
            && steps.iter().any(|step| matches!(step, Step::Rebuild(_) | Step::ForeignKeysOff));
        let (begin, commit) = match dialect {
            DialectKind::Sqlite => ("BEGIN IMMEDIATE;\n", "COMMIT;\n"),
            DialectKind::Postgres if file.transaction => ("BEGIN;\n", "COMMIT;\n"),
            _ => ("", ""),
        };
        text += &format!("-- {}\n", migration.revision);
        if off {
            text += "PRAGMA foreign_keys = OFF;\n";
        }
        text += begin;
        for step in steps {
            match step {
                Step::Rebuild(_) => text += "PRAGMA legacy_alter_table = ON;\n",
                Step::EndRebuild => text += "PRAGMA legacy_alter_table = OFF;\n",
                Step::ForeignKeysOff => {}
                Step::Run(name) => {
                    text += &format!("-- here the program's function `{name}` is called, which no script can\n")
                }
                step => text += &(line(step) + "\n"),
            }
        }
        let revision = &migration.revision;
        text += &match up {
            true => {
                let number = chain.position(revision)? + 1;
                format!(
                    "INSERT INTO {} (number, revision, checksum, applied_at, state, done, trying, prefix) VALUES ({number}, \
                     '{revision}', '{}', CAST(CURRENT_TIMESTAMP AS CHAR(19)), 'applied', 0, 0, '');\n",
                    crate::history::TABLE,
                    migration.checksum
                )
            }
            false => format!("DELETE FROM {} WHERE revision = '{revision}';\n", crate::history::TABLE),
        };
        text += commit;
        if off {
            text += "PRAGMA foreign_keys = ON;\nPRAGMA foreign_key_check;\n";
        }
        text += "\n";
    }
    if from == 0 && up {
        text = format!("{};\n\n{text}", crate::history::CREATE);
    }
    Ok(text.trim_end().to_owned())
}

fn as_json(differences: &[Difference]) -> serde_json::Value {
    let one = |difference: &Difference| {
        let changes: Vec<_> = difference
            .changes
            .iter()
            .flat_map(|change| change.to_string().lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
        json!({ "dialect": dialect_name(difference.dialect), "changes": changes, "lints": difference.lints })
    };
    differences.iter().map(one).collect()
}
