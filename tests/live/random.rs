//! Random declarations, the same for the same number.

use aludel::{
    prelude::*,
    schema::meta::{
        Action, ColumnMeta, DefaultMeta, GeneratedMeta, IndexPart, ReferenceMeta, SqlTypes, TableConstraint, TableMeta,
    },
    value::SqlType,
};

table! {
    /// A column of each type, to take others from.
    pub struct Palette in palettes {
        #[primary_key]
        id: i64,
        flag: bool,
        small: i16,
        int: i32,
        big: i64,
        single: f32,
        double: f64,
        text: String,
        bytes: Vec<u8>,
        uuid: uuid::Uuid,
        date: chrono::NaiveDate,
        time: chrono::NaiveTime,
        local: chrono::NaiveDateTime,
        moment: chrono::DateTime<chrono::Utc>,
        amount: rust_decimal::Decimal,
        json: serde_json::Value,
    }
}

fn palette() -> &'static TableMeta {
    <palettes::table as aludel::schema::BaseTable>::META
}

/// SplitMix64.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

fn leak<T>(values: Vec<T>) -> &'static [T] {
    values.leak()
}

const TABLES: [&str; 6] =
    ["users", "order", "Größe", "line items", "quo\"te", "a_table_with_a_name_that_is_rather_long_for_a_table"];
const COLUMNS: [&str; 12] = [
    "name",
    "email",
    "stars",
    "price",
    "select",
    "Title",
    "größe",
    "my col",
    "tick`s",
    "quo\"ted",
    "state",
    "a_long_name_of_a_column_that_is_part_of_names",
];
/// Names that stand in conditions as they are.
const PLAIN: [&str; 6] = ["name", "email", "stars", "price", "state", "a_long_name_of_a_column_that_is_part_of_names"];

/// Tables that refer to each other.
pub fn tables(r: &mut Random, dialect: DialectKind) -> Vec<&'static TableMeta> {
    let mut names = TABLES.to_vec();
    let count = 1 + r.below(3);
    let names: Vec<_> = (0..count).map(|_| names.remove(r.below(names.len()))).collect();
    let mut tables: Vec<TableMeta> = Vec::new();
    for name in names {
        let mut columns = keys(r);
        let mut free = COLUMNS.to_vec();
        for _ in 0..r.below(7) {
            let name = free.remove(r.below(free.len()));
            columns.push(column(r, name));
        }
        if r.one_in(3) {
            computed(r, &mut columns);
        }
        let mut constraints = constraints(r, &columns);
        constraints.extend(special_index(r, &columns, dialect));
        let own = TableMeta { name, columns: leak(columns.clone()), constraints: &[], ..*palette() };
        let others: Vec<TableMeta> = tables.iter().copied().chain([own]).collect();
        for n in 0..r.below(3) {
            foreign_key(r, n, &others, &mut columns, &mut constraints);
        }
        let own = if r.one_in(3) { own.comment(" Rows,\n 'quoted' \\ and so on. \n") } else { own };
        tables.push(TableMeta { columns: leak(columns), constraints: leak(constraints), ..own });
    }
    tables.into_iter().map(|table| &*Box::leak(Box::new(table))).collect()
}

fn of_type(ty: SqlType, name: &'static str) -> ColumnMeta {
    let found = palette().columns.iter().find(|column| column.ty == ty && !column.primary_key);
    let mut column = *found.unwrap();
    (column.name, column.field) = (name, name);
    column
}

fn keys(r: &mut Random) -> Vec<ColumnMeta> {
    let key = |ty, name| {
        let mut column = of_type(ty, name);
        column.primary_key = true;
        column.max_len = (ty == SqlType::Text).then_some(40);
        column
    };
    let made = |mut column: ColumnMeta| {
        column.auto = true;
        column
    };
    match r.below(6) {
        0 => vec![key(SqlType::Text, "code")],
        1 => vec![key(SqlType::Uuid, "id")],
        2 => vec![key(SqlType::I32, "Id"), key(SqlType::Text, "part")],
        3 => vec![key(SqlType::I64, "id")],
        4 => vec![made(key(SqlType::I32, "id"))],
        _ => vec![made(key(SqlType::I64, "id"))],
    }
}

