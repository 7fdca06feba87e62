//! Renames: what was called otherwise before, so that its data is kept.

use crate::{
    model::{Column, IndexPart, Model, Table},
    parse::unquoted,
    quote::quoted,
};
use aludel_core::{
    schema::{ddl::quoted_end, meta::TableMeta},
    sql::DialectKind,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, fmt};

/// The name of a table, with its schema if that is not the default one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableName {
    /// Its schema, if it is not the default one.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
}

impl TableName {
    /// `blog.posts`, or `posts` of the default schema.
    pub fn parse(text: &str) -> Self {
        match text.split_once('.') {
            Some((schema, name)) => Self { schema: Some(schema.to_owned()), name: name.to_owned() },
            None => Self { schema: None, name: text.to_owned() },
        }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl Table {
    /// Its name, with its schema.
    pub fn full_name(&self) -> TableName {
        TableName { schema: self.schema.clone(), name: self.name.clone() }
    }
}

/// What was renamed between two models. Without it, a rename is a drop and an add, and the data is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renames {
    /// Tables: the old name and the new one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<(TableName, TableName)>,
    /// Columns: the table by its new name, the old name and the new one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<(TableName, String, String)>,
}

/// A drop and an add that may be a rename.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Candidate {
    /// Of a table.
    Table {
        /// The table that is gone.
        old: TableName,
        /// The table that is new.
        new: TableName,
    },
    /// Of a column.
    Column {
        /// The table, by its new name.
        table: TableName,
        /// The column that is gone.
        old: String,
        /// The column that is new.
        new: String,
    },
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Candidate::Table { old, new } => write!(f, "{old}={new}"),
            Candidate::Column { table, old, new } => write!(f, "{table}.{old}={table}.{new}"),
        }
    }
}

