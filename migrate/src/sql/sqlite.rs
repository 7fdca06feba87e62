//! On SQLite: by ALTER TABLE what it can, and otherwise by making the table anew, with its rows.

use super::{
    Plan, Step,
    write::{Ddl, is_strict, mentions, text},
};
use crate::{
    diff::{Alter, Alteration},
    model::{Check, Column, ForeignKey, Table},
    rename::{TableName, sequence},
};
use aludel_core::{Result, sql::DialectKind};

const DDL: Ddl = Ddl(DialectKind::Sqlite);

pub(super) fn steps(plan: &Plan<'_>) -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    let dropped = plan.dropped();
    for (at, table) in dropped.iter().enumerate() {
        // Dropping a table deletes its rows first, which its children are asked about: those that only a rebuild
        // takes the foreign key from, those after it, in a circle, and itself.
        let refers = |other: &Table| other.foreign_keys.iter().any(|key| key.target() == table.full_name());
        let stays = plan.from.tables.iter().filter(|other| plan.to.table(&other.full_name()).is_some());
        if (stays.into_iter().any(refers) || dropped[at..].iter().any(|other| refers(other)))
            && !steps.contains(&Step::ForeignKeysOff)
        {
            steps.insert(0, Step::ForeignKeysOff);
        }
    }
    let mut sql: Vec<String> =
        dropped.iter().map(|table| format!("DROP TABLE {}", DDL.name(&table.full_name()))).collect();
    for (old, new) in plan.table_renames() {
        sql.push(format!("ALTER TABLE {} RENAME TO {}", DDL.name(&old), DDL.ident(&new.name)));
    }
    for altered in plan.alterations() {
        let name = altered.to.full_name();
        for alter in &altered.alters {
            match alter {
                Alter::DropIndex(index) => sql.push(DDL.drop_index(&name, &index.name)),
                Alter::RenameIndex(old, _) => sql.push(DDL.drop_index(&name, old)),
                _ => {}
            }
        }
        let names: Vec<_> = altered.from.columns.iter().map(|column| before(altered, &column.name)).collect();
        for (old, new) in sequence(&renames(altered), &names) {
            sql.push(format!(
                "ALTER TABLE {} RENAME COLUMN {} TO {}",
                DDL.name(&name),
                DDL.ident(&old),
                DDL.ident(&new)
            ));
        }
    }
    let created = plan.created();
    sql.extend(created.iter().map(|table| DDL.create(table, &table.full_name(), |_| true)));
    steps.extend(sql.drain(..).map(Step::Sql));
    for altered in plan.alterations() {
        match in_place(altered) {
            Some(sql) => steps.extend(sql.into_iter().map(Step::Sql)),
            None => rebuild(plan, altered, &mut steps),
        }
    }
    for altered in plan.alterations().filter(|altered| in_place(altered).is_some()) {
        for alter in &altered.alters {
            if let Alter::AddIndex(index) | Alter::RenameIndex(_, index) = alter {
                sql.push(DDL.index(&altered.to.full_name(), index));
            }
        }
    }
    for table in created {
        sql.extend(table.indexes.iter().map(|index| DDL.index(&table.full_name(), index)));
    }
    steps.extend(sql.into_iter().map(Step::Sql));
    Ok(steps)
}

/// The name of a column before the renames.
fn before(altered: &Alteration, name: &str) -> String {
    // A column that goes has its own name, even if another one gets that.
    if altered.to.column(name).is_none() {
        return name.to_owned();
    }
    altered.renamed.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old).to_owned()
}

/// The renames of columns; one that goes makes room for one that gets its name.
fn renames(altered: &Alteration) -> Vec<(String, String)> {
    let mut renames = altered.renamed.clone();
    for alter in &altered.alters {
        if let Alter::DropColumn(column) = alter
            && altered.renamed.iter().any(|(_, new)| *new == column.name)
        {
            renames.push((column.name.clone(), making_room(altered, &column.name)));
        }
    }
    renames
}

/// The name of a column that goes, when it goes.
fn making_room(altered: &Alteration, name: &str) -> String {
    let taken = altered.renamed.iter().any(|(_, new)| new == name);
    if taken { format!("{name}__gone") } else { name.to_owned() }
}

