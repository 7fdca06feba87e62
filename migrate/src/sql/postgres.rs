//! On PostgreSQL: each change its statement, all in one transaction.

use super::{
    Plan, Step, cast, refused,
    write::{Ddl, text},
};
use crate::{
    diff::{Alter, Change},
    model::{Column, Table},
    rename::{TableName, sequence},
};
use aludel_core::{Result, sql::DialectKind};

pub(super) fn steps(plan: &Plan<'_>) -> Result<Vec<Step>> {
    let ddl = Ddl(DialectKind::Postgres);
    let mut sql: Vec<String> = Vec::new();
    for change in plan.changes {
        if let Change::CreateSchema(name) = change {
            sql.push(format!("CREATE SCHEMA IF NOT EXISTS {}", ddl.ident(name)));
        }
    }
    let cycled = plan.cycled(|table, key| {
        let touched = |name: &TableName, columns: &[String]| {
            plan.alters(name).iter().any(|alter| match alter {
                Alter::ChangeColumn { from, to } => from.ty != to.ty && columns.contains(&to.name),
                _ => false,
            })
        };
        let key_goes = plan.alters(&key.target()).iter().any(|alter| match alter {
            Alter::DropUnique(gone) | Alter::PrimaryKey { from: Some(gone), .. } => {
                gone.columns.len() == key.referenced.len() && gone.columns.iter().all(|c| key.referenced.contains(c))
            }
            _ => false,
        });
        key_goes || touched(&table.full_name(), &key.columns) || touched(&key.target(), &key.referenced)
    });

    // Foreign keys first, that nothing stands in the way of what follows.
    let drop =
        |table: &TableName, name: &str| format!("ALTER TABLE {} DROP CONSTRAINT {}", ddl.name(table), ddl.ident(name));
    for altered in plan.alterations() {
        for alter in &altered.alters {
            if let Alter::DropForeignKey(key) = alter {
                sql.push(drop(&altered.before, &key.name));
            }
        }
    }
    for (table, key) in &cycled {
        sql.push(drop(&plan.before(&table.full_name()), &key.name));
    }
    let dropped = plan.dropped();
    for (at, table) in dropped.iter().enumerate() {
        // Those after it are parents, except in a circle.
        for (from, key) in dropped[at + 1..].iter().flat_map(|other| other.foreign_keys.iter().map(move |k| (other, k)))
        {
            if key.target() == table.full_name() {
                sql.push(drop(&from.full_name(), &key.name));
            }
        }
        sql.push(format!("DROP TABLE {}", ddl.name(&table.full_name())));
    }
    for (old, new) in plan.table_renames() {
        sql.push(format!("ALTER TABLE {} RENAME TO {}", ddl.name(&old), ddl.ident(&new.name)));
    }
    for (old, new) in plan.renames.tables.iter().filter(|(old, new)| old.schema != new.schema) {
        sql.push(moved(ddl, old, new));
    }
    for altered in plan.alterations() {
        let on = format!("ALTER TABLE {}", ddl.name(&altered.to.full_name()));
        for alter in &altered.alters {
            match alter {
                Alter::DropCheck(check) => sql.push(format!("{on} DROP CONSTRAINT {}", ddl.ident(&check.name))),
                Alter::DropUnique(key) => sql.push(format!("{on} DROP CONSTRAINT {}", ddl.ident(&key.name))),
                Alter::DropIndex(index) => sql.push(ddl.drop_index(&altered.to.full_name(), &index.name)),
                Alter::PrimaryKey { from: Some(key), .. } => {
                    sql.push(format!("{on} DROP CONSTRAINT {}", ddl.ident(&key.name)));
                }
                _ => {}
            }
        }
        let old =
            |name: &String| altered.renamed.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old).clone();
        for alter in &altered.alters {
            // The values of one that is computed no more stay, and it holds no other column fast.
            if let Alter::ChangeColumn { from, to } = alter
                && from.generated.is_some()
                && to.generated.is_none()
            {
                sql.push(format!("{on} ALTER COLUMN {} DROP EXPRESSION", ddl.ident(&old(&to.name))));
            }
        }
        for alter in &altered.alters {
            if let Alter::DropColumn(column) = alter {
                sql.push(format!("{on} DROP COLUMN {}", ddl.ident(&column.name)));
            }
        }
        let stay = altered.from.columns.iter().filter(|column| altered.to.column(&column.name).is_some());
        let taken: Vec<_> = stay.map(|column| old(&column.name)).collect();
        for (old, new) in sequence(&altered.renamed, &taken) {
            sql.push(format!("{on} RENAME COLUMN {} TO {}", ddl.ident(&old), ddl.ident(&new)));
        }
        for alter in &altered.alters {
            match alter {
                Alter::RenamePrimaryKey(old, new) => sql.push(rename_constraint(ddl, &on, old, new)),
                Alter::RenameUnique(old, key) => sql.push(rename_constraint(ddl, &on, old, &key.name)),
                Alter::RenameCheck(old, check) => sql.push(rename_constraint(ddl, &on, old, &check.name)),
                Alter::RenameForeignKey(old, key) => sql.push(rename_constraint(ddl, &on, old, &key.name)),
                Alter::RenameIndex(old, index) => {
                    let name = TableName { schema: altered.to.schema.clone(), name: old.clone() };
                    sql.push(format!("ALTER INDEX {} RENAME TO {}", ddl.name(&name), ddl.ident(&index.name)));
                }
                _ => {}
            }
        }
        for alter in &altered.alters {
            match alter {
                Alter::AddColumn(column) => sql.extend(ddl.add_column(&on, column, plan.filler(altered, column))),
                Alter::ChangeColumn { from, to } => change(ddl, &altered.to, &on, from, to, &mut sql)?,
                _ => {}
            }
        }
    }
    let created = plan.created();
    for table in &created {
        sql.push(ddl.create(table, &table.full_name(), |_| false));
    }
    for table in &created {
        sql.extend(table.indexes.iter().map(|index| ddl.index(&table.full_name(), index)));
    }
    for altered in plan.alterations() {
        let on = format!("ALTER TABLE {}", ddl.name(&altered.to.full_name()));
        for alter in &altered.alters {
            match alter {
                Alter::PrimaryKey { to: Some(key), .. } => sql.push(format!(
                    "{on} ADD {}PRIMARY KEY ({})",
                    ddl.constraint(&key.name),
                    ddl.idents(&key.columns)
                )),
                Alter::AddUnique(key) => {
                    let columns = ddl.idents(&key.columns);
                    sql.push(format!("{on} ADD {}UNIQUE ({columns})", ddl.constraint(&key.name)));
                }
                Alter::AddCheck(check) => {
                    sql.push(format!("{on} ADD {}CHECK ({})", ddl.constraint(&check.name), check.sql));
                }
                Alter::AddIndex(index) => sql.push(ddl.index(&altered.to.full_name(), index)),
                _ => {}
            }
        }
    }
    for table in &created {
        for key in &table.foreign_keys {
            sql.push(format!("ALTER TABLE {} ADD {}", ddl.name(&table.full_name()), ddl.foreign_key(key)));
        }
    }
    for altered in plan.alterations() {
        for alter in &altered.alters {
            if let Alter::AddForeignKey(key) = alter {
                sql.push(format!("ALTER TABLE {} ADD {}", ddl.name(&altered.to.full_name()), ddl.foreign_key(key)));
            }
        }
    }
    for (table, key) in &cycled {
        sql.push(format!("ALTER TABLE {} ADD {}", ddl.name(&table.full_name()), ddl.foreign_key(key)));
    }
    comments(plan, ddl, &created, &mut sql);
    Ok(sql.into_iter().map(Step::Sql).collect())
}

