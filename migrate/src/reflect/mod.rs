//! Declarations for a database that is there.
//!
//! [`reflect`] writes them as Rust: a `table!` for each table, an enum for each list of values, and the `schema!` of all. What
//! was made by `create_all` comes back as it was declared, as far as the database knows it (SQLite has no booleans
//! and dates); what Aludel has no word for is said in a comment at its place.
//!
//! ```
//! use aludel_core::sql::DialectKind;
//! use aludel_migrate::{model::{Column, Key, Model, Table}, reflect::reflect};
//!
//! let column = |name: &str, ty: &str| Column {
//!     name: name.to_owned(),
//!     ty: ty.to_owned(),
//!     nullable: name != "id",
//!     auto: name == "id",
//!     default: None,
//!     generated: None,
//!     comment: String::new(),
//! };
//! let users = Table {
//!     schema: None,
//!     name: "users".to_owned(),
//!     comment: String::new(),
//!     columns: vec![column("id", "bigint"), column("Name", "varchar(50)")],
//!     primary_key: Some(Key { name: "pk_users".to_owned(), columns: vec!["id".to_owned()] }),
//!     unique: Vec::new(),
//!     indexes: Vec::new(),
//!     foreign_keys: Vec::new(),
//!     checks: Vec::new(),
//! };
//! // In a program: `Model::live(link, &Model::default())`.
//! let rust = reflect(&Model { tables: vec![users] }, DialectKind::Postgres, "Blog");
//! assert!(rust.ends_with(
//!     r#"
//! table! {
//!     #[derive(Debug, Clone, PartialEq)]
//!     pub struct User in users {
//!         #[primary_key(auto)]
//!         id: i64,
//!         #[name = "Name", max_len(50)]
//!         name: Option<String>,
//!     }
//! }
//!
//! schema! { pub Blog: users }
//! "#
//! ));
//! ```

mod frozen;
mod keys;
mod names;
pub(crate) mod texts;
mod types;

use crate::model::{Column, Model, Table};
use aludel_core::{schema::ddl, sql::DialectKind};
pub use frozen::frozen;
use keys::Keys;
use names::{Names, singular};
use std::{collections::HashMap, fmt::Write};

/// Writes the declarations of the tables of a database, as a file of Rust; `schema` is the name of its `schema!`.
///
/// The model is to be in the words of the database: from [`Model::live`] with an empty model. Dates and times are those of
/// the crate `chrono`, UUIDs of `uuid`, JSON of `serde_json`, decimals of `rust_decimal`: switch on the features of
/// `aludel` of the same names where they come up.
pub fn reflect(model: &Model, dialect: DialectKind, schema: &str) -> String {
    let head = "//! The tables of a database, as they were found in it.\n\nuse aludel::prelude::*;\n";
    write(model, schema, head, &Types { dialect, declared: &|_, _| None })
}

/// The Rust types of columns.
struct Types<'d> {
    dialect: DialectKind,
    /// What is known of a column from its declaration: its type, and whether it is the version.
    declared: Declared<'d>,
}

type Declared<'d> = &'d dyn Fn(&Table, &Column) -> Option<(&'static str, bool)>;

impl Types<'_> {
    fn of(&self, table: &Table, column: &Column) -> types::RustType {
        let found = types::rust_type(&column.ty, self.dialect);
        match (self.declared)(table, column) {
            // What it has beside its type is that of the same kind of value: a length, digits.
            Some((name, _)) if name == found.name => types::RustType { explicit: false, remark: None, ..found },
            Some((name, _)) => types::RustType { name, attribute: None, explicit: false, remark: None },
            None => found,
        }
    }

    fn is_version(&self, table: &Table, column: &Column) -> bool {
        (self.declared)(table, column).is_some_and(|(_, version)| version)
    }

    fn is_mysql(&self) -> bool {
        self.dialect.is_mysql()
    }
}

