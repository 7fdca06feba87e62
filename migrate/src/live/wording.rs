//! The wording of one model for what means the same in another.
//!
//! Each text of a live table that differs from that of the model is a question: does it mean the same? The database
//! answers: it is given the model's text for a temporary table with the columns of the live one, and what it makes of it is
//! compared with what it says of the live table. SQLite keeps texts as they were written, so it is not asked.

use super::{mysql, postgres, spelling::Spelling};
use crate::{
    model::{Check, Generated, Index, IndexPart, Model, Table},
    parse::same,
    quote::quoted,
};
use aludel_core::{
    Result,
    engine::{Backend, Link},
    schema::ddl::{MYSQL_TABLE, json_collation},
    sql::DialectKind,
};

/// The temporary tables.
const WORDS: &str = "_aludel_words";

/// Takes over the wording, the order and the case of names of `like`, where they mean the same.
pub(super) fn adopt<B: Backend>(link: &mut Link<B>, model: &mut Model, like: &Model) -> Result<()> {
    if like.tables.is_empty() {
        return Ok(());
    }
    let kind = link.style().kind;
    Spelling::of(link)?.adopt(model, like);
    let mut asked = Vec::new();
    for table in &mut model.tables {
        let found = like.tables.iter().find(|like| (&like.schema, &like.name) == (&table.schema, &table.name));
        let Some(like) = found else { continue };
        let mut parts = Part::of(table, like);
        parts.retain(|part| {
            let same = same_text(part.live(table), part.like(like), kind);
            if same {
                part.adopt(table, like);
            }
            !same
        });
        if !parts.is_empty() {
            asked.push(Asked { table, like, parts });
        }
    }
    match kind {
        DialectKind::Sqlite => Ok(()),
        _ if asked.is_empty() => Ok(()),
        DialectKind::Postgres => ask_postgres(link, asked),
        _ => asked.into_iter().try_for_each(|asked| ask_mysql(link, asked)),
    }
    .map_err(|error| error.context("asking the database, with a temporary table, how it writes what is declared"))
}

/// A table with what is asked about it.
struct Asked<'m> {
    table: &'m mut Table,
    like: &'m Table,
    parts: Vec<Part>,
}

/// What has a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum What {
    Type,
    Default,
    Generated,
    Check,
    Index,
}

/// A part that a live table and the one like it both have, by its positions in them.
#[derive(Debug, Clone, Copy)]
struct Part {
    what: What,
    live: usize,
    like: usize,
}

