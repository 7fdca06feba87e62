//! Rows of a query in one value of another.

use crate::{blog::*, harness::each_backend};
use aludel::{prelude::*, value::Json};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use rust_decimal::Decimal;
use uuid::Uuid;

row! {
    #[derive(Debug, PartialEq)]
    pub struct PostLine { title: String = posts::title, rating: Option<f64> = posts::rating }
}

newtype! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Label(String): text;
}
sql_enum! { pub enum Size { Small = "small", Large = "large" } }

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Thing in things {
        #[primary_key]
        id: i64,
        flag: Option<bool>,
        small: Option<i16>,
        single: Option<f32>,
        double: Option<f64>,
        text: Option<String>,
        bytes: Option<Vec<u8>>,
        label: Option<Label>,
        size: Option<Size>,
        uuid: Option<Uuid>,
        date: Option<NaiveDate>,
        time: Option<NaiveTime>,
        local: Option<NaiveDateTime>,
        moment: Option<DateTime<Utc>>,
        #[decimal(20, 4)]
        price: Option<Decimal>,
        document: Option<Json<Vec<Option<String>>>>,
    }
}
schema! { pub Things: things }

const EMPTY: Thing = Thing {
    id: 0,
    flag: None,
    small: None,
    single: None,
    double: None,
    text: None,
    bytes: None,
    label: None,
    size: None,
    uuid: None,
    date: None,
    time: None,
    local: None,
    moment: None,
    price: None,
    document: None,
};

fn things_there_are() -> Vec<Thing> {
    let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let time = |h, m, s, us| NaiveTime::from_hms_micro_opt(h, m, s, us).unwrap();
    let odd = "quote \" ' backslash \\ tab \t line \n bell \u{7} escape \u{1b} \u{1F600} \u{2028} </script> null";
    vec![
        EMPTY,
        Thing {
            id: i64::MAX,
            flag: Some(true),
            small: Some(i16::MIN),
            single: Some(0.1),
            double: Some(0.1 + 0.2),
            text: Some(odd.to_owned()),
            bytes: Some((0..=255).collect()),
            label: Some(Label("a".to_owned())),
            size: Some(Size::Large),
            uuid: Some(Uuid::from_u128(0x0123_4567_89ab_cdef_0123_4567_89ab_cdef)),
            date: Some(date(2024, 2, 29)),
            time: Some(time(23, 59, 59, 999_999)),
            local: Some(date(1969, 12, 31).and_time(time(23, 0, 0, 1))),
            moment: Some(date(2038, 1, 20).and_time(time(3, 4, 5, 678_900)).and_utc()),
            price: Some("12345678901.2345".parse().unwrap()),
            document: Some(Json(vec![Some(odd.to_owned()), None])),
        },
        Thing {
            id: i64::MIN,
            flag: Some(false),
            small: Some(0),
            single: Some(f32::MAX),
            double: Some(1.797_693_134_862_315_7e308),
            text: Some(String::new()),
            bytes: Some(vec![]),
            label: Some(Label(String::new())),
            size: Some(Size::Small),
            uuid: Some(Uuid::nil()),
            date: Some(date(1000, 1, 1)),
            time: Some(time(0, 0, 0, 0)),
            local: Some(date(9999, 12, 31).and_time(time(0, 0, 0, 0))),
            moment: Some(date(1970, 1, 1).and_time(time(0, 0, 0, 0)).and_utc()),
            price: Some("-0.5000".parse().unwrap()),
            document: Some(Json(vec![])),
        },
        Thing { id: 7, double: Some(5e-324), single: Some(16_777_216.0), price: Some(Decimal::ZERO), ..EMPTY },
        Thing { id: 8, double: Some(-0.0), single: Some(1e-45), ..EMPTY },
    ]
}

