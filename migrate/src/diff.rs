//! The difference of two models.

use crate::{
    model::{Check, Column, ForeignKey, Index, Key, Model, Table},
    rename::{Renames, TableName},
};
use aludel_core::{
    schema::{ddl, meta::Action},
    sql::DialectKind,
};
use std::fmt;

/// One step from a model to another.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// A schema of PostgreSQL is new.
    CreateSchema(String),
    /// A table is new.
    CreateTable(Table),
    /// A table is gone.
    DropTable(Table),
    /// A table is another one than before.
    AlterTable(Box<Alteration>),
}

/// What changes in a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Alteration {
    /// Its name before.
    pub before: TableName,
    /// The table before, with the names of tables and columns that it has afterwards.
    pub from: Table,
    /// The table afterwards.
    pub to: Table,
    /// Columns that have another name: the old name and the new one.
    pub renamed: Vec<(String, String)>,
    /// What else changes.
    pub alters: Vec<Alter>,
}

/// One change in a table. Columns have the names that they have afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Alter {
    /// A column is new.
    AddColumn(Column),
    /// A column is gone.
    DropColumn(Column),
    /// A column is another one: its type, nullability, default, comment, ..
    ChangeColumn {
        /// As it was.
        from: Column,
        /// As it is to be.
        to: Column,
    },
    /// The primary key is over other columns.
    PrimaryKey {
        /// As it was.
        from: Option<Key>,
        /// As it is to be.
        to: Option<Key>,
    },
    /// The primary key has another name.
    RenamePrimaryKey(String, String),
    /// A UNIQUE is new.
    AddUnique(Key),
    /// A UNIQUE is gone.
    DropUnique(Key),
    /// A UNIQUE has another name.
    RenameUnique(String, Key),
    /// An index is new.
    AddIndex(Index),
    /// An index is gone.
    DropIndex(Index),
    /// An index has another name.
    RenameIndex(String, Index),
    /// A foreign key is new.
    AddForeignKey(ForeignKey),
    /// A foreign key is gone.
    DropForeignKey(ForeignKey),
    /// A foreign key has another name.
    RenameForeignKey(String, ForeignKey),
    /// A CHECK is new.
    AddCheck(Check),
    /// A CHECK is gone.
    DropCheck(Check),
    /// A CHECK has another name.
    RenameCheck(String, Check),
    /// The table has another comment.
    Comment {
        /// As it was.
        from: String,
        /// As it is to be.
        to: String,
    },
}

impl Model {
    /// The table of a name.
    pub fn table(&self, name: &TableName) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name.name && table.schema == name.schema)
    }
}

impl Table {
    /// The column of a name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl ForeignKey {
    /// The table that it refers to.
    pub fn target(&self) -> TableName {
        TableName { schema: self.schema.clone(), name: self.table.clone() }
    }
}

/// What leads from a model to another: tables that go, children first; tables that change; tables that are new, parents
/// first. Empty if both are the same; the order of tables and columns does not count.
///
/// Without `renames`, what has another name is gone and new. Those that do not fit the models are ignored. On SQLite,
/// where the names of constraints are words in the table's text, only what they say is compared.
pub fn diff(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames) -> Vec<Change> {
    let renames = renames.effective(from, to);
    let before = renames.apply(from, dialect);
    let mut changes = Vec::new();
    if dialect == DialectKind::Postgres {
        let mut schemas: Vec<_> = to.tables.iter().filter_map(|table| table.schema.clone()).collect();
        schemas.sort();
        schemas.dedup();
        let known = |name: &String| before.tables.iter().any(|table| table.schema.as_ref() == Some(name));
        changes.extend(schemas.into_iter().filter(|name| !known(name)).map(Change::CreateSchema));
    }
    let gone: Vec<_> = before.tables.iter().filter(|table| to.table(&table.full_name()).is_none()).collect();
    changes.extend(parents_first(&gone).into_iter().rev().cloned().map(Change::DropTable));
    for table in &to.tables {
        if let Some(old) = before.table(&table.full_name()) {
            let name = table.full_name();
            let was = renames.tables.iter().find(|(_, new)| *new == name).map_or(&name, |(old, _)| old);
            changes
                .extend(altered(was.clone(), old, table, dialect, &renames).map(|a| Change::AlterTable(Box::new(a))));
        }
    }
    let new: Vec<_> = to.tables.iter().filter(|table| before.table(&table.full_name()).is_none()).collect();
    changes.extend(parents_first(&new).into_iter().cloned().map(Change::CreateTable));
    changes
}

