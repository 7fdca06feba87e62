//! What is shown.

use crate::{file::dialect_name, lint::Lint, project::Difference};
use aludel_core::{Error, sql::DialectKind};
use anstyle::AnsiColor;
use serde_json::{Value, json};

/// Words in colours, which are left out where the output is no terminal.
pub(super) struct Style;

impl Style {
    pub(super) fn good(text: &str) -> String {
        painted(text, AnsiColor::Green)
    }

    pub(super) fn warn(text: &str) -> String {
        painted(text, AnsiColor::Yellow)
    }

    pub(super) fn bad(text: &str) -> String {
        painted(text, AnsiColor::Red)
    }
}

fn painted(text: &str, color: AnsiColor) -> String {
    let style = color.on_default().bold();
    format!("{style}{text}{style:#}")
}

/// What a command says, for people and as JSON.
pub(super) struct Report {
    text: String,
    json: Value,
    /// The exit code.
    pub(super) code: u8,
}

impl Report {
    pub(super) fn new(text: impl Into<String>, json: Value) -> Self {
        Self { text: text.into(), json, code: 0 }
    }

    /// What changes; the dialects on which that is the same together.
    pub(super) fn changes(&mut self, differences: &[Difference]) {
        let mut groups: Vec<(Vec<&str>, String)> = Vec::new();
        for difference in differences.iter().filter(|difference| !difference.changes.is_empty()) {
            let lines: Vec<_> = difference.changes.iter().map(ToString::to_string).collect();
            let text = lines.join("\n").replace('\n', "\n  ");
            match groups.iter_mut().find(|(_, known)| *known == text) {
                Some((dialects, _)) => dialects.push(dialect_name(difference.dialect)),
                None => groups.push((vec![dialect_name(difference.dialect)], text)),
            }
        }
        for (dialects, text) in groups {
            self.text += &format!("\n{}:\n  {text}", dialects.join(", "));
        }
    }

    /// The lints; those that several dialects have together.
    pub(super) fn lints<'l>(&mut self, all: impl Iterator<Item = (DialectKind, &'l [Lint])>) {
        let mut groups: Vec<(Vec<&str>, &Lint)> = Vec::new();
        for (dialect, lints) in all {
            for lint in lints {
                match groups.iter_mut().find(|(_, known)| *known == lint) {
                    Some((dialects, _)) => dialects.push(dialect_name(dialect)),
                    None => groups.push((vec![dialect_name(dialect)], lint)),
                }
            }
        }
        for (dialects, lint) in &groups {
            let word = if lint.destructive { Style::bad("loses data") } else { Style::warn("careful") };
            self.text += &format!("\n{word} on {}: {lint}", dialects.join(", "));
        }
        let lints = groups.iter().map(|(dialects, lint)| json!({ "dialects": dialects, "lint": lint }));
        self.json["lints"] = lints.collect();
    }

    /// Attributes that have done their work.
    pub(super) fn obsolete(&mut self, attributes: &[String]) {
        for attribute in attributes {
            self.text += &format!("\n{} {attribute}", Style::warn("obsolete:"));
        }
        self.json["obsolete"] = attributes.into();
    }

    /// Prints it, and gives the exit code.
    pub(super) fn print(self, json: bool) -> u8 {
        if json {
            println!("{:#}", self.json);
        } else {
            anstream::println!("{}", self.text);
        }
        self.code
    }
}

/// Prints an error, and gives the exit code.
pub(super) fn failed(error: &Error, json: bool) -> u8 {
    if json {
        println!("{:#}", json!({ "error": error.to_string(), "code": error.code() }));
    } else {
        anstream::eprintln!("{} {error}", Style::bad("error:"));
    }
    2
}
