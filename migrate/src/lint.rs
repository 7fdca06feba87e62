//! What a migration may do to a database that is in use, and the safer way.

use crate::{
    diff::{Alter, Alteration, Change},
    model::{Check, Column, Generated},
    sql::{Step, mentions, widens},
};
use aludel_core::sql::DialectKind;
use serde::Serialize;
use std::fmt;

/// Something to think about before a migration is applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Lint {
    /// Its kind, to look for: `drop-column`.
    pub kind: &'static str,
    /// Whether data is lost.
    pub destructive: bool,
    /// What it is about: `users.bio`.
    pub place: String,
    /// What would happen.
    pub what: String,
    /// The safer way.
    pub safer: String,
}

impl fmt::Display for Lint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}): {}\n  safer: {}", self.place, self.kind, self.what, self.safer)
    }
}

/// Looks at the changes of a migration on a dialect, and at the steps that they became.
pub fn lint(changes: &[Change], steps: &[Step], dialect: DialectKind) -> Vec<Lint> {
    let mut lints = Lints { all: Vec::new(), dialect };
    for change in changes {
        match change {
            Change::DropTable(table) => lints.add(
                ("drop-table", true),
                table.full_name().to_string(),
                "the table is dropped, with all its rows; `down` makes it again, without them",
                "keep a backup; if it has only another name now, say so: `--rename old=new` or `#[was = \"old\"]`",
            ),
            Change::AlterTable(altered) => lints.altered(altered),
            Change::CreateTable(_) | Change::CreateSchema(_) => {}
        }
    }
    for step in steps {
        if let Step::Rebuild(table) = step {
            lints.add(
                ("rebuild", false),
                table.clone(),
                "SQLite makes the table anew, since ALTER TABLE cannot do this: all rows are copied while nobody else can \
                 write, and foreign keys are checked at the end",
                "on a large table, do it when nobody waits; there is no other way on SQLite",
            );
        }
    }
    lints.all
}

struct Lints {
    all: Vec<Lint>,
    dialect: DialectKind,
}

