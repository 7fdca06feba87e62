use super::{Content, Pair, Peer, Table, recursion_limit};

pub struct Drizzle;

impl Peer for Drizzle {
    fn package(&self) -> &'static str {
        "drizzle"
    }

    fn dependencies(&self, _: Content) -> String {
        "drizzle = { version = \"0.4.3\", features = [\"rusqlite\"] }\n\
         rusqlite = { version = \"*\", features = [\"bundled\"] }\n"
            .to_owned()
    }

    fn head(&self, content: Content) -> String {
        let limit = recursion_limit(content);
        let schema = if content == Content::Empty { "" } else { "type Db = Drizzle<Schema>;\n" };
        format!(
            "{limit}use drizzle::core::desc;\nuse drizzle::core::expr::{{eq, gt}};\nuse drizzle::sqlite::prelude::*;\n\
             use drizzle::sqlite::rusqlite::Drizzle;\n{schema}"
        )
    }

    fn tables(&self, tables: &[Table]) -> String {
        let mut source = String::new();
        for table in tables {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!("    #[column(references = T{parent}::id)]\n    pub parent_id: i64,\n"),
                None => String::new(),
            };
            let columns = table.each(|c, kind| format!("    pub c{c}: {},\n", kind.rust()));
            source += &format!(
                "#[SQLiteTable]\npub struct T{n} {{\n    #[column(primary, autoincrement)]\n    pub id: i64,\n\
                 {parent}{columns}}}\n"
            );
        }
        if !tables.is_empty() {
            let tables: String = tables.iter().map(|table| format!("    pub t{0}: T{0},\n", table.number)).collect();
            source += &format!("#[derive(SQLiteSchema)]\npub struct Schema {{\n{tables}}}\n");
        }
        source
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let parent = if table.has_parent() { "1, " } else { "" };
        // What may be absent is not among the arguments.
        let columns = table.each(|_, kind| match kind.borrowed() {
            "None" => String::new(),
            value => format!("{value}, "),
        });
        format!(
            "pub fn insert{n}(db: &Db, t{n}: T{n}) -> drizzle::Result<u64> {{\n    \
             db.insert(t{n}).value(InsertT{n}::new({parent}{columns})).execute()\n}}\n"
        )
    }

    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        format!(
            "pub fn load{n}(db: &Db, t{n}: T{n}) -> drizzle::Result<Vec<SelectT{n}>> {{\n    \
             db.select(()).from(t{n}).r#where(eq(t{n}.id, {literal})).all()\n}}\n"
        )
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        format!(
            "pub fn update{n}(db: &Db, t{n}: T{n}) -> drizzle::Result<u64> {{\n    \
             db.update(t{n}).set(UpdateT{n}::default().with_c1(7)).r#where(eq(t{n}.id, 3)).execute()\n}}\n"
        )
    }

    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        let p = pair.parent();
        format!(
            "pub fn pair{name}(db: &Db, t{t}: T{t}, t{p}: T{p}) -> drizzle::Result<Vec<(String, Option<String>)>> {{\n    \
             db.select((t{t}.c{text}, t{p}.c2))\n        .from(t{t})\n        .inner_join(t{p})\n        \
             .r#where((gt(t{t}.c{int}, {literal}), eq(t{p}.c{text}, \"x\")))\n        \
             .order_by(desc(t{t}.id))\n        .all()\n}}\n"
        )
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        let parameters: String = (0..tables).map(|t| format!(", t{t}: T{t}")).collect();
        let joins: String =
            (1..tables).map(|t| format!("        .inner_join((t{t}, eq(t{t}.parent_id, t{}.id)))\n", t - 1)).collect();
        format!(
            "pub fn join(db: &Db{parameters}) -> drizzle::Result<Vec<(String, String)>> {{\n    \
             db.select((t0.c0, t{last}.c0))\n        .from(t0)\n{joins}        \
             .r#where((gt(t{last}.id, 5), eq(t0.c0, \"x\")))\n        .all()\n}}\n"
        )
    }
}
