//! A language server, spoken to as an editor does: messages in JSON over its standard input and output.

use serde_json::{Value, json};
use std::{
    env, fs,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::Duration,
};

/// How long the server may be silent: it reads the standard library first.
const PATIENCE: Duration = Duration::from_secs(300);

/// "The text changed while I was looking": to be asked again.
const CONTENT_MODIFIED: i64 = -32801;

/// The text of the program that is looked at.
const PROGRAM: &str = include_str!("program.rs");

/// rust-analyzer with one small program open.
pub struct Server {
    process: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: u64,
    version: u64,
    uri: String,
}

/// A place in a file: its path, and the line there.
#[derive(Debug, PartialEq)]
pub struct Target {
    pub path: String,
    pub line: String,
}

impl Server {
    /// rust-analyzer, if there is one that runs; otherwise what is missing.
    pub fn find() -> Result<PathBuf, &'static str> {
        let path = env::var_os("ALUDEL_TEST_RUST_ANALYZER").unwrap_or_else(|| "rust-analyzer".into());
        let version = Command::new(&path).arg("--version").output();
        if !version.is_ok_and(|output| output.status.success()) {
            return Err("there is no rust-analyzer, on PATH or in ALUDEL_TEST_RUST_ANALYZER");
        }
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).output().map_err(|_| "there is no rustc")?;
        let library = Path::new(String::from_utf8_lossy(&sysroot.stdout).trim()).join("lib/rustlib/src/rust/library");
        if env::var_os("RUST_SRC_PATH").is_none() && !library.exists() {
            return Err("rust-analyzer needs the standard library's source: `rustup component add rust-src`");
        }
        Ok(path.into())
    }

    /// Starts it, and waits until it has read the program.
    pub fn start(path: &Path) -> Self {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editor");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
        fs::create_dir_all(root.join("src")).expect("a folder for the program");
        let manifest = format!(
            "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             aludel = {{ path = {workspace:?} }}\n"
        );
        fs::write(root.join("Cargo.toml"), manifest).expect("a manifest");
        fs::copy(workspace.join("Cargo.lock"), root.join("Cargo.lock")).expect("the versions of the workspace");
        fs::write(root.join("src/main.rs"), PROGRAM).expect("the program");

        let mut process = Command::new(path)
            .env("CARGO_NET_OFFLINE", "true")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let input = process.stdin.take().expect("it listens");
        let mut output = BufReader::new(process.stdout.take().expect("it speaks"));
        let (sender, messages) = channel();
        thread::spawn(move || while read(&mut output).is_some_and(|message| sender.send(message).is_ok()) {});

        let uri = format!("file://{}", root.join("src/main.rs").display());
        let mut server = Self { process, input, messages, requests: 0, version: 1, uri };
        server.request(
            "initialize",
            json!({
                "processId": null,
                "rootUri": format!("file://{}", root.display()),
                "capabilities": {
                    "experimental": { "serverStatusNotification": true },
                    "textDocument": { "hover": { "contentFormat": ["plaintext"] } },
                },
                "initializationOptions": {
                    "checkOnSave": false,
                    "cachePriming": { "enable": false },
                    // Nothing that is asked needs what they make.
                    "cargo": { "buildScripts": { "enable": false } },
                    "procMacro": { "enable": false },
                },
            }),
        );
        server.notify("initialized", json!({}));
        while !server.next().pointer("/params/quiescent").is_some_and(|quiet| quiet == true) {}
        let document = json!({ "uri": server.uri, "languageId": "rust", "version": 1, "text": PROGRAM });
        server.notify("textDocument/didOpen", json!({ "textDocument": document }));
        server
    }

    /// What is shown over a place of the program: `^` marks it in a piece of text that is there once.
    pub fn hover(&mut self, marked: &str) -> String {
        let answer = self.request("textDocument/hover", self.place(marked));
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// Where the definition of what stands at a place is.
    pub fn definition(&mut self, marked: &str) -> Vec<Target> {
        let answer = self.request("textDocument/definition", self.place(marked));
        let targets = answer.as_array().cloned().unwrap_or_default();
        let target = |target: &Value| {
            let path = target["uri"].as_str()?.strip_prefix("file://")?.to_owned();
            let line = usize::try_from(target.pointer("/range/start/line")?.as_u64()?).ok()?;
            let line = fs::read_to_string(&path).ok()?.lines().nth(line)?.trim().to_owned();
            Some(Target { path, line })
        };
        targets.iter().filter_map(target).collect()
    }

    /// What is offered at `^`, after a line has been written at the end of the program.
    pub fn completions(&mut self, line: &str) -> Vec<String> {
        let (before, after) = PROGRAM.split_once("// HERE").expect("a place");
        let (left, right) = line.split_once('^').expect("a mark");
        self.change(&format!("{before}{left}{right}{after}"));
        let answer = self.request("textDocument/completion", self.end_of(&format!("{before}{left}")));
        self.change(PROGRAM);
        let items = answer["items"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        let label = |item: &Value| item["label"].as_str().unwrap_or_default().split('(').next().map(str::to_owned);
        items.iter().filter_map(label).collect()
    }

    /// Of the mark in a piece of the program that is there once.
    fn place(&self, marked: &str) -> Value {
        let plain = marked.replace('^', "");
        let mut places = PROGRAM.match_indices(&plain).map(|(place, _)| place);
        let (Some(place), None) = (places.next(), places.next()) else { panic!("`{plain}` is not there once") };
        self.end_of(&PROGRAM[..place + marked.find('^').expect("a mark")])
    }

    fn end_of(&self, text: &str) -> Value {
        let column = text.len() - text.rfind('\n').map_or(0, |end| end + 1);
        json!({
            "textDocument": { "uri": self.uri },
            "position": { "line": text.matches('\n').count(), "character": column },
        })
    }

    fn change(&mut self, text: &str) {
        self.version += 1;
        let document = json!({ "uri": self.uri, "version": self.version });
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// Asks; again where the server has still been reading what it was told before.
    fn request(&mut self, method: &str, parameters: Value) -> Value {
        loop {
            self.requests += 1;
            let id = self.requests;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters }));
            let answer = loop {
                let message = self.next();
                if message["id"] == id && message.get("method").is_none() {
                    break message;
                }
            };
            match answer.get("error") {
                None => return answer["result"].clone(),
                Some(error) if error["code"] == CONTENT_MODIFIED => {}
                Some(error) => panic!("{method}: {error}"),
            }
        }
    }

    fn notify(&mut self, method: &str, parameters: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": parameters }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("it listens");
        self.input.flush().expect("it listens");
    }

    /// The next message; what the server asks of an editor is answered with nothing.
    fn next(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE).expect("it answers");
        if message.get("method").is_some() && message.get("id").is_some() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
        message
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn read(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().ok()?,
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
