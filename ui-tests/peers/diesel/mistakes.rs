//// 1
let rows: Vec<String> = users::table.select(users::nmae).load(c)?;
//// 2
let rows: Vec<User> = user::table.select(User::as_select()).load(c)?;
//// 3
diesel::insert_into(users::table).values(NewUser { nmae: "Ann", email: "ann@example.org", bio: None }).execute(c)?;
//// 4 items
diesel::table! { tags (id) { #[uniqe] id -> BigInt, label -> Text } }
//// 5 items
diesel::table! { tags (id) { id -> BigInt, label -> Text, label -> Text } }
//// 6 items
#[derive(Queryable, Selectable)]
#[diesel(table_name = posts)]
pub struct Line { pub titel: String }
//// 7
let rows: Vec<User> = users::table.filter(users::id.eq("x")).select(User::as_select()).load(c)?;
//// 8
let rows: Vec<User> = users::table.filter(users::id.eq(users::name)).select(User::as_select()).load(c)?;
//// 9 items
#[derive(Debug, Clone, Copy, diesel::expression::AsExpression)]
#[diesel(sql_type = diesel::sql_types::BigInt)]
pub struct OrderId(i64);
impl diesel::serialize::ToSql<diesel::sql_types::BigInt, diesel::sqlite::Sqlite> for OrderId {
    fn to_sql<'b>(
        &'b self,
        out: &mut diesel::serialize::Output<'b, '_, diesel::sqlite::Sqlite>,
    ) -> diesel::serialize::Result {
        out.set_value(self.0);
        Ok(diesel::serialize::IsNull::No)
    }
}
//// 9
let rows: Vec<i64> = orders::table.filter(orders::member_id.eq(OrderId(1))).select(orders::id).load(c)?;
//// 10 items
#[derive(Debug, Clone, Copy, diesel::expression::AsExpression, diesel::deserialize::FromSqlRow)]
#[diesel(sql_type = StatusType)]
pub enum Status { Open, Paid }
#[derive(diesel::sql_types::SqlType, diesel::query_builder::QueryId)]
#[diesel(sqlite_type(name = "Text"))]
pub struct StatusType;
diesel::table! { use diesel::sql_types::*; use super::StatusType; bills (id) { id -> BigInt, status -> StatusType } }
//// 10
let query = bills::table.filter(bills::status.eq("open"));
//// 11
let rows: Vec<User> = users::table.filter(users::age.like("1%")).select(User::as_select()).load(c)?;
//// 12
let total: Option<String> = users::table.select(diesel::dsl::sum(users::name)).first(c)?;
//// 13
let rows: Vec<User> = users::table.filter(users::age).select(User::as_select()).load(c)?;
//// 14
let rows: Vec<User> = users::table.filter(users::id.eq_any(["a", "b"])).select(User::as_select()).load(c)?;
//// 15
let rows: Vec<User> = users::table.filter(users::bio.eq(None::<String>)).select(User::as_select()).load(c)?;
//// 16
let rows: Vec<Post> = posts::table.filter(users::name.eq("Ann")).select(Post::as_select()).load(c)?;
//// 17
let rows: Vec<(String, String)> = posts::table.select((posts::title, users::name)).load(c)?;
//// 18
let rows: Vec<Post> = posts::table.order(users::name).select(Post::as_select()).load(c)?;
//// 19
let rows: Vec<i64> = posts::table.group_by(users::name).select(diesel::dsl::count_star()).load(c)?;
//// 20
let rows: Vec<Post> = posts::table
    .inner_join(users::table.on(users::id.eq(comments::post_id)))
    .select(Post::as_select())
    .load(c)?;
//// 21
let name: String = diesel::insert_into(posts::table)
    .values((posts::author_id.eq(1), posts::title.eq("Hello")))
    .returning(users::name)
    .get_result(c)?;
//// 22 cannot be written: a subquery of `exists` may use every table of the query around it, without saying so
//// 23
let rows: Vec<User> = users::table
    .filter(diesel::dsl::exists(comments::table.filter(comments::post_id.eq(posts::id))))
    .select(User::as_select())
    .load(c)?;
//// 24
let rows: Vec<User> = users::table
    .inner_join(users::table.on(users::id.eq(users::id)))
    .select(User::as_select())
    .load(c)?;
//// 25 items
#[diesel::dsl::auto_type]
fn popular() -> _ {
    posts::score.gt(10_i64)
}
//// 25
let rows: Vec<User> = users::table.filter(popular()).select(User::as_select()).load(c)?;
//// 26
let rows: Vec<(String, String)> =
    users::table.left_join(posts::table).select((users::name, posts::title)).load(c)?;
//// 27 items
#[derive(Queryable, Selectable)]
#[diesel(table_name = users, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Line { pub name: String, pub bio: String }
//// 28
diesel::update(users::table.find(1)).set(users::name.eq(None::<String>)).execute(c)?;
//// 29
let rows: Vec<User> =
    users::table.filter(diesel::dsl::count(users::id).gt(1)).select(User::as_select()).load(c)?;
//// 30
let rows: Vec<(String, i64)> = posts::table.select((posts::title, diesel::dsl::count_star())).load(c)?;
//// 31
let rows: Vec<(i64, String)> = posts::table.group_by(posts::author_id).select((posts::author_id, posts::title)).load(c)?;
//// 32
let rows: Vec<i64> = posts::table.group_by(posts::author_id).having(posts::score.gt(1)).select(posts::author_id).load(c)?;
//// 33
let rows: Vec<Post> = posts::table
    .filter(diesel::dsl::rank().over().eq(1))
    .select(Post::as_select())
    .load(c)?;
//// 34 items
#[derive(Queryable)]
pub struct Line { pub title: String, pub score: i64 }
//// 34
let rows: Vec<Line> = posts::table.select((posts::title, posts::score, posts::id)).load(c)?;
//// 35 items
#[derive(Queryable, Selectable)]
#[diesel(table_name = posts, check_for_backend(diesel::sqlite::Sqlite))]
pub struct Line { pub title: String, pub published: i64 }
//// 36
let rows: Vec<String> = users::table.select(users::name).union(posts::table.select(posts::id)).load(c)?;
//// 37
let titles = posts::table.select((posts::title, posts::score)).single_value();
let rows: Vec<User> = users::table.filter(users::name.nullable().eq(titles)).select(User::as_select()).load(c)?;
//// 38
let rows: Vec<User> = users::table
    .filter(users::id.eq_any(posts::table.select(posts::title)))
    .select(User::as_select())
    .load(c)?;
//// 39 cannot be written: Diesel has no CTEs, and no named derived tables
//// 40 items
#[derive(Insertable)]
#[diesel(table_name = users)]
pub struct OnlyName<'a> { pub name: &'a str }
//// 40
diesel::insert_into(users::table).values(OnlyName { name: "Ann" }).execute(c)?;
//// 41
diesel::update(users::table.find(1)).set(users::age.eq("old")).execute(c)?;
//// 42
diesel::update(users::table.find(1)).set(posts::title.eq("Hello")).execute(c)?;
//// 43
diesel::update(users::table.find(1)).set((users::name.eq("a"), users::name.eq("b"))).execute(c)?;
//// 44 cannot be written: `table!` does not know which columns the database generates
//// 45
diesel::update(users::table.find(1)).execute(c)?;
//// 46
diesel::update(users::table).set(users::name.eq("Ann")).execute(c)?;
//// 47
diesel::delete(users::table).execute(c)?;
//// 48
let rows: Vec<User> = users::table.filter(users::name.ilike("a%")).select(User::as_select()).load(c)?;
//// 49
runs::<diesel::mysql::Mysql, _>(&users::table.distinct_on(users::name));
//// 50
let query = diesel::insert_into(users::table).values(users::name.eq("Ann")).returning(users::id);
runs::<diesel::mysql::Mysql, _>(&query);
//// 51
let query: posts::BoxedQuery<'_, diesel::pg::Pg> = posts::table.into_boxed();
let rows: Vec<Post> = query.select(Post::as_select()).load(c)?;
//// 52 items
#[derive(diesel::MultiConnection)]
pub enum AnyConnection { Sqlite(SqliteConnection) }
//// 52
let any = &mut AnyConnection::establish(":memory:")?;
let rows: Vec<User> = users::table.filter(users::name.ilike("a%")).select(User::as_select()).load(any)?;
//// 53 items
diesel::table! { tags (id) { id -> BigInt, user_name -> Text } }
diesel::joinable!(tags -> users (user_name));
//// 54 cannot be written: `joinable!` refers to the primary key, always
//// 55 cannot be written: `table!` does not know which keys the database makes
//// 56 items
diesel::table! { tags { label -> Text } }
//// 57 cannot be written: there are no handles; a key is a plain `i64`
//// 58 cannot be written: there are no handles
//// 59
let name = String::from("users");
let rows = diesel::sql_query(format!("DELETE FROM {name}")).execute(c)?;
