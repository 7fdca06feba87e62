use super::super::content::Kind;
use super::{Content, Pair, Peer, Table};

pub struct Diesel;

fn sql(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "Text",
        Kind::Int => "Integer",
        Kind::OptionalText => "Nullable<Text>",
        Kind::Float => "Double",
        Kind::Bool => "Bool",
        Kind::Long => "BigInt",
    }
}

impl Peer for Diesel {
    fn package(&self) -> &'static str {
        "diesel"
    }

    fn dependencies(&self, content: Content) -> String {
        // The default is 32.
        let wide = match content.columns() {
            ..=32 => "",
            33..=64 => ", \"64-column-tables\"",
            _ => ", \"128-column-tables\"",
        };
        format!(
            "diesel = {{ version = \"2.3\", features = [\"sqlite\", \"returning_clauses_for_sqlite_3_35\"{wide}] }}\n\
             libsqlite3-sys = {{ version = \"*\", features = [\"bundled\"] }}\n"
        )
    }

    fn head(&self, _: Content) -> String {
        "use diesel::prelude::*;\ntype Db = SqliteConnection;\n".to_owned()
    }

    fn tables(&self, tables: &[Table]) -> String {
        let mut source = String::new();
        for table in tables {
            let n = table.number;
            let parent = if table.has_parent() { "        parent_id -> BigInt,\n" } else { "" };
            let columns = table.each(|c, kind| format!("        c{c} -> {},\n", sql(kind)));
            source +=
                &format!("diesel::table! {{\n    t{n} (id) {{\n        id -> BigInt,\n{parent}{columns}    }}\n}}\n");
            let parent = if table.has_parent() { "    pub parent_id: i64,\n" } else { "" };
            let columns = table.each(|c, kind| format!("    pub c{c}: {},\n", kind.rust()));
            source += &format!(
                "#[derive(Queryable, Selectable, Debug, Clone, PartialEq)]\n#[diesel(table_name = t{n})]\n\
                 pub struct Row{n} {{\n    pub id: i64,\n{parent}{columns}}}\n"
            );
            let columns =
                table.each(|c, kind| format!("    pub c{c}: {},\n", kind.rust().replace("String", "&'a str")));
            source += &format!(
                "#[derive(Insertable)]\n#[diesel(table_name = t{n})]\npub struct New{n}<'a> {{\n{parent}{columns}}}\n"
            );
        }
        for table in tables.iter().filter(|table| table.has_parent()) {
            source += &format!("diesel::joinable!(t{} -> t{} (parent_id));\n", table.number, table.number - 1);
        }
        if tables.len() > 1 {
            let names: Vec<_> = tables.iter().map(|table| format!("t{}", table.number)).collect();
            source += &format!("diesel::allow_tables_to_appear_in_same_query!({});\n", names.join(", "));
        }
        source
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let parent = if table.has_parent() { "parent_id: 1, " } else { "" };
        let columns = table.each(|c, kind| format!("c{c}: {}, ", kind.borrowed()));
        format!(
            "pub fn insert{n}(db: &mut Db) -> QueryResult<usize> {{\n    \
             diesel::insert_into(t{n}::table).values(New{n} {{ {parent}{columns}}}).execute(db)\n}}\n"
        )
    }

    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        format!(
            "pub fn load{n}(db: &mut Db) -> QueryResult<Vec<Row{n}>> {{\n    \
             t{n}::table.filter(t{n}::id.eq({literal})).select(Row{n}::as_select()).load(db)\n}}\n"
        )
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        format!(
            "pub fn update{n}(db: &mut Db) -> QueryResult<usize> {{\n    \
             diesel::update(t{n}::table.find(3)).set(t{n}::c1.eq(7)).execute(db)\n}}\n"
        )
    }

    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        let p = pair.parent();
        format!(
            "pub fn pair{name}(db: &mut Db) -> QueryResult<Vec<(String, Option<String>)>> {{\n    \
             t{t}::table\n        .inner_join(t{p}::table)\n        \
             .filter(t{t}::c{int}.gt({literal}).and(t{p}::c{text}.eq(\"x\")))\n        \
             .order(t{t}::id.desc())\n        .select((t{t}::c{text}, t{p}::c2))\n        .load(db)\n}}\n"
        )
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        // What is joined to a joined table stands inside.
        let mut joins = "t0::table".to_owned();
        for t in 1..tables {
            joins = format!("t{t}::table.inner_join({joins})");
        }
        format!(
            "pub fn join(db: &mut Db) -> QueryResult<Vec<(String, String)>> {{\n    {joins}\n        \
             .filter(t{last}::id.gt(5).and(t0::c0.eq(\"x\")))\n        .select((t0::c0, t{last}::c0))\n        \
             .load(db)\n}}\n"
        )
    }

    fn lacks(&self, content: Content) -> Option<&'static str> {
        (content.columns() > 128).then_some("tables of more than 128 columns")
    }
}
