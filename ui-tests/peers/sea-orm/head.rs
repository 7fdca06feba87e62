#![allow(unused_imports)]
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{self, Func, Query, SimpleExpr};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, Database, DbBackend, DerivePartialModel, FromQueryResult, JoinType, Order,
    QueryOrder, QuerySelect, QueryTrait, Set, Statement,
};

pub mod users {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "users")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub name: String,
        #[sea_orm(unique)]
        pub email: String,
        #[sea_orm(default_value = 0)]
        pub age: i32,
        pub bio: Option<String>,
        #[sea_orm(has_many)]
        pub posts: HasMany<super::posts::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
pub mod posts {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "posts")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub author_id: i64,
        #[sea_orm(belongs_to, from = "author_id", to = "id")]
        pub author: BelongsTo<super::users::Entity>,
        pub title: String,
        #[sea_orm(default_value = false)]
        pub published: bool,
        #[sea_orm(default_value = 0)]
        pub score: i64,
        #[sea_orm(has_many)]
        pub comments: HasMany<super::comments::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
pub mod comments {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "comments")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub post_id: i64,
        #[sea_orm(belongs_to, from = "post_id", to = "id")]
        pub post: BelongsTo<super::posts::Entity>,
        pub text: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
#[derive(Debug, Clone, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Status {
    #[sea_orm(string_value = "open")]
    Open,
    #[sea_orm(string_value = "paid")]
    Paid,
}
#[derive(Clone, Debug, PartialEq, DeriveValueType)]
pub struct MemberId(pub i64);
#[derive(Clone, Debug, PartialEq, DeriveValueType)]
pub struct OrderId(pub i64);
pub mod orders {
    use super::{MemberId, Status};
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "orders")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub member_id: MemberId,
        pub status: Status,
    }
    impl ActiveModelBehavior for ActiveModel {}
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let c = Database::connect("sqlite::memory:").await.unwrap();
    c.execute_unprepared(SCHEMA).await.unwrap();
    match mistake(&c).await {
        Ok(()) => println!("the database accepts it"),
        Err(error) => println!("{error}"),
    }
}
