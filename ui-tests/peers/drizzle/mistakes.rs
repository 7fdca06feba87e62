//// 1
let rows: Vec<(String,)> = db.select((users.nmae,)).from(users).all()?;
//// 2
let rows: Vec<SelectUsers> = db.select(()).from(user).all()?;
//// 3
db.insert(users).value(InsertUsers::new("Ann", "ann@example.com").with_nmae("Ann")).execute()?;
//// 4 items
#[SQLiteTable]
pub struct Tags {
    #[column(primary, uniqe)]
    pub id: i64,
    pub label: String,
}
//// 5 items
#[SQLiteTable]
pub struct Tags {
    #[column(primary)]
    pub id: i64,
    pub label: String,
    pub label: String,
}
//// 6 items
#[derive(SQLiteFromRow, Debug)]
#[from(Posts)]
struct Line { titel: String }
//// 7
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(eq(users.id, "x")).all()?;
//// 8
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(eq(users.id, users.name)).all()?;
//// 9 items
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrderId(i64);
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MemberId(i64);
macro_rules! key {
    ($key:ident) => {
        impl drizzle::sqlite::traits::DrizzleSQLiteColumn for $key {
            type SQLType = drizzle::sqlite::types::Integer;
            const SQL_TYPE: &'static str = "INTEGER";
            fn decode(value: SQLiteValueRef<'_>) -> Result<Self, drizzle::error::DrizzleError> {
                let SQLiteValueRef::Integer(value) = value else { unreachable!() };
                Ok(Self(value))
            }
            fn encode(&self) -> SQLiteValue<'_> {
                SQLiteValue::Integer(self.0)
            }
            fn encode_owned(self) -> OwnedSQLiteValue {
                OwnedSQLiteValue::Integer(self.0)
            }
        }
    };
}
key!(OrderId);
key!(MemberId);
#[SQLiteTable(NAME = "orders")]
pub struct Bills {
    #[column(primary)]
    pub id: OrderId,
    pub member_id: MemberId,
}
//// 9
let bills = Bills::new();
let rows: Vec<(i64,)> = db.select((count(bills.id),)).from(bills).r#where(eq(bills.member_id, OrderId(1))).all()?;
//// 10
let rows: Vec<SelectOrders> = db.select(()).from(orders).r#where(eq(orders.status, "open")).all()?;
//// 11
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(like(users.age, "1%")).all()?;
//// 12
let rows: Vec<(Option<String>,)> = db.select((sum(users.name),)).from(users).all()?;
//// 13
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(users.age).all()?;
//// 14
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(in_array(users.id, ["a", "b"])).all()?;
//// 15
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(eq(users.bio, None::<String>)).all()?;
//// 16
let rows: Vec<SelectPosts> = db.select(()).from(posts).r#where(eq(users.name, "Ann")).all()?;
//// 17
let rows: Vec<(String, String)> = db.select((posts.title, users.name)).from(posts).all()?;
//// 18
let rows: Vec<SelectPosts> = db.select(()).from(posts).order_by(asc(users.name)).all()?;
//// 19
let rows: Vec<(i64,)> = db.select((count(posts.id),)).from(posts).group_by(users.name).all()?;
//// 20
let rows: Vec<(String,)> =
    db.select((posts.title,)).from(posts).inner_join((users, eq(users.id, comments.post_id))).all()?;
//// 21
let rows: Vec<(String,)> =
    db.insert(posts).value(InsertPosts::new(1i64, "Hello")).returning((users.name,)).all()?;
//// 22 cannot be written: a subquery may use the tables around it without saying so
//// 23
let replies = db.select((comments.id,)).from(comments).r#where(eq(comments.post_id, posts.id));
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(exists(replies)).all()?;
//// 24
let rows: Vec<(String,)> = db.select((users.name,)).from(users).inner_join((users, eq(users.id, users.id))).all()?;
//// 25
let popular = gt(posts.score, 10);
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(popular).all()?;
//// 26
let rows: Vec<(String, String)> =
    db.select((users.name, posts.title)).from(users).left_join((posts, eq(posts.author_id, users.id))).all()?;
