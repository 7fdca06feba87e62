//// 1
let rows = users::Entity::find().filter(users::COLUMN.nmae.eq("Ann")).all(c).await?;
//// 2
let rows = user::Entity::find().all(c).await?;
//// 3
users::ActiveModel { nmae: Set("Ann".to_owned()), ..Default::default() }.insert(c).await?;
//// 4 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        #[sea_orm(uniqe)]
        pub label: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 5 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub label: String,
        pub label: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 6 items
#[derive(DerivePartialModel)]
#[sea_orm(entity = "posts::Entity")]
pub struct Line { pub titel: String }
//// 7
let rows = users::Entity::find().filter(users::COLUMN.id.eq("x")).all(c).await?;
//// 8
let rows = users::Entity::find().filter(users::COLUMN.id.eq(users::COLUMN.name)).all(c).await?;
//// 9
let rows = orders::Entity::find().filter(orders::COLUMN.member_id.eq(OrderId(1))).all(c).await?;
//// 10
let rows = orders::Entity::find().filter(orders::COLUMN.status.eq("opened")).all(c).await?;
//// 11
let rows = users::Entity::find().filter(users::COLUMN.age.like("1%")).all(c).await?;
//// 12
let total: Option<Option<String>> =
    users::Entity::find().select_only().column_as(users::Column::Name.sum(), "total").into_tuple().one(c).await?;
//// 13
let rows = users::Entity::find().filter(users::COLUMN.age).all(c).await?;
//// 14
let rows = users::Entity::find().filter(users::COLUMN.id.is_in(["a", "b"])).all(c).await?;
//// 15
let rows = users::Entity::find().filter(users::COLUMN.bio.eq(None::<String>)).all(c).await?;
//// 16
let rows = posts::Entity::find().filter(users::COLUMN.name.eq("Ann")).all(c).await?;
//// 17
let rows: Vec<(String, String)> = posts::Entity::find()
    .select_only()
    .column(posts::Column::Title)
    .column(users::Column::Name)
    .into_tuple()
    .all(c)
    .await?;
//// 18
let rows = posts::Entity::find().order_by_asc(users::Column::Name).all(c).await?;
//// 19
let rows: Vec<i64> = posts::Entity::find()
    .select_only()
    .column_as(posts::Column::Id.count(), "count")
    .group_by(users::Column::Name)
    .into_tuple()
    .all(c)
    .await?;
//// 20
let rows = posts::Entity::find().join(JoinType::InnerJoin, comments::Relation::Posts.def()).all(c).await?;
//// 21 cannot be written: RETURNING gives the whole row, always
//// 22 cannot be written: a subquery may use the tables around it without saying so
//// 23
let mut replies = Query::select();
replies
    .column(comments::Column::Id)
    .from(comments::Entity)
    .and_where(Expr::col((comments::Entity, comments::Column::PostId)).equals((posts::Entity, posts::Column::Id)));
let rows = users::Entity::find().filter(Expr::exists(replies)).all(c).await?;
//// 24
let rows = users::Entity::find().inner_join(posts::Entity).inner_join(posts::Entity).all(c).await?;
//// 25
let popular = posts::COLUMN.score.gt(10);
let rows = users::Entity::find().filter(popular).all(c).await?;
//// 26
c.execute_unprepared("DELETE FROM posts WHERE author_id = 2").await?;
let rows: Vec<(String, String)> = users::Entity::find()
    .left_join(posts::Entity)
    .select_only()
    .column(users::Column::Name)
    .column(posts::Column::Title)
    .into_tuple()
    .all(c)
    .await?;
//// 27 items
#[derive(DerivePartialModel)]
#[sea_orm(entity = "users::Entity")]
pub struct Line { pub name: String, pub bio: String }
//// 27
let rows = users::Entity::find().into_partial_model::<Line>().all(c).await?;
//// 28
users::ActiveModel { id: Set(1), name: Set(None), ..Default::default() }.update(c).await?;
//// 29
let rows = users::Entity::find().filter(users::Column::Id.count().gt(1)).all(c).await?;
//// 30
let rows: Vec<(String, i64)> = posts::Entity::find()
    .select_only()
    .column(posts::Column::Title)
    .column_as(posts::Column::Id.count(), "count")
    .into_tuple()
    .all(c)
    .await?;
//// 31
let rows: Vec<(i64, String)> = posts::Entity::find()
    .select_only()
    .column(posts::Column::AuthorId)
    .column(posts::Column::Title)
    .group_by(posts::Column::AuthorId)
    .into_tuple()
    .all(c)
    .await?;
