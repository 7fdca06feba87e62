//! Generated columns on the servers, which cannot change all of one in place: it is dropped and added again, with what stands
//! on it. Nothing is lost, since its values are computed.

use super::write::mentions;
use crate::{
    diff::{Alter, Alteration},
    model::{Column, Index, IndexPart},
};
use aludel_core::sql::DialectKind;

/// The alteration with the generated columns that have to be made anew as dropped and added ones. In it, `from` is without
/// them.
pub(super) fn made_anew(altered: &Alteration, dialect: DialectKind) -> Alteration {
    let anew: Vec<String> = altered
        .to
        .columns
        .iter()
        .filter(|column| is_anew(column, altered, dialect))
        .map(|column| column.name.clone())
        .collect();
    let mut altered = altered.clone();
    for name in &anew {
        let (Some(from), Some(to)) = (altered.from.column(name).cloned(), altered.to.column(name).cloned()) else {
            continue;
        };
        // It is dropped before anything is renamed.
        let old = altered.renamed.iter().find(|(_, new)| new == name).map_or(name, |(old, _)| old).clone();
        altered.renamed.retain(|(_, new)| new != name);
        altered.alters.retain(|alter| !matches!(alter, Alter::ChangeColumn { to, .. } if to.name == *name));
        altered.alters.push(Alter::DropColumn(Column { name: old, ..from }));
        altered.alters.push(Alter::AddColumn(to));
    }
    let mut bases = anew.clone();
    if dialect != DialectKind::Postgres {
        bases.extend(becoming_plain(&altered).map(|(_, to)| to.name.clone()));
    }
    if !bases.is_empty() {
        dependents(&mut altered, &bases);
        altered.from.columns.retain(|column| !anew.contains(&column.name));
    }
    // What is computed goes before what it is computed from, and comes after it.
    altered.alters.sort_by_key(|alter| match alter {
        Alter::DropColumn(column) if column.generated.is_some() => 0,
        Alter::AddColumn(column) if column.generated.is_some() => 2,
        Alter::AddUnique(_) | Alter::AddIndex(_) | Alter::AddCheck(_) | Alter::AddForeignKey(_) => 3,
        _ => 1,
    });
    altered
}

/// The columns that MySQL and MariaDB cannot make plain ones, as they were and as they are to be: they are not stored.
pub(super) fn becoming_plain(altered: &Alteration) -> impl Iterator<Item = (&Column, &Column)> {
    altered.alters.iter().filter_map(|alter| match alter {
        Alter::ChangeColumn { from, to } if to.generated.is_none() => {
            from.generated.as_ref().is_some_and(|generated| !generated.stored).then_some((from, to))
        }
        _ => None,
    })
}

/// Whether a column of the table afterwards has to be dropped and added.
fn is_anew(to: &Column, altered: &Alteration, dialect: DialectKind) -> bool {
    let Some(from) = altered.from.column(&to.name) else { return false };
    // The values of one that is computed no more stay.
    let Some(generated) = &to.generated else { return false };
    let says = |column: &Column| (column.ty.clone(), column.nullable, column.generated.clone());
    // PostgreSQL changes no type under one, MySQL no name.
    let moves = |column: &Column| match altered.from.column(&column.name) {
        Some(old) if dialect == DialectKind::Postgres => old.ty != column.ty,
        _ => altered.renamed.iter().any(|(_, new)| *new == column.name) && dialect != DialectKind::Postgres,
    };
    says(from) != says(to)
        || altered.to.columns.iter().any(|column| moves(column) && mentions(&generated.sql, &column.name))
}

/// Drops and adds what stands on the columns.
fn dependents(altered: &mut Alteration, columns: &[String]) {
    let has = |names: &[String]| names.iter().any(|name| columns.contains(name));
    let names = |sql: &str| columns.iter().any(|name| mentions(sql, name));
    let on = |index: &Index| {
        let part = |part: &IndexPart| match part {
            IndexPart::Column(name) => columns.contains(name),
            IndexPart::Expression(sql) => names(sql),
        };
        index.parts.iter().any(part) || index.filter.iter().any(|sql| names(sql))
    };
    macro_rules! anew {
        ($list:ident, $is:expr, $drop:ident, $add:ident, $rename:ident) => {
            for thing in altered.from.$list.clone() {
                let stays = altered.to.$list.contains(&thing);
                let is_renamed = |alter: &Alter| matches!(alter, Alter::$rename(old, _) if *old == thing.name);
                let renamed = altered.alters.iter().position(is_renamed);
                if !$is(&thing) || !(stays || renamed.is_some()) {
                    continue;
                }
                altered.from.$list.retain(|other| *other != thing);
                let add = match renamed.map(|at| altered.alters.remove(at)) {
                    Some(Alter::$rename(_, new)) => Alter::$add(new),
                    _ => Alter::$add(thing.clone()),
                };
                altered.alters.extend([Alter::$drop(thing), add]);
            }
        };
    }
    anew!(unique, |key: &crate::model::Key| has(&key.columns), DropUnique, AddUnique, RenameUnique);
    anew!(indexes, on, DropIndex, AddIndex, RenameIndex);
    anew!(checks, |check: &crate::model::Check| names(&check.sql), DropCheck, AddCheck, RenameCheck);
    let refers = |key: &crate::model::ForeignKey| has(&key.columns);
    anew!(foreign_keys, refers, DropForeignKey, AddForeignKey, RenameForeignKey);
}