fn column(r: &mut Random, name: &'static str) -> ColumnMeta {
    use SqlType as Ty;
    let types = [
        Ty::Bool,
        Ty::I16,
        Ty::I32,
        Ty::I64,
        Ty::F32,
        Ty::F64,
        Ty::Text,
        Ty::Text,
        Ty::Text,
        Ty::Text,
        Ty::Bytes,
        Ty::Uuid,
        Ty::Date,
        Ty::Time,
        Ty::Timestamp,
        Ty::TimestampTz,
        Ty::Decimal,
        Ty::Json,
    ];
    let ty = r.pick(&types);
    let mut column = of_type(ty, name);
    column.nullable = r.one_in(2);
    match ty {
        Ty::Text if r.one_in(3) => column.variants = &["draft", "it's", "größer", "100%"],
        Ty::Text if r.one_in(2) => column.max_len = Some(r.pick(&[5, 50, 255, 768])),
        Ty::Text if r.one_in(8) => column.max_len = Some(20_000),
        Ty::Decimal if r.one_in(2) => column.decimal = Some(r.pick(&[(10, 2), (12, 0), (38, 10)])),
        _ => {}
    }
    let short = matches!(column.max_len, Some(..=768)) || !column.variants.is_empty();
    if !matches!(ty, Ty::Bytes | Ty::Json | Ty::Text) || (ty == Ty::Text && short) {
        column.unique = r.one_in(5);
        column.index = r.one_in(4);
    }
    if r.one_in(3) {
        column.default = default(r, &column);
    }
    if r.one_in(5) {
        column.comment = Some("what it's for");
    }
    if PLAIN.contains(&name) && r.one_in(3) {
        column.check = check(r, &column);
    }
    if r.one_in(8) && !column.unique && !column.index && column.variants.is_empty() && column.max_len.is_none() {
        explicit(r, &mut column);
    }
    column
}

/// A column that is computed from another one, if there is one.
fn computed(r: &mut Random, columns: &mut Vec<ColumnMeta>) {
    let plain = |column: &&ColumnMeta| {
        PLAIN.contains(&column.name) && matches!(column.ty, SqlType::I16 | SqlType::I32 | SqlType::I64 | SqlType::Text)
    };
    let Some(base) = columns.iter().find(plain).filter(|column| column.sql_types.postgres.is_none()).copied() else {
        return;
    };
    let sql = match base.ty {
        SqlType::Text => r.pick(&["upper($)", "coalesce($, 'it''s')", "CASE WHEN $ = 'a' THEN 'b' ELSE $ END"]),
        _ => r.pick(&["$ + 1", "$ * 2 - 1 /* less one */", "coalesce($, 0)", "CASE WHEN $ > 5 THEN 1 ELSE 0 END"]),
    };
    let ty = if base.ty == SqlType::Text { SqlType::Text } else { SqlType::I64 };
    let stored = r.one_in(2);
    let mut column = of_type(ty, r.pick(&["computed", "the sum", "Größer"]));
    column.generated = Some(GeneratedMeta { sql: sql.replace('$', base.name).leak(), stored });
    column.nullable = r.one_in(2);
    column.index = ty == SqlType::I64 && r.one_in(3);
    columns.push(column);
}

fn explicit(r: &mut Random, column: &mut ColumnMeta) {
    let mut types = SqlTypes::NONE;
    match column.ty {
        SqlType::Text if column.default.is_none() => {
            types.sqlite = r.pick(&[None, Some("VARCHAR(30)"), Some("TEXT COLLATE NOCASE")]);
            types.postgres =
                r.pick(&[None, Some("CHARACTER VARYING (30)"), Some("char(5)"), Some("text COLLATE \"C\"")]);
            types.mysql = r.pick(&[
                None,
                Some("varchar(30) COLLATE utf8mb4_general_ci"),
                Some("MEDIUMTEXT"),
                Some("char(3) CHARACTER SET latin1"),
            ]);
        }
        SqlType::I64 => {
            types.postgres = Some("int8");
            types.mysql = r.pick(&[Some("INT(11) UNSIGNED"), Some("bigint unsigned")]);
        }
        SqlType::Bool => types.mysql = Some("tinyint(1)"),
        SqlType::TimestampTz if column.default.is_none() => {
            types.postgres = Some("timestamp (3) with time zone");
            types.mysql = Some("datetime(3)");
        }
        _ => {}
    }
    column.sql_types = types;
}

