//! Nothing is paid at run time: columns have no size, and a query whose shape is known costs no allocation to build and
//! to look up.
#![allow(missing_docs, reason = "a test has no readers of its documentation")]

use aludel::{
    expr::{Expr, scope},
    prelude::*,
    sql::{Dialect, PostgreSQL, SQLite, Text, Tok, Writer, text_of},
};
use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    marker::PhantomData,
};

/// Counts the allocations of the current thread.
struct Counting;

thread_local! {
    static ALLOCATIONS: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: hands everything to the system's allocator; counting does not allocate.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.with(|n| n.set(n.get() + 1));
        // SAFETY: the caller's promises are passed on.
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promises are passed on.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static COUNTING: Counting = Counting;

/// How often the function allocates.
fn allocations(f: impl FnOnce()) -> usize {
    let before = ALLOCATIONS.with(Cell::get);
    f();
    ALLOCATIONS.with(Cell::get) - before
}

table! {
    #[derive(Debug, Clone, PartialEq)]
    pub struct User in users {
        #[primary_key(auto)]
        id: i64,
        name: String,
        age: Option<i32>,
    }
}

schema! { pub Tables: users }

fn is_constant<Q: Sql<SQLite> + Sql<PostgreSQL>>(_: &Q) -> bool {
    Text::<Q, SQLite>::IS_CONSTANT && Text::<Q, PostgreSQL>::IS_CONSTANT
}

#[test]
fn columns_and_tables_have_no_size() {
    assert_eq!(size_of_val(&users::table), 0);
    assert_eq!(size_of_val(&users::id), 0);
    assert_eq!(size_of_val(&users::name), 0);
    assert_eq!(size_of_val(&users::age), 0);
    assert_eq!(size_of::<users::Columns>(), 0);
}

#[test]
fn a_query_is_as_large_as_its_values() {
    let query = from(users::table).filter(users::id.eq(7).and(users::name.ne("Ann")));
    assert_eq!(size_of_val(&query), size_of::<i64>() + size_of::<&str>());
}

#[test]
fn the_text_of_a_known_shape_is_constant() {
    assert!(is_constant(&from(users::table).filter(users::id.eq(1)).order_by(users::name.desc()).limit(3)));
    assert!(is_constant(&insert(users::table).values(new!(User { name: "Ann" }))));
    assert!(is_constant(&update(users::table).set(users::name.set("Ann")).filter(users::id.eq(1))));
    assert!(is_constant(&delete(users::table).filter(users::age.is_null())));
    let listed = from(users::table).filter(users::id.in_list([1, 2, 3]));
    assert!(!is_constant(&listed), "a placeholder per value");
}

/// An expression that cannot be rendered: the compiler would refuse the program.
struct NeverRendered<T>(PhantomData<T>);
impl<T> Expr for NeverRendered<T> {
    type Base = i64;
    type Uses = scope::Nothing;
}
impl<T, D: Dialect> Sql<D> for NeverRendered<T> {
    const TOK: Tok = Tok::Lit("7");
    fn render(&self, _: &mut Writer) {
        const { assert!(size_of::<T>() > 0, "what renders a constant text is compiled") }
    }
}

/// That this file compiles is the test: the compiler looks through the code of a branch that a constant rules out, too.
#[test]
fn what_renders_a_constant_text_is_not_compiled() -> aludel::Result<()> {
    let seven = || NeverRendered::<()>(PhantomData);
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Tables::create_all(&engine)?;
    let connection = &mut engine.connect()?;
    insert(users::table).values(new!(User { id: 7, name: "Ann" })).execute(connection)?;
    assert_eq!(from(users::table).filter(users::id.eq(seven())).count(connection)?, 1);
    assert_eq!(update(users::table).set(users::age.set(3)).filter(users::id.eq(seven())).execute(connection)?, 1);
    // As a part of a text that is rendered, too.
    let listed = from(users::table).filter(users::id.eq(seven()).and(users::id.in_list([6, 7])));
    assert_eq!(listed.select(users::name).all(connection)?, ["Ann"]);
    Ok(())
}

#[test]
fn building_and_looking_up_a_known_query_allocates_nothing() -> aludel::Result<()> {
    let engine = Engine::<Sqlite>::open("sqlite::memory:")?;
    Tables::create_all(&engine)?;
    let mut connection = engine.connect()?;
    let run = |connection: &mut aludel::engine::Connection<Sqlite>| -> aludel::Result<bool> {
        from(users::table).filter(users::id.eq(7).and(users::name.eq("Ann"))).select(users::id).exists(connection)
    };
    run(&mut connection)?; // prepares it
    let count = allocations(|| assert!(!run(&mut connection).unwrap()));
    assert_eq!(count, 0, "a prepared query allocates");

    let built = allocations(|| {
        _ = std::hint::black_box(from(users::table).filter(users::id.gt(3)));
    });
    assert_eq!(built, 0, "building a query allocates");
    Ok(())
}

#[test]
fn rendered_and_constant_text_agree() {
    let constant = from(users::table).filter(users::id.eq(1)).order_by(users::id);
    let rendered = from(users::table).filter_some(Some(1), |id| users::id.eq(id)).order_by(users::id);
    assert_eq!(text_of::<PostgreSQL, _>(&constant), text_of::<PostgreSQL, _>(&rendered));
}

#[test]
fn a_filter_without_a_value_leaves_nothing_in_the_text() {
    fn text(name: Option<&str>, age: Option<i32>, after: Option<i64>) -> String {
        let query = from(users::table)
            .filter_some(name, |name| users::name.eq(name))
            .filter_some(age, |age: i32| users::age.gt(age).or(users::age.is_null()))
            .filter_some(after, |id: i64| users::id.gt(id));
        let text = text_of::<PostgreSQL, _>(&query.select(users::id));
        text.split_once(" WHERE ").map(|(_, condition)| condition.to_owned()).unwrap_or_default()
    }
    let age = r#"("age" > $1 OR "age" IS NULL)"#;
    assert_eq!(text(None, Some(1), None), age);
    assert_eq!(text(None, Some(1), Some(1)), format!(r#"{age} AND "id" > $2"#));
    assert_eq!(text(Some("Ann"), None, Some(1)), r#""name" = $1 AND "id" > $2"#);
    assert_eq!(text(Some("Ann"), None, None), r#""name" = $1"#);
    assert_eq!(text(None, None, None), "1 = 1");
}

#[test]
fn a_list_of_any_length_has_few_texts() {
    let placeholders =
        |n: i64| text_of::<SQLite, _>(&from(users::table).filter(users::id.in_list(0..n))).matches('?').count();
    let mut texts: Vec<usize> = (1..=1024).map(placeholders).collect();
    assert!((1..).zip(&texts).all(|(n, &found)| n <= found && found <= n + n / 4));
    assert_eq!([1, 8, 10, 1000].map(placeholders), [1, 8, 10, 1024]);
    texts.dedup();
    assert!(texts.len() <= 40, "{}", texts.len());
    // A long one is an array on PostgreSQL.
    let postgres = |n: i64| text_of::<PostgreSQL, _>(&from(users::table).filter(users::id.in_list(0..n)));
    assert!(
        postgres(16).ends_with(r#""id" IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"#)
    );
    assert!(postgres(17).ends_with(r#""id" = ANY($1)"#));
}
