//! The tables of PostgreSQL, from its catalogs.

use super::{On, Schemas};
use crate::{
    model::{Check, Column, ForeignKey, Generated, Key, Model, Table},
    parse::{create_index, plain_key},
};
use aludel_core::{
    Error, ErrorKind, Result,
    engine::{Backend, Fetch, Link},
    query::sql,
    schema::meta::Action,
};

const TABLES: &str = "SELECT c.oid::bigint, c.relname::text, coalesce(obj_description(c.oid, 'pg_class'), '') \
    FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
    WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND NOT c.relispartition \
    AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_class'::regclass \
    AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 2";

/// Identity and generation are a letter, or nothing. The collation is told where it is not that of the type.
const COLUMNS: &str = "SELECT a.attrelid::bigint, a.attname::text, pg_catalog.format_type(a.atttypid, a.atttypmod), \
    a.attnotnull, a.attidentity <> '', a.attgenerated::text, pg_catalog.pg_get_expr(d.adbin, d.adrelid), \
    coalesce(col_description(a.attrelid, a.attnum), ''), \
    d.adbin IS NOT NULL AND EXISTS (SELECT FROM pg_catalog.pg_depend AS o WHERE o.refobjid = a.attrelid \
    AND o.refobjsubid = a.attnum AND o.deptype = 'a' AND o.classid = 'pg_catalog.pg_class'::regclass \
    AND o.refclassid = 'pg_catalog.pg_class'::regclass), \
    CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(l.collname) END \
    FROM pg_catalog.pg_attribute AS a \
    JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid \
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
    JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid \
    LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = a.attcollation \
    LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum \
    WHERE n.nspname = ? AND c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, a.attnum";

/// Columns are lists in JSON.
const CONSTRAINTS: &str = "SELECT k.conrelid::bigint, k.conname::text, k.contype::text, \
    (SELECT coalesce(json_agg(a.attname ORDER BY u.at), '[]')::text FROM unnest(k.conkey) WITH ORDINALITY AS u (num, at) \
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.num), \
    pg_catalog.pg_get_expr(k.conbin, k.conrelid), rn.nspname::text, r.relname::text, \
    (SELECT coalesce(json_agg(a.attname ORDER BY u.at), '[]')::text FROM unnest(k.confkey) WITH ORDINALITY AS u (num, at) \
    JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.confrelid AND a.attnum = u.num), \
    k.confdeltype::text, k.confupdtype::text \
    FROM pg_catalog.pg_constraint AS k \
    JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid \
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace \
    LEFT JOIN pg_catalog.pg_class AS r ON r.oid = k.confrelid \
    LEFT JOIN pg_catalog.pg_namespace AS rn ON rn.oid = r.relnamespace \
    WHERE n.nspname = ? AND k.contype IN ('p', 'u', 'c', 'f') AND k.conparentid = 0 ORDER BY k.oid";

/// Indexes that are not a constraint's.
const INDEXES: &str = "SELECT i.indrelid::bigint, pg_catalog.pg_get_indexdef(i.indexrelid) \
    FROM pg_catalog.pg_index AS i \
    JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid \
    JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace \
    WHERE n.nspname = ? AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = i.indexrelid \
    AND k.contype IN ('p', 'u', 'x')) ORDER BY i.indexrelid";

type ColumnRow = (i64, String, String, bool, bool, String, Option<String>, String, bool, Option<String>);
type ConstraintRow =
    (i64, String, String, String, Option<String>, Option<String>, Option<String>, String, String, String);

pub(super) fn read<B: Backend>(link: &mut Link<B>, like: &Model) -> Result<Model> {
    let default: (String,) = sql("SELECT coalesce(current_schema()::text, '')").one(&mut On(link))?;
    let schemas = Schemas::new(default.0, like);
    let mut model = Model::default();
    for schema in schemas.names() {
        let mut tables = tables(link, &schema, &schemas)?;
        for table in &mut tables {
            table.schema = schemas.label(&schema, &table.name);
        }
        model.tables.extend(tables);
    }
    Ok(model)
}

/// The temporary tables of the session.
pub(super) fn temporary<B: Backend>(link: &mut Link<B>) -> Result<Vec<Table>> {
    let name =
        "SELECT coalesce((SELECT nspname::text FROM pg_catalog.pg_namespace WHERE oid = pg_my_temp_schema()), '')";
    let name: (String,) = sql(name).one(&mut On(link))?;
    tables(link, &name.0, &Schemas::new(name.0.clone(), &Model::default()))
}