fn default(r: &mut Random, column: &ColumnMeta) -> Option<DefaultMeta> {
    use SqlType as Ty;
    Some(match column.ty {
        Ty::Bool => DefaultMeta::Bool(r.one_in(2)),
        Ty::I16 | Ty::I32 | Ty::I64 if r.one_in(4) => DefaultMeta::Sql(r.pick(&["1 + 2", "1 + 2 -- three"])),
        Ty::I16 | Ty::I32 | Ty::I64 => DefaultMeta::Int(r.pick(&[0, 1, -7, 32_000])),
        Ty::F32 | Ty::F64 => DefaultMeta::Float(r.pick(&[0.0, -1.5, 0.1, 1e20])),
        Ty::Decimal => r.pick(&[DefaultMeta::Int(3), DefaultMeta::Float(-12.5)]),
        Ty::Text if !column.variants.is_empty() => DefaultMeta::Text(r.pick(column.variants)),
        Ty::Text if r.one_in(4) => DefaultMeta::Sql("upper('x')"),
        Ty::Text => DefaultMeta::Text(r.pick(&["", "a", "it's", "a\\b", "NULL", "now()", "ö"])),
        Ty::Uuid => DefaultMeta::Text("00112233-4455-6677-8899-aabbccddeeff"),
        Ty::Date => r.pick(&[DefaultMeta::Now, DefaultMeta::Text("2024-02-29")]),
        Ty::Time => r.pick(&[DefaultMeta::Now, DefaultMeta::Text("12:30")]),
        Ty::Timestamp | Ty::TimestampTz => r.pick(&[DefaultMeta::Now, DefaultMeta::Text("2024-02-29 12:00:00.000001")]),
        Ty::Json => DefaultMeta::Text("{\"a\": [1]}"),
        _ => return None,
    })
}

fn check(r: &mut Random, column: &ColumnMeta) -> Option<&'static str> {
    use SqlType as Ty;
    let condition = match column.ty {
        Ty::I16 | Ty::I32 | Ty::I64 | Ty::F32 | Ty::F64 | Ty::Decimal => r.pick(&[
            "$ > 0",
            "$ BETWEEN -5 AND 32000",
            "$ in (1, 2, 3)",
            "$ <> 7 AND ($ < 100 OR $ > -3) /* said so */",
            "$ % 2 = 0 OR NOT $ >= 4",
            "$ < 32001 -- said so",
        ]),
        Ty::Text => r.pick(&[
            "$ <> ''",
            "$ IN ('a', 'b', 'it''s')",
            "length($) > 0",
            "$ LIKE 'a%' OR $ IS NULL",
            "lower($) = $",
            "coalesce($, 'x') <> 'y'",
        ]),
        _ => return None,
    };
    (!matches!(column.ty, Ty::F32 | Ty::F64) || !condition.contains('%'))
        .then(|| &*condition.replace('$', column.name).leak())
}

