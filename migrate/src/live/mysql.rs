//! The tables of MySQL and MariaDB, from SHOW CREATE TABLE: `information_schema` does not tell the default `now()` from
//! the text `now()`, and knows nothing of temporary tables.

use super::{On, Schemas};
use crate::{
    declared::action,
    model::{ForeignKey, IndexPart, Key, Model, Table},
    parse::{Element, create_table, same, unescaped, unquoted},
    quote::quoted,
};
use aludel_core::{
    Result,
    engine::{Backend, Fetch, Link},
    query::sql,
    schema::ddl::is_mysql_collation,
    sql::DialectKind,
};

const TABLES: &str = "SELECT CAST(table_name AS CHAR) FROM information_schema.tables WHERE table_schema = ? \
                      AND table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') ORDER BY 1";

pub(super) fn read<B: Backend>(link: &mut Link<B>, like: &Model) -> Result<Model> {
    let default: (String,) = sql("SELECT coalesce(CAST(DATABASE() AS CHAR), '')").one(&mut On(link))?;
    let schemas = Schemas::new(default.0, like);
    let mut places = Vec::new();
    for schema in schemas.names() {
        let names: Vec<(String,)> = sql(TABLES).bind(schema.as_str()).all(&mut On(link))?;
        places.extend(names.into_iter().map(|(name,)| (schema.clone(), name)));
    }
    let mut model = Model::default();
    link.script(BYTES_BEGIN)?;
    let read = places.into_iter().try_for_each(|(schema, name)| {
        let mut table = table(link, &[&schema, &name])?;
        table.schema = schemas.label(&schema, &name);
        for key in &mut table.foreign_keys {
            // A table of the same database is written without it.
            let of = key.schema.take().unwrap_or_else(|| schema.clone());
            key.schema = schemas.label(&of, &key.table);
        }
        model.tables.push(table);
        Ok(())
    });
    link.script(BYTES_END)?;
    read.map(|()| model)
}

/// MariaDB writes the default of a BINARY as its bytes, so that SHOW CREATE TABLE is read as bytes, between these two.
pub(super) const BYTES_BEGIN: &str =
    "SET @aludel_character_set_results = @@character_set_results, character_set_results = binary";
pub(super) const BYTES_END: &str = "SET character_set_results = @aludel_character_set_results";

/// Reads one table, which may be a temporary one, between [`BYTES_BEGIN`] and [`BYTES_END`].
pub(super) fn table<B: Backend>(link: &mut Link<B>, name: &[&str]) -> Result<Table> {
    let kind = link.style().kind;
    let rows: Vec<(Vec<u8>, Vec<u8>)> = link.rows(&format!("SHOW CREATE TABLE {}", quoted(name, kind)))?;
    let statement = decoded(&rows.into_iter().next().map(|row| row.1).unwrap_or_default());
    let mut table = Table::new(None, name.last().copied().unwrap_or_default().to_owned());
    fill(&mut table, create_table(&statement, true), kind);
    Ok(table)
}

fn fill(table: &mut Table, elements: Vec<Element>, kind: DialectKind) {
    let (mut set, mut collation) = (None, None);
    let mut last = String::new();
    for element in elements {
        match element {
            Element::Column(column) => {
                last.clone_from(&column.name);
                table.columns.push(column);
            }
            Element::PrimaryKey { columns, .. } => {
                table.primary_key = Some(Key { name: String::new(), columns });
            }
            Element::Unique(key) => table.unique.push(key),
            Element::Index(index) => table.indexes.push(index),
            Element::ForeignKey(mut key) => {
                (key.on_delete, key.on_update) = (action(key.on_delete, kind), action(key.on_update, kind));
                table.foreign_keys.push(key);
            }
            Element::Check(mut check) => {
                if check.name.is_empty() {
                    let column = table.columns.iter_mut().find(|column| column.name == last);
                    // MariaDB's JSON is text with a check.
                    if let Some(column) = column.filter(|c| is_json(&c.name, &c.ty, &check.sql)) {
                        column.ty = "JSON".to_owned();
                        continue;
                    }
                    check.name.clone_from(&last);
                }
                table.checks.push(check);
            }
            Element::Comment(comment) => table.comment = comment,
            Element::Charset(name) => set = Some(name),
            Element::Collate(name) => collation = Some(name),
        }
    }
    for column in &mut table.columns {
        column.ty = type_name(&column.ty, set.as_deref(), collation.as_deref());
        let binary = column.default.as_ref().and_then(|default| binary_default(default, &column.ty));
        column.default = binary.or(column.default.take());
    }
    // An index that came with a foreign key, since there was none for it.
    table.indexes.retain(|index| {
        let columns =
            |key: &ForeignKey| key.columns.iter().map(|name| IndexPart::Column(name.clone())).collect::<Vec<_>>();
        !table.foreign_keys.iter().any(|key| key.name == index.name && columns(key) == index.parts)
    });
}

