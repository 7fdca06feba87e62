//! The tables of SQLite: it keeps the statements that made them, as they were written.

use super::{On, Schemas};
use crate::{
    model::{Model, Table},
    parse::{Element, create_index, create_table, plain_key},
    quote::quoted,
};
use aludel_core::{
    Result,
    engine::{Backend, Fetch, Link},
    query::sql,
    sql::DialectKind,
};

const TABLES: &str = "SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'table' \
                      AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name";

pub(super) fn read<B: Backend>(link: &mut Link<B>, like: &Model) -> Result<Model> {
    let schemas = Schemas::new("main".to_owned(), like);
    let mut model = Model::default();
    for schema in schemas.names() {
        let names: Vec<(String,)> = sql(TABLES).bind(schema.as_str()).all(&mut On(link))?;
        if names.is_empty() {
            continue;
        }
        let kept = quoted(&[&schema, "sqlite_schema"], DialectKind::Sqlite);
        let statements: Vec<(String, String, String)> = link.rows(&format!(
            "SELECT type, tbl_name, sql FROM {kept} WHERE type IN ('table', 'index') AND sql IS NOT NULL ORDER BY rowid"
        ))?;
        for (name,) in names {
            let of_table = |kind: &'static str| {
                let name = name.to_lowercase();
                statements.iter().filter(move |s| s.0 == kind && s.1.to_lowercase() == name).map(|s| &s.2)
            };
            let mut table = Table::new(schemas.label(&schema, &name), name.clone());
            if let Some(sql) = of_table("table").next() {
                fill(&mut table, create_table(sql, false));
            }
            for index in of_table("index").filter_map(|sql| create_index(sql)) {
                match plain_key(&index) {
                    Some(key) => table.unique.push(key),
                    None => table.indexes.push(index),
                }
            }
            model.tables.push(table);
        }
    }
    let referenced: Vec<_> = model.tables.iter().map(|t| (t.name.to_lowercase(), t.primary_key.clone())).collect();
    for key in model.tables.iter_mut().flat_map(|table| &mut table.foreign_keys) {
        // Without columns, a foreign key refers to the primary key.
        let table = referenced.iter().find(|(name, _)| *name == key.table.to_lowercase());
        if let Some((_, Some(primary))) = table.filter(|_| key.referenced.is_empty()) {
            key.referenced.clone_from(&primary.columns);
        }
    }
    Ok(model)
}

fn fill(table: &mut Table, elements: Vec<Element>) {
    for element in elements {
        match element {
            Element::Column(mut column) => {
                column.ty = column.ty.to_uppercase();
                table.columns.push(column);
            }
            Element::PrimaryKey { columns, inline } => {
                for column in table.columns.iter_mut().filter(|column| columns.contains(&column.name)) {
                    // The key that SQLite makes by itself. One that is a constraint of the table is made by the program.
                    column.auto = inline && column.ty == "INTEGER";
                    column.nullable = false;
                }
                let name = String::new();
                table.primary_key = Some(crate::model::Key { name, columns });
            }
            Element::Unique(key) => table.unique.push(key),
            Element::Index(index) => table.indexes.push(index),
            Element::ForeignKey(mut key) => {
                key.schema.clone_from(&table.schema);
                table.foreign_keys.push(key);
            }
            Element::Check(check) => table.checks.push(check),
            Element::Comment(_) | Element::Charset(_) | Element::Collate(_) => {}
        }
    }
}