each_backend! {
    everywhere fn the_rows_of_each_row(db) {
        blog(db);
        let of_user = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id));
        let lines = of_user.order_by(posts::id.desc()).select(PostLine::row());
        let users: Vec<(String, Vec<PostLine>)> =
            from(users::table).order_by(users::id).select((users::name, nested(lines))).all(db)?;
        let line = |title: &str, rating| PostLine { title: title.to_owned(), rating };
        assert_eq!(
            users,
            [
                ("Ann".to_owned(), vec![line("World", None), line("Hello", Some(4.5))]),
                ("Ben".to_owned(), vec![line("Hello", Some(3.0))]),
                ("Cid".to_owned(), vec![]),
                ("Dee".to_owned(), vec![]),
            ]
        );
        // Tuples, with computed columns and values, and a struct of one's own around them.
        struct UserLine { name: String, posts: Vec<(String, i64, bool)> }
        let list = of_user
            .filter(posts::views.gt(&0))
            .order_by((posts::views.desc(), posts::id))
            .select((concat(users::name, concat(": ", posts::title)), posts::views.mul(2).add(1), value(true)));
        let users: Vec<UserLine> = from(users::table)
            .filter(users::name.eq("Ann"))
            .select(row!(UserLine { name: users::name, posts: nested(list) }))
            .all(db)?;
        assert_eq!(users.len(), 1);
        assert_eq!((&*users[0].name, &*users[0].posts), ("Ann", &[("Ann: Hello".to_owned(), 21, true)][..]));
    }

    everywhere fn nested_rows_of_tables_nest(db) {
        blog(db);
        let tags_of_post = from(post_tags::table)
            .join(tags::table, tags::id.eq(post_tags::tag_id))
            .correlate(posts::table)
            .filter(post_tags::post_id.eq(posts::id))
            .order_by(tags::label.desc())
            .select((tags::label,));
        let posts_of_user = from(posts::table)
            .correlate(users::table)
            .filter(posts::author_id.eq(users::id))
            .order_by(posts::id)
            .select((posts::id, nested(tags_of_post)));
        let users: Vec<(i64, Vec<(i64, Vec<(String,)>)>)> =
            from(users::table).filter(users::id.lt(4)).order_by(users::id).select((users::id, nested(posts_of_user))).all(db)?;
        let label = |label: &str| (label.to_owned(),);
        assert_eq!(
            users,
            [
                (1, vec![(1, vec![label("sql"), label("rust")]), (2, vec![])]),
                (2, vec![(3, vec![label("sql")])]),
                (3, vec![]),
            ]
        );
        // Whole rows; of a query that is not correlated; in a filter and beside a group.
        let posts: Vec<Post> = from(posts::table).order_by(posts::id).all(db)?;
        let (name, all): (String, Vec<Post>) =
            from(users::table).filter(users::id.eq(1)).select((users::name, nested(from(posts::table).order_by(posts::id)))).one(db)?;
        assert_eq!((&*name, all), ("Ann", posts));
        // What is gathered may come from the query around alone.
        let counted = from(posts::table).correlate(users::table).filter(posts::author_id.eq(users::id)).select((users::name,));
        let names: Vec<Vec<(String,)>> = from(users::table).order_by(users::id).limit(2).select(nested(counted)).all(db)?;
        assert_eq!(names, [vec![label("Ann"), label("Ann")], vec![label("Ben")]]);
    }

    everywhere fn nested_values_are_those_of_their_columns(db) {
        db.create::<Things>();
        let things = things_there_are();
        insert(things::table).values(things.clone()).execute(db)?;
        let all = nested(from(things::table).filter(things::id.is_not_null()));
        let (direct, mut found): (i64, Vec<Thing>) =
            from(things::table).filter(things::id.eq(7)).select((things::id, all)).one(db)?;
        assert_eq!(direct, 7);
        found.sort_by_key(|thing| things.iter().position(|other| other.id == thing.id));
        assert_eq!(found, things);
        // To the bit, as far as the column keeps them.
        let zero = from(things::table).filter(things::id.eq(8)).select(things::double).one(db)?;
        assert_eq!(found[4].double.map(f64::to_bits), zero.map(f64::to_bits));
    }
}