impl Renames {
    /// Whether nothing was renamed.
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty() && self.columns.is_empty()
    }

    /// The renames that lead back.
    pub fn inverse(&self) -> Self {
        let tables = self.tables.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
        let columns = self.columns.iter().map(|(table, old, new)| {
            let table = self.tables.iter().find(|(_, now)| now == table).map_or(table, |(before, _)| before);
            (table.clone(), new.clone(), old.clone())
        });
        Self { tables, columns: columns.collect() }
    }

    /// Reads `old=new` of a table, or `table.old=table.new` or `table.old=new` of a column, the table by its new name.
    ///
    /// # Errors
    /// A sentence that says how it is written.
    pub fn add_text(&mut self, text: &str, to: &Model) -> Result<(), String> {
        let wrong = || {
            format!("`{text}` is not a rename: write `old=new` for a table, `table.old=new` for a column of the table")
        };
        let (old, new) = text.split_once('=').ok_or_else(wrong)?;
        let (old, new) = (old.trim(), new.trim());
        if old.is_empty() || new.is_empty() {
            return Err(wrong());
        }
        if to.table(&TableName::parse(new)).is_some() {
            self.add(Candidate::Table { old: TableName::parse(old), new: TableName::parse(new) });
            return Ok(());
        }
        let (table, old) = old.rsplit_once('.').ok_or_else(wrong)?;
        let new = new.rsplit_once('.').map_or(new, |(_, name)| name);
        let table = TableName::parse(table);
        if to.table(&table).is_none_or(|found| found.column(new).is_none()) {
            return Err(format!("`{text}`: there is no table `{new}`, and no column `{new}` in a table `{table}`"));
        }
        self.add(Candidate::Column { table, old: old.to_owned(), new: new.to_owned() });
        Ok(())
    }

    /// Takes a candidate as a rename.
    pub fn add(&mut self, candidate: Candidate) {
        match candidate {
            Candidate::Table { old, new } => {
                if !self.tables.iter().any(|(before, now)| *before == old || *now == new) {
                    self.tables.push((old, new));
                }
            }
            Candidate::Column { table, old, new } => {
                let taken =
                    |(of, before, now): &(TableName, String, String)| *of == table && (*before == old || *now == new);
                if !self.columns.iter().any(taken) {
                    self.columns.push((table, old, new));
                }
            }
        }
    }

    /// Takes over those of others that do not contradict these.
    pub(crate) fn extend(&mut self, others: Renames) {
        for (old, new) in others.tables {
            self.add(Candidate::Table { old, new });
        }
        for (table, old, new) in others.columns {
            self.add(Candidate::Column { table, old, new });
        }
    }

    /// Those that fit the models: what they rename is there before and not after, and what it becomes the other way
    /// round. A rename that was done long ago is none any more.
    pub fn effective(&self, from: &Model, to: &Model) -> Self {
        let tables: Vec<_> = self
            .tables
            .iter()
            .filter(|(old, new)| {
                let moved_on =
                    |name: &TableName| to.table(name).is_none() || self.tables.iter().any(|(_, now)| now == name);
                from.table(old).is_some()
                    && to.table(new).is_some()
                    && moved_on(old)
                    && (from.table(new).is_none() || self.tables.iter().any(|(before, _)| before == new))
            })
            .cloned()
            .collect();
        let columns = self
            .columns
            .iter()
            .filter(|(table, old, new)| {
                let before = tables.iter().find(|(_, now)| now == table).map_or(table, |(before, _)| before);
                let (Some(before), Some(after)) = (from.table(before), to.table(table)) else { return false };
                let same = |other: &&(TableName, String, String)| other.0 == *table;
                let others = || self.columns.iter().filter(same);
                before.column(old).is_some()
                    && after.column(new).is_some()
                    && (after.column(old).is_none() || others().any(|(_, _, now)| now == old))
                    && (before.column(new).is_none() || others().any(|(_, before, _)| before == new))
            })
            .cloned()
            .collect();
        Self { tables, columns }
    }

    /// The model with the new names, everywhere where they are named. Constraints and indexes keep theirs.
    pub fn apply(&self, model: &Model, dialect: DialectKind) -> Model {
        let mut model = model.clone();
        if self.is_empty() {
            return model;
        }
        let table_names: HashMap<_, _> = self.tables.iter().cloned().collect();
        let new_name = |name: TableName| table_names.get(&name).cloned().unwrap_or(name);
        let columns_of = |table: &TableName| -> HashMap<String, String> {
            let own = self.columns.iter().filter(|(of, ..)| of == table);
            own.map(|(_, old, new)| (old.clone(), new.clone())).collect()
        };
        for table in &mut model.tables {
            let name = new_name(table.full_name());
            let columns = columns_of(&name);
            (table.schema, table.name) = (name.schema, name.name);
            let rename = |name: &mut String| {
                if let Some(new) = columns.get(name) {
                    new.clone_into(name);
                }
            };
            let rename_sql = |sql: &mut String| {
                if !columns.is_empty() {
                    *sql = in_sql(sql, &columns, dialect);
                }
            };
            table.columns.iter_mut().for_each(|column| rename(&mut column.name));
            let computed = table.columns.iter_mut().filter_map(|column| column.generated.as_mut());
            computed.for_each(|generated| rename_sql(&mut generated.sql));
            let keys = table.primary_key.iter_mut().chain(&mut table.unique);
            keys.flat_map(|key| &mut key.columns).for_each(rename);
            for index in &mut table.indexes {
                index.filter.iter_mut().for_each(rename_sql);
                for part in &mut index.parts {
                    match part {
                        IndexPart::Column(name) => rename(name),
                        IndexPart::Expression(sql) => rename_sql(sql),
                    }
                }
            }
            table.checks.iter_mut().for_each(|check| rename_sql(&mut check.sql));
            for key in &mut table.foreign_keys {
                key.columns.iter_mut().for_each(rename);
                let to = new_name(TableName { schema: key.schema.take(), name: std::mem::take(&mut key.table) });
                let referenced = columns_of(&to);
                for name in &mut key.referenced {
                    if let Some(new) = referenced.get(name) {
                        new.clone_into(name);
                    }
                }
                (key.schema, key.table) = (to.schema, to.name);
            }
        }
        model
    }
}

