use super::{Content, Pair, Peer, Table, recursion_limit};

pub struct SeaOrm;

/// An async function, boxed as a web service does it, so that its body is compiled here and not by its caller.
fn function(name: &str, row: &str, body: &str) -> String {
    format!(
        "pub fn {name}(db: &DatabaseConnection) -> Future<'_, {row}> {{\n    Box::pin(async move {{\n        {body}\n    \
         }})\n}}\n"
    )
}

impl Peer for SeaOrm {
    fn package(&self) -> &'static str {
        "sea-orm"
    }

    fn dependencies(&self, _: Content) -> String {
        "sea-orm = { version = \"2.0\", features = [\"sqlx-sqlite\", \"runtime-tokio\"] }\n".to_owned()
    }

    fn head(&self, content: Content) -> String {
        let limit = recursion_limit(content);
        format!(
            "{limit}use sea_orm::entity::prelude::*;\nuse sea_orm::{{JoinType, QueryOrder, QuerySelect, Set}};\n\
             pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = Result<T, DbErr>> + Send + 'a>>;\n"
        )
    }

    fn tables(&self, tables: &[Table]) -> String {
        let table = |table: &Table| {
            let n = table.number;
            let parent = match n.checked_sub(1) {
                Some(parent) => format!(
                    "        pub parent_id: i64,\n        #[sea_orm(belongs_to, from = \"parent_id\", to = \"id\")]\n        \
                     pub parent: BelongsTo<super::t{parent}::Entity>,\n"
                ),
                None => String::new(),
            };
            let child = match table.has_child() {
                true => {
                    format!("        #[sea_orm(has_many)]\n        pub children: HasMany<super::t{}::Entity>,\n", n + 1)
                }
                false => String::new(),
            };
            let columns = table.each(|c, kind| format!("        pub c{c}: {},\n", kind.rust()));
            format!(
                "pub mod t{n} {{\n    use sea_orm::entity::prelude::*;\n    #[sea_orm::model]\n    \
                 #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]\n    #[sea_orm(table_name = \"t{n}\")]\n    \
                 pub struct Model {{\n        #[sea_orm(primary_key)]\n        pub id: i64,\n{parent}{columns}{child}    \
                 }}\n    impl ActiveModelBehavior for ActiveModel {{}}\n}}\n"
            )
        };
        tables.iter().map(table).collect()
    }

    fn insert(&self, table: Table) -> String {
        let n = table.number;
        let parent = if table.has_parent() { "parent_id: Set(1), " } else { "" };
        let columns = table.each(|c, kind| format!("c{c}: Set({}), ", kind.owned()));
        let body = format!("t{n}::ActiveModel {{ {parent}{columns}..Default::default() }}.insert(db).await");
        function(&format!("insert{n}"), &format!("t{n}::Model"), &body)
    }

    fn load(&self, table: Table, literal: usize) -> String {
        let n = table.number;
        let body = format!("t{n}::Entity::find().filter(t{n}::COLUMN.id.eq({literal})).all(db).await");
        function(&format!("load{n}"), &format!("Vec<t{n}::Model>"), &body)
    }

    fn update(&self, table: Table) -> String {
        let n = table.number;
        let body = format!(
            "t{n}::ActiveModel {{ id: Set(3), c1: Set(7), ..Default::default() }}.update(db).await.map(|_| ())"
        );
        function(&format!("update{n}"), "()", &body)
    }

    fn pair(&self, pair: Pair) -> String {
        let Pair { name, table: t, literal, int, text } = pair;
        let p = pair.parent();
        let body = format!(
            "t{t}::Entity::find()\n            .inner_join(t{p}::Entity)\n            \
             .filter(t{t}::COLUMN.c{int}.gt({literal}))\n            .filter(t{p}::COLUMN.c{text}.eq(\"x\"))\n            \
             .order_by_desc(t{t}::Column::Id)\n            .select_only()\n            \
             .column(t{t}::Column::C{text})\n            .column(t{p}::Column::C2)\n            \
             .into_tuple::<(String, Option<String>)>()\n            .all(db)\n            .await"
        );
        function(&format!("pair{name}"), "Vec<(String, Option<String>)>", &body)
    }

    fn join(&self, tables: usize) -> String {
        let last = tables - 1;
        let joins: String = (1..tables)
            .rev()
            .map(|t| format!("            .join(JoinType::InnerJoin, t{t}::Relation::T{}.def())\n", t - 1))
            .collect();
        let body = format!(
            "t{last}::Entity::find()\n{joins}            .filter(t{last}::COLUMN.id.gt(5))\n            \
             .filter(t0::COLUMN.c0.eq(\"x\"))\n            .select_only()\n            .column(t0::Column::C0)\n            \
             .column(t{last}::Column::C0)\n            .into_tuple::<(String, String)>()\n            .all(db)\n            \
             .await"
        );
        function("join", "Vec<(String, String)>", &body)
    }
}
