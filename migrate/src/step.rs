//! Data steps in Rust: a function of the program, beside the declarations of the tables as they are at that step.

use crate::{
    chain::{revisions, schema},
    file::dialect_name,
    project::{Project, Snapshot, save},
    reflect::frozen,
};
use aludel_core::{Result, schema::meta::TableMeta, session::Session, sql::DialectKind};
use std::fmt::Write;

/// A data step: the name that a line `-- run: NAME` calls it by, and its function.
pub type RustStep<B> = (&'static str, fn(&mut Session<B>) -> Result<()>);

/// Collects the data steps of the directory of this file: `steps!("0002_slugs" => m0002_slugs)`.
///
/// `new NAME --rust` writes it into `mod.rs`, in the directory of the migrations; it declares `STEPS`, which
/// [`Migrations::steps`](crate::Migrations::steps) and [`Migrate::steps`](crate::Migrate::steps) take.
#[macro_export]
macro_rules! steps {
    ($first:literal => $module:ident $(, $revision:literal => $more:ident)* $(,)?) => {
        /// The data steps of these migrations.
        pub const STEPS: &[$crate::RustStep<$module::Backend>] = &[($first, $module::run) $(, ($revision, $more::run))*];
    };
}

/// The dialects, the one first that knows most of types.
const TELLING: [DialectKind; 4] =
    [DialectKind::Postgres, DialectKind::MariaDb, DialectKind::MySql, DialectKind::Sqlite];

impl Project {
    /// Writes a migration for a data step in Rust, and says its revision. In its directory are `step.rs`, whose function is to
    /// be filled in, and `schema.rs`: the declarations of the tables as the migrations so far lead to them, which is what they
    /// are at this step, whatever becomes of them later.
    ///
    /// `backend` is the type that the program's migrations run on, such as `aludel::Any`. `declared` are the program's
    /// declarations, which know more of types than a database does; there may be none.
    ///
    /// # Errors
    /// As [`empty`](Self::empty); `Schema` if there are no tables yet.
    pub fn rust_step(&self, name: &str, backend: &str, declared: &[&'static TableMeta]) -> Result<String> {
        if self.snapshot()?.models.values().all(|model| model.tables.is_empty()) {
            return Err(schema(
                "there are no tables yet whose rows a step could change: `generate` them first".to_owned(),
            ));
        }
        let revision = self.empty(name)?;
        let directory = self.directory().join(&revision);
        let parent = self.chain()?.head().and_then(|head| head.up.parent.clone());
        let parent = parent.map_or(String::new(), |parent| format!("-- parent: {parent}\n"));
        let up = format!("-- {revision}\n{parent}\n-- In `step.rs`.\n-- run: {revision}\n");
        let down = format!(
            "-- {revision}, back\n\n-- Statements that take it back. Nothing is to be done, if this stays as it is:\nSELECT 1;\n"
        );
        save(&directory.join("up.sql"), &up)?;
        save(&directory.join("down.sql"), &down)?;
        save(&directory.join("step.rs"), &stub(&revision, backend))?;
        self.freeze(&revision, &self.snapshot_of(&revision)?, declared)?;
        self.save_index()?;
        Ok(revision)
    }

    /// Writes the declarations of a snapshot, for the step of a revision.
    pub(crate) fn freeze(&self, revision: &str, snapshot: &Snapshot, declared: &[&'static TableMeta]) -> Result<()> {
        let model = |dialect: &DialectKind| Some((*dialect, snapshot.models.get(dialect_name(*dialect))?));
        let Some((dialect, model)) = TELLING.iter().find_map(model) else { return Ok(()) };
        save(&self.directory().join(revision).join("schema.rs"), &frozen(model, dialect, declared))
    }

    /// Whether a revision has a step in Rust.
    pub(crate) fn has_step(&self, revision: &str) -> bool {
        self.directory().join(revision).join("step.rs").is_file()
    }

    /// Writes `mod.rs`, which builds the migrations into a program.
    pub(crate) fn save_index(&self) -> Result<()> {
        let mut text = String::from(
            "//! The migrations, built into the program. Written by `generate` and `new`.\n\naludel::migrate::migrations! {\n",
        );
        let all = revisions(self.directory())?;
        for revision in &all {
            let _ = writeln!(text, "    \"{revision}\",");
        }
        text += "}\n";
        let steps: Vec<_> = all.iter().filter(|revision| self.has_step(revision)).collect();
        if !steps.is_empty() {
            text += "\naludel::migrate::steps! {\n";
            for revision in &steps {
                let _ = writeln!(text, "    \"{revision}\" => {},", module(revision));
            }
            text += "}\n";
        }
        for revision in steps {
            let _ = write!(text, "\n#[path = \"{revision}/step.rs\"]\npub mod {};\n", module(revision));
        }
        save(&self.directory().join("mod.rs"), &text)
    }
}

/// The name of the module of a revision's step.
fn module(revision: &str) -> String {
    format!("m{}", revision.replace('-', "_"))
}

fn stub(revision: &str, backend: &str) -> String {
    format!(
        "//! What `{revision}` does to rows.
//!
//! `run` is called where `up.sql` says so, in the transaction of the migration, or in one of its own on MySQL and MariaDB.

use aludel::prelude::*;

pub mod schema;

/// What the migrations run on.
pub type Backend = {backend};

/// Changes the rows, with the tables of [`schema`]: they are what they are at this step. It must not commit.
///
/// # Errors
/// What the database says.
pub fn run(session: &mut Session<Backend>) -> aludel::Result<()> {{
    session.flush()
}}
"
    )
}

/// The path of a backend's type, as a program writes it.
pub(crate) fn backend_path<B>() -> String {
    let path = std::any::type_name::<B>();
    match path.rsplit_once("::") {
        Some((_, name)) if path.starts_with("aludel") => format!("aludel::{name}"),
        _ => path.to_owned(),
    }
}
