//! What became of the mistakes, kept beside them, so that one library can be asked again without the others.

use std::fs;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use super::peer::{Peer, directory};
use super::report::SHOWN;
use super::{Column, Verdict};

fn path(peer: &Peer) -> String {
    format!("{}/results.json", directory(peer))
}

/// Keeps them.
pub fn save(column: &Column) -> Result<()> {
    let verdicts: Vec<_> = column.verdicts.iter().zip(1..).map(|(verdict, number)| to_json(number, verdict)).collect();
    let results = json!({ "version": column.version, "compiler": column.compiler, "mistakes": verdicts });
    fs::write(path(column.peer), format!("{results:#}\n")).with_context(|| path(column.peer))
}

/// What is kept of a library; `None` if it was never asked.
pub fn load(peer: &'static Peer) -> Result<Option<Column>> {
    let path = path(peer);
    if !fs::exists(&path)? {
        return Ok(None);
    }
    let results: Value = serde_json::from_str(&fs::read_to_string(&path)?).with_context(|| path.clone())?;
    let text = |key: &str| results[key].as_str().unwrap_or("unknown").to_owned();
    let verdicts = results["mistakes"].as_array().with_context(|| path.clone())?;
    let verdicts = verdicts.iter().map(from_json).collect::<Result<_>>().with_context(|| path.clone())?;
    Ok(Some(Column { peer, version: text("version"), compiler: text("compiler"), verdicts }))
}

fn to_json(number: u8, verdict: &Verdict) -> Value {
    match verdict {
        Verdict::Refused { errors, lines, headline, text, by_check } => {
            let text = SHOWN.contains(&number).then(|| shown(text));
            json!({
                "number": number, "errors": errors, "lines": lines, "headline": shown(headline), "by_check": by_check, "text": text
            })
        }
        Verdict::Compiles(output) => json!({ "number": number, "compiles": shown(output) }),
        Verdict::Impossible(why) => json!({ "number": number, "impossible": why }),
    }
}

fn from_json(value: &Value) -> Result<Verdict> {
    let text = |key: &str| value[key].as_str().map(str::to_owned);
    let number = |key: &str| value[key].as_u64().and_then(|number| usize::try_from(number).ok());
    if let Some(output) = text("compiles") {
        Ok(Verdict::Compiles(output))
    } else if let Some(why) = text("impossible") {
        Ok(Verdict::Impossible(why))
    } else if let (Some(errors), Some(lines), Some(headline)) = (number("errors"), number("lines"), text("headline")) {
        let by_check = value["by_check"].as_bool().unwrap_or(true);
        Ok(Verdict::Refused { errors, lines, headline, text: text("text").unwrap_or_default(), by_check })
    } else {
        bail!("a mistake is refused, compiles or is impossible, not {value}")
    }
}

/// A text without the folders of this machine: a file of a library is named from the library on.
fn shown(text: &str) -> String {
    let lines = text.trim_end().lines().map(|line| {
        let line = line.trim_end();
        if let Some((before, _)) = line.split_once("has been written to '") {
            return format!("{before}has been written to '..'");
        }
        line.split(' ').map(without_folders).collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A word that may be a path.
fn without_folders(word: &str) -> &str {
    if !word.starts_with('/') {
        return word;
    }
    for library in ["/registry/src/", "/rustc/"] {
        // Behind it are the registry, or the compiler's revision, and then what is wanted.
        if let Some((_, path)) = word.split_once(library) {
            return path.split_once('/').map_or(path, |(_, path)| path);
        }
    }
    word.rsplit_once('/').map_or(word, |(_, file)| file)
}