/// Tables in the order of their foreign keys.
pub(crate) fn parents_first<'t>(tables: &[&'t Table]) -> Vec<&'t Table> {
    let mut references = Vec::new();
    for (from, table) in tables.iter().enumerate() {
        for key in &table.foreign_keys {
            let to = tables.iter().position(|other| other.full_name() == key.target());
            references.extend(to.map(|to| (from, to)));
        }
    }
    ddl::order(tables.len(), &references).sorted.into_iter().map(|at| tables[at]).collect()
}

fn altered(was: TableName, from: &Table, to: &Table, dialect: DialectKind, renames: &Renames) -> Option<Alteration> {
    let name = to.full_name();
    let renamed: Vec<_> =
        renames.columns.iter().filter(|(of, ..)| *of == name).map(|(_, old, new)| (old.clone(), new.clone())).collect();
    let mut alters = Vec::new();
    if from.comment != to.comment {
        alters.push(Alter::Comment { from: from.comment.clone(), to: to.comment.clone() });
    }
    for column in from.columns.iter().filter(|column| to.column(&column.name).is_none()) {
        alters.push(Alter::DropColumn(column.clone()));
    }
    for column in &to.columns {
        match from.column(&column.name) {
            None => alters.push(Alter::AddColumn(column.clone())),
            Some(old) if old != column => {
                alters.push(Alter::ChangeColumn { from: old.clone(), to: column.clone() });
            }
            Some(_) => {}
        }
    }
    let columns = |key: &Option<Key>| key.as_ref().map(|key| key.columns.clone());
    if columns(&from.primary_key) != columns(&to.primary_key) {
        alters.push(Alter::PrimaryKey { from: from.primary_key.clone(), to: to.primary_key.clone() });
    } else if let (Some(old), Some(new)) = (&from.primary_key, &to.primary_key)
        && old.name != new.name
        && dialect == DialectKind::Postgres
    {
        alters.push(Alter::RenamePrimaryKey(old.name.clone(), new.name.clone()));
    }
    let named = dialect != DialectKind::Sqlite;
    let lists = Lists { alters: &mut alters };
    lists.diff(&from.unique, &to.unique, named, Alter::DropUnique, Alter::AddUnique, Alter::RenameUnique);
    let lists = Lists { alters: &mut alters };
    lists.diff(&from.indexes, &to.indexes, true, Alter::DropIndex, Alter::AddIndex, Alter::RenameIndex);
    let lists = Lists { alters: &mut alters };
    lists.diff(&from.checks, &to.checks, named, Alter::DropCheck, Alter::AddCheck, Alter::RenameCheck);
    let lists = Lists { alters: &mut alters };
    let (drop, add, rename) = (Alter::DropForeignKey, Alter::AddForeignKey, Alter::RenameForeignKey);
    lists.diff(&from.foreign_keys, &to.foreign_keys, named, drop, add, rename);
    (was != name || !renamed.is_empty() || !alters.is_empty()).then(|| Alteration {
        before: was,
        from: from.clone(),
        to: to.clone(),
        renamed,
        alters,
    })
}

/// What has a name beside what it says.
trait Named: Clone {
    fn name(&self) -> &str;
    fn same(&self, other: &Self) -> bool;
}

impl Named for Key {
    fn name(&self) -> &str {
        &self.name
    }
    fn same(&self, other: &Self) -> bool {
        self.columns == other.columns
    }
}
impl Named for Index {
    fn name(&self) -> &str {
        &self.name
    }
    fn same(&self, other: &Self) -> bool {
        *self == Index { name: self.name.clone(), ..other.clone() }
    }
}
impl Named for Check {
    fn name(&self) -> &str {
        &self.name
    }
    fn same(&self, other: &Self) -> bool {
        self.sql == other.sql
    }
}
impl Named for ForeignKey {
    fn name(&self) -> &str {
        &self.name
    }
    fn same(&self, other: &Self) -> bool {
        *self == ForeignKey { name: self.name.clone(), ..other.clone() }
    }
}

struct Lists<'a> {
    alters: &'a mut Vec<Alter>,
}

impl Lists<'_> {
    /// Compares what has names: by name, then by what it says. `named` if another name is a difference.
    fn diff<T: Named>(
        self,
        from: &[T],
        to: &[T],
        named: bool,
        drop: fn(T) -> Alter,
        add: fn(T) -> Alter,
        rename: fn(String, T) -> Alter,
    ) {
        let mut gone: Vec<&T> = from.iter().collect();
        let mut new: Vec<&T> = Vec::new();
        for thing in to {
            match gone.iter().position(|old| old.name() == thing.name() && old.same(thing)) {
                Some(at) => drop_at(&mut gone, at),
                None => new.push(thing),
            }
        }
        let mut added = Vec::new();
        let mut renamed = Vec::new();
        for thing in new {
            // A name that is still taken cannot be given.
            let free = !from.iter().any(|old| old.name() == thing.name());
            match gone.iter().position(|old| old.same(thing)).filter(|_| free || !named) {
                Some(at) => {
                    if named {
                        renamed.push(rename(gone[at].name().to_owned(), thing.clone()));
                    }
                    drop_at(&mut gone, at);
                }
                None => added.push(add(thing.clone())),
            }
        }
        self.alters.extend(gone.into_iter().cloned().map(drop));
        self.alters.extend(renamed);
        self.alters.extend(added);
    }
}