fn write(model: &Model, schema: &str, head: &str, types: &Types<'_>) -> String {
    let mut modules = Names::default();
    let mut structs = Names::default();
    let tables: Vec<_> = model.tables.iter().map(|table| Names::table(table, &mut modules, &mut structs)).collect();
    let mut file = head.to_owned();
    let mut enums = Enums { names: structs, written: HashMap::new() };
    for (table, named) in model.tables.iter().zip(&tables) {
        file.push('\n');
        let written = Written::of(table, named, &tables, model, types, &mut enums);
        file += &written.0;
    }
    if model.tables.is_empty() {
        file += "\n// There are no tables.\n";
        return file;
    }
    let list: Vec<_> = tables.iter().map(|table| &*table.module).collect();
    let one_line = format!("\nschema! {{ pub {schema}: {} }}\n", list.join(", "));
    if one_line.len() <= 120 {
        return file + &one_line;
    }
    let _ = write!(file, "\nschema! {{\n    pub {schema}:\n        {}\n}}\n", list.join(",\n        "));
    file
}

/// The names of a table in Rust.
struct NamedTable {
    module: String,
    row: String,
    /// By the columns of the table, in their order.
    fields: Vec<String>,
}

impl Names {
    fn table(table: &Table, modules: &mut Names, structs: &mut Names) -> NamedTable {
        let mut fields = Names::default();
        NamedTable {
            module: modules.snake(&table.name),
            row: structs.camel(&singular(&table.name)),
            fields: table.columns.iter().map(|column| fields.snake(&column.name)).collect(),
        }
    }
}

impl NamedTable {
    /// The field of a column.
    fn field(&self, table: &Table, column: &str) -> Option<&str> {
        let at = table.columns.iter().position(|other| other.name == column)?;
        self.fields.get(at).map(String::as_str)
    }
}

/// The enums that are written, by their values.
struct Enums {
    names: Names,
    written: HashMap<Vec<String>, String>,
}

impl Enums {
    /// The enum of some values: its name, and its text if it is new.
    fn of(&mut self, row: &str, column: &str, values: &[String]) -> (String, String) {
        if let Some(name) = self.written.get(values) {
            return (name.clone(), String::new());
        }
        let name = self.names.camel(&format!("{row}_{column}"));
        let mut variants = Names::default();
        let mut text = format!("sql_enum! {{\n    /// The values of `{column}`.\n    pub enum {name} {{\n");
        for value in values {
            let _ = writeln!(text, "        {} = {value:?},", variants.camel(value));
        }
        text += "    }\n}\n\n";
        self.written.insert(values.to_vec(), name.clone());
        (name, text)
    }
}

/// The text of a table.
struct Written(String);

impl Written {
    fn of(
        table: &Table,
        named: &NamedTable,
        all: &[NamedTable],
        model: &Model,
        types: &Types<'_>,
        enums: &mut Enums,
    ) -> Self {
        let mut keys = Keys::of(table, named, all, model, types);
        let mut before = String::new();
        let mut body = String::new();
        for at in keys.order() {
            let column = &table.columns[at];
            let field = &named.fields[at];
            let (text, new) = write_column(column, field, &mut keys, table, named, types, enums);
            body += &text;
            before += &new;
        }
        let mut head = String::new();
        comment(&mut head, "    ", &table.comment);
        head += "    #[derive(Debug, Clone, PartialEq)]\n";
        if let Some(attribute) = comment_attribute(&table.comment) {
            let _ = writeln!(head, "    #[{attribute}]");
        }
        if named.module.trim_start_matches("r#") != table.name {
            let _ = writeln!(head, "    #[name = {:?}]", table.name);
        }
        if let Some(schema) = &table.schema {
            let _ = writeln!(head, "    #[schema = {schema:?}]");
        }
        for line in keys.of_table() {
            let _ = writeln!(head, "    {line}");
        }
        Written(format!(
            "{before}table! {{\n{head}    pub struct {} in {} {{\n{body}    }}\n}}\n",
            named.row, named.module
        ))
    }
}