/// The statements that change a table as it stands, if there are such.
fn in_place(altered: &Alteration) -> Option<Vec<String>> {
    let on = format!("ALTER TABLE {}", DDL.name(&altered.to.full_name()));
    let mut sql = Vec::new();
    let mut added: Vec<(&Column, Vec<&Check>, Vec<&ForeignKey>)> = Vec::new();
    if strict(&altered.from) != strict(&altered.to) {
        return None;
    }
    for alter in &altered.alters {
        match alter {
            Alter::DropIndex(_) | Alter::AddIndex(_) | Alter::RenameIndex(..) => {}
            Alter::DropColumn(column) if is_loose(&altered.from, &column.name) => {
                sql.push(format!("{on} DROP COLUMN {}", DDL.ident(&making_room(altered, &column.name))));
            }
            Alter::AddColumn(column) => {
                let constant = column.default.as_ref().is_none_or(|sql| is_constant(sql));
                let filled = column.nullable || column.default.is_some();
                let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
                if column.auto || !constant || !filled || stored {
                    return None;
                }
                added.push((column, Vec::new(), Vec::new()));
            }
            Alter::AddCheck(check) => {
                let column = added.iter_mut().rev().find(|(column, ..)| mentions(&check.sql, &column.name))?;
                column.1.push(check);
            }
            Alter::AddForeignKey(key) => {
                let [name] = &key.columns[..] else { return None };
                let column = added.iter_mut().find(|(column, ..)| column.name == *name)?;
                if column.0.default.is_some() {
                    return None;
                }
                column.2.push(key);
            }
            _ => return None,
        }
    }
    for (column, checks, keys) in added {
        let mut add = format!("{on} ADD COLUMN {}", DDL.column(column));
        for check in checks {
            add += &format!(" {}CHECK ({})", DDL.constraint(&check.name), check.sql);
        }
        for key in keys {
            add += &format!(" {}{}", DDL.constraint(&key.name), DDL.references(key));
        }
        sql.push(add);
    }
    Some(sql)
}

fn strict(table: &Table) -> bool {
    table.columns.iter().all(|column| is_strict(&column.ty))
}

/// Whether nothing of the table's text needs the column.
fn is_loose(table: &Table, column: &str) -> bool {
    let has = |columns: &[String]| columns.iter().any(|name| name == column);
    !table.primary_key.iter().chain(&table.unique).any(|key| has(&key.columns))
        && !table.foreign_keys.iter().any(|key| has(&key.columns))
        && !table.checks.iter().any(|check| mentions(&check.sql, column))
        && !table.columns.iter().filter_map(|other| other.generated.as_ref()).any(|other| mentions(&other.sql, column))
}

fn is_constant(default: &str) -> bool {
    !default.starts_with('(') && !default.to_ascii_uppercase().starts_with("CURRENT_")
}

/// Makes the table anew, by the steps that SQLite's documentation gives for it.
fn rebuild(plan: &Plan<'_>, altered: &Alteration, steps: &mut Vec<Step>) {
    let (from, to) = (&altered.from, &altered.to);
    let name = to.full_name();
    let new = TableName { schema: name.schema.clone(), name: format!("_aludel_new_{}", name.name) };
    steps.push(Step::Rebuild(name.to_string()));
    let mut sql = Vec::new();
    for alter in &altered.alters {
        if let Alter::DropUnique(key) = alter {
            // It may be an index rather than a part of the table.
            let index = TableName { schema: name.schema.clone(), name: key.name.clone() };
            sql.push(format!("DROP INDEX IF EXISTS {}", DDL.name(&index)));
        }
    }
    sql.push(DDL.create(to, &new, |_| true));
    let (mut into, mut values) = (Vec::new(), Vec::new());
    for column in to.columns.iter().filter(|column| column.generated.is_none()) {
        if let Some(old) = from.column(&column.name) {
            into.push(DDL.ident(&column.name));
            values.push(value(old, column));
        } else if let Some(filler) = plan.filler(altered, column) {
            into.push(DDL.ident(&column.name));
            values.push(filler);
        }
    }
    if into.is_empty() {
        into.extend(to.columns.first().map(|column| DDL.ident(&column.name)));
        values.push("NULL".to_owned());
    }
    sql.push(format!(
        "INSERT INTO {} ({}) SELECT {} FROM {}",
        DDL.name(&new),
        into.join(", "),
        values.join(", "),
        DDL.name(&name)
    ));
    let auto = |table: &Table| table.columns.iter().any(|column| column.auto);
    if auto(from) && auto(to) {
        // Keys of rows that were deleted are not given again.
        let sequences = TableName { schema: name.schema.clone(), name: "sqlite_sequence".to_owned() };
        let (sequences, old, new) = (DDL.name(&sequences), text(&name.name), text(&new.name));
        sql.push(format!("DELETE FROM {sequences} WHERE name = {new}"));
        sql.push(format!("INSERT INTO {sequences} (name, seq) SELECT {new}, seq FROM {sequences} WHERE name = {old}"));
    }
    sql.push(format!("DROP TABLE {}", DDL.name(&name)));
    sql.push(format!("ALTER TABLE {} RENAME TO {}", DDL.name(&new), DDL.ident(&name.name)));
    sql.extend(to.indexes.iter().map(|index| DDL.index(&name, index)));
    steps.extend(sql.into_iter().map(Step::Sql));
    steps.push(Step::EndRebuild);
}

/// What a column gets from the old one. A STRICT table refuses what it cannot store unchanged, so only what says what it
/// means is cast.
fn value(from: &Column, to: &Column) -> String {
    let name = DDL.ident(&to.name);
    let mut value = name.clone();
    let is = |column: &Column, ty: &str| column.ty.eq_ignore_ascii_case(ty);
    if (is(from, "BLOB") && is(to, "TEXT")) || (is(from, "TEXT") && is(to, "BLOB")) {
        value = format!("CAST({name} AS {})", to.ty);
    }
    match &to.default {
        Some(default) if from.nullable && !to.nullable => format!("coalesce({value}, {default})"),
        _ => value,
    }
}
