use super::super::content::Kind;
use super::{Content, Pair, Peer, Table, recursion_limit};

pub struct RustQuery;

// Its macro pastes numbers to the names of tables, so that `T1` and `T11` must not be two of them: they end in `x`.

/// It has one integer type.
fn rust(kind: Kind) -> &'static str {
    if kind == Kind::Int { "i64" } else { kind.rust() }
}

impl Peer for RustQuery {
    fn package(&self) -> &'static str {
        "rust-query"
    }

    fn dependencies(&self, _: Content) -> String {
        "rust-query = \"0.10\"\n".to_owned()
    }

    fn head(&self, content: Content) -> String {
        let limit = recursion_limit(content);
        format!("{limit}use rust_query::{{FromExpr, TableRow, Transaction, TransactionScope, migration::schema}};\n")
    }

    fn tables(&self, tables: &[Table]) -> String {
        if tables.is_empty() {
            return String::new();
        }
        let mut source = "#[schema(Db)]\npub mod vN {\n".to_owned();
        for table in tables {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!("        pub parent: rust_query::TableRow<T{parent}x>,\n"),
                None => String::new(),
            };
            let columns = table.each(|c, kind| format!("        pub c{c}: {},\n", rust(kind)));
            source += &format!("    pub struct T{n}x {{\n{parent}{columns}    }}\n");
        }
        source += "}\nuse v0::*;\n";
        for table in tables {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!("    pub parent: TableRow<T{parent}x>,\n"),
                None => String::new(),
            };
            let columns = table.each(|c, kind| format!("    pub c{c}: {},\n", rust(kind)));
            source += &format!(
                "#[derive(FromExpr)]\n#[rust_query(From = T{n}x)]\npub struct Row{n} {{\n{parent}{columns}}}\n"
            );
        }
        source
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let columns = table.each(|c, kind| format!("c{c}: {}, ", kind.owned()));
        let (parameter, parent) = match n.checked_sub(1) {
            Some(parent) => (format!(", parent: TableRow<T{parent}x>"), "parent, "),
            None => (String::new(), ""),
        };
        format!(
            "pub fn insert{n}(db: &mut Transaction<Db>{parameter}) -> TableRow<T{n}x> {{\n    \
             db.insert_ok(T{n}x {{ {parent}{columns}}})\n}}\n"
        )
    }

    // Keys are not integers to it.
    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        format!(
            "pub fn load{n}(db: &Transaction<Db>) -> Vec<Row{n}> {{\n    db.query(|rows| {{\n        \
             let t = rows.join(T{n}x);\n        rows.filter(t.c1.eq({literal}));\n        \
             rows.into_vec(Row{n}::from_expr(&t))\n    }})\n}}\n"
        )
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        format!(
            "pub fn update{n}(db: &mut TransactionScope<Db>, row: TableRow<T{n}x>) {{\n    db.mutable(row).c1 = 7;\n}}\n"
        )
    }

    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        format!(
            "pub fn pair{name}(db: &Transaction<Db>) -> Vec<(String, Option<String>)> {{\n    db.query(|rows| {{\n        \
             let t = rows.join(T{t}x);\n        rows.filter(t.c{int}.gt({literal}));\n        \
             rows.filter(t.parent.c{text}.eq(\"x\"));\n        \
             rows.order_by().desc(&t.c1).into_iter((&t.c{text}, &t.parent.c2)).collect()\n    }})\n}}\n"
        )
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        let parents = ".parent".repeat(last);
        format!(
            "pub fn join(db: &Transaction<Db>) -> Vec<(String, String)> {{\n    db.query(|rows| {{\n        \
             let t = rows.join(T{last}x);\n        rows.filter(t.c1.gt(5));\n        \
             rows.filter(t{parents}.c0.eq(\"x\"));\n        rows.into_vec((&t{parents}.c0, &t.c0))\n    }})\n}}\n"
        )
    }
}
