//! The report of the differences.

use super::{Difference, Drift, place};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::{
    fmt,
    io::{IsTerminal, stderr},
};

/// A report with colours, where they can be seen.
pub(super) struct Colored<'d>(pub(super) &'d Drift);

impl fmt::Display for Colored<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colors = stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|no| no.is_empty());
        f.write_str(&report(self.0, colors))
    }
}

impl fmt::Display for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&report(self, false))
    }
}

/// All differences.
pub(super) fn report(drift: &Drift, colors: bool) -> String {
    let renderer = if colors { Renderer::styled() } else { Renderer::plain() };
    let mut text = match drift.differences.len() {
        0 => return "the database is what is declared".to_owned(),
        1 => "the database is not what is declared, in one place\n".to_owned(),
        count => format!("the database is not what is declared, in {count} places\n"),
    };
    for difference in &drift.differences {
        text += &one(difference, &renderer);
        text += "\n\n";
    }
    text + "create what is missing by a migration (`generate`, `up`), or change the declarations (`reflect` writes them)"
}

fn one(difference: &Difference, renderer: &Renderer) -> String {
    let label = match (&difference.declared, &difference.live) {
        (Some(declared), Some(live)) => format!("declared {declared}; in the database {live}"),
        (Some(declared), None) => format!("declared {declared}; not in the database"),
        (None, Some(live)) => format!("not declared; in the database {live}"),
        (None, None) => String::new(),
    };
    let title = Level::ERROR.primary_title(&difference.what);
    let Some(place) = place::find(difference) else {
        let origin = Origin::path(difference.file).line(difference.line as usize);
        return renderer.render(&[title.element(origin).element(Level::NOTE.message(label))]);
    };
    // Only the line that is meant, with its place.
    let begin = place.source[..place.span.start].rfind('\n').map_or(0, |at| at + 1);
    let end = place.source[begin..].find('\n').map_or(place.source.len(), |at| begin + at);
    let span = place.span.start - begin..place.span.end - begin;
    let snippet = Snippet::source(&place.source[begin..end])
        .line_start(difference.line as usize)
        .path(difference.file)
        .annotation(AnnotationKind::Primary.span(span).label(label));
    renderer.render(&[title.element(snippet)])
}