/// The text of a part.
#[derive(Debug, Clone, Copy)]
enum Text<'t> {
    Sql(&'t str),
    Index(&'t Index),
}

impl<'t> Text<'t> {
    fn of(what: What, table: &'t Table, at: usize) -> Self {
        match what {
            What::Type => Text::Sql(&table.columns[at].ty),
            What::Default => Text::Sql(table.columns[at].default.as_deref().unwrap_or_default()),
            What::Generated => Text::Sql(table.columns[at].generated.as_ref().map_or("", |generated| &generated.sql)),
            What::Check => Text::Sql(&table.checks[at].sql),
            What::Index => Text::Index(&table.indexes[at]),
        }
    }

    /// Whether the database says the same.
    fn is(self, other: Text<'_>) -> bool {
        match (self, other) {
            (Text::Sql(a), Text::Sql(b)) => a == b,
            (Text::Index(a), Text::Index(b)) => {
                (&a.parts, a.unique, &a.method, &a.filter) == (&b.parts, b.unique, &b.method, &b.filter)
            }
            _ => false,
        }
    }
}

impl Part {
    fn of(table: &Table, like: &Table) -> Vec<Part> {
        let mut parts = Vec::new();
        for (live, column) in table.columns.iter().enumerate() {
            let Some(at) = like.columns.iter().position(|other| other.name == column.name) else { continue };
            parts.push(Part { what: What::Type, live, like: at });
            if column.default.is_some() && like.columns[at].default.is_some() {
                parts.push(Part { what: What::Default, live, like: at });
            }
            if column.generated.is_some() && like.columns[at].generated.is_some() {
                parts.push(Part { what: What::Generated, live, like: at });
            }
        }
        // A condition of another name may say the same.
        let named = |checks: &[Check], name: &str| checks.iter().any(|other| other.name == name);
        for (live, check) in table.checks.iter().enumerate() {
            for (at, other) in like.checks.iter().enumerate() {
                let strangers = !named(&like.checks, &check.name) && !named(&table.checks, &other.name);
                if check.name == other.name || strangers {
                    parts.push(Part { what: What::Check, live, like: at });
                }
            }
        }
        let indexes = table.indexes.iter().map(|index| like.indexes.iter().position(|other| other.name == index.name));
        parts
            .extend(indexes.enumerate().filter_map(|(live, like)| Some(Part { what: What::Index, live, like: like? })));
        parts
    }

    fn live(self, table: &Table) -> Text<'_> {
        Text::of(self.what, table, self.live)
    }

    fn like(self, like: &Table) -> Text<'_> {
        Text::of(self.what, like, self.like)
    }

    /// Writes the live part as the other one is written.
    fn adopt(self, table: &mut Table, like: &Table) {
        let (live, other) = (self.live, self.like);
        match self.what {
            What::Type => table.columns[live].ty.clone_from(&like.columns[other].ty),
            What::Default => table.columns[live].default.clone_from(&like.columns[other].default),
            What::Generated => {
                if let (Some(live), Some(like)) = (&mut table.columns[live].generated, &like.columns[other].generated) {
                    live.sql.clone_from(&like.sql);
                }
            }
            What::Check => table.checks[live].sql.clone_from(&like.checks[other].sql),
            What::Index => table.indexes[live] = like.indexes[other].clone(),
        }
    }

    /// What it is called in a temporary table, as part number `n`.
    fn name(self, n: usize, table: &Table) -> String {
        match self.what {
            What::Default => table.columns[self.live].name.clone(),
            // Long, since the names of constraints are those of a whole schema on MySQL.
            _ => format!("_aludel_word_{n}"),
        }
    }

    /// What the database made of it, in a temporary table.
    fn answer(self, n: usize, table: &Table, words: &Table) -> bool {
        let name = self.name(n, table);
        let at = match self.what {
            What::Type | What::Default | What::Generated => words.columns.iter().position(|column| column.name == name),
            What::Check => words.checks.iter().position(|check| check.name == name),
            What::Index => words.indexes.iter().position(|index| index.name == name),
        };
        at.is_some_and(|at| Text::of(self.what, words, at).is(self.live(table)))
    }
}

impl Asked<'_> {
    fn hear(self, words: &Table) {
        for (n, part) in self.parts.iter().enumerate() {
            if part.answer(n, self.table, words) {
                part.adopt(self.table, self.like);
            }
        }
    }

    /// The columns of the temporary table: those of the live one, without what they compute.
    fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.table.columns.iter().map(|column| (&*column.name, &*column.ty))
    }

    /// A column with the type of a part's, computed as the text says.
    fn computed(&self, part: Part, sql: &str) -> String {
        format!("{} {}", self.table.columns[part.live].ty, Generated { sql: sql.to_owned(), stored: true })
    }

    /// The columns that the live table lacks.
    fn lacking(&self) -> impl Iterator<Item = (&str, &str)> {
        let is_there = |name: &str| self.table.columns.iter().any(|column| column.name == name);
        let columns = self.like.columns.iter().filter(move |column| !is_there(&column.name));
        columns.map(|column| (&*column.name, &*column.ty))
    }
}

