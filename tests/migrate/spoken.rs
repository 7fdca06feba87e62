//! What the commands say, as a program of one's own says it: help, JSON, colours, exit codes, questions.

use super::commands::{first, moved, renamed};
use aludel::{migrate::Migrate, prelude::*};
use serde_json::Value;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

const ARGUMENTS: &str = "ALUDEL_MIGRATE_ARGUMENTS";
const DIRECTORY: &str = "ALUDEL_MIGRATE_DIRECTORY";
const DECLARED: &str = "ALUDEL_MIGRATE_DECLARED";

/// Not a test: what this program does as a child of the tests below.
#[test]
fn child() {
    let (Ok(arguments), Ok(directory)) = (env::var(ARGUMENTS), env::var(DIRECTORY)) else { return };
    let migrate = match env::var(DECLARED).as_deref() {
        Ok("renamed") => Migrate::<Sqlite>::new::<renamed::Blog>(directory),
        Ok("moved") => Migrate::<Sqlite>::new::<moved::Blog>(directory),
        Ok("first") => Migrate::<Sqlite>::new::<first::Blog>(directory),
        _ => Migrate::<Sqlite>::without_declarations(directory),
    };
    // The test's own words end here.
    println!("\n----");
    std::process::exit(migrate.run(["migrate"].into_iter().chain(arguments.split(' '))).into());
}

/// A program with its directory and its database.
struct Program {
    directory: PathBuf,
    url: String,
    _place: tempfile::TempDir,
}

/// What it said.
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Program {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", place.path().join("blog.db").display());
        Self { directory: place.path().join("migrations"), url, _place: place }
    }

    fn command(&self, declared: &str, arguments: &str) -> Command {
        let mut command = Command::new(env::current_exe().unwrap());
        command.args(["--exact", "spoken::child", "--nocapture"]);
        command.env(ARGUMENTS, arguments).env(DIRECTORY, &self.directory).env(DECLARED, declared);
        command.env("DATABASE_URL", &self.url).stdin(Stdio::null());
        for name in ["CLICOLOR_FORCE", "CLICOLOR", "NO_COLOR", "COLORTERM", "CI"] {
            command.env_remove(name);
        }
        command
    }

    fn say(&self, declared: &str, arguments: &str) -> Said {
        Said::of(self.command(declared, arguments).output().unwrap())
    }

    /// What has to go well.
    fn done(&self, declared: &str, arguments: &str) -> String {
        let said = self.say(declared, arguments);
        assert_eq!(said.code, Some(0), "{arguments}: {}{}", said.out, said.err);
        said.out
    }

    fn json(&self, declared: &str, arguments: &str) -> Value {
        let said = self.say(declared, &format!("{arguments} --json"));
        serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{arguments}: {error}: {}{}", said.out, said.err))
    }
}

impl Said {
    fn of(output: Output) -> Self {
        let out = String::from_utf8(output.stdout).unwrap();
        let out = out.split_once("\n----\n").map_or("", |(_, said)| said).to_owned();
        Self { code: output.status.code(), out, err: String::from_utf8(output.stderr).unwrap() }
    }
}

const COMMANDS: [&str; 13] =
    ["generate", "new", "up", "down", "to", "status", "check", "verify", "stamp", "sql", "reflect", "squash", "rebase"];

#[test]
fn every_command_explains_itself() {
    let program = Program::new();
    let help = program.done("first", "--help");
    assert!(help.contains("Exit codes: 0 all is well, 1 something differs"), "{help}");
    for command in COMMANDS {
        assert!(help.contains(&format!("  {command} ")), "{command} is not in\n{help}");
        let own = program.done("first", &format!("{command} --help"));
        assert!(own.contains("Usage:") && own.contains("--json") && own.contains("--directory"), "{own}");
        let first = own.lines().next().unwrap();
        assert!(first.len() > 20 && first.starts_with(char::is_uppercase), "{command}: {first}");
    }
    // What needs declarations is not there without them.
    let without = program.done("", "--help");
    assert!(!without.contains("  generate ") && without.contains("  reflect "), "{without}");
    for (arguments, told) in
        [("", "Usage"), ("generate", "required arguments"), ("nonsense", "unrecognized subcommand")]
    {
        let said = program.say("first", arguments);
        assert_eq!(said.code, Some(2), "{arguments}");
        assert!(said.err.contains(told), "{arguments}: {}", said.err);
    }
}

