//! Where in its source a declaration is.
//!
//! A macro knows the line where `table!` begins; the column is looked for in the source, which is there while a program is
//! developed, and need not be afterwards.

use super::Difference;
use std::{ops::Range, path::PathBuf};

/// A piece of source, and what is meant in it.
pub(super) struct Place {
    /// The lines from the beginning of `table!` to the end of the file.
    pub(super) source: String,
    /// Where the name of the column is, or that of the table.
    pub(super) span: Range<usize>,
}

/// Finds the declaration, if its source can be read and looks like it.
pub(super) fn find(difference: &Difference) -> Option<Place> {
    let source = read(difference.file)?;
    let begin = (1..difference.begins).try_fold(0, |at, _| Some(at + source.get(at..)?.find('\n')? + 1))?;
    let source = source[begin..].to_owned();
    let call = source.find("table!").filter(|at| !source[..*at].contains('\n'))?;
    let end = source[call + 1..].find("table!").map_or(source.len(), |next| call + 1 + next);
    let word = |text: &str, from: usize, follows: fn(&str) -> bool| {
        let found = source[from..end].match_indices(text).map(|(at, _)| from + at).find(|&at| {
            let is_name = |c: char| c.is_alphanumeric() || c == '_';
            let line = source[..at].rfind('\n').map_or(0, |line| line + 1);
            let behind = &source[at + text.len()..end];
            !source[..at].ends_with(is_name) && !source[line..at].contains("//") && follows(behind)
        })?;
        Some(found..found + text.len())
    };
    let head = word("struct", call, |behind| behind.starts_with(' '))?.end;
    let body = head + source[head..end].find('{')?;
    let field = difference.field.and_then(|field| {
        word(field, body, |behind| {
            let behind = behind.trim_start();
            behind.starts_with(':') && !behind.starts_with("::")
        })
    });
    let span = field.or_else(|| {
        let name = source[head..body].rfind(" in ").map(|at| head + at + 4)?;
        let length = source[name..body].trim_end().len();
        Some(name..name + length)
    })?;
    Some(Place { source, span })
}

/// Moves the line of a difference to its column.
pub(super) fn settle(difference: &mut Difference) {
    if let Some(place) = find(difference) {
        difference.line = difference.begins + place.source[..place.span.start].matches('\n').count() as u32;
    }
}

/// Reads a source file. Its path is that from the root of the workspace, which may be above the directory that the program
/// runs in.
fn read(file: &str) -> Option<String> {
    let here = std::env::current_dir().ok()?;
    here.ancestors().take(4).map(|above| above.join(file)).find(|path: &PathBuf| path.is_file()).and_then(|path| {
        let source = std::fs::read_to_string(path).ok()?;
        Some(source.replace("\r\n", "\n"))
    })
}