fn drop_at<T>(list: &mut Vec<T>, at: usize) {
    list.remove(at);
}

impl fmt::Display for Change {
    /// One line for each thing that changes, without a line break at the end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Change::CreateSchema(name) => write!(f, "schema {name}: new"),
            Change::CreateTable(table) => write!(f, "{}: new table", table.full_name()),
            Change::DropTable(table) => write!(f, "{}: table dropped", table.full_name()),
            Change::AlterTable(altered) => {
                let name = altered.to.full_name();
                let mut lines = Vec::new();
                if altered.before != name {
                    lines.push(format!("{}: table renamed to {name}", altered.before));
                }
                let renamed = altered.renamed.iter();
                lines.extend(renamed.map(|(old, new)| format!("{name}: column {old} renamed to {new}")));
                lines.extend(altered.alters.iter().map(|alter| format!("{name}: {alter}")));
                f.write_str(&lines.join("\n"))
            }
        }
    }
}

impl fmt::Display for Alter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Alter::AddColumn(c) => write!(f, "column {} new, {}", c.name, column(c)),
            Alter::DropColumn(c) => write!(f, "column {} dropped, {}", c.name, column(c)),
            Alter::ChangeColumn { from, to } => {
                write!(f, "column {}: ", to.name)?;
                let mut parts = Vec::new();
                if from.ty != to.ty {
                    parts.push(format!("type {} becomes {}", from.ty, to.ty));
                }
                match (&from.generated, &to.generated) {
                    (None, Some(new)) => parts.push(format!("becomes {new}")),
                    (Some(_), None) => parts.push("is not computed any more, its values stay".to_owned()),
                    (Some(old), Some(new)) if old != new => parts.push(format!("{old} becomes {new}")),
                    _ => {}
                }
                if from.nullable != to.nullable {
                    parts.push(if to.nullable { "takes NULL".to_owned() } else { "takes no NULL any more".to_owned() });
                }
                if from.auto != to.auto {
                    let not = if to.auto { "" } else { "not " };
                    parts.push(format!("its values are {not}made by the database"));
                }
                match (&from.default, &to.default) {
                    (old, new) if old == new => {}
                    (None, Some(new)) => parts.push(format!("default {new} new")),
                    (Some(old), None) => parts.push(format!("default {old} dropped")),
                    (old, new) => parts.push(format!(
                        "default {} becomes {}",
                        old.as_deref().unwrap_or_default(),
                        new.as_deref().unwrap_or_default()
                    )),
                }
                if from.comment != to.comment {
                    parts.push("another comment".to_owned());
                }
                f.write_str(&parts.join(", "))
            }
            Alter::PrimaryKey { from, to } => {
                let show = |key: &Option<Key>| match key {
                    Some(key) => format!("({})", key.columns.join(", ")),
                    None => "none".to_owned(),
                };
                write!(f, "primary key {} becomes {}", show(from), show(to))
            }
            Alter::RenamePrimaryKey(old, new) => write!(f, "primary key {old} renamed to {new}"),
            Alter::AddUnique(key) => write!(f, "unique {} new, ({})", key.name, key.columns.join(", ")),
            Alter::DropUnique(key) => write!(f, "unique {} dropped, ({})", key.name, key.columns.join(", ")),
            Alter::RenameUnique(old, key) => write!(f, "unique {old} renamed to {}", key.name),
            Alter::AddIndex(index) => write!(f, "index {} new", index.name),
            Alter::DropIndex(index) => write!(f, "index {} dropped", index.name),
            Alter::RenameIndex(old, index) => write!(f, "index {old} renamed to {}", index.name),
            Alter::AddForeignKey(key) => write!(f, "foreign key {} new, {}", key.name, reference(key)),
            Alter::DropForeignKey(key) => write!(f, "foreign key {} dropped, {}", key.name, reference(key)),
            Alter::RenameForeignKey(old, key) => write!(f, "foreign key {old} renamed to {}", key.name),
            Alter::AddCheck(check) => write!(f, "check {} new, {}", check.name, check.sql),
            Alter::DropCheck(check) => write!(f, "check {} dropped, {}", check.name, check.sql),
            Alter::RenameCheck(old, check) => write!(f, "check {old} renamed to {}", check.name),
            Alter::Comment { to, .. } if to.is_empty() => f.write_str("comment dropped"),
            Alter::Comment { .. } => f.write_str("another comment"),
        }
    }
}