fn same_text(a: Text<'_>, b: Text<'_>, kind: DialectKind) -> bool {
    let same = |a: &str, b: &str| same(a, b, kind.is_mysql());
    match (a, b) {
        (Text::Sql(a), Text::Sql(b)) => same(a, b),
        (Text::Index(a), Text::Index(b)) => {
            let part = |(a, b): (&IndexPart, &IndexPart)| match (a, b) {
                (IndexPart::Expression(a), IndexPart::Expression(b)) => same(a, b),
                (a, b) => a == b,
            };
            let filter = match (&a.filter, &b.filter) {
                (Some(a), Some(b)) => same(a, b),
                (a, b) => a == b,
            };
            let parts = a.parts.len() == b.parts.len() && a.parts.iter().zip(&b.parts).all(part);
            a.unique == b.unique && a.method == b.method && parts && filter
        }
        _ => false,
    }
}

/// What an index orders by, in parentheses.
fn elements(index: &Index, kind: DialectKind) -> String {
    let parts = index.parts.iter().map(|part| match part {
        IndexPart::Column(name) => quoted(&[name], kind),
        IndexPart::Expression(sql) => sql.clone(),
    });
    format!("({})", parts.collect::<Vec<_>>().join(", "))
}

/// One script and one look at all temporary tables. What a text cannot be used for is passed over, in a block of its own,
/// such that a transaction goes on.
fn ask_postgres<B: Backend>(link: &mut Link<B>, asked: Vec<Asked<'_>>) -> Result<()> {
    let kind = DialectKind::Postgres;
    let name = |at: usize| format!("{WORDS}_{at}");
    let mut script = String::new();
    let mut blocks = String::from("BEGIN ");
    let mut attempt = |sql: String| {
        blocks += &format!("BEGIN EXECUTE {}; EXCEPTION WHEN OTHERS THEN NULL; END; ", literal(&sql));
    };
    for (at, asked) in asked.iter().enumerate() {
        let (plain, table) = (name(at), quoted(&["pg_temp", &name(at)], kind));
        let columns = asked.columns().map(|(name, ty)| format!("{} {ty}", quoted(&[name], kind)));
        // One of an earlier look that was cut off is in nobody's way.
        script += &format!("DROP TABLE IF EXISTS {table};\n");
        script += &format!("CREATE TEMPORARY TABLE {plain} ({});\n", columns.collect::<Vec<_>>().join(", "));
        for (name, ty) in asked.lacking() {
            attempt(format!("ALTER TABLE {table} ADD COLUMN {} {ty}", quoted(&[name], kind)));
        }
        for (n, part) in asked.parts.iter().enumerate() {
            let word = quoted(&[&part.name(n, asked.table)], kind);
            attempt(match (part.what, part.like(asked.like)) {
                (What::Type, Text::Sql(ty)) => format!("ALTER TABLE {table} ADD COLUMN {word} {ty}"),
                (What::Default, Text::Sql(sql)) => format!("ALTER TABLE {table} ALTER COLUMN {word} SET DEFAULT {sql}"),
                (What::Generated, Text::Sql(sql)) => {
                    format!("ALTER TABLE {table} ADD COLUMN {word} {}", asked.computed(*part, sql))
                }
                (_, Text::Sql(sql)) => format!("ALTER TABLE {table} ADD CONSTRAINT {word} CHECK ({sql})"),
                (_, Text::Index(index)) => {
                    // The name of an index is one of the schema, so the table's is part of it.
                    let unique = if index.unique { "UNIQUE " } else { "" };
                    let method = index.method.as_ref().map_or_else(String::new, |method| format!(" USING {method}"));
                    let filter = index.filter.as_ref().map_or_else(String::new, |filter| format!(" WHERE {filter}"));
                    let word = quoted(&[&format!("{plain}_{n}")], kind);
                    format!("CREATE {unique}INDEX {word} ON {table}{method} {}{filter}", elements(index, kind))
                }
            });
        }
    }
    blocks += "END";
    let names: Vec<_> = (0..asked.len()).map(name).collect();
    let tables: Vec<_> = names.iter().map(|name| quoted(&["pg_temp", name], kind)).collect();
    link.script(&format!("{script}DO {};", literal(&blocks)))?;
    let mut words = postgres::temporary(link)?;
    for table in words.iter_mut() {
        let prefix = format!("{}_", table.name);
        for index in &mut table.indexes {
            if let Some(n) = index.name.strip_prefix(&prefix) {
                index.name = format!("_aludel_word_{n}");
            }
        }
    }
    link.script(&format!("DROP TABLE {}", tables.join(", ")))?;
    for (name, asked) in names.iter().zip(asked) {
        if let Some(words) = words.iter().find(|table| table.name == *name) {
            asked.hear(words);
        }
    }
    Ok(())
}

