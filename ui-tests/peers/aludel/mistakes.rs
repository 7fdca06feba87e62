//// 1
let rows = from(users::table).select(users::nmae).all(c)?;
//// 2
let rows = from(user::table).all(c)?;
//// 3
insert(users::table).values(new!(User { nmae: "Ann", email: "ann@example.org" })).execute(c)?;
//// 4 items
table! { pub struct Tag in tags { #[primary_key(auto)] id: i64, #[uniqe] label: String } }
//// 5 items
table! { pub struct Tag in tags { #[primary_key(auto)] id: i64, label: String, label: String } }
//// 6 items
row! { pub struct Line { titel: String = posts::titel } }
//// 7
let rows = from(users::table).filter(users::id.eq("x")).all(c)?;
//// 8
let rows = from(users::table).filter(users::id.eq(users::name)).all(c)?;
//// 9
let rows = from(orders::table).filter(orders::member_id.eq(OrderId(1))).all(c)?;
//// 10
let rows = from(orders::table).filter(orders::status.eq("open")).all(c)?;
//// 11
let rows = from(users::table).filter(users::age.like("1%")).all(c)?;
//// 12
let total = from(users::table).select(sum(users::name)).one(c)?;
//// 13
let rows = from(users::table).filter(users::age).all(c)?;
//// 14
let rows = from(users::table).filter(users::id.in_list(["a", "b"])).all(c)?;
//// 15
let bio: Option<String> = None;
let rows = from(users::table).filter(users::bio.eq(bio)).all(c)?;
//// 16
let rows = from(posts::table).filter(users::name.eq("Ann")).all(c)?;
//// 17
let rows = from(posts::table).select((posts::title, users::name)).all(c)?;
//// 18
let rows = from(posts::table).order_by(users::name).all(c)?;
//// 19
let rows = from(posts::table).group_by(users::name).select(count()).all(c)?;
//// 20
let rows = from(posts::table).join(users::table, users::id.eq(comments::post_id)).all(c)?;
//// 21
let name = insert(posts::table).values(new!(Post { author_id: 1, title: "Hello" })).returning(users::name).one(c)?;
//// 22
let writing = from(posts::table).filter(posts::author_id.eq(users::id));
let rows = from(users::table).filter(exists(writing)).all(c)?;
//// 23
let replies = from(comments::table).correlate(posts::table).filter(comments::post_id.eq(posts::id));
let rows = from(users::table).filter(exists(replies)).all(c)?;
//// 24
let rows = from(users::table).join(users::table, users::id.eq(users::id)).all(c)?;
//// 25 items
fn popular() -> On<posts::Table, impl Portable> {
    on(posts::score.gt(10))
}
//// 25
let rows = from(users::table).filter(popular()).all(c)?;
//// 26 items
struct Line { name: String, title: String }
//// 26
let rows = from(users::table)
    .left_join(posts::table, posts::author_id.eq(users::id))
    .select(row!(Line { name: users::name, title: posts::title }))
    .all(c)?;
//// 27 items
struct Line { name: String, bio: String }
//// 27
let rows = from(users::table).select(row!(Line { name: users::name, bio: users::bio })).all(c)?;
//// 28
update(users::table).set(users::name.set(None::<String>)).filter(users::id.eq(1)).execute(c)?;
//// 29
let rows = from(users::table).filter(count_of(users::id).gt(1)).all(c)?;
//// 30
let rows = from(posts::table).select((posts::title, count())).all(c)?;
//// 31
let rows = from(posts::table).group_by(posts::author_id).select((posts::author_id, posts::title)).all(c)?;
//// 32
let rows = from(posts::table).group_by(posts::author_id).having(posts::score.gt(1)).select(posts::author_id).all(c)?;
//// 33
let rows = from(posts::table).filter(rank().over(window().order_by(posts::score.desc())).eq(1)).all(c)?;
//// 34 items
struct Line { title: String, score: i64 }
//// 34
let rows = from(posts::table).select(row!(Line { title: posts::title })).all(c)?;
//// 35 items
struct Line { title: String, published: i64 }
//// 35
let rows = from(posts::table).select(row!(Line { title: posts::title, published: posts::published })).all(c)?;
//// 36
let rows = from(users::table).select(users::name).union(from(posts::table).select(posts::id)).all(c)?;
//// 37
let titles = from(posts::table).select((posts::title, posts::score));
let rows = from(users::table).filter(users::name.eq(scalar(titles))).all(c)?;
//// 38
let titles = from(posts::table).select(posts::title);
let rows = from(users::table).filter(users::id.in_query(titles)).all(c)?;
//// 39 items
shape! { pub summary { author_id: i64, best: String } }
//// 39
let scores = from(posts::table).select(summary::Columns { author_id: posts::author_id, best: posts::score });
let rows = from(derived(summary::table, scores)).all(c)?;
//// 40
insert(users::table).values(new!(User { name: "Ann" })).execute(c)?;
//// 41
update(users::table).set(users::age.set("old")).filter(users::id.eq(1)).execute(c)?;
//// 42
update(users::table).set(posts::title.set("Hello")).filter(users::id.eq(1)).execute(c)?;
//// 43
update(users::table).set((users::name.set("a"), users::name.set("b"))).filter(users::id.eq(1)).execute(c)?;
//// 44 items
table! {
    pub struct Item in items {
        #[primary_key(auto)] id: i64,
        price: i64,
        #[generated("price * 2")] total: i64,
    }
}
//// 44
update(items::table).set(items::total.set(5)).filter(items::id.eq(1)).execute(c)?;
//// 45
update(users::table).filter(users::id.eq(1)).execute(c)?;
//// 46
update(users::table).set(users::name.set("Ann")).execute(c)?;
//// 47
delete(users::table).execute(c)?;
//// 48
let rows = from(users::table).filter(users::name.ilike("a%")).all(c)?;
//// 49
let engine = Engine::<MySql>::open("mysql://localhost/blog")?;
let rows = from(users::table).distinct_on(users::name).all(&mut engine.connect()?)?;
//// 50
let engine = Engine::<MySql>::open("mysql://localhost/blog")?;
let new = new!(User { name: "Ann", email: "ann@example.org" });
let id = insert(users::table).values(new).returning(users::id).one(&mut engine.connect()?)?;
//// 51 items
fn cheap() -> impl Query<Row = Post> + Sql<aludel::sql::PostgreSQL> {
    from(posts::table)
}
//// 51
let rows = cheap().all(c)?;
//// 52
let engine = AnyEngine::open("sqlite::memory:")?;
let rows = from(users::table).filter(users::name.ilike("a%")).all(&mut engine.connect()?)?;
//// 53 items
table! { pub struct Tag in tags { #[primary_key(auto)] id: i64, #[references(users::id)] user_name: String } }
//// 54 items
table! { pub struct Tag in tags { #[primary_key(auto)] id: i64, #[references(users::name)] user_name: String } }
//// 55 items
table! { pub struct Tag in tags { #[primary_key(auto)] id: i64, #[primary_key(auto)] number: i64 } }
//// 56 items
table! { pub struct Tag in tags { label: String } }
//// 57 items
table! { #[derive(Clone)] pub struct Author in authors { #[primary_key(auto)] id: i64 } }
table! { #[derive(Clone)] pub struct Tag in tags { #[primary_key(auto)] id: i64, label: String } }
table! { #[derive(Clone)] pub struct Book in books { #[primary_key(auto)] id: i64, #[references(authors::id)] author_id: i64 } }
//// 57
let mut session = Engine::<Sqlite>::open("sqlite::memory:")?.session()?;
let tag = session.add(new!(Tag { label: "rust" }));
session.add(new!(Book { author_id: tag }));
//// 58 items
table! { #[derive(Clone)] pub struct Author in authors { #[primary_key(auto)] id: i64, name: String } }
table! { #[derive(Clone)] pub struct Tag in tags { #[primary_key(auto)] id: i64, label: String } }
//// 58
let mut session = Engine::<Sqlite>::open("sqlite::memory:")?.session()?;
let tag = session.add(new!(Tag { label: "rust" }));
let author: Handle<Author> = tag;
//// 59
let name = String::from("users");
let deleted = sql::<()>(format!("DELETE FROM {name}")).execute(c)?;
