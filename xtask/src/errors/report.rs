//! `docs/errors.md`.

use std::fmt::Write;

use super::{Column, Mistake, Verdict};

/// Where it is.
pub const PAGE: &str = "docs/errors.md";

/// The mistakes whose messages are shown whole, and kept.
pub const SHOWN: [u8; 7] = [7, 16, 27, 31, 36, 40, 41];
/// How much of a first line is shown.
const HEADLINE: usize = 200;

const HEAD: &str = "\
# What the compiler says

The mistakes that a query invites, made with each library: how many errors there are, how many lines, and what the first of them
says. `cargo xtask errors --peers` wrote this page from runs of the compiler; it builds the other libraries only then.

- Each mistake is one small program over the same tables, in `ui-tests/peers/`, written as the documentation of each library
  recommends. All of them go on to run the query, so that the errors which follow from the first one count, too. (The cases of
  [`ui-tests`](../ui-tests/README.md), each with one mistake of ours and a reviewed message, mostly end before that.)
- Counted is what rustc prints where no terminal is, without blank lines and without its closing lines about the number of
  errors. First lines are cut after 200 characters.
- A mistake that compiles is built and run, on SQLite with a few rows in each table: shown is what the database then says.
- \"Cannot be written\" says that a library lacks the construct, which is sometimes a merit and sometimes a gap.
- \"By a build alone\" says that `cargo check` and an editor let the mistake pass.
- SeaORM builds its queries at run time, by design: what is a message here
  is for it an error of the database, or none.
";

/// The page.
pub fn page(mistakes: &[Mistake], columns: &[Column]) -> String {
    let mut page = HEAD.to_owned();
    let mut compilers: Vec<_> = columns.iter().map(|column| column.compiler.as_str()).collect();
    compilers.dedup();
    let _ = writeln!(page, "- Run with {}.", compilers.join(" and "));
    page += "\n## In short\n\n| | refused by the compiler | compiles | cannot be written | exactly one error | most errors | median lines | most lines |\n";
    page += "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
    for column in columns {
        summary(&mut page, column);
    }
    better(&mut page, mistakes, columns);
    page += "\n## Side by side\n\n| | mistake |";
    for column in columns {
        let _ = write!(page, " {} |", column.peer.name);
    }
    let _ = writeln!(page, "\n| --- | --- |{}", " --- |".repeat(columns.len()));
    for (index, mistake) in mistakes.iter().enumerate() {
        let _ = write!(page, "| [{0}](#{0}) | {1} |", mistake.number, mistake.title);
        for column in columns {
            let cell = match &column.verdicts[index] {
                Verdict::Refused { lines, by_check: false, .. } => format!("{lines} lines, by a build alone"),
                Verdict::Refused { errors: 1, lines, .. } => format!("{lines} lines"),
                Verdict::Refused { errors, lines, .. } => format!("{lines} lines, {errors} errors"),
                Verdict::Compiles(_) => "**compiles**".to_owned(),
                Verdict::Impossible(_) => "cannot be written".to_owned(),
            };
            let _ = write!(page, " {cell} |");
        }
        page.push('\n');
    }
    page += "\n## What each says\n";
    for (index, mistake) in mistakes.iter().enumerate() {
        let _ = write!(page, "\n### <a name=\"{0}\"></a>{0}. {1}\n\n", mistake.number, mistake.title);
        page += "| | errors | lines | |\n| --- | --- | --- | --- |\n";
        for column in columns {
            row(&mut page, column.peer.name, &column.verdicts[index]);
        }
        if SHOWN.contains(&mistake.number) {
            for column in columns {
                if let Verdict::Refused { text, lines, .. } = &column.verdicts[index] {
                    let _ = write!(
                        page,
                        "\n<details><summary>{}: all {lines} lines</summary>\n\n```text\n{}\n```\n\n</details>\n",
                        column.peer.name, text
                    );
                }
            }
        }
    }
    page
}

fn summary(page: &mut String, column: &Column) {
    let count = |wanted: fn(&Verdict) -> bool| column.verdicts.iter().filter(|verdict| wanted(verdict)).count();
    let refused = column.verdicts.iter().filter_map(|verdict| match verdict {
        Verdict::Refused { errors, lines, .. } => Some((*errors, *lines)),
        _ => None,
    });
    let (errors, mut lines): (Vec<_>, Vec<_>) = refused.unzip();
    lines.sort_unstable();
    let _ = writeln!(
        page,
        "| {} {} | {} | {} | {} | {} | {} | {} | {} |",
        column.peer.name,
        column.version,
        lines.len(),
        count(|verdict| matches!(verdict, Verdict::Compiles(_))),
        count(|verdict| matches!(verdict, Verdict::Impossible(_))),
        errors.iter().filter(|&&errors| errors == 1).count(),
        errors.iter().max().unwrap_or(&0),
        lines.get(lines.len() / 2).unwrap_or(&0),
        lines.last().unwrap_or(&0),
    );
}

/// Where a peer needs fewer lines than we do, it is said.
fn better(page: &mut String, mistakes: &[Mistake], columns: &[Column]) {
    let Some(ours) = columns.iter().find(|column| column.peer.dependencies.is_none()) else { return };
    page.push('\n');
    for peer in columns.iter().filter(|column| column.peer.dependencies.is_some()) {
        let mut numbers = Vec::new();
        for ((mistake, ours), theirs) in mistakes.iter().zip(&ours.verdicts).zip(&peer.verdicts) {
            if let (Verdict::Refused { lines: ours, .. }, Verdict::Refused { lines, .. }) = (ours, theirs)
                && lines < ours
            {
                numbers.push(format!("{} ({lines} lines for {ours})", mistake.number));
            }
        }
        let list = if numbers.is_empty() { "none".to_owned() } else { numbers.join(", ") };
        let _ = writeln!(page, "- {} is shorter than Aludel for: {list}.", peer.peer.name);
    }
}

fn row(page: &mut String, name: &str, verdict: &Verdict) {
    let _ = match verdict {
        Verdict::Refused { errors, lines, headline, .. } => {
            writeln!(page, "| {name} | {errors} | {lines} | {} |", code(headline))
        }
        Verdict::Compiles(output) => writeln!(page, "| {name} | compiles | | at run time: {} |", code(output)),
        Verdict::Impossible(why) => writeln!(page, "| {name} | cannot be written | | {why} |"),
    };
}

/// A text as code in a cell of a table.
fn code(text: &str) -> String {
    let short: String = text.chars().take(HEADLINE).collect();
    let cut = if short.len() < text.len() { " .." } else { "" };
    format!("`` {}{cut} ``", short.replace('|', "\\|"))
}
