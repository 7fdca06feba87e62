//! From a random schema with rows to another one and back.

use crate::{
    harness::{TestBackend, each_backend},
    schemas::{Dice, Schema, Thing, apart},
};
use aludel::{
    Result,
    engine::{Engine, Executor},
    migrate::{
        Migrations,
        diff::diff,
        model::Model,
        project::Project,
        rename::{Renames, TableName},
    },
    prelude::*,
};
use std::{collections::BTreeMap, env};

each_backend! {
    /// `up` leads to what is declared, keeps the values, and `down` leads back. `ALUDEL_MIGRATE_PAIRS` says how many.
    on [Sqlite, Postgres, MariaDb, MySql] fn pairs(db) {
        let (few, dialect) = match db.ready()?.style().kind {
            DialectKind::Sqlite => (200, DialectKind::Sqlite),
            DialectKind::Postgres => (60, DialectKind::Postgres),
            kind => (40, kind),
        };
        let count = env::var("ALUDEL_MIGRATE_PAIRS").ok().and_then(|n| n.parse().ok()).unwrap_or(few);
        let first: u64 = env::var("ALUDEL_MIGRATE_SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
        let engine = db.builder().pool_size(3).open()?;
        let mut found = Found::default();
        for seed in first..first + count {
            let pair = Pair { engine: &engine, dialect, seed };
            if let Err(error) = pair.run(&mut found) {
                panic!("seed {seed} on {dialect:?}: {error}");
            }
        }
        if dialect == DialectKind::Postgres {
            engine.connect()?.link().script(&format!("DROP SCHEMA IF EXISTS {} CASCADE", apart()))?;
        }
        println!("migrate: {count} schema pairs, {} false differences, {} rows lost", found.differences, found.lost);
        assert_eq!((found.differences, found.lost), (0, 0));
    }
}

#[derive(Default)]
struct Found {
    differences: usize,
    lost: usize,
}

struct Pair<'a, B: TestBackend> {
    engine: &'a Engine<B>,
    dialect: DialectKind,
    seed: u64,
}