/// The renames that the declarations tell by `#[was = ".."]`, which does nothing where the new name is there already.
pub fn declared(tables: &[&'static TableMeta]) -> Renames {
    let mut renames = Renames::default();
    for table in tables {
        let named = |name: &str| TableName { schema: table.schema.map(str::to_owned), name: name.to_owned() };
        let new = named(table.name);
        if let Some(old) = table.was {
            // One that had another schema, too, is named with it.
            let old = if old.contains('.') { TableName::parse(old) } else { named(old) };
            renames.add(Candidate::Table { old, new: new.clone() });
        }
        for column in table.columns {
            if let Some(old) = column.was {
                let (old, new_name) = (old.to_owned(), column.name.to_owned());
                renames.add(Candidate::Column { table: new.clone(), old, new: new_name });
            }
        }
    }
    renames
}

/// Tables and columns that are gone, and new ones that look like them.
pub fn candidates(from: &Model, to: &Model, known: &Renames, dialect: DialectKind) -> Vec<Candidate> {
    let known = known.effective(from, to);
    let mut found = Vec::new();
    let renamed = known.apply(from, dialect);
    let gone = || renamed.tables.iter().filter(|table| to.table(&table.full_name()).is_none());
    for new in to.tables.iter().filter(|table| renamed.table(&table.full_name()).is_none()) {
        let mut alike: Vec<_> = gone().map(|old| (likeness(old, new), old)).filter(|(score, _)| *score >= 50).collect();
        alike.sort_by_key(|(score, old)| (std::cmp::Reverse(*score), old.name.clone()));
        found.extend(alike.into_iter().map(|(_, old)| Candidate::Table { old: old.full_name(), new: new.full_name() }));
    }
    for new in &to.tables {
        let Some(old) = renamed.table(&new.full_name()) else { continue };
        for added in new.columns.iter().filter(|column| old.column(&column.name).is_none()) {
            let dropped = old.columns.iter().filter(|column| new.column(&column.name).is_none());
            let alike = |dropped: &&Column| {
                (&dropped.ty, dropped.auto, dropped.generated.is_some())
                    == (&added.ty, added.auto, added.generated.is_some())
            };
            for dropped in dropped.filter(alike) {
                let (old, new_name) = (dropped.name.clone(), added.name.clone());
                found.push(Candidate::Column { table: new.full_name(), old, new: new_name });
            }
        }
    }
    found
}

/// How many of a hundred columns of two tables are the same.
fn likeness(one: &Table, other: &Table) -> usize {
    let same = |column: &&Column| other.column(&column.name).is_some_and(|c| c.ty == column.ty);
    let most = one.columns.len().max(other.columns.len()).max(1);
    one.columns.iter().filter(same).count() * 100 / most
}

/// An expression with other names of columns. Text in quotes and names of functions stay.
fn in_sql(sql: &str, names: &HashMap<String, String>, dialect: DialectKind) -> String {
    let mysql = dialect.is_mysql();
    let quote = if mysql { '`' } else { '"' };
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        if first == '\'' || first == '"' || first == '`' {
            let end = quoted_end(rest, first);
            match names.get(&unquoted(&rest[..end])).filter(|_| first == quote) {
                Some(new) => out.push_str(&quoted(&[new], dialect)),
                None => out.push_str(&rest[..end]),
            }
            rest = &rest[end..];
        } else if first.is_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            match names.get(word).filter(|_| !after.trim_start().starts_with('(')) {
                Some(new) if is_plain(new) => out.push_str(new),
                Some(new) => out.push_str(&quoted(&[new], dialect)),
                None => out.push_str(word),
            }
            rest = after;
        } else if first.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
            out.push_str(&rest[..end]);
            rest = &rest[end..];
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    out
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// In which order to rename such that no name is there twice: by a name in between where two change places.
/// `taken` are the names that are there.
pub(crate) fn sequence(renames: &[(String, String)], taken: &[String]) -> Vec<(String, String)> {
    let mut taken: Vec<String> = taken.to_vec();
    let mut open: Vec<(String, String)> = renames.iter().filter(|(old, new)| old != new).cloned().collect();
    let mut done = Vec::new();
    while !open.is_empty() {
        let at = open.iter().position(|(_, new)| !taken.contains(new));
        let (old, new) = match at {
            Some(at) => open.remove(at),
            None => {
                let between = format!("{}__old", open[0].0);
                let step = (std::mem::replace(&mut open[0].0, between.clone()), between);
                taken.retain(|name| *name != step.0);
                taken.push(step.1.clone());
                done.push(step);
                continue;
            }
        };
        taken.retain(|name| *name != old);
        taken.push(new.clone());
        done.push((old, new));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_expressions_follow() {
        let names = HashMap::from([("bio".to_owned(), "about".to_owned())]);
        let renamed = |sql| in_sql(sql, &names, DialectKind::Sqlite);
        assert_eq!(
            renamed(r#"length("bio") <= 50 AND bio <> 'bio' AND bio(1)"#),
            r#"length("about") <= 50 AND about <> 'bio' AND bio(1)"#
        );
    }

    #[test]
    fn names_change_places_by_one_in_between() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        let taken = ["a".to_owned(), "b".to_owned()];
        let steps = sequence(&[pair("a", "b"), pair("b", "a")], &taken);
        assert_eq!(steps, [pair("a", "a__old"), pair("b", "a"), pair("a__old", "b")]);
        assert_eq!(sequence(&[pair("a", "b"), pair("b", "c")], &taken), [pair("b", "c"), pair("a", "b")]);
    }
}
