//! Arrays of PostgreSQL: as columns, in statements of many rows, and what can be asked of them.

use crate::harness::{each_backend, failure};
use aludel::{
    ErrorKind,
    expr::{
        array_agg, array_agg_distinct, array_append, array_at, array_concat, array_join, array_length, array_position,
        array_prepend, array_remove, array_slice, split,
    },
    prelude::*,
    query::{array_of, elements},
};
use chrono::{NaiveDate, NaiveDateTime};

newtype! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Label(String): text;
}
sql_enum! { pub enum Level { Low = "low", High = "high" } }

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Post in posts {
        #[primary_key(auto)]
        id: i64,
        title: String,
        tags: Vec<String>,
        scores: Option<Vec<i64>>,
        #[default(sql = "'{}'")]
        marks: Vec<Option<i32>>,
    }
}
table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct Kept in kept {
        #[primary_key]
        id: i32,
        flags: Vec<bool>,
        small: Vec<i16>,
        floats: Vec<f64>,
        blobs: Vec<Vec<u8>>,
        uuids: Vec<uuid::Uuid>,
        days: Vec<NaiveDate>,
        moments: Vec<NaiveDateTime>,
        decimals: Vec<rust_decimal::Decimal>,
        documents: Vec<serde_json::Value>,
        labels: Vec<Label>,
        levels: Vec<Level>,
    }
}
schema! { pub Lists: posts, kept }
shape! { tag { name: String } }
shape! { counted { name: String, posts: i64 } }

fn tags(all: &[&str]) -> Vec<String> {
    all.iter().map(|&tag| tag.to_owned()).collect()
}

fn filled(id: i32) -> Kept {
    let day = NaiveDate::from_ymd_opt(2024, 2, 29).unwrap();
    Kept {
        id,
        flags: vec![true, false],
        small: vec![i16::MIN, 7],
        floats: vec![1.5, f64::INFINITY, f64::NEG_INFINITY, 1e-300],
        blobs: vec![vec![0, 255], vec![]],
        uuids: vec![uuid::Uuid::from_u128(7)],
        days: vec![day],
        moments: vec![day.and_hms_micro_opt(1, 2, 3, 4).unwrap()],
        decimals: vec!["1.50".parse().unwrap(), "-7".parse().unwrap()],
        documents: vec![serde_json::json!({"a": ["\"quoted\" \\ {x}, NULL", null]})],
        labels: vec![Label("a\"b\\c, {}".into()), Label("NULL".into()), Label(String::new())],
        levels: vec![Level::High, Level::Low],
    }
}
fn empty(id: i32) -> Kept {
    Kept {
        id,
        flags: vec![],
        small: vec![],
        floats: vec![],
        blobs: vec![],
        uuids: vec![],
        days: vec![],
        moments: vec![],
        decimals: vec![],
        documents: vec![],
        labels: vec![],
        levels: vec![],
    }
}

fn some_posts<B>(db: &mut crate::harness::Db<B>) -> aludel::Result<()>
where
    B: crate::harness::TestBackend + aludel::engine::Backend<Dialect = aludel::sql::PostgreSQL>,
{
    db.create::<Lists>();
    for (title, all, scores) in [
        ("one", tags(&["rust", "sql"]), Some(vec![3, 1, 2])),
        ("two", tags(&["sql"]), None),
        ("three", tags(&[]), Some(vec![])),
    ] {
        insert(posts::table).values(new!(Post { title, tags: all, scores })).execute(db)?;
    }
    Ok(())
}

