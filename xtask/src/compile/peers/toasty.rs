use super::{Content, Pair, Peer, Table, recursion_limit};

pub struct Toasty;

/// An async function, boxed as a web service does it, so that its body is compiled here and not by its caller.
fn function(name: &str, row: &str, body: &str) -> String {
    format!(
        "pub fn {name}(db: &mut toasty::Db) -> Future<'_, {row}> {{\n    Box::pin(async move {{\n        {body}\n    }})\n}}\n"
    )
}

impl Peer for Toasty {
    fn package(&self) -> &'static str {
        "toasty"
    }

    fn dependencies(&self, _: Content) -> String {
        "toasty = { version = \"0.11\", features = [\"sqlite\"] }\n".to_owned()
    }

    fn head(&self, content: Content) -> String {
        let limit = recursion_limit(content);
        format!(
            "{limit}pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = toasty::Result<T>> + Send + 'a>>;\n"
        )
    }

    fn tables(&self, tables: &[Table]) -> String {
        let table = |table: &Table| {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!(
                    "    #[index]\n    pub parent_id: i64,\n    #[belongs_to]\n    pub parent: toasty::Deferred<T{parent}>,\n"
                ),
                None => String::new(),
            };
            let child = match table.has_child() {
                true => {
                    format!("    #[has_many(pair = parent)]\n    pub children: toasty::Deferred<Vec<T{}>>,\n", n + 1)
                }
                false => String::new(),
            };
            let columns = table.each(|c, kind| format!("    pub c{c}: {},\n", kind.rust()));
            format!(
                "#[derive(Debug, toasty::Model)]\npub struct T{n} {{\n    #[key]\n    #[auto]\n    pub id: i64,\n\
                 {parent}{columns}{child}}}\n"
            )
        };
        tables.iter().map(table).collect()
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let parent = if table.has_parent() { "parent_id: 1, " } else { "" };
        // What may be absent is left out.
        let columns = table.each(|c, kind| match kind.borrowed() {
            "None" => String::new(),
            value => format!("c{c}: {value}, "),
        });
        let body = format!("toasty::create!(T{n} {{ {parent}{columns}}}).exec(db).await");
        function(&format!("insert{n}"), &format!("T{n}"), &body)
    }

    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        let body = format!("T{n}::filter_by_id({literal}).exec(db).await");
        function(&format!("load{n}"), &format!("Vec<T{n}>"), &body)
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        let body = format!("T{n}::update_by_id(3).c1(7).exec(db).await.map(|_| ())");
        function(&format!("update{n}"), "()", &body)
    }

    // It has no joins: it filters by what is related, and loads that too.
    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        let body = format!(
            "T{t}::filter(T{t}::fields().c{int}().gt({literal}).and(T{t}::fields().parent().c{text}().eq(\"x\")))\n            \
             .order_by(T{t}::fields().id().desc())\n            .include(T{t}::fields().parent())\n            \
             .exec(db)\n            .await"
        );
        function(&format!("pair{name}"), &format!("Vec<T{t}>"), &body)
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        let parents = ".parent()".repeat(last);
        let body = format!(
            "T{last}::filter(T{last}::fields().id().gt(5).and(T{last}::fields(){parents}.c0().eq(\"x\")))\n            \
             .include(T{last}::fields(){parents})\n            .exec(db)\n            .await"
        );
        function("join", &format!("Vec<T{last}>"), &body)
    }
}
