//! What a migration loses, which is asked about before it runs.

use crate::{
    model::Model,
    parse::{Lexer, Word},
    sql::Step,
};

/// The statements that lose data of a schema as it is before. What makes a table of SQLite anew loses none, nor does one that
/// drops what is computed.
pub(super) fn destructive(steps: &[&Step], before: &Model) -> Vec<String> {
    let mut found = Vec::new();
    let mut rebuilding = false;
    for step in steps {
        match step {
            Step::Rebuild(_) => rebuilding = true,
            Step::EndRebuild => rebuilding = false,
            Step::Sql(sql) if !rebuilding && loses(sql, before) => {
                found.push(sql.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            _ => {}
        }
    }
    found
}

fn loses(sql: &str, before: &Model) -> bool {
    let words: Vec<_> = Lexer::new(sql, false).map(|token| token.word).collect();
    match &words[..] {
        [first, ..] if first.is("DELETE") || first.is("TRUNCATE") => true,
        [first, second, ..] if first.is("DROP") && (second.is("TABLE") || second.is("SCHEMA")) => true,
        [first, second, name @ ..] if first.is("ALTER") && second.is("TABLE") => {
            // The last of `schema.table`, behind IF EXISTS and ONLY.
            let named = name.iter().position(|word| word.is("DROP") || word.is("ADD")).unwrap_or(name.len());
            let table = name[..named].iter().rev().find_map(Word::name).unwrap_or_default();
            dropped(&words).iter().any(|column| !is_computed(before, &table, column))
        }
        _ => false,
    }
}

/// The columns that an ALTER TABLE drops.
fn dropped(words: &[Word<'_>]) -> Vec<String> {
    let is_drop = |at: &usize| words[*at].is("DROP") && words.get(at + 1).is_some_and(|word| word.is("COLUMN"));
    let names = (0..words.len()).filter(is_drop).filter_map(|at| {
        let condition = words.get(at + 2).is_some_and(|word| word.is("IF"));
        words.get(if condition { at + 4 } else { at + 2 })?.name()
    });
    names.collect()
}

fn is_computed(before: &Model, table: &str, column: &str) -> bool {
    let mut columns = before.tables.iter().filter(|known| known.name == table).flat_map(|table| &table.columns);
    columns.any(|known| known.name == column && known.generated.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Column, Generated, Table};

    fn column(name: &str, generated: Option<&str>) -> Column {
        let generated = generated.map(|sql| Generated { sql: sql.to_owned(), stored: true });
        Column { generated, ..Column::new(name.to_owned(), "bigint".to_owned()) }
    }

    #[test]
    fn what_is_computed_is_not_lost() {
        let columns = vec![column("price", None), column("twice", Some("price * 2"))];
        let table = Table { columns, ..Table::new(None, "lines".to_owned()) };
        let before = Model { tables: vec![table] };
        assert!(!loses("ALTER TABLE \"shop\".\"lines\" DROP COLUMN \"twice\"", &before));
        assert!(loses("ALTER TABLE `lines`\n    DROP COLUMN `twice`,\n    DROP COLUMN `price`", &before));
        assert!(loses("ALTER TABLE others DROP COLUMN IF EXISTS twice", &before));
        assert!(loses("drop table lines", &before) && loses("DELETE FROM lines", &before));
        assert!(!loses("ALTER TABLE lines ALTER COLUMN price DROP DEFAULT", &before));
        assert!(!loses("UPDATE lines SET price = 0", &before));
    }
}