each_backend! {
    /// One by one, many in one statement, by COPY: what was written is read.
    on [Postgres] fn every_kind_of_element_comes_back(db) {
        db.create::<Lists>();
        insert(kept::table).values(&filled(1)).execute(db)?;
        let both = vec![empty(2), filled(3)];
        insert(kept::table).values(&both).execute(db)?;
        copy_into(kept::table).values([filled(4), empty(5)].map(|row| Kept { documents: vec![], ..row })).execute(db).unwrap_err();
        assert_eq!(from(kept::table).order_by(kept::id).all(db)?, [filled(1), empty(2), filled(3)]);
    }

    /// Texts are written as they are; documents are refused, since COPY would need them in another form.
    on [Postgres] fn arrays_are_copied(db) {
        db.create::<Lists>();
        let rows = [
            Post { id: 1, title: "a".into(), tags: tags(&["x\"y\\", "", "NULL"]), scores: None, marks: vec![None, Some(1)] },
            Post { id: 2, title: "b".into(), tags: vec![], scores: Some(vec![i64::MAX]), marks: vec![] },
        ];
        assert_eq!(copy_into(posts::table).values(&rows).execute(db)?, 2);
        assert_eq!(from(posts::table).order_by(posts::id).all(db)?, rows);
    }

    /// The rows of a column go in one array each, in which arrays are texts.
    on [Postgres] fn a_session_writes_them(db) {
        db.create::<Lists>();
        let mut session = db.engine().session()?;
        let handles: Vec<_> = (1..=3).map(|id| {
            let row = filled(id);
            session.add(new!(Kept {
                id: row.id, flags: row.flags, small: row.small, floats: row.floats, blobs: row.blobs, uuids: row.uuids,
                days: row.days, moments: row.moments, decimals: row.decimals, documents: row.documents,
                labels: row.labels, levels: row.levels,
            }))
        }).collect();
        let post = session.add(new!(Post { title: "one", tags: tags(&["a"]), marks: vec![Some(1), None] }));
        let other = session.add(new!(Post { title: "two", tags: tags(&[]), scores: vec![1i64, 2] }));
        session.commit()?;
        assert_eq!(session[other].scores, Some(vec![1, 2]));
        assert_eq!(session.plan()?.to_string(), "");
        session[post].tags.push("b".into());
        session[other].scores = None;
        session[handles[0]].labels.clear();
        session[handles[1]].levels = vec![Level::Low];
        session[handles[2]].floats.push(0.1);
        session.commit()?;
        drop(session);
        let (mut first, mut second, mut third) = (filled(1), filled(2), filled(3));
        first.labels.clear();
        second.levels = vec![Level::Low];
        third.floats.push(0.1);
        assert_eq!(from(kept::table).order_by(kept::id).all(db)?, [first, second, third]);
        let found = from(posts::table).order_by(posts::id).select((posts::tags, posts::scores, posts::marks)).all(db)?;
        assert_eq!(found, [(tags(&["a", "b"]), None, vec![Some(1), None]), (vec![], None, vec![])]);
        let mut session = db.engine().session()?;
        let post = session.load_one(from(posts::table).filter(posts::title.eq("one")))?;
        session.delete(post)?;
        session.commit()?;
        drop(session);
        assert_eq!(from(posts::table).count(db)?, 1);
    }

    on [Postgres] fn many_are_updated_by_key(db) {
        some_posts(db)?;
        let sets = [(1, tags(&["new"])), (2, tags(&[])), (3, tags(&["a,b", "{c}"]))];
        let query = update(posts::table).by_key(sets.clone().map(|(id, all)| (id, posts::tags.set(all))));
        assert_eq!(query.execute(db)?, 3);
        assert_eq!(from(posts::table).order_by(posts::id).select((posts::id, posts::tags)).all(db)?, sets);
    }

    on [Postgres] fn they_are_asked_what_is_in_them(db) {
        some_posts(db)?;
        macro_rules! ids {
            ($condition:expr) => {
                from(posts::table).filter($condition).order_by(posts::id).select(posts::id).all(db)?
            };
        }
        assert_eq!(ids!(posts::tags.has("sql")), [1, 2]);
        assert!(ids!(posts::tags.has(posts::title)).is_empty());
        assert_eq!(ids!(posts::scores.has(2)), [1]);
        assert_eq!(ids!(posts::tags.contains_all(tags(&["sql", "rust"]))), [1]);
        assert_eq!(ids!(posts::tags.contains_all(["sql"])), [1, 2]);
        assert_eq!(ids!(posts::tags.contained_in(["sql", "go"])), [2, 3]);
        assert_eq!(ids!(posts::tags.overlaps(["rust", "go"])), [1]);
        assert_eq!(ids!(posts::tags.eq(tags(&["sql"]))), [2]);
        assert_eq!(ids!(posts::tags.has("sql").and(posts::scores.is_null())), [2]);
        assert_eq!(ids!(array_length(posts::tags).gt(1)), [1]);
    }

    on [Postgres] fn functions_compute_them(db) {
        some_posts(db)?;
        update(posts::table).set(posts::tags.set(array_append(posts::tags, "new"))).filter(posts::id.eq(2)).execute(db)?;
        let one = from(posts::table).filter(posts::id.eq(1));
        assert_eq!(from(posts::table).filter(posts::id.eq(2)).select(posts::tags).one(db)?, tags(&["sql", "new"]));
        assert_eq!(one.select(array_prepend(posts::tags, "a")).one(db)?, tags(&["a", "rust", "sql"]));
        assert_eq!(one.select(array_concat(posts::tags, ["b"])).one(db)?, tags(&["rust", "sql", "b"]));
        assert_eq!(one.select(array_remove(posts::tags, "rust")).one(db)?, tags(&["sql"]));
        assert_eq!(one.select(array_position(posts::tags, "sql")).one(db)?, Some(2));
        assert_eq!(one.select(array_position(posts::tags, "none")).one(db)?, None);
        assert_eq!(one.select((array_at(posts::tags, 1), array_at(posts::tags, 9))).one(db)?, (Some("rust".into()), None));
        assert_eq!(one.select(array_slice(posts::scores, 2, 3)).one(db)?, Some(vec![1, 2]));
        assert_eq!(one.select(array_join(posts::tags, "-")).one(db)?, "rust-sql");
        assert_eq!(one.select(split(posts::title, "n")).one(db)?, tags(&["o", "e"]));
        assert_eq!(one.select(value(tags(&["x"]))).one(db)?, tags(&["x"]));
        assert_eq!(one.select(value(vec![Some(1i32), None])).one(db)?, [Some(1), None]);
        // An array that is NULL counts as empty.
        let none = from(posts::table).filter(posts::id.eq(2));
        assert_eq!(none.select(array_append(posts::scores, 5)).one(db)?, [5]);
        assert_eq!(none.select(array_length(posts::scores)).one(db)?, None);
        assert_eq!(none.select(array_concat(posts::scores, vec![1i64])).one(db)?, [1]);
    }

    on [Postgres] fn rows_become_arrays_and_arrays_rows(db) {
        some_posts(db)?;
        let titles = from(posts::table).select(array_agg(posts::title).order_by(posts::id.desc())).one(db)?;
        assert_eq!(titles, ["three", "two", "one"]);
        let none = from(posts::table).filter(posts::id.gt(9)).select(array_agg_distinct(posts::title)).one(db)?;
        assert!(none.is_empty());

        let by_tag = from(posts::table)
            .cross_join_lateral(tag::table, elements(posts::tags))
            .group_by(tag::name)
            .order_by(tag::name)
            .select((tag::name, count(), array_agg(posts::id).order_by(posts::id)))
            .all(db)?;
        assert_eq!(by_tag, [("rust".into(), 1, vec![1]), ("sql".into(), 2, vec![1, 2])]);

        let wanted = elements(vec![1i64, 3]);
        let found = from(posts::table).filter(posts::id.in_query(wanted)).order_by(posts::id).select(posts::id).all(db)?;
        assert_eq!(found, [1, 3]);
        let listed = from(derived(tag::table, elements(tags(&["b", "a"])))).order_by(tag::name).select(tag::name).all(db)?;
        assert_eq!(listed, ["a", "b"]);
        let gathered = from(posts::table)
            .order_by(posts::id)
            .select(array_of(from(derived(tag::table, elements(tags(&["b", "a"])))).order_by(tag::name).select(tag::name)))
            .first(db)?;
        assert_eq!(gathered, Some(tags(&["a", "b"])));
        let rows: Vec<(Vec<String>, Option<Vec<i64>>)> =
            from(posts::table).select(nested(from(posts::table).order_by(posts::id).select((posts::tags, posts::scores)))).first(db)?.unwrap();
        assert_eq!(rows[0], (tags(&["rust", "sql"]), Some(vec![3, 1, 2])));
        assert_eq!(rows[1].1, None);
    }

    on [Postgres] fn a_null_among_them_needs_an_option(db) {
        some_posts(db)?;
        sql::<()>("UPDATE posts SET tags = '{a,NULL}' WHERE id = 1").execute(db)?;
        let error = from(posts::table).select(posts::tags).all(db).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("`tags`"), "{error}");
        sql::<()>("UPDATE posts SET tags = '{{a},{b}}' WHERE id = 1").execute(db)?;
        let error = from(posts::table).select(posts::tags).all(db).unwrap_err();
        assert!(error.message().contains("one dimension"), "{error}");
    }

    /// Where there are none, the schema says so before anything is created.
    on [Sqlite, MariaDb] fn other_backends_refuse_the_schema(db) {
        let error = failure(Lists::create_all(&db.engine()));
        assert!(error.message().contains("only PostgreSQL has"), "{error}");
    }
}