fn constraints(r: &mut Random, columns: &[ColumnMeta]) -> Vec<TableConstraint> {
    let keyed: Vec<&'static str> = columns
        .iter()
        .filter(|c| !matches!(c.ty, SqlType::Bytes | SqlType::Json))
        .filter(|c| c.ty != SqlType::Text || matches!(c.max_len, Some(..=255)))
        .map(|column| column.name)
        .collect();
    let mut constraints = Vec::new();
    for n in 0..r.below(3) {
        let mut pair = keyed.clone();
        while pair.len() > 2 {
            pair.remove(r.below(pair.len()));
        }
        if r.one_in(2) {
            pair.reverse();
        }
        let name = r.one_in(3).then(|| &*format!("own {n} {}", r.below(1000)).leak());
        let columns = leak(pair);
        match r.below(2) {
            _ if columns.len() < 2 => {}
            0 => constraints.push(TableConstraint::Unique { name, columns }),
            _ => {
                let parts = leak(columns.iter().map(|column| IndexPart::Column(column)).collect());
                constraints.push(TableConstraint::Index { name, parts, unique: false, using: None, filter: None });
            }
        }
    }
    let numbers: Vec<_> = columns.iter().filter(|c| c.ty == SqlType::I64 && PLAIN.contains(&c.name)).collect();
    if let [one, two, ..] = numbers[..] {
        let sql = format!("{} < {} OR {} = 1", one.name, two.name, one.name).leak();
        constraints.push(TableConstraint::Check { name: None, sql });
    }
    constraints
}

/// An index of a kind that not every database has.
fn special_index(r: &mut Random, columns: &[ColumnMeta], dialect: DialectKind) -> Option<TableConstraint> {
    let text = |column: &&ColumnMeta| column.ty == SqlType::Text && PLAIN.contains(&column.name);
    let column = columns.iter().find(text).filter(|column| column.sql_types.postgres.is_none())?;
    let (name, sql) = (column.name, |sql: &str| &*sql.replace('$', column.name).leak());
    let (mut using, mut filter) = (None, None);
    let part = match (dialect, r.below(5)) {
        (DialectKind::MySql | DialectKind::MariaDb, 0) if column.max_len.is_none_or(|n| n > 255) => {
            IndexPart::Sql(sql("$(100)"))
        }
        (DialectKind::MySql | DialectKind::MariaDb, _) => {
            using = Some("fulltext");
            IndexPart::Column(name)
        }
        (_, 0) => IndexPart::Sql(sql("lower($)")),
        (_, 1) => IndexPart::Sql(sql("$ desc")),
        (_, 2) => IndexPart::Sql(sql("($ || 'x')")),
        (DialectKind::Postgres, 3) => {
            using = Some("hash");
            IndexPart::Column(name)
        }
        _ => IndexPart::Column(name),
    };
    if !matches!(dialect, DialectKind::MySql | DialectKind::MariaDb) && (part == IndexPart::Column(name) || r.one_in(2))
    {
        filter = Some(sql(r.pick(&["$ IN ('a', 'b') AND $ <> ''", "$ <> '' -- those that say something"])));
    }
    let unique = filter.is_some() && using.is_none() && r.one_in(2);
    Some(TableConstraint::Index { name: None, parts: leak(vec![part]), unique, using, filter })
}

/// New columns that refer to the primary key of a table.
fn foreign_key(
    r: &mut Random,
    n: usize,
    others: &[TableMeta],
    columns: &mut Vec<ColumnMeta>,
    constraints: &mut Vec<TableConstraint>,
) {
    let to = others[r.below(others.len())];
    let keys: Vec<_> = to.primary_key().collect();
    let action = |r: &mut Random| r.pick(&[Action::NoAction, Action::Restrict, Action::Cascade, Action::SetNull]);
    let (on_delete, on_update) = (action(r), action(r));
    let mut names = Vec::new();
    for key in &keys {
        let name = &*format!("to_{n}_{}", key.name).leak();
        let mut column = of_type(key.ty, name);
        (column.max_len, column.nullable) = (key.max_len, true);
        names.push(name);
        if let [key] = &keys[..] {
            let reference = ReferenceMeta { table: (None, to.name), column: key.name, on_delete, on_update };
            column.references = Some(reference);
            column.index = r.one_in(3);
        }
        columns.push(column);
    }
    if keys.len() > 1 {
        constraints.push(TableConstraint::ForeignKey {
            columns: leak(names),
            table: (None, to.name),
            referenced: leak(keys.iter().map(|key| key.name).collect()),
            on_delete,
            on_update,
        });
    }
}
