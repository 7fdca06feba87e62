//! What can be said on the command line.

use clap::{Arg, ArgAction, Command, value_parser};

/// The command line; `declared` if the program knows its declarations.
pub(super) fn command(declared: bool) -> Command {
    let url = || {
        Arg::new("url")
            .long("url")
            .value_name("URL")
            .help("The database; the environment variable DATABASE_URL, if not given")
    };
    let yes =
        || Arg::new("yes").long("yes").short('y').action(ArgAction::SetTrue).help("Ask nothing before data is lost");
    let revision = || Arg::new("revision").required(true).value_name("REVISION");
    let name = || Arg::new("name").required(true).value_name("NAME").help("What it does: `rename_bio`");
    let dialects = || {
        let help = "For which dialects: sqlite, postgres, mysql, mariadb; if not given, those of the migrations so far, or those of the backends that are built in";
        Arg::new("dialects").long("dialects").value_name("NAMES").value_delimiter(',').help(help)
    };
    let declarations = [
        Command::new("generate")
            .about("Write the migration that leads from the migrations so far to the declarations")
            .long_about(
                "Write the migration that leads from the migrations so far to the declarations. No database is needed: the \
                 migrations so far have their snapshots. Where a drop and an add look alike, it is asked whether that is a \
                 rename, which keeps the data.",
            )
            .arg(name())
            .arg(dialects())
            .arg(
                Arg::new("rename")
                    .long("rename")
                    .value_name("OLD=NEW")
                    .action(ArgAction::Append)
                    .help("A table or a column (`users.bio=about`) that has another name now"),
            )
            .arg(Arg::new("no-renames").long("no-renames").action(ArgAction::SetTrue).help("What looks like a rename is none")),
        Command::new("check")
            .about("Fail if the declarations and the migrations disagree, for CI; show the lints of the last migration")
            .arg(dialects())
            .arg(Arg::new("strict").long("strict").action(ArgAction::SetTrue).help("Fail for lints, too")),
        Command::new("verify").about("Fail if the live database is not what is declared").arg(url()),
        Command::new("squash").about("Put one migration in the place of all").arg(name()).arg(dialects()).arg(yes()),
        Command::new("rebase")
            .about("Let a revision of a branch follow the last revision of the other one")
            .arg(revision())
            .arg(dialects()),
    ];
    let everywhere = [
        Command::new("new")
            .about("Write an empty migration, to be filled by hand")
            .long_about(
                "Write an empty migration, to be filled by hand: up.sql and down.sql. With --rust its step is a function in step.rs, \
                 which gets a session in the transaction of the migration; schema.rs beside it declares the tables as they are \
                 at this step, and stays so when the program's declarations go on.",
            )
            .arg(name())
            .arg(
                Arg::new("rust")
                    .long("rust")
                    .action(ArgAction::SetTrue)
                    .help("A step in Rust, with the tables as they are at this step"),
            ),
        Command::new("up").about("Apply all migrations that are not applied yet").arg(url()).arg(yes()),
        Command::new("down")
            .about("Take the last migrations back")
            .arg(
                Arg::new("count")
                    .value_name("COUNT")
                    .value_parser(value_parser!(u32))
                    .default_value("1")
                    .help("How many"),
            )
            .arg(url())
            .arg(yes()),
        Command::new("to")
            .about("Go up or down to a revision; `base` is before the first one")
            .arg(revision())
            .arg(url())
            .arg(yes()),
        Command::new("status").about("Show what is applied and what is not").arg(url()),
        Command::new("stamp")
            .about("Note that the database is at a revision, without running anything; `base` is before the first one")
            .arg(revision())
            .arg(url())
            .arg(yes()),
        Command::new("reflect")
            .about("Write the declarations of the tables that a database has, as a file of Rust")
            .arg(url())
            .arg(
                Arg::new("schema")
                    .long("schema")
                    .value_name("NAME")
                    .default_value("Database")
                    .help("What `schema!` is to call them"),
            )
            .arg(
                Arg::new("output").long("output").short('o').value_name("PATH").help("The file; printed, if not given"),
            ),
        Command::new("sql")
            .about("Print what would run, without a database")
            .arg(
                Arg::new("from")
                    .long("from")
                    .value_name("REVISION")
                    .default_value("base")
                    .help("Where the database is"),
            )
            .arg(
                Arg::new("to")
                    .long("to")
                    .value_name("REVISION")
                    .help("Where it is to come; the last one, if not given"),
            )
            .arg(
                Arg::new("dialect")
                    .long("dialect")
                    .value_name("NAME")
                    .required(true)
                    .help("sqlite, postgres, mysql, mariadb"),
            ),
    ];
    let mut command = Command::new("aludel")
        .about("The life of a schema: migrations, reflection, drift")
        .after_help("Exit codes: 0 all is well, 1 something differs (check, verify), 2 an error.")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(
            Arg::new("directory")
                .long("directory")
                .short('d')
                .value_name("PATH")
                .global(true)
                .help("The directory of the migrations"),
        )
        .arg(Arg::new("json").long("json").action(ArgAction::SetTrue).global(true).help("Print JSON"));
    if declared {
        command = command.subcommands(declarations);
    }
    command.subcommands(everywhere)
}
