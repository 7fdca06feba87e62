//! On MySQL and MariaDB: all changes of a table in one ALTER TABLE, which happens as a whole or not at all.

use super::{
    Plan, Step,
    generated::becoming_plain,
    write::{Ddl, mentions, text},
};
use crate::{
    diff::{Alter, Alteration},
    model::{Check, Column, ForeignKey, IndexPart, Table},
    rename::TableName,
};
use aludel_core::{Result, sql::DialectKind};

pub(super) fn steps(plan: &Plan<'_>) -> Result<Vec<Step>> {
    let ddl = Ddl(plan.dialect);
    let mut sql: Vec<String> = Vec::new();
    // A foreign key holds its columns and the indexes below it fast, on both sides.
    let mut cycled = plan.cycled(|table, key| {
        let held = |name: &TableName, columns: &[String]| {
            let renamed = plan.alterations().find(|altered| altered.to.full_name() == *name);
            let renamed = renamed.is_some_and(|a| a.renamed.iter().any(|(_, new)| columns.contains(new)));
            renamed
                || plan.alters(name).iter().any(|alter| match alter {
                    Alter::ChangeColumn { to, .. } => columns.contains(&to.name),
                    Alter::DropUnique(gone) | Alter::PrimaryKey { from: Some(gone), .. } => {
                        gone.columns.first().is_some_and(|first| columns.contains(first))
                    }
                    Alter::DropIndex(gone) => {
                        matches!(gone.parts.first(), Some(IndexPart::Column(first)) if columns.contains(first))
                    }
                    _ => false,
                })
        };
        held(&table.full_name(), &key.columns) || held(&key.target(), &key.referenced)
    });
    let goes = |table: &Table, key: &ForeignKey| {
        plan.alters(&table.full_name()).iter().any(|alter| match alter {
            Alter::DropForeignKey(gone) => gone == key,
            Alter::RenameForeignKey(old, _) => *old == key.name,
            _ => false,
        })
    };
    // Two that begin with the same column may stand on the same index.
    let share = plan.cycled(|table, key| {
        let going = |other: &&ForeignKey| {
            other.name != key.name
                && other.columns.first() == key.columns.first()
                && (goes(table, other) || cycled.iter().any(|(of, k)| of.name == table.name && k.name == other.name))
        };
        table.foreign_keys.iter().any(|other| going(&other)) && !cycled.iter().any(|(_, k)| k.name == key.name)
    });
    cycled.extend(share);

    for table in plan.from.tables.iter().filter(|table| plan.to.table(&table.full_name()).is_some()) {
        let name = plan.before(&table.full_name());
        for key in &table.foreign_keys {
            if goes(table, key) || cycled.iter().any(|(of, k)| of.full_name() == table.full_name() && *k == key) {
                sql.push(format!("ALTER TABLE {} DROP FOREIGN KEY {}", ddl.name(&name), ddl.ident(&key.name)));
                if !is_covered(table, key) {
                    // The index that came with it stays otherwise.
                    sql.push(drop_implicit_index(ddl, &name, &key.name));
                }
            }
        }
    }
    let dropped = plan.dropped();
    for (at, table) in dropped.iter().enumerate() {
        // Those after it are parents, except in a circle.
        for (from, key) in dropped[at + 1..].iter().flat_map(|other| other.foreign_keys.iter().map(move |k| (other, k)))
        {
            if key.target() == table.full_name() {
                let from = ddl.name(&from.full_name());
                sql.push(format!("ALTER TABLE {from} DROP FOREIGN KEY {}", ddl.ident(&key.name)));
            }
        }
        sql.push(format!("DROP TABLE {}", ddl.name(&table.full_name())));
    }
    for (old, new) in plan.table_renames() {
        sql.push(format!("RENAME TABLE {} TO {}", ddl.name(&old), ddl.name(&new)));
    }
    for (old, new) in plan.renames.tables.iter().filter(|(old, new)| old.schema != new.schema) {
        sql.push(format!("RENAME TABLE {} TO {}", ddl.name(old), ddl.name(new)));
    }
    for altered in plan.alterations() {
        alter(plan, altered, &mut sql);
    }
    let created = plan.created();
    for table in &created {
        sql.push(ddl.create(table, &table.full_name(), |_| false));
    }
    for table in &created {
        sql.extend(table.indexes.iter().map(|index| ddl.index(&table.full_name(), index)));
    }
    let add =
        |table: &TableName, key: &ForeignKey| format!("ALTER TABLE {} ADD {}", ddl.name(table), ddl.foreign_key(key));
    for table in &created {
        sql.extend(table.foreign_keys.iter().map(|key| add(&table.full_name(), key)));
    }
    for altered in plan.alterations() {
        for alter in &altered.alters {
            if let Alter::AddForeignKey(key) | Alter::RenameForeignKey(_, key) = alter {
                sql.push(add(&altered.to.full_name(), key));
            }
        }
    }
    sql.extend(cycled.iter().map(|(table, key)| add(&table.full_name(), key)));
    Ok(sql.into_iter().map(Step::Sql).collect())
}

