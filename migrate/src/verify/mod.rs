//! Whether a database is what is declared.
//!
//! [`Verify::verify`] is for the start of a program: it compares the declarations with the database, and says each difference
//! at its declaration, with the database's side beside it:
//!
//! ```text
//! error: the column `users.name` is another one in the database
//!  --> src/schema.rs:12:9
//!    |
//! 12 |         name: String,
//!    |         ^^^^ declared varchar(50); in the database text
//! ```
//!
//! What a database has beyond the declared tables is not looked at, and what constraints and indexes are called does not
//! count: only what they say.

mod place;
mod show;

use crate::{
    diff::{Alter, Alteration, Change, diff},
    model::{Column, ForeignKey, Index, IndexPart, Key, Model},
    rename::Renames,
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, Engine, Link},
    schema::{
        Schema,
        meta::{Action, TableMeta},
    },
    sql::DialectKind,
};
use std::fmt;

/// Comparing the tables that `schema!` collects with a live database.
pub trait Verify: Schema {
    /// Fails if the database is not what is declared; for the start of a program.
    ///
    /// It reads the catalogs of the database and, on servers, makes and drops a temporary table for what they write in
    /// their own words.
    ///
    /// ```no_run
    /// # use aludel_core::{Result, engine::{Backend, Engine}, schema::Schema};
    /// # use aludel_migrate::verify::{Drift, Verify};
    /// # fn example<Sqlite: Backend, Blog: Schema>() -> Result<()> {
    /// let engine = Engine::<Sqlite>::open("sqlite:blog.db")?;
    /// if let Err(error) = Blog::verify(&engine) {
    ///     // What differs, as data; with carets and colours on a terminal.
    ///     if let Some(drift) = Drift::of(&error) {
    ///         eprintln!("{}", drift.colored());
    ///     }
    ///     return Err(error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// `Schema` with the differences as text, and as its source a [`Drift`]; `Schema` for a declaration that could not be
    /// created; and what the database says.
    fn verify<B: Backend>(engine: &Engine<B>) -> Result<()> {
        Drift::read(engine.connect()?.link(), Self::TABLES)?.into_result()
    }
}
impl<S: Schema> Verify for S {}

/// How a database differs from the declarations.
///
/// It displays as a report with a caret at each declaration, if its source is there to be read, and in plain text;
/// [`colored`](Self::colored) has colours.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift {
    /// The differences, in the order of the declarations.
    pub differences: Vec<Difference>,
}

/// One difference between a declaration and a database.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// What differs, in one line.
    pub what: String,
    /// The table, as it is declared.
    pub table: &'static str,
    /// The column, if it is about one.
    pub column: Option<String>,
    /// What is declared, if anything is.
    pub declared: Option<String>,
    /// What the database has, if it has something there.
    pub live: Option<String>,
    /// The source file of the declaration.
    pub file: &'static str,
    /// The line in it: of the column if the source can be read, else where the table's declaration begins.
    pub line: u32,
    /// Where the declaration of the table begins, and the field of the column.
    begins: u32,
    field: Option<&'static str>,
}