impl Lints {
    fn add(
        &mut self,
        (kind, destructive): (&'static str, bool),
        place: String,
        what: impl Into<String>,
        safer: impl Into<String>,
    ) {
        self.all.push(Lint { kind, destructive, place, what: what.into(), safer: safer.into() });
    }

    fn server(&self) -> bool {
        self.dialect != DialectKind::Sqlite
    }

    fn altered(&mut self, altered: &Alteration) {
        let table = altered.to.full_name().to_string();
        let two_steps = "where programs of the old version are still running, add the new name, write both, and drop the \
                         old one in a later migration";
        if altered.before != altered.to.full_name() && self.server() {
            let what =
                format!("the table `{}` has another name: programs of the old version fail at once", altered.before);
            self.add(("rename-table", false), table.clone(), what, two_steps);
        }
        for (old, new) in altered.renamed.iter().filter(|_| self.server()).collect::<Vec<_>>() {
            let what = format!("the column `{old}` has another name: programs of the old version fail at once");
            self.add(("rename-column", false), format!("{table}.{new}"), what, two_steps);
        }
        // What is NULL in all rows passes a check that does not ask for it.
        let null = |check: &Check| {
            let fresh = |alter: &Alter| match alter {
                Alter::AddColumn(column) => {
                    column.nullable && column.default.is_none() && mentions(&check.sql, &column.name)
                }
                _ => false,
            };
            altered.alters.iter().any(fresh) && !mentions(&check.sql, "NULL")
        };
        for alter in altered.alters.iter().filter(|alter| !matches!(alter, Alter::AddCheck(check) if null(check))) {
            self.alter(&table, alter);
        }
    }

    fn alter(&mut self, table: &str, alter: &Alter) {
        let postgres = self.dialect == DialectKind::Postgres;
        match alter {
            Alter::DropColumn(column) if column.generated.is_some() => self.add(
                ("drop-generated", false),
                format!("{table}.{}", column.name),
                "the column is dropped; nothing is lost, since it is computed, but programs of the old version may read it",
                "first ship a program that does not use it, drop it in a later migration",
            ),
            Alter::DropColumn(column) => self.add(
                ("drop-column", true),
                format!("{table}.{}", column.name),
                match column.nullable || column.default.is_some() {
                    true => "the column is dropped, with its values; `down` makes it again, without them",
                    false => {
                        "the column is dropped, with its values; `down` makes it again, with one and the same value in all rows, \
                         or fails if it is part of a key: look at `down.sql`"
                    }
                },
                "first ship a program that does not use it, drop it in a later migration; if it has only another name now, \
                 say so: `--rename table.old=new` or `#[was = \"old\"]`",
            ),
            Alter::AddColumn(Column { name, generated: Some(generated), nullable, .. }) => {
                self.computed(format!("{table}.{name}"), generated, *nullable);
            }
            Alter::AddColumn(column) => {
                let place = format!("{table}.{}", column.name);
                if !column.nullable && column.default.is_none() && !column.auto {
                    let what = match self.dialect {
                        DialectKind::MySql | DialectKind::MariaDb => {
                            "rows that are there have no value for this column, and it takes no NULL: they get 0 or an empty text, \
                             or this fails, by its type and the server's settings"
                        }
                        _ => "rows that are there have no value for this column, and it takes no NULL: on a table with rows, this fails",
                    };
                    self.add(
                        ("not-null", false),
                        place,
                        what,
                        "declare a default; or add it as `Option`, fill it in `up.sql`, and take the `Option` away in the next \
                         migration",
                    );
                } else if postgres && column.default.as_ref().is_some_and(|sql| sql.starts_with('(') && sql.contains("random")) {
                    self.add(
                        ("rewrite", false),
                        place,
                        "the default is another one for each row: PostgreSQL writes the whole table again, and nobody can read it \
                         meanwhile",
                        "add the column without a default, set the default, and fill the rows in parts",
                    );
                }
            }
            Alter::ChangeColumn { from, to } => self.changed(table, from, to),
            Alter::PrimaryKey { to: Some(_), .. } => self.add(
                ("primary-key", false),
                table.to_owned(),
                "the primary key is made anew: this fails if rows that are there have the same values, and locks the table while \
                 its index is built",
                "look for such rows first: SELECT .. GROUP BY the columns of the key HAVING count(*) > 1",
            ),
            Alter::AddUnique(key) => self.unique(table, &key.columns),
            Alter::AddIndex(index) if index.unique => self.unique(table, std::slice::from_ref(&index.name)),
            Alter::AddIndex(index) if postgres => self.add(
                ("index-lock", false),
                format!("{table}: {}", index.name),
                "nobody can write to the table while the index is built",
                "on a large table, in a migration of its own with the line `-- transaction: none`: CREATE INDEX CONCURRENTLY",
            ),
            Alter::AddForeignKey(key) => {
                let what = format!(
                    "this fails if rows that are there refer to rows of `{}` that are not{}",
                    key.target(),
                    if postgres { "; nobody can write to both tables while they are compared" } else { "" }
                );
                let safer = match postgres {
                    true => "look for such rows first; on large tables: ADD CONSTRAINT .. NOT VALID, and VALIDATE CONSTRAINT in \
                             a migration after it",
                    false => "look for such rows first, and delete them or what they refer to in `up.sql`",
                };
                self.add(("foreign-key", false), format!("{table}: {}", key.columns.join(", ")), what, safer);
            }
            Alter::AddCheck(check) => {
                let safer = format!(
                    "look for them first: SELECT .. WHERE NOT ({}){}",
                    check.sql,
                    if postgres { "; on a large table: ADD CONSTRAINT .. NOT VALID, and VALIDATE CONSTRAINT later" } else { "" }
                );
                let what = "this fails if rows that are there do not pass the check";
                self.add(("check", false), format!("{table}: {}", check.name), what, safer);
            }
            _ => {}
        }
    }

    fn unique(&mut self, table: &str, columns: &[String]) {
        let list = columns.join(", ");
        self.add(
            ("unique", false),
            format!("{table}: {list}"),
            "this fails if rows that are there have the same values",
            format!("look for them first: SELECT {list}, count(*) FROM {table} GROUP BY {list} HAVING count(*) > 1"),
        );
    }

    /// A column that is computed from now on, or in another way.
    fn computed(&mut self, place: String, generated: &Generated, nullable: bool) {
        if !nullable {
            self.add(
                ("not-null", false),
                place.clone(),
                "rows for which what is computed is NULL make this fail",
                format!("look for them first: SELECT .. WHERE ({}) IS NULL", generated.sql),
            );
        }
        if self.server() && generated.stored {
            self.add(
                ("rewrite", false),
                place,
                "it is computed for each row: the whole table and its indexes are written again, and nobody can use it meanwhile",
                "on a large table, do it when nobody waits, or let an expression in an index or a view compute it",
            );
        }
    }

    fn changed(&mut self, table: &str, from: &Column, to: &Column) {
        let place = format!("{table}.{}", to.name);
        if let Some(generated) = &to.generated {
            if from.generated.is_none() {
                self.add(
                    ("computed", true),
                    place.clone(),
                    "the values that are there are replaced by what the database computes; `down` does not bring them back",
                    "compare them first; to keep them, give what is computed another name",
                );
            }
            if (&from.generated, &from.ty, from.nullable) != (&to.generated, &to.ty, to.nullable) {
                self.computed(place, generated, to.nullable || !from.nullable);
            }
            return;
        }
        if from.ty != to.ty {
            if !widens(&from.ty, &to.ty) {
                self.add(
                    ("narrowing", true),
                    place.clone(),
                    format!(
                        "not every `{}` is a `{}`: values that do not fit make this fail, or are rounded or cut",
                        from.ty, to.ty
                    ),
                    "look at the values first; where they are to be changed, write that as an UPDATE before it",
                );
            }
            let in_place = matches!(self.dialect, DialectKind::Postgres)
                && from.ty.starts_with("varchar")
                && (to.ty == "text" || to.ty.starts_with("varchar"))
                && widens(&from.ty, &to.ty);
            if self.server() && !in_place {
                self.add(
                    ("rewrite", false),
                    place.clone(),
                    "another type: the whole table and its indexes are written again, and nobody can use it meanwhile",
                    "on a large table: add a column of the new type, fill it in parts, and let the program change over",
                );
            }
        }
        if from.nullable && !to.nullable {
            match &to.default {
                None => self.add(
                    ("not-null", false),
                    place,
                    "rows that have NULL there make this fail",
                    format!(
                        "fill them first, in `up.sql` before this statement: UPDATE {table} SET {} = .. WHERE {} IS NULL",
                        to.name, to.name
                    ),
                ),
                Some(default) => self.add(
                    ("not-null", false),
                    place,
                    format!("rows that have NULL there get the default {default}, and `down` does not give them NULL again"),
                    "write another UPDATE in its place in `up.sql`, if that is not what they are to get",
                ),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diff::diff,
        model::{ForeignKey, Index, IndexPart, Key, Model, Table},
        rename::Renames,
        sql::steps,
    };
    use aludel_core::schema::meta::Action;

    const ALL: [DialectKind; 4] =
        [DialectKind::Sqlite, DialectKind::Postgres, DialectKind::MySql, DialectKind::MariaDb];

    fn column(name: &str, ty: &str, nullable: bool) -> Column {
        Column { nullable, ..Column::new(name.to_owned(), ty.to_owned()) }
    }

    fn users(dialect: DialectKind) -> Table {
        let integer = if dialect == DialectKind::Sqlite { "INTEGER" } else { "integer" };
        let text = if dialect == DialectKind::Sqlite { "TEXT" } else { "varchar(20)" };
        Table {
            columns: vec![column("id", integer, false), column("name", text, false), column("age", integer, true)],
            primary_key: Some(Key { name: String::new(), columns: vec!["id".to_owned()] }),
            ..Table::new(None, "users".to_owned())
        }
    }

    /// The kinds of the lints of a change of the table, and whether data is lost.
    fn found(dialect: DialectKind, change: impl Fn(&mut Table)) -> Vec<(&'static str, bool)> {
        let from = Model { tables: vec![users(dialect)] };
        let mut to = from.clone();
        change(&mut to.tables[0]);
        let none = Renames::default();
        let all = lint(&diff(&from, &to, dialect, &none), &steps(&from, &to, dialect, &none).unwrap(), dialect);
        assert!(
            all.iter().all(|lint| lint.place.starts_with("users") && lint.what.len() > 20 && lint.safer.len() > 20)
        );
        all.iter().map(|lint| (lint.kind, lint.destructive)).collect()
    }

    #[test]
    fn what_loses_data_is_told_everywhere() {
        for dialect in ALL {
            assert_eq!(found(dialect, |users| drop(users.columns.pop())), [("drop-column", true)]);
            let dropped = Model { tables: vec![users(dialect)] };
            let changes = diff(&dropped, &Model::default(), dialect, &Renames::default());
            assert_eq!(lint(&changes, &[], dialect)[0].kind, "drop-table");
            let narrow = |users: &mut Table| users.columns[1].ty = "integer".to_owned();
            assert!(found(dialect, narrow).contains(&("narrowing", true)), "{dialect:?}");
        }
    }

    #[test]
    fn what_existing_rows_may_break_is_told_everywhere() {
        let key = || Key { name: "uq".to_owned(), columns: vec!["name".to_owned()] };
        for dialect in ALL {
            let has = |kind: &'static str, change: fn(&mut Table)| {
                let found = found(dialect, change);
                assert!(found.contains(&(kind, false)), "{kind} on {dialect:?}: {found:?}");
            };
            has("not-null", |users| users.columns.push(column("level", "integer", false)));
            has("not-null", |users| users.columns[2].nullable = false);
            has("check", |users| {
                users.checks.push(Check { name: "ck".to_owned(), sql: "age > 0".to_owned() });
            });
            let unique = found(dialect, |users| users.unique.push(key()));
            assert!(unique.contains(&("unique", false)), "{dialect:?}: {unique:?}");
            has("foreign-key", |users| {
                users.foreign_keys.push(ForeignKey {
                    name: "fk".to_owned(),
                    columns: vec!["age".to_owned()],
                    schema: None,
                    table: "users".to_owned(),
                    referenced: vec!["id".to_owned()],
                    on_delete: Action::NoAction,
                    on_update: Action::NoAction,
                });
            });
            // One that is NULL in all rows, and a default for all of them: nothing to say.
            assert!(found(dialect, |users| users.columns.push(column("note", "TEXT", true))).is_empty());
        }
    }

    #[test]
    fn what_locks_or_rewrites_is_told_where_it_does() {
        let index = || Index {
            name: "ix".to_owned(),
            parts: vec![IndexPart::Column("age".to_owned())],
            unique: false,
            method: None,
            filter: None,
        };
        assert_eq!(found(DialectKind::Postgres, |users| users.indexes.push(index())), [("index-lock", false)]);
        assert_eq!(found(DialectKind::Sqlite, |users| users.indexes.push(index())), []);
        let wider = |users: &mut Table| users.columns[2].ty = "bigint".to_owned();
        for dialect in [DialectKind::Postgres, DialectKind::MySql, DialectKind::MariaDb] {
            assert_eq!(found(dialect, wider), [("rewrite", false)]);
        }
        // PostgreSQL only writes down that a text may be longer.
        assert_eq!(found(DialectKind::Postgres, |users| users.columns[1].ty = "varchar(30)".to_owned()), []);
        let nullable = |users: &mut Table| users.columns[1].nullable = true;
        assert_eq!(found(DialectKind::Sqlite, nullable), [("rebuild", false)]);
        assert_eq!(found(DialectKind::Postgres, nullable), []);
    }
}