//// 32
let rows: Vec<i64> = posts::Entity::find()
    .select_only()
    .column(posts::Column::AuthorId)
    .group_by(posts::Column::AuthorId)
    .having(posts::COLUMN.score.gt(1))
    .into_tuple()
    .all(c)
    .await?;
//// 33
let rows = posts::Entity::find().filter(Expr::cust("rank() OVER ()").eq(1)).all(c).await?;
//// 34
let rows: Vec<(String, i64)> = posts::Entity::find()
    .select_only()
    .column(posts::Column::Title)
    .into_tuple()
    .all(c)
    .await?;
//// 35
let rows: Vec<(i64, String)> = posts::Entity::find()
    .select_only()
    .column(posts::Column::Title)
    .column(posts::Column::Title)
    .into_tuple()
    .all(c)
    .await?;
//// 36
let mut names = users::Entity::find().select_only().column(users::Column::Name);
let ids = posts::Entity::find().select_only().column(posts::Column::Id);
QuerySelect::query(&mut names).union(sea_query::UnionType::Distinct, ids.into_query());
let rows: Vec<String> = names.into_tuple().all(c).await?;
//// 37
let titles = posts::Entity::find().select_only().column(posts::Column::Title).column(posts::Column::Score);
let rows = users::Entity::find()
    .filter(users::Column::Name.into_expr().eq(Expr::SubQuery(None, Box::new(titles.into_query().into()))))
    .all(c)
    .await?;
//// 38
let titles = posts::Entity::find().select_only().column(posts::Column::Title);
let rows = users::Entity::find().filter(users::COLUMN.id.in_subquery(titles.into_query())).all(c).await?;
//// 39 cannot be written: the columns of a CTE are names
//// 40
users::ActiveModel { name: Set("Cleo".to_owned()), ..Default::default() }.insert(c).await?;
//// 41
users::ActiveModel { id: Set(1), age: Set("old"), ..Default::default() }.update(c).await?;
//// 42
users::Entity::update_many()
    .col_expr(posts::Column::Title, Expr::value("Hello"))
    .filter(users::COLUMN.id.eq(1))
    .exec(c)
    .await?;
//// 43
users::Entity::update_many()
    .col_expr(users::COLUMN.name, Expr::value("a"))
    .col_expr(users::COLUMN.name, Expr::value("b"))
    .filter(users::COLUMN.id.eq(1))
    .exec(c)
    .await?;
//// 44 cannot be written: an entity does not know which columns the database generates
//// 45
users::Entity::update_many().filter(users::COLUMN.id.eq(1)).exec(c).await?;
//// 46
users::Entity::update_many().col_expr(users::COLUMN.name, Expr::value("Ann")).exec(c).await?;
//// 47
users::Entity::delete_many().exec(c).await?;
//// 48
let rows = users::Entity::find().filter(users::COLUMN.name.ilike("a%")).all(c).await?;
//// 49
let query = users::Entity::find().distinct_on([(users::Entity, users::Column::Name)]);
println!("{}", query.build(DbBackend::MySql));
//// 50 cannot be written: `insert` gives the row on every backend, by a second query where there is no RETURNING
//// 51 cannot be written: a query is text only when it is run, in the dialect of the connection
//// 52
let rows = users::Entity::find().filter(users::COLUMN.name.ilike("a%")).all(c).await?;
//// 53 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_name: String,
        #[sea_orm(belongs_to, from = "user_name", to = "id")]
        pub user: BelongsTo<super::users::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 54 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub user_name: String,
        #[sea_orm(belongs_to, from = "user_name", to = "name")]
        pub user: BelongsTo<super::users::Entity>,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 55 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = true)]
        pub id: i64,
        #[sea_orm(primary_key, auto_increment = true)]
        pub number: i64,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 55
let table = sea_orm::Schema::new(DbBackend::Sqlite).create_table_from_entity(tags::Entity);
c.execute(&table).await?;
//// 56 items
pub mod tags {
    use sea_orm::entity::prelude::*;
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tags")]
    pub struct Model {
        pub label: String,
    }
    impl ActiveModelBehavior for ActiveModel {}
}
//// 57 cannot be written: there are no handles; a key is a plain `i64`
//// 58 cannot be written: there are no handles
//// 59
let name = String::from("comments");
c.execute_raw(Statement::from_string(DbBackend::Sqlite, format!("DELETE FROM {name}"))).await?;