impl Drift {
    /// Compares a database with declared tables.
    ///
    /// # Errors
    /// `Schema` for a declaration that could not be created; and what the database says.
    pub fn read<B: Backend>(link: &mut Link<B>, tables: &[&'static TableMeta]) -> Result<Self> {
        let dialect = link.style().kind;
        let declared = Model::declared(tables, dialect)?;
        let live = Model::live(link, &declared)?;
        Ok(Self::between(&live, &declared, tables, dialect))
    }

    /// The differences that an error of [`Verify::verify`] carries.
    pub fn of(error: &Error) -> Option<&Self> {
        std::error::Error::source(error)?.downcast_ref()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.differences.is_empty()
    }

    /// An error if there is a difference.
    ///
    /// # Errors
    /// `Schema` with the report, and this as its source.
    pub fn into_result(self) -> Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Schema, self.to_string()).with_source(self))
    }

    /// The report, with the colours of a terminal or without.
    pub fn report(&self, colors: bool) -> String {
        show::report(self, colors)
    }

    /// The report with colours, if standard error is a terminal and `NO_COLOR` is not set.
    pub fn colored(&self) -> impl fmt::Display + '_ {
        show::Colored(self)
    }

    fn between(live: &Model, declared: &Model, tables: &[&'static TableMeta], dialect: DialectKind) -> Self {
        let is_declared = |table: &&crate::model::Table| declared.table(&table.full_name()).is_some();
        let live = Model { tables: live.tables.iter().filter(is_declared).cloned().collect() };
        let changes = diff(&live, declared, dialect, &Renames::default());
        let mut drift = Drift::default();
        for table in tables {
            for change in &changes {
                drift.add(change, table);
            }
        }
        drift.differences.iter_mut().for_each(place::settle);
        drift
    }

    /// Adds a change from the database to the declarations, if it is one of a table.
    fn add(&mut self, change: &Change, meta: &'static TableMeta) {
        let is = |schema: &Option<String>, name: &str| schema.as_deref() == meta.schema && name == meta.name;
        match change {
            Change::CreateTable(table) if is(&table.schema, &table.name) => {
                let what = format!("the table `{}` is not in the database", meta.name);
                self.differences.push(Difference::new(meta, what, None).declared("a table"));
            }
            Change::AlterTable(altered) if is(&altered.to.schema, &altered.to.name) => self.add_alters(altered, meta),
            _ => {}
        }
    }

    fn add_alters(&mut self, altered: &Alteration, meta: &'static TableMeta) {
        let table = meta.name;
        for alter in &altered.alters {
            if let Some((thing, columns, declared, live)) = sides(alter, &altered.alters) {
                let what = match (&declared, &live) {
                    (Some(_), Some(_)) => format!("the {thing} of `{table}` is another one in the database"),
                    (Some(_), None) => format!("the {thing} of `{table}` is not in the database"),
                    _ => format!("the database has a {thing} of `{table}` that is not declared"),
                };
                let column = if let [column] = &columns[..] { Some(column.clone()) } else { None };
                self.differences.push(Difference { declared, live, ..Difference::new(meta, what, column) });
                continue;
            }
            match alter {
                Alter::AddColumn(column) => {
                    let what = format!("the column `{table}.{}` is not in the database", column.name);
                    let difference = Difference::new(meta, what, Some(column.name.clone()));
                    self.differences.push(difference.declared(whole(column)));
                }
                Alter::DropColumn(column) => {
                    let what = format!("the database has a column `{table}.{}` that is not declared", column.name);
                    let difference = Difference::new(meta, what, Some(column.name.clone()));
                    self.differences.push(Difference { live: Some(whole(column)), ..difference });
                }
                Alter::ChangeColumn { from, to } => {
                    let what = format!("the column `{table}.{}` is another one in the database", to.name);
                    let (declared, live) = apart(to, from);
                    let difference = Difference::new(meta, what, Some(to.name.clone()));
                    self.differences.push(Difference { live: Some(live), ..difference }.declared(declared));
                }
                Alter::Comment { from, to } => {
                    let what = format!("the table `{table}` has another comment in the database");
                    let difference = Difference::new(meta, what, None).declared(comment(to));
                    self.differences.push(Difference { live: Some(comment(from)), ..difference });
                }
                _ => {}
            }
        }
    }
}

impl std::error::Error for Drift {}

impl Difference {
    fn new(table: &'static TableMeta, what: String, column: Option<String>) -> Self {
        let field = column.as_deref().and_then(|name| table.column(name)).map(|column| column.field);
        let (file, line) = (table.file, table.line);
        Self { what, table: table.name, column, declared: None, live: None, file, line, begins: line, field }
    }

    fn declared(self, declared: impl Into<String>) -> Self {
        Self { declared: Some(declared.into()), ..self }
    }
}