fn column(column: &Column) -> String {
    let mut text = column.ty.clone();
    if let Some(generated) = &column.generated {
        text += &format!(" {generated}");
    }
    if !column.nullable {
        text += " NOT NULL";
    }
    if let Some(default) = &column.default {
        text += " DEFAULT ";
        text += default;
    }
    text
}

fn reference(key: &ForeignKey) -> String {
    let mut text = format!("({}) to {} ({})", key.columns.join(", "), key.target(), key.referenced.join(", "));
    for (event, action) in [("delete", key.on_delete), ("update", key.on_update)] {
        if action != Action::NoAction {
            text += &format!(", on {event} {}", action.sql().to_lowercase());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rename::Candidate;

    fn column(name: &str, ty: &str) -> Column {
        Column::new(name.into(), ty.into())
    }

    fn table(name: &str, columns: Vec<Column>) -> Table {
        Table { columns, ..Table::new(None, name.into()) }
    }

    fn check(name: &str, sql: &str) -> Check {
        Check { name: name.into(), sql: sql.into() }
    }

    fn shown(from: &Model, to: &Model, dialect: DialectKind, renames: &Renames) -> Vec<String> {
        diff(from, to, dialect, renames).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_order_of_tables_and_columns_does_not_count() {
        let (a, b) = (column("a", "text"), column("b", "text"));
        let from = Model { tables: vec![table("t", vec![a.clone(), b.clone()]), table("u", vec![a.clone()])] };
        let to = Model { tables: vec![table("u", vec![a.clone()]), table("t", vec![b, a])] };
        assert!(diff(&from, &to, DialectKind::Postgres, &Renames::default()).is_empty());
    }

    #[test]
    fn a_rename_is_a_rename_only_where_it_is_told() {
        let from = Model { tables: vec![table("t", vec![column("bio", "text")])] };
        let to = Model { tables: vec![table("t", vec![column("about", "text")])] };
        let nothing = Renames::default();
        let gone = "t: column bio dropped, text\nt: column about new, text";
        assert_eq!(shown(&from, &to, DialectKind::Postgres, &nothing), [gone]);

        let candidates = crate::rename::candidates(&from, &to, &nothing, DialectKind::Postgres);
        assert_eq!(candidates.len(), 1);
        let mut renames = Renames::default();
        renames.add(candidates[0].clone());
        assert_eq!(shown(&from, &to, DialectKind::Postgres, &renames), ["t: column bio renamed to about"]);
        assert_eq!(shown(&to, &from, DialectKind::Postgres, &renames.inverse()), ["t: column about renamed to bio"]);
        // Once it is done, it is nothing.
        assert!(diff(&to, &to, DialectKind::Postgres, &renames).is_empty());
    }

    #[test]
    fn what_names_a_renamed_column_follows_it() {
        let mut from = Model { tables: vec![table("t", vec![column("bio", "text")])] };
        from.tables[0].checks.push(check("ck_t_bio", "length(\"bio\") < 5"));
        let mut to = Model { tables: vec![table("t", vec![column("about", "text")])] };
        to.tables[0].checks.push(check("ck_t_about", "length(\"about\") < 5"));
        let mut renames = Renames::default();
        let table = TableName { schema: None, name: "t".into() };
        renames.add(Candidate::Column { table, old: "bio".into(), new: "about".into() });
        let renamed = "t: column bio renamed to about";
        let named = format!("{renamed}\nt: check ck_t_bio renamed to ck_t_about");
        assert_eq!(shown(&from, &to, DialectKind::Postgres, &renames), [named]);
        // There, the name is a word in the table's text.
        assert_eq!(shown(&from, &to, DialectKind::Sqlite, &renames), [renamed]);
    }

    #[test]
    fn children_go_first_and_parents_come_first() {
        let mut child = table("a_child", vec![column("parent", "bigint")]);
        child.foreign_keys.push(ForeignKey {
            name: "fk".into(),
            columns: vec!["parent".into()],
            schema: None,
            table: "parent".into(),
            referenced: vec!["id".into()],
            on_delete: Action::NoAction,
            on_update: Action::NoAction,
        });
        let all = Model { tables: vec![child, table("parent", vec![column("id", "bigint")])] };
        let none = Model::default();
        let nothing = Renames::default();
        assert_eq!(shown(&none, &all, DialectKind::Sqlite, &nothing), ["parent: new table", "a_child: new table"]);
        assert_eq!(
            shown(&all, &none, DialectKind::Sqlite, &nothing),
            ["a_child: table dropped", "parent: table dropped"]
        );
    }
}