impl<B: TestBackend> Pair<'_, B> {
    fn run(&self, found: &mut Found) -> Result<()> {
        let mut dice = Dice::new(self.seed);
        let directory = tempfile::tempdir().unwrap();
        let project = Project::new(directory.path());
        let from = Schema::random(&mut dice);
        let wanted = vec![(self.dialect, from.model(self.dialect))];
        project.generate("first", &wanted, &Renames::default())?;
        self.migrations(&project)?.up(self.engine)?;
        self.verify(&wanted[0].1, &wanted[0].1, "after the first migration", found)?;
        self.fill(&from, &mut dice)?;

        let (to, renamed) = from.step(&mut dice);
        let renames = to.renames(&from, &renamed, self.dialect);
        let wanted_to = vec![(self.dialect, to.model(self.dialect))];
        let before = self.contents(&wanted[0].1, &wanted_to[0].1, &renames, false)?;
        let changed = project.generate("second", &wanted_to, &renames)?.is_some();
        self.migrations(&project)?.up(self.engine)?;
        self.verify(&wanted_to[0].1, &wanted_to[0].1, "after the second migration", found)?;
        if project.generate("third", &wanted_to, &Renames::default())?.is_some() {
            found.differences += 1;
        }
        let after = self.contents(&wanted[0].1, &wanted_to[0].1, &renames, true)?;
        for (table, rows) in &before {
            let kept = after.get(table).map_or(&[][..], |rows| rows);
            if rows != kept {
                let lost = rows.iter().zip(kept).find(|(old, new)| old != new);
                println!("seed {}: rows of `{table}` are not what they were: {lost:?}", self.seed);
                found.lost += 1;
            }
        }
        if changed {
            self.migrations(&project)?.down(self.engine, 1)?;
        }
        self.verify(&wanted[0].1, &wanted[0].1, "after `down`", found)?;
        self.migrations(&project)?.to(self.engine, "base")?;
        self.verify(&Model::default(), &wanted[0].1, "at the base", found)
    }

    fn migrations(&self, project: &Project) -> Result<Migrations<B>> {
        Migrations::directory(project.directory())
    }

    /// Counts what differs; `like` tells which schemas to look at.
    fn verify(&self, wanted: &Model, like: &Model, when: &str, found: &mut Found) -> Result<()> {
        let mut connection = self.engine.connect()?;
        let live = Model::live(connection.link(), like)?;
        let changes = diff(&live, wanted, self.dialect, &Renames::default());
        for change in &changes {
            println!("seed {}, {when}: {change}", self.seed);
        }
        found.differences += changes.len();
        Ok(())
    }

    fn fill(&self, schema: &Schema, dice: &mut Dice) -> Result<()> {
        let mut connection = self.engine.connect()?;
        for round in 0..2 {
            for thing in &schema.things {
                // First without references, then with them: they may be circles.
                for row in 0..6 {
                    let sql = if round == 0 { self.insert(thing, row, dice) } else { self.refer(thing, row, dice) };
                    if let Some(sql) = sql {
                        connection.link().script(&sql)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn is_mysql(&self) -> bool {
        matches!(self.dialect, DialectKind::MySql | DialectKind::MariaDb)
    }

    fn quote(&self, name: &str) -> String {
        if self.is_mysql() { format!("`{name}`") } else { format!("\"{name}\"") }
    }

    fn name(&self, name: &TableName) -> String {
        let schema = name.schema.iter().map(|schema| self.quote(schema) + ".");
        schema.collect::<String>() + &self.quote(&name.name)
    }

    fn insert(&self, thing: &Thing, row: usize, dice: &mut Dice) -> Option<String> {
        let (mut names, mut values) = (vec![self.quote("id")], vec![(row * 3 + 1).to_string()]);
        for field in thing.fields.iter().filter(|field| field.refers.is_none()) {
            names.push(self.quote(&field.name));
            values.push(match field.nullable && dice.chance(30) {
                true => "NULL".to_owned(),
                false => field.kind.value(dice, row, field.unique, self.dialect),
            });
        }
        let table = self.name(&thing.full_name(self.dialect));
        Some(format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", ")))
    }

    fn refer(&self, thing: &Thing, row: usize, dice: &mut Dice) -> Option<String> {
        let refers: Vec<_> = thing.fields.iter().filter(|field| field.refers.is_some() && dice.chance(70)).collect();
        let set = refers.iter().map(|field| format!("{} = {}", self.quote(&field.name), row * 3 + 1));
        let mut set: Vec<_> = set.collect();
        if let Some(link) = thing.link.as_ref().filter(|_| dice.chance(70)) {
            let [id, anchor] = ["id", "anchor"].map(|end| self.quote(&format!("{}_{end}", link.name)));
            set.push(format!("{id} = {}, {anchor} = 1", row * 3 + 1));
        }
        let set = set.join(", ");
        let table = self.name(&thing.full_name(self.dialect));
        (!set.is_empty()).then(|| format!("UPDATE {table} SET {set} WHERE {} = {}", self.quote("id"), row * 3 + 1))
    }

    /// The rows of the tables that stay, as text: the columns that stay and mean the same.
    fn contents(
        &self,
        from: &Model,
        to: &Model,
        renames: &Renames,
        after: bool,
    ) -> Result<BTreeMap<String, Vec<String>>> {
        let mut connection = self.engine.connect()?;
        let renames = renames.effective(from, to);
        let before = renames.apply(from, self.dialect);
        let mut all = BTreeMap::new();
        for new in &to.tables {
            let name = new.full_name();
            let Some(old) = before.table(&name) else { continue };
            let mut parts = Vec::new();
            for column in &new.columns {
                let Some(was) = old.column(&column.name) else { continue };
                let computed_anew = column.generated.is_some() && was.generated != column.generated;
                if (was.nullable && !column.nullable) || computed_anew {
                    continue;
                }
                let old_name = renames.columns.iter().find(|(of, _, now)| *of == name && *now == column.name);
                let shown = if after { &column.name } else { old_name.map_or(&column.name, |(_, old, _)| old) };
                parts.push(self.as_text(&self.quote(shown)));
            }
            let before = renames.tables.iter().find(|(_, now)| *now == name).filter(|_| !after);
            let table = before.map_or(&name, |(old, _)| old);
            let parts = match self.is_mysql() {
                true => format!("concat_ws('|', {})", parts.join(", ")),
                false => parts.join(" || '|' || "),
            };
            let text = format!("SELECT {parts} FROM {} ORDER BY {}", self.name(table), self.quote("id"));
            let rows = aludel::query::sql::<String>(Box::leak(text.into_boxed_str())).all(&mut connection)?;
            all.insert(name.name.clone(), rows);
        }
        Ok(all)
    }

    fn as_text(&self, column: &str) -> String {
        let ty = if self.is_mysql() { "CHAR" } else { "TEXT" };
        format!("coalesce(CAST({column} AS {ty}), '~')")
    }
}
