//! Keys, indexes, references and conditions, as attributes of columns and of the table.

use super::{NamedTable, Types, texts};
use crate::model::{Check, Column, ForeignKey, IndexPart, Key, Model, Table};
use aludel_core::schema::meta::Action;
use std::collections::HashMap;

/// What is left to be written of a table's constraints.
pub(super) struct Keys<'m> {
    table: &'m Table,
    named: &'m NamedTable,
    all: &'m [NamedTable],
    model: &'m Model,
    mysql: bool,
    checks: Vec<&'m Check>,
    foreign_keys: Vec<&'m ForeignKey>,
    unique: Vec<&'m Key>,
    /// Names of indexes that are written at a column.
    indexed: Vec<&'m str>,
    enums: HashMap<String, Vec<String>>,
    remarks: Vec<(Option<String>, String)>,
}

impl<'m> Keys<'m> {
    pub(super) fn of(
        table: &'m Table,
        named: &'m NamedTable,
        all: &'m [NamedTable],
        model: &'m Model,
        types: &Types<'_>,
    ) -> Self {
        let mysql = types.is_mysql();
        let mut keys = Keys {
            table,
            named,
            all,
            model,
            mysql,
            checks: table.checks.iter().collect(),
            foreign_keys: Vec::new(),
            unique: table.unique.iter().collect(),
            indexed: Vec::new(),
            enums: HashMap::new(),
            remarks: Vec::new(),
        };
        for key in &table.foreign_keys {
            match keys.refused(key, types) {
                None => keys.foreign_keys.push(key),
                Some(why) => {
                    let (columns, to) = (key.columns.join(", "), key.referenced.join(", "));
                    let line = format!("The foreign key ({columns}) to `{}` ({to}) is not declared: {why}.", key.table);
                    let column = if key.columns.len() == 1 { key.columns.first().cloned() } else { None };
                    keys.remarks.push((column, line));
                }
            }
        }
        keys
    }

    /// Why a foreign key cannot be declared.
    fn refused(&self, key: &ForeignKey, types: &Types<'_>) -> Option<String> {
        let Some(other) = self.target(key) else { return Some("the table is not among these".to_owned()) };
        let unique = |columns: &[String]| {
            columns.len() == key.referenced.len() && columns.iter().all(|name| key.referenced.contains(name))
        };
        if !other.primary_key.iter().chain(&other.unique).any(|key| unique(&key.columns)) {
            return Some("what it refers to is not unique".to_owned());
        }
        for (from, to) in key.columns.iter().zip(&key.referenced) {
            let (from, to) = (find(self.table, from)?, find(other, to)?);
            let (ty, other) = (types.of(self.table, from).name, types.of(other, to).name);
            if ty != other {
                return Some(format!("`{}` is a `{ty}`, which is another type", from.name));
            }
            for action in [key.on_delete, key.on_update] {
                if action == Action::SetNull && !from.nullable {
                    return Some(format!("it sets `{}` to NULL, which that cannot be", from.name));
                }
            }
        }
        None
    }