fn write_column(
    column: &Column,
    field: &str,
    keys: &mut Keys<'_>,
    table: &Table,
    named: &NamedTable,
    types: &Types<'_>,
    enums: &mut Enums,
) -> (String, String) {
    let dialect = types.dialect;
    let mut rust = types.of(table, column);
    let (mut name, mut new) = (rust.name.to_owned(), String::new());
    let mut values = None;
    if rust.name == "String" {
        values = texts::enum_type(&column.ty).or_else(|| keys.take_enum(&column.name));
    }
    if let Some(values) = &values {
        (name, new) = enums.of(&named.row, &column.name, values);
        // What core gives an enum without a length.
        if types.is_mysql() && column.ty == "VARCHAR(255)" {
            rust.attribute = None;
        }
    }
    let mut attributes = Vec::new();
    if field.trim_start_matches("r#") != column.name {
        attributes.push(format!("name = {:?}", column.name));
    }
    attributes.extend(keys.of_column(column));
    attributes.extend(types.is_version(table, column).then(|| "version".to_owned()));
    let longest = keys.take_max_len(&column.name).map(|longest| format!("max_len({longest})"));
    attributes.extend(rust.attribute.take().or(longest));
    if let Some(default) = column.default.as_ref().filter(|_| !types.is_version(table, column)) {
        let mut default = texts::default(default, rust.name, values.is_some(), dialect);
        let is_value = |values: &Vec<String>| values.iter().any(|value| format!("{value:?}") == default);
        if values.as_ref().is_some_and(|values| !is_value(values) && !default.starts_with("sql = ")) {
            default = format!("sql = {:?}", column.default.as_deref().unwrap_or_default());
        }
        attributes.push(format!("default({default})"));
    }
    if let Some(generated) = &column.generated {
        let before = if generated.stored { "" } else { "virtual = " };
        attributes.push(format!("generated({before}{:?})", texts::bare(&generated.sql, types.is_mysql())));
    }
    let taken = keys.take_not_null(column);
    attributes.extend(keys.take_checks(&column.name));
    if rust.explicit {
        let of = match dialect {
            DialectKind::Sqlite => "sqlite",
            DialectKind::Postgres => "postgres",
            _ => "mysql",
        };
        attributes.push(format!("sql_type({of} = {:?})", column.ty));
    }
    attributes.extend(comment_attribute(&column.comment));
    let mut text = String::new();
    comment(&mut text, "        ", &column.comment);
    if let Some(remark) = rust.remark {
        let _ = writeln!(text, "        // `{}` {remark}.", column.ty);
    }
    for remark in keys.remarks_of(&column.name) {
        let _ = writeln!(text, "        // {remark}");
    }
    if !attributes.is_empty() {
        let _ = writeln!(text, "        #[{}]", attributes.join(", "));
    }
    let nullable = column.nullable && !taken && !table.primary_key.iter().any(|key| key.columns.contains(&column.name));
    let ty = if nullable { format!("Option<{name}>") } else { name };
    let _ = writeln!(text, "        {field}: {ty},");
    (text, new)
}

/// A comment as a doc comment.
fn comment(text: &mut String, indent: &str, comment: &str) {
    for line in comment.lines() {
        let _ = writeln!(text, "{}", format!("{indent}/// {line}").trim_end());
    }
}

/// What says that the database keeps a comment: the doc comment, if that is all of it.
fn comment_attribute(comment: &str) -> Option<String> {
    if comment.is_empty() {
        return None;
    }
    let doc: String = comment.lines().map(|line| format!(" {line}\n")).collect();
    let is_doc = ddl::comment(Some(&doc)) == comment && !comment.contains('\r');
    Some(if is_doc { "comment".to_owned() } else { format!("comment = {comment:?}") })
}