//// 27 items
#[derive(SQLiteFromRow, Debug)]
#[from(Users)]
struct Line { name: String, bio: String }
//// 27
let rows: Vec<Line> = db.select(Line::Select).from(users).all()?;
//// 28
db.update(users).set(UpdateUsers::default().with_name(None::<String>)).r#where(eq(users.id, 1)).execute()?;
//// 29
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(gt(count(users.id), 1)).all()?;
//// 30
let rows: Vec<(String, i64)> = db.select((posts.title, count(posts.id))).from(posts).all()?;
//// 31
let rows: Vec<(i64, String)> =
    db.select((posts.author_id, posts.title)).from(posts).group_by(posts.author_id).all()?;
//// 32
let rows: Vec<(i64,)> =
    db.select((posts.author_id,)).from(posts).group_by(posts.author_id).having(gt(posts.score, 1)).all()?;
//// 33
let rows: Vec<SelectPosts> =
    db.select(()).from(posts).r#where(eq(rank().over(window().order_by(desc(posts.score))), 1)).all()?;
//// 34
let rows: Vec<(String, i64)> = db.select((posts.title, posts.score, posts.id)).from(posts).all()?;
//// 35
let rows: Vec<(String, i64)> = db.select((posts.score, posts.title)).from(posts).all()?;
//// 36
let rows: Vec<(String,)> =
    db.select((users.name,)).from(users).union(db.select((posts.id,)).from(posts)).all()?;
//// 37
let titles = db.select((posts.title, posts.score)).from(posts);
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(eq(users.name, titles)).all()?;
//// 38
let titles = db.select(posts.title).from(posts);
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(in_subquery(users.id, titles)).all()?;
//// 39 cannot be written: a CTE takes its columns from the query that fills it
//// 40
db.insert(users).value(InsertUsers::new("Ann")).execute()?;
//// 41
db.update(users).set(UpdateUsers::default().with_age("old")).r#where(eq(users.id, 1)).execute()?;
//// 42
db.update(users).set(UpdatePosts::default().with_title("Hello")).r#where(eq(users.id, 1)).execute()?;
//// 43
db.update(users).set(UpdateUsers::default().with_name("a").with_name("b")).r#where(eq(users.id, 1)).execute()?;
//// 44 items
#[SQLiteTable]
pub struct Names {
    #[column(primary)]
    pub id: i64,
    pub name: String,
    #[column(generated(stored, "upper(name)"))]
    pub upper: String,
}
//// 44
let update = UpdateNames::default().with_upper("ANN");
//// 45
db.update(users).set(UpdateUsers::default()).r#where(eq(users.id, 1)).execute()?;
//// 46
db.update(users).set(UpdateUsers::default().with_name("Ann")).execute()?;
//// 47
db.delete(users).execute()?;
//// 48
let rows: Vec<SelectUsers> = db.select(()).from(users).r#where(drizzle::core::expr::ilike(users.name, "a%")).all()?;
//// 49
let rows: Vec<SelectUsers> = db.select_distinct_on(users.name, ()).from(users).all()?;
//// 50 cannot be written: each dialect has tables and a connection of its own, and SQLite has RETURNING
//// 51 cannot be written: a query begins with its connection
//// 52 cannot be written: there is no connection of any backend
//// 53 items
#[SQLiteTable]
pub struct Tags {
    #[column(primary)]
    pub id: i64,
    #[column(references = Users::id)]
    pub user_name: String,
}
//// 54 items
#[SQLiteTable]
pub struct Tags {
    #[column(primary)]
    pub id: i64,
    #[column(references = Users::name)]
    pub user_name: String,
}
//// 55 items
#[SQLiteTable]
pub struct Tags {
    #[column(primary, autoincrement)]
    pub id: i64,
    #[column(primary, autoincrement)]
    pub number: i64,
}
//// 56 items
#[SQLiteTable]
pub struct Tags {
    pub label: String,
}
//// 57 cannot be written: there are no handles; a key is a plain `i64`
//// 58 cannot be written: there are no handles
//// 59 
let name = String::from("users");
let deleted = db.execute(drizzle::sql!("DELETE FROM {name}"))?;
