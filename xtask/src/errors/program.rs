//! The programs of a peer: its library is built once, in a workspace of its own below `target/`, and the compiler then run
//! on each program alone, as the test of our own messages does.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Verdict;
use super::peer::{Peer, Section, directory};
use crate::process;

/// The mistake that is a name which is not there.
const UNKNOWN_TABLE: u8 = 2;

/// A built peer.
pub struct Programs {
    peer: &'static Peer,
    directory: PathBuf,
    /// Its crates: name and file.
    crates: Vec<(String, String)>,
}

impl Programs {
    /// Builds the library, if it is not.
    pub fn build(peer: &'static Peer) -> Result<Self> {
        let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        let directory = env::current_dir()?.join(target).join("error-peers").join(peer.package);
        fs::create_dir_all(directory.join("src"))?;
        let mut cargo = Command::new("cargo");
        match peer.dependencies {
            Some(dependencies) => {
                let manifest = format!(
                    "[package]\nname = \"peer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[profile.dev]\n\
                     debug = false\n\n[dependencies]\n{dependencies}"
                );
                fs::write(directory.join("Cargo.toml"), manifest)?;
                fs::write(directory.join("src/lib.rs"), "")?;
                // One of the peers asks for a newer compiler than it needs.
                cargo.args(["build", "--ignore-rust-version"]).current_dir(&directory);
                cargo.arg("--target-dir").arg(directory.join("target")).env("CARGO_INCREMENTAL", "0");
            }
            None => {
                cargo.args(["test", "--no-run", "--package=aludel-ui-tests"]);
            }
        }
        cargo.args(["--quiet", "--message-format=json"]).stderr(Stdio::inherit());
        process::forget_xtask(&mut cargo);
        cargo.env_remove("RUSTFLAGS");
        let output = cargo.output().context("cargo")?;
        process::check()?;
        if !output.status.success() {
            bail!("{} does not build", peer.package);
        }
        let mut crates = Vec::new();
        for message in json(&output.stdout).filter(|message| message["reason"] == "compiler-artifact") {
            let name = message["target"]["name"].as_str().unwrap_or_default().replace('-', "_");
            let files = message["filenames"].as_array().cloned().unwrap_or_default();
            let library = files.iter().filter_map(Value::as_str).find(|file| file.ends_with(".rlib"));
            if let Some(library) = library.filter(|_| peer.crates.contains(&name.as_str())) {
                crates.push((name, library.to_owned()));
            }
        }
        Ok(Self { peer, directory, crates })
    }

    /// The version that cargo chose.
    pub fn version(&self) -> Result<String> {
        let own = self.peer.dependencies.is_some();
        let lock = fs::read_to_string(if own { self.directory.join("Cargo.lock") } else { "Cargo.lock".into() })?;
        let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{}\"", self.peer.package));
        Ok(lines.nth(1).and_then(|line| line.split('"').nth(1)).unwrap_or("unknown").to_owned())
    }

    /// Makes a mistake.
    pub fn verdict(&self, section: &Section) -> Result<Verdict> {
        if let Some(why) = &section.impossible {
            return Ok(Verdict::Impossible(why.clone()));
        }
        let head = fs::read_to_string(format!("{}/head.rs", directory(self.peer)))?;
        let [before, after] = self.peer.frame;
        // What a message shows of the program are the lines of the mistake, written as a person would.
        let body: String = section.body.lines().map(|line| format!("    {line}\n")).collect();
        let schema = fs::canonicalize("ui-tests/peers/schema.sql")?;
        let source = format!(
            "{head}\nconst SCHEMA: &str = include_str!({schema:?});\n\n{}\n{before}\n{body}    {after}\n}}\n",
            section.items
        );
        let file = format!("src/mistake_{}.rs", section.number);
        fs::write(self.directory.join(&file), source)?;
        // What only a build finds is found, too.
        for (emit, by_check) in [("--emit=metadata", true), ("--emit=link", false)] {
            let errors = self.rustc(&file, emit)?;
            if !errors.is_empty() {
                return self.refused(section, &errors, by_check);
            }
        }
        let program = self.directory.join("mistakes").join(format!("mistake_{}", section.number));
        let output = Command::new(program).env("RUST_BACKTRACE", "0").stdin(Stdio::null()).output()?;
        let printed = if output.status.success() { output.stdout } else { output.stderr };
        let printed = String::from_utf8_lossy(&printed);
        Ok(Verdict::Compiles(printed.split_whitespace().collect::<Vec<_>>().join(" ")))
    }

    fn refused(&self, section: &Section, errors: &[Value], by_check: bool) -> Result<Verdict> {
        let rendered = |error: &Value| error["rendered"].as_str().unwrap_or_default().to_owned();
        // A program that names what is not there is wrong itself, unless that is the mistake.
        let unresolved = |error: &&Value| matches!(error["code"]["code"].as_str(), Some("E0432" | "E0433"));
        if let Some(error) = errors.iter().find(unresolved).filter(|_| section.number != UNKNOWN_TABLE) {
            bail!("{} {}: {}", self.peer.package, section.number, rendered(error));
        }
        let text = errors.iter().map(rendered).collect::<Vec<_>>().join("\n");
        let headline = errors[0]["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        Ok(Verdict::Refused { errors: errors.len(), lines, headline, text, by_check })
    }

    /// The errors in a file.
    fn rustc(&self, file: &str, emit: &str) -> Result<Vec<Value>> {
        let mut command = Command::new("rustc");
        command.args(["--edition=2024", "--crate-type=bin", "--cap-lints=allow", "--error-format=json", emit]);
        for (name, library) in &self.crates {
            let folder = Path::new(library).parent().unwrap_or(Path::new("."));
            command.arg("--extern").arg(format!("{name}={library}"));
            // Those of a build are in its `deps`, also where the library itself was put beside it.
            command.arg("-L").arg(format!("dependency={}", folder.display()));
            command.arg("-L").arg(format!("dependency={}", folder.join("deps").display()));
        }
        command.arg("--out-dir").arg(self.directory.join("mistakes")).arg(file).current_dir(&self.directory);
        // Macros look into the manifest for what the crates are called.
        command.env("CASES", fs::canonicalize("ui-tests/cases")?);
        command.env("CARGO_MANIFEST_DIR", &self.directory).env("CARGO_PKG_NAME", "peer");
        let output = command.output().context("rustc")?;
        process::check()?;
        let errors = json(&output.stderr).filter(|message| message["level"] == "error");
        let errors: Vec<_> = errors.filter(|error| error["spans"][0].is_object()).collect();
        if errors.is_empty() && !output.status.success() {
            bail!("{file}: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(errors)
    }
}

/// The compiler, as it names itself.
pub fn compiler() -> Result<String> {
    let output = Command::new("rustc").arg("--version").output().context("rustc")?;
    Ok(String::from_utf8_lossy(&output.stdout).split_once(" (").map_or("rustc", |(name, _)| name).to_owned())
}

fn json(lines: &[u8]) -> impl Iterator<Item = Value> {
    lines.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok())
}