/// Where a byte goes that is no UTF-8.
const BYTES: u32 = 0xf700;

fn decoded(bytes: &[u8]) -> String {
    let mut text = String::new();
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        text.extend(chunk.invalid().iter().filter_map(|byte| char::from_u32(BYTES + u32::from(*byte))));
    }
    text
}

/// The default of a BINARY, in hexadecimal.
fn binary_default(default: &str, ty: &str) -> Option<String> {
    let text = default.strip_prefix('\'').filter(|_| ty.contains("BINARY"))?;
    let mut sql = String::from("X'");
    for c in unescaped(&unquoted(&format!("'{text}"))).chars() {
        match u32::from(c).checked_sub(BYTES).and_then(|byte| u8::try_from(byte).ok()) {
            Some(byte) => sql += &format!("{byte:02X}"),
            None => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| sql += &format!("{byte:02X}")),
        }
    }
    Some(sql + "'")
}

fn is_json(column: &str, ty: &str, check: &str) -> bool {
    let quoted = format!("json_valid({})", quoted(&[column], DialectKind::MariaDb));
    ty.to_lowercase().starts_with("longtext") && same(check, &quoted, true)
}

/// A type as core writes it, if it is one of core's: `BIGINT` for `bigint(20)`.
///
/// Text has the character set and the collation of the table, unless it has its own.
fn type_name(ty: &str, table_set: Option<&str>, table_collation: Option<&str>) -> String {
    let mut name = ty.to_owned();
    let mut collation = table_collation.map(str::to_owned);
    if let Some((before, behind)) = ty.split_once(" COLLATE ") {
        let end = behind.find(' ').unwrap_or(behind.len());
        collation = Some(behind[..end].to_owned());
        name = format!("{before}{}", &behind[end..]);
    } else if ty.contains(" CHARACTER SET ") {
        collation = None;
    }
    let mut set = table_set.unwrap_or_default().to_owned();
    if let Some((before, behind)) = name.clone().split_once(" CHARACTER SET ") {
        let end = behind.find(' ').unwrap_or(behind.len());
        set = behind[..end].to_owned();
        name = format!("{before}{}", &behind[end..]);
    }
    let end = name.find(['(', ' ']).unwrap_or(name.len());
    let (word, rest) = name.split_at(end);
    let word = word.to_uppercase();
    let plain = match (&*word, rest) {
        ("TINYINT", "(1)") => "BOOLEAN".to_owned(),
        ("TINYINT" | "SMALLINT" | "MEDIUMINT" | "INT" | "BIGINT", rest) if rest.starts_with('(') => {
            word + rest.split_once(')').map_or("", |(_, behind)| behind)
        }
        ("DECIMAL", rest) => word + &rest.replace(',', ", "),
        _ => word.clone() + rest,
    };
    let is_text = ["CHAR", "VARCHAR", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT", "ENUM", "SET"];
    if !is_text.iter().any(|text| plain.split(['(', ' ']).next() == Some(text)) {
        return plain;
    }
    match collation {
        Some(collation) if is_mysql_collation(&collation) => plain,
        Some(collation) => format!("{plain} COLLATE {collation}"),
        None if set.is_empty() => plain,
        None => format!("{plain} CHARACTER SET {set}"),
    }
}

#[cfg(test)]
mod tests {

    #[test]
    fn types_are_written_as_core_does() {
        let type_name = |ty: &str| super::type_name(ty, Some("utf8mb4"), Some("utf8mb4_nopad_bin"));
        assert_eq!(type_name("bigint(20)"), "BIGINT");
        assert_eq!(type_name("int(10) unsigned"), "INT unsigned");
        assert_eq!(type_name("tinyint(1)"), "BOOLEAN");
        assert_eq!(type_name("decimal(38,10)"), "DECIMAL(38, 10)");
        assert_eq!(type_name("enum('a','B')"), "ENUM('a','B')");
        assert_eq!(type_name("varchar(5)"), "VARCHAR(5)");
        assert_eq!(super::type_name("char(5)", None, Some("latin1_bin")), "CHAR(5) COLLATE latin1_bin");
        assert_eq!(super::type_name("char(5)", Some("latin1"), None), "CHAR(5) CHARACTER SET latin1");
        let other = "varchar(5) CHARACTER SET latin1 COLLATE latin1_bin";
        assert_eq!(type_name(other), "VARCHAR(5) COLLATE latin1_bin");
        assert_eq!(type_name("text CHARACTER SET latin1"), "TEXT CHARACTER SET latin1");
    }
}