    fn target(&self, key: &ForeignKey) -> Option<&'m Table> {
        self.model.tables.iter().find(|table| (&table.schema, &table.name) == (&key.schema, &key.table))
    }

    fn target_names(&self, key: &ForeignKey) -> Option<(&'m Table, &'m NamedTable)> {
        let at = self.model.tables.iter().position(|t| (&t.schema, &t.name) == (&key.schema, &key.table))?;
        Some((&self.model.tables[at], &self.all[at]))
    }

    /// The columns in the order in which they are declared: as they are, unless the primary key has another order.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.table.columns.len()).collect();
        if let Some(key) = &self.table.primary_key {
            let at = |index: &usize| key.columns.iter().position(|name| *name == self.table.columns[*index].name);
            let places: Vec<_> = order.iter().filter_map(at).collect();
            if !places.is_sorted() {
                order.sort_by_key(|index| at(index).unwrap_or(usize::MAX));
            }
        }
        order
    }

    /// The values of a column that has a condition for them.
    pub(super) fn take_enum(&mut self, column: &str) -> Option<Vec<String>> {
        let name = format!("ck_{}_{column}_values", self.table.name);
        let mut found = None;
        let mysql = self.mysql;
        self.checks.retain(|check| {
            let values = texts::enum_values(&check.sql, mysql).filter(|(of, _)| of == column);
            // Another name is that of a condition which was declared as one.
            let is = found.is_none() && values.is_some() && (check.name == name || !check.name.starts_with("ck_"));
            if is {
                found = values.map(|(_, values)| values);
            }
            !is
        });
        found.inspect(|values| drop(self.enums.insert(column.to_owned(), values.clone())))
    }

    /// The longest text of a column that has a condition for it.
    pub(super) fn take_max_len(&mut self, column: &str) -> Option<u32> {
        let name = format!("ck_{}_{column}_length", self.table.name);
        let at = self.checks.iter().position(|check| {
            check.name == name && texts::max_len(&check.sql, self.mysql).is_some_and(|(of, _)| of == column)
        })?;
        texts::max_len(&self.checks.remove(at).sql, self.mysql).map(|(_, longest)| longest)
    }

    /// Whether there is the condition by which MySQL and MariaDB say that a generated column is never NULL.
    pub(super) fn take_not_null(&mut self, column: &Column) -> bool {
        let name = format!("ck_{}_{}_null", self.table.name, column.name);
        let at = self.checks.iter().position(|check| column.generated.is_some() && check.name == name);
        at.map(|at| self.checks.remove(at)).is_some()
    }

    /// The condition that has the name of a column's.
    pub(super) fn take_checks(&mut self, column: &str) -> Option<String> {
        let name = format!("ck_{}_{column}", self.table.name);
        let at = self.checks.iter().position(|check| check.name == name)?;
        Some(format!("check({:?})", texts::bare(&self.checks.remove(at).sql, self.mysql)))
    }

    /// The attributes of a column for the keys and indexes that it is alone in.
    pub(super) fn of_column(&mut self, column: &Column) -> Vec<String> {
        let mut attributes = Vec::new();
        let only = |columns: &[String]| columns == std::slice::from_ref(&column.name);
        if let Some(key) = self.table.primary_key.as_ref().filter(|key| key.columns.contains(&column.name)) {
            let auto = column.auto && key.columns.len() == 1;
            attributes.push(if auto { "primary_key(auto)" } else { "primary_key" }.to_owned());
        }
        let usual = format!("uq_{}_{}", self.table.name, column.name);
        let named = |key: &&&Key| key.name == usual || self.is_referenced(column);
        if let Some(key) = self.unique.iter().filter(|key| only(&key.columns)).find(named).copied() {
            self.unique.retain(|other| !std::ptr::eq(*other, key));
            attributes.push("unique".to_owned());
        }
        let mut references = self.foreign_keys.iter().filter(|key| only(&key.columns)).copied();
        let reference = references.next();
        if let Some(key) = reference {
            if let Some((table, named)) = self.target_names(key) {
                let field = named.field(table, &key.referenced[0]).unwrap_or_default();
                attributes.push(format!("references({}::{field}{})", named.module, actions(key)));
            }
            self.foreign_keys.retain(|other| !std::ptr::eq(*other, key));
        }
        let usual = format!("ix_{}_{}", self.table.name, column.name);
        let plain = self.table.indexes.iter().find(|index| {
            index.name == usual
                && index.parts == [IndexPart::Column(column.name.clone())]
                && !index.unique
                && index.method.is_none()
                && index.filter.is_none()
        });
        if let Some(index) = plain {
            self.indexed.push(&index.name);
            attributes.push("index".to_owned());
        }
        attributes
    }

    /// Whether a foreign key of any of the tables refers to a column, by itself.
    fn is_referenced(&self, column: &Column) -> bool {
        let keys = self.model.tables.iter().flat_map(|table| &table.foreign_keys);
        let mut to_here = keys.filter(|key| (&key.schema, &key.table) == (&self.table.schema, &self.table.name));
        to_here.any(|key| key.referenced == [column.name.clone()])
    }

    /// What could not be declared of a column.
    pub(super) fn remarks_of(&self, column: &str) -> Vec<String> {
        let remarks = self.remarks.iter().filter(|(of, _)| of.as_deref() == Some(column));
        remarks.map(|(_, line)| line.clone()).collect()
    }

    /// The attributes of the table, for what is left.
    pub(super) fn of_table(&self) -> Vec<String> {
        let field = |name: &String| self.named.field(self.table, name).unwrap_or_default().to_owned();
        let fields = |names: &[String]| names.iter().map(field).collect::<Vec<_>>().join(", ");
        let mut lines: Vec<_> =
            self.remarks.iter().filter(|(of, _)| of.is_none()).map(|(_, line)| format!("// {line}")).collect();
        for key in &self.unique {
            let usual = format!("uq_{}_{}", self.table.name, key.columns.join("_"));
            let name = if key.name.is_empty() || key.name == usual { String::new() } else { named(&key.name) };
            lines.push(format!("#[unique({name}{})]", fields(&key.columns)));
        }
        for index in self.table.indexes.iter().filter(|index| !self.indexed.contains(&&*index.name)) {
            let mut words: Vec<_> = index
                .parts
                .iter()
                .map(|part| match part {
                    IndexPart::Column(name) => field(name),
                    IndexPart::Expression(sql) => format!("{sql:?}"),
                })
                .collect();
            words.extend(index.method.as_ref().map(|method| format!("using = {method}")));
            words.extend(index.filter.as_ref().map(|filter| format!("filter = {:?}", texts::bare(filter, self.mysql))));
            let kind = if index.unique { "unique" } else { "index" };
            lines.push(format!("#[{kind}({}{})]", named(&index.name), words.join(", ")));
        }
        for key in &self.foreign_keys {
            let Some((table, named)) = self.target_names(key) else { continue };
            let to = key.referenced.iter().map(|name| {
                let field = named.field(table, name).unwrap_or_default();
                format!("{}::{field}", named.module)
            });
            let to = to.collect::<Vec<_>>().join(", ");
            lines.push(format!("#[foreign_key(({}), references({to}){})]", fields(&key.columns), actions(key)));
        }
        for check in &self.checks {
            let name = if check.name.is_empty() { String::new() } else { named(&check.name) };
            lines.push(format!("#[check({name}{:?})]", texts::bare(&check.sql, self.mysql)));
        }
        lines
    }
}

fn named(name: &str) -> String {
    format!("name = {name:?}, ")
}

fn find<'t>(table: &'t Table, column: &str) -> Option<&'t Column> {
    table.columns.iter().find(|other| other.name == column)
}

fn actions(key: &ForeignKey) -> String {
    let mut text = String::new();
    for (event, action) in [("on_delete", key.on_delete), ("on_update", key.on_update)] {
        if action != Action::NoAction {
            text += &format!(", {event} = {}", action.sql().to_lowercase().replace(' ', "_"));
        }
    }
    text
}