fn drop_implicit_index(ddl: Ddl, table: &TableName, name: &str) -> String {
    let condition = if ddl.0 == DialectKind::MariaDb { "IF EXISTS " } else { "" };
    format!("DROP INDEX {condition}{} ON {}", ddl.ident(name), ddl.name(table))
}

/// Whether a declared index serves the foreign key, so that it has none of its own.
fn is_covered(table: &Table, key: &ForeignKey) -> bool {
    let serves = |columns: &[String]| columns.starts_with(&key.columns);
    let keys = table.primary_key.iter().chain(&table.unique).any(|key| serves(&key.columns));
    let plain = |part: &IndexPart| match part {
        IndexPart::Column(name) => Some(name.clone()),
        IndexPart::Expression(_) => None,
    };
    keys || table
        .indexes
        .iter()
        .filter(|index| index.method.is_none())
        .any(|index| serves(&index.parts.iter().map_while(plain).collect::<Vec<_>>()))
}

/// One ALTER TABLE; before it, where a column takes no NULL any more, what fills it.
fn alter(plan: &Plan<'_>, altered: &Alteration, sql: &mut Vec<String>) {
    let ddl = Ddl(plan.dialect);
    let name = altered.to.full_name();
    let on = format!("ALTER TABLE {}", ddl.name(&name));
    let old = |name: &str| altered.renamed.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old).to_owned();
    let follows = |check: &Check| altered.renamed.iter().any(|(_, new)| mentions(&check.sql, new));
    let mut drop_checks = Vec::new();
    let mut add_checks = Vec::new();
    for alter in &altered.alters {
        match alter {
            Alter::DropCheck(check) => drop_checks.push(check.name.clone()),
            Alter::AddCheck(check) => add_checks.push(check),
            Alter::RenameCheck(old, check) => {
                drop_checks.push(old.clone());
                add_checks.push(check);
            }
            _ => {}
        }
    }
    // One whose column gets another name does not follow.
    for check in altered.to.checks.iter().filter(|check| altered.from.checks.contains(check) && follows(check)) {
        drop_checks.push(check.name.clone());
        add_checks.push(check);
    }
    let mut clauses: Vec<String> =
        drop_checks.iter().map(|name| format!("DROP CONSTRAINT {}", ddl.ident(name))).collect();

    // One that is not stored cannot become a plain one: another column takes its values, and its place.
    let plain: Vec<(&Column, String)> =
        becoming_plain(altered).enumerate().map(|(n, (_, to))| (to, format!("_aludel_plain_{n}"))).collect();
    for (column, helper) in &plain {
        let open = Column { name: helper.clone(), nullable: true, auto: false, default: None, ..(*column).clone() };
        sql.push(format!("{on} ADD COLUMN {}", ddl.column(&open)));
        let mut value = ddl.ident(&old(&column.name));
        if let Some(default) = column.default.as_ref().filter(|_| !column.nullable) {
            value = format!("coalesce({value}, {default})");
        }
        sql.push(format!("UPDATE {} SET {} = {value}", ddl.name(&name), ddl.ident(helper)));
    }
    let helper_of = |column: &Column| plain.iter().find(|(to, _)| to.name == column.name).map(|(_, helper)| helper);

    let filled: Vec<(&Column, &String)> = altered
        .alters
        .iter()
        .filter_map(|alter| match alter {
            Alter::ChangeColumn { from, to } if from.nullable && !to.nullable && helper_of(to).is_none() => {
                Some((to, to.default.as_ref()?))
            }
            _ => None,
        })
        .collect();
    if !filled.is_empty() {
        for (column, _) in &filled {
            let was = old(&column.name);
            let open = Column { name: was.clone(), nullable: true, auto: false, ..(*column).clone() };
            clauses.push(format!("MODIFY COLUMN {}", ddl.column(&open)));
        }
        sql.push(format!("{on}\n    {}", clauses.join(",\n    ")));
        clauses.clear();
        for (column, default) in filled {
            let was = ddl.ident(&old(&column.name));
            sql.push(format!("UPDATE {} SET {was} = {default} WHERE {was} IS NULL", ddl.name(&name)));
        }
    } else if !drop_checks.is_empty() {
        // MariaDB refuses a name that one and the same statement drops and adds.
        sql.push(format!("{on}\n    {}", clauses.join(",\n    ")));
        clauses.clear();
    }

    for alter in &altered.alters {
        match alter {
            Alter::DropUnique(key) => clauses.push(format!("DROP INDEX {}", ddl.ident(&key.name))),
            Alter::DropIndex(index) => clauses.push(format!("DROP INDEX {}", ddl.ident(&index.name))),
            Alter::PrimaryKey { from: Some(_), .. } => clauses.push("DROP PRIMARY KEY".to_owned()),
            Alter::DropColumn(column) => clauses.push(format!("DROP COLUMN {}", ddl.ident(&column.name))),
            _ => {}
        }
    }
    for column in &altered.to.columns {
        let Some(from) = altered.from.column(&column.name) else { continue };
        let was = old(&column.name);
        if let Some(helper) = helper_of(column) {
            clauses.push(format!("DROP COLUMN {}", ddl.ident(&was)));
            clauses.push(format!("CHANGE COLUMN {} {}", ddl.ident(helper), ddl.column(column)));
        } else if was != column.name {
            clauses.push(format!("CHANGE COLUMN {} {}", ddl.ident(&was), ddl.column(column)));
        } else if from != column {
            clauses.push(format!("MODIFY COLUMN {}", ddl.column(column)));
        }
    }
    let mut after = Vec::new();
    for alter in &altered.alters {
        match alter {
            Alter::AddColumn(column) => match plan.filler(altered, column) {
                None => clauses.push(format!("ADD COLUMN {}", ddl.column(column))),
                value => {
                    let filled = Column { default: value, ..column.clone() };
                    clauses.push(format!("ADD COLUMN {}", ddl.column(&filled)));
                    after.push(format!("{on} ALTER COLUMN {} DROP DEFAULT", ddl.ident(&column.name)));
                }
            },
            Alter::RenameUnique(old, key) => {
                clauses.push(format!("RENAME INDEX {} TO {}", ddl.ident(old), ddl.ident(&key.name)));
            }
            Alter::RenameIndex(old, index) => {
                clauses.push(format!("RENAME INDEX {} TO {}", ddl.ident(old), ddl.ident(&index.name)));
            }
            Alter::PrimaryKey { to: Some(key), .. } => {
                clauses.push(format!("ADD PRIMARY KEY ({})", ddl.idents(&key.columns)));
            }
            Alter::AddUnique(key) => {
                let columns = ddl.idents(&key.columns);
                clauses.push(format!("ADD {}UNIQUE ({columns})", ddl.constraint(&key.name)));
            }
            Alter::AddIndex(index) => after.push(ddl.index(&name, index)),
            Alter::Comment { to, .. } => clauses.push(format!("COMMENT={}", text(to))),
            _ => {}
        }
    }
    let added = add_checks.into_iter();
    clauses.extend(added.map(|check| format!("ADD {}CHECK ({})", ddl.constraint(&check.name), check.sql)));
    if !clauses.is_empty() {
        sql.push(format!("{on}\n    {}", clauses.join(",\n    ")));
    }
    sql.extend(after);
}
