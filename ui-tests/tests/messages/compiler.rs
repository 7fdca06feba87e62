//! The compiler, run on one file at a time: as `cargo check` runs it, without the hundred packages that trybuild makes.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// What the compiler said about one mistake.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// Its first line, without the word `error` and the code.
    pub headline: String,
    /// All of it, as it is printed where no terminal is.
    pub text: String,
}

/// A compiler that knows where the library is.
pub struct Compiler {
    library: PathBuf,
    dependencies: PathBuf,
    output: PathBuf,
    workspace: PathBuf,
}

impl Compiler {
    /// Builds the library, if it is not.
    pub fn new() -> Self {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned();
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(["test", "--no-run", "--quiet", "--package=aludel-ui-tests", "--message-format=json"]);
        let output = command.current_dir(&workspace).output().expect("cargo runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let library = json(&output.stdout)
            .filter(|message| message["target"]["name"] == "aludel" && message["reason"] == "compiler-artifact")
            .filter_map(|message| message["filenames"].as_array()?.iter().find_map(library))
            .last()
            .expect("cargo names the library");
        let dependencies = library.parent().expect("a folder").to_owned();
        let output = env::temp_dir().join(format!("aludel-messages-{}", std::process::id()));
        std::fs::create_dir_all(&output).expect("a folder for what the compiler writes");
        Self { library, dependencies, output, workspace }
    }

    /// The errors in a file. The path is relative to this package.
    pub fn check(&self, file: &Path) -> Vec<Diagnostic> {
        // From the workspace, so that the compiler finds the sources of the library and shows them, as it does for a user.
        let relative = Path::new("ui-tests").join(file);
        let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        command.args(["--edition=2024", "--crate-type=bin", "--error-format=json"]);
        command.args(["-Awarnings", "--emit=metadata"]);
        command.arg("--extern").arg(format!("aludel={}", self.library.display()));
        command.arg("-L").arg(format!("dependency={}", self.dependencies.display()));
        command.arg("--out-dir").arg(&self.output).arg(relative).current_dir(&self.workspace);
        let output = command.output().expect("rustc runs");
        let messages =
            json(&output.stderr).filter(|message| message["level"] == "error" && message["spans"][0].is_object());
        messages.map(|message| Diagnostic::read(&message)).collect()
    }
}

impl Drop for Compiler {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.output);
    }
}

impl Diagnostic {
    fn read(message: &serde_json::Value) -> Self {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let headline = text(&message["message"]).lines().next().unwrap_or_default().to_owned();
        Self { headline, text: text(&message["rendered"]) }
    }
}

fn library(name: &serde_json::Value) -> Option<PathBuf> {
    let path = PathBuf::from(name.as_str()?);
    path.extension().is_some_and(|e| e == "rlib").then_some(path)
}

fn json(lines: &[u8]) -> impl Iterator<Item = serde_json::Value> {
    lines.split(|&byte| byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok())
}