fn tables<B: Backend>(link: &mut Link<B>, schema: &str, schemas: &Schemas<'_>) -> Result<Vec<Table>> {
    let named: Vec<(i64, String, String)> = sql(TABLES).bind(schema).all(&mut On(link))?;
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let columns: Vec<ColumnRow> = sql(COLUMNS).bind(schema).all(&mut On(link))?;
    let constraints: Vec<ConstraintRow> = sql(CONSTRAINTS).bind(schema).all(&mut On(link))?;
    let indexes: Vec<(i64, String)> = sql(INDEXES).bind(schema).all(&mut On(link))?;
    let mut tables: Vec<(i64, Table)> = Vec::new();
    for (oid, name, comment) in named {
        tables.push((oid, Table { comment, ..Table::new(None, name) }));
    }
    let of = |tables: &mut Vec<(i64, Table)>, oid: i64| tables.iter().position(|(other, _)| *other == oid);
    for row in columns {
        if let Some(at) = of(&mut tables, row.0) {
            tables[at].1.columns.push(column(row));
        }
    }
    for row in constraints {
        if let Some(at) = of(&mut tables, row.0) {
            constraint(&mut tables[at].1, row, schemas)?;
        }
    }
    for (oid, definition) in indexes {
        let Some(at) = of(&mut tables, oid) else { continue };
        let table = &mut tables[at].1;
        if let Some(index) = create_index(&definition) {
            match plain_key(&index) {
                Some(key) => table.unique.push(key),
                None => table.indexes.push(index),
            }
        }
    }
    Ok(tables.into_iter().map(|(_, table)| table).collect())
}

fn column(row: ColumnRow) -> Column {
    let (_, name, ty, not_null, identity, generated, default, comment, owns_sequence, collation) = row;
    let mut ty = type_name(&ty);
    if let Some(collation) = collation {
        ty += &format!(" COLLATE {collation}");
    }
    let serial = owns_sequence && default.as_ref().is_some_and(|sql| sql.starts_with("nextval("));
    let (default, generated) = match default {
        Some(sql) if !generated.is_empty() => (None, Some(Generated { sql, stored: generated == "s" })),
        Some(_) if serial => (None, None),
        default => (default, None),
    };
    Column { name, ty, nullable: !not_null, auto: identity || serial, default, generated, comment }
}

fn constraint(table: &mut Table, row: ConstraintRow, schemas: &Schemas<'_>) -> Result<()> {
    let (_, name, kind, columns, condition, schema, referenced_table, referenced, on_delete, on_update) = row;
    let columns = list(&columns)?;
    match &*kind {
        "p" => table.primary_key = Some(Key { name, columns }),
        "u" => table.unique.push(Key { name, columns }),
        "c" => table.checks.push(Check { name, sql: condition.unwrap_or_default() }),
        _ => {
            let other = referenced_table.unwrap_or_default();
            table.foreign_keys.push(ForeignKey {
                name,
                columns,
                schema: schema.and_then(|schema| schemas.label(&schema, &other)),
                table: other,
                referenced: list(&referenced)?,
                on_delete: action(&on_delete),
                on_update: action(&on_update),
            });
        }
    }
    Ok(())
}

fn list(json: &str) -> Result<Vec<String>> {
    serde_json::from_str(json).map_err(|error| Error::new(ErrorKind::Decode, error.to_string()))
}

fn action(letter: &str) -> Action {
    match letter {
        "r" => Action::Restrict,
        "c" => Action::Cascade,
        "n" => Action::SetNull,
        "d" => Action::SetDefault,
        _ => Action::NoAction,
    }
}

/// A type by its short name: `varchar(50)` for `character varying(50)`.
fn type_name(ty: &str) -> String {
    const SHORT: [(&str, &str, &str); 6] = [
        ("character varying", "", "varchar"),
        ("timestamp", " without time zone", "timestamp"),
        ("timestamp", " with time zone", "timestamptz"),
        ("time", " without time zone", "time"),
        ("time", " with time zone", "timetz"),
        ("character", "", "char"),
    ];
    let (ty, array) = ty.strip_suffix("[]").map_or((ty, ""), |element| (element, "[]"));
    let short = SHORT.iter().find_map(|(begin, end, short)| {
        let size = ty.strip_prefix(begin)?.strip_suffix(end)?;
        (size.is_empty() || size.starts_with('(')).then(|| format!("{short}{size}"))
    });
    let name = short.unwrap_or_else(|| match ty.strip_prefix("numeric(") {
        Some(size) => format!("numeric({}", size.replace(',', ", ")),
        None => ty.to_owned(),
    });
    name + array
}

#[cfg(test)]
mod tests {
    use super::type_name;

    #[test]
    fn types_are_written_as_core_does() {
        for (long, short) in [
            ("character varying(50)", "varchar(50)"),
            ("timestamp without time zone", "timestamp"),
            ("timestamp(3) with time zone", "timestamptz(3)"),
            ("time without time zone", "time"),
            ("numeric(10,2)", "numeric(10, 2)"),
            ("character varying[]", "varchar[]"),
            ("bigint", "bigint"),
        ] {
            assert_eq!(type_name(long), short);
        }
    }
}