#[test]
fn every_command_speaks_json() {
    let program = Program::new();
    let generated = program.json("first", "generate first");
    assert_eq!(generated["revision"], "0001_first");
    assert_eq!(generated["differences"][0]["dialect"], "sqlite");
    assert_eq!(generated["differences"][0]["changes"][0], "users: new table");
    assert_eq!(program.json("first", "generate again")["revision"], Value::Null);
    assert_eq!(program.json("first", "check")["agree"], true);
    assert_eq!(program.json("first", "status")["revisions"][0]["state"], "pending");
    assert_eq!(program.json("first", "up")["revisions"][0], "0001_first");
    assert_eq!(program.json("first", "status")["revisions"][0]["state"], "applied");
    assert_eq!(program.json("first", "verify")["same"], true);
    let drift = program.json("renamed", "verify");
    assert_eq!(drift["same"], false);
    let told: Vec<_> = drift["differences"].as_array().unwrap().iter().map(|one| &one["column"]).collect();
    assert_eq!(told, ["bio", "about"]);
    assert!(drift["differences"][0]["file"].as_str().unwrap().ends_with("commands.rs"));
    assert_eq!(program.json("renamed", "check")["agree"], false);
    assert!(program.json("", "sql --dialect sqlite")["sql"].as_str().unwrap().contains("CREATE TABLE \"users\""));
    assert!(program.json("", "reflect")["rust"].as_str().unwrap().contains("pub struct User in users"));
    let second = program.json("renamed", "generate second --no-renames");
    assert_eq!(second["lints"][0]["lint"]["kind"], "drop-column");
    assert_eq!(second["lints"][0]["lint"]["destructive"], true);
    assert_eq!(program.json("", "new more")["revision"], "0003_more");
    assert_eq!(program.json("renamed", "new step --rust")["revision"], "0004_step");
    assert!(program.json("renamed", "rebase 0004")["error"].as_str().unwrap().contains("0004"));
    fs::remove_dir_all(program.directory.join("0004_step")).unwrap();
    assert_eq!(program.json("", "to 0003 --yes")["revisions"][1], "0003_more");
    assert_eq!(program.json("", "down --yes")["up"], false);
    assert_eq!(program.json("", "stamp 0003_more --yes")["revision"], "0003_more");
    assert_eq!(program.json("renamed", "squash all --yes")["revision"], "0004_all");
    let error = program.json("", "to nowhere");
    assert!(error["error"].as_str().unwrap().contains("there is no revision `nowhere`"), "{error}");
}

#[test]
fn colours_are_for_terminals() {
    let program = Program::new();
    program.done("first", "generate first");
    program.done("first", "up");
    for (declared, arguments) in [("first", "status"), ("renamed", "check"), ("renamed", "verify"), ("", "to nowhere")]
    {
        let plain = program.say(declared, arguments);
        assert!(!(plain.out + &plain.err).contains('\x1b'), "{arguments}");
        let colored = Said::of(program.command(declared, arguments).env("CLICOLOR_FORCE", "1").output().unwrap());
        assert!((colored.out + &colored.err).contains('\x1b'), "{arguments}");
        let json = program.command(declared, &format!("{arguments} --json")).env("CLICOLOR_FORCE", "1").output();
        assert!(!Said::of(json.unwrap()).out.contains('\x1b'), "{arguments}");
    }
}

