//! PostgreSQL.

use std::fs;
use std::process::{Command, Stdio};

use anyhow::Result;
use rustix::process::Signal;

use super::find;
use super::kind::{DATABASE, Found, Kind, Site, USER};
use super::setup;

/// PostgreSQL.
pub static POSTGRES: Kind = Kind {
    name: "PostgreSQL",
    variable: "ALUDEL_TEST_POSTGRES_URL",
    authority: "ALUDEL_TEST_POSTGRES_TLS",
    scheme: "postgresql",
    package: "postgresql",
    account: "postgres",
    stop: (Signal::QUIT, "QUIT"),
    find,
    prepare,
    serve,
    ready,
};

fn find() -> Vec<Found> {
    let directories = find::directories(&[
        "/usr/lib/postgresql/*/bin",
        "/usr/pgsql-*/bin",
        "/usr/local/pgsql/bin",
        "/opt/homebrew/opt/postgresql*/bin",
        "/usr/local/opt/postgresql*/bin",
        "/Applications/Postgres.app/Contents/Versions/*/bin",
    ]);
    // By initdb: a `postgres` on PATH may be a wrapper, the one beside the real initdb is not.
    find::files(&directories, "initdb")
        .into_iter()
        .map(|initdb| initdb.with_file_name("postgres"))
        .filter(|server| server.is_file())
        .filter_map(find::ask)
        .collect()
}

fn prepare(site: &Site) -> Result<()> {
    // Everything sorts by code point, and upper and lower know all letters.
    let letters = if cfg!(target_os = "macos") { "UTF-8" } else { "C.UTF-8" };
    let mut command = site.command(site.server.with_file_name("initdb"));
    command
        .args(["--no-sync", "--encoding=UTF8", "--locale=C", "--username=postgres"])
        .args(["--auth-local=trust", "--auth-host=scram-sha-256"])
        .arg(format!("--lc-ctype={letters}"))
        .arg("--pgdata")
        .arg(site.data())
        .stdin(Stdio::null());
    // LC_ALL would win over --lc-ctype.
    command.env_remove("LC_ALL");
    setup::run(site, &mut command)?;
    // One user for each way to sign in with a password; the first line that fits counts.
    let rules = site.data().join("pg_hba.conf");
    let others = fs::read_to_string(&rules)?;
    fs::write(rules, format!("host all {USER}_md5 samehost md5\nhost all {USER}_clear samehost password\n{others}"))?;

    // No superuser: what needs one should fail here, not at a user's.
    let sql = format!(
        "CREATE ROLE {USER} LOGIN CREATEDB PASSWORD '{0}' IN ROLE pg_read_all_settings\nCREATE DATABASE {DATABASE} OWNER {USER}\n\
         SET password_encryption = 'md5'\n\
         CREATE ROLE {USER}_md5 LOGIN PASSWORD '{0}'\nCREATE ROLE {USER}_clear LOGIN PASSWORD '{0}'\n",
        site.password
    );
    let mut command = site.command(&site.server);
    command
        .arg("--single")
        .arg("-D")
        .arg(site.data())
        .args(["-c", "exit_on_error=on", "-c", "fsync=off"])
        .arg("postgres")
        .stdin(setup::input(&sql)?);
    setup::run(site, &mut command)
}

fn serve(site: &Site, port: u16) -> Command {
    let mut command = site.command(&site.server);
    command.arg("-D").arg(site.data()).args(["-h", "127.0.0.1", "-p", &port.to_string(), "-k"]).arg(&site.dir);
    for setting in [
        "fsync=off",
        "synchronous_commit=off",
        "full_page_writes=off",
        "max_connections=200",
        "autovacuum_naptime=1h",
        "max_wal_size=4GB",
        "ssl=on",
    ] {
        command.args(["-c", setting]);
    }
    for (setting, file) in [("ssl_cert_file", site.certificate()), ("ssl_key_file", site.key())] {
        command.arg("-c").arg(format!("{setting}={}", file.display()));
    }
    command
}

/// The last line of the pid file is what pg_ctl goes by as well.
fn ready(site: &Site, _: u16) -> bool {
    fs::read_to_string(site.data().join("postmaster.pid"))
        .is_ok_and(|text| text.lines().nth(7).is_some_and(|line| line.trim() == "ready"))
}