/// A constraint or an index that differs: what it is, its columns, what is declared, what the database has. One that is there
/// under the same name with another content is told once, where it is new.
#[allow(clippy::type_complexity)]
fn sides(alter: &Alter, all: &[Alter]) -> Option<(String, Vec<String>, Option<String>, Option<String>)> {
    macro_rules! sides {
        ($($add:ident $drop:ident $what:literal $columns:expr, $show:expr;)*) => {
            match alter {
                $(
                    Alter::$add(new) => {
                        let old = all.iter().find_map(|other| match other {
                            Alter::$drop(old) if old.name == new.name => Some($show(old)),
                            _ => None,
                        });
                        Some((thing($what, &new.name), $columns(new), Some($show(new)), old))
                    }
                    Alter::$drop(old) => {
                        let again = all.iter().any(|other| matches!(other, Alter::$add(new) if new.name == old.name));
                        (!again).then(|| (thing($what, &old.name), $columns(old), None, Some($show(old))))
                    }
                )*
                Alter::PrimaryKey { from, to } => {
                    let columns = to.as_ref().map_or_else(Vec::new, |key| key.columns.clone());
                    Some(("primary key".to_owned(), columns, to.as_ref().map(key), from.as_ref().map(key)))
                }
                _ => None,
            }
        };
    }
    sides! {
        AddUnique DropUnique "UNIQUE" |key: &Key| key.columns.clone(), key;
        AddIndex DropIndex "index" |_: &Index| Vec::new(), index;
        AddForeignKey DropForeignKey "foreign key" |key: &ForeignKey| key.columns.clone(), foreign_key;
        AddCheck DropCheck "CHECK" |_: &crate::model::Check| Vec::new(), |check: &crate::model::Check| check.sql.clone();
    }
}

fn thing(what: &str, name: &str) -> String {
    if name.is_empty() { what.to_owned() } else { format!("{what} `{name}`") }
}

fn key(key: &Key) -> String {
    format!("({})", key.columns.join(", "))
}

fn index(index: &Index) -> String {
    let parts = index.parts.iter().map(|part| match part {
        IndexPart::Column(name) | IndexPart::Expression(name) => &**name,
    });
    let mut text = format!("({})", parts.collect::<Vec<_>>().join(", "));
    if index.unique {
        text.insert_str(0, "unique ");
    }
    for (before, said) in [(" using ", &index.method), (" where ", &index.filter)] {
        text.extend(said.iter().flat_map(|said| [before, said]));
    }
    text
}

fn foreign_key(key: &ForeignKey) -> String {
    let mut text = format!("({}) to {} ({})", key.columns.join(", "), key.target(), key.referenced.join(", "));
    for (event, action) in [(" on delete ", key.on_delete), (" on update ", key.on_update)] {
        if action != Action::NoAction {
            text += event;
            text += &action.sql().to_lowercase();
        }
    }
    text
}

fn comment(text: &str) -> String {
    if text.is_empty() { "no comment".to_owned() } else { format!("{text:?}") }
}

/// All of a column, as the database writes it.
fn whole(column: &Column) -> String {
    let mut text = column.ty.clone();
    if let Some(generated) = &column.generated {
        text += &format!(" {generated}");
    }
    text += if column.nullable { " NULL" } else { " NOT NULL" };
    if let Some(default) = &column.default {
        text += &format!(" DEFAULT {default}");
    }
    text
}

/// What two columns differ in, each as it is in one of them.
fn apart(one: &Column, other: &Column) -> (String, String) {
    let mut sides = (Vec::new(), Vec::new());
    let mut add = |one: String, other: String| {
        if one != other {
            sides.0.push(one);
            sides.1.push(other);
        }
    };
    let null = |column: &Column| if column.nullable { "NULL" } else { "NOT NULL" }.to_owned();
    let auto = |column: &Column| if column.auto { "made by the database" } else { "given by the program" }.to_owned();
    let default = |column: &Column| match &column.default {
        Some(default) => format!("DEFAULT {default}"),
        None => "no DEFAULT".to_owned(),
    };
    add(one.ty.clone(), other.ty.clone());
    let generated = |column: &Column| column.generated.as_ref().map_or("not computed".to_owned(), ToString::to_string);
    add(generated(one), generated(other));
    add(null(one), null(other));
    add(default(one), default(other));
    add(auto(one), auto(other));
    add(comment(&one.comment), comment(&other.comment));
    (sides.0.join(", "), sides.1.join(", "))
}