fn moved(ddl: Ddl, old: &TableName, new: &TableName) -> String {
    let mut sql = match &new.schema {
        Some(schema) => format!("ALTER TABLE {} SET SCHEMA {}", ddl.name(old), ddl.ident(schema)),
        // It has a name that only the connection knows.
        None => format!(
            "DO $$ BEGIN EXECUTE 'ALTER TABLE {} SET SCHEMA ' || quote_ident(current_schema()); END $$",
            ddl.name(old).replace('\'', "''")
        ),
    };
    if old.name != new.name {
        let moved = TableName { schema: new.schema.clone(), name: old.name.clone() };
        sql += &format!(";\nALTER TABLE {} RENAME TO {}", ddl.name(&moved), ddl.ident(&new.name));
    }
    sql
}

fn rename_constraint(ddl: Ddl, on: &str, old: &str, new: &str) -> String {
    format!("{on} RENAME CONSTRAINT {} TO {}", ddl.ident(old), ddl.ident(new))
}

fn change(ddl: Ddl, table: &Table, on: &str, from: &Column, to: &Column, sql: &mut Vec<String>) -> Result<()> {
    let name = ddl.ident(&to.name);
    let on_column = format!("{on} ALTER COLUMN {name}");
    if from.auto && !to.auto {
        sql.push(format!("{on_column} DROP IDENTITY"));
    }
    let retyped = from.ty != to.ty;
    // The old default may have no cast.
    if from.default.is_some() && (retyped || to.default.is_none()) {
        sql.push(format!("{on_column} DROP DEFAULT"));
    }
    if retyped {
        let Some(using) = cast::using(&name, &from.ty, &to.ty) else {
            let why = format!(
                "nothing makes a `{}` of a `{}`; add a column of another name, fill it from the old one in `up.sql`, and \
                 drop the old one in a later migration",
                to.ty, from.ty
            );
            return Err(refused(&table.full_name(), &to.name, &why));
        };
        sql.push(format!("{on_column} TYPE {} USING {using}", to.ty));
    }
    if let Some(default) = to.default.as_ref().filter(|_| retyped || from.default != to.default) {
        sql.push(format!("{on_column} SET DEFAULT {default}"));
    }
    if from.nullable && !to.nullable {
        if let Some(default) = &to.default {
            let table = ddl.name(&table.full_name());
            sql.push(format!("UPDATE {table} SET {name} = {default} WHERE {name} IS NULL"));
        }
        sql.push(format!("{on_column} SET NOT NULL"));
    }
    if !from.nullable && to.nullable {
        sql.push(format!("{on_column} DROP NOT NULL"));
    }
    if !from.auto && to.auto {
        sql.push(format!("{on_column} ADD GENERATED BY DEFAULT AS IDENTITY"));
        let table = ddl.name(&table.full_name());
        sql.push(format!(
            "SELECT setval(pg_get_serial_sequence({}, {}), coalesce(max({name}), 0) + 1, false) FROM {table}",
            text(&table),
            text(&to.name)
        ));
    }
    Ok(())
}

