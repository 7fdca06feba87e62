//! The spelling of names whose case has no meaning, and the order of what has none.

use super::On;
use crate::model::{IndexPart, Model, Table};
use aludel_core::{
    Result,
    engine::{Backend, Fetch, Link},
    query::sql,
    sql::DialectKind,
};

/// Whether the case of names has no meaning.
pub(super) struct Spelling {
    tables: bool,
    others: bool,
}

impl Spelling {
    /// In a database.
    pub(super) fn of<B: Backend>(link: &mut Link<B>) -> Result<Self> {
        Ok(match link.style().kind {
            DialectKind::Sqlite => Self { tables: true, others: true },
            DialectKind::Postgres => Self { tables: false, others: false },
            _ => {
                // It depends on the server's file system and settings.
                let folds: (i64,) = sql("SELECT @@lower_case_table_names").one(&mut On(link))?;
                Self { tables: folds.0 != 0, others: true }
            }
        })
    }

    /// Takes over the spelling and the order of `like`.
    pub(super) fn adopt(&self, model: &mut Model, like: &Model) {
        let tables: Vec<_> = like.tables.iter().map(|table| (&table.schema, &table.name)).collect();
        let spell = |schema: &Option<String>, name: &mut String| {
            let is = |(s, n): &&(&Option<String>, &String)| *s == schema && self.same_table(n, name);
            if let Some((_, like)) = tables.iter().find(is) {
                name.clone_from(like);
            }
        };
        for table in &mut model.tables {
            spell(&table.schema, &mut table.name);
            for key in &mut table.foreign_keys {
                spell(&key.schema, &mut key.table);
                if let Some(other) = like.tables.iter().find(|t| t.schema == key.schema && t.name == key.table) {
                    let names: Vec<_> = other.columns.iter().map(|column| &*column.name).collect();
                    key.referenced.iter_mut().for_each(|name| self.spell(name, &names));
                }
            }
            if let Some(like) = like.tables.iter().find(|t| (&t.schema, &t.name) == (&table.schema, &table.name)) {
                if self.others {
                    self.spell_table(table, like);
                }
                sort(table, like);
            }
        }
    }

    fn same_table(&self, a: &str, b: &str) -> bool {
        a == b || (self.tables && a.to_lowercase() == b.to_lowercase())
    }

    fn spell(&self, name: &mut String, names: &[&str]) {
        if self.others && !names.contains(&&**name) {
            let folded = name.to_lowercase();
            if let Some(like) = names.iter().find(|like| like.to_lowercase() == folded) {
                *name = (*like).to_owned();
            }
        }
    }

    fn spell_table(&self, table: &mut Table, like: &Table) {
        let columns: Vec<_> = like.columns.iter().map(|column| &*column.name).collect();
        let column = |name: &mut String| self.spell(name, &columns);
        table.columns.iter_mut().for_each(|c| column(&mut c.name));
        let keys = table.primary_key.iter_mut().chain(&mut table.unique);
        keys.flat_map(|key| &mut key.columns).for_each(column);
        table.foreign_keys.iter_mut().flat_map(|key| &mut key.columns).for_each(column);
        for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
            if let IndexPart::Column(name) = part {
                column(name);
            }
        }
        macro_rules! names {
            ($($parts:ident)+) => { $(
                let names: Vec<_> = like.$parts.iter().map(|part| &*part.name).collect();
                table.$parts.iter_mut().for_each(|part| self.spell(&mut part.name, &names));
            )+ };
        }
        names!(unique indexes foreign_keys checks);
    }
}

/// Puts what both tables have into the order of the other; the rest stays behind it, as it is.
fn sort(table: &mut Table, like: &Table) {
    macro_rules! sort {
        ($($parts:ident)+) => { $(
            let at = |name: &str| like.$parts.iter().position(|part| part.name == *name).unwrap_or(usize::MAX);
            table.$parts.sort_by_key(|part| at(&part.name));
        )+ };
    }
    sort!(columns unique indexes foreign_keys checks);
}
