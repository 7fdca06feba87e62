//! Declarations of the tables as they are at a step of the migrations.

use super::{Types, texts, types, write};
use crate::model::{Column, Model, Table};
use aludel_core::{
    schema::{
        ddl,
        meta::{ColumnMeta, TableMeta},
    },
    sql::DialectKind,
    value::SqlType,
};

const HEAD: &str = "//! The tables as they are at this step. The program's own declarations go on without this file, which stays as it is.\n\
                    //! Indexes, comments and conditions, which mean nothing for rows, are left out.\n\n\
                    #![allow(missing_docs, dead_code)]\n\nuse aludel::prelude::*;\n";

/// Writes the declarations of a model, for a data step: what rows and inserts are about.
///
/// A database knows less of types than a declaration: SQLite has no dates. A column that is declared in `tables`, and is there
/// what it is in the model, has the type that it has there, as a plain one: `i64` for an id of one's own.
pub fn frozen(model: &Model, dialect: DialectKind, tables: &[&'static TableMeta]) -> String {
    let mysql = dialect.is_mysql();
    let mut model = model.clone();
    for table in &mut model.tables {
        table.comment.clear();
        table.indexes.clear();
        // A list of values, and a length.
        table.checks.retain(|check| {
            texts::enum_values(&check.sql, mysql).is_some() || texts::max_len(&check.sql, mysql).is_some()
        });
        table.columns.iter_mut().for_each(|column| column.comment.clear());
    }
    let calendar = Calendar::of(tables);
    let declared = |table: &Table, column: &Column| {
        let meta = tables.iter().find(|meta| meta.name == table.name && meta.schema == table.schema.as_deref())?;
        let meta = meta.column(&column.name).filter(|meta| ddl::sql_type(meta, dialect) == column.ty)?;
        plain_type(meta, calendar).map(|name| (name, meta.version))
    };
    write(&model, "Frozen", HEAD, &Types { dialect, declared: &declared })
}

/// The crate of dates and times.
#[derive(Clone, Copy)]
enum Calendar {
    Chrono,
    Time,
    Jiff,
}

impl Calendar {
    /// That of the declared types, as far as their names tell.
    fn of(tables: &[&'static TableMeta]) -> Self {
        let columns = || tables.iter().flat_map(|table| table.columns).map(|column| column.rust_type);
        let any = |words: &[&str]| columns().any(|ty| words.iter().any(|word| ty.contains(word)));
        match () {
            () if any(&["chrono", "Naive"]) => Self::Chrono,
            () if any(&["jiff", "civil"]) || columns().any(|ty| ["Timestamp", "DateTime"].contains(&ty)) => Self::Jiff,
            () if any(&["time ::", "time::", "PrimitiveDateTime", "OffsetDateTime"]) => Self::Time,
            () => Self::Chrono,
        }
    }
}

/// The plain type of a declared column.
fn plain_type(column: &ColumnMeta, calendar: Calendar) -> Option<&'static str> {
    use Calendar::{Chrono, Jiff, Time};
    Some(match (column.ty, calendar) {
        (SqlType::Bool, _) => "bool",
        (SqlType::I16, _) => "i16",
        (SqlType::I32, _) => "i32",
        (SqlType::I64, _) => "i64",
        (SqlType::F32, _) => "f32",
        (SqlType::F64, _) => "f64",
        (SqlType::Text, _) => "String",
        (SqlType::Bytes, _) => types::BYTES,
        (SqlType::Uuid, _) => "uuid::Uuid",
        (SqlType::Decimal, _) => types::DECIMAL,
        (SqlType::Json, _) => types::JSON,
        (SqlType::Date, Chrono) => "chrono::NaiveDate",
        (SqlType::Date, Time) => "time::Date",
        (SqlType::Date, Jiff) => "jiff::civil::Date",
        (SqlType::Time, Chrono) => "chrono::NaiveTime",
        (SqlType::Time, Time) => "time::Time",
        (SqlType::Time, Jiff) => "jiff::civil::Time",
        (SqlType::Timestamp, Chrono) => types::LOCAL,
        (SqlType::Timestamp, Time) => "time::PrimitiveDateTime",
        (SqlType::Timestamp, Jiff) => "jiff::civil::DateTime",
        (SqlType::TimestampTz, Chrono) => types::MOMENT,
        (SqlType::TimestampTz, Time) => "time::OffsetDateTime",
        (SqlType::TimestampTz, Jiff) => "jiff::Timestamp",
        // Only PostgreSQL has them, whose names say what they are.
        _ => return None,
    })
}