/// COMMENT ON, which is a statement of its own here.
fn comments(plan: &Plan<'_>, ddl: Ddl, created: &[&Table], sql: &mut Vec<String>) {
    let value = |comment: &str| if comment.is_empty() { "NULL".to_owned() } else { text(comment) };
    let on_table =
        |table: &Table| format!("COMMENT ON TABLE {} IS {}", ddl.name(&table.full_name()), value(&table.comment));
    let on_column = |table: &Table, column: &Column| {
        let (table, name) = (ddl.name(&table.full_name()), ddl.ident(&column.name));
        format!("COMMENT ON COLUMN {table}.{name} IS {}", value(&column.comment))
    };
    for table in created {
        if !table.comment.is_empty() {
            sql.push(on_table(table));
        }
        let told = table.columns.iter().filter(|column| !column.comment.is_empty());
        sql.extend(told.map(|column| on_column(table, column)));
    }
    for altered in plan.alterations() {
        for alter in &altered.alters {
            match alter {
                Alter::Comment { .. } => sql.push(on_table(&altered.to)),
                Alter::AddColumn(column) if !column.comment.is_empty() => sql.push(on_column(&altered.to, column)),
                Alter::ChangeColumn { from, to } if from.comment != to.comment => sql.push(on_column(&altered.to, to)),
                _ => {}
            }
        }
    }
}