/// Text as a literal of PostgreSQL, whatever its settings say of backslashes.
fn literal(text: &str) -> String {
    format!(" E'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// All at once; if that is refused, one after the other, without those that are.
fn ask_mysql<B: Backend>(link: &mut Link<B>, asked: Asked<'_>) -> Result<()> {
    let all: Vec<usize> = (0..asked.parts.len()).collect();
    let mut heard = Vec::new();
    match words_of_mysql(link, &asked, &all) {
        Ok(words) => heard.push(words),
        Err(_) => heard.extend(all.iter().filter_map(|n| words_of_mysql(link, &asked, &[*n]).ok())),
    }
    let Asked { table, like, parts } = asked;
    for words in heard {
        Asked { table: &mut *table, like, parts: parts.clone() }.hear(&words);
    }
    Ok(())
}

fn words_of_mysql<B: Backend>(link: &mut Link<B>, asked: &Asked<'_>, parts: &[usize]) -> Result<Table> {
    let kind = link.style().kind;
    let default = |column: &str| {
        let part = parts
            .iter()
            .map(|n| asked.parts[*n])
            .find(|part| part.what == What::Default && asked.table.columns[part.live].name == column)?;
        match part.like(asked.like) {
            Text::Sql(sql) => Some(format!(" DEFAULT {sql}")),
            Text::Index(_) => None,
        }
    };
    let mut elements: Vec<String> = asked
        .columns()
        .chain(asked.lacking())
        .map(|(name, ty)| {
            let (collation, default) = (json_collation(ty, kind), default(name).unwrap_or_default());
            format!("{} {ty}{collation} NULL{default}", quoted(&[name], kind))
        })
        .collect();
    for n in parts {
        let part = asked.parts[*n];
        let word = quoted(&[&part.name(*n, asked.table)], kind);
        match (part.what, part.like(asked.like)) {
            (What::Type, Text::Sql(ty)) => elements.push(format!("{word} {ty} NULL")),
            (What::Generated, Text::Sql(sql)) => elements.push(format!("{word} {}", asked.computed(part, sql))),
            (What::Check, Text::Sql(sql)) => elements.push(format!("CONSTRAINT {word} CHECK ({sql})")),
            (What::Index, Text::Index(index)) => {
                let unique = if index.unique { "UNIQUE " } else { "" };
                let method = index.method.as_ref().map_or_else(String::new, |method| format!("{method} "));
                elements.push(format!("{unique}{method}KEY {word} {}", self::elements(index, kind)));
            }
            _ => {}
        }
    }
    // A failure leaves none behind; one of an earlier look is in nobody's way.
    link.script(&format!("DROP TEMPORARY TABLE IF EXISTS {WORDS}"))?;
    link.script(&format!(
        "CREATE TEMPORARY TABLE {WORDS} ({}){MYSQL_TABLE}; {}",
        elements.join(", "),
        mysql::BYTES_BEGIN
    ))?;
    let words = mysql::table(link, &[WORDS]);
    link.script(&format!("{}; DROP TEMPORARY TABLE {WORDS}", mysql::BYTES_END))?;
    words
}