/// Without a terminal nobody can be asked, and nothing happens without `--yes`.
#[test]
fn what_destroys_is_asked_about() {
    let program = Program::new();
    program.done("first", "generate first");
    program.done("first", "up");
    program.done("renamed", "generate second --no-renames");
    let applied = || program.json("", "status")["revisions"].as_array().unwrap().len();
    for (arguments, told) in [
        ("up", "data will be lost:\n  0002_second (up): ALTER TABLE \"users\" DROP COLUMN \"bio\""),
        ("to 0002", "data will be lost"),
        ("to base", "0001_first (down): DROP TABLE \"users\""),
        ("down", "data will be lost"),
        ("stamp base", "the database will be taken to be at `base`"),
        ("squash all", "2 migrations in"),
    ] {
        let said = program.say("renamed", arguments);
        assert_eq!(said.code, Some(2), "{arguments}: {}", said.out);
        assert!(said.err.contains(told) && said.err.contains("say `--yes`"), "{arguments}: {}", said.err);
        assert_eq!(applied(), 2, "{arguments}");
        assert!(program.directory.join("0002_second").is_dir(), "{arguments}");
        assert_eq!(program.json("", "status")["revisions"][0]["state"], "applied", "{arguments}");
    }
    program.done("renamed", "up --yes");
    program.done("renamed", "to 0001 -y");
}

#[test]
fn drift_is_shown_at_its_declaration() {
    let program = Program::new();
    program.done("first", "generate first");
    program.done("first", "up");
    let said = program.say("renamed", "verify");
    assert_eq!(said.code, Some(1));
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/migrate/commands.rs")).unwrap();
    let line = source.lines().position(|line| line.trim() == "about: Option<String>,").unwrap() + 1;
    let shown = format!(
        "tests/migrate/commands.rs:{line}:13\n   |\n{line} |             about: Option<String>,\n   |             ^^^^^ declared TEXT NULL; not in the database"
    );
    assert!(said.out.contains(&shown), "{}", said.out);
}

/// Each thing that does not fit is exit code 2 and says what to do.
#[test]
fn what_does_not_fit_is_told() {
    let program = Program::new();
    program.done("first", "generate first");
    program.done("renamed", "generate second --rename users.bio=about");
    program.done("renamed", "up");
    let up = |told: &str| {
        for arguments in ["up", "status"] {
            let said = program.say("renamed", arguments);
            assert_eq!(said.code, Some(2), "{arguments}");
            assert!((said.out.clone() + &said.err).contains(told), "{arguments}: {}{}", said.out, said.err);
        }
    };
    let path = program.directory.join("0002_second/up.sql");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{text}SELECT 1;\n")).unwrap();
    up("`0002_second/up.sql` has changed since it was applied");
    fs::write(&path, &text).unwrap();

    let aside = program.directory.join("../aside");
    fs::rename(program.directory.join("0002_second"), &aside).unwrap();
    up("the database has the revision `0002_second`, which is not among the migrations here");
    program.done("first", "new other");
    fs::rename(&aside, program.directory.join("0002_second")).unwrap();
    let said = program.say("renamed", "up");
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("a branch: `0002_other` and `0002_second` both follow `0001_first`"), "{}", said.err);
    fs::remove_dir_all(program.directory.join("0002_other")).unwrap();

    fs::remove_file(program.directory.join("0002_second/down.sql")).unwrap();
    let said = program.say("renamed", "up");
    assert!(said.code == Some(2) && said.err.contains("0002_second/down.sql"), "{}", said.err);
    fs::write(program.directory.join("0002_second/down.sql"), "").unwrap();
    fs::write(program.directory.join("0002_second/snapshot.json"), "{").unwrap();
    let said = program.say("renamed", "check");
    assert!(said.code == Some(2) && said.err.contains("restore it, it is not to be edited"), "{}", said.err);
}

/// Lints are shown, and fail where it is asked for.
#[test]
fn lints_fail_a_strict_check() {
    let program = Program::new();
    program.done("first", "generate first");
    program.done("first", "check --strict");
    let said = program.done("moved", "generate second --no-renames");
    assert!(said.contains("loses data on sqlite: people.bio (drop-column)") && said.contains("safer:"), "{said}");
    program.done("moved", "check");
    assert_eq!(program.say("moved", "check --strict").code, Some(1));
}
