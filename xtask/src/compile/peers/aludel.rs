use std::env;

use super::{Content, Pair, Peer, Table};

pub struct Aludel;

impl Peer for Aludel {
    fn package(&self) -> &'static str {
        "aludel"
    }

    fn dependencies(&self, _: Content) -> String {
        let here = env::current_dir().unwrap_or_default();
        format!("aludel = {{ path = {here:?} }}\n")
    }

    fn head(&self, _: Content) -> String {
        "use aludel::prelude::*;\ntype Db = aludel::engine::Connection<Sqlite>;\n".to_owned()
    }

    fn tables(&self, tables: &[Table]) -> String {
        let table = |table: &Table| {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!("        #[references(t{parent}::id)]\n        parent_id: i64,\n"),
                None => String::new(),
            };
            let columns = table.each(|c, kind| format!("        c{c}: {},\n", kind.rust()));
            format!(
                "table! {{\n    #[derive(Debug, Clone, PartialEq)]\n    pub struct Row{n} in t{n} {{\n        \
                 #[primary_key(auto)]\n        id: i64,\n{parent}{columns}    }}\n}}\n"
            )
        };
        tables.iter().map(table).collect()
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let parent = if table.has_parent() { "parent_id: 1, " } else { "" };
        let columns = table.each(|c, kind| format!("c{c}: {}, ", kind.borrowed()));
        format!(
            "pub fn insert{n}(db: &mut Db) -> aludel::Result<u64> {{\n    \
             insert(t{n}::table).values(new!(Row{n} {{ {parent}{columns}}})).execute(db)\n}}\n"
        )
    }

    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        format!(
            "pub fn load{n}(db: &mut Db) -> aludel::Result<Vec<Row{n}>> {{\n    \
             from(t{n}::table).filter(t{n}::id.eq({literal})).all(db)\n}}\n"
        )
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        format!(
            "pub fn update{n}(db: &mut Db) -> aludel::Result<u64> {{\n    \
             update(t{n}::table).set(t{n}::c1.set(7)).filter(t{n}::id.eq(3)).execute(db)\n}}\n"
        )
    }

    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        let p = pair.parent();
        format!(
            "pub fn pair{name}(db: &mut Db) -> aludel::Result<Vec<(String, Option<String>)>> {{\n    \
             from(t{t}::table)\n        .join(t{p}::table, t{t}::parent_id.eq(t{p}::id))\n        \
             .filter(t{t}::c{int}.gt({literal}).and(t{p}::c{text}.eq(\"x\")))\n        \
             .order_by(t{t}::id.desc())\n        .select((t{t}::c{text}, t{p}::c2))\n        .all(db)\n}}\n"
        )
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        let joins: String =
            (1..tables).map(|t| format!("        .join(t{t}::table, t{t}::parent_id.eq(t{}::id))\n", t - 1)).collect();
        format!(
            "pub fn join(db: &mut Db) -> aludel::Result<Vec<(String, String)>> {{\n    from(t0::table)\n{joins}        \
             .filter(t{last}::id.gt(5).and(t0::c0.eq(\"x\")))\n        .select((t0::c0, t{last}::c0))\n        \
             .all(db)\n}}\n"
        )
    }
}
